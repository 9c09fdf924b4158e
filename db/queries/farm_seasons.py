"""The farm seasons of the office: for the Settings page, and for whoever plans."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.seasons import Season
from db.models import FarmSeason, Township


@dataclass(frozen=True, slots=True)
class SeasonLine:
    """A season as listed; `township` is empty for all of them."""

    id: int
    season: Season
    township: str
    active: bool
    version: int


def season_lines(session: Session) -> list[SeasonLine]:
    """Return all seasons in the office's order."""
    query = (
        select(FarmSeason, Township.name)
        .outerjoin(Township, Township.id == FarmSeason.township_id)
        .order_by(FarmSeason.position, FarmSeason.id)
    )
    return [
        SeasonLine(row.id, _season(row), name or "", row.active, row.version) for row, name in session.execute(query)
    ]


def farm_seasons(session: Session) -> list[Season]:
    """Return the seasons in use, those of single townships included."""
    query = select(FarmSeason).where(FarmSeason.active).order_by(FarmSeason.position, FarmSeason.id)
    return [_season(row) for row in session.scalars(query)]


def _season(row: FarmSeason) -> Season:
    starts, ends = (row.starts_month, row.starts_day), (row.ends_month, row.ends_day)
    return Season(row.name, starts, ends, row.township_id, row.advice)
