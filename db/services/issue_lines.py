"""The one way to add a line to an issue's timeline: it also keeps when the issue last moved and was last told of."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.issues import MOVEMENTS, NOTES, ActionKind
from db.models import Issue, IssueAction


def add_line(session: Session, issue: Issue, kind: ActionKind, day: date, **facts: Any) -> IssueAction:
    """Add a line to the timeline of a saved *issue*; *facts* are further columns of IssueAction."""
    line = IssueAction(issue_id=issue.id, day=day, kind=kind, **facts)
    session.add(line)
    note_movement(issue, kind, day)
    return line


def keep_first_date(session: Session, issue: Issue) -> None:
    """Write down the date that an issue came with, before it is changed for the first time.

    An imported ledger says when the issue was handed over by its date alone; one that no unit has was never handed.
    """
    if issue.due is None:
        return
    dated = select(IssueAction.id).where(IssueAction.issue_id == issue.id, IssueAction.due.is_not(None)).limit(1)
    if session.scalar(dated) is None:
        kind = ActionKind.EDITED if issue.lead_agency_id is None else ActionKind.ASSIGNED
        add_line(session, issue, kind, issue.raised_on, due=issue.due, agency_id=issue.lead_agency_id)


def note_movement(issue: Issue, kind: ActionKind, day: date) -> None:
    """Keep that *issue* moved on *day*; a line written later about an earlier day moves nothing back."""
    if kind in MOVEMENTS:
        issue.moved_on = max(day, issue.moved_on or day)
    if kind in NOTES:
        issue.noted_on = max(day, issue.noted_on or day)
    if kind is ActionKind.ASSIGNED and issue.lead_agency_id is not None:
        issue.assigned_on = day
