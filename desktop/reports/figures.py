"""Numbers that can be pressed: large ones in a row, small ones in a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.fonts import metrics, sans, serif
from desktop.reports.sections import Figure, Table
from desktop.theme import theme
from desktop.widgets.mark_widgets import Seal
from desktop.widgets.strokes import box
from desktop.widgets.text import ElidedLabel, PlainLabel, Rule, SectionTitle

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class FigureButton(QAbstractButton):
    """A number in a table; a dash stands for none."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setAccessibleName(f"{figure.title}: {figure.words}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(bool(figure.records))
        if figure.records:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        return QSize(64, 30)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            fill = colours.acc_t if self.isChecked() else colours.sunken
            box(painter, area.adjusted(8, 2, 0, -2), radius=4, fill=fill)
        has = bool(self.figure.records)
        painter.setFont(sans(14, bold=has))
        painter.setPen(colours.red if self.figure.late else colours.ink if has else colours.ink3)
        painter.drawText(area.adjusted(0, 0, -10, 0), int(RIGHT), self.figure.words if has else "—")
        painter.end()


class BigFigure(FigureButton):
    """A number of the headline over its name."""

    @override
    def sizeHint(self) -> QSize:
        words = metrics(13).horizontalAdvance(self.figure.title)
        return QSize(max(words + 22, 84), 68)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            box(painter, area, radius=6, fill=colours.acc_t if self.isChecked() else colours.sunken)
        has = bool(self.figure.records)
        painter.setFont(serif(26))
        painter.setPen(colours.red if self.figure.late else colours.ink if has else colours.ink3)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(10, 6, -4, -28), int(left), self.figure.words)
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        shown = metrics(13).elidedText(self.figure.title, Qt.TextElideMode.ElideRight, int(area.width()) - 14)
        painter.drawText(area.adjusted(10, 38, -4, -6), int(left), shown)
        painter.end()


class FigureRows(QWidget):
    """The headline: figures in two rows of five. Signal: pressed(object): a Figure."""

    pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self.buttons: list[FigureButton] = []

    def show_figures(self, figures: Sequence[Figure], *, across: int = 5) -> None:
        """Show *figures* in rows."""
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, figure in enumerate(figures):
            button = BigFigure(figure)
            button.clicked.connect(lambda _checked, figure=figure: self.pressed.emit(figure))
            self._grid.addWidget(button, number // across, number % across)
            self.buttons.append(button)


class FigureTable(QWidget):
    """A titled table of figures. Signal: pressed(object): a Figure."""

    pressed = Signal(object)

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.setAccessibleName(table.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionTitle(table.title, table.note))
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.buttons: list[FigureButton] = []
        self._build_head(grid, table)
        for number, row in enumerate(table.rows):
            at = 2 * number + 1
            if row.name.seal:
                grid.addWidget(Seal(row.name, 16), at, 0, Qt.AlignmentFlag.AlignVCenter)
                grid.setColumnMinimumWidth(0, 24)
            grid.addWidget(ElidedLabel(_(row.name.name)), at, 1)
            for place, figure in enumerate(row.figures, start=2):
                button = FigureButton(figure)
                button.clicked.connect(lambda _checked, figure=figure: self.pressed.emit(figure))
                self.buttons.append(button)
                grid.addWidget(button, at, place)
            grid.addWidget(Rule(), at + 1, 0, 1, len(table.columns) + 2)
        if not table.rows:
            column.addWidget(PlainLabel(_("Nothing in this period."), px=13, tone="ink3"))

    @staticmethod
    def _build_head(grid: QGridLayout, table: Table) -> None:
        for place, words in enumerate(table.columns, start=2):
            label = PlainLabel(words, px=12, tone="ink3")
            label.setAlignment(RIGHT)
            label.setContentsMargins(8, 4, 10, 4)
            label.setMinimumWidth(62)
            grid.addWidget(label, 0, place)
