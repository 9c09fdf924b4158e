import itertools
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planner import linear
from core.planner.bounds import costs_of
from core.planner.plan_view import PlanView
from core.planner.problem import Hold, PlannedVisit, PlannerTownship, Stand
from core.planner.rules import plan_breaches
from core.planner.scoring import score
from core.planner.solve import engine_of, improve, solve
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.visits import Half
from tests.core.planner.brute import optimum, tiny_problem
from tests.core.planner.instances import county, random_problem

TINY = {"leaders": 3, "townships": 3, "days": 6}
PRINTED = """
from core.planner.solve import solve
from tests.core.planner.instances import random_problem
print(solve(random_problem(7, leaders=4, townships=4, days=10)))
"""


def is_sound(problem, draft):
    """Return whether a draft breaks nothing, keeps what stays, and says of itself what the scorer says."""
    kept = [each for each in draft.plan if each.hold]
    return (
        not plan_breaches(PlanView(problem, draft.plan))
        and kept == sorted(problem.fixed)
        and draft.score == score(problem, draft.plan)
        and costs_of(draft.score)[: len(draft.bound.costs)] >= draft.bound.costs
    )


@pytest.mark.parametrize("seed", range(6))
def test_tiny_problems_reach_their_optimum_and_the_bound_is_true(seed):
    problem = tiny_problem(seed)
    draft = solve(problem)
    best = optimum(problem, draft.plan)
    assert draft.score == best
    assert costs_of(best)[:5] >= draft.bound.costs
    assert is_sound(problem, draft)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(0, 12), st.sampled_from(["highs", "python"]))
def test_no_hard_rule_is_broken_wherever_it_is_stopped(seed, looks, engine):
    problem, left = random_problem(seed, **TINY), [looks]

    def should_stop():
        left[0] -= 1
        return left[0] < 0

    draft = solve(problem, should_stop=should_stop, engine=engine)
    assert is_sound(problem, draft)
    assert draft.engine == engine_of(engine)


def test_each_step_is_better_than_the_one_before_and_the_bound_only_rises():
    steps = list(improve(random_problem(3, **TINY)))
    for one, other in itertools.pairwise(steps):
        assert other.step == one.step + 1
        assert other.score <= one.score
        assert other.bound.costs >= one.bound.costs
    assert [each.stage for each in steps[:2]] == ["first", "bound"]


def test_a_stopped_run_is_the_beginning_of_the_whole_one():
    problem = random_problem(3, **TINY)
    whole = [each.plan for each in improve(problem)]
    part = []
    for each in improve(problem):
        part.append(each.plan)
        if len(part) == 3:
            break
    assert part == whole[:3]


def test_no_time_at_all_gives_a_first_plan():
    draft = solve(random_problem(3, **TINY), seconds=0)
    assert draft.cut
    assert draft.steps == 1
    assert not solve(random_problem(3, **TINY)).cut


def test_two_processes_print_the_same():
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PRINTED], env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE
        )
        for seed in ("1", "2")
    ]
    one, other = (run.communicate()[0] for run in runs)
    assert one == other
    assert one.startswith(b"Draft(")


def test_a_county_is_proven_to_the_heaviest_load():
    problem = county(12, 8, date(2027, 1, 1), date(2027, 1, 31))
    found = None
    for found in improve(problem):
        if found.stage == "assign":
            break
    assert found.gap.level is None
    assert found.bound.costs == costs_of(found.score)[:5]
    assert not plan_breaches(PlanView(problem, found.plan))


def test_without_highs_the_python_way_serves(monkeypatch):
    monkeypatch.setattr(linear, "_highspy", lambda: None)
    problem = random_problem(3, **TINY)
    draft = solve(problem, engine="highs")
    assert draft.engine == "python"
    assert is_sound(problem, draft)


def _bad(name):
    problem = random_problem(11, **TINY)
    day, line = problem.days[0], QuotaFacts(1, None, None, None, QuotaSpan.MONTH)
    pinned = PlannedVisit(day, Half.MORNING, 101, 1, "reception", 1, Hold.PINNED)
    return {
        "no leaders": replace(problem, leaders=(), fixed=(), drafts=()),
        "no townships": replace(problem, townships=(), fixed=(), drafts=(), together=()),
        "no kinds": replace(problem, kinds=()),
        "no days": replace(problem, days=(), fixed=(), drafts=()),
        "empty period": replace(problem, last=problem.first, days=(), fixed=(), drafts=(), receptions=(), base=()),
        "quota beyond all days": replace(problem, quotas=(replace(line, least=500),)),
        "least above most": replace(problem, quotas=(replace(line, least=9, most=1),)),
        "interval of a day": replace(
            problem, townships=tuple(PlannerTownship(each.id, each.name, 1) for each in problem.townships)
        ),
        "all pinned": replace(problem, fixed=(pinned,), days=(day,)),
        "pinned on a rest day": replace(problem, fixed=(pinned._replace(day=problem.first),), days=problem.days[1:]),
        "nobody may": replace(problem, leaders=tuple(replace(each, share=0) for each in problem.leaders)),
        "all off": replace(
            problem, stands=dict.fromkeys(("same_township", "revisit", "spacing", "most_a_day"), Stand.OFF)
        ),
        "rest days allowed": replace(problem, stands={"rest_day": Stand.PREFER}),
    }[name]


BAD = (
    "no leaders",
    "no townships",
    "no kinds",
    "no days",
    "empty period",
    "quota beyond all days",
    "least above most",
    "interval of a day",
    "all pinned",
    "pinned on a rest day",
    "nobody may",
    "all off",
    "rest days allowed",
)


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_a_partial_plan(name):
    problem = _bad(name)
    assert is_sound(problem, solve(problem, seconds=0.3))
