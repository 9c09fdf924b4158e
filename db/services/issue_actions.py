"""What happens to an issue after it was written down; each adds one line to its timeline, none changes a line.

Nothing here runs by a timer, and nothing but close_issue closes: an issue never closes itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import (
    DayAhead,
    DayTooEarly,
    ExtensionNotLater,
    IssueIsOpen,
    IssueIsSettled,
    MissingField,
    NothingToExtend,
    ReopenNeedsTime,
    Vanished,
    VisitGoesElsewhere,
)
from core.i18n import _, day_text
from core.issues import SETTLED, ActionKind, CheckMark, IssueState, Satisfaction
from core.text import clean_text, required_line
from db.models import Extension, Issue, IssueAction, Township, Visit
from db.services.issue_deadlines import further_steps

_NOT_STARTED = frozenset({IssueState.REGISTERED, IssueState.ASSIGNED, IssueState.RECEIVED, IssueState.OBJECTED})


def press(session: Session, issue_ids: Iterable[int], *, text: str = "", today: date) -> int:
    """Press the units of open issues (督办) and return how many were pressed.

    Raises:
        Vanished: one was deleted meanwhile.
        IssueIsSettled: one is closed already.
        TooLong, UnreadableText: the words cannot be kept as they are.
    """
    words = clean_text(text, _("What is asked for"), limit=2000)
    pressed = 0
    for issue_id in issue_ids:
        issue = _open_issue(session, issue_id)
        issue.chase_count += 1
        _add(session, issue, ActionKind.REMINDED, today, text=words, agency_id=issue.lead_agency_id)
        pressed += 1
    session.flush()
    return pressed


def extend_issue(
    session: Session, issue_id: int, *, due: date, reason: str, approver: str, document_number: str, today: date
) -> None:
    """Grant more time, until *due*; an extension granted after the date had passed stays marked as late.

    Raises:
        MissingField: reason, approver or document number is empty.
        NothingToExtend: the issue has no date.
        ExtensionNotLater: *due* gives no time.
        IssueIsSettled, Vanished: it is closed or gone.
    """
    issue = _open_issue(session, issue_id)
    why = required_line(reason, _("Reason"), limit=400)
    who = required_line(approver, _("Approved by"), limit=60)
    number = required_line(document_number, _("Document number"), limit=60)
    if issue.due is None:
        raise NothingToExtend(number=issue.number)
    if due <= issue.due:
        raise ExtensionNotLater(due=day_text(issue.due, year=True))
    _keep_first_date(session, issue)
    late = today > issue.due
    granted = Extension(issue_id=issue.id, granted_on=today, from_due=issue.due, to_due=due, late=late)
    granted.reason, granted.approver, granted.document_number = why, who, number
    session.add(granted)
    facts: dict[str, object] = {"approver": who, "number": number, "why": why}
    issue.due_steps = further_steps(issue.due_steps, issue.due, due, facts, late_on=today if late else None)
    issue.due, issue.extension_count = due, issue.extension_count + 1
    _add(session, issue, ActionKind.EXTENDED, today, text=why, due=due, agency_id=issue.lead_agency_id)
    session.flush()


def close_issue(
    session: Session,
    issue_id: int,
    *,
    result: str,
    closed_on: date,
    today: date,
    satisfaction: Satisfaction | None = None,
) -> None:
    """Close an issue with its result; nothing else ever closes one.

    Raises:
        MissingField: there is no result.
        DayAhead, DayTooEarly: it was not settled on such a day.
        IssueIsSettled, Vanished: it is closed already, or gone.
    """
    issue = _open_issue(session, issue_id)
    words = clean_text(result, _("Result"))
    if not words:
        raise MissingField(field=_("Result"))
    if closed_on > today:
        raise DayAhead(field=_("Closed on"), day=day_text(closed_on, year=True))
    if closed_on < issue.raised_on:
        facts = {"day": day_text(closed_on, year=True), "raised": day_text(issue.raised_on, year=True)}
        raise DayTooEarly(field=_("Closed on"), **facts)
    _keep_first_date(session, issue)
    issue.state, issue.closed_on, issue.close_result = IssueState.CLOSED, closed_on, words
    issue.bring_to_visit_id = None
    _add(session, issue, ActionKind.CLOSED, closed_on, text=words, agency_id=issue.lead_agency_id)
    if satisfaction is not None:
        issue.satisfaction = satisfaction
        _add(session, issue, ActionKind.RETURN_VISIT, today, satisfaction=satisfaction)
    session.flush()


def record_satisfaction(
    session: Session, issue_id: int, *, satisfaction: Satisfaction, text: str = "", today: date
) -> None:
    """Write down what the person who raised it says (回访); a later answer stands above an earlier one.

    Raises:
        IssueIsOpen: there is no result to ask about.
        Vanished: it was deleted meanwhile.
    """
    issue = _settled_issue(session, issue_id)
    issue.satisfaction = satisfaction
    words = clean_text(text, _("Their words"), limit=2000)
    _add(session, issue, ActionKind.RETURN_VISIT, today, text=words, satisfaction=satisfaction)
    session.flush()


def reopen(session: Session, issue_id: int, *, due: date, reason: str, today: date) -> None:
    """Take a closed issue up again (复号) until a new date; earlier lateness stays in its timeline.

    Raises:
        IssueIsOpen, Vanished: it is open, or gone.
        MissingField: there is no reason.
        ReopenNeedsTime: the new date is over already.
    """
    issue = _settled_issue(session, issue_id)
    why = required_line(reason, _("Reason"), limit=400)
    if due < today:
        raise ReopenNeedsTime(today=day_text(today, year=True))
    _keep_first_date(session, issue)
    facts: dict[str, object] = {"approver": "", "number": "", "why": why}
    issue.due_steps = further_steps(issue.due_steps, issue.due or issue.raised_on, due, facts, late_on=None)
    issue.state = IssueState.ASSIGNED if issue.lead_agency_id else IssueState.REGISTERED
    issue.due, issue.due_stated, issue.due_provisional = due, True, False
    issue.closed_on, issue.satisfaction = None, None
    _add(session, issue, ActionKind.REOPENED, today, text=why, due=due, agency_id=issue.lead_agency_id)
    session.flush()


def add_progress(session: Session, issue_id: int, *, text: str, today: date) -> None:
    """Write down what is being done; the issue counts as in hand from now on.

    Raises:
        MissingField: nothing was written.
        IssueIsSettled, Vanished: it is closed, or gone.
    """
    issue = _open_issue(session, issue_id)
    words = _required_text(text, _("Progress"))
    if issue.state in _NOT_STARTED:
        issue.state = IssueState.IN_HAND
    _add(session, issue, ActionKind.PROGRESS, today, text=words, agency_id=issue.lead_agency_id)
    session.flush()


def add_feedback(session: Session, issue_id: int, *, text: str, today: date) -> None:
    """Write down the unit's answer (反馈).

    Raises:
        MissingField: nothing was written.
        IssueIsSettled, Vanished: it is closed, or gone.
    """
    issue = _open_issue(session, issue_id)
    words = _required_text(text, _("Answer of the unit"))
    issue.state = IssueState.FEEDBACK
    _add(session, issue, ActionKind.FEEDBACK, today, text=words, agency_id=issue.lead_agency_id)
    session.flush()


def check_on_site(session: Session, visit_id: int, issue_id: int, mark: CheckMark, *, day: date) -> None:
    """Write down what a visit found of an issue brought along; the same mark twice is one line.

    A mark never closes: what is done still needs its result in words.

    Raises:
        Vanished: issue or visit was deleted meanwhile.
        IssueIsSettled: it was closed meanwhile.
    """
    issue = _open_issue(session, issue_id)
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise Vanished
    latest = session.scalar(
        select(IssueAction.mark)
        .where(IssueAction.issue_id == issue_id, IssueAction.visit_id == visit_id)
        .where(IssueAction.kind == ActionKind.CHECKED_ON_SITE)
        .order_by(IssueAction.id.desc())
        .limit(1)
    )
    if latest is mark:
        return
    if mark is CheckMark.IN_HAND and issue.state in _NOT_STARTED:
        issue.state = IssueState.IN_HAND
    elif mark is CheckMark.DONE:
        issue.state = IssueState.CHECKED
    _add(session, issue, ActionKind.CHECKED_ON_SITE, day, mark=mark, visit_id=visit_id, leader_id=visit.leader_id)
    session.flush()


def bring_to_visit(session: Session, issue_id: int, visit_id: int | None) -> None:
    """Carry an issue to a visit in its township, or no longer.

    Raises:
        Vanished: issue or visit was deleted meanwhile.
        VisitGoesElsewhere: the visit goes to another township.
        IssueIsSettled: there is nothing left to carry.
    """
    issue = _open_issue(session, issue_id)
    if visit_id is not None:
        visit = session.get(Visit, visit_id)
        if visit is None:
            raise Vanished
        if visit.township_id != issue.township_id:
            names = {place: session.get(Township, place) for place in (visit.township_id, issue.township_id)}
            there, here = names[visit.township_id], names[issue.township_id]
            raise VisitGoesElsewhere(place=there.name if there else "", township=here.name if here else "")
    issue.bring_to_visit_id = visit_id
    session.flush()


def _open_issue(session: Session, issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise Vanished
    if issue.state in SETTLED:
        raise IssueIsSettled(number=issue.number)
    return issue


def _settled_issue(session: Session, issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise Vanished
    if issue.state not in SETTLED:
        raise IssueIsOpen(number=issue.number)
    return issue


def _required_text(text: str, field: str) -> str:
    words = clean_text(text, field, limit=4000)
    if not words:
        raise MissingField(field=field)
    return words


def _keep_first_date(session: Session, issue: Issue) -> None:
    """Write down the date that an imported issue came with, before it is changed for the first time."""
    if issue.due is None:
        return
    dated = select(IssueAction.id).where(IssueAction.issue_id == issue.id, IssueAction.due.is_not(None)).limit(1)
    if session.scalar(dated) is None:
        _add(session, issue, ActionKind.ASSIGNED, issue.raised_on, due=issue.due, agency_id=issue.lead_agency_id)


def _add(session: Session, issue: Issue, kind: ActionKind, day: date, **facts: Any) -> None:
    session.add(IssueAction(issue_id=issue.id, day=day, kind=kind, **facts))
