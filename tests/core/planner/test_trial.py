"""A change judged by what it touches is worth what the scorer says of the whole plan."""

import random

import pytest

from core.planner.plan_view import PlanView
from core.planner.problem import HALVES, PlannedVisit
from core.planner.rules import breaches
from core.planner.scoring import Score, score
from core.planner.trial import Trial, loads_of
from core.visits import Half
from tests.core.planner.instances import random_problem


def random_plan(problem, draw, n=8):
    """Return any plan, good or bad, allowed or not; the fixed visits are in it."""
    plan = {*problem.fixed, *(each for each in problem.drafts if draw.random() < 0.5)}
    return tuple(sorted(plan | {random_visit(problem, draw) for _each in range(n)}))


def random_visit(problem, draw):
    half = draw.choice((*HALVES, *HALVES, *HALVES, Half.WHOLE_DAY))
    township, leader = draw.choice(problem.townships).id, draw.choice(problem.leaders).id
    along = tuple({draw.choice(problem.leaders).id} - {leader}) if draw.random() < 0.15 else ()
    kind = draw.choice(problem.kinds).key
    return PlannedVisit(draw.choice(problem.natural_days), half, township, leader, kind, along=along)


def random_change(problem, plan, draw):
    """Return some visits to take out and some to put in."""
    free = [each for each in plan if not each.hold]
    out = tuple(draw.sample(free, min(draw.choice((0, 1, 1, 2)), len(free))))
    rest = set(plan) - set(out)
    into = {random_visit(problem, draw) for _each in range(draw.choice((0, 1, 1, 2)))}
    return out, tuple(sorted(into - rest))


def difference(after, before):
    levels = (level for level in Score._fields if level != "burden")
    return {level: getattr(after, level) - getattr(before, level) for level in levels}, after.burden


@pytest.mark.parametrize("first_seed", range(0, 240, 40))
def test_a_trial_costs_what_the_scorer_says(first_seed):
    for seed in range(first_seed, first_seed + 40):
        draw = random.Random(seed)
        problem = random_problem(seed)
        plan = random_plan(problem, draw)
        before = PlanView(problem, plan)
        out, into = random_change(problem, plan, draw)
        after = tuple(sorted((set(plan) - set(out)) | set(into)))
        trial = Trial(before, out, into)
        key = trial.key(loads_of(before))
        assert difference(key, Score()) == difference(score(problem, after), score(problem, plan)), seed
        whole = PlanView(problem, after)
        assert trial.visits == after
        assert trial.breaks() == [found for each in into for found in breaches(each, whole)]
        assert trial.holds() is (not trial.breaks())


def test_a_trial_leaves_the_plan_as_it_was():
    problem, draw = random_problem(3), random.Random(3)
    plan = random_plan(problem, draw)
    view = PlanView(problem, plan)
    seen = [(view.on(day), [view.of(each.id) for each in problem.leaders]) for day in problem.natural_days]
    Trial(view, plan[-1:], (random_visit(problem, draw),)).key(loads_of(view))
    assert view.visits == plan
    assert seen == [(view.on(day), [view.of(each.id) for each in problem.leaders]) for day in problem.natural_days]
