"""The state says at any time what the scorer and the rules say."""

import random

import pytest

from core.planner.plan_view import PlanView
from core.planner.problem import HALVES, PlannedVisit
from core.planner.rules import breaches
from core.planner.scoring import score
from core.planner.state import State
from core.visits import Half
from tests.core.planner.instances import county, random_problem


def random_visit(draw, problem):
    if problem.drafts and draw.random() < 0.25:
        return draw.choice(problem.drafts)
    day = draw.choice(problem.natural_days if draw.random() < 0.2 else problem.days)
    half = draw.choice((*HALVES, *HALVES, *HALVES, Half.WHOLE_DAY))
    township, leader = draw.choice(problem.townships).id, draw.choice(problem.leaders).id
    along = (draw.choice(problem.leaders).id,) if draw.random() < 0.1 else ()
    along = along if leader not in along else ()
    return PlannedVisit(day, half, township, leader, draw.choice(problem.kinds).key, 0, "", along)


def is_barred(problem, state, visit):
    return any(True for _each in breaches(visit, PlanView(problem, (*state.plan, visit))))


def walk(problem, draw, steps):
    state = State(problem)
    assert state.score == score(problem, problem.fixed)
    for _step in range(steps):
        planned = [each for each in state.plan if not each.hold]
        if planned and draw.random() < 0.4:
            state.remove(draw.choice(planned))
        else:
            visit = random_visit(draw, problem)
            if visit in planned:
                assert not state.fits(visit)
                continue
            assert state.fits(visit) == (not is_barred(problem, state, visit))
            if state.fits(visit) or draw.random() < 0.3:
                state.add(visit)
        yield state


@pytest.mark.parametrize("start", range(0, 240, 40))
def test_a_changed_state_scores_and_bars_as_the_scorer_and_the_rules_do(start):
    for seed in range(start, start + 40):
        problem = random_problem(seed, leaders=4, townships=4, days=14)
        draw = random.Random(seed)
        for state in walk(problem, draw, 14):
            assert state.score == score(problem, state.plan), seed
