"""When each township was last visited, by kind too, within how many days, and when somebody goes there next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from core.coverage import IntervalLine, KindWait, intervals_of
from core.visits import PLANNED, VisitState, waits_too_long
from db.models import Leader, Township, TownshipInterval, Visit, VisitKindRow


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How long a township has waited.

    Attributes:
        days: Natural days since the last visit that took place; None if there was none.
        limit: Days within which this township is to be visited.
        next_day: The next planned visit's day, today included.
        next_leader: Who goes there then.
    """

    township_id: int
    township: str
    days: int | None
    limit: int
    last_day: date | None
    next_day: date | None
    next_leader: str | None

    @property
    def is_past_limit(self) -> bool:
        """Whether the office's promise for this township is broken today."""
        return waits_too_long(self.days, self.limit)


@dataclass(frozen=True, slots=True)
class NearestVisit:
    """The last visit that took place, or the next one planned."""

    day: date
    leader: str
    township: str


def township_coverage(session: Session, today: date, *, default_interval: int) -> list[CoverageRow]:
    """Return all townships, the one that has waited longest first.

    A township that was never visited has waited longest of all.
    """
    last, coming = nearest_visits(session, Visit.township_id, today)
    rows = []
    for township in session.execute(
        select(Township.id, Township.name, Township.visit_interval_days).order_by(Township.position, Township.id)
    ):
        seen, following = last.get(township.id), coming.get(township.id)
        rows.append(
            CoverageRow(
                township_id=township.id,
                township=township.name,
                days=None if seen is None else (today - seen.day).days,
                limit=township.visit_interval_days or default_interval,
                last_day=None if seen is None else seen.day,
                next_day=None if following is None else following.day,
                next_leader=None if following is None else following.leader,
            )
        )
    return sorted(rows, key=lambda row: -1_000_000 if row.days is None else -row.days)


def nearest_visits(
    session: Session, by: InstrumentedAttribute[int], today: date, *, only: int | None = None
) -> tuple[dict[int, NearestVisit], dict[int, NearestVisit]]:
    """Return the last visit and the next one, today's included, by township or by leader.

    *by* is `Visit.township_id` or `Visit.leader_id`, *only* one of them. Of several on one day that of
    the highest leader counts.
    """
    took_place = (Visit.state == VisitState.DONE, Visit.day <= today)
    planned = (Visit.state.in_(PLANNED), Visit.day >= today)
    mine = () if only is None else (by == only,)
    return (
        _first_of_each(session, by, Visit.day.desc(), *took_place, *mine),
        _first_of_each(session, by, Visit.day.asc(), *planned, *mine),
    )


def interval_lines(session: Session) -> list[IntervalLine]:
    """Return within how many days each kind is to reach the townships, the county's lines before their own."""
    query = select(TownshipInterval.township_id, TownshipInterval.kind, TownshipInterval.days)
    lines = [IntervalLine(*row) for row in session.execute(query.order_by(TownshipInterval.id))]
    return sorted(lines, key=lambda line: line.township_id is not None)


def kind_waits(session: Session, today: date) -> Mapping[int, tuple[KindWait, ...]]:
    """Return how long each township has waited for every kind that has an interval there, by the kinds' order."""
    lines = interval_lines(session)
    if not lines:
        return defaultdict(tuple)
    days = _days_by_kind(session, today, {line.kind for line in lines})
    kinds = session.execute(
        select(VisitKindRow.key, VisitKindRow.name)
        .where(VisitKindRow.active)
        .order_by(VisitKindRow.position, VisitKindRow.key)
    ).all()
    found: dict[int, tuple[KindWait, ...]] = {}
    for township_id in session.scalars(select(Township.id)):
        held = intervals_of(lines, township_id)
        found[township_id] = tuple(
            _kind_wait(key, name, held[key], days.get((township_id, key), (None, None)), today)
            for key, name in kinds
            if key in held
        )
    return found


def _kind_wait(
    kind: str, name: str, line: IntervalLine, days: tuple[date | None, date | None], today: date
) -> KindWait:
    last, following = days
    since = None if last is None else (today - last).days
    return KindWait(kind, name, since, line.days, line.township_id is not None, following)


def _days_by_kind(
    session: Session, today: date, kinds: set[str]
) -> Mapping[tuple[int, str], tuple[date | None, date | None]]:
    """Return the last day that each kind reached a township, and the next planned, by township and kind."""

    def nearest(order: ColumnElement[date], *which: ColumnElement[bool]) -> ScalarSelect[date]:
        here = (Visit.township_id == Township.id, Visit.kind == VisitKindRow.key)
        query = select(Visit.day).where(*here, *which).order_by(order).limit(1)
        return query.correlate(Township, VisitKindRow).scalar_subquery()

    last = nearest(Visit.day.desc(), Visit.state == VisitState.DONE, Visit.day <= today)
    following = nearest(Visit.day.asc(), Visit.state.in_(PLANNED), Visit.day >= today)
    query = (
        select(Township.id, VisitKindRow.key, last, following)
        .join(VisitKindRow, true())
        .where(VisitKindRow.key.in_(kinds))
    )
    return {(township_id, kind): (seen, coming) for township_id, kind, seen, coming in session.execute(query)}


def _first_of_each(
    session: Session, by: InstrumentedAttribute[int], days: ColumnElement[date], *which: ColumnElement[bool]
) -> dict[int, NearestVisit]:
    """Return the first visit of each township or leader: one look into the index for each, not a scan of all."""
    home = Township if by is Visit.township_id else Leader
    best, ranked = aliased(Visit), aliased(Leader)
    first = (
        select(Visit.id)
        .join(ranked, ranked.id == Visit.leader_id)
        .where(by == home.id, *which)
        .order_by(days, ranked.rank_order, Visit.id)
        .limit(1)
        .correlate(home)
        .scalar_subquery()
    )
    chosen = select(home.id.label("key"), first.label("visit")).subquery()
    leads, place = aliased(Leader), aliased(Township)
    found = (
        select(chosen.c.key, best.day, leads.name, place.name)
        .join(best, best.id == chosen.c.visit)
        .join(leads, leads.id == best.leader_id)
        .join(place, place.id == best.township_id)
    )
    return {key: NearestVisit(*rest) for key, *rest in session.execute(found)}
