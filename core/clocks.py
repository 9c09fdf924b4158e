"""The clocks of an issue: which preset applies, how a term is counted again, what starts and what meets a clock.

One function counts: `recount`, for the due date of an issue and for its further clocks alike. A further clock that
starts or is met by a move is one entry in STARTED_BY or MET_BY.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Protocol, TypeVar

from core.calendar.workdays import WorkCalendar
from core.chain import ClockKind, IssueTrack, PauseKind
from core.deadline_rules import CountsFrom, Roll, Unit
from core.deadlines import LONGEST_LIMIT, Deadline, Extension, Pause, Step, due_date, stated_deadline
from core.issues import SourceChannel

STATED: Final = frozenset({"stated", "stated_here", "stated_differs"})
"""Steps that tell of a date which the office wrote itself."""

ANCHORS: Final = frozenset({"reopened", "held"})
"""Steps after which a date stands as written; pauses and extensions count on from there."""

STARTED_BY: Final[Mapping[str, tuple[ClockKind, ...]]] = {
    "register": (ClockKind.ACCEPT, ClockKind.INFORM, ClockKind.REPLY),
    "assign": (ClockKind.PROGRESS,),
    "receive": (ClockKind.OBJECTION,),
    "reply": (ClockKind.REVIEW_APPLY,),
    "notice": (ClockKind.PROGRESS,),
}
"""Clocks that begin with a move, where a preset asks for them."""

MET_BY: Final[Mapping[str, tuple[ClockKind, ...]]] = {
    "accept": (ClockKind.ACCEPT,),
    "assign": (ClockKind.ACCEPT,),
    "object": (ClockKind.OBJECTION,),
    "progress": (ClockKind.PROGRESS, ClockKind.OBJECTION),
    "feedback": (ClockKind.PROGRESS, ClockKind.OBJECTION),
    "reply": (ClockKind.REPLY,),
}
"""Clocks that end with a move; the others are ticked off by hand. A unit that works on it does not object any more."""

FOLLOWED_BY: Final[Mapping[ClockKind, ClockKind]] = {
    ClockKind.REVIEW_APPLY: ClockKind.REVIEW,
    ClockKind.REVIEW: ClockKind.RE_REVIEW_APPLY,
    ClockKind.RE_REVIEW_APPLY: ClockKind.RE_REVIEW,
}
"""Meeting the one starts the other: asked for review, opinion given, asked for re-examination, opinion given."""

REVIEWS: Final = frozenset(FOLLOWED_BY) | {ClockKind.RE_REVIEW}
"""Clocks that run on after an issue is closed."""


class Preset(Protocol):
    """A line that says which limit applies; None means any."""

    @property
    def kind(self) -> ClockKind: ...
    @property
    def track(self) -> IssueTrack | None: ...
    @property
    def category(self) -> str | None: ...
    @property
    def channel(self) -> SourceChannel | None: ...


P = TypeVar("P", bound=Preset)


@dataclass(frozen=True, slots=True)
class ClockPause:
    """Days in which clocks stand still, both included; `ends` is None while nobody has ended it."""

    starts: date
    ends: date | None
    kind: PauseKind = PauseKind.OTHER
    reason: str = ""

    def until(self, today: date) -> Pause | None:
        """Return the days that count as of *today*; None where it has not begun and has no end yet."""
        last = self.ends if self.ends is not None else today
        return Pause(self.starts, last, self.reason) if last >= self.starts else None

    def covers(self, day: date) -> bool:
        """Return whether clocks stand still on *day*."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class ClockTerm:
    """What a clock is counted from.

    Attributes:
        start: The day of the event; not counted itself.
        counts_from: The event; None says only "from".
        pausable: Whether pauses stop it at all.
        stated_due: A date that the office wrote itself; nothing is counted up to it.
        awaits: The event that the rule counts from, while nobody has written it down.
        told: Stored steps that stand before what is counted: the date as stated, reopened or held.
        told_on: Pauses up to this day are in *stated_due* already.
        told_pauses: Pauses, from and to, that are in *stated_due* although they reach beyond.
        by: What gave the limit: rule, category, office or typed.
    """

    start: date
    amount: int
    unit: Unit
    roll: Roll = Roll.NEXT
    counts_from: CountsFrom | None = None
    pausable: bool = True
    stated_due: date | None = None
    awaits: CountsFrom | None = None
    told: tuple[Step, ...] = ()
    told_on: date | None = None
    told_pauses: tuple[tuple[date, date], ...] = ()
    by: str = ""


def recount(
    term: ClockTerm,
    calendar: WorkCalendar,
    *,
    pauses: Iterable[ClockPause] = (),
    extensions: Sequence[Extension] = (),
    today: date,
) -> Deadline:
    """Return where *term* ends as of *today*, and every step that leads there.

    Pauses without an end count up to *today*. A date written in an extension stands as written.

    Raises:
        LimitOutOfRange: no office gives so many days.
    """
    standing = [pause.until(today) for pause in pauses] if term.pausable else []
    stood = [pause for pause in standing if pause is not None]
    if term.stated_due is not None:
        return _from_stated(term, term.stated_due, calendar, stood, extensions)
    counted = _counted(term, calendar, stood, extensions, term.roll)
    if extensions and extensions[-1].until is not None and counted.due != extensions[-1].until:
        as_written = _counted(term, calendar, stood, extensions, Roll.NONE)
        counted = as_written if as_written.due == extensions[-1].until else counted
    steps = list(counted.steps)
    if term.by:
        steps[0] = replace(steps[0], facts={**steps[0].facts, "by": term.by})
    if term.awaits is not None:
        steps.insert(2, Step("awaited", steps[1].day, 0, _awaited(term)))
    return replace(counted, steps=tuple(steps))


