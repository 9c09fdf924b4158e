"""What a visit brings back besides issues: the record of each kind of outing, under edit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from core.i18n import N_
from core.promises import PromiseCheck, PromiseDraft

GROUP_SIZE: int = 5
"""A visit by more than so many people is a group visit (集体访) and sends at most so many representatives."""


class Ending(StrEnum):
    """How a visit ended, as the secretary logs it."""

    TOOK_PLACE = "took_place"
    CUT_SHORT = "cut_short"
    MISSED = "missed"


ENDING_NAMES = {
    Ending.TOOK_PLACE: N_("Took place"),
    Ending.CUT_SHORT: N_("Cut short"),
    Ending.MISSED: N_("Missed"),
}


class ReceptionOutcome(StrEnum):
    """What a person who was received went home with."""

    ANSWERED = "answered"
    ACCEPTED = "accepted"
    REFERRED = "referred"
    EXPLAINED = "explained"


RECEPTION_OUTCOME_NAMES = {
    ReceptionOutcome.ANSWERED: N_("Answered on the spot"),
    ReceptionOutcome.ACCEPTED: N_("Accepted"),
    ReceptionOutcome.REFERRED: N_("Referred"),
    ReceptionOutcome.EXPLAINED: N_("Policy explained"),
}


@dataclass(slots=True)
class ReceptionDraft:
    """How the people behind one issue were received.

    Attributes:
        headcount: People who came with it; more than GROUP_SIZE is a group visit.
        representatives: Names, as written.
        received_by: The leader who spoke with them.
        instruction: The leader's written instruction (批示): an internal matter, in no shared print.
    """

    headcount: int = 1
    representatives: str = ""
    received_by: int | None = None
    outcome: ReceptionOutcome | None = None
    instruction: str = ""

    @property
    def is_group(self) -> bool:
        """Whether it counts as a group visit."""
        return self.headcount > GROUP_SIZE


@dataclass(slots=True)
class OpinionDraft:
    """What one agency said in a joint consultation (会诊)."""

    agency_id: int | None = None
    opinion: str = ""
    dissents: bool = False
    id: int | None = None


@dataclass(slots=True)
class ConsultationDraft:
    """A joint consultation on one issue; lead agency and deadline are the issue's own."""

    decision: str = ""
    dissent: str = ""
    opinions: list[OpinionDraft] = field(default_factory=list)


class NoteKind(StrEnum):
    """One line of a research record or a policy talk."""

    QUESTION_TAKEN = "question_taken"
    FINDING = "finding"
    GOLDEN_IDEA = "golden_idea"
    MEASURE = "measure"
    AUDIENCE_QUESTION = "audience_question"


NOTE_KIND_NAMES = {
    NoteKind.QUESTION_TAKEN: N_("Question taken along"),
    NoteKind.FINDING: N_("Finding"),
    NoteKind.GOLDEN_IDEA: N_("Golden idea"),
    NoteKind.MEASURE: N_("Measure"),
    NoteKind.AUDIENCE_QUESTION: N_("Question asked"),
}


@dataclass(slots=True)
class NoteDraft:
    """One line of a record; `reply` is what was found or answered, `issue_uid` the issue it became."""

    uid: str
    kind: NoteKind
    text: str = ""
    reply: str = ""
    issue_uid: str = ""
    id: int | None = None


class OutreachForm(StrEnum):
    """How policy is explained."""

    ON_SITE = "on_site"
    ONLINE = "online"
    DOOR_TO_DOOR = "door_to_door"


OUTREACH_FORM_NAMES = {
    OutreachForm.ON_SITE: N_("On site"),
    OutreachForm.ONLINE: N_("Online"),
    OutreachForm.DOOR_TO_DOOR: N_("Door to door"),
}


