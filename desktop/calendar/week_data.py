"""What the week view shows, as one value: seven days, their visits, and the issues that fall due on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Final

from core.readiness import Readiness
from core.visits import Half
from db.queries.calendar import DayRow, VisitRow
from db.queries.due_issues import DueIssueRow
from desktop.calendar.month_data import VisitFilter

DAYS: Final = 7


class Band(IntEnum):
    """What the cursor goes through from top to bottom."""

    DUE = 0
    MORNING = 1
    AFTERNOON = 2

    @property
    def half(self) -> Half:
        """The half that a new visit gets there."""
        return Half.AFTERNOON if self is Band.AFTERNOON else Half.MORNING


def band_of(half: Half) -> Band:
    """Return the band in which a visit of *half* stands; a whole day begins in the morning."""
    return Band.AFTERNOON if half is Half.AFTERNOON else Band.MORNING


@dataclass(frozen=True)
class WeekData:
    """Monday to Sunday.

    Attributes:
        first: The Monday.
        visits: The visits in sight by day, in calendar order.
        due: Issues that fall due, by day.
        shows_due: The layer of deadlines is on.
        counts: Visits of the week by kind; like `total` and `done` without called-off ones and before the filter.
        lights: How ready the visits are that show a light, by id.
    """

    first: date
    today: date
    days: Mapping[date, DayRow] = field(default_factory=dict)
    visits: Mapping[date, Sequence[VisitRow]] = field(default_factory=dict)
    due: Mapping[date, Sequence[DueIssueRow]] = field(default_factory=dict)
    shows_due: bool = True
    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    done: int = 0
    lights: Mapping[int, Readiness] = field(default_factory=dict)

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.first + timedelta(DAYS - 1)

    @property
    def dates(self) -> list[date]:
        """The seven days."""
        return [self.first + timedelta(n) for n in range(DAYS)]

    @property
    def due_total(self) -> int:
        """How many issues fall due."""
        return sum(len(rows) for rows in self.due.values())

    def shows(self, day: date) -> bool:
        """Return whether *day* is in this week."""
        return self.first <= day <= self.last

    def on(self, day: date) -> Sequence[VisitRow]:
        """Return the visits in sight on *day*."""
        return self.visits.get(day, ())

    def in_band(self, day: date, band: Band) -> list[VisitRow]:
        """Return the visits that stand in a band of a day."""
        return [visit for visit in self.on(day) if band_of(visit.half) is band]

    def due_on(self, day: date) -> Sequence[DueIssueRow]:
        """Return the issues that are painted on *day*."""
        return self.due.get(day, ()) if self.shows_due else ()

    def visit(self, visit_id: int | None) -> VisitRow | None:
        """Return a visit in sight."""
        return next((row for rows in self.visits.values() for row in rows if row.id == visit_id), None)

    def issue(self, issue_id: int | None) -> DueIssueRow | None:
        """Return an issue of the layer."""
        return next((row for day in self.dates for row in self.due_on(day) if row.id == issue_id), None)


def week_data(
    first: date,
    today: date,
    rows: Sequence[VisitRow],
    days: Mapping[date, DayRow],
    due: Sequence[DueIssueRow],
    *,
    wanted: VisitFilter,
) -> WeekData:
    """Return a week with the visits and issues that *wanted* leaves in sight; sums count the week without it."""
    visits: dict[date, list[VisitRow]] = defaultdict(list)
    issues: dict[date, list[DueIssueRow]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        if wanted.shows(row, days.get(row.day)):
            visits[row.day].append(row)
        if not row.is_void:
            counts[row.kind] += 1
    for issue in due:
        if not wanted.townships or issue.township_id in wanted.townships:
            issues[issue.day].append(issue)
    total, done = sum(counts.values()), sum(row.is_done for row in rows)
    return WeekData(first, today, days, dict(visits), dict(issues), counts=dict(counts), total=total, done=done)
