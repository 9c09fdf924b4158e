"""Why him and why not her: every leader ranked, and what is said is what the scorer says (P6)."""

import random
import time
from dataclasses import replace
from datetime import date

import pytest

from core.i18n import _, set_language
from core.planner.changes import ChangeKind
from core.planner.construct import construct
from core.planner.explain import candidates, helped_and_hurt, other_days, why
from core.planner.plan_view import PlanView
from core.planner.problem import (
    HALVES,
    Hold,
    PlannedVisit,
    PlannerKind,
    PlannerLeader,
    PlannerTownship,
    Problem,
    Sitting,
    Stand,
)
from core.planner.rules import HARD_OF, breaches
from core.planner.scoring import LEVEL_NAMES, Score, score
from core.planner.trial import level_of
from core.planner.wishes import SOFT_OF
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.visits import Half
from tests.core.planner.instances import CALENDAR, county, random_problem
from tests.core.planner.test_trial import random_plan

MONDAY = date(2027, 1, 4)


def with_leader(plan, visit, leader_id):
    """Return the plan with somebody else in the place of a visit, free to be moved."""
    rest = list(plan)
    rest.remove(visit)
    along = tuple(each for each in visit.along if each != leader_id)
    mine = visit._replace(leader_id=leader_id, along=along, hold="")
    return mine, tuple(sorted((*rest, mine)))


def standing(problem, plan, visit, leader_id, other_id):
    """Return how often a leader breaks what must hold there, and what he costs against another, by the plain scorer."""
    mine, after = with_leader(plan, visit, leader_id)
    broken = sum(1 for _each in breaches(mine, PlanView(problem, after)))
    cost, its = score(problem, after), score(problem, with_leader(plan, visit, other_id)[1])
    levels = (level for level in Score._fields if level != "burden")
    return broken, [getattr(cost, level) - getattr(its, level) for level in levels], (cost.burden, its.burden)


def without_rule(problem, plan, visit, candidate):
    """Return problem and plan with the rule that a sentence names switched off, or with what it speaks of away."""
    rule, who = candidate.rule, candidate.leader_id
    if rule not in HARD_OF or not HARD_OF[rule].always:
        return replace(problem, stands={**problem.stands, rule: Stand.OFF}), plan
    if rule == "double_booking":
        people = {who, *visit.along}
        taken = [each for each in plan if each.day == visit.day and people & set(each.leader_ids) and each != visit]
        return problem, tuple(each for each in plan if each not in taken)
    if rule == "recusal":
        return replace(problem, townships=tuple(replace(each, barred=frozenset()) for each in problem.townships)), plan
    free = {"away": (), "first": None, "last": None}
    people = tuple(replace(each, share=each.share or 100, **free) for each in problem.leaders)
    return replace(problem, leaders=people), plan


@pytest.mark.parametrize("first_seed", range(0, 200, 40))
def test_a_rule_that_is_named_decides(first_seed):
    named = 0
    for seed in range(first_seed, first_seed + 40):
        draw, problem = random.Random(seed), random_problem(seed)
        plan = random_plan(problem, draw) if seed % 2 else construct(problem)
        if not plan:
            continue
        visit = draw.choice(plan)
        ranked = candidates(problem, plan, visit)
        fit = [each for each in ranked if each.fits]
        present = next((each for each in fit if each.is_present), fit[0] if fit else None)
        for each in [one for one in ranked if one.rule]:
            rival = present if each is not present else next(one for one in fit if one is not present)
            other = rival.leader_id if rival else visit.leader_id
            before = standing(problem, plan, visit, each.leader_id, other)
            after = standing(*without_rule(problem, plan, visit, each), visit, each.leader_id, other)
            assert before != after, (seed, each)
            named += 1
    assert named > 40


