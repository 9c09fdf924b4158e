"""Correcting an issue: every field as it was written down, the person in full while it is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from core.entry_cells import Limit, phone_text, village_in
from core.i18n import N_, _
from core.issues import IssueDraft
from db.queries.names import named_agencies, named_villages
from db.queries.settings import issue_categories
from db.services.issues import edit_issue
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.issues.act_dialogs import DueField
from desktop.issues.check_popup import CheckButton
from desktop.widgets import Button, Choice, FilledButton, PinyinCombo, PlainLabel, choice, mark_invalid


class EditDialog(QDialog):
    """The form. It stays open with every word in it where saving was refused."""

    def __init__(
        self, parent: QWidget | None, ctx: AppContext, draft: IssueDraft, *, number: str, due: date | None
    ) -> None:
        super().__init__(parent)
        self._ctx, self._draft, self._due_now = ctx, draft, due
        self.setWindowTitle(_("Correct {number}").format(number=number))
        self.setMinimumWidth(600)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read_choices()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(PlainLabel(_("Correct {number}").format(number=number), px=17, bold=True, serifed=True))
        column.addLayout(self._build_form())
        column.addLayout(self._build_buttons())
        self._fill()
        self.title.setFocus()

    def _read_choices(self) -> None:
        with self._ctx.store.read() as session:
            used = [self._draft.lead_agency_id, self._draft.subject_agency_id, *self._draft.supporting_agencies]
            units = named_agencies(session, also=[id for id in used if id is not None])
            self._agencies = [row.pair for row in units]
            self._categories = issue_categories(session)
            self._villages = [row.pair for row in named_villages(session, self._draft.township_id)]

    def _build_form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        units = [choice(name, id) for id, name in self._agencies]
        self.title, self.person, self.phone, self.address = (_line() for _n in range(4))
        self.details = QPlainTextEdit()
        self.details.setFont(sans(14))
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(76)
        self.agency, self.about = PinyinCombo(units), PinyinCombo(units)
        self.helpers = CheckButton(_("Units"))
        self.helpers.set_items(self._agencies)
        self.category = PinyinCombo([Choice(row.name, row.key) for row in self._categories])
        self.about_words = _line()
        office = self._ctx.settings
        self.due = DueField(self._draft.raised_on, self._ctx.calendar, unit=office.default_limit_unit, roll=office.roll)
        wide = ((_("Issue"), self.title), (_("Details"), self.details))
        for row, (words, field) in enumerate(wide):
            _place(grid, row, 0, words, field, span=3)
        pairs = (
            (_("Raised by"), self.person), (_("Phone"), self.phone), (_("Address"), self.address),
            (_("Category"), self.category), (_("Unit"), self.agency), (_("With help from…"), self.helpers),
            (_("Complained about (unit)"), self.about), (_("Complained about (words)"), self.about_words),
        )  # fmt: skip
        for number, (words, field) in enumerate(pairs):
            _place(grid, 2 + number // 2, number % 2 * 2, words, field)
        _place(grid, 7, 0, _("Due"), self.due, span=3)
        return grid

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        away, save = Button(_("Cancel")), FilledButton(_("Save"))
        away.clicked.connect(self.reject)
        save.setDefault(True)
        save.clicked.connect(self.save)
        row.addWidget(away)
        row.addWidget(save)
        return row

    def _fill(self) -> None:
        draft = self._draft
        self.title.setText(draft.title)
        self.details.setPlainText(draft.detail)
        self.person.setText(draft.petitioner_name)
        self.phone.setText(draft.petitioner_phone)
        self.address.setText(draft.petitioner_address)
        self.agency.set_value(draft.lead_agency_id)
        self.helpers.tick(frozenset(draft.supporting_agencies))
        self.about.set_value(draft.subject_agency_id)
        self.about_words.setText(draft.subject_of_complaint)
        self.category.set_value(draft.category)
        self.due.line.setText(_due_text(draft) or (self._due_now.isoformat() if self._due_now else ""))
        self._due_before = self.due.line.text()

    def draft(self) -> IssueDraft | None:
        """Return the draft as it stands in the form; None where a field cannot be read."""
        for combo in (self.agency, self.about, self.category):
            if not combo.is_known():
                mark_invalid(combo, _("Not in the list. Choose one of the names offered."))
                combo.setFocus()
                return None
        limit = self.due.limit()
        mark_invalid(self.due.line, limit.problem)
        if limit.problem:
            return None
        ticked = self.helpers.ticked()
        helpers = [id for id, _name in self._agencies if id in ticked]
        address = self.address.text()
        changed = replace(
            self._draft,
            title=self.title.text(),
            detail=self.details.toPlainText(),
            petitioner_name=self.person.text(),
            petitioner_phone=phone_text(self.phone.text()),
            petitioner_address=address,
            village_id=village_in(address, self._villages) or (self._draft.village_id if address else None),
            lead_agency_id=_id(self.agency.value()),
            supporting_agencies=helpers,
            subject_agency_id=_id(self.about.value()),
            subject_of_complaint=self.about_words.text(),
            category=str(self.category.value()) if self.category.value() else None,
        )
        return self._with_due(changed, limit)

    def _with_due(self, changed: IssueDraft, limit: Limit) -> IssueDraft:
        if self.due.line.text() == self._due_before:
            return changed
        if limit.is_stated:
            return replace(changed, due=limit.due, limit_amount=None, limit_unit=None)
        return replace(changed, due=None, limit_amount=limit.amount, limit_unit=limit.unit)

    def save(self) -> None:
        """Save and close; stay open where it was refused."""
        changed = self.draft()
        if changed is None:
            return
        ctx = self._ctx
        with shown_to(self) as outcome, ctx.store.write(N_("Correct issue")) as session:
            edit_issue(session, changed, today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings)
        if outcome.ok:
            ctx.toast(_("Corrected"), undo=True)
            self.accept()


def _due_text(draft: IssueDraft) -> str:
    if draft.due is not None:
        return draft.due.isoformat()
    if draft.limit_amount is None:
        return ""
    return f"{draft.limit_amount}自然日" if draft.limit_unit == "natural" else str(draft.limit_amount)


def _line() -> QLineEdit:
    made = QLineEdit()
    made.setFont(sans(14))
    made.setMaxLength(2000)  # the service says what is too long; nothing is cut here
    return made


def _id(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _place(grid: QGridLayout, row: int, column: int, words: str, field: QWidget, *, span: int = 1) -> None:
    name = PlainLabel(words, px=13, tone="ink2")
    field.setAccessibleName(words)
    grid.addWidget(name, row, column)
    grid.addWidget(field, row, column + 1, 1, span)
