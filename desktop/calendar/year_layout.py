"""Where things are in the year view: weeks, townships, glyphs, and what lies under a point. No painting, no state.

Body coordinates begin at the corner between the frozen head and the frozen first column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from db.queries.calendar import VisitRow
from desktop.calendar.year_data import YearData

HEAD: Final = 47
MONTHS: Final = 24
LEFT: Final = 112
RIGHT: Final = 112
GLYPH: Final = 10
STEP: Final = 12
WIDTHS: Final = (12, 18, 30, 44, 64)
"""The least width of a week at each step of the zoom."""
USUAL_ZOOM: Final = 1
_LOW, _HIGH = 32, 56


@dataclass(frozen=True, slots=True)
class GlyphPlace:
    """A visit and where its glyph stands, in its cell."""

    visit: VisitRow
    rect: QRectF


class YearLayout:
    """The geometry of a year in a given size."""

    def __init__(self, data: YearData, width: float, height: float, zoom: int = USUAL_ZOOM) -> None:
        self.data = data
        room = max(width - LEFT - RIGHT, 1)
        self.week = max(room / data.weeks, WIDTHS[zoom])
        self.width = round(self.week * data.weeks)
        fits = (height - HEAD) / max(len(data.rows), 1)
        self.row_height = int(min(max(fits, _LOW), _HIGH))
        self.height = self.row_height * len(data.rows)
        self._across = max(int((self.week - 3) // STEP), 1)
        self._down = max(int((self.row_height - 5) // STEP), 1)

    def x(self, week: int) -> int:
        """Return where a week begins."""
        return round(week * self.week)

    def day_x(self, day: date) -> float:
        """Return where a day begins."""
        return (day - self.data.first).days * self.week / 7

    def cell(self, row: int, week: int) -> QRectF:
        """Return a cell between its lines."""
        left = self.x(week) + 1
        return QRectF(left, row * self.row_height, self.x(week + 1) - left, self.row_height - 1)

    def glyphs(self, row: int, week: int) -> tuple[list[GlyphPlace], int]:
        """Return the glyphs of a cell, and how many visits have no room."""
        visits = self.data.at(row, week)
        if not visits:
            return [], 0
        cell, capacity = self.cell(row, week), self._across * self._down
        shown = visits if len(visits) <= capacity else visits[: max(capacity - self._across, 0)]
        return self._placed(cell, shown), len(visits) - len(shown)

    def _placed(self, cell: QRectF, visits: Sequence[VisitRow]) -> list[GlyphPlace]:
        lines = -(-len(visits) // self._across)
        top = cell.top() + max((cell.height() - lines * STEP) / 2, 2) + 1
        places = []
        for n, visit in enumerate(visits):
            line, at = divmod(n, self._across)
            here = min(len(visits) - line * self._across, self._across)
            left = cell.left() + (cell.width() - here * STEP) / 2 + 1
            places.append(GlyphPlace(visit, QRectF(round(left + at * STEP), round(top + line * STEP), GLYPH, GLYPH)))
        return places

    def row_at(self, y: float) -> int | None:
        """Return the row at *y*."""
        row = int(y // self.row_height)
        return row if 0 <= row < len(self.data.rows) else None

    def week_at(self, x: float) -> int | None:
        """Return the week at *x*."""
        week = int(x // self.week)
        return week if 0 <= week < self.data.weeks else None

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """Return the cell under a point."""
        row, week = self.row_at(point.y()), self.week_at(point.x())
        return None if row is None or week is None else (row, week)

    def rows_in(self, area: QRectF) -> range:
        """Return the rows that an area touches."""
        first = max(int(area.top() // self.row_height), 0)
        return range(first, min(int(area.bottom() // self.row_height) + 1, len(self.data.rows)))

    def weeks_in(self, area: QRectF) -> range:
        """Return the weeks that an area touches."""
        first = max(int(area.left() // self.week), 0)
        return range(first, min(int(area.right() // self.week) + 1, self.data.weeks))
