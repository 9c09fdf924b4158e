"""Correcting an issue: every field as it was written; the person stays masked until somebody looks, or retypes.

What is typed is kept against a kill; a refusal is said inside, and nothing is lost.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.chain import TRACK_NAMES, IssueTrack
from core.entry_cells import Limit, phone_text, village_in
from core.i18n import N_, _
from core.issues import IssueDraft, SourceChannel
from core.masking import STARS, mask_name, mask_phone
from db.queries.form_drafts import form_draft
from db.queries.names import named_agencies, named_leaders, named_villages
from db.queries.settings import issue_categories
from db.services.disclosure import see_petitioner
from db.services.issues import edit_issue
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.issues.act_dialogs import DueField
from desktop.issues.check_popup import CheckButton
from desktop.issues.detail_facts import SOURCES
from desktop.issues.earlier_case import EarlierCase
from desktop.issues.recusal_rows import RecusalRows
from desktop.privacy.hidden_line import HiddenLine
from desktop.visits.leaving import KeptForm
from desktop.visits.unsaved import Typed
from desktop.widgets import Choice, IconButton, PinyinCombo, choice, mark_invalid
from desktop.widgets.form import NotReadable, TextField, text_area

PREFIX = "correct:"
_WIDE = 196


class EditDialog(KeptForm):
    """The form. It stays open with every word in it where saving was refused."""

    def __init__(
        self, parent: QWidget | None, ctx: AppContext, draft: IssueDraft, *, number: str, due: date | None
    ) -> None:
        super().__init__(ctx, parent, _("Correct {number}").format(number=number), width=760)
        self._draft, self._due_now = draft, due
        self._read_choices()
        self._build_words()
        self._build_sort()
        self._build_handling()
        self._build_concerned()
        self._fill()
        with ctx.store.read() as session:
            kept = form_draft(session, f"{PREFIX}{draft.id}")
        self.begin(str(draft.id), PREFIX, kept.fields if kept is not None else None)
        self._listen()
        self._watch_person()
        self._on_unit()
        self.on_save(self._store)

    def _read_choices(self) -> None:
        with self._ctx.store.read() as session:
            used = [self._draft.lead_agency_id, self._draft.subject_agency_id, *self._draft.supporting_agencies]
            units = named_agencies(session, also=[id for id in used if id is not None])
            self._agencies = [row.pair for row in units]
            self._leaders = [choice(row.name, row.id, note=row.note) for row in named_leaders(session)]
            self._categories = [Choice(row.name, row.key) for row in issue_categories(session)]
            self._villages = [row.pair for row in named_villages(session, self._draft.township_id)]

    def _build_words(self) -> None:
        self.title, self.details = TextField(), text_area(high=64)
        self.person, self.phone = HiddenLine(mask_name), HiddenLine(mask_phone)
        self.address = HiddenLine(lambda words: STARS if words else "")
        for field in (self.person, self.phone):
            field.setFixedWidth(_WIDE)
        self.eye = IconButton("eye", _("Show in full for half a minute; noted"), hint="Alt L")
        self.eye.clicked.connect(self.reveal)
        QShortcut(QKeySequence("Alt+L"), self).activated.connect(self.reveal)
        self.add(_("Issue"), self.title)
        self.add(_("Details"), self.details)
        self.add_pair(_("Raised by"), self.person, _("Phone"), self.phone)
        where = QWidget()
        row = QHBoxLayout(where)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.address, 1)
        row.addWidget(self.eye)
        where.setFocusProxy(self.address)
        self.add(_("Address"), where)
        self.address.setAccessibleName(_("Address"))

    def reveal(self) -> None:
        """Show the person for half a minute; whoever looks is noted."""
        with shown_to(self) as outcome:
            see_petitioner(self._ctx.store, what="edit", issue_id=self._draft.id)
        if outcome.ok:
            for field in self._hidden().values():
                field.reveal()

    def _hidden(self) -> dict[str, HiddenLine]:
        return {"person": self.person, "phone": self.phone, "address": self.address}

    def _build_sort(self) -> None:
        self.category = _combo(self._categories)
        self.source = _combo([Choice(_(words), channel.value) for channel, words in SOURCES.items()])
        self.track = _combo([Choice(_(words), track.value) for track, words in TRACK_NAMES.items()])
        self.restricted = QCheckBox(_("Restricted"))
        self.restricted.setFont(sans(14))
        self.add_pair(_("Category"), self.category, _("Source"), self.source)
        self.add_pair(
            _("Sort of matter"), self.track, "", self.restricted,
            hint=_("Restricted issues are numbered by themselves and stand in no list that leaves the office."),
        )  # fmt: skip

    def _build_handling(self) -> None:
        units = [choice(name, id) for id, name in self._agencies]
        self.agency, self.leader = _combo(units), _combo(self._leaders)
        self.pass_reason = TextField()
        self.helpers = CheckButton(_("Units"))
        self.helpers.set_items(self._agencies)
        office = self._ctx.settings
        self.due = DueField(self._draft.raised_on, self._ctx.calendar, unit=office.default_limit_unit, roll=office.roll)
        self.add_pair(_("Unit"), self.agency, _("With help from…"), self.helpers)
        self.add(_("Why it is passed on"), self.pass_reason)
        self.add(_("Leader in charge"), self.leader)
        self.add(_("Due"), self.due)

    def _build_concerned(self) -> None:
        units = [choice(name, id) for id, name in self._agencies]
        self.about, self.about_leader, self.about_words = _combo(units), _combo(self._leaders), TextField()
        self.aside = RecusalRows(self._leaders)
        self.add_pair(_("Complained about (unit)"), self.about, _("or the leader"), self.about_leader)
        self.add(_("Complained about (words)"), self.about_words)
        self.add(_("Steps aside"), self.aside)

    def _fill(self) -> None:
        draft = self._draft
        self.title.setText(draft.title)
        self.details.setPlainText(draft.detail)
        self.person.keep(draft.petitioner_name)
        self.phone.keep(draft.petitioner_phone)
        self.address.keep(draft.petitioner_address)
        self.eye.setVisible(any(field.value() for field in self._hidden().values()))
        self.category.set_value(draft.category)
        self.source.set_value(draft.source_channel.value)
        self.track.set_value(draft.track.value)
        self.restricted.setChecked(draft.restricted)
        self.agency.set_value(draft.lead_agency_id)
        self.leader.set_value(draft.case_leader_id)
        self.helpers.tick(frozenset(draft.supporting_agencies))
        self.about.set_value(draft.subject_agency_id)
        self.about_leader.set_value(draft.subject_leader_id)
        self.about_words.setText(draft.subject_of_complaint)
        self.aside.show_recusals(draft.recusals)
        self.due.line.setText(_due_text(draft) or (self._due_now.isoformat() if self._due_now else ""))
        self._due_before = self.due.line.text()

    def _watch_person(self) -> None:
        """Show an earlier case of the person typed, above the buttons."""
        self.earlier = EarlierCase(self._ctx, leave_out=self._draft.id)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, self.earlier)
        self.earlier.watch_lines(self.person, self.phone, lambda: village_in(self.address.text(), self._villages))

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "title": self.title, "about_words": self.about_words, "pass_reason": self.pass_reason, "due": self.due.line,
        }  # fmt: skip

    def _combos(self) -> dict[str, PinyinCombo]:
        return {
            "category": self.category, "source": self.source, "track": self.track, "agency": self.agency,
            "leader": self.leader, "about": self.about, "about_leader": self.about_leader,
        }  # fmt: skip

    def _listen(self) -> None:
        for hidden in self._hidden().values():
            hidden.textEdited.connect(self.touched)
        for field in (*self._lines().values(), *self._combos().values()):
            field.textChanged.connect(self.touched)
        self.details.textChanged.connect(self.touched)
        self.restricted.toggled.connect(self.touched)
        self.helpers.filtered.connect(self.touched)
        self.aside.changed.connect(self.touched)
        self.agency.textChanged.connect(self._on_unit)
        self.agency.chosen.connect(self._on_unit)

    def _on_unit(self, *_words: object) -> None:
        """Ask why, where a unit that has the issue would lose it."""
        before = self._draft.lead_agency_id
        self.show_row(_("Why it is passed on"), shown=before is not None and self.agency.value() != before)

    @override
    def typed(self) -> Typed:
        words = {name: field.text() for name, field in self._lines().items()}
        chosen = {name: field.value() or field.text() for name, field in self._combos().items()}
        retyped = {name: field.value() for name, field in self._hidden().items() if field.is_retyped}
        return {
            **words, **chosen, "retyped": retyped, "details": self.details.toPlainText(),
            "restricted": self.restricted.isChecked(),
            "helpers": sorted(id for id in self.helpers.ticked() if isinstance(id, int)), "aside": self.aside.typed(),
        }  # fmt: skip

    @override
    def restore(self, typed: Typed) -> None:
        for name, field in self._lines().items():
            field.setText(str(typed.get(name, "")))
        for name, combo in self._combos().items():
            value = typed.get(name, "")
            combo.set_value(value)
            if combo.value() is None:
                combo.setText(str(value or ""))
        for name, hidden in self._hidden().items():
            if name in typed.get("retyped", {}):
                hidden.retype(str(typed["retyped"][name]))
        self.details.setPlainText(str(typed.get("details", "")))
        self.restricted.setChecked(bool(typed.get("restricted")))
        self.helpers.tick(frozenset(typed.get("helpers", ())))
        self.aside.restore(typed.get("aside"))

    def draft(self) -> IssueDraft:
        """Return the draft as it stands in the form.

        Raises:
            NotReadable: a field cannot be read; it is marked.
        """
        for combo in self._combos().values():
            if not combo.is_known():
                refused = _("Not in the list. Choose one of the names offered.")
                mark_invalid(combo, refused)
                combo.setFocus()
                raise NotReadable(refused)
        limit = self.due.limit()
        mark_invalid(self.due.line, limit.problem)
        if limit.problem:
            raise NotReadable(limit.problem)
        return self._with_due(self._changed(), limit)

    def _changed(self) -> IssueDraft:
        ticked = self.helpers.ticked()
        address = self.address.value()
        return replace(
            self._draft,
            title=self.title.text(),
            detail=self.details.toPlainText(),
            petitioner_name=self.person.value(),
            petitioner_phone=phone_text(self.phone.value()),
            petitioner_address=address,
            village_id=village_in(address, self._villages) or (self._draft.village_id if address else None),
            category=str(self.category.value()) if self.category.value() else None,
            source_channel=SourceChannel(str(self.source.value() or self._draft.source_channel.value)),
            track=IssueTrack(str(self.track.value() or self._draft.track.value)),
            restricted=self.restricted.isChecked(),
            lead_agency_id=_id(self.agency),
            pass_reason=self.pass_reason.text(),
            supporting_agencies=[id for id, _name in self._agencies if id in ticked],
            case_leader_id=_id(self.leader),
            subject_agency_id=_id(self.about),
            subject_leader_id=_id(self.about_leader),
            subject_of_complaint=self.about_words.text(),
            recusals=self.aside.recusals(),
        )

    def _with_due(self, changed: IssueDraft, limit: Limit) -> IssueDraft:
        if self.due.line.text() == self._due_before:
            return changed
        if limit.is_stated:
            return replace(changed, due=limit.due, limit_amount=None, limit_unit=None)
        return replace(changed, due=None, limit_amount=limit.amount, limit_unit=limit.unit)

    def save(self) -> None:
        """Save and close; stay open where it was refused."""
        self.try_save()

    def _store(self) -> None:
        changed, ctx = self.draft(), self._ctx
        before = ctx.store.head()
        with ctx.store.write(N_("Correct issue")) as session:
            edit_issue(session, changed, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings)
        ctx.toast(_("Corrected"), undo=ctx.wrote_since(before))


def _due_text(draft: IssueDraft) -> str:
    if draft.due is not None:
        return draft.due.isoformat()
    if draft.limit_amount is None:
        return ""
    return f"{draft.limit_amount}自然日" if draft.limit_unit == "natural" else str(draft.limit_amount)


def _combo(choices: list[Choice]) -> PinyinCombo:
    made = PinyinCombo(choices)
    made.setFixedWidth(_WIDE)
    return made


def _id(combo: PinyinCombo) -> int | None:
    value = combo.value()
    return value if isinstance(value, int) else None
