"""The plan of a visit's day: leave, arrive, stops, meal, return; what it takes, and what cannot be.

Times are reckoned in minutes of the day. A time that is about, or still to be decided, is never wrong
by itself; what follows from it is not held against the plan either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from core.clock import clock_text, parse_clock
from core.errors import NotATime
from core.i18n import N_, _, ngettext
from core.preparation import STOP_KIND_NAMES, Certainty, StopDraft, StopKind
from core.visits import Half

MORNING: Final = (time(8, 30), time(12))
AFTERNOON: Final = (time(14, 30), time(17, 30))
_DAY: Final = 24 * 60
_JOURNEYS: Final = frozenset({StopKind.LEAVE, StopKind.RETURN})
_TO: Final = re.compile(r"\s*(?:-{1,2}|[–—－~～〜至到]+)\s*")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """When one stop starts and ends; None where nobody can say.

    Attributes:
        minutes: What it takes; the journey for setting off and setting off back.
        fault: Why it cannot be, as a sentence; empty if it can.
    """

    starts: time | None
    ends: time | None
    minutes: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A plan reckoned through.

    Attributes:
        minutes: The sum that has to fit: on site where the visit has hours of its own, else with the journeys.
        available: What there is for it.
        journeys: Minutes on the road, there and back.
        faults: Every fault as a sentence, those of lines first.
    """

    lines: tuple[PlanLine, ...]
    minutes: int
    available: int
    journeys: int
    faults: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether the day can be like this."""
        return not self.faults

    @property
    def overrun(self) -> int:
        """Minutes more than there are."""
        return max(self.minutes - self.available, 0)


@dataclass(slots=True)
class _Leg:
    """One stop while it is reckoned; `firm` says that its times bind."""

    stop: StopDraft
    minutes: int
    start: int | None = None
    firm: bool = True

    @property
    def end(self) -> int | None:
        return None if self.start is None else self.start + self.minutes

    @property
    def exact(self) -> int | None:
        """The start, where somebody fixed it."""
        fixed = self.stop.certainty in {Certainty.EXACT, Certainty.HIDDEN} and self.stop.at is not None
        return self.start if fixed else None

    @property
    def name(self) -> str:
        return self.stop.what or self.stop.place or _(STOP_KIND_NAMES[self.stop.kind])


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the plan has to fit into; `own` says that the visit has hours of its own."""

    first: int
    last: int
    own: bool
    starts: int | None
    ends: int | None
    closing: int

    @property
    def available(self) -> int:
        return self.last - self.first


def office_hours(written: str, otherwise: tuple[time, time]) -> tuple[time, time]:
    """Return the hours that *written* says, such as 08:30-12:00; *otherwise* where it cannot be read."""
    parts = _TO.split(written.strip())
    if len(parts) != 2:
        return otherwise
    try:
        first, last = map(parse_clock, parts)
    except NotATime:
        return otherwise
    return (first, last) if first is not None and last is not None and first < last else otherwise


def hours_of(half: Half, *, morning: str, afternoon: str) -> tuple[time, time]:
    """Return the office hours of *half* from the two settings of that name."""
    early, late = office_hours(morning, MORNING), office_hours(afternoon, AFTERNOON)
    if half is Half.WHOLE_DAY:
        return (early[0], late[1]) if early[0] < late[1] else (MORNING[0], AFTERNOON[1])
    return early if half is Half.MORNING else late


