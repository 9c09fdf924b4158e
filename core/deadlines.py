"""Due dates: a rule, a start, pauses and extensions give a date AND the numbered steps that lead to it.

Counting follows Civil Code Art. 200-203: the start day is not counted, the term ends on its last day,
and a last day that is off moves on (as the office's roll policy says). 日 are natural days, holidays
included; only 工作日 are working days, in which make-up Saturdays count. Overdue is judged by the rolled
date, warned about from the earlier one (`warn_on`). See domain.md 1.1 and 1.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.calendar.workdays import Origin, WorkCalendar
from core.deadline_rules import (
    COUNTS_FROM_NAMES,
    PRESETS,
    ROLL_NAMES,
    UNIT_NAMES,
    CountsFrom,
    DeadlineRule,
    Roll,
    Unit,
)
from core.deadline_steps import (
    COUNTY_DAY,
    WEEKEND,
    Step,
    step_from_json,
    step_text,
    steps_from_json,
    steps_text,
    steps_to_json,
)
from core.errors import LimitOutOfRange
from core.i18n import _, ngettext

__all__ = [
    "COUNTS_FROM_NAMES",
    "PRESETS",
    "ROLL_NAMES",
    "UNIT_NAMES",
    "CountsFrom",
    "Deadline",
    "DeadlineRule",
    "Extension",
    "Lateness",
    "Pause",
    "Roll",
    "Step",
    "Timeliness",
    "Unit",
    "due_date",
    "state_of",
    "stated_deadline",
    "step_from_json",
    "step_text",
    "steps_from_json",
    "steps_text",
    "steps_to_json",
    "timeliness_text",
]

LONGEST_LIMIT: Final = 3660
SOON: Final = 3


@dataclass(frozen=True, slots=True)
class Pause:
    """Days in which the clock stands still (hearing, returned, waiting for papers), both included.

    Args:
        last: For a pause still running, the caller passes `today`.
    """

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """More time: so many days from the end of the term so far, or until a stated date.

    Attributes:
        until: Wins over *amount*.
        granted_on: A date after the term ended marks the extension as late.
    """

    amount: int = 0
    unit: Unit = Unit.NATURAL
    until: date | None = None
    approver: str = ""
    number: str = ""
    reason: str = ""
    granted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date with its biography.

    Attributes:
        due: Overdue from the day after.
        steps: Their days, added to the start, give `due`.
        provisional: Reaches into days whose holidays are not announced yet.
        warn_on: Press by this day: the last working day not after the unrolled end of the term.
    """

    due: date
    steps: tuple[Step, ...]
    provisional: bool
    warn_on: date


def due_date(
    start: date,
    amount: int,
    unit: Unit,
    calendar: WorkCalendar,
    roll: Roll = Roll.NEXT,
    *,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Extension] = (),
    counts_from: CountsFrom | None = None,
) -> Deadline:
    """Return when a limit of *amount* days from *start* ends, and why.

    *start* is the day of the event and is not counted; an amount of 0 ends on it. Pauses that begin
    while the term runs add their days, overlapping ones once; days off that the end rolls over still
    belong to the term. Extensions come in the order in which they were granted; each counts from the
    unrolled end, and is late only after the rolled one. A date written in an extension holds the pauses
    that had begun when it was granted; later ones add their days to it.

    Raises:
        LimitOutOfRange: *amount* of the limit or of an extension is below 0 or above 3,660.
    """
    term = _Term(start, unit, calendar, counts_from, roll)
    term.waiting = _merged(pauses)
    term.add(amount)
    for extension in extensions:
        term.pause_while_running(before=extension.granted_on if extension.until is not None else None)
        term.extend(extension)
    term.pause_while_running()
    return term.end()


def stated_deadline(
    day: date,
    calendar: WorkCalendar,
    *,
    by_hand: bool = False,
    note: str = "",
    counted: tuple[date, int, Unit] | None = None,
) -> Deadline:
    """Return a due date that the office wrote itself: taken as written, never rolled.

    It was set in this app (*by_hand*) or written in an imported ledger; *note* says where. *counted* is
    the start, amount and unit that stand beside the date: a remark says where they differ.
    """
    facts = {"note": note} if note else {}
    steps = [Step("stated_here" if by_hand else "stated", day, 0, facts)]
    if counted is not None:
        start, amount, unit = counted
        own = due_date(start, amount, unit, calendar, Roll.NONE).due
        if own != day:
            steps.append(
                Step(
                    "stated_differs",
                    day,
                    0,
                    {"start": start.isoformat(), "n": amount, "unit": str(unit), "counted": own.isoformat()},
                )
            )
    return _finished(day, day, steps, calendar, since=day)


