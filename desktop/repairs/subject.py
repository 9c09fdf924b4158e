"""What the window of repairs is opened on: a visit, a leader, a township, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.planner.disruption import DisruptionKind
from core.visits import PLANNED
from db.queries.visits import visit_draft
from desktop.context import AppContext


@dataclass(frozen=True, slots=True)
class Subject:
    """What is in hand.

    Attributes:
        key: Names it, for keeping what was typed.
    """

    key: str = "new"
    leader_id: int | None = None
    township_id: int | None = None
    day: date | None = None
    kind: DisruptionKind | None = None


def subject_of(ctx: AppContext, record: tuple[str, int] | None) -> Subject:
    """Return what a page has in hand; a visit that is over counts for nothing but its leader and township."""
    table, key = record or ("", 0)
    name = f"{table}-{key}"
    if table == "leader":
        return Subject(name, leader_id=key)
    if table == "township":
        return Subject(name, township_id=key, kind=DisruptionKind.ROAD_CLOSED)
    if table != "visit":
        return Subject()
    with ctx.store.read() as session:
        visit = visit_draft(session, key)
    if visit is None:
        return Subject()
    coming = visit.state in PLANNED and visit.day >= ctx.today()
    return Subject(name, visit.leader_id, visit.township_id, visit.day if coming else None)
