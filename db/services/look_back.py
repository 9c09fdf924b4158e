"""Looking back at closed issues: the lot that picks one in so many, and what somebody found there.

The lot is drawn as an issue is closed, and for those closed before by `draw_look_backs`; it closes nothing and
opens nothing. What was found not to hold is reopened by a person, with a reason and a new date.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.errors import Vanished, VisitGoesElsewhere
from core.i18n import _
from core.issues import CHECK_MARK_NAMES, SETTLED, CheckMark, IssueState
from core.life_cycle import MOVES, Need, require_all
from core.look_back import LOOK_BACK_WAY_NAMES, LookBackWay, is_drawn
from core.settings import OfficeSettings
from core.text import clean_text
from db.models import Issue, Township, Visit
from db.services.issue_steps import issue_for, judge, make

DRAWN_WITHIN: Final = 366
"""Days: what was closed longer ago, such as in a ledger of years past, is drawn no more."""


def draw_on_closing(issue: Issue, *, day: date, settings: OfficeSettings) -> None:
    """Let the lot fall on an issue that is being closed, or not."""
    lot = is_drawn(issue.uid, share=settings.look_back_share, seed=settings.look_back_seed)
    issue.drawn_on = day if lot else None
    issue.look_back_on = issue.look_back_held = None


def draw_look_backs(session: Session, *, today: date, settings: OfficeSettings) -> list[int]:
    """Draw among the issues closed within a year on which no lot fell yet; return the ids of those drawn now."""
    closed = SETTLED - {IssueState.ARCHIVED}
    waiting = session.scalars(
        select(Issue)
        .where(Issue.state.in_(closed), Issue.drawn_on.is_(None), Issue.look_back_on.is_(None))
        .where(Issue.closed_on >= today - timedelta(DRAWN_WITHIN))
        .order_by(Issue.closed_on, Issue.id)
    )
    found = [
        issue for issue in waiting if is_drawn(issue.uid, share=settings.look_back_share, seed=settings.look_back_seed)
    ]
    for issue in found:
        issue.drawn_on = today
    session.flush()
    return [issue.id for issue in found]


def look_back(
    session: Session,
    issue_id: int,
    *,
    held: bool,
    day: date,
    way: LookBackWay | None,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    words: str = "",
    visit_id: int | None = None,
) -> None:
    """Write down what somebody found who looked at a closed issue again; it need not have been drawn.

    Args:
        session: Open for writing.
        issue_id: The issue.
        held: What was reported is so.
        day: When somebody looked.
        way: On a visit or by phone.
        today: The day it is written down.
        calendar: Counts working days.
        settings: The office's choices.
        words: What was found; needed where it does not hold.
        visit_id: The visit on which somebody looked, if it was one of the schedule.

    Raises:
        MoveLacks: way, day, or words about what does not hold are missing.
        VisitGoesElsewhere: the visit goes to another township.
        IssueIsOpen, MoveAfterEnd, DayAhead, DayTooEarly, MoveBeforeLast, Vanished: see issue_steps.judge.
    """
    move = MOVES["look_back"]
    issue = issue_for(session, issue_id, move)
    said = clean_text(words, _("What was found"), limit=2000)
    judge(session, issue, move, {Need.WAY: way}, day=day, today=today)
    require_all(move, [] if held or said else [Need.WORDS])
    facts: dict[str, Any] = {"visit_id": visit_id}
    if visit_id is not None:
        facts["leader_id"] = _leader_there(session, issue, visit_id)
    issue.look_back_on, issue.look_back_held = day, held
    facts["mark"] = CheckMark.DONE if held else CheckMark.DISSATISFIED
    how = _(LOOK_BACK_WAY_NAMES[way]) if way is not None else ""
    make(session, issue, move, day, calendar=calendar, settings=settings, text=said, way=how, **facts)


def look_back_on_site(
    session: Session,
    visit_id: int,
    issue_id: int,
    mark: CheckMark,
    *,
    day: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> bool:
    """Take the mark of a closed issue that a visit brought along for its look-back; return whether it was one.

    “Solved” means that it holds; every other mark that it does not, and says so in words.
    """
    issue = session.get(Issue, issue_id)
    if issue is None or issue.state not in SETTLED - {IssueState.ARCHIVED} or issue.drawn_on is None:
        return False
    held = mark is CheckMark.DONE
    if issue.look_back_on == day and issue.look_back_held is held:
        return True
    look_back(
        session, issue_id, held=held, day=day, way=LookBackWay.VISIT, today=day, calendar=calendar, settings=settings,
        words="" if held else _(CHECK_MARK_NAMES[mark]), visit_id=visit_id,
    )  # fmt: skip
    return True


def _leader_there(session: Session, issue: Issue, visit_id: int) -> int:
    """Return who led the visit, which must have gone to the issue's township."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise Vanished
    if visit.township_id != issue.township_id:
        names = [session.get_one(Township, place).name for place in (visit.township_id, issue.township_id)]
        raise VisitGoesElsewhere(place=names[0], township=names[1])
    return visit.leader_id
