"""When each township was last visited, and when somebody goes there next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.visits import PLANNED, VisitState
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
        return self.days is None or self.days > self.limit


def township_coverage(session: Session, today: date, *, default_interval: int) -> list[CoverageRow]:
    """Return all townships, the one that has waited longest first.

    A township that was never visited has waited longest of all.
    """
    last = _edge_of_visits(func.max(Visit.day), Visit.state == VisitState.DONE, Visit.day <= today)
    planned = (
        select(Visit.township_id, Visit.day, Leader.name)
        .join(Visit.leader)
        .where(Visit.state.in_(PLANNED), Visit.day >= today)
        .order_by(Visit.day.desc(), Leader.rank_order.desc(), Visit.id.desc())
    )
    # Later rows overwrite earlier ones, so the soonest visit and the highest leader remain.
    next_visit = {township: (day, leader) for township, day, leader in session.execute(planned)}
    last_visit = {township: day for township, day in session.execute(last)}  # noqa: C416 - dict() loses the types
    rows = []
    for township in session.execute(
        select(Township.id, Township.name, Township.visit_interval_days, Township.position).order_by(Township.position)
    ):
        seen = last_visit.get(township.id)
        day, leader = next_visit.get(township.id, (None, None))
        rows.append(
            CoverageRow(
                township_id=township.id,
                township=township.name,
                days=None if seen is None else (today - seen).days,
                limit=township.visit_interval_days or default_interval,
                last_day=seen,
                next_day=day,
                next_leader=leader,
            )
        )
    return sorted(rows, key=lambda row: -1_000_000 if row.days is None else -row.days)


def _edge_of_visits(edge: ColumnElement[date], *which: ColumnElement[bool]) -> Select[int, date]:
    return select(Visit.township_id, edge).where(*which).group_by(Visit.township_id)
