"""What the board shows, as one value: rows (leaders or townships), days, visits, and what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from core.organisation import short_township
from core.visits import Half
from db.queries.calendar import DayRow, VisitRow
from desktop.calendar.place import Place


class BoardKey(StrEnum):
    """What a row of the board is."""

    LEADER = "leader"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A leader or a township.

    Attributes:
        note: The second line: the post, or the market rule.
        count: A leader's visits in the stretch.
        quota: What the office asks for in a stretch of this length; None where it asks nothing.
        quota_words: The quota as the office set it.
        waits: A township's days since the last visit, by day; None before the first visit ever.
        limit: Days within which the township is to be visited; 0 for leaders.
        longest: The longest wait in the stretch; None where it was never visited.
    """

    id: int
    name: str
    note: str = ""
    count: int = 0
    quota: int | None = None
    quota_words: str = ""
    waits: Mapping[date, int | None] = field(default_factory=dict)
    limit: int = 0
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Hatch:
    """Time that cannot be used: absence, meeting, closure, a journey along with somebody.

    Attributes:
        row_id: None for all rows.
        half: None for whole days.
    """

    row_id: int | None
    first: date
    last: date
    half: Half | None
    words: str

    def covers(self, row_id: int, day: date, half: Half) -> bool:
        """Return whether it lies on a half-day."""
        here = self.row_id in (None, row_id) and self.first <= day <= self.last
        return here and (self.half is None or self.half.overlaps(half))


@dataclass(frozen=True)
class BoardData:
    """Some weeks of the board.

    Attributes:
        first: Their first day, a Monday.
        days: What is special about each of them.
        visits: The visits in sight, in calendar order.
        clashes: Sentences about visits that clash, by visit.
        published: What changed since the plan was published, in words, by visit.
    """

    key: BoardKey
    first: date
    weeks: int
    today: date
    rows: Sequence[BoardRow] = ()
    days: Mapping[date, DayRow] = field(default_factory=dict)
    visits: Sequence[VisitRow] = ()
    hatches: Sequence[Hatch] = ()
    clashes: Mapping[int, Sequence[str]] = field(default_factory=dict)
    published: Mapping[int, str] = field(default_factory=dict)

    @property
    def last(self) -> date:
        """The last Sunday."""
        return self.first + timedelta(self.weeks * 7 - 1)

    @cached_property
    def dates(self) -> Sequence[date]:
        """All days, in order."""
        return [self.first + timedelta(n) for n in range(self.weeks * 7)]

    @cached_property
    def row_places(self) -> Mapping[int, int]:
        """Which row a leader or township stands in."""
        return {row.id: at for at, row in enumerate(self.rows)}

    @cached_property
    def cells(self) -> Mapping[tuple[int, date], Sequence[VisitRow]]:
        """The visits by row and day."""
        found: dict[tuple[int, date], list[VisitRow]] = defaultdict(list)
        for visit in self.visits:
            found[self.row_id(visit), visit.day].append(visit)
        return dict(found)

    @cached_property
    def busy_days(self) -> frozenset[date]:
        """The days with a visit in sight: a rest day with one is as wide as a working day."""
        rows = self.row_places
        return frozenset(visit.day for visit in self.visits if self.row_id(visit) in rows)

    @cached_property
    def by_id(self) -> Mapping[int, VisitRow]:
        """The visits by id."""
        return {visit.id: visit for visit in self.visits}

    def row_id(self, visit: VisitRow) -> int:
        """Return the row that a visit stands in."""
        return visit.leader_id if self.key is BoardKey.LEADER else visit.township_id

    def visit(self, visit_id: int | None) -> VisitRow | None:
        """Return a visit in sight."""
        return None if visit_id is None else self.by_id.get(visit_id)

    def on(self, row_id: int, day: date) -> Sequence[VisitRow]:
        """Return the visits of a cell, in calendar order."""
        return self.cells.get((row_id, day), ())

    def shows(self, day: date) -> bool:
        """Return whether *day* is among the weeks."""
        return self.first <= day <= self.last

    def is_workday(self, day: date) -> bool:
        """Return whether *day* is as wide as a working day by its own right."""
        row = self.days.get(day)
        return day.weekday() < 5 if row is None else row.is_workday

    def is_market(self, visit: VisitRow) -> bool:
        """Return whether a visit falls on a market day of its township."""
        day = self.days.get(visit.day)
        return day is not None and short_township(visit.township) in day.markets

    def place(self, row_id: int, day: date, half: Half) -> Place:
        """Return a half-day of a row as a place."""
        if self.key is BoardKey.LEADER:
            return Place(day, half, leader_id=row_id)
        return Place(day, half, township_id=row_id)

    def place_of(self, visit: VisitRow) -> Place:
        """Return where a visit stands."""
        return self.place(self.row_id(visit), visit.day, visit.half)

    def row_of(self, place: Place | None) -> int | None:
        """Return the number of the row of a place; None where it is not in sight."""
        if place is None:
            return None
        row_id = place.leader_id if self.key is BoardKey.LEADER else place.township_id
        return None if row_id is None else self.row_places.get(row_id)

    def in_order(self) -> list[VisitRow]:
        """Return the visits in sight, row by row."""
        return [visit for row in self.rows for day in self.dates for visit in self.on(row.id, day)]

    def hatches_at(self, row_id: int, day: date, half: Half) -> list[Hatch]:
        """Return what stands in the way of a half-day."""
        return [each for each in self.hatches if each.covers(row_id, day, half)]


def monday_of(day: date) -> date:
    """Return the Monday of the week of *day*."""
    return day - timedelta(day.weekday())
