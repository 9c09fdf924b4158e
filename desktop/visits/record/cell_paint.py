"""How a small grid is painted: hairlines, numbers, titles and cells like those of the issues above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.fonts import sans
from desktop.icons import paint_icon
from desktop.theme import blend, theme
from desktop.visits.record.cells import Column, Row
from desktop.widgets import box
from desktop.widgets.marks import paint_tick
from desktop.widgets.strokes import paint_words

if TYPE_CHECKING:
    from desktop.visits.record.cell_surface import CellSurface

ROW: Final = 36
HEADER: Final = 32
HEADER_OF_TWO: Final = 26
NUMBERS: Final = 48
LABEL: Final = 120
PAD: Final = 10
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class CellPainter:
    """Paints one grid; it keeps no colour, so that a change of theme needs nothing."""

    def __init__(self, grid: CellSurface, label: str) -> None:
        self._grid, self._label = grid, label

    def paint(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint what lies in *exposed*."""
        grid, rects = self._grid, self._grid.rects()
        painter.fillRect(exposed, theme().page)
        if grid.head:
            self._paint_titles(painter, rects)
        high = grid.storeys * ROW
        first = max(0, int((exposed.top() - grid.head) // high))
        last = min(len(grid.sheet.rows) - 1, int((exposed.bottom() - grid.head) // high))
        for number in range(first, last + 1):
            self._paint_row(painter, number, rects)
        if self._label:
            self._paint_label(painter)

    def _paint_titles(self, painter: QPainter, rects: list[QRect]) -> None:
        colours, grid = theme(), self._grid
        step = grid.head // grid.storeys
        painter.fillRect(QRectF(0, 0, grid.width(), grid.head), colours.sunken)
        for rect, column in zip(rects, grid.sheet.columns, strict=True):
            area = QRectF(rect.left(), column.storey * step, rect.width(), step)
            painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), colours.line)
            paint_words(painter, area.adjusted(PAD, 0, -4, 0), column.title, colours.ink2, px=13)
        painter.fillRect(QRectF(grid.left - 1, 0, 1, grid.head), colours.line)
        painter.fillRect(QRectF(0, grid.head - 1, grid.width(), 1), colours.line)

    def _paint_row(self, painter: QPainter, number: int, rects: list[QRect]) -> None:
        grid, colours = self._grid, theme()
        row, top, high = grid.sheet.rows[number], grid.head + number * grid.storeys * ROW, grid.storeys * ROW
        current = number == grid.row and grid.is_active()
        if current:
            painter.fillRect(QRectF(0, top, grid.width(), high), colours.raised)
        for place, column in enumerate(grid.sheet.columns):
            area = QRectF(rects[place].translated(0, top))
            last_storey = column.storey == grid.storeys - 1
            painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), colours.line)
            ink = colours.line if last_storey else blend(colours.line, colours.page, 0.5)
            painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), ink)
            self._paint_cell(painter, area, number, row, column)
            here = current and place == grid.column
            if here and column.tick:
                box(painter, area.adjusted(-1, -1, 0, 0), border=colours.focus, width=2)
        self._paint_number(painter, number, current=current, top=top, high=high)

    def _paint_cell(self, painter: QPainter, area: QRectF, number: int, row: Row, column: Column) -> None:
        grid, colours = self._grid, theme()
        words, text = area.adjusted(PAD, 0, -PAD, -1), row.text(column.key)
        current = number == grid.row and grid.is_active()
        if column.tick:
            if text:
                paint_tick(painter, QRectF(words.left(), words.top(), 14, words.height()), colours.ink2)
        elif text:
            hidden = column.masked is not None and row.is_stored and not current
            shown = column.masked(text) if hidden and column.masked is not None else column.shown(text)
            paint_words(painter, words, shown, colours.ink2 if column.quiet else colours.ink)
        elif not row.is_blank():
            paint_words(painter, words, column.ghost, colours.ink3, px=13)
        elif number == 0 and grid.sheet.next_row() == 0:
            paint_words(painter, words, column.prompt, colours.ink3, px=13)
        if (grid.insists or not current) and grid.sheet.problem(number, column):
            box(painter, area.adjusted(0, 0, -1, -1), border=colours.red, width=2)

    def _paint_number(self, painter: QPainter, number: int, *, current: bool, top: int, high: int) -> None:
        grid, colours = self._grid, theme()
        left = grid.left - NUMBERS
        area = QRectF(left, top, NUMBERS, high)
        if current:
            painter.fillRect(QRectF(left, top, 3, high - 1), colours.acc)
        painter.fillRect(QRectF(area.right() - 1, top, 1, high), colours.line)
        painter.fillRect(QRectF(left, top + high - 1, NUMBERS, 1), colours.line)
        if number > grid.sheet.next_row():
            return
        painter.setFont(sans(13, bold=current))
        painter.setPen(colours.ink if current else colours.ink3)
        painter.drawText(QRectF(left, top, NUMBERS - 14, ROW), _RIGHT, str(number + 1))
        if grid.sheet.rows[number].issue_uid:
            paint_icon(painter, QRectF(left + 8, top + (ROW - 14) / 2, 14, 14), "clipboard-text", "ink3")

    def _paint_label(self, painter: QPainter) -> None:
        grid, colours = self._grid, theme()
        area = QRectF(0, 0, LABEL, grid.height())
        painter.fillRect(area, colours.sunken)
        painter.fillRect(QRectF(LABEL - 1, 0, 1, grid.height()), colours.line)
        painter.fillRect(QRectF(0, grid.height() - 1, LABEL, 1), colours.line)
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        painter.drawText(area.adjusted(24, 0, -8, 0), _WRAPPED, self._label)
