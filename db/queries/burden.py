"""The burden ledger: what each leader carried and is to carry in a period, and the visits behind every point.

Leaders stand in rank order; nothing here orders them by their points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from core.burden import (
    SHIPPED,
    Burdened,
    Part,
    Share,
    Weight,
    Weights,
    credits_of,
    level_of,
    parts_of,
    total,
)
from core.calendar.market_rules import Daily
from core.calendar.markets import market_rule_from_spec
from core.calendar.workdays import WorkCalendar
from core.visits import PLANNED, Half, VisitState
from db.models import BurdenEntry, BurdenWeight, Leader, Market, Township, Visit, VisitLeader

_TOLD = or_(Visit.unannounced.is_(False), Visit.state == VisitState.DONE)


@dataclass(frozen=True, slots=True)
class BurdenLine:
    """One visit of a leader and what it weighs; one he goes along on is counted apart."""

    visit_id: int
    leader_id: int
    day: date
    half: Half
    township: str
    is_done: bool
    goes_along: bool
    parts: tuple[Part, ...]

    @property
    def tenths(self) -> int:
        """All of it."""
        return total(self.parts)


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction by the office."""

    id: int
    leader_id: int
    day: date
    tenths: int
    reason: str
    version: int


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A leader's burden in a period, in tenths of a point.

    Attributes:
        id: The leader.
        done, planned: Of the visits led; visits done times weights, and no more.
        accompanying: Of visits gone along on that are done; in no other number.
        corrected: What the office added or took off.
        credited: What a newcomer is credited with: the group's average for the days before.
        share: Of duty, in percent.
        visits: Visits led and done.
    """

    id: int
    name: str
    post: str
    rank: int
    share: int
    visits: int
    done: int
    planned: int
    accompanying: int
    corrected: int
    credited: int

    @property
    def level(self) -> int | None:
        """Done, corrected and credited, as at a full share of duty; None for who takes no share."""
        return level_of(self.done + self.corrected + self.credited, self.share)


def weights_of(session: Session, year: int) -> Weights:
    """Return the weights of a year: its own, else those of the last year before that has any, else the shipped ones."""
    own = session.scalar(select(func.max(BurdenWeight.year)).where(BurdenWeight.year <= year))
    if own is None:
        return SHIPPED
    rows = session.execute(select(BurdenWeight.key, BurdenWeight.tenths).where(BurdenWeight.year == own))
    known = {Weight(key): tenths for key, tenths in rows if key in set(Weight)}
    return {**SHIPPED, **known}


def frozen_years(session: Session) -> list[int]:
    """Return the years whose weights are fixed, the earliest first."""
    return list(session.scalars(select(BurdenWeight.year).distinct().order_by(BurdenWeight.year)))


def burden_ledger(
    session: Session, first: date, last: date, *, today: date, calendar: WorkCalendar, shared: bool = False
) -> list[LedgerRow]:
    """Return all leaders of the period in rank order, each with what was done and what is planned.

    Args:
        session: To read in.
        first: First day.
        last: Last day.
        today: Up to which others' burden counts for a newcomer.
        calendar: The office's.
        shared: The ledger leaves the office: unannounced visits still to come are left out.
    """
    done, planned, along, visits = (defaultdict[int, int](int) for _each in range(4))
    carried = []
    for line in _lines(session, first, last, calendar, None, *((_TOLD,) if shared else ())):
        if line.goes_along:
            along[line.leader_id] += line.tenths if line.is_done else 0
        elif line.is_done:
            done[line.leader_id] += line.tenths
            visits[line.leader_id] += 1
            carried.append((line.leader_id, line.day, line.tenths))
        else:
            planned[line.leader_id] += line.tenths
    corrected = defaultdict[int, int](int)
    for who, day, tenths in _corrections(session, first, last):
        corrected[who] += tenths
        carried.append((who, day, tenths))
    leaders = session.scalars(select(Leader).order_by(Leader.rank_order, Leader.id)).all()
    shares = [Share(each.id, each.duty_share, each.valid_from, each.valid_to) for each in leaders]
    credited = credits_of(shares, [each for each in carried if each[1] <= today], first)
    return [
        LedgerRow(
            leader.id, leader.name, leader.post, rank, leader.duty_share, visits[leader.id], done[leader.id],
            planned[leader.id], along[leader.id], corrected[leader.id], credited.get(leader.id, 0),
        )
        for rank, (leader, share) in enumerate(zip(leaders, shares, strict=True), 1)
        if share.days_in(first, last) or done[leader.id] or planned[leader.id]
    ]  # fmt: skip


def carried_before(session: Session, first: date, *, today: date, calendar: WorkCalendar) -> dict[int, int]:
    """Return what each leader carries in the year of *first* when that day comes, in tenths of a point.

    Done and planned before that day, credited, and corrected in the whole of the year.
    """
    begins, ends = date(first.year, 1, 1), date(first.year, 12, 31)
    lines = _lines(session, begins, first - timedelta(1), calendar, None)
    carried = [(line.leader_id, line.day, line.tenths) for line in lines if not line.goes_along]
    carried += _corrections(session, begins, ends)
    found = defaultdict[int, int](int)
    for who, _day, tenths in carried:
        found[who] += tenths
    query = select(Leader.id, Leader.duty_share, Leader.valid_from, Leader.valid_to).order_by(Leader.id)
    shares = [Share(*row) for row in session.execute(query)]
    for who, tenths in credits_of(shares, [each for each in carried if each[1] <= today], begins).items():
        found[who] += tenths
    return found


def burden_lines(
    session: Session, leader_id: int, first: date, last: date, *, calendar: WorkCalendar
) -> list[BurdenLine]:
    """Return the visits behind a leader's points, by day."""
    return list(_lines(session, first, last, calendar, leader_id))


