"""What the strip asks of one issue: the people who were received with it, or what the units said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.entry_rows import EntryRow
from core.i18n import _, clauses, ngettext
from core.record_entry import representatives_in
from core.records import (
    GROUP_SIZE,
    RECEPTION_OUTCOME_NAMES,
    ConsultationDraft,
    OpinionDraft,
    ReceptionDraft,
    ReceptionOutcome,
    RecordDraft,
)
from core.visits import RecordForm
from db.queries.issue_entry import AgencyLoadRow
from desktop.visits.record.bands import line_edit
from desktop.visits.record.cell_grid import CellGrid
from desktop.visits.record.cell_paint import HEADER, ROW
from desktop.visits.record.cells import TICKED, Column, Sheet, rows_from_json
from desktop.visits.record.form_section import FormSection, number_field
from desktop.visits.record.visit_records import VisitRecords
from desktop.widgets import Choice, PinyinCombo, PlainLabel, Segmented, choice

MOST_PEOPLE = 100_000
OPINIONS_SHOWN = 4


class StripForm(FormSection):
    """One of the two forms; what it holds lies in the row's `extra`, as typed."""

    EMPTY: ClassVar[Mapping[str, Any]] = {}

    def show_row(self, row: EntryRow) -> None:
        """Show what is known of a row."""
        self.fill({**self.EMPTY, **{key: value for key, value in row.extra.items() if key in self.fields}})

    def extra(self) -> dict[str, Any]:
        """Return what stands here, without what is empty."""
        self.touched = True
        return {key: value for key, value in (self.typed() or {}).items() if value}

    def summary(self, row: EntryRow) -> str:
        """Say in a few words what is known of a row."""
        raise NotImplementedError

    def mark(self, row: EntryRow) -> tuple[str, bool]:
        """Return the mark in the row's line and whether it is a group visit."""
        raise NotImplementedError

    def problem(self, row: EntryRow) -> tuple[str, str] | None:
        """Return the field that cannot be saved and what to do, judged without the widgets."""
        raise NotImplementedError

    @override
    def title(self) -> str:
        return ""

    @override
    def load(self, record: RecordDraft) -> None:
        """Nothing: a row is shown, not a record."""

    @override
    def store_into(self, record: RecordDraft) -> None:
        """Nothing: the rows carry what stands here."""


