"""Quotas and days kept free, as Settings lists them and as the rules read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.closures import ClosureFacts
from core.organisation import LeadershipBody
from core.planning import QuotaSpan
from core.quotas import Duty, QuotaFacts
from db.models import Closure, Leader, Quota, Township, VisitKindRow


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A quota as listed; empty names mean any.

    Attributes:
        kind_name: A message id where the kind is a shipped one.
    """

    id: int
    leader_id: int | None
    leader: str
    body: LeadershipBody | None
    kind: str | None
    kind_name: str
    span: QuotaSpan
    least: int | None
    most: int | None
    active: bool
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class ClosureLine:
    """Days kept free as listed; `township` is empty for the whole county."""

    id: int
    closure: ClosureFacts
    township: str
    version: int


def quota_lines(session: Session) -> list[QuotaLine]:
    """Return all quotas in the office's order."""
    query = (
        select(Quota, Leader.name, VisitKindRow.name)
        .outerjoin(Leader, Leader.id == Quota.leader_id)
        .outerjoin(VisitKindRow, VisitKindRow.key == Quota.kind)
        .order_by(Quota.position, Quota.id)
    )
    return [
        QuotaLine(
            row.id, row.leader_id, leader or "", row.body, row.kind, kind or "", row.span, row.least, row.most,
            row.active, row.note, row.version,
        )
        for row, leader, kind in session.execute(query)
    ]  # fmt: skip


def quotas_in_use(session: Session) -> list[QuotaFacts]:
    """Return the quotas in use."""
    query = (
        select(Quota.id, Quota.leader_id, Quota.body, Quota.kind, Quota.span, Quota.least, Quota.most)
        .where(Quota.active)
        .order_by(Quota.position, Quota.id)
    )
    return [QuotaFacts(*row) for row in session.execute(query)]


def duties(session: Session) -> dict[int, Duty]:
    """Return all leaders as quotas see them, in rank order."""
    query = select(
        Leader.id, Leader.body, Leader.duty_share, Leader.valid_from, Leader.valid_to
    ).order_by(Leader.rank_order, Leader.id)  # fmt: skip
    return {row.id: Duty(*row) for row in session.execute(query)}


def closure_lines(session: Session) -> list[ClosureLine]:
    """Return all days kept free: what comes every year last, else by day."""
    query = (
        select(Closure, Township.name)
        .outerjoin(Township, Township.id == Closure.township_id)
        .order_by(Closure.yearly, Closure.starts, Closure.id)
    )
    return [
        ClosureLine(row.id, closure_facts(row), township or "", row.version)
        for row, township in session.execute(query)
    ]  # fmt: skip


def closures_touching(session: Session, first: date, last: date) -> Iterator[ClosureFacts]:
    """Yield the days kept free that touch those from *first* to *last*; what comes every year may not."""
    touching = or_(Closure.yearly, (Closure.starts <= last) & (Closure.ends >= first))
    return map(closure_facts, session.scalars(select(Closure).where(touching).order_by(Closure.id)))


def closure_facts(row: Closure) -> ClosureFacts:
    """Return a closure as a value."""
    return ClosureFacts(row.starts, row.ends, row.township_id, row.yearly, row.reason)
