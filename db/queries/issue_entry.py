"""What the fast entry page needs at hand: the visit, units with their load, and who came before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import Session

from core.issues import OPEN, CheckMark
from core.visits import VOID, Half, RecordForm, VisitState
from db.models import Agency, Issue, IssueAction, Leader, Petitioner, Township, Visit, VisitKindRow

LOAD_DAYS = 92
"""Three months: how far back a unit's load is counted."""

SAME_PERSON_DAYS = 731
"""Two years: how far back the same person counts as having come before."""


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


@dataclass(frozen=True, slots=True)
class SamePersonRow:
    """An issue of somebody who seems to be the same person."""

    issue_id: int
    number: str
    title: str
    raised_on: date
    is_open: bool


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


def same_person(
    session: Session, today: date, *, township_id: int, name: str, phone: str, village_id: int | None
) -> list[SamePersonRow]:
    """Return earlier issues of the same phone, or the same name in the same village, within 24 months.

    Digits alone are compared in a phone, so that blanks and hyphens make no difference.
    """
    digits = "".join(sign for sign in phone if sign.isdigit())
    bare: SQLColumnExpression[str] = Petitioner.phone
    for sign in (" ", "-", "—", "\u3000"):
        bare = func.replace(bare, sign, "")
    ways = []
    if len(digits) >= 7:
        ways.append(and_(Petitioner.phone != "", bare == digits))
    if name.strip() and village_id is not None:
        same_village = or_(Issue.village_id == village_id, Petitioner.village_id == village_id)
        ways.append(and_(Petitioner.name == name.strip(), Issue.township_id == township_id, same_village))
    if not ways:
        return []
    rows = session.execute(
        select(Issue.id, Issue.number, Issue.title, Issue.raised_on, Issue.state)
        .join(Petitioner, Petitioner.id == Issue.petitioner_id)
        .where(or_(*ways), Issue.raised_on > today - timedelta(SAME_PERSON_DAYS))
        .order_by(Issue.raised_on.desc(), Issue.id.desc())
        .limit(5)
    )
    return [SamePersonRow(id, number, title, day, state in OPEN) for id, number, title, day, state in rows]


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