class ReceptionForm(StripForm):
    """People received: how many, who speaks for them, by whom, with what outcome, and what the leader wrote."""

    EMPTY: ClassVar = {"headcount": "", "representatives": "", "received_by": "", "outcome": "", "instruction": ""}

    def __init__(self, leaders: Sequence[Choice], own: Choice | None) -> None:
        super().__init__()
        self._leaders, self._own = leaders, own
        self.headcount = number_field(MOST_PEOPLE, width=64)
        self.headcount.setPlaceholderText("1")
        self.representatives = line_edit(200, prompt=_("Names, at most five"))
        self.received_by = PinyinCombo(leaders, placeholder=own.text if own is not None else "")
        self.received_by.setFixedWidth(150)
        names = [
            (each.value, f"{n} {_(RECEPTION_OUTCOME_NAMES[each])}") for n, each in enumerate(ReceptionOutcome, start=1)
        ]
        self.outcome = Segmented(names, strong=True, optional=True)
        self.instruction = line_edit(4000, prompt=_("What the leader wrote: an internal matter, on no shared paper"))
        self.group = PlainLabel(px=13, bold=True, tone="amb")
        self.column.setSpacing(8)
        self.column.addLayout(self._build_upper())
        self.column.addLayout(self._build_lower())
        for name in self.EMPTY:
            self.keep(name, getattr(self, name))
        self.headcount.textChanged.connect(lambda _text: self._show_group())
        self._show_group()

    def _build_upper(self) -> QHBoxLayout:
        line = _line()
        _add(line, _("People"), self.headcount)
        line.addWidget(self.group)
        self._words = PlainLabel(_("Representatives"), px=13, tone="ink2")
        line.addWidget(self._words)
        self.representatives.setAccessibleName(_("Representatives"))
        line.addWidget(self.representatives, 1)
        self._spring = QWidget()
        line.addWidget(self._spring, 1)
        _add(line, _("Received by"), self.received_by)
        return line

    def _build_lower(self) -> QHBoxLayout:
        line = _line()
        _add(line, _("Outcome"), self.outcome)
        line.addSpacing(8)
        _add(line, _("Instruction"), self.instruction, stretch=1)
        return line

    def _show_group(self) -> None:
        people = _number(self.headcount.text())
        group = people is not None and people > GROUP_SIZE
        self.group.setText(_("Group visit: more than five people") if group else "")
        for widget in (self.group, self._words, self.representatives):
            widget.setVisible(group)
        self._spring.setVisible(not group)

    @override
    def first_field(self) -> QWidget:
        return self.headcount

    def draft(self, row: EntryRow) -> ReceptionDraft:
        """Return the reception of a row; what nobody touched counts as one person, received by the visit's leader."""
        extra = row.extra
        named = str(extra.get("received_by", "")).strip()
        leader = next((each.data for each in self._leaders if each.text == named), None)
        own = self._own.data if self._own is not None and not named else None
        chosen = str(extra.get("outcome", ""))
        settled = ReceptionOutcome.ANSWERED if row.settled else None
        received_by = leader if leader is not None else own
        return ReceptionDraft(
            headcount=_number(extra.get("headcount", "")) or 1,
            representatives=str(extra.get("representatives", "")).strip(),
            received_by=received_by if isinstance(received_by, int) else None,
            outcome=ReceptionOutcome(chosen) if chosen in set(ReceptionOutcome) else settled,
            instruction=str(extra.get("instruction", "")).strip(),
        )

    @override
    def summary(self, row: EntryRow) -> str:
        draft = self.draft(row)
        by = next((each.text for each in self._leaders if each.data == draft.received_by), "")
        words = [ngettext("{n} person", "{n} people", draft.headcount).format(n=draft.headcount)]
        if draft.is_group:
            words.append(_("group visit"))
        if by:
            words.append(_("received by {leader}").format(leader=by))
        if draft.outcome is not None:
            words.append(_(RECEPTION_OUTCOME_NAMES[draft.outcome]))
        if draft.instruction:
            words.append(_("with the leader's instruction"))
        return clauses(words)

    @override
    def mark(self, row: EntryRow) -> tuple[str, bool]:
        people = _number(row.extra.get("headcount", "")) or 1
        written = people > 1 or row.extra.get("instruction")
        if not written:
            return "", False
        return ngettext("{n} person", "{n} people", people).format(n=people), people > GROUP_SIZE

    @override
    def problem(self, row: EntryRow) -> tuple[str, str] | None:
        typed, named = str(row.extra.get("headcount", "")).strip(), str(row.extra.get("received_by", "")).strip()
        people = _number(typed)
        if typed and (people is None or not 1 <= people <= MOST_PEOPLE):
            return "headcount", _("Type how many people came, from 1 to {most}.").format(most=MOST_PEOPLE)
        speakers = len(representatives_in(str(row.extra.get("representatives", ""))))
        if people is not None and people > GROUP_SIZE and not 1 <= speakers <= GROUP_SIZE:
            return "representatives", _("A group visit speaks through one to five people. Type their names.")
        if named and named not in {each.text for each in self._leaders}:
            return "received_by", _("“{name}” is no leader in the list. Choose one offered.").format(name=named)
        return None