class _Term:
    """A term while it is being counted."""

    def __init__(
        self, start: date, unit: Unit, calendar: WorkCalendar, counts_from: CountsFrom | None, roll: Roll
    ) -> None:
        self.start, self.unit, self.calendar, self.roll = start, unit, calendar, roll
        self.due = start
        self.waiting: list[Pause] = []  # pauses that the term has not reached
        self.counted_since: date | None = None  # from here on, holidays decide the date
        event = {} if counts_from is None else {"event": str(counts_from)}
        self.steps = [Step("start_event" if event else "start", start, 0, event)]

    def add(self, amount: int) -> None:
        """Run for *amount* days."""
        facts = {"n": amount, **self._move(amount, self.unit)}
        self._note(str(self.unit), facts)

    def extend(self, extension: Extension) -> None:
        """Run on, from the unrolled end."""
        ended = self.due
        approval = {"approver": extension.approver, "number": extension.number, "why": extension.reason}
        if extension.until is not None:
            self.due = extension.until
            self._note("extension_until", approval, since=ended)
        else:
            moved = self._move(extension.amount, extension.unit)
            facts = {"n": extension.amount, "unit": str(extension.unit), **approval, **moved}
            self.unit = extension.unit  # pauses within it are counted as it is
            self._note("extension", facts, since=ended)
        last = self.calendar.workday_from(ended) if self.roll is Roll.NEXT else ended
        if extension.granted_on is not None and extension.granted_on > last:
            self.steps.append(Step("extension_late", self.due, 0, {"granted": extension.granted_on.isoformat()}))

    def pause_while_running(self, *, before: date | None = None) -> None:
        """Add the days of the pauses that begin before the term ends, and before a day; keep the others waiting."""
        pauses, self.waiting = self.waiting, []
        for pause in pauses:
            begins = max(pause.first, self.start + timedelta(1))
            if begins > self.due or (before is not None and begins >= before):
                self.waiting.append(pause)
            elif pause.last > self.start:
                self._pause(pause)

    def _pause(self, pause: Pause) -> None:
        before = max(pause.first - timedelta(1), self.start)
        if self.unit is Unit.WORKING:
            stood = self.calendar.workdays_between(before, pause.last)
        else:
            stood = (pause.last - before).days
        since = self.due
        moved = self._move(stood, self.unit) if stood else {}
        if self.due <= pause.last:  # a stated end on a day off: nothing counted stood still, yet nothing is due within
            self.due = self.calendar.next_workday(pause.last)
        facts = {
            "first": pause.first.isoformat(),
            "last": pause.last.isoformat(),
            "reason": pause.reason,
            "n": stood,
            "unit": str(self.unit),
        }
        self._note("pause", facts | moved, since=since)

    def end(self) -> Deadline:
        """Roll the end as the policy says."""
        unrolled, roll = self.due, self.roll
        if roll is Roll.NEXT:
            self.due = self.calendar.workday_from(unrolled)
        elif roll is Roll.PREVIOUS:
            earlier = self.calendar.workday_upto(unrolled)
            self.due = earlier if earlier > self.start else unrolled  # never before the clock began
        if self.due != unrolled:
            facts = {"from_day": unrolled.isoformat(), "holiday": _holiday(self.calendar, unrolled)}
            self._note(f"roll_{roll}", facts, since=unrolled)
            self._pause_on_days_off(unrolled)
        # Natural days run through holidays, so only their end can still change.
        since = min(unrolled, self.due) if self.counted_since is None else self.counted_since
        done = _finished(self.due, unrolled, self.steps, self.calendar, since=since)
        return done if done.warn_on >= self.start else replace(done, warn_on=self.due)

    def _pause_on_days_off(self, unrolled: date) -> None:
        """Move an end that rolled onto or over a pause behind it: the last day was still to come (Art. 203)."""
        for pause in self.waiting:
            rolled = self.due
            if unrolled < pause.first <= rolled <= pause.last:
                self.due = self.calendar.next_workday(pause.last)
                facts = {"first": pause.first.isoformat(), "last": pause.last.isoformat(), "reason": pause.reason}
                stood = {"n": (self.due - rolled).days, "unit": str(Unit.NATURAL)}
                self._note("pause", facts | stood, since=rolled)

    def _move(self, amount: int, unit: Unit) -> dict[str, object]:
        """Move the end by *amount* days; return what counting them left out."""
        if not 0 <= amount <= LONGEST_LIMIT:
            raise LimitOutOfRange(days=amount)
        since = self.due
        if unit is Unit.NATURAL:
            self.due = since + timedelta(amount)
            return {}
        self.counted_since = self.counted_since or since
        self.due = self.calendar.add_workdays(since, amount) if amount else since
        return _left_out(self.calendar, since, self.due)

    def _note(self, key: str, facts: Mapping[str, object], *, since: date | None = None) -> None:
        moved = (self.due - (self.start if since is None else since)).days
        self.steps.append(Step(key, self.due, moved, facts))


