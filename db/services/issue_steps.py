"""What every move of an issue has in common: it is looked up, its day is judged, it leaves one line, clocks hear of it.

Only `make` sets a state, and only moves of core.life_cycle reach it; the verbs are in issue_moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.errors import DayAhead, DayTooEarly, IssueIsOpen, IssueIsSettled, Vanished
from core.i18n import _, day_text
from core.issues import OPEN, SETTLED, ActionKind, CheckMark, IssueState
from core.life_cycle import MOVES, Move, Need, require
from core.life_cycle_errors import MoveBeforeLast
from core.settings import OfficeSettings
from db.models import Issue, IssueAction
from db.services.issue_clocks import after_move
from db.services.issue_lines import add_line

_FREE: Final = frozenset({"progress", "accept"})
"""Moves that may be written down about a day before the last step."""
_STEPS: Final = {
    move.line: move for move in MOVES.values() if move.key not in _FREE | {"call_back", "look_back", "answer_on_site"}
}
"""Lines that put the steps of an issue in order, and the move behind each."""


def issue_for(session: Session, issue_id: int, move: Move) -> Issue:
    """Return the issue that *move* is made with.

    Raises:
        Vanished: it was deleted meanwhile.
        IssueIsSettled, IssueIsOpen: the move is for issues of the other sort.
    """
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise Vanished
    if issue.state in SETTLED and move.sources <= OPEN:
        raise IssueIsSettled(number=issue.number)
    if issue.state in OPEN and move.sources <= SETTLED:
        raise IssueIsOpen(number=issue.number)
    return issue


def judge(
    session: Session, issue: Issue, move: Move, given: Mapping[Need, object], *, day: date | None, today: date
) -> None:
    """Refuse *move* where it lacks something, does not come yet, or lies on an impossible day.

    Raises:
        MoveNotYet, MoveAfterEnd, MoveLacks: it does not follow, or something is missing.
        DayAhead, DayTooEarly, MoveBeforeLast: it was not made on such a day.
    """
    require(move, issue.state, {**given, Need.DAY: day})
    if day is not None:
        judge_day(session, issue, move, day, today)


def judge_day(session: Session, issue: Issue, move: Move, day: date, today: date) -> None:
    """Refuse a *day* ahead, before the issue was raised, or before the step that *move* follows."""
    if day > today:
        raise DayAhead(field=_(move.name), day=day_text(day, year=True))
    if day < issue.raised_on:
        facts = {"day": day_text(day, year=True), "raised": day_text(issue.raised_on, year=True)}
        raise DayTooEarly(field=_(move.name), **facts)
    last = None if move.key in _FREE else last_step(session, issue)
    if last is not None and day < last.day:
        facts = {"day": day_text(day, year=True), "last_day": day_text(last.day, year=True)}
        raise MoveBeforeLast(move=_(move.name), last=_(_STEPS[last.kind].name), **facts)


def last_step(session: Session, issue: Issue) -> IssueAction | None:
    """Return the line of the latest step; what a visit found counts where it was found solved."""
    found = IssueAction.kind != ActionKind.CHECKED_ON_SITE
    return session.scalar(
        select(IssueAction)
        .where(IssueAction.issue_id == issue.id, IssueAction.kind.in_(_STEPS))
        .where(or_(found, IssueAction.mark == CheckMark.DONE))
        .order_by(IssueAction.day.desc(), IssueAction.id.desc())
        .limit(1)
    )


def make(
    session: Session,
    issue: Issue,
    move: Move,
    day: date,
    *,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    **facts: Any,
) -> IssueAction:
    """Make *move*: the state, its one line, and the clocks that it starts or stops; *facts* are columns of the line."""
    issue.state = move.leads_to(issue.state)
    if issue.state is IssueState.ASSIGNED and issue.lead_agency_id is None:
        issue.state = IssueState.REGISTERED  # reopened before any unit ever had it
    line = add_line(session, issue, move.line, day, **facts)
    session.flush()
    after_move(session, issue, move.key, day, calendar=calendar, settings=settings)
    session.flush()
    return line
