"""The first rows of a sheet as they stand in the file, so that people can tell what it holds."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from core.imports.cells import Sheet, text_of
from desktop.fonts import metrics, sans
from desktop.imports.wording import column_letter, masked, private_field
from desktop.theme import theme
from desktop.widgets import hairline
from desktop.widgets.strokes import BASELINE

ROWS, COLUMNS, HIGH, NUMBER, CELL = 14, 12, 30, 48, 132


class RawRows(QWidget):
    """A small grid with column letters and row numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[tuple[int, list[str]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the first rows of *sheet*."""
        first = sorted(sheet.rows)[:ROWS]
        private: dict[int, str] = {}
        self._cells = []
        for number in first:
            texts = [text_of(cell) for cell in sheet.row(number)[:COLUMNS]]
            self._cells.append((number, [masked(text, private.get(at, "")) for at, text in enumerate(texts)]))
            private |= {at: field for at, text in enumerate(texts) if (field := private_field(text))}
        self.setAccessibleName(" / ".join("  ".join(filter(None, texts)) for _number, texts in self._cells))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme(), QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), HIGH), colours.sunken)
        painter.setFont(sans(13))
        painter.setPen(colours.ink3)
        wide = max((len(texts) for _number, texts in self._cells), default=0)
        for column in range(wide):
            place = QRectF(NUMBER + column * CELL, 0, CELL - 10, HIGH)
            painter.drawText(place, int(BASELINE), column_letter(column + 1))
        for at, (number, texts) in enumerate(self._cells, 1):
            top = at * HIGH
            painter.setPen(colours.ink3)
            painter.drawText(
                QRectF(0, top, NUMBER - 14, HIGH),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                str(number),
            )
            painter.setPen(colours.ink2)
            for column, text in enumerate(texts):
                place = QRectF(NUMBER + column * CELL, top, CELL - 10, HIGH)
                shown = metrics(13).elidedText(text, Qt.TextElideMode.ElideRight, CELL - 10)
                painter.drawText(place, int(BASELINE), shown)
            hairline(painter, QPointF(0, top + HIGH - 1), QPointF(self.width(), top + HIGH - 1), colours.line)
        painter.end()
