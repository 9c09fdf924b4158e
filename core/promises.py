"""Words spoken on site (现场表态): a dated promise, which stands until it is kept or dropped with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.i18n import N_, _, day_text, ngettext


class PromiseState(StrEnum):
    """How a promise stands."""

    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    KEPT = "kept"
    DROPPED = "dropped"


PROMISE_STATE_NAMES: Final = {
    PromiseState.OPEN: N_("Still to be kept"),
    PromiseState.DUE_SOON: N_("Due soon"),
    PromiseState.OVERDUE: N_("Not kept in time"),
    PromiseState.KEPT: N_("Kept"),
    PromiseState.DROPPED: N_("Dropped"),
}
STANDING: Final = frozenset({PromiseState.OPEN, PromiseState.DUE_SOON, PromiseState.OVERDUE})


@dataclass(slots=True)
class PromiseDraft:
    """A promise under edit.

    Attributes:
        uid: Made by the client once per row, so that saving twice makes one promise.
        leader_id: Who gave it; None takes the visit's leader.
        issue_uid: The issue it is about, where there is one.
    """

    uid: str
    text: str = ""
    due: date | None = None
    leader_id: int | None = None
    issue_uid: str = ""
    id: int | None = None


@dataclass(slots=True)
class PromiseCheck:
    """What became of an earlier promise, as found on a later visit."""

    id: int
    kept_on: date | None = None
    outcome: str = ""


def promise_state(
    due: date | None,
    kept_on: date | None,
    dropped_on: date | None,
    *,
    today: date,
    calendar: WorkCalendar,
    soon: int,
) -> PromiseState:
    """Return how a promise stands on *today*; with *soon* or fewer working days left it is due soon."""
    if kept_on is not None:
        return PromiseState.KEPT
    if dropped_on is not None:
        return PromiseState.DROPPED
    if due is None:
        return PromiseState.OPEN
    if due < today:
        return PromiseState.OVERDUE
    return PromiseState.DUE_SOON if calendar.workdays_between(today, due) <= soon else PromiseState.OPEN


def standing_text(due: date | None, *, today: date, calendar: WorkCalendar) -> str:
    """Return when a promise that still stands is due, and how late it is."""
    if due is None:
        return _("no date given")
    if due >= today:
        return _("due {day}").format(day=day_text(due, year=due.year != today.year))
    late = calendar.workdays_between(due, today)
    said = ngettext("{n} working day over", "{n} working days over", late).format(n=late)
    return _("was due {day}, {late}").format(day=day_text(due, year=due.year != today.year), late=said)
