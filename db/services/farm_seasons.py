"""Add, change and drop the farm seasons of the office."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.seasons import Season, require_month_day
from core.errors import ChoiceVanished
from core.i18n import _
from core.text import clean_line, required_line
from db.models import FarmSeason, Township
from db.services.directory import found, opened


def save_season(session: Session, season: Season, *, season_id: int | None = None, version: int | None = None) -> int:
    """Save a season and return its id; without *season_id* it is a new one.

    Raises:
        MissingField, TooLong, UnreadableText: its name or advice cannot be kept.
        NoSuchMonthDay: it begins or ends on a day that no year has.
        ChoiceVanished: its township was deleted meanwhile.
        Vanished, ChangedMeanwhile: somebody deleted or saved it first.
    """
    name = required_line(season.name, _("Season"), limit=60)
    advice = clean_line(season.advice, _("Advice"), limit=200)
    starts, ends = require_month_day(*season.starts), require_month_day(*season.ends)
    if season.township_id is not None and session.get(Township, season.township_id) is None:
        raise ChoiceVanished(field=_("Township"))
    row = opened(session, FarmSeason, season_id, version) if season_id is not None else None
    if row is None:
        last = session.scalar(select(func.max(FarmSeason.position)))
        row = FarmSeason(position=(last if last is not None else -1) + 1)
        session.add(row)
    row.name, row.advice, row.township_id = name, advice, season.township_id
    (row.starts_month, row.starts_day), (row.ends_month, row.ends_day) = starts, ends
    session.flush()
    return row.id


def delete_season(session: Session, season_id: int) -> None:
    """Drop a season.

    Raises:
        Vanished: it is gone already.
    """
    session.delete(found(session, FarmSeason, season_id))


def set_season_active(session: Session, season_id: int, *, active: bool) -> None:
    """Use a season, or leave it out for now.

    Raises:
        Vanished: it was deleted meanwhile.
    """
    found(session, FarmSeason, season_id).active = active
