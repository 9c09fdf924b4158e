"""The report as plots: each with its legend, its list behind every bar, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.fonts import metrics
from desktop.reports.plot_data import Part, Plot, Series, part_words
from desktop.reports.plot_view import HIGH, PlotView, colour_of
from desktop.theme import theme
from desktop.widgets.buttons import QuietButton, SmallButton
from desktop.widgets.flow import Flow
from desktop.widgets.layouts import clear_layout
from desktop.widgets.strokes import box, hairline, paint_words
from desktop.widgets.text import PlainLabel, SectionTitle

LEGEND = 20


class SeriesMark(QWidget):
    """A swatch with its words; a *mark* is a line across a bar."""

    def __init__(self, words: str, series: Series | None) -> None:
        super().__init__()
        self._words, self._series = words, series
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(22 + metrics(13).horizontalAdvance(self._words), LEGEND)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        middle = area.center().y()
        if self._series is None:
            hairline(
                painter, QRectF(0, middle - 1, 14, 2).topLeft(), QRectF(0, middle - 1, 14, 0).topRight(), theme().ink
            )
        else:
            box(painter, QRectF(0, middle - 6, 14, 12), radius=2, fill=colour_of(self._series))
        paint_words(painter, area.adjusted(20, 0, 0, 0), self._words, theme().ink2, px=13)
        painter.end()


class PlotCard(QWidget):
    """A plot under its title. Signal: pressed(object): a Part."""

    pressed = Signal(object)

    def __init__(self, plot: Plot, *, as_table: bool = False) -> None:
        super().__init__()
        self.plot, self.view, self.rows = plot, PlotView(plot), _Rows(plot)
        self.view.pressed.connect(self.pressed)
        self.rows.pressed.connect(self.pressed)
        self.twin = SmallButton("", "table")
        self.twin.clicked.connect(lambda _on=False: self.show_table(shown=self.rows.isHidden()))
        title = SectionTitle(plot.title)
        title.add(self.twin)
        legend = Flow(gap=14, stretch_last=True)
        for series in plot.series if any(len(bar.parts) > 1 for bar in plot.bars) or plot.limit_name else ():
            legend.add(SeriesMark(series.name, series))
        if plot.limit_name:
            legend.add(SeriesMark(plot.limit_name, None))
        note = PlainLabel(plot.note, px=13, tone="ink3")
        note.setFixedHeight(LEGEND)
        note.setMinimumWidth(note.sizeHint().width())  # a figure without its denominator says nothing
        legend.add(note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(legend)
        column.addStretch(1)  # beside a legend of more lines the plots still stand on one line
        column.addWidget(self.view)
        column.addWidget(self.rows)
        self.show_table(shown=as_table)

    def show_table(self, *, shown: bool) -> None:
        """Show the numbers as a table, or the plot again."""
        had = self.view.hasFocus()
        self.rows.setVisible(shown)
        self.view.setVisible(not shown)
        words = _("As plot") if shown else _("As table")
        self.twin.set_caption(words)
        self.twin.setAccessibleName(f"{self.plot.title}: {words}")
        if had:
            self.twin.setFocus()


class _Rows(QScrollArea):
    """The same numbers line by line. Signal: pressed(object): a Part."""

    pressed = Signal(object)

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFixedHeight(HIGH)
        self.setAccessibleName(plot.title)
        content = QWidget()
        content.setProperty("surface", "page")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.buttons: list[QuietButton] = []
        for bar, part in plot.parts:
            words = part_words(plot, bar, part)
            words = f"{words}　{plot.limit_name} {bar.limit}" if bar.limit is not None else words
            button = QuietButton(words)
            button.clicked.connect(lambda _on=False, part=part: self.pressed.emit(part))
            self.buttons.append(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if not plot.parts:
            column.addWidget(PlainLabel(_("Nothing in this period."), px=13, tone="ink3"))
        column.addStretch(1)
        self.setWidget(content)


class PlotsBody(QScrollArea):
    """All plots, two and two. Signal: pressed(object): a Part."""

    pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[PlotCard] = []
        self._shown: tuple[Plot, ...] = ()
        self.setAccessibleName(_("Plots"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setProperty("surface", "page")
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(24, 18, 24, 28)
        self._grid.setHorizontalSpacing(36)
        self._grid.setVerticalSpacing(22)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.setWidget(content)

    def show_plots(self, plots: Sequence[Plot]) -> None:
        """Show these plots; a table stays a table."""
        wanted = tuple(plots)
        if wanted == self._shown:
            return
        self._shown = wanted
        tables = {card.plot.key for card in self.cards if not card.rows.isHidden()}
        clear_layout(self._grid)
        self.cards = [PlotCard(plot, as_table=plot.key in tables) for plot in wanted]
        place = 0
        for card in self.cards:
            card.pressed.connect(self._press)
            place += place % 2 if card.plot.wide else 0
            self._grid.addWidget(card, place // 2, place % 2, 1, 2 if card.plot.wide else 1)
            place += 2 if card.plot.wide else 1
        self._grid.setRowStretch(len(self.cards), 1)

    def _press(self, part: Part) -> None:
        self.pressed.emit(part)
