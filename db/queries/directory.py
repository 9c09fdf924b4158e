"""Townships and agencies as lists: what the office knows of each, and how it stands there today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.calendar.markets import market_rule_from_spec, next_market_day
from core.directory import AgencyDraft
from core.i18n import statements
from core.issues import OPEN
from core.masking import mask_phone
from core.organisation import TownshipKind
from core.visits import waits_too_long
from db.models import Agency, AgencyAlias, Issue, Leader, Market, Pairing, Township, Village, Visit
from db.queries.coverage import nearest_visits
from db.queries.household_coverage import village_coverage
from db.queries.issue_filter import is_overdue


@dataclass(frozen=True, slots=True)
class TownshipRow:
    """A township in the list.

    Attributes:
        market: The market days in words; empty where there is none.
        next_market: Today or later.
        phone: Masked.
        leaders: Who answers for it today, in rank order.
        visited: Villages that a visit of this year went to, or in which a household was called on.
        limit: Days within which it is to be visited.
        days: Since the last visit; None if there was none.
        today: The day these facts stand for.
    """

    id: int
    name: str
    kind: TownshipKind
    position: int
    distance_km: int | None
    travel_minutes: int | None
    population: int | None
    liaison: str
    phone: str
    market: str
    next_market: date | None
    leaders: tuple[str, ...]
    villages: int
    visited: int
    limit: int
    last_day: date | None
    last_leader: str
    days: int | None
    next_day: date | None
    next_leader: str
    open: int
    overdue: int
    today: date

    @property
    def is_past_limit(self) -> bool:
        """Whether the office's promise for this township is broken today."""
        return waits_too_long(self.days, self.limit)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency in the list.

    Attributes:
        aliases: Further names found in the office's files.
        phone: Masked.
        closed: Issues it has settled this year.
    """

    id: int
    name: str
    short_name: str
    aliases: tuple[str, ...]
    contact: str
    phone: str
    active: bool
    open: int
    overdue: int
    closed: int


def township_rows(
    session: Session, today: date, *, default_interval: int, only: int | None = None
) -> list[TownshipRow]:
    """Return all townships in the office's order, or the *only* one asked for."""
    villages = _counts(session, Village.township_id, func.count(), only)
    year = village_coverage(session, date(today.year, 1, 1), today, township_id=only)
    visited = Counter(village.township_id for village in year if village.reached)
    held = {
        row[0]: row for row in session.execute(_held(today, Issue.township_id).where(*_only(Issue.township_id, only)))
    }
    last, coming = nearest_visits(session, Visit.township_id, today, only=only)
    leaders, markets = _answering(session, today), _markets(session)
    rows = []
    query = select(Township).where(*_only(Township.id, only)).order_by(Township.position, Township.id)
    for t in session.scalars(query):
        seen, following = last.get(t.id), coming.get(t.id)
        market, next_market = _market_words(markets.get(t.id, []), today)
        _id, is_open, late = held.get(t.id, (t.id, 0, 0))
        rows.append(
            TownshipRow(
                id=t.id, name=t.name, kind=t.kind, position=t.position, distance_km=t.distance_km,
                travel_minutes=t.travel_minutes, population=t.population, liaison=t.liaison_name,
                phone=mask_phone(t.liaison_phone), market=market, next_market=next_market,
                leaders=tuple(leaders.get(t.id, ())), villages=villages.get(t.id, 0), visited=visited[t.id],
                limit=t.visit_interval_days or default_interval, last_day=seen.day if seen else None,
                last_leader=seen.leader if seen else "", days=(today - seen.day).days if seen else None,
                next_day=following.day if following else None, next_leader=following.leader if following else "",
                open=is_open, overdue=late, today=today,
            )
        )  # fmt: skip
    return rows


