"""The stages of a plan by HiGHS: level by level what can be reached at best, then who goes, then of what kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, isfinite

from core.planner.aggregate import Aggregate, Level
from core.planner.assign import Slot, assign
from core.planner.bounds import Bound, Work, heaviest_load
from core.planner.kinds import kinds_of
from core.planner.linear import INFINITE, Solved
from core.planner.openings import Openings
from core.planner.problem import HALVES, Plan, PlannedVisit, Stand
from core.planner.seeking import wishes
from core.planner.state import State
from core.planner.wishes import wish_of

NODES = 200
WITHIN = 1e-4
"""What the solver may be wrong by: a bound is rounded up only beyond that."""
PROVED_UP_TO = 30_000
"""Columns up to which branches are tried where the relaxed solution proves too little."""
COUNTED_UP_TO = 20_000
"""Columns up to which the number of visits is bounded by itself too, not by their weight alone."""


class Staged:
    """One run through the stages: first `prove`, then `plans`.

    Attributes:
        bound: What is proven so far; what is not is bounded by what cannot be helped.
    """

    def __init__(self, openings: Openings, over: Callable[[], bool] | None = None, seed: int = 0) -> None:
        self.openings = openings
        self._over, self._seed = over, seed
        self._model = Aggregate(openings, over, seed)
        self._solution: Solved | None = None
        self._costs: list[int] = []
        self._leader_of: dict[Slot, int] | None = None
        self._is_proven = True
        duties, interval, need = self._model.floor
        self._floor = (duties, 0, interval, need, heaviest_load(openings, Work()))

    @property
    def bound(self) -> Bound:
        """What is proven so far; beyond that, what cannot be helped."""
        return Bound((*self._costs, *self._floor[len(self._costs) :]))

    def prove(self) -> Iterator[Bound]:
        """Settle level after level, and yield what is proven after each."""
        model = self._model
        for level in (model.unmet, model.interval, model.need):
            self._settle(level)
            if level is model.unmet:
                self._prove(0)  # no plan of this planner changes a published visit
            yield self.bound
        weighed = Level("burden", model.weights())
        tenths = self._settle(weighed)
        if self._is_proven:
            self._prove(heaviest_load(self.openings, Work(tenths, self._least_visits(), self._is_all_owed)))
        yield self.bound

    @property
    def _is_all_owed(self) -> bool:
        """Whether every leader does what quotas ask of him, as far as he can at all, in a plan that is at the bound."""
        must = wish_of(self.openings.problem, "quota_under") is Stand.MUST
        return must and self._costs[0] == self._floor[0]

    def _prove(self, cost: int) -> None:
        if self._is_proven:
            self._costs.append(max(cost, self._floor[len(self._costs)]))

    def _settle(self, level: Level) -> int:
        """Bring a level as low as it goes, hold it there, and return the bound; a burden is not proven by itself."""
        model = self._model.linear
        found = model.rounded(level.costs)
        least = found.bound
        if _up(least) < _up(found.cost) and model.size <= PROVED_UP_TO:
            other = model.whole(level.costs, nodes=NODES)
            least = max(least, other.bound)
            found = other if other.cost < found.cost else found
        if not found.is_found or least <= -INFINITE:
            self._is_proven = False
            return 0
        bound, cost = int(_up(least)) + level.constant, int(_up(found.cost)) + level.constant
        self._solution = found
        self._model.keep(level, cost)
        if level.name != "burden":
            self._prove(bound)
        self._is_proven = self._is_proven and cost == bound
        return bound

    def _least_visits(self) -> int:
        if self._model.linear.size > COUNTED_UP_TO:
            return 0
        found = self._model.linear.relaxed(dict.fromkeys(self._model.visit.values(), 1.0))
        return int(_up(found.bound)) if found.is_found else 0

    def plans(self) -> Iterator[Plan]:
        """Yield the plan that follows, then one that also suits market days, roads and drafts."""
        if self._solution is None:
            return
        yield self._plan()
        found = self._model.linear.rounded(wishes(self._model))
        if found.is_found:
            self._solution = found
            yield self._plan()

    def _plan(self) -> Plan:
        if self._solution is None:
            return ()
        values = self._solution.values
        heaviest = self.bound.costs[-1]
        slots, like = self._model.slots(values), self._leader_of
        leaders = assign(self.openings, slots, heaviest, like=like, over=self._over, seed=self._seed)
        self._leader_of = leaders
        outings = [(*slot, leader) for slot, leader in sorted(leaders.items())]
        asked = self._model.kinds_asked(values)
        return self._legal(kinds_of(self.openings, outings, asked, self._over, self._seed))

    def _legal(self, visits: Sequence[PlannedVisit]) -> Plan:
        """Put in what breaks nothing, in the other half of the day where that helps."""
        state = State(self.openings.problem)
        for visit in visits:
            for half in (visit.half, *(each for each in HALVES if each is not visit.half)):
                if state.fits(visit._replace(half=half)):
                    state.add(visit._replace(half=half))
                    break
        return state.plan


def _up(cost: float) -> float:
    return ceil(cost - WITHIN) if isfinite(cost) else cost
