"""Which neighbouring township a visit could take in on the same day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.conflicts import ClashContext, Level, VisitFacts, clashes
from core.joint_trips import OTHER_HALF, JointTrip, TripFacts, keeps_interval, saved, trip_reasons
from core.need import NeedFacts, need_of, total
from core.settings import OfficeSettings
from core.visits import PLANNED, VOID, VisitState
from db.models import Leader, Township, Visit
from db.queries.clashes import clash_context
from db.queries.needs import township_needs
from db.queries.requests import UnplacedRow, unplaced
from db.queries.templates import RoadRow, roads

REACH: Final = 400
"""Days around the trip within which a township's visits tell its interval."""

_STOPS: Final = frozenset(
    {"double_booking", "absence", "blocked_day", "meeting", "travel", "same_village", "same_township", "revisit"}
)
"""Clashes that speak against going there as well; what concerns the day itself was accepted with the visit."""


@dataclass(frozen=True, slots=True)
class _County:
    """What all neighbours are judged by."""

    today: date
    calendar: WorkCalendar
    context: ClashContext
    townships: Mapping[int, Any]
    needs: Mapping[int, NeedFacts]
    requests: Mapping[int, list[UnplacedRow]]
    visits: Mapping[int, list[Any]]


@dataclass(frozen=True, slots=True)
class _Found:
    """What one neighbour came to: the visit that would move, what is saved, and its need with its sentences."""

    moves: Any | None
    km: int | None
    minutes: int | None
    need: tuple[int, tuple[str, ...]]


