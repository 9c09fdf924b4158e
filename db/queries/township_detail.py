"""One township: its facts, villages, visits, open issues, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.calendar.market_rules import MarketRule
from core.calendar.markets import market_rule_from_spec
from core.calendar.workdays import WorkCalendar
from core.deadlines import SOON
from core.directory import TownshipDraft, VillageDraft
from core.i18n import statements
from db.models import Issue, Leader, Market, Pairing, Township, Village, Visit
from db.queries.directory import TownshipRow, township_rows
from db.queries.lines import IssueLine, VisitLine, open_issue_lines, visit_lines
from db.queries.village_detail import VillageRow, village_rows


@dataclass(frozen=True, slots=True)
class PairingLine:
    """Who answers for the township or one of its villages, since when."""

    leader_id: int
    leader: str
    post: str
    village: str
    starts: date


@dataclass(frozen=True, slots=True)
class TownshipDetail:
    """All that the panel shows."""

    row: TownshipRow
    place: str
    note: str
    rules: tuple[MarketRule, ...]
    villages: tuple[VillageRow, ...]
    visits: tuple[VisitLine, ...]
    issues: tuple[IssueLine, ...]
    pairings: tuple[PairingLine, ...]


def township_detail(
    session: Session, township_id: int, *, today: date, calendar: WorkCalendar, default_interval: int, soon: int = SOON
) -> TownshipDetail | None:
    """Return one township, or None if it is gone."""
    township = session.get(Township, township_id)
    if township is None:
        return None
    (row,) = township_rows(session, today, default_interval=default_interval, only=township_id)
    specs = session.scalars(select(Market.rule).where(Market.township_id == township_id).order_by(Market.id))
    rules = tuple(rule for rule in map(market_rule_from_spec, specs) if rule is not None)
    return TownshipDetail(
        row=row, place=township.reception_place, note=township.note, rules=rules,
        villages=village_rows(session, today, township_id=township_id),
        visits=visit_lines(session, Visit.township_id == township_id),
        issues=open_issue_lines(session, Issue.township_id == township_id, today=today, calendar=calendar, soon=soon),
        pairings=_pairings(session, township_id, today),
    )  # fmt: skip


def township_draft(session: Session, township_id: int) -> TownshipDraft | None:
    """Return a township for editing, its phone in full and its markets as the office wrote them."""
    t = session.get(Township, township_id)
    if t is None:
        return None
    markets: dict[str, tuple[str, str]] = {}
    for market in session.scalars(select(Market).where(Market.township_id == t.id).order_by(Market.id)):
        rule = market_rule_from_spec(market.rule)
        words = market.as_written or (rule.describe() if rule is not None else market.rule)
        markets[words] = (market.rule, market.as_written)
    return TownshipDraft(
        name=t.name, kind=t.kind, distance_km=t.distance_km, travel_minutes=t.travel_minutes,
        population=t.population, liaison_name=t.liaison_name, liaison_phone=t.liaison_phone,
        reception_place=t.reception_place, visit_interval_days=t.visit_interval_days, market=statements(markets),
        market_known=markets, note=t.note, id=t.id, version=t.version,
    )  # fmt: skip


def village_draft(session: Session, village_id: int) -> VillageDraft | None:
    """Return a village for editing."""
    v = session.get(Village, village_id)
    if v is None:
        return None
    return VillageDraft(v.township_id, v.name, v.kind, v.households, v.id, v.version)


def _pairings(session: Session, township_id: int, today: date) -> tuple[PairingLine, ...]:
    query = (
        select(Pairing.leader_id, Leader.name, Leader.post, func.coalesce(Village.name, ""), Pairing.starts)
        .join(Leader, Leader.id == Pairing.leader_id)
        .outerjoin(Village, Village.id == Pairing.village_id)
        .where(Pairing.township_id == township_id, Pairing.starts <= today)
        .where(or_(Pairing.ends.is_(None), Pairing.ends >= today))
        .order_by(Pairing.village_id.is_not(None), Leader.rank_order, Pairing.id)
    )
    return tuple(PairingLine(*row) for row in session.execute(query))