class HouseholdVisitKind(StrEnum):
    """Why somebody knocks at a door."""

    HOUSEHOLD_VISIT = "household_visit"
    DOOR_KNOCKING_DRIVE = "door_knocking_drive"
    HARDSHIP_VISIT = "hardship_visit"


HOUSEHOLD_VISIT_KIND_NAMES = {
    HouseholdVisitKind.HOUSEHOLD_VISIT: N_("Household visit"),
    HouseholdVisitKind.DOOR_KNOCKING_DRIVE: N_("Door-knocking drive"),
    HouseholdVisitKind.HARDSHIP_VISIT: N_("Hardship visit"),
}


@dataclass(slots=True)
class HouseholdDraft:
    """One household that was called on.

    Attributes:
        uid: Made by the client once per row, so that saving twice makes one visit.
        category: Key of a household category, such as one-person households of the old.
        cash_yuan: Relief in cash, whole yuan; cash needs two signatures (domain.md 1.14).
        goods: Relief in kind, in words.
        issue_uid: The issue that its need became.
    """

    uid: str
    village_id: int | None = None
    kind: HouseholdVisitKind = HouseholdVisitKind.HOUSEHOLD_VISIT
    category: str | None = None
    householder: str = ""
    phone: str = ""
    address: str = ""
    members: int | None = None
    needs: str = ""
    cash_yuan: int | None = None
    goods: str = ""
    signer_one: str = ""
    signer_two: str = ""
    next_on: date | None = None
    note: str = ""
    issue_uid: str = ""
    id: int | None = None


class AttendeeRole(StrEnum):
    """In what role somebody was there."""

    LEADER = "leader"
    AGENCY = "agency"
    TOWNSHIP = "township"
    VILLAGE = "village"
    RESIDENT = "resident"
    OTHER = "other"


ATTENDEE_ROLE_NAMES = {
    AttendeeRole.LEADER: N_("Leader"),
    AttendeeRole.AGENCY: N_("Agency"),
    AttendeeRole.TOWNSHIP: N_("Township"),
    AttendeeRole.VILLAGE: N_("Village"),
    AttendeeRole.RESIDENT: N_("Resident"),
    AttendeeRole.OTHER: N_("Other"),
}


@dataclass(slots=True)
class AttendeeDraft:
    """Somebody who was expected or came; `present` is None while nobody has ticked."""

    name: str
    unit: str = ""
    post: str = ""
    role: AttendeeRole = AttendeeRole.OTHER
    leader_id: int | None = None
    agency_id: int | None = None
    present: bool | None = None
    id: int | None = None


@dataclass(slots=True)
class RecordDraft:
    """The record of one visit under edit; issues and their receptions go beside it, see db.services.visit_record.

    Attributes:
        cut_short: It took place and ended early; the reason is the visit's `state_reason`.
        headcount: People reached by a policy talk.
        companions: Officials who came along from the county, for the discipline hints (domain.md 1.12).
        copies: Leaflets and brochures handed out.
        result: What came of it, as words for the report; empty says that nothing did.
        promises_checked: What became of promises given here before; those left out stay as they are.
        planned_theme: The visit's theme when the draft was opened, which others may change meanwhile.
    """

    visit_id: int
    version: int | None = None
    arrived_at: time | None = None
    left_at: time | None = None
    cut_short: bool = False
    approach: str = ""
    headcount: int | None = None
    audience: str = ""
    materials: str = ""
    copies: int | None = None
    outreach_form: OutreachForm | None = None
    vehicles: int | None = None
    companions: int | None = None
    result: str = ""
    theme: str = ""
    report_attachment_id: int | None = None
    notes: list[NoteDraft] = field(default_factory=list)
    households: list[HouseholdDraft] = field(default_factory=list)
    attendees: list[AttendeeDraft] = field(default_factory=list)
    promises: list[PromiseDraft] = field(default_factory=list)
    promises_checked: list[PromiseCheck] = field(default_factory=list)
    planned_theme: str | None = field(default=None, compare=False)
