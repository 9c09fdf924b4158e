"""Where things are on the board: columns, rows, slots, chips, and what lies under a point. No painting.

Body coordinates begin at the corner between the frozen head and the frozen first column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.board_data import BoardData, BoardKey
from desktop.calendar.month_layout import ChipPlace
from desktop.calendar.place import Place

HEAD: Final = 59
"""Line, weeks, days, line."""
WEEK_LINE: Final = 24
THIN: Final = 9
"""The width of a rest day."""
PAD: Final = 2


@dataclass(frozen=True, slots=True)
class Zoom:
    """One step of the zoom: the least width of a working day, a row's height, a chip's height and letters."""

    leader_day: int
    township_day: int
    leader_row: int
    township_row: int
    chip: int
    px: int

    def day(self, key: BoardKey) -> int:
        """Return the least width of a working day."""
        return self.leader_day if key is BoardKey.LEADER else self.township_day

    def row(self, key: BoardKey) -> int:
        """Return the height of a row with its lower line."""
        return self.leader_row if key is BoardKey.LEADER else self.township_row


ZOOMS: Final = (
    Zoom(16, 18, 42, 38, 17, 11),
    Zoom(29, 38, 51, 47, 21, 11),
    Zoom(40, 46, 60, 56, 25, 12),
    Zoom(54, 64, 60, 56, 25, 12),
    Zoom(72, 84, 68, 64, 29, 13),
)
USUAL_ZOOM: Final = 2
MOST_WEEKS: Final = 13
_LEFT: Final = {BoardKey.LEADER: 102, BoardKey.TOWNSHIP: 100}
_RIGHT: Final = {BoardKey.LEADER: 94, BoardKey.TOWNSHIP: 98}


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell's chips; what does not fit is `hidden`, and "+N" stands at `more`."""

    rect: QRectF
    chips: tuple[ChipPlace, ...] = ()
    hidden: tuple[VisitRow, ...] = ()
    more: QRectF | None = None


