"""Every verb of an issue's life cycle (core.life_cycle) under one roof; a move is made here or not at all."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.i18n import _
from core.life_cycle import MOVES, Need
from core.settings import OfficeSettings
from core.text import clean_text
from db.services.issue_finishing import Finishing, finish_issue
from db.services.issue_handing import (
    accept_petition,
    answer_on_site,
    assign_issue,
    object_to_issue,
    objection_until,
    overrule_objection,
    receive_issue,
)
from db.services.issue_settling import (
    add_feedback,
    archive_issue,
    check_issue,
    close_issue,
    record_satisfaction,
    reopen,
    reply_to_person,
    send_back,
)
from db.services.issue_steps import issue_for, judge, make

__all__ = [
    "Finishing",
    "accept_petition",
    "add_feedback",
    "add_progress",
    "answer_on_site",
    "archive_issue",
    "assign_issue",
    "check_issue",
    "close_issue",
    "finish_issue",
    "object_to_issue",
    "objection_until",
    "overrule_objection",
    "receive_issue",
    "record_satisfaction",
    "reopen",
    "reply_to_person",
    "send_back",
]


def add_progress(
    session: Session,
    issue_id: int,
    *,
    text: str,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Write down what is being done (过程记录); the issue counts as in hand from now on.

    Raises:
        MoveLacks: no unit has it yet, or nothing was written.
        MoveNotYet, IssueIsSettled, DayAhead, DayTooEarly: see issue_steps.judge.
    """
    move = MOVES["progress"]
    issue = issue_for(session, issue_id, move)
    words = clean_text(text, _("Progress"), limit=4000)
    judge(session, issue, move, {Need.AGENCY: issue.lead_agency_id, Need.WORDS: words}, day=day, today=today)
    make(session, issue, move, day, calendar=calendar, settings=settings, text=words, agency_id=issue.lead_agency_id)
