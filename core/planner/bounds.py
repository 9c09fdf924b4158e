"""How good a plan can be at best, and how far one is from that: only what is proven is said.

A bound names for the gravest levels of `scoring.Score`, in their order, a cost that no plan goes below which reaches
the bound of every graver level. Loads are compared by the heaviest one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.planner.plan_view import PlanView
from core.planner.problem import PlannedVisit, PlannerLeader, PlannerTownship, Problem, Stand
from core.planner.rules import HARD_OF, stand_of
from core.planner.scoring import LEVEL_NAMES, Score, score
from core.planner.wishes import wish_of

AGAINST_NOTHING = frozenset({"unmet", "interval", "need"})
"""Levels whose gap is taken of what the plan can win at all: nearly all of their cost may be beyond remedy."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What is proven, level by level, the gravest first; levels after the last are not proven.

    Attributes:
        costs: No plan is below these; of the loads it is the heaviest.
    """

    costs: tuple[int, ...] = ()

    @property
    def levels(self) -> Mapping[str, int]:
        """The proven levels, in order."""
        return dict(zip(LEVEL_NAMES, self.costs, strict=False))

    def is_met_by(self, score: Score, levels: int) -> bool:
        """Return whether a score is at the bound on the first *levels* levels."""
        return len(self.costs) >= levels and costs_of(score)[:levels] == self.costs[:levels]


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a plan is from the bound.

    Attributes:
        level: The first level at which it costs more than proven necessary; None where it costs more at none of them.
        share: By how much, as a part of one.
    """

    level: str | None
    share: float


def costs_of(score: Score) -> tuple[int, ...]:
    """Return a score as one number for each level: of the loads the heaviest."""
    return tuple((cost[0] if cost else 0) if isinstance(cost, tuple) else cost for cost in score)


def gap_of(problem: Problem, score: Score, bound: Bound) -> Gap:
    """Return the first level at which a plan costs more than proven necessary, and by how much."""
    for level, cost, least in zip(LEVEL_NAMES, costs_of(score), bound.costs, strict=False):
        if cost > least:
            whole = abs(getattr(_nothing(problem), level) - least) if level in AGAINST_NOTHING else cost
            return Gap(level, (cost - least) / max(whole, 1))
        if cost < least:
            break  # it pays for this with a graver level, or the proof is of another problem
    return Gap(None, 0.0)


def _nothing(problem: Problem) -> Score:
    return score(problem, problem.fixed)
