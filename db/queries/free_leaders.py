"""Who could go in a leader's place, the best first, with reasons; and when a visit could take place instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.calendar.market_rules import MarketRule
from core.calendar.markets import market_rule_from_spec
from core.calendar.workdays import WorkCalendar
from core.clash_facts import GRAVITY, ClashContext, Level, VisitFacts
from core.conflicts import Clash, clash_text, clashes
from core.i18n import _, ngettext
from core.settings import OfficeSettings
from core.visits import Half
from db.models import Leader, Pairing, Visit
from db.queries.clashes import clash_context
from db.queries.visit_form import township_markets

SPAN: Final = 17
"""Days before and after a visit in which a leader's load is counted: five weeks in all."""
REACH: Final = 28
"""Days around a visit in which another day is looked for."""


@dataclass(frozen=True, slots=True)
class FreeLeader:
    """Somebody who could go.

    Attributes:
        load: Visits led in the five weeks around.
        reasons: What speaks for it, then what is to be thought of; whole phrases.
    """

    leader_id: int
    name: str
    post: str
    load: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FreeDay:
    """Another day and half on which nothing stops the visit."""

    day: date
    half: Half
    reasons: tuple[str, ...]


def free_leaders(
    session: Session, visit_id: int, *, calendar: WorkCalendar, settings: OfficeSettings
) -> list[FreeLeader]:
    """Return whom no rule forbids to go in the leader's place: fewest warnings first, then who knows the place.

    Of equals the one who stands in for the leader comes first, then who answers for the township, then who has
    gone least in the five weeks around, then by rank.
    """
    found = _seen(session, visit_id, calendar, settings)
    if found is None:
        return []
    visit, context = found
    loads = _loads(context, visit.day)
    partners = set(context.partners(visit.leader_ids[0], visit.day))
    answers = _answerable(session, visit)
    ranked = []
    for place, (leader_id, name, post) in enumerate(_in_office(session, visit.day)):
        if leader_id in visit.leader_ids:
            continue
        company = tuple(each for each in visit.leader_ids[1:] if each != leader_id)
        against = clashes(replace(visit, leader_ids=(leader_id, *company)), context)
        if against and against[0].level is Level.BLOCK:
            continue
        new = _only_new(against, visit, context)
        load, key = loads[leader_id], (leader_id not in partners, leader_id not in answers)
        words = _words(leader_id in partners, leader_id in answers, load)
        row = FreeLeader(leader_id, name, post, load, (*words, *map(clash_text, new)))
        ranked.append(((_weight(new), *key, load, place), row))
    return [row for _key, row in sorted(ranked, key=lambda pair: pair[0])]


def free_days(
    session: Session, visit_id: int, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> list[FreeDay]:
    """Return other half-days for a visit: those without a warning first, then market days, then the nearest."""
    found = _seen(session, visit_id, calendar, settings)
    if found is None:
        return []
    visit, context = found
    specs = township_markets(session, visit.township_id) if visit.township_id is not None else []
    markets = [rule for rule in map(market_rule_from_spec, specs) if rule is not None]
    halves = (Half.WHOLE_DAY,) if visit.half is Half.WHOLE_DAY else (Half.MORNING, Half.AFTERNOON)
    ranked = []
    for away in range(-REACH, REACH + 1):
        day = visit.day + timedelta(away)
        for half in halves:
            if day < today or (day, half) == (visit.day, visit.half) or not calendar.is_workday(day):
                continue
            times = (visit.starts_at, visit.ends_at) if half is visit.half else (None, None)
            against = clashes(replace(visit, day=day, half=half, starts_at=times[0], ends_at=times[1]), context)
            if against and against[0].level is Level.BLOCK:
                continue
            market = _is_market(markets, day)
            words = [_("Market day")] if market else []
            row = FreeDay(day, half, (*words, *map(clash_text, against)))
            ranked.append(((_weight(against), not market, abs(away), half is not visit.half, day), row))
    return [row for _key, row in sorted(ranked, key=lambda pair: pair[0])]


def _seen(
    session: Session, visit_id: int, calendar: WorkCalendar, settings: OfficeSettings
) -> tuple[VisitFacts, ClashContext] | None:
    day = session.scalar(select(Visit.day).where(Visit.id == visit_id))
    if day is None:
        return None
    context = clash_context(
        session, day - timedelta(REACH), day + timedelta(REACH), calendar=calendar, settings=settings
    )
    visit = next((each for each in context.visits_on.get(day, ()) if each.id == visit_id), None)
    return None if visit is None or not visit.leader_ids else (visit, context)


def _in_office(session: Session, on: date) -> list[tuple[int, str, str]]:
    query = (
        select(Leader.id, Leader.name, Leader.post)
        .where(or_(Leader.valid_from.is_(None), Leader.valid_from <= on))
        .where(or_(Leader.valid_to.is_(None), Leader.valid_to >= on))
        .order_by(Leader.rank_order, Leader.id)
    )
    return [(id, name, post) for id, name, post in session.execute(query)]


def _answerable(session: Session, visit: VisitFacts) -> set[int]:
    """Return who is paired with the township on that day."""
    query = (
        select(Pairing.leader_id)
        .where(Pairing.township_id == visit.township_id, Pairing.starts <= visit.day)
        .where(or_(Pairing.ends.is_(None), Pairing.ends >= visit.day))
    )
    return set(session.scalars(query))


def _loads(context: ClashContext, day: date) -> Counter[int]:
    near = (each for each in context.visits if abs((each.day - day).days) <= SPAN and each.leader_ids)
    return Counter(each.leader_ids[0] for each in near)


def _only_new(against: Iterable[Clash], visit: VisitFacts, context: ClashContext) -> list[Clash]:
    """Return what another leader brings about: what the day or the place itself is about stays as it is."""
    known = {(each.rule_key, clash_text(each)) for each in clashes(visit, context)}
    return [each for each in against if (each.rule_key, clash_text(each)) not in known]


def _weight(against: Iterable[Clash]) -> tuple[int, int]:
    levels = [each.level for each in against]
    gravest = min((GRAVITY[level] for level in levels), default=len(GRAVITY))
    return -gravest, len(levels)


def _is_market(markets: Iterable[MarketRule], day: date) -> bool:
    return any(rule.is_market_day(day) for rule in markets)


def _words(stands_in: bool, answers: bool, load: int) -> list[str]:  # noqa: FBT001 - three facts of one person
    words = [_("AB partner")] if stands_in else []
    words += [_("Answers for this township")] if answers else []
    near = ngettext("{n} visit in the five weeks around", "{n} visits in the five weeks around", load)
    return [*words, near.format(n=load)]
