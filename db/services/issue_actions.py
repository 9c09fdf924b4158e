"""What happens around an issue beside its life cycle (issue_moves): pressed, given time, seen on site, taken along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.errors import IssueIsSettled, Vanished, VisitGoesElsewhere
from core.i18n import _
from core.issues import SETTLED, ActionKind, CheckMark
from core.life_cycle import MOVES, Step, state_after, taken_up
from core.settings import OfficeSettings
from core.text import clean_text
from db.models import Issue, IssueAction, Township, Visit
from db.queries.recusals import require_visit
from db.services.issue_lines import add_line
from db.services.issue_steps import last_step, make
from db.services.look_back import look_back_on_site


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
        add_line(session, issue, ActionKind.REMINDED, today, text=words, agency_id=issue.lead_agency_id)
        pressed += 1
    session.flush()
    return pressed


def check_on_site(
    session: Session,
    visit_id: int,
    issue_id: int,
    mark: CheckMark,
    *,
    day: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Write down what a visit found of an issue brought along; the same mark twice is one line.

    A mark never closes: what is solved still needs its result in words. A visit written down late moves nothing
    that went on meanwhile, and a mark taken back takes its step back.

    Raises:
        Vanished: issue or visit was deleted meanwhile.
        IssueIsSettled: it was closed meanwhile.
    """
    if look_back_on_site(session, visit_id, issue_id, mark, day=day, calendar=calendar, settings=settings):
        return
    issue = _open_issue(session, issue_id)
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise Vanished
    latest = _latest_mark(session, issue_id, visit_id)
    if latest is mark:
        return
    facts: dict[str, Any] = {"mark": mark, "visit_id": visit_id, "leader_id": visit.leader_id}
    last = last_step(session, issue)
    if mark is CheckMark.DONE and (last is None or day >= last.day):
        make(session, issue, MOVES["seen_done"], day, calendar=calendar, settings=settings, **facts)
        return
    add_line(session, issue, ActionKind.CHECKED_ON_SITE, day, **facts)
    session.flush()
    if latest is CheckMark.DONE and last is not None and last.visit_id == visit_id:
        lines = session.scalars(select(IssueAction).where(IssueAction.issue_id == issue_id).order_by(IssueAction.id))
        steps = [Step(line.kind, line.day, line.mark, line.visit_id) for line in lines]
        issue.state = state_after(steps, has_unit=issue.lead_agency_id is not None)
    elif mark is CheckMark.IN_HAND:
        issue.state = taken_up(issue.state)
    session.flush()


def _latest_mark(session: Session, issue_id: int, visit_id: int) -> CheckMark | None:
    return session.scalar(
        select(IssueAction.mark)
        .where(IssueAction.issue_id == issue_id, IssueAction.visit_id == visit_id)
        .where(IssueAction.kind == ActionKind.CHECKED_ON_SITE)
        .order_by(IssueAction.id.desc())
        .limit(1)
    )


def bring_to_visit(session: Session, issue_id: int, visit_id: int | None) -> None:
    """Carry an issue to a visit in its township, or no longer.

    Raises:
        Vanished: issue or visit was deleted meanwhile.
        VisitGoesElsewhere: the visit goes to another township.
        AboutThisUnit, AboutThisLeader, LeaderRecused: somebody goes along whom the issue must not reach.
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
        require_visit(session, issue, visit_id)
    issue.bring_to_visit_id = visit_id
    session.flush()


def _open_issue(session: Session, issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise Vanished
    if issue.state in SETTLED:
        raise IssueIsSettled(number=issue.number)
    return issue
