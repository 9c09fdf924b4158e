"""What the palette finds beside commands: townships, leaders, issues."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Leader, Township, Visit


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A record that has a name: its id, the name, and grey words beside it."""

    id: int
    name: str
    note: str = ""


def named_townships(session: Session) -> list[NamedRow]:
    """Return all townships in the office's order."""
    rows = session.execute(select(Township.id, Township.name).order_by(Township.position, Township.name))
    return [NamedRow(*row) for row in rows]


def named_leaders(session: Session) -> list[NamedRow]:
    """Return all leaders by rank."""
    rows = session.execute(select(Leader.id, Leader.name, Leader.post).order_by(Leader.rank_order, Leader.id))
    return [NamedRow(*row) for row in rows]


def is_empty(session: Session) -> bool:
    """Return whether the schedule holds nothing yet that a page could show."""
    return all(session.scalar(select(model.id).limit(1)) is None for model in (Township, Leader, Visit))
