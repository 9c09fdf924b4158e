"""A plan that can be changed visit by visit, with its score and what speaks against a visit always at hand."""

from __future__ import annotations

from core.planner.problem import Plan, PlannedVisit, Problem
from core.planner.rules import Breach
from core.planner.scoring import Score


class State:
    """A plan under change; fixed visits stay in it."""

    def __init__(self, problem: Problem, plan: Plan = ()) -> None:
        """*plan* may hold the fixed visits or leave them out; they are in the state either way."""
        self.problem = problem

    @property
    def plan(self) -> Plan:
        """All visits of the period, sorted, the fixed ones included."""
        raise NotImplementedError

    @property
    def score(self) -> Score:
        """What the plan costs, as `core.planner.scoring.score` says."""
        raise NotImplementedError

    def fits(self, visit: PlannedVisit) -> bool:
        """Return whether *visit*, which is not in the plan, could be added without breaking what must hold."""
        raise NotImplementedError

    def breaks(self, visit: PlannedVisit) -> list[Breach]:
        """Return what must hold and would speak against *visit* if it were added."""
        raise NotImplementedError

    def add(self, visit: PlannedVisit) -> None:
        """Put a visit in, whether it fits or not."""
        raise NotImplementedError

    def remove(self, visit: PlannedVisit) -> None:
        """Take a visit out."""
        raise NotImplementedError
