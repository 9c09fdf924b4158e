"""The townships' outlines on the map: taken over from a file, or taken away; each is one step of undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Vanished
from core.geo.matching import OutlineMatch, match_outlines
from core.geo.outlines import OutlineFile, Polygons, as_lists
from db.models import Township, TownshipShape

NAME_LIMIT = 60


@dataclass(frozen=True, slots=True)
class NewShape:
    """An outline to keep: the name that the file gives it, and its areas in degrees."""

    name: str
    polygons: Polygons


def save_shapes(session: Session, shapes: Mapping[int, NewShape]) -> int:
    """Give townships these outlines in the place of their old ones; return how many.

    Townships that are not among them keep what they have.

    Raises:
        Vanished: a township was deleted meanwhile.
    """
    known = set(session.scalars(select(Township.id)))
    rows = {row.township_id: row for row in session.scalars(select(TownshipShape))}
    for township_id, shape in shapes.items():
        if township_id not in known:
            raise Vanished
        polygons, row = as_lists(shape.polygons), rows.get(township_id)
        if row is None:
            session.add(TownshipShape(township_id=township_id, name=shape.name[:NAME_LIMIT], polygons=polygons))
        else:
            row.name, row.polygons = shape.name[:NAME_LIMIT], polygons
    session.flush()
    return len(shapes)


def bring_in(session: Session, file: OutlineFile) -> list[OutlineMatch]:
    """Keep every outline of *file* whose township is certain; return all of them."""
    townships = {row.id: row.name for row in session.scalars(select(Township).order_by(Township.position, Township.id))}
    matches = match_outlines(file, townships)
    save_shapes(
        session,
        {match.township_id: NewShape(match.name, match.polygons) for match in matches if match.township_id is not None},
    )
    return matches


def delete_shapes(session: Session) -> int:
    """Take all outlines off the map; return how many there were."""
    rows = session.scalars(select(TownshipShape)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)
