"""What the office planned stays where no rule speaks against it, and may be moved where one does or where it likes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.planner.keeping import keeping, released
from core.planner.plan_view import PlanView
from core.planner.problem import Hold, Stand
from core.planner.rules import breaches
from core.planner.solve import solve
from tests.core.planner.instances import random_problem


@pytest.mark.parametrize("seed", range(12))
def test_drafts_that_break_no_rule_stay_and_the_others_are_free(seed: int) -> None:
    problem = random_problem(seed)
    problem = replace(problem, stands={key: each for key, each in problem.stands.items() if key != "base"})
    held = keeping(problem)
    kept = [each for each in held.fixed if each not in problem.fixed]
    assert {each.hold for each in kept} <= {Hold.SET}
    assert sorted(each.place for each in (*kept, *held.drafts)) == sorted(each.place for each in problem.drafts)
    for draft in held.drafts:
        view = PlanView(problem, (*problem.fixed, *kept, draft))
        assert next(breaches(draft, view), None) is not None
    plan = solve(held, should_stop=lambda: True).plan
    assert set(held.fixed) <= set(plan)
    assert {each.place for each in kept} <= {each.place for each in released(plan) if not each.hold}


def test_an_office_that_only_prefers_it_lets_the_planner_move_everything() -> None:
    problem = random_problem(3)
    for stand in (Stand.PREFER, Stand.OFF):
        free = replace(problem, stands={**problem.stands, "base": stand})
        assert keeping(free) is free
