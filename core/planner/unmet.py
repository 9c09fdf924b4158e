"""What a plan leaves open, each duty by its name: what stands in the way, and what can be done."""

from __future__ import annotations

from core.planner import wishes
from core.planner.duty import Unmet, over_of, still_open
from core.planner.plan_view import PlanView
from core.planner.probing import Probing
from core.planner.problem import Plan, Problem, Stand
from core.planner.scoring import in_period
from core.planner.unmet_intervals import open_intervals
from core.planner.unmet_quotas import open_quotas
from core.planner.unmet_receptions import open_receptions
from core.planner.verdicts import shortfalls
from core.planner.wishes import wish_of

__all__ = ["Unmet", "open_duties", "still_open", "unmet"]

_FINDERS = {"receptions": open_receptions, "quota_under": open_quotas, "interval": open_intervals}


def unmet(problem: Problem, plan: Plan) -> list[Unmet]:
    """Return every duty that a plan leaves open, in the order of their weight; those switched off are not looked at."""
    probing = Probing(PlanView(problem, plan))
    found = [
        each for key, finder in _FINDERS.items() if wish_of(problem, key) is not Stand.OFF for each in finder(probing)
    ]
    return sorted(found, key=lambda one: wish_of(problem, one.key) is not Stand.MUST)


def open_duties(problem: Problem, plan: Plan) -> int:
    """Return how many duties a plan leaves open, without asking why."""
    view = PlanView(problem, plan)
    asked = {key for key in _FINDERS if wish_of(problem, key) is not Stand.OFF}
    n = 0
    if "receptions" in asked:
        n += sum(wishes.receptions(each, view.on(each.day)) for each in problem.receptions)
    if "quota_under" in asked:
        n += sum(len(shortfalls(view, each.id)) for each in problem.leaders)
    for each in problem.townships if "interval" in asked else ():
        there = in_period(problem, view.to(each.id))
        for kind, limit in {"": each.interval, **each.kind_intervals}.items():
            n += len(list(over_of(problem, each, there, kind, limit)))
    return n
