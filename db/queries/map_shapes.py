"""The townships' outlines as they are kept."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.geo.outlines import Polygons, from_lists
from db.models import TownshipShape


def township_shapes(session: Session) -> dict[int, Polygons]:
    """Return the outlines by township, in degrees."""
    query = select(TownshipShape.township_id, TownshipShape.polygons).order_by(TownshipShape.township_id)
    return {township_id: from_lists(polygons) for township_id, polygons in session.execute(query)}
