"""The state says at any time what the scorer and the rules say."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.planner.plan_view import PlanView
from core.planner.problem import HALVES, Hold, PlannedVisit, Stand
from core.planner.rules import HARD, breaches
from core.planner.scoring import score
from core.planner.state import State
from core.planner.wishes import SOFT
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


@pytest.mark.parametrize("start", range(0, 180, 30))
def test_a_changed_state_scores_and_bars_as_the_scorer_and_the_rules_do(start):
    for seed in range(start, start + 30):
        problem = random_problem(seed, leaders=4, townships=4, days=14)
        draw = random.Random(seed)
        for state in walk(problem, draw, 14):
            assert state.score == score(problem, state.plan), seed


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 16))
def test_any_problem_any_changes(seed, way, days):
    problem = random_problem(seed, leaders=3, townships=3, days=days)
    for state in walk(problem, random.Random(way), 8):
        assert state.score == score(problem, state.plan)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_whatever_the_office_prefers(seed, data):
    keys = [each.key for each in (*HARD, *SOFT) if not getattr(each, "always", False)]
    stands = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(list(Stand))))
    problem = replace(random_problem(seed), stands=stands)
    for state in walk(problem, random.Random(seed), 8):
        assert state.score == score(problem, state.plan)


def test_a_county_under_change_scores_as_the_scorer_does():
    problem = county()
    *_before, state = walk(problem, random.Random(5), 12)
    assert state.score == score(problem, state.plan)


def test_a_visit_twice_or_outside_the_period_is_refused():
    problem = county(4, 3)
    visit = random_visit(random.Random(1), problem)
    state = State(problem, (visit,))
    for wrong in (visit, visit._replace(day=date(2030, 1, 1)), visit._replace(id=4, hold=Hold.PINNED)):
        with pytest.raises(ValueError, match="PlannedVisit"):
            state.add(wrong)
    state.remove(visit)
    with pytest.raises(ValueError, match="PlannedVisit"):
        state.remove(visit)
    assert not state.fits(visit._replace(day=date(2030, 1, 1)))
    assert "rest_day" in {each.rule for each in state.breaks(visit._replace(day=date(2030, 1, 1)))}
