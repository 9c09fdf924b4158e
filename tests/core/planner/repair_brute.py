"""All repairs of a small plan, tried one by one: every place of every visit struck, and of one more beside them."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import product

from core.planner.disruption import Disruption, DisruptionKind
from core.planner.plan_view import PlanView
from core.planner.problem import HALVES, Hold, PlannedVisit
from core.planner.rules import breaches
from core.planner.scoring import score
from core.visits import Half
from tests.core.planner.instances import random_problem

KINDS = (
    DisruptionKind.CALLED_AWAY, DisruptionKind.ABSENCE, DisruptionKind.ROAD_CLOSED, DisruptionKind.CUT_SHORT,
    DisruptionKind.URGENT,
)  # fmt: skip


def small_case(seed, *, busy=5):
    """Return a small published plan and what comes between; deterministic, and something is always touched."""
    draw = random.Random(seed * 7919 + 13)
    while True:
        problem = random_problem(draw.randint(1, 10**6), leaders=3, townships=3, days=9, extras=False, stands=False)
        problem = replace(problem, quotas=problem.quotas[:2], revisit_days=min(problem.revisit_days, 3))
        problem = replace(problem, fixed=_plan(draw, problem, busy))
        disruption = _disruption(draw, problem)
        struck = [each for each in problem.fixed if disruption.strikes(each)]
        urgent = disruption.kind is DisruptionKind.URGENT
        met = any(disruption.is_met_by(each) for each in problem.fixed)
        if 1 <= len(struck) <= 2 or (urgent and not met):
            return problem, disruption


def _plan(draw, problem, busy):
    """Return visits of which most break no rule."""
    found = []
    for n in range(busy * 6):
        if len(found) == busy:
            break
        half = draw.choice((*HALVES, *HALVES, Half.WHOLE_DAY))
        who, where = draw.choice(problem.leaders).id, draw.choice(problem.townships).id
        hold = draw.choice((Hold.PUBLISHED, Hold.PUBLISHED, Hold.PUBLISHED, Hold.PINNED, Hold.BOUND))
        visit = PlannedVisit(draw.choice(problem.days), half, where, who, problem.kinds[0].key, 100 + n, hold)
        sound = not any(True for _each in breaches(visit, PlanView(problem, [*found, visit])))
        if sound or draw.random() < 0.1:
            found.append(visit)
    return tuple(sorted(found))


def _disruption(draw, problem):
    kind, first = draw.choice(KINDS), draw.choice(problem.days)
    last = min(first + timedelta(draw.choice((0, 0, 1, 2))), problem.last)
    who, where = draw.choice(problem.leaders).id, draw.choice(problem.townships).id
    half = draw.choice(HALVES) if kind is DisruptionKind.CUT_SHORT else None
    asked = problem.kinds[0].key if kind is DisruptionKind.URGENT else ""
    return Disruption(kind, first, last, who, where, half, asked)


def least(problem, disruption):
    """Return the least that any repair asks of people, as open, people, visits moved, days, halves, score."""
    after = disruption.upon(problem)
    stood = _breaches(problem, problem.fixed)
    best = None
    for gone in _groups(problem, disruption):
        rest = [each for each in problem.fixed if each not in gone]
        fixed = {before for before in gone if before is not None and not disruption.strikes(before)}
        lists = [_places(problem, disruption, before, gone) for before in gone]
        for chosen in product(*lists):
            moves = list(zip(gone, chosen, strict=True))
            if any(new is None and old in fixed for old, new in moves):
                continue
            asked = _asked(disruption, moves)
            if best is not None and asked > best[:5]:
                continue
            plan = sorted([*rest, *(new for new in chosen if new is not None)])
            if not any(disruption.strikes(new) for new in chosen if new) and _sound(after, plan, moves, stood):
                value = (*asked, score(after, plan))
                best = value if best is None or value < best else best
    return best


def _groups(problem, disruption):
    """Yield the visits that change together; None is the urgent one."""
    struck = tuple(each for each in problem.fixed if disruption.strikes(each))
    free = [each for each in problem.fixed if each.hold == Hold.PUBLISHED and each not in struck]
    if disruption.kind is not DisruptionKind.URGENT:
        yield struck
        for each in free:
            yield (*struck, each)
        return
    yield (None,)
    for each in free:
        yield (None, each)
        if each.township_id == disruption.township_id and each.kind == disruption.kind_of_visit:
            yield (each,)


def _places(problem, disruption, before, gone):
    urgent = disruption.kind is DisruptionKind.URGENT
    inside = urgent and (before is None or None not in gone)
    days = [day for day in problem.days if not inside or disruption.covers(day)]
    who = {each.id for each in problem.leaders if each.share} | ({before.leader_id} if before else set())
    found = [None]
    for day, leader in product(days, sorted(who)):
        if before is None:
            halves = HALVES
        elif before.half is Half.WHOLE_DAY:
            shorter = disruption.half is not None and day == before.day and disruption.covers(day)
            halves = (Half.WHOLE_DAY, *(each for each in HALVES if shorter and each is not disruption.half))
        else:
            halves = HALVES
        for half in halves:
            if before is None:
                place = PlannedVisit(day, half, disruption.township_id, leader, disruption.kind_of_visit)
            else:
                place = before._replace(day=day, half=half, leader_id=leader, hold="")
            if before is None or place.place != before.place:
                found.append(place)
    return found


def _asked(disruption, moves):
    people, days, halves = set(), 0, 0
    for old, new in moves:
        for each in (old, new):
            if each is not None:
                people |= {("leader", each.leader_id), ("township", each.township_id)}
        if new is not None:
            days += abs((new.day - (old.day if old else disruption.first)).days)
            halves += old is not None and new.half is not old.half
    lost = sum(new is None for _old, new in moves)
    return lost, len(people), sum(move != (None, None) for move in moves), days, halves


def _breaches(problem, plan):
    view = PlanView(problem, plan)
    return {each.id: dict(map(_told_apart, breaches(each, view))) for each in plan}


def _told_apart(breach):
    """Return what a breach is about, and how many visits it counts."""
    facts = {name: fact for name, fact in breach.facts.items() if name != "n"}
    return (breach.rule, str(facts), breach.other), breach.facts.get("n", 0)


def _sound(problem, plan, moves, stood):
    view = PlanView(problem, plan)
    for old, new in moves:
        if new is None:
            continue
        before = stood.get(old.id, {}) if old is not None else {}
        found = dict(map(_told_apart, breaches(new, view)))
        if any(n > before.get(what, -1) for what, n in found.items()):
            return False
    return True
