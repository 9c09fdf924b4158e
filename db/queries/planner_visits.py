"""The visits that a plan stands among: what stays and why, what may be moved, what lies around."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Row, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.planner.problem import Hold, Plan, PlannedVisit
from core.visits import PLANNED, VOID, Half, VisitState
from db.models import (
    Appointment,
    Attachment,
    HouseholdVisit,
    Issue,
    IssueAction,
    ItineraryStop,
    PreparationStep,
    PrintedDocument,
    Promise,
    Visit,
    VisitAgency,
    VisitLeader,
    VisitNote,
    VisitRecord,
    VisitRequest,
)
from db.queries.published import published_between

HISTORY: Final = timedelta(731)
"""Twenty-four months: what went before a plan."""
_YEAR: Final = timedelta(365)
_BOUND: Final[tuple[InstrumentedAttribute[Any], ...]] = (
    Appointment.visit_id, Attachment.visit_id, HouseholdVisit.visit_id, Issue.visit_id, Issue.bring_to_visit_id,
    IssueAction.visit_id, ItineraryStop.visit_id, PrintedDocument.visit_id, Promise.visit_id, VisitLeader.visit_id,
    VisitNote.visit_id, VisitRecord.visit_id, VisitRequest.visit_id,
)  # fmt: skip
"""Rows that make people or papers wait for a visit."""


@dataclass(frozen=True, slots=True)
class PlanVisits:
    """The visits of a problem.

    Attributes:
        done: Day and kind of those that took place in the last twelve months.
    """

    fixed: Plan
    drafts: Plan
    around: Plan
    done: tuple[tuple[date, str], ...]


def plan_visits(session: Session, first: date, last: date, *, today: date) -> PlanVisits:
    """Return the visits from 24 months before the days from *first* to *last* to the end of that year."""
    rows = _rows(session, min(first, today) - HISTORY, max(date(last.year, 12, 31), last + timedelta(92)))
    along = _along(session, rows)
    inside = [row for row in rows if first <= row.day <= last]
    why = _why_held(session, first, last, today)
    here = [_visit(row, along.get(row.id, ()), why(row)) for row in inside]
    return PlanVisits(
        fixed=tuple(sorted(each for each in here if each.hold)),
        drafts=tuple(sorted(each for each in here if not each.hold)),
        around=tuple(sorted(_visit(row, along.get(row.id, ()), "") for row in rows if not first <= row.day <= last)),
        done=tuple(
            (row.day, row.kind) for row in rows if row.state is VisitState.DONE and today - _YEAR <= row.day <= today
        ),
    )


def standing_visits(session: Session, first: date, last: date, *, today: date) -> Plan:
    """Return the visits of these days as they stand, those that may be moved without a hold."""
    rows = _rows(session, first, last)
    along, why = _along(session, rows), _why_held(session, first, last, today)
    return tuple(sorted(_visit(row, along.get(row.id, ()), why(row)) for row in rows))


def _rows(session: Session, begin: date, end: date) -> list[Row[Any]]:
    query = select(
        Visit.id, Visit.uid, Visit.day, Visit.half, Visit.township_id, Visit.leader_id, Visit.kind, Visit.state,
        Visit.pinned, Visit.unannounced,
    ).where(Visit.day.between(begin, end), Visit.state.not_in(VOID))  # fmt: skip
    rows: list[Row[Any]] = [*session.execute(query.order_by(Visit.day, Visit.id))]
    return rows


def _along(session: Session, rows: Iterable[Row[Any]]) -> Mapping[int, tuple[int, ...]]:
    days = [row.day for row in rows]
    if not days:
        return {}
    query = (
        select(VisitLeader.visit_id, VisitLeader.leader_id)
        .join(Visit, Visit.id == VisitLeader.visit_id)
        .where(Visit.day.between(min(days), max(days)))
        .order_by(VisitLeader.visit_id, VisitLeader.position, VisitLeader.leader_id)
    )
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for visit_id, leader_id in session.execute(query):
        found[visit_id] += (leader_id,)
    return found


def _visit(row: Row[Any], along: tuple[int, ...], hold: str) -> PlannedVisit:
    return PlannedVisit(row.day, row.half, row.township_id, row.leader_id, row.kind, row.id, hold, along)


def _why_held(session: Session, first: date, last: date, today: date) -> Callable[[Row[Any]], str]:
    """Return what says why a visit stays; empty where it may move.

    Whole days stay because the planner deals out halves only; so do unannounced visits, whatever is past, and what
    somebody goes along on.
    """
    published, bound = published_between(session, first, last).rows, _bound(session, first, last)

    def why(row: Row[Any]) -> str:
        if row.pinned:
            return Hold.PINNED
        if row.uid in published:
            return Hold.PUBLISHED
        stays = row.day < today or row.state is VisitState.NOTIFIED or row.state not in PLANNED
        return Hold.BOUND if stays or row.unannounced or row.half is Half.WHOLE_DAY or row.id in bound else ""

    return why


def _bound(session: Session, first: date, last: date) -> frozenset[int]:
    """Return the visits of these days that residents, units, issues, papers or preparations wait for."""
    of_days = select(Visit.id).where(Visit.day.between(first, last))
    waiting = [select(column).where(column.in_(of_days)) for column in _BOUND]
    told = select(VisitAgency.visit_id).where(VisitAgency.visit_id.in_(of_days))
    waiting.append(told.where(VisitAgency.notified_on.is_not(None) | VisitAgency.confirmed_on.is_not(None)))
    begun = select(PreparationStep.visit_id).where(PreparationStep.visit_id.in_(of_days))
    waiting.append(begun.where(PreparationStep.done_on.is_not(None)))
    return frozenset(session.scalars(union(*waiting)))


def kind_counts(visits: PlanVisits) -> Counter[str]:
    """Return how many visits of each kind took place in the last twelve months."""
    return Counter(kind for _day, kind in visits.done)
