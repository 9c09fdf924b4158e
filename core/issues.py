"""Issues (问题): their states, the five stages shown, and the draft under edit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.chain import IssueTrack
from core.i18n import N_


class IssueState(StrEnum):
    """Where an issue stands on its way from words to a satisfied person."""

    REGISTERED = "registered"
    ANSWERED_ON_SITE = "answered_on_site"
    ASSIGNED = "assigned"
    RECEIVED = "received"
    OBJECTED = "objected"
    IN_HAND = "in_hand"
    FEEDBACK = "feedback"
    CHECKED = "checked"
    REPLIED = "replied"
    CLOSED = "closed"
    ARCHIVED = "archived"


SETTLED = frozenset({IssueState.ANSWERED_ON_SITE, IssueState.CLOSED, IssueState.ARCHIVED})
"""States in which no clock runs any more; every other state is open."""

OPEN = frozenset(IssueState) - SETTLED

ISSUE_STATE_NAMES = {
    IssueState.REGISTERED: N_("Registered"),
    IssueState.ANSWERED_ON_SITE: N_("Answered on site"),
    IssueState.ASSIGNED: N_("Assigned"),
    IssueState.RECEIVED: N_("Received"),
    IssueState.OBJECTED: N_("Objected"),
    IssueState.IN_HAND: N_("In hand"),
    IssueState.FEEDBACK: N_("Feedback given"),
    IssueState.CHECKED: N_("Checked"),
    IssueState.REPLIED: N_("Replied"),
    IssueState.CLOSED: N_("Closed"),
    IssueState.ARCHIVED: N_("Archived"),
}

STAGES = (N_("Logged"), N_("Handed over"), N_("Answered"), N_("Finished"), N_("Called back"))
"""The five cells of the ledger: 登记 交办 反馈 办结 回访."""


def stage_of(state: IssueState, *, satisfied_known: bool) -> int:
    """Return how many of the five stage cells are filled, 1 to 5.

    Args:
        state: The issue's state.
        satisfied_known: The person who raised it has been asked.
    """
    if state in SETTLED:
        return 5 if satisfied_known or state is IssueState.ARCHIVED else 4
    if state in {IssueState.FEEDBACK, IssueState.CHECKED, IssueState.REPLIED}:
        return 3
    return 1 if state is IssueState.REGISTERED else 2


class Satisfaction(StrEnum):
    """What the person who raised it says of the result."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly_satisfied"
    DISSATISFIED = "dissatisfied"


SATISFACTION_NAMES = {
    Satisfaction.SATISFIED: N_("Satisfied"),
    Satisfaction.MOSTLY: N_("Mostly satisfied"),
    Satisfaction.DISSATISFIED: N_("Not satisfied"),
}


class CheckMark(StrEnum):
    """What was found on site of an issue brought along: keys 1 to 4, and the boxes on the sheet."""

    UNTOUCHED = "untouched"
    IN_HAND = "in_hand"
    DONE = "done"
    DISSATISFIED = "dissatisfied"


CHECK_MARK_NAMES = {
    CheckMark.UNTOUCHED: N_("No move"),
    CheckMark.IN_HAND: N_("Started"),
    CheckMark.DONE: N_("Solved"),
    CheckMark.DISSATISFIED: N_("Unhappy"),
}


class ActionKind(StrEnum):
    """One line of an issue's timeline, which only ever grows."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    PROGRESS = "progress_note"
    FEEDBACK = "feedback"
    REMINDED = "reminder"
    EXTENDED = "extension"
    SUSPENDED = "suspension"
    CHECKED_ON_SITE = "checked_on_site"
    CLOSED = "close_out"
    RETURN_VISIT = "return_visit"
    REOPENED = "reopen"
    EDITED = "edited"
    ACCEPTED = "acceptance"
    RECEIVED = "receipt"
    OBJECTED = "objection"
    OVERRULED = "objection_overruled"
    SENT_BACK = "sent_back"
    CHECKED = "check"
    REPLIED = "reply"
    LOOKED_BACK = "spot_check"
    ARCHIVED = "archive"
    RESUMED = "resumed"
    NOTICE = "supervision_notice"
    INSTRUCTED = "leader_instruction"
    RECOUNTED = "recounted"
    RECLASSED = "reclassed"
    MET = "clock_met"


MOVEMENTS = frozenset(
    {
        ActionKind.REGISTERED, ActionKind.ASSIGNED, ActionKind.PROGRESS, ActionKind.FEEDBACK, ActionKind.CLOSED,
        ActionKind.CHECKED_ON_SITE, ActionKind.REOPENED, ActionKind.ACCEPTED, ActionKind.RECEIVED, ActionKind.OBJECTED,
        ActionKind.OVERRULED, ActionKind.SENT_BACK, ActionKind.CHECKED, ActionKind.REPLIED,
    }
)  # fmt: skip
"""Lines that show that an issue moved; being pressed, corrected or counted again is no movement."""

NOTES = frozenset({ActionKind.PROGRESS, ActionKind.FEEDBACK})
"""Lines in which the unit itself said something."""


class SourceChannel(StrEnum):
    """Where an issue came from."""

    VISIT = "visit"
    HOTLINE = "hotline_12345"
    LETTER = "letter"
    SUPERIOR = "superior"
    OTHER = "other"


@dataclass(slots=True)
class IssueDraft:
    """An issue under edit; `id` is None until it is saved.

    Attributes:
        uid: Made by the client once per row, so that saving twice makes one issue.
        limit_amount: Days given; None takes the category's preset.
        limit_unit: `working` or `natural`; None takes the category's preset.
        due: A date said on site; it wins over the limit.
        recusals: Leaders who step aside, each with the reason.
        pass_reason: Why a correction gives the issue to another unit.
    """

    uid: str
    title: str
    raised_on: date
    township_id: int
    id: int | None = None
    version: int | None = None
    visit_id: int | None = None
    village_id: int | None = None
    petitioner_name: str = ""
    petitioner_phone: str = ""
    petitioner_address: str = ""
    detail: str = ""
    category: str | None = None
    lead_agency_id: int | None = None
    supporting_agencies: list[int] = field(default_factory=list)
    case_leader_id: int | None = None
    subject_of_complaint: str = ""
    subject_agency_id: int | None = None
    limit_amount: int | None = None
    limit_unit: str | None = None
    due: date | None = None
    answered_on_site: bool = False
    answer: str = ""
    source_channel: SourceChannel = SourceChannel.VISIT
    track: IssueTrack = IssueTrack.ONSITE
    restricted: bool = False
    subject_leader_id: int | None = None
    recusals: dict[int, str] = field(default_factory=dict)
    pass_reason: str = ""
