"""Rules about places: who else goes there that day, and how soon somebody comes again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.clash_facts import ClashContext, VisitFacts
from core.clash_rules.found import Found


def same_village(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """One village does not receive two leaders on one day, unless they go together (domain.md 1.12)."""
    if visit.village_id is None:
        return
    for each in context.others(visit):
        if each.village_id == visit.village_id and _is_apart(visit, each):
            yield _also(visit, each, context, context.village(visit.village_id))


def same_township(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """Two leaders do not burden one township on one day, unless they go together (domain.md 1.12)."""
    if visit.township_id is None:
        return
    for each in context.others(visit):
        if each.township_id != visit.township_id or not _is_apart(visit, each):
            continue
        if visit.village_id is not None and each.village_id == visit.village_id:
            continue  # same_village speaks of it
        yield _also(visit, each, context, context.township(each.township_id))


def _is_apart(visit: VisitFacts, each: VisitFacts) -> bool:
    return bool(each.leader_ids) and not set(each.leader_ids) & set(visit.leader_ids)


def _also(_visit: VisitFacts, each: VisitFacts, context: ClashContext, place: str) -> Found:
    facts = {"leader": context.leader(each.leader_ids[0]), "township": place, "day": each.day, "half": each.half}
    return Found(facts, each.id, each.leader_ids[0])


def village_revisit(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """One village does not receive team after team (domain.md 1.12: popular sites serve team after team)."""
    if visit.village_id is None:
        return
    near = context.visits_near(visit, context.village_revisit_days)
    each = _nearest(visit, [each for each in near if each.village_id == visit.village_id])
    if each is not None:
        yield Found(_revisit_facts(visit, each, context, context.village(visit.village_id)), each.id)


def revisit(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """One township does not receive team after team (domain.md 1.12 and 6, no. 4)."""
    own = visit.village_id  # village_revisit speaks of it
    near = context.visits_near(visit, context.revisit_days)
    each = _nearest(visit, [each for each in near if own is None or each.village_id != own])
    if each is not None:
        yield Found(_revisit_facts(visit, each, context, context.township(visit.township_id)), each.id)


def _nearest(visit: VisitFacts, near: list[VisitFacts]) -> VisitFacts | None:
    return min(near, key=lambda each: (abs((each.day - visit.day).days), each.day, each.id or 0), default=None)


def _revisit_facts(visit: VisitFacts, each: VisitFacts, context: ClashContext, place: str) -> dict[str, Any]:
    leader = context.leader(each.leader_ids[0]) if each.leader_ids else "—"
    return {"place": place, "day": each.day, "leader": leader, "n": abs((each.day - visit.day).days)}
