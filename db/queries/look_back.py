"""Look-backs that are due: closed issues on which the lot fell, and the next visit that can carry each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.i18n import _
from core.visits import VOID
from db.models import Issue, Leader, Visit
from db.queries.flag_conditions import look_back_due
from db.queries.issues import IssueRow, rows_by_id

VISITS_OFFERED = 30


def look_backs_due(
    session: Session, today: date, *, calendar: WorkCalendar, township_id: int | None = None
) -> list[IssueRow]:
    """Return the closed issues that wait for a look-back, those drawn first at the top: of a township, or of all."""
    query = select(Issue.id).where(look_back_due()).order_by(Issue.drawn_on, Issue.id)
    if township_id is not None:
        query = query.where(Issue.township_id == township_id)
    ids = list(session.scalars(query))
    rows = {row.id: row for row in rows_by_id(session, ids, today, calendar=calendar)}
    return [rows[id] for id in ids if id in rows]


@dataclass(frozen=True, slots=True)
class SeenVisitRow:
    """A visit on which somebody may have looked."""

    id: int
    day: date
    leader: str


def visits_since_closing(session: Session, issue_id: int, today: date) -> list[SeenVisitRow]:
    """Return the visits to an issue's township from its closing up to *today*, the latest first."""
    rows = session.execute(
        select(Visit.id, Visit.day, Leader.name)
        .join(Visit.leader)
        .join(Issue, Issue.township_id == Visit.township_id)
        .where(Issue.id == issue_id, Visit.day >= func.coalesce(Issue.closed_on, Issue.raised_on), Visit.day <= today)
        .where(Visit.state.not_in(VOID))
        .order_by(Visit.day.desc(), Visit.id.desc())
        .limit(VISITS_OFFERED)
    )
    return [SeenVisitRow(*row) for row in rows]


def brought_title(row: IssueRow) -> str:
    """Return the title under which an issue travels along: one that is closed goes for its look-back."""
    return row.title if row.is_open else _("Look back: {title}").format(title=row.title)


def look_back_count(session: Session) -> int:
    """Return how many look-backs are due."""
    return session.scalar(select(func.count()).select_from(Issue).where(look_back_due())) or 0
