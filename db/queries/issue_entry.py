"""What the fast entry page needs at hand: the visit, and units with their load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from core.issues import CheckMark
from core.visits import VOID, Half, RecordForm, VisitState
from db.models import Agency, Issue, IssueAction, Leader, Township, Visit, VisitKindRow

LOAD_DAYS = 92
"""Three months: how far back a unit's load is counted."""


@dataclass(frozen=True, slots=True)
class EntryVisitRow:
    """The visit on which issues are written down."""

    id: int
    day: date
    half: Half
    kind: str
    leader: str
    township_id: int
    township: str
    place: str
    state: VisitState
    registered: int
    leader_id: int
    record: RecordForm
    starts_at: time | None
    ends_at: time | None
    state_reason: str


@dataclass(frozen=True, slots=True)
class AgencyLoadRow:
    """A unit, and how many issues it took on in the last three months."""

    id: int
    name: str
    short_name: str
    recent: int


def entry_visit(session: Session, visit_id: int) -> EntryVisitRow | None:
    """Return the visit, with how many issues were written down on it so far."""
    found = _entry_visits(session, Visit.id == visit_id)
    return found[0] if found else None


def entry_visits_on(session: Session, day: date) -> list[EntryVisitRow]:
    """Return the visits of *day* that stand, the earliest first."""
    return _entry_visits(session, and_(Visit.day == day, Visit.state.not_in(VOID)))


def agency_loads(session: Session, today: date) -> list[AgencyLoadRow]:
    """Return the active units, the one with most issues of late first."""
    since = today - timedelta(LOAD_DAYS)
    recent = (
        select(Issue.lead_agency_id, func.count().label("n"))
        .where(Issue.raised_on > since, Issue.raised_on <= today)
        .group_by(Issue.lead_agency_id)
        .subquery()
    )
    load = func.coalesce(recent.c.n, 0)
    rows = session.execute(
        select(Agency.id, Agency.name, Agency.short_name, load)
        .outerjoin(recent, recent.c.lead_agency_id == Agency.id)
        .where(Agency.active)
        .order_by(load.desc(), Agency.position, Agency.name)
    )
    return [AgencyLoadRow(*row) for row in rows]


def marks_of(session: Session, visit_id: int) -> dict[int, CheckMark]:
    """Return what was found of each issue on this visit so far, the latest mark of each."""
    rows = session.execute(
        select(IssueAction.issue_id, IssueAction.mark)
        .where(IssueAction.visit_id == visit_id, IssueAction.mark.is_not(None))
        .order_by(IssueAction.id)
    )
    return {issue_id: mark for issue_id, mark in rows if mark is not None}


def _entry_visits(session: Session, condition: ColumnElement[bool]) -> list[EntryVisitRow]:
    registered = (
        select(func.count()).select_from(Issue).where(Issue.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    )
    rows = session.execute(
        select(
            Visit.id, Visit.day, Visit.half, Visit.kind, Leader.name, Visit.township_id, Township.name,
            func.coalesce(func.nullif(Visit.place, ""), Township.reception_place), Visit.state, registered,
            Visit.leader_id, VisitKindRow.record, Visit.starts_at, Visit.ends_at, Visit.state_reason,
        )
        .join(Visit.leader)
        .join(Visit.township)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(condition)
        .order_by(Visit.half.desc(), Visit.starts_at, Leader.rank_order, Visit.id)
    )  # fmt: skip
    return [EntryVisitRow(*row) for row in rows]
