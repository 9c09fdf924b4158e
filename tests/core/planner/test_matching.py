"""Which visit of the schedule a planned one is."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.calendar.workdays import work_calendar
from core.planner.matching import steps_of, with_ids
from core.planner.problem import Hold, PlannedVisit, Problem
from core.visits import Half

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def on(day: int, township_id: int = 1, leader_id: int = 1, **fields: Any) -> PlannedVisit:
    return PlannedVisit(date(2026, 12, day), Half.MORNING, township_id, leader_id, "onsite_office", **fields)


def problem(*drafts: PlannedVisit, fixed: tuple[PlannedVisit, ...] = ()) -> Problem:
    return Problem(FIRST, LAST, (), work_calendar(), drafts=drafts, fixed=fixed)


def ids(problem: Problem, *visits: PlannedVisit) -> list[int]:
    return [each.id for each in with_ids(problem, visits)]


def test_a_visit_with_an_id_keeps_it_and_one_at_the_very_place_takes_it() -> None:
    county = problem(on(2, id=5), on(3, id=6))
    assert ids(county, on(3, id=5), on(2)) == [6, 5]
    assert ids(county, on(2), on(3)) == [5, 6]
    assert ids(county, on(2, id=5), on(9, id=5)) == [5, 6]


def test_then_the_same_township_and_leader_then_the_township_the_nearest_first() -> None:
    county = problem(on(2, leader_id=2, id=5), on(20, id=6), on(8, township_id=2, id=7))
    assert ids(county, on(3)) == [6]
    assert ids(county, on(3), on(19)) == [5, 6]
    assert ids(county, on(9, leader_id=3), on(10, township_id=3)) == [5, 0]


def test_a_lost_id_is_none_and_who_goes_along_comes_along() -> None:
    county = problem(on(2, id=5, along=(3,)), fixed=(on(4, id=9, hold=Hold.BOUND),))
    plan = with_ids(county, [on(6, id=77), *county.fixed])
    assert [(each.id, each.along) for each in plan] == [(9, ()), (5, (3,))]
    assert with_ids(county, plan) == plan


def test_what_a_plan_does_to_the_schedule() -> None:
    stays = on(4, id=9, hold=Hold.BOUND)
    county = problem(on(2, id=5), on(3, 2, id=6), on(20, 3, id=7), fixed=(stays,))
    steps = steps_of(county, [stays, on(2, id=5), on(8, 2, id=6, hold=Hold.PINNED), on(9, 4)])
    assert [each.id for each in steps.kept] == [5]
    assert [(draft.day.day, visit.day.day, visit.hold) for draft, visit in steps.moved] == [(3, 8, "pinned")]
    assert [each.township_id for each in steps.added] == [4]
    assert [each.id for each in steps.removed] == [7]
