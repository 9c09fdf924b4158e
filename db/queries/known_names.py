"""Leaders in office, places and units by every name they have: what a request form is read against."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.imports.match import AGENCIES, LEADERS, TOWNSHIPS, VILLAGES, Known
from db.models import Agency, AgencyAlias, Leader, Township, Village, VisitRequest


def known_names(session: Session, *, on: date) -> list[tuple[int, Known]]:
    """Return every name with the id behind it, in the office's order."""
    return [*_leaders(session, on), *_places(session), *_agencies(session)]


def _leaders(session: Session, on: date) -> Iterator[tuple[int, Known]]:
    rows = session.execute(
        select(Leader.id, Leader.name, Leader.post)
        .where(or_(Leader.valid_from.is_(None), Leader.valid_from <= on))
        .where(or_(Leader.valid_to.is_(None), Leader.valid_to >= on))
        .order_by(Leader.rank_order, Leader.id)
    ).all()
    seen: Counter[str] = Counter()
    for leader_id, name, post in rows:
        seen[name] += 1
        key = f"{name}（{post}）" if seen[name] > 1 else name
        yield leader_id, Known(LEADERS, key, (name,), detail=post)


def _places(session: Session) -> Iterator[tuple[int, Known]]:
    names: dict[int, str] = {}
    for town_id, name in session.execute(select(Township.id, Township.name).order_by(Township.position, Township.id)):
        names[town_id] = name
        yield town_id, Known(TOWNSHIPS, name)
    for village_id, name, town_id in session.execute(
        select(Village.id, Village.name, Village.township_id).order_by(Village.position, Village.id)
    ):
        yield village_id, Known(VILLAGES, name, within=names[town_id])


def _agencies(session: Session) -> Iterator[tuple[int, Known]]:
    aliases: dict[int, list[str]] = defaultdict(list)
    for agency_id, alias in session.execute(select(AgencyAlias.agency_id, AgencyAlias.alias).order_by(AgencyAlias.id)):
        aliases[agency_id].append(alias)
    rows = session.execute(
        select(Agency.id, Agency.name, Agency.short_name).where(Agency.active).order_by(Agency.position, Agency.id)
    )
    for agency_id, name, short in rows:
        yield agency_id, Known(AGENCIES, name, (short, *aliases[agency_id]), detail=short)


def known_requests(session: Session, uids: Sequence[str]) -> set[str]:
    """Return those of *uids* under which a request is kept already: a form chosen a second time."""
    return set(session.scalars(select(VisitRequest.uid).where(VisitRequest.uid.in_(uids))))
