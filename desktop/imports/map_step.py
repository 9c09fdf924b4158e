"""Step 2: what each sheet holds and what each of its columns means; nothing is dropped unless it is waved through."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _, is_chinese, ngettext
from core.imports.plan import SheetPlan
from core.imports.questions import Question, Where
from desktop.imports.column_row import OPEN, ColumnRow
from desktop.imports.raw_rows import RawRows
from desktop.imports.session import ImportSession
from desktop.imports.sheet_heading import SheetHeading, column_titles
from desktop.imports.sheet_list import SheetLine, SheetList, Standing, lines_by_file
from desktop.imports.step import Step
from desktop.imports.warning_strip import WarningStrip
from desktop.imports.wording import question_text, samples
from desktop.widgets import Rule
from desktop.widgets.layouts import clear_layout

ABOUT_SHEETS = frozenset({"sheet", "column", "missing", "misfit"})
"""Questions that belong to this step; all others are asked in the next one."""


class MapStep(Step):
    """Sheets at the left, the columns of the chosen one at the right."""

    title = N_("Match columns")
    keys = (
        ("↑ ↓", N_("another sheet")),
        ("Tab", N_("next column")),
        (N_("Space"), N_("leave a column out")),
        ("Alt →", N_("next step")),
    )

    def __init__(self, session: ImportSession) -> None:
        super().__init__(session)
        self.sheets = SheetList()
        self.sheets.chosen.connect(self._show_sheet)
        self.rows: list[ColumnRow] = []
        self._plan: SheetPlan | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sheets)
        row.addWidget(Rule("line2", vertical=True))
        row.addLayout(self._build_right(), 1)
        session.plan_changed.connect(self.shown)

    @override
    def shown(self) -> None:
        if self.in_sight or self._plan is None:
            self.sheets.show_lines(lines_by_file(self.session, self._line_of))

    @override
    def blocker(self) -> str:
        open_ones = self._open_questions()
        if not open_ones:
            if self.session.plan is not None and not any(sheet.rows for sheet in self.session.plan.sheets):
                return _("No sheet holds rows that can be imported. Say what the sheets hold, or choose other files.")
            return ""
        columns = [question for question in open_ones if question.subject == "column"]
        if columns:
            text = ngettext(
                "{n} column is not known yet: choose what it means, or tick “Leave out”.",
                "{n} columns are not known yet: choose what they mean, or tick “Leave out”.",
                len(columns),
            )
            return text.format(n=len(columns))
        return question_text(open_ones[0])

    @override
    def focus_first(self) -> None:
        self.sheets.setFocus()

    @override
    def focus_problem(self) -> None:
        self.sheets.go_to(lambda line: line.standing is Standing.OPEN)
        row = next((row for row in self.rows if row.is_open), None)
        target: QWidget = row.combo if row is not None else self.heading.meaning
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def row_of(self, header: str) -> ColumnRow:
        """Return the row of a column by its header."""
        return next(row for row in self.rows if row.column.header == header)

    def _build_right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.heading = SheetHeading()
        self.heading.meaning_wanted.connect(self._on_meaning)
        self.heading.header_row_wanted.connect(self._on_header_row)
        self.heading.all_out_wanted.connect(self._leave_all_out)
        column.addWidget(self.heading)
        self.strips = QVBoxLayout()
        self.strips.setContentsMargins(24, 0, 24, 10)
        self.strips.setSpacing(6)
        column.addLayout(self.strips)
        self.titles = column_titles()
        column.addWidget(self.titles)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 12)
        self._rows.setSpacing(0)
        self._rows.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._rows)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.area, 1)
        self.raw = RawRows()
        column.addWidget(self.raw, 1)
        return column

    # showing

    def _line_of(self, plan: SheetPlan) -> SheetLine:
        key = (plan.path, plan.name)
        if self._asked_of(plan):
            count = len(self._asked_of(plan))
            note = ngettext("{n} thing to decide", "{n} things to decide", count).format(n=count)
            return SheetLine(plan.name, note, Standing.OPEN, "", plan, key)
        if plan.left_out is not None or plan.kind is None:
            return SheetLine(plan.name, plan.left_out.text() if plan.left_out else "", Standing.OUT, "", plan, key)
        rows = ngettext("{n} row", "{n} rows", len(plan.rows)).format(n=len(plan.rows))
        return SheetLine(plan.name, _(plan.kind.label), Standing.GOOD, rows, plan, key)

    def _show_sheet(self, plan: SheetPlan | None) -> None:
        before, self._plan = self._plan, plan
        if plan is None:
            return
        self._show_strips(plan)
        has_table = plan.table is not None and (plan.left_out is None or bool(self._asked_of(plan)))
        self.titles.setVisible(has_table)
        self.area.setVisible(has_table)
        self.raw.setVisible(not has_table)
        sheet = self.session.sheet_of(plan)
        out = plan.left_out is not None and not self._asked_of(plan)
        self.heading.show_sheet(plan, sheet.last_row if sheet else 1, out=out)
        if not has_table and sheet is not None:
            self.raw.show_sheet(sheet)
        if has_table:
            same = before is not None and (before.path, before.name) == (plan.path, plan.name)
            self._show_columns(plan, keep=same)
        self.heading.sentence.setText(self._sentence(plan))
        self.heading.all_out.setVisible(has_table and sum(row.is_open for row in self.rows) > 1)

    def _show_strips(self, plan: SheetPlan) -> None:
        clear_layout(self.strips)
        for question in self._asked_of(plan):
            if question.subject in {"missing", "misfit"}:
                strip = WarningStrip(question)
                strip.answered.connect(self.session.answer)
                self.strips.addWidget(strip)

    def _show_columns(self, plan: SheetPlan, *, keep: bool) -> None:
        table, sheet = plan.table, self.session.sheet_of(plan)
        if table is None or sheet is None:
            return
        if keep and [row.column for row in self.rows] == list(table.columns):
            for row in self.rows:
                row.show_state(table)
                row.values.set_text(samples(sheet, table, row.column.number))
            return
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ColumnRow(each, table, samples(sheet, table, each.number)) for each in table.columns]
        for number, row in enumerate(self.rows):
            row.decided.connect(lambda field, each=row: self._on_decided(each, field))
            self._rows.insertWidget(number, row)
        self.area.verticalScrollBar().setValue(0)

    def _sentence(self, plan: SheetPlan) -> str:
        table = plan.table
        if plan.left_out is not None and not self._asked_of(plan):
            return plan.left_out.text()
        if table is None:
            return _("Say what this sheet holds, or leave it out.")
        same = sum(
            1
            for sheet in (self.session.plan.sheets if self.session.plan else ())
            if sheet.table is not None and sheet.table.signature == table.signature
        )
        number = sum(row.is_open for row in self.rows)
        if number:
            text = ngettext("{n} column is not matched yet.", "{n} columns are not matched yet.", number).format(
                n=number
            )
        else:
            text = ngettext("The one column is matched.", "All {n} columns are matched.", len(self.rows)).format(
                n=len(self.rows)
            )
        if same > 1:
            text += ("" if is_chinese() else " ") + _("Holds for the {n} sheets with these headers.").format(n=same)
        return text

    # deciding

    def _open_questions(self) -> list[Question]:
        plan = self.session.plan
        return [q for q in plan.open_questions if q.subject in ABOUT_SHEETS] if plan is not None else []

    def _asked_of(self, plan: SheetPlan) -> list[Question]:
        place = Where(plan.file, plan.name)
        return [question for question in self._open_questions() if place in question.places]

    def _on_decided(self, row: ColumnRow, field: str) -> None:
        if self._plan is not None and self._plan.table is not None:
            self.session.set_field(self._plan.table, row.column, None if field == OPEN else field)

    def _on_meaning(self, answer: str) -> None:
        if self._plan is not None:
            self.session.set_meaning(self._plan, answer)

    def _on_header_row(self, row: int) -> None:
        if self._plan is not None:
            self.session.set_header_row(self._plan, row)

    def _leave_all_out(self) -> None:
        table = self._plan.table if self._plan is not None else None
        if table is not None:
            self.session.wave_through(table, [row.column for row in self.rows if row.is_open])
