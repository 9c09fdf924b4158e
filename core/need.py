"""How much a township needs a visit (该去指数): a plain sum, every addend of it named.

Screen, list of requests, joint trip finder, planner and headless all show this very number (features.md L1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.i18n import _, day_text, ngettext

NEVER_VISITED: Final = 20
AN_INTERVAL: Final = 10
"""Points for each whole interval since the last visit; parts count in proportion."""
MOST_FOR_WAITING: Final = 30
AN_OVERDUE_ISSUE: Final = 3
MOST_FOR_ISSUES: Final = 30
A_BROKEN_PROMISE: Final = 5
MOST_FOR_PROMISES: Final = 20
"""A promise that was not kept weighs more than an ordinary issue."""
A_PROMISE_DUE: Final = 2
MOST_FOR_PROMISES_DUE: Final = 10
A_NEW_ISSUE: Final = 1
MOST_FOR_NEW_ISSUES: Final = 10
NEW_WITHIN: Final = 30
"""Natural days in which an issue counts as newly raised; an overdue one weighs as such and not once more."""
DAYS_FOR_A_POINT: Final = 3
MOST_ON_THE_LIST: Final = 20
LATEST_DAY_PAST: Final = 20
LATEST_DAY_NEAR: Final = ((5, 15), (10, 8))
"""Working days left up to the latest day, and what they weigh."""
MISSED: Final = 10


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What the need of a township depends on.

    Attributes:
        days_since_visit: Natural days since the last visit that took place; None if there was none.
        interval: Natural days within which it is to be visited.
        broken_promises: Promises given there whose date has passed.
        promises_due: Promises given there whose date is near.
        new_issues: Open issues raised there in the last `NEW_WITHIN` days that are not overdue.
        waiting_days: Natural days since somebody asked for a visit.
        last_day: The latest day that suits, where one was said.
        missed: A visit there was planned and missed.
    """

    days_since_visit: int | None
    interval: int
    overdue_issues: int = 0
    broken_promises: int = 0
    promises_due: int = 0
    new_issues: int = 0
    waiting_days: int = 0
    last_day: date | None = None
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Addend:
    """One part of the sum; `key` names it in the headless output and never changes."""

    key: str
    points: int
    text: str

    @property
    def sentence(self) -> str:
        """The reason with its points."""
        return _("{reason} (+{points})").format(reason=self.text, points=self.points)


def need_of(facts: NeedFacts, *, today: date, calendar: WorkCalendar) -> list[Addend]:
    """Return what adds up to the need, the greatest part first; what adds nothing is left out."""
    found = [addend for addend in _addends(facts, today, calendar) if addend.points > 0]
    return sorted(found, key=lambda addend: -addend.points)


def total(addends: Iterable[Addend]) -> int:
    """Return the sum."""
    return sum(addend.points for addend in addends)


def _addends(facts: NeedFacts, today: date, calendar: WorkCalendar) -> Iterator[Addend]:
    yield _since_visit(facts)
    n = facts.overdue_issues
    said = ngettext("{n} overdue issue there", "{n} overdue issues there", n).format(n=n)
    yield Addend("overdue_issues", min(n * AN_OVERDUE_ISSUE, MOST_FOR_ISSUES), said)
    n = facts.broken_promises
    said = ngettext("{n} promise not kept there", "{n} promises not kept there", n).format(n=n)
    yield Addend("broken_promises", min(n * A_BROKEN_PROMISE, MOST_FOR_PROMISES), said)
    n = facts.promises_due
    said = ngettext("{n} promise due soon there", "{n} promises due soon there", n).format(n=n)
    yield Addend("promises_due", min(n * A_PROMISE_DUE, MOST_FOR_PROMISES_DUE), said)
    n = facts.new_issues
    said = ngettext("{n} issue newly raised there", "{n} issues newly raised there", n).format(n=n)
    yield Addend("new_issues", min(n * A_NEW_ISSUE, MOST_FOR_NEW_ISSUES), said)
    yield from _asked_for(facts, today, calendar)


def _asked_for(facts: NeedFacts, today: date, calendar: WorkCalendar) -> Iterator[Addend]:
    """Yield what a single request for a visit adds."""
    n = max(facts.waiting_days, 0)
    said = ngettext("{n} day on the list", "{n} days on the list", n).format(n=n)
    yield Addend("waiting", min(n // DAYS_FOR_A_POINT, MOST_ON_THE_LIST), said)
    if facts.last_day is not None:
        yield _latest_day(facts.last_day, today, calendar)
    if facts.missed:
        yield Addend("missed", MISSED, _("A visit there was missed"))


def _since_visit(facts: NeedFacts) -> Addend:
    days = facts.days_since_visit
    if days is None:
        return Addend("since_visit", NEVER_VISITED, _("Never visited so far"))
    points = min(max(days, 0) * AN_INTERVAL // max(facts.interval, 1), MOST_FOR_WAITING)
    said = ngettext(
        "{n} day since the last visit, one every {interval} days is promised",
        "{n} days since the last visit, one every {interval} days is promised",
        days,
    )
    return Addend("since_visit", points, said.format(n=days, interval=facts.interval))


def _latest_day(last: date, today: date, calendar: WorkCalendar) -> Addend:
    if last < today:
        return Addend("latest_day", LATEST_DAY_PAST, _("The latest day, {day}, is past").format(day=day_text(last)))
    left = calendar.workdays_between(today, last)
    points = next((points for days, points in LATEST_DAY_NEAR if left <= days), 0)
    return Addend("latest_day", points, _("The latest day, {day}, is near").format(day=day_text(last)))
