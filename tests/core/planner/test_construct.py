"""A first plan breaks nothing that must hold, and does what is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.planner.construct import construct
from core.planner.problem import Hold, PlannedVisit, PlannerKind, PlannerLeader, PlannerTownship, Problem, ReceptionDay
from core.planner.scoring import score
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.visits import Half
from tests.core.planner.instances import CALENDAR, FIRST, county, is_allowed, random_problem

LAST = FIRST + timedelta(27)
DAYS = tuple(FIRST + timedelta(n) for n in range(28) if (FIRST + timedelta(n)).weekday() < 5)


def simple_problem(**changes):
    problem = Problem(
        FIRST,
        LAST,
        DAYS,
        CALENDAR,
        leaders=(PlannerLeader(1, "A"), PlannerLeader(2, "B")),
        townships=(PlannerTownship(101, "S", 10, need=1), PlannerTownship(102, "T", 10, need=5)),
        kinds=(PlannerKind("reception", "Reception"),),
        spacing_days=1,
    )
    return replace(problem, **changes)


@pytest.mark.parametrize("start", range(0, 75, 25))
def test_nothing_that_must_hold_is_broken_and_what_stays_stays(start):
    for seed in range(start, start + 25):
        problem = random_problem(seed, leaders=5, townships=5, days=20)
        plan = construct(problem)
        assert is_allowed(problem, plan), seed
        assert set(problem.fixed) <= set(plan)
        assert score(problem, plan) <= score(problem, problem.fixed)
        assert plan == tuple(sorted(plan))


def test_who_needs_it_most_is_visited_first_and_all_in_time():
    problem = simple_problem(leaders=(PlannerLeader(1, "A"),))
    plan = construct(problem)
    assert plan[0].place == (FIRST, Half.MORNING, 102, 1, "reception")
    assert score(problem, plan).interval == 1  # one leader cannot be in both on the first day


def test_reception_days_are_filled_and_leaders_go_out_as_often_as_they_must():
    problem = simple_problem(
        townships=(PlannerTownship(101, "S", 400, minutes=10), PlannerTownship(102, "T", 400)),
        receptions=(ReceptionDay(date(2027, 1, 13), "reception", 102, Half.AFTERNOON),),
        around=tuple(PlannedVisit(FIRST - timedelta(9), Half.MORNING, t, 1, "talk", t, Hold.BOUND) for t in (101, 102)),
        quotas=(QuotaFacts(1, leader_id=2, span=QuotaSpan.MONTH, least=3),),
        last=date(2027, 1, 31),
    )
    plan = construct(problem)
    assert score(problem, plan).unmet == 0
    assert [each.leader_id for each in plan] == [2, 2, 2]
    assert any(each.place[:3] == (date(2027, 1, 13), Half.AFTERNOON, 102) for each in plan)


@pytest.mark.parametrize(
    "changes",
    [
        {"leaders": ()},
        {"townships": ()},
        {"kinds": ()},
        {"days": ()},
        {"leaders": (PlannerLeader(1, "A", share=0),)},
        {"quotas": (QuotaFacts(1, least=99, most=99),)},
        {"townships": (PlannerTownship(101, "S", 1), PlannerTownship(102, "T", 1))},
        {"fixed": (PlannedVisit(date(2027, 1, 9), Half.WHOLE_DAY, 7, 8, "x", 9, Hold.PINNED),)},
        {"receptions": (ReceptionDay(DAYS[0], "y", 55), ReceptionDay(date(2026, 1, 1), "y"))},
    ],
)
def test_odd_problems_are_planned_as_far_as_they_go(changes):
    problem = simple_problem(**changes)
    plan = construct(problem)
    assert is_allowed(problem, plan)
    assert score(problem, plan) <= score(problem, problem.fixed)


def test_the_quarter_of_a_county_leaves_no_duty_open():
    problem = county()
    plan = construct(problem)
    assert is_allowed(problem, plan)
    assert score(problem, plan).unmet == 0
    assert plan == construct(county())
