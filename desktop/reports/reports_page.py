"""Reports: a period in figures that are always current, its paragraph to copy, and the lists behind each number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.chain import Variant
from core.documents.excel import SheetColumn, write_list
from core.i18n import _, day_text
from core.output_names import output_name
from core.reports import Period, Report, prose
from db.queries.coverage import township_coverage
from db.queries.reports import report_of
from db.services.exports import export_file
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.page import Page
from desktop.privacy.chat import copy_for_chat
from desktop.reports.figure_list import FigureList
from desktop.reports.figures import FigureButton, FigureRows, FigureTable
from desktop.reports.period_bar import PeriodBar
from desktop.reports.plot_data import Part, plots
from desktop.reports.sections import Figure, headline, sheet_rows, tables
from desktop.widgets.buttons import FilledButton, PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.layouts import clear_layout, page_header
from desktop.widgets.text import PlainLabel, Rule

if TYPE_CHECKING:
    from desktop.reports.plots_body import PlotsBody

FIGURES: Final = "figures"
PLOTS: Final = "plots"
_PLACES = {
    "kinds": (0, 0, 1), "endings": (0, 1, 1), "townships": (1, 0, 2), "villages": (2, 0, 2), "categories": (3, 0, 1),
    "agencies": (3, 1, 1), "satisfaction": (4, 0, 1),
}  # fmt: skip
"""Row, column and columns taken of each table."""


class ReportsPage(Page):
    """Figures at the left, the list behind the chosen one at the right."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"visit", "issue", "township", "village", "leader", "agency", "visit_kind", "issue_category", "setting"}
        | {"calendar_day", "announced_year", "visit_record", "visit_note", "household_visit", "household_category"}
        | {"issue_action"}
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self._report: Report | None = None
        self.plots: PlotsBody | None = None
        self._opened = "overdue"
        self.period = PeriodBar(ctx.today())
        self.period.chosen.connect(self._on_period)
        self.export_button = PlainButton(_("Export Excel"), "export")
        self.export_button.clicked.connect(self.export_excel)
        self.copy_button = FilledButton(_("Copy the text"), "note-pencil")
        self.copy_button.clicked.connect(self.copy_text)
        title = PlainLabel(_("Reports"), px=22, bold=True, serifed=True)
        self.looks = Segmented([(FIGURES, _("Figures")), (PLOTS, _("Plots"))])
        self.looks.setAccessibleName(_("Figures or plots"))
        self.looks.chosen.connect(self.show_view)
        header = page_header(title, self.looks, self.export_button, self.copy_button)
        header.insertSpacing(1, 14)
        header.insertWidget(2, self.period)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(header)
        column.addWidget(Rule("line2"))
        row = QHBoxLayout()
        row.setSpacing(0)
        self._body = QStackedWidget()
        self._body.addWidget(self._build_body())
        row.addWidget(self._body, 1)
        self.panel = FigureList(ctx)
        row.addWidget(self.panel)
        column.addLayout(row, 1)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+E"), self, context=inside).activated.connect(self.export_excel)

    def _build_body(self) -> QWidget:
        self.prose = PlainLabel("", px=15, wrap=True)
        self.prose.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.prose.setAccessibleName(_("Text of the report"))
        self.figures = FigureRows()
        self.figures.pressed.connect(self._open)
        self._tables = QGridLayout()
        self._tables.setHorizontalSpacing(44)
        self._tables.setVerticalSpacing(26)
        self._tables.setColumnStretch(0, 1)
        self._tables.setColumnStretch(1, 1)
        content = QWidget()
        content.setProperty("surface", "page")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 18, 24, 28)
        column.setSpacing(18)
        column.addWidget(self.prose)
        column.addWidget(self.figures)
        column.addLayout(self._tables)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(_("Reports"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        return self._scroll

    @override
    def reload(self, tables: frozenset[str]) -> None:
        self.period.set_today(self.ctx.today())
        self._read(self.period.period)

    @override
    def panes(self) -> list[QWidget]:
        return [self.period, self._body.currentWidget() or self._scroll, self.panel]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.fit()

    @override
    def go(self, **target: Any) -> None:
        """Show `view="figures"` or `view="plots"`."""
        if (view := target.get("view")) is not None:
            self.show_view(view)

    def show_view(self, key: str) -> None:
        """Show the report as `figures` or as `plots`: 1, 2."""
        self.looks.choose(key)
        if key == PLOTS and self.plots is None:
            from desktop.reports.plots_body import PlotsBody  # noqa: PLC0415 - the plotting library takes its time

            self.plots = PlotsBody()
            self.plots.pressed.connect(self._press)
            self._body.addWidget(self.plots)
        self._body.setCurrentIndex(1 if key == PLOTS else 0)
        self._show_plots()

    def copy_text(self) -> None:
        """Put the paragraph on the clipboard."""
        copy_for_chat(self.ctx.store, self.prose.text(), form="report_text")
        self.ctx.toast(_("The text was copied."))

    def export_excel(self) -> None:
        """Ask where, then save the figures as a workbook."""
        name = output_name(_("Report {period}").format(period=self.period.period.text()), Variant.REDACTED, ".xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Export Excel"), str(Path.home() / name), _("Excel workbook (*.xlsx)")
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, target: Path) -> bool:
        """Save the figures at *target*; return whether that was done."""
        if self._report is None:
            return False
        report, made = self._report.shared, target
        columns = (
            SheetColumn(_("Table"), 24), SheetColumn(_("Line"), 24), SheetColumn(_("Column"), 16),
            SheetColumn(_("Number"), 12),
        )  # fmt: skip

        def write(path: Path, watermark: str) -> None:
            write_list(
                path, title=_("Report {period}").format(period=report.period.text()),
                note=_("As of {today}").format(today=day_text(report.today, year=True)),
                columns=columns, rows=sheet_rows(report), watermark=watermark,
            )  # fmt: skip

        with shown_to(self) as outcome:
            made = export_file(
                self.ctx.store, target, write, form="report", suffix=".xlsx", records=len(report.visits),
                watermarked=self.ctx.settings.watermark,
            )  # fmt: skip
        if outcome.ok:
            self.ctx.toast(_("Saved as {name}.").format(name=made.name))
        return outcome.ok

    def open_figure(self, key: str) -> None:
        """Show the list behind the figure with this key."""
        found = next((button.figure for button in self._buttons() if button.figure.key == key), None)
        if found is not None:
            self._open(found)

    def _on_period(self, period: Period) -> None:
        self._read(period)

    def _read(self, period: Period) -> None:
        with self.ctx.store.read() as session:
            self._report = report_of(session, period, self.ctx.today())
        report = self._report
        self.prose.setText(prose(report, self.ctx.settings.county))
        self.figures.show_figures(headline(report))
        clear_layout(self._tables)
        for table in tables(report):
            made = FigureTable(table)
            made.pressed.connect(self._open)
            row, column, across = _PLACES[table.key]
            self._tables.addWidget(made, row, column, 1, across, Qt.AlignmentFlag.AlignTop)
        shown = next((button.figure for button in self._buttons() if button.figure.key == self._opened), None)
        self._open(shown or headline(report)[0])
        self._show_plots()

    def _show_plots(self) -> None:
        """Draw the plots of the report in sight; while they are out of sight nothing is drawn."""
        if self.plots is None or self._report is None or self._body.currentWidget() is not self.plots:
            return
        with self.ctx.store.read() as session:
            coverage = township_coverage(
                session, self._report.today, default_interval=self.ctx.settings.visit_interval_days
            )
        self.plots.show_plots(plots(self._report, coverage))

    def _press(self, part: Part) -> None:
        """Open what a piece of a bar counts: its list at the right, or the visits to its township."""
        if part.figure is not None:
            self._open(part.figure)
        elif part.township_id is not None:
            self.ctx.navigate("calendar", township_id=part.township_id)

    def _buttons(self) -> list[FigureButton]:
        found = list(self.figures.buttons)
        for at in range(self._tables.count()):
            item = self._tables.itemAt(at)
            widget = item.widget() if item is not None else None
            if isinstance(widget, FigureTable):
                found += widget.buttons
        return found

    def _open(self, figure: Figure) -> None:
        self._opened = figure.key
        for button in self._buttons():
            button.setChecked(button.figure.key == figure.key)
        self.panel.show_figure(figure)
