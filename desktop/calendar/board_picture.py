"""The still picture of the board, kept while only what is carried moves over it, and shifted while it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.calendar.board_layout import HEAD
from desktop.calendar.board_painter import BoardPainter
from desktop.theme import theme

_OVERHANG = 8
"""A mark of a clash hangs out of its row by so much: rows beside those that come into sight are painted again."""


class BoardPicture:
    """Paints a frame; the picture below what is carried is made anew only when it changed.

    Attributes:
        made: How often it was made; `cells`: how many cells were looked at the last time.
    """

    def __init__(self) -> None:
        self.made = self.cells = 0
        self._kept = QPixmap()
        self._of: tuple[object, ...] = ()
        self._offset = QPointF()

    def paint(self, widget: QWidget, part: QRect, board: BoardPainter) -> None:
        """Paint *part* of *widget*."""
        scale = widget.devicePixelRatioF()
        of = (board.data, board.layout, widget.size(), scale, theme().key, board.show.still())
        if not _same(of, self._of) or board.offset.x() != self._offset.x():
            self._make(widget, scale, board)
        elif board.offset != self._offset:
            self._shift(scale, board)
        self._of, self._offset = of, QPointF(board.offset)
        painter = QPainter(widget)
        painter.setClipRect(part)
        painter.drawPixmap(0, 0, self._kept)
        board.paint_carried(painter)
        painter.end()

    def _make(self, widget: QWidget, scale: float, board: BoardPainter) -> None:
        self._kept = QPixmap(widget.size() * scale)
        self._kept.setDevicePixelRatio(scale)
        self._paint(board)

    def _shift(self, scale: float, board: BoardPainter) -> None:
        """Move the rows by whole pixels and paint those that come into sight; else everything anew."""
        down = board.offset.y() - self._offset.y()
        rows = QRectF(0, HEAD, board.size.width(), board.size.height() - HEAD)
        if abs(down) >= rows.height() / 2 or not (down * scale).is_integer():
            self._paint(board)
            return
        before = self._kept.copy()
        painter = QPainter(self._kept)
        painter.setClipRect(rows)
        painter.drawPixmap(QPointF(0, -down), before)
        fresh = QRectF(rows)
        if down > 0:
            fresh.setTop(rows.bottom() - down - _OVERHANG)
        else:
            fresh.setBottom(rows.top() - down + _OVERHANG)
        painter.end()
        self._paint(board, fresh)

    def _paint(self, board: BoardPainter, part: QRectF | None = None) -> None:
        painter = QPainter(self._kept)
        if part is not None:
            painter.setClipRect(part)
        board.paint_still(painter, part)
        painter.end()
        self.made += 1
        self.cells = board.cells


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Compare data and layout by identity: to compare thousands of rows for every frame costs more than it saves."""
    return len(one) == len(other) and one[0] is other[0] and one[1] is other[1] and one[2:] == other[2:]
