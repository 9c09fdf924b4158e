"""Visits (下基层活动): kinds, halves of the day, states, and the draft under edit.

A further kind of the whole country's is one line in KINDS; an office adds its own in
Settings (table `visit_kind`). Code asks a kind for its flags, never which kind it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from core.i18n import N_


class Half(StrEnum):
    """The grain that offices plan in."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    WHOLE_DAY = "day"

    def overlaps(self, other: Half) -> bool:
        """Return whether two visits on one day in these halves would meet."""
        return Half.WHOLE_DAY in {self, other} or self is other


HALF_NAMES = {Half.MORNING: N_("Morning"), Half.AFTERNOON: N_("Afternoon"), Half.WHOLE_DAY: N_("All day")}
HALF_MARKS = {Half.MORNING: N_("AM"), Half.AFTERNOON: N_("PM"), Half.WHOLE_DAY: N_("Day")}


class VisitState(StrEnum):
    """From idea to memory; cancelled and missed visits keep their record."""

    DRAFT = "draft"
    SET = "set"
    NOTIFIED = "notified"
    DONE = "done"
    CANCELLED = "cancelled"
    MISSED = "missed"


VISIT_STATE_NAMES = {
    VisitState.DRAFT: N_("Draft"),
    VisitState.SET: N_("Set"),
    VisitState.NOTIFIED: N_("Notified"),
    VisitState.DONE: N_("Done"),
    VisitState.CANCELLED: N_("Cancelled"),
    VisitState.MISSED: N_("Missed"),
}

PLANNED = frozenset({VisitState.DRAFT, VisitState.SET, VisitState.NOTIFIED})
"""States of a visit that still has to happen."""

VOID = frozenset({VisitState.CANCELLED, VisitState.MISSED})
"""States of a visit that does not take up its leader's day."""


class ReceptionForm(StrEnum):
    """How people are received (接访形式)."""

    FIXED_POINT = "fixed_point"
    BY_APPOINTMENT = "by_appointment"
    CASE_VISIT = "case_visit"
    VIDEO = "video"


RECEPTION_FORM_NAMES = {
    ReceptionForm.FIXED_POINT: N_("Fixed point"),
    ReceptionForm.BY_APPOINTMENT: N_("By appointment"),
    ReceptionForm.CASE_VISIT: N_("Case visit"),
    ReceptionForm.VIDEO: N_("By video"),
}


class RecordForm(StrEnum):
    """Which record a kind of outing brings back: what its record page asks for besides the issues raised."""

    RECEPTION = "reception"
    CONSULTATION = "consultation"
    RESEARCH = "research"
    OUTREACH = "outreach"
    HOUSEHOLDS = "households"


RECORD_FORM_NAMES = {
    RecordForm.RECEPTION: N_("People received"),
    RecordForm.CONSULTATION: N_("Joint consultation"),
    RecordForm.RESEARCH: N_("Research findings"),
    RecordForm.OUTREACH: N_("Policy talk"),
    RecordForm.HOUSEHOLDS: N_("Households visited"),
}


@dataclass(frozen=True, slots=True)
class VisitKind:
    """One kind of outing.

    Attributes:
        key: Stored with each visit; never renamed.
        name: A message id for the four; the office's own words for its own kinds.
        seal: The one character printed on the seal.
        colour: Key of the colour pair in the themes: f, b, y, j (see tokens.md).
        receives_people: Asks for a reception form and appointments.
        record: The record it brings back.
    """

    key: str
    name: str
    seal: str
    colour: str
    receives_people: bool = False
    record: RecordForm = RecordForm.RESEARCH


KINDS = (
    VisitKind("petition_reception", N_("Petition reception"), "访", "f", receives_people=True,
              record=RecordForm.RECEPTION),
    VisitKind("onsite_office", N_("On-site office"), "办", "b", receives_people=True, record=RecordForm.CONSULTATION),
    VisitKind("research_visit", N_("Research"), "研", "y", record=RecordForm.RESEARCH),
    VisitKind("policy_outreach", N_("Policy outreach"), "讲", "j", record=RecordForm.OUTREACH),
)  # fmt: skip
"""The four kinds of 四下基层, in the order of the seed speech."""

HOUSEHOLD_VISITS = VisitKind("household_visit", N_("Household visits"), "户", "y", record=RecordForm.HOUSEHOLDS)
"""入户走访, 敲门行动 and 困难慰问 as an outing of their own; shown beside the four only where one is planned."""

SHIPPED_KINDS = (*KINDS, HOUSEHOLD_VISITS)


@dataclass(slots=True)
class VisitDraft:
    """A visit under edit; `id` is None until it is saved.

    `uid` is made by the client once per form, so that a double click saves one visit.
    """

    uid: str
    day: date
    half: Half
    kind: str
    leader_id: int | None = None
    township_id: int | None = None
    village_id: int | None = None
    id: int | None = None
    version: int | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    reception_form: ReceptionForm | None = None
    place: str = ""
    theme: str = ""
    note: str = ""
    state: VisitState = VisitState.SET
    unannounced: bool = False
    pinned: bool = False
    overlap_confirmed: bool = False
    accompanying_leaders: list[int] = field(default_factory=list)
    accompanying_agencies: list[int] = field(default_factory=list)
    appointments: list[AppointmentDraft] = field(default_factory=list)


@dataclass(slots=True)
class AppointmentDraft:
    """A resident who asked to be received (约访).

    Attributes:
        minutes: Length of the slot; None where none was agreed.
        agency_id: The agency that is to come along for this matter.
        came: Whether they came; None while nobody has said.
    """

    name: str
    topic: str
    at: time | None = None
    phone: str = ""
    address: str = ""
    id: int | None = None
    minutes: int | None = None
    agency_id: int | None = None
    came: bool | None = None


def waits_too_long(days: int | None, limit: int) -> bool:
    """Return whether the office's promise for a township is broken: *days* since its last visit, None for never."""
    return days is None or days > limit
