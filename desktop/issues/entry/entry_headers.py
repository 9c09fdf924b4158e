"""The titles over the entry grid and the numbers before its rows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from desktop.fonts import sans
from desktop.theme import theme

ROW, HEADER, NUMBERS = 40, 34, 48
PAD = 10


class RowNumbers(QHeaderView):
    """The numbers before the rows, up to the one being written."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid = parent
        self.setFixedWidth(NUMBERS)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().page)
        painter.end()
        super().paintEvent(event)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours, area = theme(), QRectF(rect)
        current = self._grid.currentIndex().row() == logicalIndex
        painter.fillRect(area, colours.raised if current else colours.page)
        if current:
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height() - 1), colours.acc)
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), colours.line)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line)
        painter.setFont(sans(13, bold=current))
        painter.setPen(colours.ink if current else colours.ink3)
        number = str(self.model().headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.adjusted(0, 0, -14, 0), int(right), number)
