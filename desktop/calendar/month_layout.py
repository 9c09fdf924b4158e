"""Where things are in the month view: columns, cells, chips, and what lies under a point. No painting, no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar import chip
from desktop.calendar.month_data import WEEKS, MonthData

HEADER: Final = 26
"""The row of weekdays."""
CELL_HEADER: Final = 27
MARKET_LINE: Final = 17
CHIP_LEFT, CHIP_RIGHT = 5, 5
WEEKEND_SHARE: Final = 0.75
LEAST_CELL: Final = CELL_HEADER + chip.PITCH + MARKET_LINE


@dataclass(frozen=True, slots=True)
class ChipPlace:
    """A visit that is in sight, and where."""

    visit: VisitRow
    rect: QRectF


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A day's chips.

    Attributes:
        hidden: Visits that do not fit; "+N" stands at `more`.
        covers_market: "+N" takes the place of the market line.
    """

    day: date
    rect: QRectF
    chips: tuple[ChipPlace, ...]
    hidden: tuple[VisitRow, ...]
    more: QRectF | None
    covers_market: bool


class MonthLayout:
    """The geometry of six weeks in a given size."""

    def __init__(self, width: float, height: float, first: date) -> None:
        self.first = first
        self.width = width
        usual = width / (5 + 2 * WEEKEND_SHARE)
        edges = [round(usual * n) for n in range(6)]
        edges += [round(usual * (5 + WEEKEND_SHARE)), round(width)]
        self.edges = edges
        self.rows = [HEADER + round((height - HEADER) * n / WEEKS) for n in range(WEEKS + 1)]
        self.full_names = [
            chip.shows_full_names(edges[column + 1] - edges[column] - CHIP_LEFT - CHIP_RIGHT) for column in range(7)
        ]

    def cell(self, day: date) -> QRectF:
        """Return the cell of *day*, its right and lower hairline included."""
        week, column = divmod((day - self.first).days, 7)
        top, left = self.rows[week], self.edges[column]
        return QRectF(left, top, self.edges[column + 1] - left, self.rows[week + 1] - top)

    def shows(self, day: date) -> bool:
        """Return whether *day* is in sight."""
        return 0 <= (day - self.first).days < WEEKS * 7

    def day_at(self, point: QPointF) -> date | None:
        """Return the day under *point*."""
        column = next((n for n in range(7) if self.edges[n] <= point.x() < self.edges[n + 1]), None)
        week = next((n for n in range(WEEKS) if self.rows[n] <= point.y() < self.rows[n + 1]), None)
        return None if column is None or week is None else self.first + timedelta(week * 7 + column)

    def half_at(self, point: QPointF, day: date) -> Half:
        """Return the half that a drop at *point* means: the upper half of a cell is the morning."""
        cell = self.cell(day)
        middle = cell.top() + CELL_HEADER + (cell.height() - CELL_HEADER - MARKET_LINE) / 2
        return Half.MORNING if point.y() < middle else Half.AFTERNOON

    def half_rect(self, day: date, half: Half) -> QRectF:
        """Return the part of a cell that stands for *half*."""
        cell = self.cell(day).adjusted(1, 1, -2, -2)
        if half is Half.WHOLE_DAY:
            return cell
        middle = cell.top() + CELL_HEADER + (cell.height() - CELL_HEADER - MARKET_LINE) / 2
        if half is Half.MORNING:
            return QRectF(cell.left(), cell.top(), cell.width(), middle - cell.top())
        return QRectF(cell.left(), middle, cell.width(), cell.bottom() - middle)

    def plan(self, data: MonthData, day: date, selected: int | None) -> CellPlan:
        """Return where the chips of *day* stand; the selected visit is always among those in sight."""
        cell = self.cell(day)
        visits = list(data.on(day))
        room = int((cell.height() - CELL_HEADER - MARKET_LINE - 1 + chip.GAP) // chip.PITCH)
        slots = max(room, 1)
        covers_market = slots <= 2
        fits = slots if len(visits) <= slots or covers_market else slots - 1
        shown = _with_selected(visits, fits, selected)
        hidden = tuple(visit for visit in visits if visit not in shown)
        left, width = cell.left() + CHIP_LEFT, cell.width() - CHIP_LEFT - CHIP_RIGHT
        top = cell.top() + CELL_HEADER
        chips = tuple(
            ChipPlace(visit, QRectF(left, top + n * chip.PITCH, width, chip.HEIGHT)) for n, visit in enumerate(shown)
        )
        more = None
        if hidden:
            place = cell.bottom() - MARKET_LINE - 1 if covers_market else top + len(shown) * chip.PITCH
            more = QRectF(left, place, width, MARKET_LINE if covers_market else chip.HEIGHT)
        return CellPlan(day, cell, chips, hidden, more, covers_market and bool(hidden))


def _with_selected(visits: Sequence[VisitRow], fits: int, selected: int | None) -> list[VisitRow]:
    shown = list(visits[:fits])
    chosen = next((visit for visit in visits[fits:] if visit.id == selected), None)
    if chosen is not None and shown:
        shown[-1] = chosen
    return shown
