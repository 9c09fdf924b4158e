"""The office's reception days (接访日), from its own words: 每月15日, 每周四, 每月第二个星期三, 2026年11月25日.

A further wording is one pattern and its function in _CLAUSES.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from core.calendar.workdays import WorkCalendar

_WEEKDAYS: Final = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
_NUMBERS: Final = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}
_Days = Callable[["re.Match[str]", date], Iterator[date]]


def reception_days(rule: str, first: date, last: date, calendar: WorkCalendar) -> frozenset[date]:
    """Return the reception days from *first* to *last*, both included.

    A day of the month that is off moves to the next working day (遇节假日顺延); a weekday that is
    off is left out; a date written in full stands as written.
    """
    found: set[date] = set()
    start = first - timedelta(14)  # a day before the window may roll into it
    for pattern, days, rolls in _CLAUSES:
        for match in pattern.finditer(rule):
            for day in _each_month(days, match, start, last):
                found.add(calendar.workday_from(day) if rolls else day)
    weekdays = {
        _WEEKDAYS[sign] for match in _WEEKLY.finditer(rule) for sign in re.findall("[一二三四五六日天]", match[1])
    }
    day = first
    while weekdays and day <= last:
        if day.weekday() in weekdays and calendar.is_workday(day):
            found.add(day)
        day += timedelta(1)
    return frozenset(day for day in found if first <= day <= last)


def understands(rule: str) -> bool:
    """Return whether *rule* says anything that can be put on the calendar."""
    return any(pattern.search(rule) for pattern, _days, _rolls in _CLAUSES) or bool(_WEEKLY.search(rule))


def _each_month(days: _Days, match: re.Match[str], start: date, last: date) -> Iterator[date]:
    month = start.replace(day=1)
    while month <= last:
        yield from days(match, month)
        month = (month + timedelta(31)).replace(day=1)


def _of_month(match: re.Match[str], month: date) -> Iterator[date]:
    for text in re.findall(r"\d+", match[1]):
        if 1 <= int(text) <= monthrange(month.year, month.month)[1]:
            yield month.replace(day=int(text))


def _nth_weekday(match: re.Match[str], month: date) -> Iterator[date]:
    weekday = _WEEKDAYS[match[2]]
    start = month + timedelta((weekday - month.weekday()) % 7)
    days = [day for day in (start + timedelta(7 * n) for n in range(5)) if day.month == month.month]
    if match[1].startswith("最后"):
        yield days[-1]
        return
    for sign in re.findall("[一二三四五]", match[1]):
        if _NUMBERS[sign] <= len(days):
            yield days[_NUMBERS[sign] - 1]


def _written(match: re.Match[str], month: date) -> Iterator[date]:
    year, number, day = (int(part) for part in match.groups())
    if (year, number) == (month.year, month.month) and 1 <= day <= monthrange(year, number)[1]:
        yield month.replace(day=day)


_WEEKLY: Final = re.compile(r"每(?:周|星期)((?:[、，,和]?(?:周|星期)?[一二三四五六日天])+)")
_CLAUSES: Final[tuple[tuple[re.Pattern[str], _Days, bool], ...]] = (
    (re.compile(r"每月((?:[、，,和]?\d{1,2}[日号]?)+)"), _of_month, True),
    (
        re.compile(r"每月(第[一二三四五](?:[、，,和]第?[一二三四五])*个?|最后一?个?)(?:周|星期)([一二三四五六日天])"),
        _nth_weekday,
        True,
    ),
    (re.compile(r"(\d{4})[-年./](\d{1,2})[-月./](\d{1,2})"), _written, False),
)
