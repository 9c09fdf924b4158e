"""Where the cells of a small grid are, and how it looks; what is typed into it is the grid's."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.visits.record.cell_paint import HEADER, HEADER_OF_TWO, LABEL, NUMBERS, ROW, CellPainter
from desktop.visits.record.cells import Row, Sheet

_NARROW: Final = 320


class CellSurface(QWidget):
    """Rows of cells of one or two storeys, painted.

    Args:
        sheet: Its rows and columns.
        name: Told to screen readers.
        label: Words in a cell of their own at the left, as on the printed sheet; "" leaves it out.
        headed: Titles stand above the columns.
        parent: Qt's parent.
    """

    def __init__(
        self, sheet: Sheet, name: str, *, label: str = "", headed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.row = self.column = 0
        self.insists = False
        self.storeys = 1 + max(column.storey for column in sheet.columns)
        titles = HEADER if self.storeys == 1 else HEADER_OF_TWO * self.storeys
        self.head = titles if headed else 0
        self.left = (LABEL if label else 0) + NUMBERS
        self._painter = CellPainter(self, label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.fit()

    def rects(self) -> list[QRect]:
        """Return the places of the columns within a row, the upper storey's first."""
        places: list[QRect] = []
        for storey in range(self.storeys):
            here = [column for column in self.sheet.columns if column.storey == storey]
            fixed, shares = sum(column.width for column in here), sum(not column.width for column in here)
            room, x = max(self.width() - self.left - fixed, 60), self.left
            for column in here:
                wide = column.width or room // max(shares, 1)
                if column is here[-1]:
                    wide = max(self.width() - x, 40)
                places.append(QRect(x, storey * ROW, wide, ROW))
                x += wide
        return places

    def cell_rect(self, row: int, column: int) -> QRect:
        """Return where a cell is."""
        return self.rects()[column].translated(0, self.head + row * self.storeys * ROW)

    def current_rect(self) -> QRect:
        """Return where the current cell is."""
        return self.cell_rect(self.row, self.column)

    def current_row(self) -> Row:
        """Return the row the cursor is in."""
        return self.sheet.rows[self.row]

    def cell_at(self, x: int, y: int) -> tuple[int, int] | None:
        """Return row and column of the cell at a point."""
        row = (y - self.head) // (self.storeys * ROW)
        if y < self.head or row >= len(self.sheet.rows):
            return None
        columns = range(len(self.sheet.columns))
        return next(((row, column) for column in columns if self.cell_rect(row, column).contains(x, y)), None)

    def is_active(self) -> bool:
        """Return whether the keys go here."""
        return self.hasFocus()

    def fit(self) -> None:
        """Be as high as the rows."""
        high = self.head + len(self.sheet.rows) * self.storeys * ROW
        if high != self.height():
            self.setFixedHeight(high)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_NARROW, self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._painter.paint(painter, QRectF(event.rect()))
        painter.end()
