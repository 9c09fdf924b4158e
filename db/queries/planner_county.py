"""Leaders, townships and kinds of outing as the planner sees them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from core.calendar.market_rules import Daily
from core.calendar.markets import market_days
from core.calendar.seasons import Season, seasons_of
from core.calendar.workdays import WorkCalendar
from core.closures import closed_days
from core.coverage import intervals_of
from core.issues import OPEN
from core.joint_trips import saved
from core.need import need_of, total
from core.planner.problem import PlannerKind, PlannerLeader, PlannerTownship
from core.settings import OfficeSettings
from core.visits import KINDS, RecordForm
from db.models import Issue, Leader, Pairing, Township, TownshipRoad
from db.queries.burden import carried_before
from db.queries.clash_county import absences_between
from db.queries.clash_recusals import barred_leaders
from db.queries.coverage import interval_lines
from db.queries.farm_seasons import farm_seasons
from db.queries.markets import market_rows
from db.queries.needs import township_needs
from db.queries.quotas import closures_touching
from db.queries.settings import visit_kinds

_SENSE: Final = {RecordForm.RECEPTION: 1, RecordForm.CONSULTATION: -1, RecordForm.OUTREACH: 1}
"""Receptions and policy talks seek market days, site meetings keep off them (features.md L2)."""
Spans = dict[int, frozenset[date]]


def planner_leaders(
    session: Session,
    first: date,
    last: date,
    *,
    today: date,
    calendar: WorkCalendar,
    left_out: Collection[int],
    also: Collection[int] = (),
) -> tuple[PlannerLeader, ...]:
    """Return the leaders who are in office on a day of the period, and those of *also*, in rank order.

    Who is left out has no share of duty.
    """
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for each in absences_between(session, first, last):
        away[each.leader_id].append((each.first, each.last))
    carried = carried_before(session, first, today=today, calendar=calendar)
    has_come = or_(Leader.valid_from.is_(None), Leader.valid_from <= last)
    still_there = or_(Leader.valid_to.is_(None), Leader.valid_to >= first)
    wanted = or_(and_(has_come, still_there), Leader.id.in_(sorted(also)))
    rows = session.scalars(select(Leader).where(wanted).order_by(Leader.rank_order, Leader.id))
    return tuple(
        PlannerLeader(
            id=row.id, name=row.name, rank=place, body=row.body, share=0 if row.id in left_out else row.duty_share,
            first=row.valid_from, last=row.valid_to, away=tuple(away[row.id]), portfolio=row.portfolio,
            carried=carried.get(row.id, 0),
        )
        for place, row in enumerate(rows, 1)
    )  # fmt: skip


def planner_townships(
    session: Session,
    first: date,
    last: date,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    interval: int,
    leaders: Collection[PlannerLeader],
) -> tuple[PlannerTownship, ...]:
    """Return all townships in the office's order, with the need index that every list shows today.

    Those without an interval of their own take *interval*.
    """
    needs = township_needs(session, today, calendar=calendar, settings=settings)
    lines, barred = interval_lines(session), barred_leaders(session)
    markets, seasons, closed = _markets(session, first, last), farm_seasons(session), _closed(session, first, last)
    paired, days = _paired(session, first, last), [first + timedelta(n) for n in range((last - first).days + 1)]
    owners = _owners(session, paired, {each.id for each in leaders if each.share}, barred)
    query = select(Township.id, Township.name, Township.visit_interval_days, Township.travel_minutes)
    return tuple(
        PlannerTownship(
            id=row.id, name=row.name, interval=row.visit_interval_days or interval,
            kind_intervals={kind: line.days for kind, line in intervals_of(lines, row.id).items()},
            minutes=row.travel_minutes, need=total(need_of(needs[row.id], today=today, calendar=calendar)),
            markets=markets.get(row.id, frozenset()), closed=closed.get(row.id, frozenset()),
            seasons=_seasons(seasons_of(seasons, row.id), days), owners=owners.get(row.id, {}),
            barred=barred.get(row.id, frozenset()), paired=paired.get(row.id, frozenset()),
        )
        for row in session.execute(query.order_by(Township.position, Township.id))
    )  # fmt: skip


def planner_kinds(
    session: Session, done: Counter[str], *, chosen: Collection[str], used: Collection[str]
) -> tuple[PlannerKind, ...]:
    """Return the kinds of outing in the office's order, each with its part of the last twelve months.

    Where nobody went anywhere the four kinds of the whole country have equal parts. Kinds that are not *chosen*, or no
    longer in use, have no part; the latter stand here only while a visit of the period has them.
    """
    equal = Counter({kind.key: 1 for kind in KINDS})
    rows = [row for row in visit_kinds(session) if row.active or row.key in used]
    counts = done if any(done[row.key] for row in rows if row.active) else equal
    return tuple(
        PlannerKind(
            row.key, row.name, _SENSE.get(row.record, 0),
            counts[row.key] if row.active and (not chosen or row.key in chosen) else 0,
        )
        for row in rows
    )  # fmt: skip


def neighbours(session: Session) -> tuple[tuple[int, int], ...]:
    """Return the townships on one road, but not those where the way over the neighbour is known to save nothing."""
    minutes = {row.id: row.travel_minutes for row in session.execute(select(Township.id, Township.travel_minutes))}
    query = select(TownshipRoad.one_id, TownshipRoad.other_id, TownshipRoad.minutes)
    found = []
    for one, other, between in session.execute(query.order_by(TownshipRoad.one_id, TownshipRoad.other_id)):
        spared = saved(minutes.get(one), minutes.get(other), between)
        if spared is None or spared > 0:
            found.append((one, other))
    return tuple(found)


def _markets(session: Session, first: date, last: date) -> Spans:
    """Return the market days of the period by township; one that is held daily is no market day."""
    found: dict[int, set[date]] = defaultdict(set)
    for row in market_rows(session):
        if row.rule is not None and not isinstance(row.rule.plain, Daily):
            found[row.township_id].update(market_days(row.rule, first, last))
    return {township_id: frozenset(days) for township_id, days in found.items()}


def _seasons(seasons: Iterable[Season], days: Iterable[date]) -> frozenset[date]:
    held = list(seasons)
    return frozenset(day for day in days if any(each.covers(day) for each in held))


def _closed(session: Session, first: date, last: date) -> Spans:
    found: dict[int, set[date]] = defaultdict(set)
    for township_id, day in closed_days(closures_touching(session, first, last), first, last)[1]:
        found[township_id].add(day)
    return {township_id: frozenset(days) for township_id, days in found.items()}


def _paired(session: Session, first: date, last: date) -> dict[int, frozenset[int]]:
    """Return, by township, who answers for it or for a village of it (包联) on a day of the period."""
    query = select(Pairing.township_id, Pairing.leader_id).where(
        Pairing.starts <= last, or_(Pairing.ends.is_(None), Pairing.ends >= first)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for township_id, leader_id in session.execute(query):
        found[township_id].add(leader_id)
    return {township_id: frozenset(leaders) for township_id, leaders in found.items()}


def _owners(
    session: Session,
    paired: Mapping[int, frozenset[int]],
    going: Collection[int],
    barred: Mapping[int, frozenset[int]],
) -> dict[int, dict[int, int]]:
    """Return, by township, who took its open issues, with how many; only those who could go there count."""
    query = (
        select(Issue.township_id, Issue.case_leader_id, func.count())
        .where(Issue.state.in_(OPEN), Issue.case_leader_id.is_not(None))
        .group_by(Issue.township_id, Issue.case_leader_id)
    )
    counts: Counter[tuple[int, int]] = Counter()
    for township_id, leader_id, n in session.execute(query):
        if leader_id is not None:
            counts[township_id, leader_id] += n
    counts.update((township_id, leader_id) for township_id, leaders in paired.items() for leader_id in leaders)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for township_id, leader_id in sorted(counts):
        if leader_id in going and leader_id not in barred.get(township_id, ()):
            found[township_id][leader_id] = counts[township_id, leader_id]
    return found