@pytest.mark.parametrize("seed", range(12))
def test_every_leader_is_ranked_by_the_scorer(seed):
    draw, problem = random.Random(seed), random_problem(seed)
    plan = random_plan(problem, draw)
    visit = draw.choice(plan)
    ranked = candidates(problem, plan, visit)
    assert sorted(each.leader_id for each in ranked) == [each.id for each in problem.leaders]
    assert [each.rank for each in ranked] == list(range(1, len(ranked) + 1))
    assert [each.leader_id for each in ranked if each.is_present] == [visit.leader_id]
    assert all(each.sentence for each in ranked)
    worth = []
    for each in ranked:
        mine, after = with_leader(plan, visit, each.leader_id)
        broken = sum(1 for _each in breaches(mine, PlanView(problem, after)))
        assert (each.fits, each.broken) == (not broken, broken)
        worth.append((broken, score(problem, after)))
    assert worth == sorted(worth)


@pytest.mark.parametrize("seed", range(12))
def test_reasons_add_up_to_what_the_visit_is_worth(seed):
    draw, problem = random.Random(seed), random_problem(seed)
    plan = tuple(each for each in random_plan(problem, draw) if not each.hold)
    visit = draw.choice(plan)
    reasons = helped_and_hurt(problem, plan, visit)
    rest = list(plan)
    rest.remove(visit)
    cost, without = score(problem, plan), score(problem, rest)
    for level in set(Score._fields) - {"burden", "changed"}:
        granted = {"market", "continuity"}  # a wish that is granted costs nothing: it says so, and is not counted
        by = sum(one.by for one in reasons if one.level == level and not (one.rule in granted and one.helps))
        assert by == getattr(without, level) - getattr(cost, level), level
    assert all(one.text and one.level == level_of(problem, one.rule) for one in reasons)


