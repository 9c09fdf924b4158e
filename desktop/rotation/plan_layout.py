"""Where everything of the proposal's board is: columns of weeks, rows as high as their fullest cell."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from core.planner.problem import PlannedVisit
from core.visits import Half
from desktop.rotation.proposal import Chip, Proposal

NAME_WIDTH: Final = 89
NAME_WIDTH_WIDE: Final = 132
HEAD: Final = 46
CHIP_HIGH: Final = 25
_PITCH: Final = 28
_TOP: Final = 5
_LEFT, _RIGHT = 6, 4
_LEAST_ROW: Final = 64
_LEAST_COLUMN: Final = 124
_USUAL_COLUMN: Final = 143
"""Where the weeks do not fit anyway."""
_HATCH: Final = 21


@dataclass(frozen=True, slots=True)
class Spot:
    """A chip and where it is in the body."""

    row: int
    week: int
    at: int
    chip: Chip
    rect: QRectF


class PlanLayout:
    """The board at one width; all rectangles are of the body, below the head and right of the names."""

    def __init__(self, data: Proposal, width: float, *, names: int = NAME_WIDTH) -> None:
        self.data, self.names = data, names
        n = max(len(data.weeks), 1)
        fitting = (width - names) / n
        self.column = fitting if fitting >= _LEAST_COLUMN else float(_USUAL_COLUMN)
        self.width = self.column * len(data.weeks)
        self.tops = [0.0]
        for row in range(len(data.rows)):
            self.tops.append(self.tops[-1] + self._height(row))

    @property
    def height(self) -> float:
        """The height of all rows."""
        return self.tops[-1]

    def cell(self, row: int, week: int) -> QRectF:
        """Return a cell, its lines at the right and below included."""
        left, right = self.edge(week), self.edge(week + 1)
        return QRectF(left, self.tops[row], right - left, self.tops[row + 1] - self.tops[row])

    def edge(self, week: int) -> float:
        """Return where a week begins."""
        return round(week * self.column)

    def spots(self, row: int, week: int) -> list[Spot]:
        """Return the chips of a cell with their places."""
        cell = self.cell(row, week)
        return [
            Spot(
                row,
                week,
                at,
                chip,
                QRectF(
                    cell.left() + _LEFT - 1, cell.top() + _TOP + at * _PITCH, cell.width() - _LEFT - _RIGHT, CHIP_HIGH
                ),
            )
            for at, chip in enumerate(self.data.chips(row, week))
        ]

    def hatch(self, row: int, week: int) -> QRectF:
        """Return where it is said at the foot of a cell why a leader is away."""
        cell = self.cell(row, week)
        return QRectF(cell.left(), cell.bottom() - 1 - _HATCH, cell.width() - 1, _HATCH)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height."""
        row = bisect_right(self.tops, y) - 1
        return row if 0 <= row < len(self.data.rows) else None

    def week_at(self, x: float) -> int | None:
        """Return the week at a place."""
        week = int(x // self.column)
        return week if 0 <= week < len(self.data.weeks) else None

    def spot_at(self, at: QPointF) -> Spot | None:
        """Return the chip under a point."""
        row, week = self.row_at(at.y()), self.week_at(at.x())
        if row is None or week is None:
            return None
        return next((each for each in self.spots(row, week) if each.rect.contains(at)), None)

    def slot_at(self, at: QPointF, carried: PlannedVisit) -> PlannedVisit | None:
        """Return *carried* where it would go at a point: the width of a cell is its days, upper half is the morning."""
        row, week = self.row_at(at.y()), self.week_at(at.x())
        if row is None or week is None or not self.data.weeks[week].days:
            return None
        cell, days = self.cell(row, week), self.data.weeks[week].days
        day = days[min(int((at.x() - cell.left()) / cell.width() * len(days)), len(days) - 1)]
        half = Half.MORNING if at.y() < cell.center().y() else Half.AFTERNOON
        if carried.half is Half.WHOLE_DAY:
            half = Half.WHOLE_DAY
        return carried._replace(day=day, half=half, leader_id=self.data.rows[row].id)

    def slot_rect(self, visit: PlannedVisit) -> QRectF | None:
        """Return the part of a cell that stands for a half-day."""
        for week, each in enumerate(self.data.weeks):
            if visit.day in each.days:
                row = next((n for n, leader in enumerate(self.data.rows) if leader.id == visit.leader_id), None)
                if row is None:
                    return None
                cell, wide = self.cell(row, week), self.column / len(each.days)
                left = cell.left() + each.days.index(visit.day) * wide
                top = cell.top() + (cell.height() / 2 if visit.half is Half.AFTERNOON else 0)
                high = cell.height() / (1 if visit.half is Half.WHOLE_DAY else 2)
                return QRectF(left, top, wide, high)
        return None

    def _height(self, row: int) -> float:
        needed = float(_LEAST_ROW)
        for week in range(len(self.data.weeks)):
            n = len(self.data.chips(row, week))
            foot = _HATCH if self.data.hatch(row, week) else 2
            needed = max(needed, _TOP + n * _PITCH + foot + 1)
        return needed
