"""The periods that a plan is made for, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.errors import LastBeforeFirst
from core.i18n import N_, _
from core.planner_errors import PlanIsPast, PlanTooLong
from core.reports import Span, period_of

LONGEST: Final = 400
FREE: Final = "free"


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """A stretch to plan; `key` is one of the ready ones, or FREE."""

    key: str
    first: date
    last: date


NAMES: Final = {"month": N_("Next month"), "quarter": N_("Next quarter"), "year": N_("Next year")}


def ready_periods(today: date) -> tuple[PlanPeriod, ...]:
    """Return next month with the days before it in its first week, next quarter, next year."""
    month = (today.replace(day=1) + timedelta(32)).replace(day=1)
    spans = (("month", Span.MONTH), ("quarter", Span.QUARTER), ("year", Span.YEAR))
    found = []
    for key, span in spans:
        end = period_of(span, today).last if span is not Span.MONTH else month - timedelta(1)
        period = period_of(span, end + timedelta(1))
        first = period.first
        if span is Span.MONTH:
            first = max(first - timedelta(first.weekday()), today + timedelta(1))
        found.append(PlanPeriod(key, first, period.last))
    return tuple(found)


def checked(first: date, last: date, today: date) -> PlanPeriod:
    """Return a period that somebody typed.

    Raises:
        LastBeforeFirst: it ends before it begins.
        PlanIsPast: it is over.
        PlanTooLong: nobody plans so far.
    """
    if last < first:
        raise LastBeforeFirst(first=first, last=last)
    if last <= today:
        raise PlanIsPast(last=last)
    if (last - first).days >= LONGEST:
        raise PlanTooLong(limit=LONGEST)
    return PlanPeriod(FREE, first, last)


def period_name(key: str) -> str:
    """Return the name of a ready period."""
    return _(NAMES[key])
