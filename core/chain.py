"""What the issue chain keeps besides an issue's state: its track, its clocks, its notices, its papers.

Names follow domain.md 1.1, 1.6 and 1.7; how the states follow one another is in core.life_cycle.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.i18n import N_


class IssueTrack(StrEnum):
    """Which rules an issue goes by: the office's own, or those of the petition regulations."""

    ONSITE = "onsite"
    PETITION = "petition"
    SIMPLE_PETITION = "simple_petition"
    REPORT = "report"


TRACK_NAMES: Final = {
    IssueTrack.ONSITE: N_("On-site matter"),
    IssueTrack.PETITION: N_("Petition matter"),
    IssueTrack.SIMPLE_PETITION: N_("Petition, simplified handling"),
    IssueTrack.REPORT: N_("Report of wrongdoing"),
}


class ClockKind(StrEnum):
    """What a further clock of an issue asks for by its date; the main one, to finish, is the issue's own due date."""

    INFORM = "inform"
    ACCEPT = "accept"
    OBJECTION = "objection"
    PROGRESS = "progress"
    FINISH = "finish"
    REPLY = "reply"
    REVIEW_APPLY = "review_apply"
    REVIEW = "review"
    RE_REVIEW_APPLY = "re_review_apply"
    RE_REVIEW = "re_review"


CLOCK_NAMES: Final = {
    ClockKind.INFORM: N_("Tell the petitioner it was received"),
    ClockKind.ACCEPT: N_("Accept or pass on"),
    ClockKind.OBJECTION: N_("Unit may object"),
    ClockKind.PROGRESS: N_("Report progress"),
    ClockKind.FINISH: N_("Finish"),
    ClockKind.REPLY: N_("Reply to the petitioner"),
    ClockKind.REVIEW_APPLY: N_("Petitioner may ask for review"),
    ClockKind.REVIEW: N_("Review opinion"),
    ClockKind.RE_REVIEW_APPLY: N_("Petitioner may ask for re-examination"),
    ClockKind.RE_REVIEW: N_("Re-examination opinion"),
}

OPEN_DOORS: Final = frozenset({ClockKind.OBJECTION, ClockKind.REVIEW_APPLY, ClockKind.RE_REVIEW_APPLY})
"""Clocks within which somebody may do something: their end is no lateness, the door just closes."""


class PauseKind(StrEnum):
    """Why a clock stands still."""

    HEARING = "hearing"
    PAPERS = "papers"
    RETURNED = "returned"
    OTHER = "other"


PAUSE_NAMES: Final = {
    PauseKind.HEARING: N_("Hearing"),
    PauseKind.PAPERS: N_("Waiting for papers"),
    PauseKind.RETURNED: N_("Returned to the office"),
    PauseKind.OTHER: N_("Other reason"),
}


class NoticeLevel(StrEnum):
    """How sharply the office has written so far (提醒, 警告, 通报); apart from the light, which is the state."""

    NONE = "none"
    REMINDER = "reminder"
    WARNING = "warning"
    REPORT = "report"


NOTICE_LEVEL_NAMES: Final = {
    NoticeLevel.NONE: N_("Not chased yet"),
    NoticeLevel.REMINDER: N_("Reminder"),
    NoticeLevel.WARNING: N_("Warning"),
    NoticeLevel.REPORT: N_("Circulated report"),
}


class PaperKind(StrEnum):
    """An official paper that goes to a unit and is numbered by kind and year."""

    ASSIGNMENT_SLIP = "assignment_slip"
    SUPERVISION_NOTICE = "supervision_notice"
    CHASE_LETTER = "chase_letter"
    AGENCY_WORKBOOK = "agency_workbook"


PAPER_NAMES: Final = {
    PaperKind.ASSIGNMENT_SLIP: N_("Assignment slip"),
    PaperKind.SUPERVISION_NOTICE: N_("Supervision notice"),
    PaperKind.CHASE_LETTER: N_("Chase letter"),
    PaperKind.AGENCY_WORKBOOK: N_("Workbook for the unit"),
}


class PhraseTopic(StrEnum):
    """Where a ready phrase is offered first."""

    ANY = "any"
    PRESS = "press"
    PROGRESS = "progress"
    FEEDBACK = "feedback"
    REPLY = "reply"
    RESULT = "result"
    REASON = "reason"


PHRASE_TOPIC_NAMES: Final = {
    PhraseTopic.ANY: N_("Anywhere"),
    PhraseTopic.PRESS: N_("Chasing"),
    PhraseTopic.PROGRESS: N_("Progress"),
    PhraseTopic.FEEDBACK: N_("Answer of the unit"),
    PhraseTopic.REPLY: N_("Reply to the person"),
    PhraseTopic.RESULT: N_("Result"),
    PhraseTopic.REASON: N_("Reasons"),
}


class Variant(StrEnum):
    """Whether a paper or file names petitioners; redacted is what is made unless somebody says otherwise."""

    REDACTED = "redacted"
    INTERNAL = "internal"


VARIANT_NAMES: Final = {Variant.REDACTED: N_("Redacted"), Variant.INTERNAL: N_("Internal")}
