"""Working days: the State Council's days off and make-up days, the county's own, and years not announced yet.

A further year is one file `resources/holidays/<year>.json`, found by listing the folder, or rows of the
table `calendar_day_override` entered in Settings. Years without either are projected (weekends and the
13 statutory days, Decree 795 of 2024) and say so: `is_announced` is False.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from core.calendar.lunar import solar_of, solar_term_day
from core.i18n import N_, _
from core.paths import resource

HOLIDAY_NAMES: Final = (
    N_("New Year's Day"),
    N_("Spring Festival"),
    N_("Tomb-sweeping Day"),
    N_("Labour Day"),
    N_("Dragon Boat Festival"),
    N_("Mid-autumn Festival"),
    N_("National Day"),
    N_("Anti-Fascist 70th Day"),
)
PROJECTABLE: Final = range(1950, 2101)
_NEW_YEAR_IN_DECEMBER: Final = 29  # 2007-12-29 and 2018-12-29 were moved by the *next* year's notice


class Origin(StrEnum):
    """Who says that a day is off or on."""

    STATE_COUNCIL = "state_council"
    COUNTY = "county"
    PROJECTED = "projected"


class BadgeKind(StrEnum):
    """What the small square beside a day says: 休 or 班."""

    OFF = "off"
    WORK = "work"


class Badge(NamedTuple):
    """The square beside a day, and whose rule it is (the county's has a dashed border)."""

    kind: BadgeKind
    origin: Origin


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day that differs from the plain week.

    Attributes:
        is_workday: True for a make-up Saturday, False for a day off.
        name: The holiday it belongs to: one of HOLIDAY_NAMES, or the county's own words.
        origin: A value of Origin.
    """

    day: date
    is_workday: bool
    name: str = ""
    origin: str = Origin.STATE_COUNCIL


class _Exceptions(NamedTuple):
    first_year: int
    last_year: int
    rest: list[int]  # ordinals of weekdays off
    work: list[int]  # ordinals of weekend days worked

    def count(self, ordinal: int) -> int:
        """Return the working days from the year 1 up to *ordinal*; ordinal 1 was a Monday."""
        weekdays = ordinal // 7 * 5 + min(ordinal % 7, 5)
        return weekdays + bisect_right(self.work, ordinal) - bisect_right(self.rest, ordinal)


class WorkCalendar:
    """Which days are worked, and arithmetic in working days. Make-up Saturdays count.

    Args:
        days: The days that differ from the plain week; the county's win over the State Council's.
        announced: Years whose holiday notice is known; every other year is projected and marked.
    """

    def __init__(self, days: Iterable[CalendarDay] = (), announced: Iterable[int] = ()) -> None:
        self.announced = frozenset(announced)
        given = sorted(days, key=lambda entry: entry.origin == Origin.COUNTY)  # stable: the county's come last
        self._given = {entry.day: entry for entry in given}
        self._days = dict(self._given)
        years = self.announced or {entry.day.year for entry in given}
        self._exceptions: _Exceptions | None = None
        if years:
            self._cover(min(years), max(years))

    def is_workday(self, day: date) -> bool:
        """Return whether the office works on *day*."""
        entry = self._entry(day)
        return day.weekday() < 5 if entry is None else entry.is_workday

    def is_announced(self, day: date) -> bool:
        """Return whether the holidays of the day's year are known, not projected."""
        return day.year in self.announced

    def is_settled(self, day: date) -> bool:
        """Return whether no notice still to come can change this day.

        The last three days of December are settled only by the next year's notice.
        """
        waits = (day.month, day.day) >= (12, _NEW_YEAR_IN_DECEMBER) and day.year + 1 not in self.announced
        return day.year in self.announced and not waits

    def first_unsettled(self, first: date, last: date) -> date | None:
        """Return the first day from *first* to *last*, both included, that a notice may still change."""
        for year in range(first.year, last.year + 1):
            start = date(year, 1, 1) if year not in self.announced else date(year, 12, _NEW_YEAR_IN_DECEMBER)
            start = max(start, first)
            if start.year == year and start <= last and not self.is_settled(start):
                return start
        return None

    def entry_of(self, day: date) -> CalendarDay | None:
        """Return what makes *day* differ from the plain week, if anything does."""
        return self._entry(day)

    def name_of(self, day: date) -> str:
        """Return the holiday that *day* belongs to, in the current language; empty if it is a plain day."""
        entry = self._entry(day)
        if entry is None or not entry.name:
            return ""
        if entry.is_workday and entry.origin == Origin.STATE_COUNCIL:
            return _("{holiday} make-up day").format(holiday=_(entry.name))
        return _(entry.name)

    def badge_of(self, day: date) -> Badge | None:
        """Return the 休 or 班 square of *day*, if it has one."""
        entry = self._entry(day)
        if entry is None:
            return None
        return Badge(BadgeKind.WORK if entry.is_workday else BadgeKind.OFF, Origin(entry.origin))

    def add_workdays(self, start: date, count: int) -> date:
        """Return the date *count* working days after *start*.

        *start* itself is never counted: one working day after a Friday is the
        Monday. A count of zero rolls a day off forward to the next working day.

        Raises:
            ValueError: *count* is negative. Deadlines never run backwards.
        """
        if count < 0:
            raise ValueError(count)
        if count == 0 and self.is_workday(start):
            return start
        return self._nth_after(start, max(count, 1))

    def workdays_between(self, after: date, upto: date) -> int:
        """Return the working days in (after, upto]; negative if *upto* lies before *after*."""
        exceptions = self._cover(min(after, upto).year, max(after, upto).year)
        return exceptions.count(upto.toordinal()) - exceptions.count(after.toordinal())

    def next_workday(self, day: date) -> date:
        """Return the first working day after *day*."""
        return self._nth_after(day, 1)

    def previous_workday(self, day: date) -> date:
        """Return the last working day before *day*."""
        found = day - timedelta(1)
        while not self.is_workday(found):
            found -= timedelta(1)
        return found

    def workday_from(self, day: date) -> date:
        """Return *day*, or the next working day if it is off."""
        return day if self.is_workday(day) else self.next_workday(day)

    def workday_upto(self, day: date) -> date:
        """Return *day*, or the previous working day if it is off."""
        return day if self.is_workday(day) else self.previous_workday(day)

    def _nth_after(self, start: date, count: int) -> date:
        low = start.toordinal()
        high = low + count * 7 // 5 + 15  # no rest is longer than the spring's
        while self.workdays_between(start, date.fromordinal(high)) < count:
            high += 15
        exceptions = self._cover(start.year, date.fromordinal(high).year)
        wanted = exceptions.count(low) + count
        while high - low > 1:
            middle = (low + high) // 2
            if exceptions.count(middle) < wanted:
                low = middle
            else:
                high = middle
        return date.fromordinal(high)

    def _entry(self, day: date) -> CalendarDay | None:
        self._cover(day.year, day.year)
        return self._days.get(day)

    def _cover(self, first_year: int, last_year: int) -> _Exceptions:
        """Return the exceptions of at least these years, projecting what is not announced."""
        known = self._exceptions
        if known is not None and known.first_year <= first_year and last_year <= known.last_year:
            return known
        if known is not None:
            first_year, last_year = min(first_year, known.first_year), max(last_year, known.last_year)
        days = dict(self._given)
        for year in range(max(first_year, PROJECTABLE.start), min(last_year + 1, PROJECTABLE.stop)):
            if year not in self.announced:
                for entry in statutory_days(year):
                    days.setdefault(entry.day, entry)
        rest = sorted(day.toordinal() for day, entry in days.items() if not entry.is_workday and day.weekday() < 5)
        work = sorted(day.toordinal() for day, entry in days.items() if entry.is_workday and day.weekday() >= 5)
        self._days = days
        self._exceptions = _Exceptions(first_year, last_year, rest, work)
        return self._exceptions


@cache
def statutory_days(year: int) -> tuple[CalendarDay, ...]:
    """Return the 13 statutory days of *year* as projected: no bridge days, no make-up days.

    New Year 1, Spring Festival 4 (from New Year's Eve), Tomb-sweeping 1, Labour 2, Dragon Boat 1,
    Mid-autumn 1, National 3: 全国年节及纪念日放假办法 as amended, in force since 2025-01-01.
    """
    spring = solar_of(year, 1, 1)
    found: dict[date, str] = {date(year, 1, 1): "New Year's Day"}
    if spring is not None:
        found |= {spring + timedelta(n): "Spring Festival" for n in (-1, 0, 1, 2)}
    movable = (
        (solar_term_day(year, 6), "Tomb-sweeping Day"),
        (solar_of(year, 5, 5), "Dragon Boat Festival"),
        (solar_of(year, 8, 15), "Mid-autumn Festival"),
    )
    found |= {date(year, 5, day): "Labour Day" for day in (1, 2)}
    found |= {date(year, 10, day): "National Day" for day in (1, 2, 3)}
    found |= {day: name for day, name in movable if day is not None}
    return tuple(
        CalendarDay(day, is_workday=False, name=name, origin=Origin.PROJECTED) for day, name in sorted(found.items())
    )


@cache
def shipped_calendar_days() -> tuple[tuple[CalendarDay, ...], frozenset[int]]:
    """Return the days of every shipped year table, and those years; read once."""
    paths = sorted(resource("holidays").glob("[0-9][0-9][0-9][0-9].json"))
    days = tuple(
        CalendarDay(date.fromisoformat(entry["day"]), entry["work"], entry["key"])
        for path in paths
        for entry in json.loads(path.read_text(encoding="utf-8"))["days"]
    )
    return days, frozenset(int(path.stem) for path in paths)


def work_calendar(extra: Iterable[CalendarDay] = (), announced: Iterable[int] = ()) -> WorkCalendar:
    """Return the shipped calendar, with the office's own days and newly announced years on top.

    Args:
        extra: Days from Settings: the county's own, or the State Council's for a year not shipped.
        announced: Years that *extra* makes complete; they replace the shipped table of that year.
    """
    days, years = shipped_calendar_days()
    replaced = frozenset(announced)
    return WorkCalendar((*(day for day in days if day.day.year not in replaced), *extra), years | replaced)
