"""What the secretary sees first: today's visits and the week that follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.issues import OPEN
from core.visits import VOID, Half, VisitState
from db.models import Agency, Appointment, Issue, Leader, Township, Village, Visit, VisitAgency, VisitKindRow
from db.queries.issue_filter import is_overdue

DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class TodayVisitRow:
    """One visit of today.

    Attributes:
        bring: Open issues of the township that go along.
        overdue: How many of them are past their date.
        appointments: People who asked to be received.
    """

    id: int
    half: Half
    starts_at: time | None
    kind: str
    seal: str
    colour: str
    leader: str
    township_id: int
    township: str
    place: str
    agencies: tuple[str, ...]
    bring: int
    overdue: int
    appointments: int
    state: VisitState
    unannounced: bool


@dataclass(frozen=True, slots=True)
class AheadRow:
    """One visit of the days to come."""

    id: int
    day: date
    seal: str
    colour: str
    leader: str
    township: str
    state: VisitState


def visits_today(session: Session, today: date) -> list[TodayVisitRow]:
    """Return the visits of *today* that stand, by half of the day and rank order."""
    bring = _how_many(Issue.id, Issue.township_id == Visit.township_id, Issue.state.in_(OPEN))
    overdue = _how_many(Issue.id, Issue.township_id == Visit.township_id, is_overdue(today))
    booked = _how_many(Appointment.id, Appointment.visit_id == Visit.id)
    query = (
        select(
            Visit.id,
            Visit.half,
            Visit.starts_at,
            Visit.kind,
            VisitKindRow.seal,
            VisitKindRow.colour,
            Leader.name.label("leader"),
            Township.id.label("township_id"),
            Township.name.label("township"),
            func.coalesce(func.nullif(Visit.place, ""), Village.name, Township.reception_place).label("place"),
            bring.label("bring"),
            overdue.label("overdue"),
            booked.label("appointments"),
            Visit.state,
            Visit.unannounced,
        )
        .join(Visit.leader)
        .join(Visit.township)
        .outerjoin(Visit.village)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.day == today, Visit.state.not_in(VOID))
        .order_by(Leader.rank_order, Visit.id)
    )
    along = _along(session, today)
    rows = [TodayVisitRow(agencies=tuple(along.get(row.id, ())), **row._asdict()) for row in session.execute(query)]
    return sorted(rows, key=lambda row: row.half is Half.AFTERNOON)


def _how_many(column: InstrumentedAttribute[int], *which: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count(column)).where(*which).correlate(Visit).scalar_subquery()


def _along(session: Session, day: date) -> dict[int, list[str]]:
    names = (
        select(VisitAgency.visit_id, Agency.name)
        .join(Agency, Agency.id == VisitAgency.agency_id)
        .join(Visit, Visit.id == VisitAgency.visit_id)
        .where(Visit.day == day)
        .order_by(VisitAgency.visit_id, VisitAgency.position)
    )
    along: dict[int, list[str]] = {}
    for visit_id, agency in session.execute(names):
        along.setdefault(visit_id, []).append(agency)
    return along


def visits_ahead(session: Session, today: date) -> list[AheadRow]:
    """Return the visits of the seven days after *today* that stand, day by day in rank order."""
    query = (
        select(
            Visit.id,
            Visit.day,
            VisitKindRow.seal,
            VisitKindRow.colour,
            Leader.name.label("leader"),
            Township.name.label("township"),
            Visit.state,
        )
        .join(Visit.leader)
        .join(Visit.township)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.day.between(today + timedelta(days=1), today + timedelta(days=DAYS_AHEAD)))
        .where(Visit.state.not_in(VOID))
        .order_by(Visit.day, Leader.rank_order, Visit.id)
    )
    return [AheadRow(**row._asdict()) for row in session.execute(query)]
