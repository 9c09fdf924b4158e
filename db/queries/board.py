"""What the board shows beside its visits: leaders and townships, who is away when, quotas, the last visits before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select
from sqlalchemy.orm import Session

from core.calendar.market_rules import MarketRule
from core.calendar.markets import market_rule_from_spec
from core.calendar.workdays import WorkCalendar
from core.clash_facts import AbsenceFacts, MeetingFacts
from core.organisation import LeadershipBody
from core.quotas import Duty
from core.visits import PLANNED, VOID, Half, VisitState
from db.models import Leader, Market, Township, Visit, VisitLeader
from db.queries.clash_county import absences_between, meetings_between
from db.queries.quotas import closures_touching


@dataclass(frozen=True, slots=True)
class BoardLeader:
    """A leader who can have visits in the stretch."""

    id: int
    name: str
    post: str
    body: LeadershipBody
    share: int
    first: date | None
    last: date | None

    @property
    def duty(self) -> Duty:
        """The leader as quotas see him."""
        return Duty(self.id, self.body, self.share, self.first, self.last)


@dataclass(frozen=True, slots=True)
class BoardTownship:
    """A township.

    Attributes:
        limit: Days within which it is to be visited.
        before: The last visit before the stretch: one that took place, or that is planned between today and then.
        waited_since: The last visit that took place up to today; None where nobody went there.
    """

    id: int
    name: str
    limit: int
    before: date | None
    waited_since: date | None
    markets: tuple[MarketRule, ...]


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A township (or, without one, the county) is kept free, both days included."""

    township_id: int | None
    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class AlongRow:
    """A leader goes along on another leader's visit."""

    leader_id: int
    day: date
    half: Half
    lead: str
    township: str


@dataclass(frozen=True, slots=True)
class Hindrances:
    """What stands in the way of leaders in a stretch."""

    absences: Sequence[AbsenceFacts] = ()
    sittings: Sequence[MeetingFacts] = ()
    companions: Sequence[AlongRow] = ()


def board_leaders(session: Session, first: date, last: date) -> list[BoardLeader]:
    """Return the leaders in office on a day of the stretch, and others who have visits in it, by rank."""
    busy = select(Visit.leader_id).where(Visit.day.between(first, last), Visit.state.not_in(VOID))
    in_office = and_(
        or_(Leader.valid_from.is_(None), Leader.valid_from <= last),
        or_(Leader.valid_to.is_(None), Leader.valid_to >= first),
    )
    query = (
        select(Leader.id, Leader.name, Leader.post, Leader.body, Leader.duty_share, Leader.valid_from, Leader.valid_to)
        .where(or_(in_office, Leader.id.in_(busy)))
        .order_by(Leader.rank_order, Leader.id)
    )
    return [BoardLeader(*row) for row in session.execute(query)]


def board_townships(session: Session, first: date, *, today: date, default_interval: int) -> list[BoardTownship]:
    """Return all townships, the one that has waited longest by *today* first, as the coverage list has them."""
    took_place = Visit.state == VisitState.DONE
    coming = and_(Visit.state.in_(PLANNED), Visit.day >= today)
    before, since = _last_day(first, or_(took_place, coming)), _last_day(today, took_place)
    markets = _markets(session)
    query = select(Township.id, Township.name, Township.visit_interval_days, before, since)
    rows = [
        BoardTownship(id, name, days or default_interval, came, waited, tuple(markets[id]))
        for id, name, days, came, waited in session.execute(query.order_by(Township.position, Township.id))
    ]
    return sorted(rows, key=lambda row: row.waited_since or date.min)


def hindrances_between(session: Session, first: date, last: date, *, calendar: WorkCalendar) -> Hindrances:
    """Return who is away, sits in a meeting, or goes along with somebody."""
    return Hindrances(
        absences_between(session, first, last),
        meetings_between(session, first, last, calendar),
        companions_between(session, first, last),
    )


def closed_between(session: Session, first: date, last: date) -> list[ClosedRow]:
    """Return the closures of the stretch; a yearly one is found in every year that the stretch touches."""
    return [
        ClosedRow(closure.township_id, begin, end, closure.reason)
        for closure in closures_touching(session, first, last)
        for begin, end in closure.spells(first, last)
    ]


def companions_between(session: Session, first: date, last: date) -> list[AlongRow]:
    """Return who goes along on visits of others in the stretch."""
    query = (
        select(VisitLeader.leader_id, Visit.day, Visit.half, Leader.name, Township.name)
        .join(Visit, Visit.id == VisitLeader.visit_id)
        .join(Leader, Leader.id == Visit.leader_id)
        .join(Township, Township.id == Visit.township_id)
        .where(Visit.day.between(first, last), Visit.state.not_in(VOID))
        .order_by(Visit.day, Visit.id)
    )
    return [AlongRow(*row) for row in session.execute(query)]


def _last_day(before: date, which: ColumnElement[bool]) -> ScalarSelect[date]:
    """Return the last such visit of a township; one step back in the index each, however many visits there are."""
    there = (Visit.township_id == Township.id, Visit.day < before, which)
    return select(Visit.day).where(*there).order_by(Visit.day.desc()).limit(1).correlate(Township).scalar_subquery()


def _markets(session: Session) -> Mapping[int, Sequence[MarketRule]]:
    found: dict[int, list[MarketRule]] = defaultdict(list)
    for township_id, spec in session.execute(select(Market.township_id, Market.rule).order_by(Market.id)):
        rule = market_rule_from_spec(spec)  # None for a rule of a newer version
        if rule is not None:
            found[township_id].append(rule)
    return found