def joint_trips(
    session: Session, visit_id: int, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> list[JointTrip]:
    """Return what could be joined to a planned half-day visit, the greatest need first, then by kilometres saved."""
    visit = session.execute(
        select(Visit.id, Visit.day, Visit.half, Visit.leader_id, Visit.township_id, Visit.state, Visit.kind).where(
            Visit.id == visit_id
        )
    ).one_or_none()
    if visit is None or visit.state not in PLANNED or visit.day < today or visit.half not in OTHER_HALF:
        return []
    near = roads(session, visit.township_id)
    if not near:
        return []
    county = _county(session, visit, near, today=today, calendar=calendar, settings=settings)
    found = [trip for road in near if (trip := _trip(visit, road, county)) is not None]
    return sorted(found, key=lambda trip: (-trip.need, -(trip.km_saved or 0), trip.township_id))


def _county(
    session: Session,
    visit: Any,
    near: Sequence[RoadRow],
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> _County:
    asked: defaultdict[int, list[UnplacedRow]] = defaultdict(list)
    for row in unplaced(session, today=today, calendar=calendar, settings=settings):
        asked[row.township_id].append(row)
    columns = (Township.id, Township.name, Township.distance_km, Township.travel_minutes)
    return _County(
        today=today,
        calendar=calendar,
        context=clash_context(session, visit.day, visit.day, calendar=calendar, settings=settings),
        townships={row.id: row for row in session.execute(select(*columns))},
        needs=township_needs(session, today, calendar=calendar, settings=settings),
        requests=asked,
        visits=_visits(session, [road.other_id for road in near], visit.day, today),
    )


def _visits(session: Session, townships: Sequence[int], day: date, today: date) -> Mapping[int, list[Any]]:
    """Return the visits that count for the intervals: those that took place, and those still to come."""
    query = (
        select(
            Visit.id,
            Visit.day,
            Visit.leader_id,
            Visit.township_id,
            Visit.state,
            Visit.pinned,
            Leader.name.label("name"),
        )
        .join(Visit.leader)
        .where(Visit.township_id.in_(townships), Visit.state.not_in(VOID))
        .where(Visit.day.between(day - timedelta(REACH), day + timedelta(REACH)))
        .order_by(Visit.day, Visit.id)
    )
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        if row.state is VisitState.DONE or row.day >= today:
            found[row.township_id].append(row)
    return found


def _trip(visit: Any, road: RoadRow, county: _County) -> JointTrip | None:
    """Return the trip to one neighbour, None if something speaks against it."""
    here, there = county.townships[visit.township_id], county.townships[road.other_id]
    km = saved(here.distance_km, there.distance_km, road.distance_km)
    minutes = saved(here.travel_minutes, there.travel_minutes, road.minutes)
    if (km is not None and km <= 0) or (km is None and minutes is not None and minutes <= 0):
        return None
    need = county.needs[road.other_id]
    planned = county.visits.get(road.other_id, [])
    moves = _movable(visit, planned, county, need.interval)
    if not _is_possible(visit, road.other_id, county, moves):
        return None
    if not keeps_interval([row.day for row in planned], visit.day, need.interval, moved=moves.day if moves else None):
        return None
    asked = county.requests.get(road.other_id, [])
    found = _Found(moves, km, minutes, _need(need, asked, county))
    return _told(visit, road, county, found) if found.need[0] > 0 else None


def _movable(visit: Any, planned: Sequence[Any], county: _County, interval: int) -> Any | None:
    """Return the same leader's next visit there that nobody was told of yet and that may move to this day."""
    free = (
        row
        for row in planned
        if row.leader_id == visit.leader_id
        and row.state in {VisitState.DRAFT, VisitState.SET}
        and not row.pinned
        and row.day >= county.today
        and row.day != visit.day
        and keeps_interval([each.day for each in planned], visit.day, interval, moved=row.day)
    )
    return min(free, key=lambda row: (abs((row.day - visit.day).days), row.id), default=None)


def _is_possible(visit: Any, township_id: int, county: _County, moves: Any | None) -> bool:
    """Return whether the leader is free in the other half, and nobody else goes there then or a few days apart."""
    others = [each for each in county.context.visits if moves is None or each.id != moves.id]
    context = replace(county.context, visits=others)
    wish = VisitFacts(None, visit.day, OTHER_HALF[visit.half], (visit.leader_id,), township_id, kind=visit.kind)
    return not any(
        clash.rule_key in _STOPS or clash.level in {Level.BLOCK, Level.BLOCK_ISSUE} for clash in clashes(wish, context)
    )


def _need(township: NeedFacts, asked: Sequence[UnplacedRow], county: _County) -> tuple[int, tuple[str, ...]]:
    """Return the need of a township with its sentences: that of its most urgent request, or its own."""
    if asked:
        return asked[0].urgency, asked[0].reasons
    addends = need_of(township, today=county.today, calendar=county.calendar)
    return total(addends), tuple(addend.sentence for addend in addends)


def _told(visit: Any, road: RoadRow, county: _County, found: _Found) -> JointTrip:
    need, asked = county.needs[road.other_id], county.requests.get(road.other_id, [])
    facts = _facts(visit, road, county, found)
    points, why = found.need
    return JointTrip(
        township_id=road.other_id,
        township=road.other,
        day=visit.day,
        half=facts.half,
        leader_id=visit.leader_id,
        road=road.road,
        minutes_between=road.minutes,
        km_between=road.distance_km,
        km_saved=found.km,
        minutes_saved=found.minutes,
        need=points,
        overdue_issues=need.overdue_issues,
        days_since_visit=need.days_since_visit,
        interval=need.interval,
        requests=tuple(row.id for row in asked),
        moves_visit_id=None if found.moves is None else found.moves.id,
        reasons=(*why, *trip_reasons(facts)),
    )


def _facts(visit: Any, road: RoadRow, county: _County, found: _Found) -> TripFacts:
    planned = county.visits.get(road.other_id, [])
    anyway = next((row for row in planned if row.day >= county.today and row.state in PLANNED), None)
    return TripFacts(
        leader=county.context.leader(visit.leader_id),
        here=county.townships[visit.township_id].name,
        there=road.other,
        day=visit.day,
        half=OTHER_HALF[visit.half],
        road=road.road,
        minutes_between=road.minutes,
        km_between=road.distance_km,
        km_saved=found.km,
        minutes_saved=found.minutes,
        requests=len(county.requests.get(road.other_id, [])),
        moves=None if found.moves is None else found.moves.day,
        goes_anyway=None if anyway is None else (anyway.name, anyway.day),
    )
