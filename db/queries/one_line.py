"""The county's names as a one-line entry can write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.markets import market_rule_from_spec
from core.one_line import AgencyEntry, Directory, KindEntry, LeaderEntry, TownshipEntry, VillageEntry
from core.settings import OfficeSettings
from db.models import AgencyAlias
from db.queries.visit_form import AgencyChoice, TownshipChoice, visit_choices

TABLES = frozenset({"leader", "township", "village", "market", "agency", "agency_alias", "visit_kind", "setting"})
"""A change of these makes the names stale."""


def line_directory(session: Session, *, on: date, kinds: Iterable[KindEntry], settings: OfficeSettings) -> Directory:
    """Return what a line can name: the leaders in office on *on*, all places, the units in use, and *kinds*."""
    choices = visit_choices(session, on=on)
    aliases: dict[int, list[str]] = defaultdict(list)
    for agency_id, alias in session.execute(select(AgencyAlias.agency_id, AgencyAlias.alias).order_by(AgencyAlias.id)):
        aliases[agency_id].append(alias)
    return Directory(
        leaders=tuple(LeaderEntry(row.id, row.name, row.note) for row in choices.leaders),
        townships=tuple(map(_township, choices.townships)),
        agencies=tuple(_agency(row, aliases[row.id]) for row in choices.agencies),
        kinds=tuple(kinds),
        reception_rule=settings.reception_rule,
        county=settings.county,
    )


def _township(row: TownshipChoice) -> TownshipEntry:
    rules = tuple(rule for rule in map(market_rule_from_spec, row.markets) if rule is not None)
    return TownshipEntry(row.id, row.name, rules, tuple(VillageEntry(each.id, each.name) for each in row.villages))


def _agency(row: AgencyChoice, aliases: Iterable[str]) -> AgencyEntry:
    return AgencyEntry(row.id, row.name, row.short_name, tuple(aliases))
