"""How long townships wait in a plan, from visit to visit."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from core.planner.plan_view import PlanView
from core.planner.problem import PlannerTownship
from core.planner.scoring import in_period


class Wait(NamedTuple):
    """The longest that a township waits.

    Attributes:
        until: The day of the visit that ends it; None where the period ends first.
        before: Days of it that were over when the period began.
    """

    days: int
    until: date | None
    before: int = 0


def longest_wait(view: PlanView, township: PlannerTownship) -> Wait:
    """Return the longest time between two visits to a township that reaches into the period.

    Where nobody has been there yet it counts from the first day on.
    """
    problem = view.problem
    came = problem.last_visit.get((township.id, ""), problem.first)
    days = [came, *(each.day for each in in_period(problem, view.to(township.id))), problem.last + timedelta(1)]
    waits = [((b - a).days, n) for n, (a, b) in enumerate(pairwise(days))]
    most, n = max(waits, key=lambda wait: (wait[0], -wait[1]))
    ends = days[n + 1] if n + 2 < len(days) else None
    return Wait(most, ends, (problem.first - came).days if n == 0 else 0)
