"""A plan made better step by step: moves, swaps, drops, and now and then a part taken out and planned anew."""

from __future__ import annotations

from collections.abc import Iterator

from core.planner.problem import Plan
from core.planner.state import State


def polish(state: State, *, seed: int = 0, steps: int | None = None) -> Iterator[Plan]:
    """Yield strictly better plans; *state* stands at the best one whenever one is yielded, and at the end.

    Args:
        steps: Changes that are tried at most; None chooses by the size of the problem.
    """
    raise NotImplementedError
    yield ()
