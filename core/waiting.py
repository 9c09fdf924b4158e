"""How long a township has waited on each day of a stretch: the tint of the board by township."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import IntEnum


class Heat(IntEnum):
    """How warm a cell is: half of the agreed days, three quarters of them, more than them."""

    NONE = 0
    HALF = 1
    MOST = 2
    PAST = 3


def days_waited(
    first: date, last: date, *, before: date | None, visited: Collection[date]
) -> Mapping[date, int | None]:
    """Return the days since the last visit on each day from *first* to *last*; a visit counts from the day after.

    Args:
        first: The stretch's first day.
        last: Its last day.
        before: The last visit before the stretch; None where nobody ever went there.
        visited: The days of visits within the stretch.
    """
    found: dict[date, int | None] = {}
    day = first
    while day <= last:
        found[day] = None if before is None else (day - before).days
        before = day if day in visited else before
        day += timedelta(1)
    return found


def warm_from(limit: int) -> tuple[int, int]:
    """Return the days from which a wait is warm, and from which it is warmer."""
    return -(-limit // 2), -(-limit * 3 // 4)


def heat_of(days: int | None, limit: int) -> Heat:
    """Return how warm a wait of *days* is; never visited is past every limit. Nothing is asked by a limit of 0."""
    if limit <= 0:
        return Heat.NONE
    if days is None or days > limit:
        return Heat.PAST
    warm, warmer = warm_from(limit)
    return Heat.MOST if days >= warmer else Heat.HALF if days >= warm else Heat.NONE
