"""Step 4: what will happen, row by row, before anything happens; afterwards the same lists as the result."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _, is_chinese, ngettext
from core.imports.county import county_of
from core.imports.plan import ImportPlan, SheetPlan, Verdict
from db.services.imports import ImportResult
from desktop.actions import hint
from desktop.fonts import sans
from desktop.imports.row_model import RowLine, lines_of
from desktop.imports.row_table import RowTable
from desktop.imports.session import ImportSession
from desktop.imports.sheet_list import SheetLine, SheetList, Standing, lines_by_file
from desktop.imports.step import Step
from desktop.imports.wording import VERDICT_WORDS, change_text, masked, sum_sentence
from desktop.widgets import Pill, Pills, PlainButton, PlainLabel, Rule

ALL, SKIPPED = "all", "skipped"
DETAIL = 84


class ConfirmStep(Step):
    """Sheets with their counts at the left, rows with their verdicts at the right, details of the current row below.

    Signals: undo_wanted(): on the result, take it back.
    """

    title = N_("Confirm")
    keys = (("Ctrl Enter", N_("import")), ("↑ ↓", N_("another line")), ("Esc", N_("cancel, nothing changes")))
    undo_wanted = Signal()

    def __init__(self, session: ImportSession) -> None:
        super().__init__(session)
        self.result: ImportResult | None = None
        self._sheet: SheetPlan | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(Rule("line2"))
        body = QHBoxLayout()
        body.setSpacing(0)
        self.sheets = SheetList()
        self.sheets.chosen.connect(self._on_sheet)
        body.addWidget(self.sheets)
        body.addWidget(Rule("line2", vertical=True))
        body.addLayout(self._build_rows(), 1)
        column.addLayout(body, 1)
        session.plan_changed.connect(self.shown)
        session.progressed.connect(self._on_progress)
        session.busy_changed.connect(self._on_busy)

    @property
    def plan(self) -> ImportPlan | None:
        """What will be, or was, carried out."""
        return self.result.plan if self.result is not None else self.session.plan

    @override
    def shown(self) -> None:
        plan = self.plan
        if plan is None or not self.in_sight:
            return
        self.sentence.setText(sum_sentence(plan, done=self.result is not None))
        self.note.setText(self._note(plan))
        self._sheet = None
        counts = plan.counts
        everything = SheetLine(_("All sheets"), _counts_text(counts), Standing.NONE, "", None, ("all", "all"))
        self.sheets.show_lines([everything, *lines_by_file(self.session, self._line_of)])

    @override
    def blocker(self) -> str:
        plan = self.session.plan
        if plan is None or not plan.changes_anything:
            return _("There is nothing new or changed to import.")
        return ""

    @override
    def focus_first(self) -> None:
        self.table.setFocus()

    def show_result(self, result: ImportResult) -> None:
        """Turn into the result page; a county without a name yet is asked for its own."""
        self.result = result
        self.buttons.setVisible(True)
        self.county.setVisible(not self.session.ctx.settings.county)
        self.county_name.setText(county_of(result.plan))
        self.shown()

    def _build_head(self) -> QVBoxLayout:
        self.sentence = PlainLabel(px=19, bold=True, serifed=True, wrap=True)
        self.note = PlainLabel(tone="ink2", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Importing"))
        self.bar.setVisible(False)
        self.undo = PlainButton(_("Undo the import"), "arrow-u-up-left", hint=hint("undo"))
        self.undo.clicked.connect(lambda _checked: self.undo_wanted.emit())
        self.county = self._build_county()
        self.buttons = QWidget()
        self.buttons.setVisible(False)
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(self.county)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 14)
        head.setSpacing(6)
        for widget in (self.sentence, self.note, self.bar, self.buttons):
            head.addWidget(widget)
        return head

    def _build_county(self) -> QWidget:
        made = QWidget()
        self.county_name = QLineEdit()
        self.county_name.setFont(sans(14))
        self.county_name.setMaxLength(40)
        self.county_name.setFixedWidth(180)
        self.county_name.setAccessibleName(_("Name of the county"))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(PlainLabel(_("Name of the county, as it is to stand on printed sheets:"), px=13, tone="ink2"))
        row.addWidget(self.county_name)
        return made

    def _build_rows(self) -> QVBoxLayout:
        self.pills = Pills()
        self.pills.chosen.connect(lambda _key: self._show_rows())
        self.table = RowTable()
        self.table.current_changed.connect(self._show_detail)
        self.detail = PlainLabel(px=13, tone="ink2", wrap=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.detail.setContentsMargins(24, 10, 24, 8)
        self.detail.setFixedHeight(DETAIL)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.detail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        pills = QHBoxLayout()
        pills.setContentsMargins(12, 6, 24, 6)
        pills.addWidget(self.pills)
        pills.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(pills)
        column.addWidget(self.table, 1)
        column.addWidget(Rule("line2"))
        column.addWidget(self.detail)
        return column

    def _note(self, plan: ImportPlan) -> str:
        said = []
        added = len(plan.added)
        if added:
            text = ngettext("{n} name is added to the directory.", "{n} names are added to the directory.", added)
            said.append(text.format(n=added))
        skipped = sum(len(sheet.skipped) for sheet in plan.sheets)
        if skipped:
            text = ngettext(
                "{n} line is a title, header, total or blank.",
                "{n} lines are titles, headers, totals or blank.",
                skipped,
            )
            said.append(text.format(n=skipped))
        if self.result is not None:
            linked = self.result.linked
            text = ngettext("{n} issue was linked to its visit.", "{n} issues were linked to their visits.", linked)
            said += [text.format(n=linked)] if linked else []
        else:
            said.append(_("Nothing has been written yet. The whole import is one step to undo."))
        return ("" if is_chinese() else " ").join(said)

    def _line_of(self, plan: SheetPlan) -> SheetLine:
        shown = self._same_sheet(plan)
        key = (plan.path, plan.name)
        if shown.left_out is not None:
            return SheetLine(plan.name, shown.left_out.text(), Standing.OUT, "", shown, key)
        return SheetLine(plan.name, _counts_text(shown.counts), Standing.NONE, str(len(shown.rows)), shown, key)

    def _same_sheet(self, plan: SheetPlan) -> SheetPlan:
        sheets = self.plan.sheets if self.plan is not None else []
        return next((sheet for sheet in sheets if (sheet.path, sheet.name) == (plan.path, plan.name)), plan)

    def _on_sheet(self, sheet: SheetPlan | None) -> None:
        self._sheet = sheet
        plan = self.plan
        counts = sheet.counts if sheet is not None else plan.counts if plan is not None else Counter()
        skipped = len(sheet.skipped) if sheet is not None else sum(len(s.skipped) for s in plan.sheets) if plan else 0
        pills = [Pill(ALL, _("All rows"), sum(counts.values()))]
        pills += [Pill(str(verdict), _(VERDICT_WORDS[verdict]), counts[verdict]) for verdict in Verdict]
        pills.append(Pill(SKIPPED, _("No records"), skipped))
        self.pills.show_pills(pills)
        self._show_rows()

    def _show_rows(self) -> None:
        plan = self.plan
        if plan is None:
            return
        wanted = self.pills.current()
        sheets = [self._sheet] if self._sheet is not None else plan.sheets
        if wanted == SKIPPED:
            self.table.show_entries([*_skipped_words(sheets)])
            return
        verdict = None if wanted in {ALL, ""} else Verdict(wanted)
        self.table.show_entries([line for sheet in sheets for line in lines_of(self.session, verdict, sheet)])

    def _show_detail(self, line: RowLine | None) -> None:
        if line is None:
            self.detail.setText("")
            return
        said = [change_text(line.sheet, change) for change in line.row.changes]
        said += [masked(each.text()) for each in (*line.row.reasons, *line.row.warnings)]
        self.detail.setText("\n".join([line.content, *said][:5]))

    def _on_busy(self) -> None:
        self.bar.setVisible(self.session.importing)
        if self.session.importing:
            self.bar.setRange(0, 100)
            self.bar.setValue(0)

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(min(done, int(total * 0.97)))


def _counts_text(counts: Counter[Verdict]) -> str:
    parts = [f"{_(VERDICT_WORDS[verdict])} {counts[verdict]}" for verdict in Verdict if counts[verdict]]
    return "  ".join(parts) or _("No rows")


def _skipped_words(sheets: list[SheetPlan]) -> list[str]:
    """Return the lines that are no records, gathered by what they are."""
    by_why: dict[str, list[str]] = {}
    for sheet in sheets:
        for item in sheet.skipped:
            by_why.setdefault(item.why.text(), []).append(f"{sheet.name} {item.row}")
    return [
        f"{why}：{'、'.join(places[:12])}{' …' if len(places) > 12 else ''}  {len(places)}"
        for why, places in by_why.items()
    ]
