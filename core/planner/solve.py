"""Makes a plan: at once a usable one, then better ones, and beside them the proof of how good a plan can be at best.

What is decided first: where somebody goes when (`aggregate`), then who goes (`assign`), then single visits are moved
and swapped (`polish`). The way is the same on every run; a clock or a wish to stop only cuts it off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

from core.planner import linear
from core.planner.bounds import Bound, Gap, Work, gap_of, heaviest_load
from core.planner.construct import construct
from core.planner.openings import Openings
from core.planner.polish import polish
from core.planner.problem import Plan, Problem
from core.planner.scoring import Score, score
from core.planner.staged import Staged
from core.planner.state import State

SLICE = 400
"""Changes tried between two looks at the clock."""
IDLE, SMALL_IDLE = 30, 3
"""Slices without a better plan after which it is left."""
MEND = 12
"""Slices for a plan that falls short of the best only in a few visits, as those that follow the aggregate do."""
SMALL, AGAIN = 120, 3
"""Townships times days up to which a plan is also made from nothing, and how often."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan so far, or a better proof.

    Attributes:
        stage: What brought it: "first", "bound", "assign" or "polish".
        step: Its place in the row.
    """

    plan: Plan
    score: Score
    bound: Bound
    gap: Gap
    stage: str
    step: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as it was left.

    Attributes:
        cut: Whether it was stopped before its end; going on could make it better.
        engine: "highs" or "python".
    """

    plan: Plan
    score: Score
    bound: Bound
    gap: Gap
    cut: bool
    steps: int
    engine: str


def improve(
    problem: Problem, *, seed: int = 0, engine: str = "auto", should_stop: Callable[[], bool] | None = None
) -> Iterator[Progress]:
    """Yield better and better plans, or better bounds: the same ones in the same order on every run.

    The engine is "highs", "python", or "auto" for the first of them that is there; when *should_stop* says so, which is
    asked now and then, the row ends early.
    """
    yield from _Search(problem, seed, engine_of(engine), should_stop).run()


def engine_of(engine: str) -> str:
    """Return the engine that serves: "python" where HiGHS is not there."""
    return "highs" if engine != "python" and linear.is_available() else "python"


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    seconds: float | None = None,
    should_stop: Callable[[], bool] | None = None,
    engine: str = "auto",
) -> Draft:
    """Return the best plan found within *seconds*, or until *should_stop* says so, or until nothing gets better."""
    until = None if seconds is None else monotonic() + seconds

    def over() -> bool:
        return (until is not None and monotonic() >= until) or (should_stop is not None and should_stop())

    search = _Search(problem, seed, engine_of(engine), over if until is not None or should_stop else None)
    for progress in search.run():
        last = progress
    return Draft(last.plan, last.score, last.bound, last.gap, search.is_cut, last.step + 1, engine_of(engine))


class _Search:
    """The best plan and bound so far, and the way to better ones."""

    def __init__(self, problem: Problem, seed: int, engine: str, over: Callable[[], bool] | None) -> None:
        self.problem, self.seed, self.engine, self.over = problem, seed, engine, over
        self.is_cut = False
        self.openings = Openings(problem)
        self.plan: Plan = tuple(sorted(problem.fixed))
        self.score = score(problem, self.plan)
        self.bound = Bound((0, 0, 0, 0, heaviest_load(self.openings, Work())))
        self.step = -1

    def run(self) -> Iterator[Progress]:
        """Yield what gets better."""
        self._take(construct(self.problem))
        try:
            yield self._progress("first")
            self._look()
            staged = Staged(self.openings, self.over, self.seed)
            self.bound = staged.bound
            yield self._progress("bound")
            if self.engine == "highs":
                yield from self._staged(staged)
            yield from self._polished()
        except linear.StoppedError:
            self.is_cut = True

    def _progress(self, stage: str) -> Progress:
        self.step += 1
        return Progress(
            self.plan, self.score, self.bound, gap_of(self.problem, self.score, self.bound), stage, self.step
        )

    def _take(self, plan: Plan) -> bool:
        worth = score(self.problem, plan)
        if worth < self.score:
            self.plan, self.score = plan, worth
            return True
        return False

    def _look(self) -> None:
        if self.over is not None and self.over():
            raise linear.StoppedError

    def _staged(self, staged: Staged) -> Iterator[Progress]:
        for bound in staged.prove():
            self.bound = bound
            yield self._progress("bound")
        for plan in staged.plans():
            if self._take(plan) or self._take(self._mended(plan)):
                yield self._progress("assign")

    def _mended(self, plan: Plan) -> Plan:
        """Polish a plan until it is better than the best, or some time."""
        state = State(self.problem, plan)
        for n in range(MEND):
            for _better in polish(state, seed=self.seed + n, steps=SLICE):
                self._look()
                if state.score < self.score:
                    return state.plan
        return state.plan

    def _polished(self) -> Iterator[Progress]:
        """Polish the best plan until nothing comes of it; where that is quick, also from nothing, other ways round."""
        is_small = len(self.problem.townships) * len(self.problem.days) <= SMALL
        yield from self._polished_from(self.plan, self.seed, SMALL_IDLE if is_small else IDLE)
        for n in range(1, AGAIN + 1) if is_small else ():
            yield from self._polished_from(self.problem.fixed, self.seed + n * 1000, SMALL_IDLE)

    def _polished_from(self, start: Plan, seed: int, most_idle: int) -> Iterator[Progress]:
        state, idle, n = State(self.problem, start), 0, 0
        while idle < most_idle:
            self._look()
            before = state.score
            for plan in polish(state, seed=seed + n, steps=SLICE):
                if self._take(plan):
                    yield self._progress("polish")
                self._look()
            idle, n = 0 if state.score < before else idle + 1, n + 1