def _finished(due: date, unrolled: date, steps: list[Step], calendar: WorkCalendar, *, since: date) -> Deadline:
    """Add the remarks on days off and unannounced years, and close the deadline."""
    warn_on = calendar.workday_upto(unrolled)
    if not calendar.is_workday(due):
        facts = {"holiday": _holiday(calendar, due), "warn_on": warn_on.isoformat()}
        steps.append(Step("rest_day", due, 0, facts))
    unsettled = calendar.first_unsettled(min(since, due), due)
    if unsettled is not None:
        year = unsettled.year if unsettled.year not in calendar.announced else unsettled.year + 1
        steps.append(Step("unannounced", due, 0, {"year": year}))
    return Deadline(due, tuple(steps), unsettled is not None, warn_on)


def _holiday(calendar: WorkCalendar, day: date) -> str:
    """Return the message id of why *day* is off."""
    entry = calendar.entry_of(day)
    if entry is None or entry.is_workday:
        return WEEKEND
    return entry.name or (COUNTY_DAY if entry.origin == Origin.COUNTY else WEEKEND)


def _left_out(calendar: WorkCalendar, after: date, upto: date) -> dict[str, object]:
    """Return the days off by name and the make-up days in (after, upto]."""
    skipped: dict[str, int] = {}
    made_up = []
    for number in range(1, (upto - after).days + 1):
        day = after + timedelta(number)
        if not calendar.is_workday(day):
            name = _holiday(calendar, day)
            skipped[name] = skipped.get(name, 0) + 1
        elif day.weekday() >= 5:
            made_up.append(day.isoformat())
    return ({"skipped": skipped} if skipped else {}) | ({"made_up": made_up} if made_up else {})


def _merged(pauses: Iterable[Pause]) -> list[Pause]:
    """Return *pauses* in order, overlapping ones as one."""
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda each: (each.first, each.last)):
        if merged and pause.first <= merged[-1].last:
            before = merged.pop()
            reason = before.reason if pause.reason in before.reason else f"{before.reason} {pause.reason}".strip()
            merged.append(Pause(before.first, max(before.last, pause.last), reason))
        else:
            merged.append(pause)
    return merged


class Lateness(StrEnum):
    """How an issue stands against its due date."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    IN_TIME = "in_time"
    CLOSED = "closed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Timeliness:
    """How an issue stands, and the working days late or left."""

    kind: Lateness
    working_days: int = 0


def state_of(due: date | None, today: date, calendar: WorkCalendar, *, is_open: bool, soon: int = SOON) -> Timeliness:
    """Return how an issue stands on *today*.

    Late days are the working days in (due, today], days left those in (today, due];
    with *soon* or fewer of them left, the due date counts as near.
    """
    if not is_open:
        return Timeliness(Lateness.CLOSED)
    if due is None:
        return Timeliness(Lateness.NONE)
    if due < today:
        return Timeliness(Lateness.LATE, calendar.workdays_between(due, today))
    if due == today:
        return Timeliness(Lateness.TODAY)
    left = calendar.workdays_between(today, due)
    return Timeliness(Lateness.SOON if left <= soon else Lateness.IN_TIME, left)


def timeliness_text(timeliness: Timeliness) -> str:
    """Return 超期 9 个工作日, 今天到期, 还有 2 个工作日, 已办结."""
    n = timeliness.working_days
    match timeliness.kind:
        case Lateness.CLOSED:
            return _("Closed")
        case Lateness.NONE:
            return _("No due date")
        case Lateness.TODAY:
            return _("Due today")
        case Lateness.LATE if n == 0:
            return _("Late since the days off")
        case Lateness.LATE:
            return ngettext("{n} working day late", "{n} working days late", n).format(n=n)
        case _ if n == 0:
            return _("Due on these days off")
        case _:
            return ngettext("{n} working day left", "{n} working days left", n).format(n=n)
