"""The office's own order of a list: a row moves up or down, and the places of all are numbered anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session


def move_in_order(session: Session, row: Any, place: InstrumentedAttribute[int], *, steps: int, first: int = 0) -> bool:
    """Move *row* up (negative *steps*) or down its list, at most to the end; return whether anything moved.

    Args:
        session: A write of the store.
        row: One of the list.
        place: The column that says where a row stands; of equal places the older row is the upper one.
        steps: How far.
        first: The number of the uppermost place.
    """
    model = type(row)
    rows = list(session.scalars(select(model).order_by(place, *inspect(model).primary_key)))
    at = rows.index(row)
    to = min(max(at + steps, 0), len(rows) - 1)
    if to == at:
        return False
    rows.insert(to, rows.pop(at))
    for number, each in enumerate(rows, start=first):
        if getattr(each, place.key) != number:
            setattr(each, place.key, number)
    session.flush()
    return True
