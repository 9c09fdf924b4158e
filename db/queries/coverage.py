"""When each township was last visited, and when somebody goes there next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.visits import PLANNED, VisitState, waits_too_long
from db.models import Leader, Township, Visit


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


def _first_of_each(
    session: Session, by: InstrumentedAttribute[int], days: ColumnElement[date], *which: ColumnElement[bool]
) -> dict[int, NearestVisit]:
    place = func.row_number().over(partition_by=by, order_by=(days, Leader.rank_order, Visit.id)).label("place")
    ranked = (
        select(by.label("key"), Visit.day, Leader.name.label("leader"), Township.name.label("township"), place)
        .join(Visit.leader)
        .join(Visit.township)
        .where(*which)
        .subquery()
    )
    found = select(ranked.c.key, ranked.c.day, ranked.c.leader, ranked.c.township).where(ranked.c.place == 1)
    return {key: NearestVisit(*rest) for key, *rest in session.execute(found)}
