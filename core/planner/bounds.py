"""How good a plan can be at best, and how far one is from that: only what is proven is said.

A bound names for the gravest levels of `scoring.Score`, in their order, a cost that no plan goes below which reaches
the bound of every graver level. Loads are compared by the heaviest one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

from core.planner.openings import Openings
from core.planner.problem import PlannerLeader, Problem, Stand
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


@dataclass(frozen=True, slots=True)
class Work:
    """What must be done at least, whoever does it.

    Attributes:
        tenths: All visits together.
        visits: Their number.
        is_all_owed: Whether every leader must do what quotas ask of him, as far as he can at all.
    """

    tenths: int = 0
    visits: int = 0
    is_all_owed: bool = False


def heaviest_load(openings: Openings, work: Work) -> int:
    """Return a load that somebody at least reaches: visits are whole, and each is somebody's."""
    problem = openings.problem
    if wish_of(problem, "fairness") is Stand.OFF or not any(each.share for each in problem.leaders):
        return 0
    crew = _Crew(openings, is_all_owed=work.is_all_owed)
    low = crew.least_load()
    high = low + 1
    while not crew.can(high, work) and high - low < TOO_HEAVY:
        high = low + 2 * (high - low)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if crew.can(middle, work) else (middle + 1, high)
    return low


TOO_HEAVY = 1 << 20


class _Crew:
    """How much all leaders together can take on while nobody is loaded beyond some height."""

    def __init__(self, openings: Openings, *, is_all_owed: bool) -> None:
        problem = openings.problem
        weights = {
            problem.weight(township.id, day)
            for n, township in enumerate(problem.townships)
            for i, day in enumerate(openings.days)
            if openings.open[n][i]
        }
        self._least, self._step = min(weights, default=0), gcd(*weights) or 1
        self._men: list[tuple[int, int, int, int]] = []
        for n, leader in enumerate(problem.leaders):
            if leader.share:
                most = openings.most_visits(n, problem.first, problem.last)
                owed = owed_by(openings, n) if is_all_owed else 0
                self._men.append((base_load(problem, leader), leader.share, most, owed))

    def least_load(self) -> int:
        """Return the heaviest load that nothing planned can relieve."""
        return max((done + owed * self._least) * 100 // share for done, share, _most, owed in self._men)

    def can(self, load: int, work: Work) -> bool:
        """Return whether the work could be done, as far as can be told, without anybody being loaded beyond *load*."""
        tenths = visits = 0
        for done, share, most, _owed in self._men:
            room = max((((load + 1) * share - 1) // 100 - done) // self._step * self._step, 0)
            visits += min(room // self._least, most) if self._least > 0 else most
            tenths += room if most else 0
        return visits >= work.visits and tenths >= work.tenths


def base_load(problem: Problem, leader: PlannerLeader) -> int:
    """Return what a leader carries before anything is planned, in tenths of a point of his own."""
    led = [each for each in problem.fixed if each.leader_id == leader.id]
    return leader.carried + sum(problem.weight(each.township_id, each.day, each.half) for each in led)


def owed_by(openings: Openings, leader: int) -> int:
    """Return how many visits quotas ask of a leader in the period, as far as he can: by the line that asks most."""
    who, sums = openings.problem.leaders[leader], Counter[int]()
    for n, line in enumerate(openings.problem.lines[who.id]):
        for stretch in openings.problem.stretches(line) if line.least is not None else ():
            if who.duty.is_in_office(stretch):
                short = max((line.least or 0) - openings.counted(who, line, stretch), 0)
                sums[n] += min(short, openings.most_visits(leader, stretch.first, stretch.last))
    return max(sums.values(), default=0)
