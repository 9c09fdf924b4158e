"""Promises: those given on a visit, those a leader meets again there, and all that still stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.deadlines import SOON
from core.promises import STANDING, PromiseDraft, PromiseState, promise_state
from db.models import Issue, Leader, Promise, Township, Visit, VisitLeader
from db.queries.names import NamedRow


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise as it stands.

    Attributes:
        days_over: Working days in (due, today]; 0 while in time, kept or dropped.
        own: The leader who goes gave it himself; set only by `promises_before`.
    """

    id: int
    text: str
    leader_id: int
    leader: str
    township_id: int
    township: str
    made_on: date
    due: date | None
    kept_on: date | None
    dropped_on: date | None
    outcome: str
    visit_id: int | None
    issue_id: int | None
    state: PromiseState
    days_over: int = 0
    own: bool = False


def standing() -> ColumnElement[bool]:
    """Return the condition under which a promise still stands."""
    return and_(Promise.kept_on.is_(None), Promise.dropped_on.is_(None))


def promises_before(
    session: Session, visit_id: int, *, today: date, calendar: WorkCalendar, soon: int = SOON
) -> list[PromiseRow]:
    """Return what still stands of the promises given in a visit's township before it.

    Those of the leaders who go come first (P44), then everybody else's; among them the longest overdue first.
    """
    visit = session.get(Visit, visit_id)
    if visit is None:
        return []
    along = set(session.scalars(select(VisitLeader.leader_id).where(VisitLeader.visit_id == visit_id)))
    going = along | {visit.leader_id}
    here = and_(Promise.township_id == visit.township_id, Promise.made_on <= visit.day)
    elsewhere = or_(Promise.visit_id.is_(None), Promise.visit_id != visit_id)
    rows = _rows(session, and_(standing(), here, elsewhere), today, calendar, soon, going=going)
    return sorted(rows, key=lambda row: not row.own)


def open_promises(
    session: Session,
    *,
    today: date,
    calendar: WorkCalendar,
    soon: int = SOON,
    leader_id: int | None = None,
    township_id: int | None = None,
    settled: bool = False,
) -> list[PromiseRow]:
    """Return every promise that still stands, the longest overdue first, those without a date last.

    With *settled* those kept and dropped come too, behind the others.
    """
    wanted: list[ColumnElement[bool]] = [] if settled else [standing()]
    if leader_id is not None:
        wanted.append(Promise.leader_id == leader_id)
    if township_id is not None:
        wanted.append(Promise.township_id == township_id)
    rows = _rows(session, and_(true(), *wanted), today, calendar, soon)
    return sorted(rows, key=lambda row: row.state not in STANDING)


def promises_due(session: Session, *, today: date, calendar: WorkCalendar, soon: int = SOON) -> list[PromiseRow]:
    """Return the promises that are overdue or due soon."""
    near = {PromiseState.OVERDUE, PromiseState.DUE_SOON}
    return [row for row in open_promises(session, today=today, calendar=calendar, soon=soon) if row.state in near]


def overdue_promises_by_township(session: Session, today: date) -> dict[int, int]:
    """Return how many promises each township still waits for although their date has passed."""
    counted = (
        select(Promise.township_id, func.count()).where(standing(), Promise.due < today).group_by(Promise.township_id)
    )
    return dict(session.execute(counted).all())


def leaders_who_go(session: Session, visit_id: int) -> list[NamedRow]:
    """Return the leaders of a visit: who leads it first, then who goes along."""
    leads = select(Leader.id, Leader.name, Leader.post).join(Visit, Visit.leader_id == Leader.id)
    along = select(Leader.id, Leader.name, Leader.post).join(VisitLeader, VisitLeader.leader_id == Leader.id)
    rows = [
        *session.execute(leads.where(Visit.id == visit_id)),
        *session.execute(along.where(VisitLeader.visit_id == visit_id).order_by(VisitLeader.position)),
    ]
    return [NamedRow(*row) for row in rows]


def drafts_of(session: Session, visit_id: int) -> list[PromiseDraft]:
    """Return the promises given on a visit, for its record page."""
    query = (
        select(Promise, func.coalesce(Issue.uid, ""))
        .outerjoin(Issue, Issue.id == Promise.issue_id)
        .where(Promise.visit_id == visit_id)
        .order_by(Promise.id)
    )
    return [PromiseDraft(row.uid, row.text, row.due, row.leader_id, uid, row.id) for row, uid in session.execute(query)]


def _rows(
    session: Session,
    wanted: ColumnElement[bool],
    today: date,
    calendar: WorkCalendar,
    soon: int,
    *,
    going: Sequence[int] | set[int] = (),
) -> list[PromiseRow]:
    query = (
        select(Promise, Leader.name, Township.name)
        .join(Leader, Leader.id == Promise.leader_id)
        .join(Township, Township.id == Promise.township_id)
        .where(wanted)
        .order_by(func.coalesce(Promise.due, date(2199, 12, 31)), Promise.made_on, Promise.id)
    )
    rows = []
    for promise, leader, township in session.execute(query):
        state = promise_state(
            promise.due, promise.kept_on, promise.dropped_on, today=today, calendar=calendar, soon=soon
        )
        over = calendar.workdays_between(promise.due, today) if state is PromiseState.OVERDUE and promise.due else 0
        rows.append(
            PromiseRow(
                promise.id, promise.text, promise.leader_id, leader, promise.township_id, township, promise.made_on,
                promise.due, promise.kept_on, promise.dropped_on, promise.outcome, promise.visit_id, promise.issue_id,
                state, over, promise.leader_id in going,
            )
        )  # fmt: skip
    return rows