def agency_rows(session: Session, today: date) -> list[AgencyRow]:
    """Return all agencies in the office's order, those set aside last."""
    held = {row[0]: row for row in session.execute(_held(today, Issue.lead_agency_id))}
    year = date(today.year, 1, 1)
    done = (
        select(Issue.lead_agency_id, func.count())
        .where(
            Issue.state.not_in(OPEN),
            or_(Issue.closed_on >= year, and_(Issue.closed_on.is_(None), Issue.raised_on >= year)),
        )
        .group_by(Issue.lead_agency_id)
    )
    closed = dict(session.execute(done).all())
    aliases: dict[int, list[str]] = {}
    for agency_id, alias in session.execute(select(AgencyAlias.agency_id, AgencyAlias.alias).order_by(AgencyAlias.id)):
        aliases.setdefault(agency_id, []).append(alias)
    rows = []
    for a in session.scalars(select(Agency).order_by(Agency.active.desc(), Agency.position, Agency.id)):
        _id, is_open, late = held.get(a.id, (a.id, 0, 0))
        rows.append(
            AgencyRow(
                id=a.id, name=a.name, short_name=a.short_name, aliases=tuple(aliases.get(a.id, ())),
                contact=a.contact_name, phone=mask_phone(a.contact_phone), active=a.active, open=is_open,
                overdue=late, closed=closed.get(a.id, 0),
            )
        )  # fmt: skip
    return rows


def agency_draft(session: Session, agency_id: int) -> AgencyDraft | None:
    """Return an agency for editing, its phone in full."""
    row = session.get(Agency, agency_id)
    if row is None:
        return None
    aliases = session.scalars(select(AgencyAlias.alias).where(AgencyAlias.agency_id == row.id).order_by(AgencyAlias.id))
    return AgencyDraft(
        name=row.name, short_name=row.short_name, aliases=list(aliases), contact_name=row.contact_name,
        contact_phone=row.contact_phone, active=row.active, id=row.id, version=row.version,
    )  # fmt: skip


def _held(today: date, key: Any) -> Select[Any, Any, Any]:
    """Return (key, open, overdue) of the open issues by *key*."""
    return select(key, func.count(), func.count().filter(is_overdue(today))).where(Issue.state.in_(OPEN)).group_by(key)


def _counts(
    session: Session,
    key: InstrumentedAttribute[int],
    number: ColumnElement[int],
    only: int | None,
    *which: ColumnElement[bool],
) -> dict[int, int]:
    query = select(key, number).where(*_only(key, only), *which).group_by(key)
    return dict(session.execute(query).all())


def _only(key: InstrumentedAttribute[int], wanted: int | None) -> tuple[ColumnElement[bool], ...]:
    return () if wanted is None else (key == wanted,)


def _answering(session: Session, today: date) -> dict[int, list[str]]:
    query = (
        select(Pairing.township_id, Leader.name)
        .join(Leader, Leader.id == Pairing.leader_id)
        .where(Pairing.starts <= today, or_(Pairing.ends.is_(None), Pairing.ends >= today))
        .where(Pairing.village_id.is_(None))
        .order_by(Leader.rank_order, Leader.id)
    )
    answering: dict[int, list[str]] = {}
    for township_id, name in session.execute(query):
        names = answering.setdefault(township_id, [])
        if name not in names:
            names.append(name)
    return answering


def _markets(session: Session) -> dict[int, list[tuple[str, str]]]:
    markets: dict[int, list[tuple[str, str]]] = {}
    for township_id, spec, words in session.execute(
        select(Market.township_id, Market.rule, Market.as_written).order_by(Market.id)
    ):
        markets.setdefault(township_id, []).append((spec, words))
    return markets


def _market_words(markets: list[tuple[str, str]], today: date) -> tuple[str, date | None]:
    words, days = [], []
    for spec, as_written in markets:
        rule = market_rule_from_spec(spec)
        words.append(rule.describe() if rule is not None else as_written)
        day = next_market_day(rule, date.fromordinal(today.toordinal() - 1)) if rule is not None else None
        if day is not None:
            days.append(day)
    return statements(words), min(days, default=None)
