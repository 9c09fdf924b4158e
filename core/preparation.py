"""What happens before a visit: the request, the steps that prepare it, and the plan of its day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from core.i18n import N_
from core.visits import Half

LONGEST_LEAD: int = 60
"""Most working days before a visit that a preparation step can lie."""


class RequestOrigin(StrEnum):
    """Why a visit is waiting to be placed."""

    TOWNSHIP = "township"
    MISSED = "missed"
    OFFICE = "office"


REQUEST_ORIGIN_NAMES = {
    RequestOrigin.TOWNSHIP: N_("Asked for by the township"),
    RequestOrigin.MISSED: N_("A visit that was missed"),
    RequestOrigin.OFFICE: N_("Noted by the office"),
}


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    PLANNED = "planned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


REQUEST_STATE_NAMES = {
    RequestState.OPEN: N_("To place"),
    RequestState.PLANNED: N_("Placed"),
    RequestState.DECLINED: N_("Declined"),
    RequestState.WITHDRAWN: N_("Withdrawn"),
}


@dataclass(slots=True)
class RequestDraft:
    """A request under edit; `id` is None until it is saved.

    Attributes:
        uid: Made by the client once per form, so that saving twice makes one request.
        first_day: The first day that suits; None where any day does.
        last_day: The last day that suits, or by which it must have happened.
        people: How many residents are expected.
    """

    uid: str
    received_on: date
    township_id: int | None = None
    id: int | None = None
    version: int | None = None
    origin: RequestOrigin = RequestOrigin.TOWNSHIP
    village_id: int | None = None
    kind: str | None = None
    leader_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    half: Half | None = None
    theme: str = ""
    detail: str = ""
    place: str = ""
    people: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    agencies: list[int] = field(default_factory=list)


class Proof(StrEnum):
    """What the schedule can see by itself, so that nobody has to tick it."""

    NONE = ""
    TOWNSHIP_TOLD = "township_told"
    AGENCIES_TOLD = "agencies_told"
    AGENCIES_CONFIRMED = "agencies_confirmed"
    SHEET_PRINTED = "sheet_printed"


@dataclass(slots=True)
class StepDraft:
    """One preparation step under edit.

    Attributes:
        days_before: Working days before the visit by which it is due; 0 is the day itself.
        who: Who does it, in the office's words.
        proof: What makes it done without a tick.
    """

    what: str
    days_before: int
    who: str = ""
    proof: Proof = Proof.NONE
    done_on: date | None = None
    done_by: str = ""
    id: int | None = None


class StopKind(StrEnum):
    """One line of the day plan."""

    LEAVE = "leave"
    ARRIVE = "arrive"
    RECEPTION = "reception"
    STOP = "stop"
    MEAL = "meal"
    RETURN = "return"


STOP_KIND_NAMES = {
    StopKind.LEAVE: N_("Set off"),
    StopKind.ARRIVE: N_("Arrive"),
    StopKind.RECEPTION: N_("Reception"),
    StopKind.STOP: N_("Stop on the way"),
    StopKind.MEAL: N_("Meal"),
    StopKind.RETURN: N_("Set off back"),
}


class Certainty(StrEnum):
    """How firm a time is, so that a plan can go out early."""

    EXACT = "exact"
    ABOUT = "about"
    UNDECIDED = "undecided"
    HIDDEN = "hidden"


CERTAINTY_NAMES = {
    Certainty.EXACT: N_("exact"),
    Certainty.ABOUT: N_("about"),
    Certainty.UNDECIDED: N_("to be decided"),
    Certainty.HIDDEN: N_("hidden"),
}


@dataclass(slots=True)
class StopDraft:
    """One stop of the day plan under edit.

    Attributes:
        at: Local wall-clock time; None with `Certainty.UNDECIDED`, or where it follows from the stop before.
        minutes: How long it takes; for LEAVE and RETURN the journey itself.
    """

    kind: StopKind
    what: str = ""
    place: str = ""
    village_id: int | None = None
    at: time | None = None
    certainty: Certainty = Certainty.EXACT
    minutes: int | None = None
    id: int | None = None


@dataclass(slots=True)
class TemplateDraft:
    """A template of a kind of visit under edit: what a new visit of that kind starts with."""

    kind: str
    name: str
    id: int | None = None
    version: int | None = None
    is_default: bool = False
    theme: str = ""
    half: Half | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    note: str = ""
    steps: list[StepDraft] = field(default_factory=list)
    stops: list[StopDraft] = field(default_factory=list)
