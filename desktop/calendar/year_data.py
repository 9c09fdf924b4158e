"""What the year view shows, as one value: the weeks of a year by township, and how long each waited on every day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from core.visits import PLANNED
from core.waiting import Heat, days_waited, heat_of
from db.queries.board import BoardTownship
from db.queries.calendar import VisitRow
from desktop.calendar.board_words import short_rules


@dataclass(frozen=True, slots=True)
class HeatRun:
    """Days of one warmth: from the day `start` of the year's weeks to the day before `end`."""

    start: int
    end: int
    heat: Heat


@dataclass(frozen=True, slots=True)
class YearRow:
    """A township.

    Attributes:
        note: Its market rule.
        waits: Days since the last visit on each day of the weeks; None before the first visit ever.
        limit: Days within which it is to be visited.
        longest: The longest wait; None where it was never visited.
        count: Visits of the year that count.
        runs: The warmth of its days, cool ones left out.
    """

    id: int
    name: str
    note: str = ""
    waits: Sequence[int | None] = ()
    limit: int = 0
    longest: int | None = None
    count: int = 0
    runs: Sequence[HeatRun] = ()


@dataclass(frozen=True)
class YearData:
    """The weeks of a year, Monday to Sunday, as the calendar numbers them.

    Attributes:
        cells: The visits in sight by township and week, from 0 on.
        counts: Visits of these weeks by kind; like `total` and `done` before the filter.
    """

    year: int
    today: date
    rows: Sequence[YearRow] = ()
    cells: Mapping[tuple[int, int], Sequence[VisitRow]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    done: int = 0

    @property
    def first(self) -> date:
        """The Monday of week 1."""
        return date.fromisocalendar(self.year, 1, 1)

    @property
    def weeks(self) -> int:
        """52 or 53."""
        return weeks_of(self.year)

    @property
    def last(self) -> date:
        """The Sunday of the last week."""
        return self.first + timedelta(self.weeks * 7 - 1)

    def shows(self, day: date) -> bool:
        """Return whether *day* lies in these weeks."""
        return self.first <= day <= self.last

    def monday(self, week: int) -> date:
        """Return the Monday of a week, counted from 0."""
        return self.first + timedelta(7 * week)

    def week_of(self, day: date) -> int:
        """Return the week in which *day* lies, counted from 0."""
        return (day - self.first).days // 7

    def at(self, row: int, week: int) -> Sequence[VisitRow]:
        """Return the visits of a cell."""
        if not 0 <= row < len(self.rows):
            return ()
        return self.cells.get((self.rows[row].id, week), ())

    def visit(self, visit_id: int | None) -> VisitRow | None:
        """Return a visit in sight."""
        if visit_id is None:
            return None
        return next((each for rows in self.cells.values() for each in rows if each.id == visit_id), None)

    def row_of(self, township_id: int) -> int | None:
        """Return where a township stands."""
        return next((n for n, row in enumerate(self.rows) if row.id == township_id), None)


def weeks_of(year: int) -> int:
    """Return how many weeks a year has: 28 December is always in the last one."""
    return date(year, 12, 28).isocalendar().week


def year_data(
    year: int,
    today: date,
    *,
    visits: Sequence[VisitRow],
    shown: Sequence[VisitRow],
    townships: Sequence[BoardTownship],
    since: date | None,
) -> YearData:
    """Return a year.

    Args:
        year: Whose weeks are shown.
        today: The day that counts as today.
        visits: All there are.
        shown: Those that the filter leaves in sight.
        townships: The rows.
        since: The day of the first visit of all: nothing is known of the days before, so they have no warmth, and
            a township that nobody visited has waited since then.
    """
    first, last = date.fromisocalendar(year, 1, 1), date.fromisocalendar(year, weeks_of(year), 7)
    visited: dict[int, set[date]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    by_town: dict[int, int] = defaultdict(int)
    for visit in visits:
        if visit.is_void:
            continue
        counts[visit.kind] += 1
        by_town[visit.township_id] += 1
        if visit.is_done or (visit.state in PLANNED and visit.day >= today):
            visited[visit.township_id].add(visit.day)
    rows = [_row(town, (first, last), visited[town.id], by_town[town.id], since) for town in townships]
    cells: dict[tuple[int, int], list[VisitRow]] = defaultdict(list)
    for visit in shown:
        cells[visit.township_id, (visit.day - first).days // 7].append(visit)
    done = sum(visit.is_done for visit in visits)
    return YearData(year, today, rows, dict(cells), dict(counts), sum(counts.values()), done)


def _row(town: BoardTownship, span: tuple[date, date], visited: set[date], count: int, since: date | None) -> YearRow:
    first, last = span
    waits = list(days_waited(first, last, before=town.before, visited=visited).values())
    known = [days for days in waits if days is not None]
    longest = max(known) if known and len(known) == len(waits) else max(known, default=0) if visited else None
    begun = (first - since).days if since is not None else None
    runs, at = [], 0
    for heat, days in groupby(_heat(wait, begun, n, town.limit) for n, wait in enumerate(waits)):
        end = at + len(list(days))
        if heat is not Heat.NONE:
            runs.append(HeatRun(at, end, heat))
        at = end
    return YearRow(town.id, town.name, short_rules(town.markets), waits, town.limit, longest, count, runs)


def _heat(wait: int | None, begun: int | None, day: int, limit: int) -> Heat:
    """Return the warmth of a day; *begun* is how long before the first of them anything was written down."""
    if wait is not None:
        return heat_of(wait, limit)
    return Heat.NONE if begun is None or begun + day < 0 else heat_of(begun + day, limit)