def corrections_of(session: Session, leader_id: int, first: date, last: date) -> list[CorrectionRow]:
    """Return the corrections of a leader's burden, by day."""
    query = (
        select(BurdenEntry)
        .where(BurdenEntry.leader_id == leader_id, BurdenEntry.day.between(first, last))
        .order_by(BurdenEntry.day, BurdenEntry.id)
    )
    return [
        CorrectionRow(row.id, row.leader_id, row.day, row.tenths, row.reason, row.version)
        for row in session.scalars(query)
    ]


def _corrections(session: Session, first: date, last: date) -> list[tuple[int, date, int]]:
    query = select(BurdenEntry.leader_id, BurdenEntry.day, BurdenEntry.tenths).where(
        BurdenEntry.day.between(first, last)
    )
    return [(leader_id, day, tenths) for leader_id, day, tenths in session.execute(query)]


def _lines(
    session: Session,
    first: date,
    last: date,
    calendar: WorkCalendar,
    leader_id: int | None,
    *which: ColumnElement[bool],
) -> Iterator[BurdenLine]:
    """Yield what was led and gone along on, by day; what was called off or missed weighs nothing."""
    weights = {year: weights_of(session, year) for year in range(first.year, last.year + 1)}
    markets = _Markets(session)
    query = (
        select(
            Visit.id, Visit.leader_id, Visit.day, Visit.half, Visit.state, Township.name, Township.id,
            Township.travel_minutes, VisitLeader.leader_id.label("along_id"),
        )
        .join(Township, Township.id == Visit.township_id)
        .outerjoin(VisitLeader, VisitLeader.visit_id == Visit.id)
        .where(Visit.day.between(first, last), Visit.state.in_((VisitState.DONE, *PLANNED)), *which)
        .order_by(Visit.day, Visit.id, VisitLeader.position)
    )  # fmt: skip
    if leader_id is not None:
        query = query.where((Visit.leader_id == leader_id) | (VisitLeader.leader_id == leader_id))
    before = None
    for row in session.execute(query):
        own, is_done = weights[row.day.year], row.state is VisitState.DONE
        if row.id != before and leader_id in {None, row.leader_id}:
            visit = Burdened(row.day, row.half, row.travel_minutes, markets.holds(row[6], row.day))
            parts = parts_of(visit, own, calendar)
            yield BurdenLine(row.id, row.leader_id, row.day, row.half, row.name, is_done, False, parts)  # noqa: FBT003
        before = row.id
        if row.along_id is not None and leader_id in {None, row.along_id}:
            parts = (Part(Weight.ACCOMPANYING, own[Weight.ACCOMPANYING]),)
            yield BurdenLine(row.id, row.along_id, row.day, row.half, row.name, is_done, True, parts)  # noqa: FBT003


class _Markets:
    """On which days a township holds a market; one held daily is no market day."""

    def __init__(self, session: Session) -> None:
        self._rules = defaultdict(list)
        for township_id, spec in session.execute(select(Market.township_id, Market.rule).order_by(Market.id)):
            rule = market_rule_from_spec(spec)
            if rule is not None and not isinstance(rule.plain, Daily):
                self._rules[township_id].append(rule)
        self._known: dict[tuple[int, date], bool] = {}

    def holds(self, township_id: int, day: date) -> bool:
        key = township_id, day
        if key not in self._known:
            self._known[key] = any(rule.is_market_day(day) for rule in self._rules.get(township_id, ()))
        return self._known[key]