def test_one_slot_of_the_county_takes_less_than_a_fifth_of_a_second():
    problem = county()
    plan = construct(problem)
    candidates(problem, plan, plan[0])
    begun = time.process_time()
    ranked = candidates(problem, plan, plan[len(plan) // 2])
    assert time.process_time() - begun < 0.2
    assert len(ranked) == 32


def small(**fields):
    """Return a week with three leaders and two townships."""
    leaders = (
        PlannerLeader(1, "Zhou", 1),
        PlannerLeader(2, "Chen", 2),
        PlannerLeader(3, "He", 3, away=((date(2027, 1, 4), date(2027, 1, 6)),)),
    )
    townships = (PlannerTownship(101, "Wangyun", minutes=30, owners={1: 2}), PlannerTownship(102, "Liuhe", minutes=50))
    days = tuple(date(2027, 1, n) for n in range(4, 9))
    known = {"leaders": leaders, "townships": townships, "kinds": (PlannerKind("site", "Site meeting"),)}
    known["stands"] = {"interval": Stand.OFF}
    return Problem(days[0], days[-1], days, CALENDAR, **{**known, **fields})


def visit_of(leader_id, day=MONDAY, township_id=101, **fields):
    return PlannedVisit(day, Half.MORNING, township_id, leader_id, "site", **fields)


def test_sentences_name_the_figures():
    plan = (visit_of(1), visit_of(2, date(2027, 1, 5), 102), visit_of(2, date(2027, 1, 8)))
    first, second, third = sorted(candidates(small(), plan, plan[0]), key=lambda each: each.leader_id)
    assert (first.leader_id, first.is_present, first.rule) == (1, True, "")
    assert first.sentence == "Nobody else can go at that time."
    assert third.leader_id == 3
    assert third.sentence == "He is away from 4 Jan to 6 Jan."
    assert third.needs == "He would have to be here on 4 Jan."
    assert third.change.kind is ChangeKind.PRESENT
    assert second.leader_id == 2
    assert second.sentence == "Chen goes to Liuhe on 5 Jan, which is too near."
    assert second.needs == "Move the visit to Liuhe on 5 Jan, or set the days between to 1."


def test_who_carries_more_is_told_by_how_much():
    plan = (visit_of(1), visit_of(2, date(2027, 1, 8), 102))
    ranked = candidates(small(), plan, plan[0])
    assert [each.leader_id for each in ranked if each.fits] == [1, 2]
    assert ranked[0].sentence == "Zhou carries a load of 1 with it; Chen, the next choice, would carry 1 more."
    assert ranked[1].sentence == "With it Chen would have a load of 2 (visits: 2), 1 more than Zhou (visits: 1)."
    assert ranked[1].needs == "Chen would first have to give up a load of 1 elsewhere."


def test_a_quota_is_told_with_its_month():
    last = date(2027, 1, 31)
    problem = replace(small(quotas=(QuotaFacts(1, span=QuotaSpan.MONTH, least=1),)), last=last)
    plan = (visit_of(1), visit_of(2, date(2027, 1, 8), 102))
    ranked = candidates(problem, plan, plan[0])
    assert ranked[0].sentence == "Zhou needs it for the quota: 1 in January 2027."
    assert ranked[1].sentence == "Then Zhou would have 0 in January 2027, and the quota is 1. Chen has a load of 1."
    assert ranked[0].rule == ranked[1].rule == "quota_under"


def test_the_change_that_is_offered_makes_somebody_fit():
    checked = 0
    for seed in range(60):
        draw, problem = random.Random(seed), random_problem(seed, stands=False)
        plan = random_plan(problem, draw, 5)
        visit = draw.choice(plan)
        for each in candidates(problem, plan, visit):
            if each.fits or each.change is None:
                continue
            relaxed = each.change.relaxed(problem)
            mine, after = with_leader(plan, visit, each.leader_id)
            if each.change.is_of_the_plan:
                moved = each.change.instead
                mine, after = moved, tuple(moved if one == mine else one for one in after)
            assert not any(breaches(mine, PlanView(relaxed, after))), (seed, each)
            checked += 1
    assert checked > 10


def test_other_days_and_the_whole_answer():
    problem = small(kinds=(PlannerKind("site", "Site meeting", -1),))
    market = replace(problem.townships[0], markets=frozenset({MONDAY}))
    problem = replace(problem, townships=(market, problem.townships[1]))
    plan = (visit_of(1),)
    answer = why(problem, plan, plan[0])
    assert answer.summary.startswith("Zhou goes to Wangyun on 4 Jan, Morning. ")
    assert [each.text for each in answer.reasons if each.rule == "market"] == [
        "4 Jan is market day in Wangyun; Site meeting keeps off market days."
    ]
    better = other_days(problem, plan, plan[0])
    assert better[0].day == date(2027, 1, 5)
    assert better[0].sentence == ""
    assert {each.day for each in better} == set(problem.days[1:])


def test_a_pinned_visit_is_explained_too():
    pinned = visit_of(3, hold=Hold.PINNED)
    problem = small(fixed=(pinned,))
    ranked = candidates(problem, (pinned,), pinned)
    present = next(each for each in ranked if each.is_present)
    assert not present.fits
    assert present.sentence == "He is away from 4 Jan to 6 Jan."
    assert [each.leader_id for each in ranked] == [1, 2, 3]


def test_everything_is_said_in_chinese_too():
    set_language("zh_CN")
    try:
        names = [HARD_OF[key].meaning for key in HARD_OF] + [SOFT_OF[key].meaning for key in SOFT_OF]
        names += [_(name) for name in LEVEL_NAMES.values()]
        problem = random_problem(7)
        plan = construct(problem)
        names += [each.sentence for each in candidates(problem, plan, plan[0])]
        assert not [name for name in names if name.isascii()]
    finally:
        set_language("en")


def test_halves_are_offered():
    sitting = Sitting("committee", MONDAY, Half.MORNING, frozenset({2}))
    problem = small(sittings=(sitting,))
    plan = (visit_of(1),)
    chen = next(each for each in candidates(problem, plan, plan[0]) if each.leader_id == 2)
    assert chen.sentence == "Chen has the committee on 4 Jan, Morning."
    assert chen.needs == "Go in the other half of the day: Afternoon."
    assert chen.change.instead.half in HALVES
