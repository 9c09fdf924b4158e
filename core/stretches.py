"""Stretches of days that offices publish and look at: a month, a quarter, or any days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_EARLIEST, _LATEST = date(1950, 1, 1), date(2100, 12, 31)
_MONTHS: Final = {"month": 1, "quarter": 3}


class StretchKind(StrEnum):
    """How long a stretch is."""

    MONTH = "month"
    QUARTER = "quarter"
    ANY = "any"


def stretch_around(day: date, kind: StretchKind) -> tuple[date, date]:
    """Return first and last day of the month or quarter that *day* lies in; ANY is the day's month."""
    months = _MONTHS.get(kind, 1)
    first = date(day.year, day.month - (day.month - 1) % months, 1)
    return first, _month_end(first, months)


def kind_of(first: date, last: date) -> StretchKind:
    """Return whether the days from *first* to *last* are a month, a quarter, or neither."""
    kinds = (kind for kind in (StretchKind.MONTH, StretchKind.QUARTER) if stretch_around(first, kind) == (first, last))
    return next(kinds, StretchKind.ANY)


def turned(first: date, last: date, kind: StretchKind, by: int) -> tuple[date, date]:
    """Return the stretch of the same length *by* stretches on; where no office plans, it stays."""
    if kind is StretchKind.ANY:
        long = timedelta((last - first).days + 1) * by
        moved = (first + long, last + long)
    else:
        months = first.year * 12 + first.month - 1 + by * _MONTHS[kind]
        if not _EARLIEST.year * 12 <= months < (_LATEST.year + 1) * 12:
            return first, last
        moved = stretch_around(date(months // 12, months % 12 + 1, 1), kind)
    return moved if moved[0] >= _EARLIEST and moved[1] <= _LATEST else (first, last)


def _month_end(first: date, months: int) -> date:
    month = first.month + months - 1
    return date(first.year, month, monthrange(first.year, month)[1])
