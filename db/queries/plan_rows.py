"""The plan as it stands now, as the rows that an issue would freeze; unannounced visits are not among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.plan_rows import SIDE_BY_SIDE, PlanRow, order_of
from core.redaction import Redactor
from core.visits import VisitState
from db.models import Agency, Leader, Township, Village, Visit, VisitAgency, VisitKindRow, VisitLeader

_AT_ONCE = 500
_ANNOUNCED = (Visit.unannounced.is_(False), Visit.state != VisitState.CANCELLED)
"""What an issue may speak of. A visit that was missed stays in it: it was planned and published."""

Named = tuple[int, str]


def planned_rows(session: Session, first: date, last: date, *, hidden: Redactor | None = None) -> list[PlanRow]:
    """Return what an issue of the days from *first* to *last* would say, in calendar order.

    Args:
        session: A read.
        first: The first day.
        last: The last day, included.
        hidden: Takes people out of free words; None leaves them as typed, for comparing only.
    """
    return _rows(session, [Visit.day.between(first, last)], hidden)


def rows_of(session: Session, uids: Collection[str], *, hidden: Redactor | None = None) -> list[PlanRow]:
    """Return the announced visits with these uids, wherever they stand now; called-off and deleted ones are missing."""
    wanted, found = sorted(uids), []
    for start in range(0, len(wanted), _AT_ONCE):
        found += _rows(session, [Visit.uid.in_(wanted[start : start + _AT_ONCE])], hidden)
    return sorted(found, key=order_of)


def left_out(session: Session, first: date, last: date) -> int:
    """Return how many unannounced visits lie in the stretch: for the publisher alone, never for paper."""
    query = select(func.count()).where(
        Visit.day.between(first, last), Visit.unannounced.is_(True), Visit.state != VisitState.CANCELLED
    )
    return session.scalar(query) or 0


def _rows(session: Session, which: list[ColumnElement[bool]], hidden: Redactor | None) -> list[PlanRow]:
    tests = [*which, *_ANNOUNCED]
    along, units = _companions(session, tests), _units(session, tests)
    query = (
        select(
            Visit.id, Visit.uid, Visit.day, Visit.half, Visit.starts_at, Visit.ends_at, Visit.reception_form,
            Visit.place, Visit.theme, Visit.kind.label("kind_key"), VisitKindRow.name.label("kind"), VisitKindRow.seal,
            VisitKindRow.receives_people, Visit.leader_id, Leader.name.label("leader"), Leader.post, Leader.portfolio,
            Visit.township_id, Township.name.label("township"), Township.reception_place,
            func.coalesce(Village.name, "").label("village"),
        )
        .join(Visit.leader)
        .join(Visit.township)
        .outerjoin(Visit.village)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(*tests)
        .order_by(Leader.rank_order, Leader.id, Visit.id)
    )  # fmt: skip
    found = [
        PlanRow(
            uid=row.uid, day=row.day, half=row.half, kind=row.kind, leader=row.leader, township=row.township,
            starts_at=row.starts_at, ends_at=row.ends_at, seal=row.seal, reception_form=row.reception_form,
            post=row.post, portfolio=row.portfolio, village=row.village,
            place=row.place or (row.reception_place if row.receives_people else ""), theme=row.theme,
            companions=_names(along[row.id]), agencies=_names(units[row.id]), kind_key=row.kind_key,
            leader_id=row.leader_id, township_id=row.township_id, companion_ids=_ids(along[row.id]),
            agency_ids=_ids(units[row.id]), visit_id=row.id,
        )
        for row in session.execute(query)
    ]  # fmt: skip
    found.sort(key=lambda row: order_of(row)[:3])  # stable: leaders of one moment stay in the order of rank
    return found if hidden is None else list(_without_people(found, hidden))


def _without_people(rows: list[PlanRow], hidden: Redactor) -> Iterator[PlanRow]:
    for row in rows:
        yield replace(row, place=hidden.text(row.place), theme=hidden.text(row.theme))


def _companions(session: Session, tests: list[ColumnElement[bool]]) -> dict[int, list[Named]]:
    query = (
        select(VisitLeader.visit_id, Leader.id, Leader.name)
        .join(Leader, Leader.id == VisitLeader.leader_id)
        .join(Visit, Visit.id == VisitLeader.visit_id)
        .where(*tests)
        .order_by(Leader.rank_order, Leader.id)
    )
    found: dict[int, list[Named]] = defaultdict(list)
    for visit_id, leader_id, name in session.execute(query):
        found[visit_id].append((leader_id, name))
    return found


def _units(session: Session, tests: list[ColumnElement[bool]]) -> dict[int, list[Named]]:
    query = (
        select(VisitAgency.visit_id, Agency.id, Agency.name)
        .join(Agency, Agency.id == VisitAgency.agency_id)
        .join(Visit, Visit.id == VisitAgency.visit_id)
        .where(*tests)
        .order_by(Agency.position, Agency.id)
    )
    found: dict[int, list[Named]] = defaultdict(list)
    for visit_id, agency_id, name in session.execute(query):
        found[visit_id].append((agency_id, name))
    return found


def _names(named: list[Named]) -> str:
    return SIDE_BY_SIDE.join(name for _id, name in named)


def _ids(named: list[Named]) -> tuple[int, ...]:
    return tuple(one for one, _name in named)
