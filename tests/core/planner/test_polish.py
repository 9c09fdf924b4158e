"""Plans only get better, by the same way every time, and tiny ones become the best there is."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from core.planner.construct import construct
from core.planner.polish import polish
from core.planner.problem import Hold, Plan, PlannedVisit, PlannerTownship
from core.planner.scoring import score
from core.planner.state import State
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.visits import Half
from tests.core.planner.brute import optimum, tiny_problem
from tests.core.planner.instances import FIRST, county, is_allowed, random_problem
from tests.core.planner.test_construct import simple_problem


def polished(problem, seed=0, steps=1500) -> Plan:
    state = State(problem, construct(problem))
    for _plan in polish(state, seed=seed, steps=steps):
        pass
    return state.plan


@pytest.mark.parametrize("start", range(0, 24, 6))
def test_each_plan_is_better_breaks_nothing_and_leaves_what_stays(start):
    for seed in range(start, start + 6):
        problem = random_problem(seed, leaders=5, townships=5, days=18)
        state = State(problem, construct(problem))
        plans = [state.plan]
        for plan in polish(state, seed=seed, steps=600):
            assert plan == state.plan
            plans.append(plan)
        scores = [score(problem, plan) for plan in plans]
        assert all(later < earlier for earlier, later in pairwise(scores))
        assert state.score == score(problem, state.plan) == scores[-1]
        assert all(is_allowed(problem, plan) and set(problem.fixed) <= set(plan) for plan in plans)


def test_the_way_is_the_same_every_time_and_another_for_another_seed():
    ways = [polished(county(12, 8), seed, 600) for seed in (1, 1, 2)]
    assert ways[0] == ways[1] != ways[2]


def test_it_can_be_left_at_any_plan():
    problem = county(12, 8)
    state = State(problem)
    first = next(polish(state, steps=5000))
    assert state.plan == first
    assert state.score == score(problem, first) < score(problem, ())


def test_of_equal_plans_the_one_that_keeps_the_drafts_with_their_company_is_chosen():
    townships = (PlannerTownship(101, "S", 400), PlannerTownship(102, "T", 400))
    around = tuple(PlannedVisit(FIRST - timedelta(9), Half.MORNING, t, 1, "x", t, Hold.BOUND) for t in (101, 102))
    draft = PlannedVisit(date(2027, 1, 20), Half.AFTERNOON, 102, 2, "reception", 77, "", (1,))
    quotas = (QuotaFacts(1, leader_id=2, span=QuotaSpan.MONTH, least=1),)
    problem = simple_problem(townships=townships, around=around, drafts=(draft,), quotas=quotas, last=date(2027, 1, 31))
    assert polished(problem, steps=800) == (draft,)


@pytest.mark.parametrize("missing", ["leaders", "townships", "kinds", "days"])
def test_where_nothing_can_be_planned_nothing_is(missing):
    assert polished(simple_problem(**{missing: ()})) == ()


def best_of(start, end):
    """Return for each tiny problem whether the best plan was found; None where nobody can say."""
    found = []
    for seed in range(start, end):
        problem = tiny_problem(seed)
        plan = polished(problem)
        best = optimum(problem, plan, most=60_000)
        assert best is None or best <= score(problem, plan)
        found.append(None if best is None else best == score(problem, plan))
    return found


def test_tiny_plans_become_the_best_there_is():
    assert sum(best_of(20, 28)) == 8
