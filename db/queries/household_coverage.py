"""Which villages were reached in a period, and how many households were called on there.

A village is reached by a visit that took place in it, or by a call on a household of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from core.village_coverage import CoverageTotal, VillageCoverageRow, coverage_totals
from core.visits import VOID, VisitState
from db.models import HouseholdVisit, Township, Village, Visit

__all__ = ["CoverageTotal", "VillageCoverageRow", "coverage_totals", "village_coverage"]


def village_coverage(
    session: Session, first: date, last: date, *, township_id: int | None = None
) -> list[VillageCoverageRow]:
    """Return every village, in the office's order, with what happened there from *first* to *last*."""
    trips: dict[int, dict[int, date]] = {}
    for village_id, visit_id, day in session.execute(
        select(Visit.village_id, Visit.id, Visit.day).where(
            Visit.state == VisitState.DONE, Visit.day.between(first, last)
        )
    ):
        if village_id is not None:
            trips.setdefault(village_id, {})[visit_id] = day
    calls: dict[int, int] = {}
    for village_id, visit_id, day, n in session.execute(_calls(first, last)):
        calls[village_id] = calls.get(village_id, 0) + n
        trips.setdefault(village_id, {}).setdefault(visit_id or -day.toordinal(), day)
    query = (
        select(Village.township_id, Township.name, Village.id, Village.name, func.coalesce(Village.households, 0))
        .join(Township, Township.id == Village.township_id)
        .order_by(Township.position, Township.id, Village.position, Village.id)
    )
    if township_id is not None:
        query = query.where(Village.township_id == township_id)
    rows = []
    for home, township, village_id, village, households in session.execute(query):
        days = trips.get(village_id, {})
        last_day = max(days.values(), default=None)
        row = VillageCoverageRow(
            home, township, village_id, village, households, len(days), last_day, calls.get(village_id, 0)
        )
        rows.append(row)
    return rows


def _calls(first: date, last: date) -> Any:
    """Return the query of household calls, by village and visit; a visit called off since brought none."""
    stands = or_(HouseholdVisit.visit_id.is_(None), and_(Visit.id.is_not(None), Visit.state.not_in(VOID)))
    day = func.coalesce(Visit.day, HouseholdVisit.day)  # the visit's own day, should it have been corrected since
    return (
        select(HouseholdVisit.village_id, HouseholdVisit.visit_id, day, func.count())
        .outerjoin(Visit, Visit.id == HouseholdVisit.visit_id)
        .where(stands, day.between(first, last))
        .group_by(HouseholdVisit.village_id, HouseholdVisit.visit_id, day)
    )
