"""What the month view shows, as one value: the days of six weeks and their visits, filtered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from core.organisation import short_township
from core.readiness import Readiness
from core.visits import VOID, VisitState
from db.queries.calendar import DayRow, VisitRow

WEEKS: Final = 6
DAYS: Final = WEEKS * 7


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """What is left in sight; an empty set leaves everything of its sort.

    Attributes:
        states: Empty means all but the visits called off or missed.
        market_only: Visits on a market day of their township.
    """

    leaders: frozenset[int] = frozenset()
    townships: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    states: frozenset[VisitState] = frozenset()
    overdue_only: bool = False
    market_only: bool = False

    @property
    def count(self) -> int:
        """How many sorts of filter are set."""
        sorts = (self.leaders, self.townships, self.kinds, self.states)
        return sum(map(bool, sorts)) + self.overdue_only + self.market_only

    def shows(self, visit: VisitRow, day: DayRow | None) -> bool:
        """Return whether *visit* stays in sight."""
        if visit.state not in self.states if self.states else visit.state in VOID:
            return False
        if self.leaders and visit.leader_id not in self.leaders:
            return False
        if self.townships and visit.township_id not in self.townships:
            return False
        if self.kinds and visit.kind not in self.kinds:
            return False
        if self.market_only and (day is None or short_township(visit.township) not in day.markets):
            return False
        return visit.overdue or not self.overdue_only


@dataclass(frozen=True)
class MonthData:
    """Six weeks around a month.

    Attributes:
        month: Its first day.
        days: What is special about each of the 42 days.
        visits: The visits in sight, in calendar order.
        total: Visits of the month that count: called-off ones and filters left out.
        done: Those that took place.
        counts: Visits of the month by kind.
        lights: How ready the visits are that show a light, by id.
    """

    month: date
    today: date
    days: Mapping[date, DayRow] = field(default_factory=dict)
    visits: Mapping[date, Sequence[VisitRow]] = field(default_factory=dict)
    total: int = 0
    done: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    lights: Mapping[int, Readiness] = field(default_factory=dict)

    @property
    def first(self) -> date:
        """The Monday at the upper left."""
        return first_shown(self.month)

    def on(self, day: date) -> Sequence[VisitRow]:
        """Return the visits in sight on *day*."""
        return self.visits.get(day, ())

    def visit(self, visit_id: int | None) -> VisitRow | None:
        """Return a visit in sight."""
        return next((row for rows in self.visits.values() for row in rows if row.id == visit_id), None)

    def in_order(self) -> list[VisitRow]:
        """Return the visits in sight, in calendar order."""
        return [row for day in sorted(self.visits) for row in self.visits[day]]


def first_shown(month: date) -> date:
    """Return the Monday of the week in which *month* begins."""
    start = month.replace(day=1)
    return start - timedelta(start.weekday())


def last_shown(month: date) -> date:
    """Return the Sunday at the lower right."""
    return first_shown(month) + timedelta(DAYS - 1)


def month_data(
    month: date, today: date, rows: Sequence[VisitRow], days: Mapping[date, DayRow], wanted: VisitFilter
) -> MonthData:
    """Return the month with the visits that *wanted* leaves in sight; sums count the month without it."""
    visits: dict[date, list[VisitRow]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    total = done = 0
    for row in rows:
        if wanted.shows(row, days.get(row.day)):
            visits[row.day].append(row)
        if row.day.year == month.year and row.day.month == month.month and not row.is_void:
            counts[row.kind] += 1
            total += 1
            done += row.is_done
    return MonthData(month.replace(day=1), today, days, dict(visits), total, done, dict(counts))
