"""Whether a visit is ready to go: one light, and a sentence for everything that is still missing (features.md L14).

Silent until seven working days before. A further check is one function in CHECKS. An unannounced visit
(四不两直) never asks to tell anybody: that would give it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.clock import clock_text
from core.i18n import N_, _, day_text, listed, ngettext
from core.preparation import Proof
from core.slots import SlotFacts, lies_outside, overlapping, slot_text

LOOKS_AHEAD: Final = 7
"""Working days before a visit from which the light is shown."""

TOLD_BY: Final = 3
"""Working days before a visit by which people are told, where no step says otherwise."""

CHECKED_BY: Final = 1
"""Working days before a visit by which everything else is right, where no step says otherwise."""


class Light(StrEnum):
    """How a visit stands, best first."""

    READY = "ready"
    WATCH = "watch"
    LATE = "late"


LIGHT_NAMES = {Light.READY: N_("Ready"), Light.WATCH: N_("Not ready yet"), Light.LATE: N_("Behind")}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is missing.

    Attributes:
        text: A whole sentence in the current language.
        key: Which check found it; never renamed.
        due: The day by which it was to be done.
    """

    light: Light
    text: str
    key: str
    due: date


@dataclass(frozen=True, slots=True)
class Readiness:
    """The light of a visit.

    Attributes:
        reasons: The gravest first, then by the day they are due.
        done, total: Preparation steps.
        begun: The office keeps its preparation here.
    """

    light: Light
    reasons: tuple[Reason, ...]
    done: int
    total: int
    begun: bool = True


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A preparation step; `done` says that it was ticked, `tells` that doing it tells somebody of the visit."""

    what: str
    who: str
    days_before: int
    proof: Proof = Proof.NONE
    done: bool = False
    tells: bool = False


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """An agency that goes along."""

    id: int
    name: str
    told: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ReadinessFacts:
    """What the light of a visit depends on.

    Attributes:
        bring: Open issues of the township, which go along on the printed sheet.
        begun: The office keeps its preparation here. Until then the light never says that work is behind: a plan
            that only came in by import would be all alarm.
        place: Where people meet; empty if nobody has said.
        plan_faults: What is wrong with a day plan that somebody made.
    """

    day: date
    township: str
    township_told: bool = False
    unannounced: bool = False
    begun: bool = True
    sheet_printed: bool = False
    bring: int = 0
    place: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    agencies: Sequence[AgencyFacts] = ()
    steps: Sequence[StepFacts] = ()
    slots: Sequence[SlotFacts] = ()
    plan_faults: Sequence[str] = ()


def working_day_before(calendar: WorkCalendar, day: date, count: int) -> date:
    """Return the working day *count* working days before *day*; *day* itself for none."""
    for _each in range(count):
        day = calendar.previous_workday(day)
    return day


def is_proved(proof: Proof, facts: ReadinessFacts) -> bool:
    """Return whether the schedule itself shows that it is done; where no agency goes along, there is none to tell."""
    match proof:
        case Proof.TOWNSHIP_TOLD:
            return facts.township_told
        case Proof.AGENCIES_TOLD:
            return all(agency.told for agency in facts.agencies)
        case Proof.AGENCIES_CONFIRMED:
            return all(agency.confirmed for agency in facts.agencies)
        case Proof.SHEET_PRINTED:
            return facts.sheet_printed
        case _:
            return False


def readiness(facts: ReadinessFacts, *, today: date, calendar: WorkCalendar) -> Readiness | None:
    """Return the light of a visit that still has to happen; None before T-7 and after its day."""
    if today > facts.day or today < working_day_before(calendar, facts.day, LOOKS_AHEAD):
        return None
    reasons = sorted(
        (_reason(found, facts, today, calendar) for check in CHECKS for found in check(facts)),
        key=lambda reason: (reason.light is not Light.LATE, reason.due),
    )
    asked = [step for step in facts.steps if _is_asked(step, facts)]
    done = sum(1 for step in asked if step.done or is_proved(step.proof, facts))
    if not facts.begun and reasons and reasons[0].light is Light.LATE:
        first = Reason(Light.WATCH, _("No step of its preparation has been ticked yet."), "begun", reasons[0].due)
        reasons = [first, *(replace(reason, light=Light.WATCH) for reason in reasons)]
    light = reasons[0].light if reasons else Light.READY
    return Readiness(light, tuple(reasons), done, len(asked), facts.begun)


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    key: str
    days_before: int = CHECKED_BY


def _reason(found: _Found, facts: ReadinessFacts, today: date, calendar: WorkCalendar) -> Reason:
    due = working_day_before(calendar, facts.day, found.days_before)
    if due < today:
        said = _("Behind since {day}: {sentence}")
    else:
        said = _("Today: {sentence}") if due == today else _("By {day}: {sentence}")
    text = said.format(day=day_text(due), sentence=found.text)
    return Reason(Light.LATE if due < today else Light.WATCH, text, found.key, due)


def _is_asked(step: StepFacts, facts: ReadinessFacts) -> bool:
    return not (facts.unannounced and step.tells)


def _lead(facts: ReadinessFacts, proof: Proof, otherwise: int) -> int | None:
    """Return how many working days before something is due; None if it was ticked by hand."""
    steps = [step for step in facts.steps if step.proof is proof]
    if any(step.done for step in steps):
        return None
    return max((step.days_before for step in steps), default=otherwise)


def _township(facts: ReadinessFacts) -> Iterator[_Found]:
    lead = _lead(facts, Proof.TOWNSHIP_TOLD, TOLD_BY)
    if lead is not None and not facts.unannounced and not facts.township_told:
        yield _Found(_("{township} has not been told of the visit.").format(township=facts.township), "township", lead)


def _agencies_told(facts: ReadinessFacts) -> Iterator[_Found]:
    lead = _lead(facts, Proof.AGENCIES_TOLD, TOLD_BY)
    untold = [agency.name for agency in facts.agencies if not agency.told]
    if lead is not None and untold and not facts.unannounced:
        yield _Found(_("Not told yet: {agencies}.").format(agencies=listed(untold)), "agencies_told", lead)


def _agencies_confirmed(facts: ReadinessFacts) -> Iterator[_Found]:
    lead = _lead(facts, Proof.AGENCIES_CONFIRMED, CHECKED_BY)
    silent = [agency.name for agency in facts.agencies if agency.told and not agency.confirmed]
    if lead is not None and silent and not facts.unannounced:
        said = _("Told, and no answer yet: {agencies}.").format(agencies=listed(silent))
        yield _Found(said, "agencies_confirmed", lead)


def _sheet(facts: ReadinessFacts) -> Iterator[_Found]:
    lead = _lead(facts, Proof.SHEET_PRINTED, CHECKED_BY)
    if lead is None or facts.sheet_printed:
        return
    if not facts.bring:
        yield _Found(_("The visit sheet has not been printed."), "sheet", lead)
        return
    said = ngettext(
        "The visit sheet with {n} open issue to take along has not been printed.",
        "The visit sheet with {n} open issues to take along has not been printed.",
        facts.bring,
    )
    yield _Found(said.format(n=facts.bring), "sheet", lead)


def _steps(facts: ReadinessFacts) -> Iterator[_Found]:
    """Steps that only a person can tick; the others are checked by what they are about."""
    for step in facts.steps:
        if step.proof is Proof.NONE and not step.done and _is_asked(step, facts):
            said = _("“{step}” is not done ({who}).") if step.who else _("“{step}” is not done.")
            yield _Found(said.format(step=step.what, who=step.who), "step", step.days_before)


def _place(facts: ReadinessFacts) -> Iterator[_Found]:
    if not facts.place:
        yield _Found(_("Nobody has said yet where in {township} people meet.").format(township=facts.township), "place")


def _slot_agencies(facts: ReadinessFacts) -> Iterator[_Found]:
    going = {agency.id for agency in facts.agencies}
    wanted = {slot.agency_id: slot for slot in facts.slots if slot.agency_id is not None}
    for agency_id, slot in wanted.items():
        if agency_id not in going:
            timed = _("{agency} is wanted at the appointment at {time} and does not go along.")
            said = timed if slot.at is not None else _("{agency} is wanted at an appointment and does not go along.")
            yield _Found(said.format(agency=slot.agency, time=clock_text(slot.at)), "slot_agency")


def _slot_times(facts: ReadinessFacts) -> Iterator[_Found]:
    for one, other in overlapping(facts.slots):
        said = _("The appointments at {one} and at {other} overlap.")
        yield _Found(said.format(one=slot_text(one), other=slot_text(other)), "slot_overlap")
    for slot in facts.slots:
        if lies_outside(slot, facts.starts_at, facts.ends_at):
            said = _("The appointment at {slot} lies outside the visit's hours, {hours}.")
            hours = f"{clock_text(facts.starts_at) or '…'}–{clock_text(facts.ends_at) or '…'}"
            yield _Found(said.format(slot=slot_text(slot), hours=hours), "slot_outside")


def _day_plan(facts: ReadinessFacts) -> Iterator[_Found]:
    for fault in facts.plan_faults:
        yield _Found(_("Day plan: {fault}").format(fault=fault), "day_plan")


CHECKS: Final[tuple[Callable[[ReadinessFacts], Iterator[_Found]], ...]] = (
    _township, _agencies_told, _agencies_confirmed, _sheet, _steps, _place, _slot_agencies, _slot_times, _day_plan,
)  # fmt: skip
