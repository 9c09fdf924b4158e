"""What the planner says of tiny problems, against all their plans; and what holds of any plan, whenever it was stopped.

With ONSITE_FULL=1 all 200 instances are tried. `make bench` prints the figures (bench_planner_small).
"""

import os
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planner.bounds import costs_of, gap_of
from core.planner.plan_view import PlanView
from core.planner.problem import Hold, PlannedVisit
from core.planner.rules import plan_breaches
from core.planner.scoring import score
from core.planner.solve import improve, solve
from core.quotas import QuotaFacts
from core.visits import Half
from tests.core.planner.brute import optimum, tiny_problem
from tests.core.planner.instances import random_problem

FULL = os.environ.get("ONSITE_FULL") == "1"
ALL, SOME = 200, 12


def small_problem(seed):
    """Return a tiny problem; every other one goes over the end of a month, or of a quarter, where quotas fall due."""
    if seed % 2:
        return tiny_problem(seed)
    draw = random.Random(seed)
    leaders, townships, days, kinds = draw.choice(
        ((2, 2, 6, 1), (2, 2, 6, 2), (3, 2, 5, 1), (2, 3, 5, 2), (3, 2, 8, 1))
    )
    first = draw.choice((date(2027, 1, 27), date(2027, 3, 26), date(2027, 3, 29)))
    return random_problem(seed, leaders=leaders, townships=townships, days=days, kinds=kinds, first=first)


def misjudged(problem, best, moments):
    """Return the first thing said of bound or gap that is not true of the best plan there is; empty if none is."""
    least = costs_of(best)
    for each in moments:
        levels = len(each.bound.costs)
        if least[:levels] < each.bound.costs:
            return f"step {each.step}: {least} is below {each.bound.costs}"
        if each.gap != gap_of(problem, each.score, each.bound) or each.score < best:
            return f"step {each.step}: {each.score} and {each.gap}"
        if each.gap.level is None and costs_of(each.score)[:levels] != each.bound.costs:
            return f"step {each.step}: no gap, yet {each.score} is not at {each.bound.costs}"
        if each.gap.level is not None and _could_be_better(problem, each, best) > each.gap.share + 1e-9:
            return f"step {each.step}: better by more than {each.gap}"
    return ""


def _could_be_better(problem, moment, best):
    """Return by how much the best plan is better at the level of the gap, as the gap counts it."""
    at = list(moment.bound.levels).index(moment.gap.level)
    cost, least, bound = costs_of(moment.score)[at], costs_of(best)[at], moment.bound.costs[at]
    return (cost - least) / (cost - bound) * moment.gap.share


def stop_after(looks):
    """Return what lets the planner look so many times whether it is to stop, and then stops it."""
    left = [looks]

    def should_stop():
        left[0] -= 1
        return left[0] < 0

    return should_stop


def broken(problem, plan):
    return plan_breaches(PlanView(problem, plan))


def test_bound_and_gap_are_true_and_the_best_plan_is_nearly_always_found():
    missed = []
    seeds = range(ALL if FULL else SOME)
    for seed in seeds:
        problem = small_problem(seed)
        moments = list(improve(problem))
        best = optimum(problem, moments[-1].plan)
        assert not misjudged(problem, best, moments), seed
        missed += [seed] if moments[-1].score != best else []
    assert len(missed) <= len(seeds) * 0.05 + (not FULL)


def test_a_quota_that_is_only_preferred_makes_nobodys_load_heavier():
    problem = small_problem(58)
    moments = list(improve(problem))
    best = optimum(problem, moments[-1].plan)
    assert best is not None
    assert not misjudged(problem, best, moments)


ANY = {
    "leaders": st.integers(0, 4),
    "townships": st.integers(0, 4),
    "days": st.integers(1, 12),
    "kinds": st.integers(1, 3),
}


@settings(deadline=None, max_examples=1000 if FULL else 20)
@given(
    st.integers(0, 10**6),
    st.fixed_dictionaries(ANY),
    st.integers(0, 2000 if FULL else 60),
    st.sampled_from(("highs", "python")),
)
def test_no_plan_breaks_what_must_hold_nor_moves_what_stays_whenever_it_was_stopped(seed, size, looks, engine):
    leaders, townships = size["leaders"], size["townships"]
    problem = random_problem(seed, **{**size, "leaders": max(leaders, 1), "townships": max(townships, 1)})
    if not leaders or not townships:
        problem = replace(problem, **({"leaders": ()} if not leaders else {"townships": ()}))
    draft = solve(problem, should_stop=stop_after(looks), engine=engine)
    assert not broken(problem, draft.plan)
    assert tuple(each for each in draft.plan if each.hold) == tuple(sorted(problem.fixed))
    assert draft.score == score(problem, draft.plan)


def a_pinned_rest_day(problem):
    sunday = next(day for day in problem.natural_days if day.weekday() == 6)
    return replace(problem, fixed=(PlannedVisit(sunday, Half.MORNING, 101, 1, "site", 9, Hold.PINNED),))


def all_pinned(problem):
    pinned = (PlannedVisit(day, Half.MORNING, 101, 1, "site", n, Hold.PINNED) for n, day in enumerate(problem.days, 1))
    return replace(problem, fixed=tuple(pinned))


CONTRADICTIONS = {
    "no leaders": lambda problem: replace(problem, leaders=()),
    "no townships": lambda problem: replace(problem, townships=()),
    "no kinds": lambda problem: replace(problem, kinds=()),
    "no days": lambda problem: replace(problem, days=()),
    "quota beyond the days": lambda problem: replace(problem, quotas=(QuotaFacts(1, least=99, most=None),)),
    "most below least": lambda problem: replace(
        problem, quotas=(QuotaFacts(1, least=3), QuotaFacts(2, leader_id=1, most=0))
    ),
    "pinned on a rest day": a_pinned_rest_day,
    "all pinned": all_pinned,
    "interval of a day": lambda problem: replace(
        problem, townships=tuple(replace(each, interval=1) for each in problem.townships)
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_whatever_is_asked_there_is_a_plan_and_no_trace(name):
    problem = CONTRADICTIONS[name](random_problem(7, leaders=3, townships=3, days=14, extras=False, stands=False))
    draft = solve(problem, should_stop=stop_after(25))
    assert not broken(problem, draft.plan)
    assert set(problem.fixed) <= set(draft.plan)