def preset_for(
    presets: Iterable[P],
    kind: ClockKind,
    *,
    track: IssueTrack,
    category: str | None,
    channel: SourceChannel,
) -> P | None:
    """Return the line that applies: most conditions first; then petitions, categories, channels; then the upper one.

    Args:
        presets: In the office's order.
        kind: Of the clock asked for.
        track: Of the issue.
        category: Of the issue.
        channel: It came by.
    """
    fitting = [
        each
        for each in presets
        if each.kind is kind
        and each.track in {None, track}
        and each.category in {None, category}
        and each.channel in {None, channel}
    ]
    return max(fitting, key=_narrowness, default=None)  # max keeps the first of equals


def press_by(due: date, steps: Iterable[Step], calendar: WorkCalendar) -> date:
    """Return the last working day not after the unrolled end: warn by it, judge by *due*."""
    rolled = next((step for step in reversed(list(steps)) if step.key == "roll_next" and step.day == due), None)
    return calendar.workday_upto(date.fromisoformat(rolled.facts["from_day"]) if rolled is not None else due)


def told_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps up to the last date that was written, not counted; empty where everything was counted."""
    last = max((place for place, step in enumerate(steps) if _is_written(step)), default=-1)
    return tuple(steps[: last + 1])


def _is_written(step: Step) -> bool:
    """Return whether *step* is a date as somebody wrote it; before 0003 a reopening left a date nobody approved."""
    if step.key == "extension_until":
        return "approver" in step.facts and not (step.facts["approver"] or step.facts.get("number"))
    return step.key in STATED | ANCHORS


def anchored(term: ClockTerm, steps: Sequence[Step]) -> ClockTerm:
    """Return *term* as it goes on from a date that was written: stated, reopened or held; *steps* as stored.

    The pauses that a written date holds already are those up to the day on which it was written (`granted`), those
    told of before it, and those that its step names (`stood`).
    """
    told = told_steps(steps)
    if not told:
        return term
    anchor = told[-1]
    if anchor.key == "stated_differs":
        anchor = told[-2]
    set_on = date.fromisoformat(anchor.facts["granted"]) if "granted" in anchor.facts else None
    stood = [*pauses_in(told), *anchor.facts.get("stood", ())]
    pauses = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in stood)
    return replace(term, stated_due=anchor.day, told=told, told_on=set_on, told_pauses=pauses)


def pauses_in(steps: Iterable[Step]) -> list[tuple[str, str]]:
    """Return from and to of the pauses that *steps* tell of."""
    return [(step.facts["first"], step.facts["last"]) for step in steps if step.key == "pause"]


def _awaited(term: ClockTerm) -> dict[str, str]:
    return {"event": str(term.awaits), "start": term.start.isoformat()}


def _counted(
    term: ClockTerm, calendar: WorkCalendar, pauses: Iterable[Pause], extensions: Iterable[Extension], roll: Roll
) -> Deadline:
    return due_date(
        term.start, term.amount, term.unit, calendar, roll,
        pauses=pauses, extensions=extensions, counts_from=term.counts_from,
    )  # fmt: skip


def _from_stated(
    term: ClockTerm, stated: date, calendar: WorkCalendar, pauses: list[Pause], extensions: Sequence[Extension]
) -> Deadline:
    """Count on from a date that was written: pauses and extensions move it, by natural days and as they are."""
    further = [left for pause in pauses for left in _not_told(pause, term)]
    first = min([term.start, *(pause.first - timedelta(1) for pause in further)])
    start = max(min(first, stated - timedelta(1)), stated - timedelta(LONGEST_LIMIT))
    counted = due_date(
        start, (stated - start).days, Unit.NATURAL, calendar, Roll.NONE, pauses=further, extensions=extensions
    )
    told = term.told or stated_deadline(stated, calendar, by_hand=True).steps[:1]
    return replace(counted, steps=(*told, *counted.steps[2:]))


def _not_told(pause: Pause, term: ClockTerm) -> list[Pause]:
    """Return the parts of *pause* that the stated date does not hold yet."""
    first = pause.first if term.told_on is None else max(pause.first, term.told_on + timedelta(1))
    parts: list[Pause] = []
    day = first
    while day <= pause.last:
        held = next((last for start, last in term.told_pauses if start <= day <= last), None)
        if held is not None:
            day = held + timedelta(1)
            continue
        stops = [start for start, _last in term.told_pauses if day < start <= pause.last]
        last = min(stops) - timedelta(1) if stops else pause.last
        parts.append(Pause(day, last, pause.reason))
        day = last + timedelta(1)
    return parts


def _narrowness(preset: Preset) -> tuple[int, bool, bool, bool]:
    given = (preset.track is not None, preset.category is not None, preset.channel is not None)
    by_law = preset.track not in {None, IssueTrack.ONSITE}
    return sum(given), by_law, *given[1:]