class ConsultationForm(StripForm):
    """A joint consultation: what each unit said, what was decided, and who disagreed."""

    EMPTY: ClassVar = {"opinions": [], "decision": "", "dissent": ""}

    def __init__(self, units: Sequence[Choice]) -> None:
        super().__init__()
        unknown = _("“{name}” is no unit in the list. Choose one offered, or add it under Leaders, Units.")
        columns = (
            Column("unit", _("Agency"), 190, needed=_("Choose the unit."), offers=lambda: units, strict=unknown,
                   prompt=_("Which unit"), headings=("单位",)),
            Column("opinion", _("Opinion"), limit=4000, prompt=_("What it said"), headings=("意见",)),
            Column("dissents", _("Dissents"), 96, tick=True),
        )  # fmt: skip
        self.opinions = CellGrid(Sheet(columns, least=1), _("Opinions of units"))
        self.decision = line_edit(4000, prompt=_("What was decided; unit and days stand in the row above"))
        self.dissent = line_edit(4000, prompt=_("Who keeps another opinion, and why"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.opinions)
        inside.addStretch(1)
        self._scroll.setWidget(holder)
        self.column.setSpacing(8)
        self.column.addWidget(self._scroll)
        line = _line()
        _add(line, _("Decision"), self.decision, stretch=3)
        line.addSpacing(8)
        _add(line, _("Dissent"), self.dissent, stretch=2)
        self.column.addLayout(line)
        for name in self.EMPTY:
            self.keep(name, getattr(self, name))
        self.opinions.changed.connect(self._fit)
        self.opinions.moved.connect(self._bring)
        self._fit()

    def _fit(self) -> None:
        rows = min(len(self.opinions.sheet.rows), OPINIONS_SHOWN)
        self._scroll.setFixedHeight(HEADER + rows * ROW)

    def _bring(self, place: QRect) -> None:
        self._scroll.ensureVisible(place.center().x(), place.center().y(), 0, ROW)

    @override
    def show_row(self, row: EntryRow) -> None:
        super().show_row(row)
        self._fit()

    @override
    def first_field(self) -> QWidget:
        return self.opinions

    def draft(self, row: EntryRow) -> ConsultationDraft | None:
        """Return the consultation on a row, None where there was none."""
        decision, dissent = (str(row.extra.get(key, "")).strip() for key in ("decision", "dissent"))
        unit = self.opinions.sheet.columns[0]
        opinions = []
        for each in rows_from_json(row.extra.get("opinions")):
            agency = unit.data_of(each.text("unit"))
            said = each.text("opinion").strip()
            opinions.append(OpinionDraft(agency, said, each.text("dissents") == TICKED))
        return ConsultationDraft(decision, dissent, opinions) if decision or dissent or opinions else None

    @override
    def summary(self, row: EntryRow) -> str:
        draft = self.draft(row)
        if draft is None:
            return _("No consultation written down")
        asked = len(draft.opinions)
        words = [ngettext("{n} unit gave its opinion", "{n} units gave their opinions", asked).format(n=asked)]
        if draft.decision:
            words.append(_("decided: {words}").format(words=draft.decision))
        if draft.dissent or any(each.dissents for each in draft.opinions):
            words.append(_("dissent kept"))
        return clauses(words)

    @override
    def mark(self, row: EntryRow) -> tuple[str, bool]:
        draft = self.draft(row)
        if draft is None:
            return "", False
        units = len(draft.opinions)
        return ngettext("{n} unit heard", "{n} units heard", units).format(n=units) if units else _("decided"), False

    @override
    def problem(self, row: EntryRow) -> tuple[str, str] | None:
        columns = self.opinions.sheet.columns
        sheet, units = Sheet(columns), set()
        sheet.show(rows_from_json(row.extra.get("opinions")))
        found = sheet.first_problem()
        if found is not None:
            return "opinions", found[2]
        for each in sheet.filled():
            unit = columns[0].data_of(each.text("unit"))
            if unit in units:
                return "opinions", _("{unit} stands twice. Put its opinion into one line.").format(
                    unit=each.text("unit")
                )
            units.add(unit)
        return None


def strip_form(source: VisitRecords, agencies: Sequence[AgencyLoadRow]) -> StripForm | None:
    """Return what the record of the visit's kind asks of each issue; None where it asks nothing."""
    if source.visit.record is RecordForm.RECEPTION:
        leaders = [choice(row.name, row.id, note=row.note) for row in source.leaders]
        own = next((each for each in leaders if each.data == source.visit.leader_id), None)
        return ReceptionForm(leaders, own)
    if source.visit.record is RecordForm.CONSULTATION:
        return ConsultationForm([choice(row.name, row.id) for row in agencies])
    return None


def _line() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    return line


def _add(line: QHBoxLayout, words: str, widget: QWidget, *, stretch: int = 0) -> None:
    line.addWidget(PlainLabel(words, px=13, tone="ink2"))
    widget.setAccessibleName(words)
    line.addWidget(widget, stretch)


def _number(text: object) -> int | None:
    digits = "".join(sign for sign in str(text) if sign not in " ,，人")
    return int(digits) if digits.isdecimal() and len(digits) <= 9 else None
