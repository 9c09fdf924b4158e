"""With whom a leader could swap a visit: planned visits near whose leaders may go in each other's place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.clash_facts import GRAVITY, ClashContext, Level, VisitFacts
from core.conflicts import Clash, clash_text, clashes
from core.settings import OfficeSettings
from core.visits import PLANNED, Half
from db.models import Leader, Township, Visit
from db.queries.clashes import clash_context

REACH: Final = 28


@dataclass(frozen=True, slots=True)
class SwapPartner:
    """A visit that could be swapped with: its leader goes on this one, and the other way round.

    Attributes:
        id: The other visit.
        reasons: What is to be thought of; whole phrases.
    """

    id: int
    version: int
    day: date
    half: Half
    leader_id: int
    leader: str
    township: str
    reasons: tuple[str, ...]


def swap_partners(
    session: Session, visit_id: int, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> list[SwapPartner]:
    """Return the visits that no rule forbids to swap leaders with, fewest warnings first, then the nearest."""
    own = session.get(Visit, visit_id)
    if own is None:
        return []
    first, last = own.day - timedelta(REACH), own.day + timedelta(REACH)
    context = clash_context(session, first, last, calendar=calendar, settings=settings)
    facts = {each.id: each for each in context.visits}
    here = facts.get(visit_id)
    if here is None:
        return []
    query = (
        select(Visit, Leader.name, Leader.valid_from, Leader.valid_to, Township.name)
        .join(Leader, Leader.id == Visit.leader_id)
        .join(Township, Township.id == Visit.township_id)
        .where(Visit.day.between(max(first, today), last), Visit.state.in_(PLANNED))
        .where(Visit.leader_id != own.leader_id)
    )
    found = []
    for visit, leader, starts, ends, township in session.execute(query):
        there = facts.get(visit.id)
        if there is None or not (starts or date.min) <= own.day <= (ends or date.max):
            continue
        against = _after(here, there, context)
        if against and against[0].level is Level.BLOCK:
            continue
        words = tuple(dict.fromkeys(map(clash_text, against)))
        row = SwapPartner(visit.id, visit.version, visit.day, visit.half, visit.leader_id, leader, township, words)
        found.append(((len(words), abs((visit.day - own.day).days), visit.day, visit.id), row))
    return [row for _key, row in sorted(found, key=lambda pair: pair[0])]


def _after(here: VisitFacts, there: VisitFacts, context: ClashContext) -> list[Clash]:
    """Return what would newly stand against the two after the swap, gravest first."""
    moved = {here.id: _led(here, there.leader_ids[0]), there.id: _led(there, here.leader_ids[0])}
    outings = context.outings
    new = replace(
        context,
        visits=[moved.get(each.id, each) for each in context.visits],
        outings=None if outings is None else [moved.get(each.id, each) for each in outings],
    )
    found: list[Clash] = []
    for before in (here, there):
        known = {(each.rule_key, clash_text(each)) for each in clashes(before, context)}
        found += _only_new(clashes(moved[before.id], new), known)
    return sorted(found, key=lambda each: GRAVITY[each.level])


def _only_new(found: Iterable[Clash], known: set[tuple[str, str]]) -> list[Clash]:
    return [each for each in found if (each.rule_key, clash_text(each)) not in known]


def _led(visit: VisitFacts, leader_id: int) -> VisitFacts:
    return replace(visit, leader_ids=(leader_id, *(each for each in visit.leader_ids[1:] if each != leader_id)))