class BoardLayout:
    """The geometry of some weeks in a given width."""

    def __init__(self, data: BoardData, width: float, zoom: Zoom) -> None:
        self.data, self.zoom = data, zoom
        self.left, self.right = _LEFT[data.key], _RIGHT[data.key]
        self.row_height = zoom.row(data.key)
        self.wide = [data.is_workday(day) or day in data.busy_days for day in data.dates]
        room = max(width - self.left - self.right, 1)
        self.edges = _edges(self.wide, room, zoom.day(data.key))
        self._plans: dict[tuple[int, date], CellPlan] = {}

    @property
    def width(self) -> int:
        """The width of the body."""
        return self.edges[-1]

    @property
    def height(self) -> int:
        """The height of the body."""
        return self.row_height * len(self.data.rows)

    def usual_width(self) -> int:
        """Return the width of a working day between its lines."""
        edges = self.edges
        return next((edges[at + 1] - edges[at] - 1 for at, wide in enumerate(self.wide) if wide), THIN)

    def column(self, day: date) -> QRectF:
        """Return the column of *day*, its left line included."""
        at = (day - self.data.first).days
        return QRectF(self.edges[at], 0, self.edges[at + 1] - self.edges[at], self.height)

    def cell(self, row: int, day: date) -> QRectF:
        """Return a cell between its lines."""
        at = (day - self.data.first).days
        left = self.edges[at] + (1 if self.has_line(at) else 0)
        return QRectF(left, row * self.row_height, self.edges[at + 1] - left, self.row_height - 1)

    def has_line(self, column: int) -> bool:
        """Return whether a line stands at the left of a column: weeks begin with one, rest days have none."""
        return column % 7 == 0 or self.wide[column]

    def slot(self, row: int, day: date, half: Half) -> QRectF:
        """Return where a chip of *half* stands in a cell."""
        cell = self.cell(row, day)
        lower = cell.bottom() - PAD - self.zoom.chip
        if half is Half.AFTERNOON:
            return QRectF(cell.left(), lower, cell.width(), self.zoom.chip)
        high = lower + self.zoom.chip - cell.top() - PAD if half is Half.WHOLE_DAY else self.zoom.chip
        return QRectF(cell.left(), cell.top() + PAD, cell.width(), high)

    def half_rect(self, row: int, day: date, half: Half | None) -> QRectF:
        """Return the part of a cell that is *half*, without any air; lines of the left included."""
        at = (day - self.data.first).days
        top, high = row * self.row_height, self.row_height - 1
        middle = round(high / 2)
        rect = QRectF(self.edges[at], top, self.edges[at + 1] - self.edges[at], high)
        if half is Half.MORNING:
            rect.setBottom(top + middle)
        elif half is Half.AFTERNOON:
            rect.setTop(top + middle)
        return rect

    def day_at(self, x: float) -> date | None:
        """Return the day at *x*."""
        if not 0 <= x < self.width:
            return None
        return self.data.first + timedelta(bisect_right(self.edges, x) - 1)

    def row_at(self, y: float) -> int | None:
        """Return the number of the row at *y*."""
        row = int(y // self.row_height)
        return row if 0 <= row < len(self.data.rows) else None

    def place_at(self, point: QPointF) -> Place | None:
        """Return the half-day under a point."""
        day, row = self.day_at(point.x()), self.row_at(point.y())
        if day is None or row is None:
            return None
        lower = point.y() - row * self.row_height >= (self.row_height - 1) / 2
        return self.data.place(self.data.rows[row].id, day, Half.AFTERNOON if lower else Half.MORNING)

    def rows_in(self, area: QRectF) -> range:
        """Return the rows that an area touches."""
        first = max(int(area.top() // self.row_height), 0)
        last = min(int((area.bottom() - 0.01) // self.row_height), len(self.data.rows) - 1)
        return range(first, last + 1)

    def columns_in(self, area: QRectF) -> range:
        """Return the columns that an area touches."""
        first = max(bisect_right(self.edges, area.left()) - 1, 0)
        last = min(bisect_right(self.edges, area.right() - 0.01) - 1, len(self.data.dates) - 1)
        return range(first, last + 1)

    def plan(self, row: int, day: date) -> CellPlan:
        """Return where the chips of a cell stand."""
        key = (row, day)
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = self._planned(row, day)
        return found

    def _planned(self, row: int, day: date) -> CellPlan:
        rect, visits = self.cell(row, day), self.data.on(self.data.rows[row].id, day)
        if not visits:
            return CellPlan(rect)
        upper, lower = self.slot(row, day, Half.MORNING), self.slot(row, day, Half.AFTERNOON)
        if len(visits) == 1:
            return CellPlan(rect, (ChipPlace(visits[0], self.slot(row, day, visits[0].half)),))
        if len(visits) == 2:  # one under the other, whatever their halves: nothing may hide behind another
            first, second = sorted(visits, key=lambda each: each.half is Half.AFTERNOON)
            return CellPlan(rect, (ChipPlace(first, upper), ChipPlace(second, lower)))
        return CellPlan(rect, (ChipPlace(visits[0], upper),), tuple(visits[1:]), lower)

    def chip_at(self, point: QPointF) -> ChipPlace | None:
        """Return the chip under a point."""
        day, row = self.day_at(point.x()), self.row_at(point.y())
        if day is None or row is None:
            return None
        return next((each for each in self.plan(row, day).chips if each.rect.contains(point)), None)

    def chip_of(self, visit_id: int) -> QRectF | None:
        """Return where a visit's chip is; None if it does not fit into its cell."""
        visit = self.data.visit(visit_id)
        row = None if visit is None else self.data.row_places.get(self.data.row_id(visit))
        if visit is None or row is None or not self.data.shows(visit.day):
            return None
        return next((each.rect for each in self.plan(row, visit.day).chips if each.visit.id == visit_id), None)


def _edges(wide: Sequence[bool], room: float, least: int) -> list[int]:
    """Return where columns begin, and where the last one ends: rest days thin, the others share what is left."""
    thin = sum(1 for each in wide if not each) * THIN
    share = max((room - thin) / max(len(wide) - thin // THIN, 1), least)
    edges, x = [0], 0.0
    for each in wide:
        x += share if each else THIN
        edges.append(round(x))
    return edges


def weeks_that_fit(width: float, key: BoardKey, zoom: Zoom, first: date, is_workday: Callable[[date], bool]) -> int:
    """Return how many weeks from *first* fit into a view, at least one."""
    room = width - _LEFT[key] - _RIGHT[key]
    for week in range(MOST_WEEKS):
        days = (first + timedelta(week * 7 + n) for n in range(7))
        room -= sum(zoom.day(key) if is_workday(day) else THIN for day in days)
        if room < 0:
            return max(week, 1)
    return MOST_WEEKS