def day_plan(
    stops: Sequence[StopDraft],
    *,
    half: Half,
    starts_at: time | None,
    ends_at: time | None,
    hours: tuple[time, time],
    journey: int | None,
) -> DayPlan:
    """Reckon a day plan through.

    Args:
        stops: In their order; a stop without time follows the one before.
        half: Names the stretch in the sentence of an overrun.
        starts_at: When the visit starts on site, where that is fixed; the journeys lie outside.
        ends_at: When it ends on site.
        hours: Office hours of the half; without hours of its own the whole trip has to fit into them.
        journey: Minutes from the seat to the township, None where nobody knows.
    """
    frame = _frame(starts_at, ends_at, hours)
    legs = [_Leg(stop, _takes(stop, journey)) for stop in stops]
    _reckon(legs, frame)
    faults = [next(_line_faults(legs, place, frame), "") for place in range(len(legs))]
    journeys = sum(leg.minutes for leg in legs if leg.stop.kind in _JOURNEYS)
    everything = sum(leg.minutes for leg in legs)
    minutes = everything - journeys if frame.own else everything
    over = _overrun(minutes, frame, half)
    lines = tuple(
        PlanLine(_clock(leg.start), _clock(leg.end), leg.minutes, fault)
        for leg, fault in zip(legs, faults, strict=True)
    )
    said = tuple(dict.fromkeys(fault for fault in (*faults, over) if fault))
    return DayPlan(lines, minutes, frame.available, journeys, said)


def _frame(starts_at: time | None, ends_at: time | None, hours: tuple[time, time]) -> _Frame:
    opening, closing = map(_minute, hours)
    own = starts_at is not None or ends_at is not None
    first = opening if starts_at is None else _minute(starts_at)
    last = closing if ends_at is None else _minute(ends_at)
    if last <= first:  # such as an evening, of which only the beginning is known
        first, last = (first, _DAY) if ends_at is None else (0, last)
    starts = None if starts_at is None else first
    return _Frame(first, last, own, starts, None if ends_at is None else last, max(closing, last))


def _takes(stop: StopDraft, journey: int | None) -> int:
    if stop.minutes is not None:
        return max(stop.minutes, 0)
    return journey or 0 if stop.kind in _JOURNEYS else 0


def _reckon(legs: list[_Leg], frame: _Frame) -> None:
    """Give each stop its start: the time it has, else the end of the one before."""
    anchor = _anchor(legs, frame)
    before: int | None = None
    firm, on_site = True, False
    for place, leg in enumerate(legs):
        timed = leg.stop.at is not None and leg.stop.certainty is not Certainty.UNDECIDED
        if timed and leg.stop.at is not None:
            leg.start, firm = _minute(leg.stop.at), True
        elif before is None and place == anchor:
            leg.start, firm = (frame.first, False) if frame.starts is None else (frame.starts, True)
        elif before is not None:
            begins = leg.stop.kind not in {StopKind.LEAVE, StopKind.ARRIVE, StopKind.RETURN} and not on_site
            leg.start = max(before, frame.starts) if begins and frame.starts is not None else before
        on_site |= leg.stop.kind not in {StopKind.LEAVE, StopKind.ARRIVE}
        firm = firm and leg.stop.certainty not in {Certainty.UNDECIDED, Certainty.ABOUT}
        leg.firm, before = firm, leg.end
    _reckon_back(legs)
    for leg in legs:
        if leg.stop.certainty is Certainty.UNDECIDED:
            leg.start = None


def _anchor(legs: list[_Leg], frame: _Frame) -> int | None:
    """Return the stop that starts when the visit does, or when the office opens."""
    if frame.starts is not None:
        on_site = (n for n, leg in enumerate(legs) if leg.stop.kind is not StopKind.LEAVE)
        return next(on_site, None)
    return None if any(leg.stop.at for leg in legs) else 0


def _reckon_back(legs: list[_Leg]) -> None:
    """Stops before the first known one end when the next one starts."""
    known = next((n for n, leg in enumerate(legs) if leg.start is not None), 0)
    for place in range(known - 1, -1, -1):
        after = legs[place + 1]
        if after.start is not None:
            legs[place].start, legs[place].firm = after.start - legs[place].minutes, after.firm


def _line_faults(legs: list[_Leg], place: int, frame: _Frame) -> Iterator[str]:
    """Yield what is wrong with one stop, the gravest first."""
    leg = legs[place]
    yield from _order_faults(legs, place)
    if leg.start is not None and (leg.start < 0 or leg.start + leg.minutes >= _DAY):
        yield _("“{stop}” does not fit into one day. Correct a time or the minutes.").format(stop=leg.name)
    yield from _collisions(legs, place, frame)
    if leg.end is None or not leg.firm:
        return
    if leg.stop.kind is StopKind.RETURN:
        yield from _late_return(leg, leg.end, frame)
    elif leg.stop.kind not in {StopKind.LEAVE, StopKind.ARRIVE} and frame.ends is not None and leg.end > frame.ends:
        late = _("“{stop}” would end at {end}, after the visit ends at {last}.")
        yield late.format(stop=leg.name, end=_said(leg.end), last=_said(frame.ends))


