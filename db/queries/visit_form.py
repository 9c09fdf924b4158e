"""What the visit editor offers to choose."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.calendar.seasons import Season
from core.visits import VOID
from db.models import Agency, Leader, Market, Township, Village, Visit
from db.queries.farm_seasons import farm_seasons
from db.queries.names import NamedRow


@dataclass(frozen=True, slots=True)
class TownshipChoice:
    """A township, with what the editor presets from it."""

    id: int
    name: str
    place: str
    markets: tuple[str, ...]
    villages: tuple[NamedRow, ...]


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency that can go along."""

    id: int
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class VisitChoices:
    """Everything that the editor's lists offer, in the office's order."""

    leaders: tuple[NamedRow, ...]
    townships: tuple[TownshipChoice, ...]
    agencies: tuple[AgencyChoice, ...]

    seasons: tuple[Season, ...] = ()

    def township(self, township_id: int | None) -> TownshipChoice | None:
        """Return a township by its id."""
        return next((row for row in self.townships if row.id == township_id), None)


def visit_choices(session: Session, *, on: date) -> VisitChoices:
    """Return the leaders in office on *on*, all townships with their villages, and the agencies in use."""
    in_office = (
        or_(Leader.valid_from.is_(None), Leader.valid_from <= on),
        or_(Leader.valid_to.is_(None), Leader.valid_to >= on),
    )
    leaders = session.execute(
        select(Leader.id, Leader.name, Leader.post).where(*in_office).order_by(Leader.rank_order, Leader.id)
    )
    agencies = session.execute(
        select(Agency.id, Agency.name, Agency.short_name).where(Agency.active).order_by(Agency.position, Agency.id)
    )
    return VisitChoices(
        tuple(NamedRow(*row) for row in leaders),
        _townships(session),
        tuple(AgencyChoice(*row) for row in agencies),
        tuple(farm_seasons(session)),
    )


def _townships(session: Session) -> tuple[TownshipChoice, ...]:
    villages: dict[int, list[NamedRow]] = defaultdict(list)
    for village_id, name, township_id in session.execute(
        select(Village.id, Village.name, Village.township_id).order_by(Village.position, Village.id)
    ):
        villages[township_id].append(NamedRow(village_id, name))
    markets: dict[int, list[str]] = defaultdict(list)
    for township_id, rule in session.execute(select(Market.township_id, Market.rule).order_by(Market.id)):
        markets[township_id].append(rule)
    rows = session.execute(
        select(Township.id, Township.name, Township.reception_place).order_by(Township.position, Township.id)
    )
    return tuple(TownshipChoice(*row, tuple(markets[row[0]]), tuple(villages[row[0]])) for row in rows)


def township_days(session: Session, township_id: int, *, ignoring: int | None = None) -> list[date]:
    """Return the days on which somebody goes to a township, called-off visits left out."""
    query = select(Visit.day).where(Visit.township_id == township_id, Visit.state.not_in(VOID)).order_by(Visit.day)
    return list(session.scalars(query if ignoring is None else query.where(Visit.id != ignoring)))


def township_markets(session: Session, township_id: int) -> list[str]:
    """Return the rules of a township's markets as stored."""
    return list(session.scalars(select(Market.rule).where(Market.township_id == township_id).order_by(Market.id)))
