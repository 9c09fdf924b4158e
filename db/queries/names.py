"""Records by their names alone, in the office's order: what lists offer to choose from, and what the palette finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Agency, Leader, Township, Village, Visit


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A record that has a name: its id, the name, and grey words beside it."""

    id: int
    name: str
    note: str = ""

    @property
    def pair(self) -> tuple[int, str]:
        """The id and the name, as lists to tick take them."""
        return self.id, self.name


def named_townships(session: Session) -> list[NamedRow]:
    """Return all townships."""
    rows = session.execute(select(Township.id, Township.name).order_by(Township.position, Township.id))
    return [NamedRow(*row) for row in rows]


def named_villages(session: Session, township_id: int) -> list[NamedRow]:
    """Return the villages of a township."""
    rows = session.execute(
        select(Village.id, Village.name)
        .where(Village.township_id == township_id)
        .order_by(Village.position, Village.id)
    )
    return [NamedRow(*row) for row in rows]


def named_leaders(session: Session) -> list[NamedRow]:
    """Return all leaders by rank, their posts beside them."""
    rows = session.execute(select(Leader.id, Leader.name, Leader.post).order_by(Leader.rank_order, Leader.id))
    return [NamedRow(*row) for row in rows]


def named_agencies(session: Session, *, also: Sequence[int] = ()) -> list[NamedRow]:
    """Return the units in use, and those of *also* that are used no more."""
    rows = session.execute(
        select(Agency.id, Agency.name)
        .where(or_(Agency.active, Agency.id.in_(also)))
        .order_by(Agency.position, Agency.id)
    )
    return [NamedRow(*row) for row in rows]


def is_empty(session: Session) -> bool:
    """Return whether the schedule holds nothing yet that a page could show."""
    return all(session.scalar(select(model.id).limit(1)) is None for model in (Township, Leader, Visit))