def _order_faults(legs: list[_Leg], place: int) -> Iterator[str]:
    """A stop before leaving, or after the way back."""
    leg = legs[place]
    leaving = next((n for n, each in enumerate(legs) if each.stop.kind is StopKind.LEAVE), None)
    back = next((n for n, each in enumerate(legs) if each.stop.kind is StopKind.RETURN), None)
    if leaving is not None and leaving != place:
        left = legs[leaving].exact
        if left is not None and leg.exact is not None and leg.exact < left:
            early = _("“{stop}” at {time} lies before setting off at {left}. Correct one of the two times.")
            yield early.format(stop=leg.name, time=_said(leg.exact), left=_said(left))
        elif place < leaving:
            yield _("“{stop}” stands before setting off. Move it below that line.").format(stop=leg.name)
    if back is not None and place > back:
        yield _("“{stop}” stands after the way back. Move it above that line.").format(stop=leg.name)


def _collisions(legs: list[_Leg], place: int, frame: _Frame) -> Iterator[str]:
    """A stop that begins before the one before it is over."""
    leg = legs[place]
    before = next((each for each in reversed(legs[:place]) if each.firm and each.start is not None), None)
    if leg.start is None or before is None or before.end is None:
        return
    if leg.stop.kind is StopKind.ARRIVE and before.stop.kind is StopKind.LEAVE:
        begins = leg.exact if leg.exact is not None else frame.starts
        if begins is not None and before.end > begins and before.start is not None:
            road = _("Whoever sets off at {left} is {minutes} minutes on the road and arrives at {end}, not at {time}.")
            said = {"left": _said(before.start), "minutes": before.minutes, "time": _said(begins)}
            yield road.format(**said, end=_said(before.end))
    elif leg.exact is not None and before.end > leg.exact:
        both = _("“{stop}” at {time} begins before “{before}” ends at {end}. Correct one of them.")
        yield both.format(stop=leg.name, time=_said(leg.exact), before=before.name, end=_said(before.end))


def _late_return(leg: _Leg, end: int, frame: _Frame) -> Iterator[str]:
    if frame.own and leg.exact is not None and leg.exact > frame.closing:
        late = _("Setting off back at {time} lies after the end, {last}.")
        yield late.format(time=_said(leg.exact), last=_said(frame.closing))
    elif not frame.own and end > frame.last:
        yield _("Back at {end}, which is after the end, {last}.").format(end=_said(end), last=_said(frame.last))


_STRETCHES: Final = {
    Half.MORNING: N_(
        "The plan takes {minutes} minutes with the way, {n} more than the morning from {first} to {last}."
    ),
    Half.AFTERNOON: N_(
        "The plan takes {minutes} minutes with the way, {n} more than the afternoon from {first} to {last}."
    ),
    Half.WHOLE_DAY: N_("The plan takes {minutes} minutes with the way, {n} more than the day from {first} to {last}."),
}


def _overrun(minutes: int, frame: _Frame, half: Half) -> str:
    over = minutes - frame.available
    if over <= 0:
        return ""
    own = ngettext(
        "The stops take {minutes} minutes, {n} minute more than there is between {first} and {last}.",
        "The stops take {minutes} minutes, {n} minutes more than there are between {first} and {last}.",
        over,
    )
    said = own if frame.own else _(_STRETCHES[half])
    return said.format(minutes=minutes, n=over, first=_said(frame.first), last=_said(frame.last))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minute: int | None) -> time | None:
    return time(*divmod(minute, 60)) if minute is not None and 0 <= minute < _DAY else None


def _said(minute: int) -> str:
    return clock_text(_clock(minute % _DAY))
