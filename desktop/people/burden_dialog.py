"""The burden ledger: every leader in rank order, and below the visits behind the points of the one in hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.documents.excel import write_list
from core.files import safe_file_name
from core.i18n import _, day_text, listed
from core.reports import Period, Span, period_of
from db.queries.burden import BurdenLine, CorrectionRow, burden_ledger, burden_lines, corrections_of, frozen_years
from db.services.exports import export_file
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.people.burden_columns import LEDGER, LINES, sheet_columns, sheet_rows
from desktop.people.burden_forms import CorrectionForm, WeightsForm
from desktop.reports.period_bar import PeriodBar
from desktop.widgets import FilledButton, PlainButton, PlainLabel
from desktop.widgets.dialogs import resize_within
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.layouts import list_band, list_head
from desktop.widgets.table import RowTable

_WIDE, _HIGH = 1180, 760
_TABLES = frozenset(
    {"visit", "visit_leader", "leader", "township", "market", "burden_entry", "burden_weight", "calendar_day"}
)  # fmt: skip
_FORM = "burden"
Form = TypeVar("Form", CorrectionForm, WeightsForm)


class BurdenDialog(QDialog):
    """Arrows choose a leader, Tab goes down to the visits, Enter opens one; Alt+C, Alt+W, Ctrl+E as on the buttons."""

    def __init__(self, ctx: AppContext, parent: QWidget | None, leader_id: int | None = None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        self.form: QDialog | None = None
        self.setWindowTitle(_("Burden ledger"))
        resize_within(self, _WIDE, _HIGH)
        self.period = PeriodBar(ctx.today())
        self.period.show_period(period_of(Span.YEAR, ctx.today()))
        self.ledger = RowTable(LEDGER, _("Burden ledger"))
        self.lines = RowTable(LINES, _("Where the points come from"))
        self.empty = EmptyWords(self.ledger)
        self.whose = PlainLabel(px=14, bold=True)
        self.rules = PlainLabel(px=13, tone="ink2")
        self._build()
        self._connect()
        self.reload()
        if leader_id is not None:
            self.ledger.go_to(leader_id)
        self.ledger.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(10)
        column.addLayout(list_head(_("Burden ledger"), self.period))
        column.addWidget(self.ledger, 3)
        between = list_band()
        between.addWidget(self.whose)
        between.addStretch(1)
        column.addLayout(between)
        column.addWidget(self.lines, 2)
        column.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        self.correct_button = PlainButton(_("Correction"), "note-pencil", hint="Alt C")
        self.weigh_button = PlainButton(_("Weights"), "gear-six", hint="Alt W")
        self.export_button = PlainButton(_("Export Excel"), "export", hint="Ctrl E")
        close = FilledButton(_("Close"), hint="Esc")
        self.correct_button.clicked.connect(self.correct)
        self.weigh_button.clicked.connect(self.weigh)
        self.export_button.clicked.connect(self.export_excel)
        close.clicked.connect(self.reject)
        foot = list_band()
        for widget in (self.correct_button, self.weigh_button, self.export_button, self.rules):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(close)
        for button in (self.correct_button, self.weigh_button, self.export_button, close):
            button.setAutoDefault(False)
        self.correct_button.setEnabled(not self._ctx.read_only)
        self.weigh_button.setEnabled(not self._ctx.read_only)
        return foot

    def _connect(self) -> None:
        self.period.chosen.connect(lambda _period: self.reload())
        self.ledger.current_changed.connect(lambda _row: self._show_lines())
        self.ledger.opened.connect(lambda _row: self.lines.setFocus(Qt.FocusReason.TabFocusReason))
        self.lines.opened.connect(self._open)
        for keys, act in (("Alt+C", self.correct), ("Alt+W", self.weigh), ("Ctrl+E", self.export_excel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._ctx.hub.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Read the ledger of the period again; the leader in hand stays."""
        ctx, period = self._ctx, self.shown_period()
        with ctx.store.read() as session:
            rows = burden_ledger(session, period.first, period.last, today=ctx.today(), calendar=ctx.calendar)
            years = frozen_years(session)
        self.ledger.show_rows(rows)
        self.empty.say("" if rows else _("No leaders yet. Add one, or bring in a list with Ctrl+O."))
        fixed = listed(str(each) for each in years)
        self.rules.setText(_("Weights fixed for {years}").format(years=fixed) if years else _("Weights as shipped"))
        self._show_lines()

    def shown_period(self) -> Period:
        """Return the period in sight."""
        return self.period.period

    def correct(self) -> CorrectionForm | None:
        """Add a correction for the leader in hand."""
        row = self.ledger.current_row()
        if row is None or self._ctx.read_only:
            return None
        period, today = self.shown_period(), self._ctx.today()
        day = today if period.first <= today <= period.last else period.first
        return self._show(CorrectionForm(self._ctx, self, (row.id, row.name), day=day))

    def weigh(self) -> WeightsForm | None:
        """Fix the weights of the next year that has none of its own."""
        if self._ctx.read_only:
            return None
        with self._ctx.store.read() as session:
            years = frozen_years(session)
        return self._show(WeightsForm(self._ctx, self, years))

    def export_excel(self) -> None:
        """Ask where, then save the ledger as a workbook."""
        name = safe_file_name(self._title(), ".xlsx")
        kind = _("Excel workbook (*.xlsx)")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Export Excel"), str(Path.home() / name), kind)
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, target: Path) -> bool:
        """Save the ledger at *target*; return whether that was done."""
        ctx, period, made = self._ctx, self.shown_period(), target
        with ctx.store.read() as session:
            rows = burden_ledger(
                session, period.first, period.last, today=ctx.today(), calendar=ctx.calendar, shared=True
            )
        note = _("As of {today}").format(today=day_text(ctx.today(), year=True))

        def write(path: Path, watermark: str) -> None:
            write_list(
                path, title=self._title(), note=note, columns=sheet_columns(), rows=sheet_rows(rows),
                watermark=watermark,
            )  # fmt: skip

        with shown_to(self) as outcome:
            made = export_file(
                ctx.store, target, write, form=_FORM, suffix=".xlsx", records=len(rows), marked=False,
                watermarked=ctx.settings.watermark,
            )  # fmt: skip
        if outcome.ok:
            ctx.toast(_("Saved as {name}.").format(name=made.name))
        return outcome.ok

    def _title(self) -> str:
        return _("Burden ledger {period}").format(period=self.shown_period().text())

    def _show_lines(self) -> None:
        row, period = self.ledger.current_row(), self.shown_period()
        if row is None:
            self.lines.show_rows([])
            self.whose.setText("")
            return
        days = (row.id, period.first, period.last)
        with self._ctx.store.read() as session:
            found: list[Any] = [*burden_lines(session, *days, calendar=self._ctx.calendar)]
            found += corrections_of(session, *days)
        self.lines.show_rows(sorted(found, key=lambda each: each.day))
        self.whose.setText(_("Where the points of {leader} come from").format(leader=row.name))

    def _open(self, line: BurdenLine | CorrectionRow) -> None:
        """Show the visit on the calendar; a correction opens to be changed."""
        if isinstance(line, BurdenLine):
            self.accept()
            self._ctx.navigate("calendar", visit_id=line.visit_id)
        elif not self._ctx.read_only:
            row = self.ledger.current_row()
            self._show(CorrectionForm(self._ctx, self, (line.leader_id, row.name if row else ""), line))

    def _show(self, form: Form) -> Form:
        self.form = form
        form.open_tall()
        return form

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self.reload()
