"""A plan made better step by step: moves, swaps, drops, and now and then a part taken out and planned anew.

The way depends on the seed and the plan alone, never on a clock: who stops it early has the start of the same way.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from core.planner.attempt import Attempts, Mark
from core.planner.construct import Builder
from core.planner.neighbours import Neighbours
from core.planner.numbering import Cell
from core.planner.problem import Plan
from core.planner.state import State

ROUND = 120
"""Small changes between two times of larger ones, and more in larger plans."""
LARGE = 20
"""Small changes that one larger takes the time of."""
MOST_OUT = 6
"""Visits that are taken out at once, at most."""


def polish(state: State, *, seed: int = 0, steps: int | None = None) -> Iterator[Plan]:
    """Yield strictly better plans; *state* stands at the best one whenever one is yielded, and at the end.

    Args:
        state: Where it begins; none of its planned visits may break what must hold.
        seed: Chooses the way.
        steps: Changes that are tried at most; None chooses by the size of the problem.
    """
    polisher = Polisher(state, random.Random(seed))
    if not polisher.neighbours.can_plan:
        return
    left = steps if steps is not None else 1500 + 150 * len(state.cells)
    while left > 0:
        before = polisher.better
        left -= polisher.round(min(left, max(ROUND, len(state.cells) // 2)))
        if polisher.better > before:
            yield state.plan


class Polisher:
    """Goes from plan to plan, never to a worse one.

    Attributes:
        better: How many times the plan got better.
    """

    def __init__(self, state: State, draw: random.Random) -> None:
        self.state, self.draw = state, draw
        self.attempts = Attempts(state)
        self.neighbours = Neighbours(state, draw)
        self._builder = Builder(state, draw)
        self._renewed = 0
        self._waiting: list[int] = []

    @property
    def better(self) -> int:
        """How many changes made the plan better."""
        return self.attempts.better + self._renewed

    def round(self, steps: int) -> int:
        """Try small changes, then larger ones for as long; return how many steps that took."""
        self._refine(steps)
        self._waiting = self._found_waiting()
        for _each in range(max(1, steps // LARGE)):
            self._renew()
        return 2 * steps

    def _refine(self, steps: int) -> None:
        cells = list(self.state.cells)
        for _step in range(steps):
            change = self.neighbours.drawn(cells)
            if change is not None and self.attempts.change(*change) and change[1]:
                cells.extend(change[1])

    def _renew(self) -> None:
        """Upset a part of the plan and mend it; bring it back where that makes it worse."""
        state = self.state
        mark = Mark(state)
        mark.keep_mix()
        before = dict(state.cells)
        out = self._shuffled() if self.draw.random() < 0.15 else self._chosen()
        for cell in out:
            state.take(cell)
        self._builder.build(self._needy(out), sorted({each[3] for each in out}))
        self._thin([each for each in state.cells if each not in before])
        order = mark.compared()
        if order > 0:
            new = [each for each in state.cells if each not in before]
            self.attempts.restore(new, [each for each in before if each not in state.cells])
        elif order < 0:
            self._renewed += 1

    def _shuffled(self) -> list[Cell]:
        """Make some small changes, good or bad, that fit; return what is to be taken out besides."""
        state, cells = self.state, list(self.state.cells)
        for _each in range(self.draw.randint(1, 3)):
            change = self.neighbours.drawn(cells)
            if change is not None:
                self.attempts.force(*change)
        cells = list(state.cells)
        return [self.draw.choice(cells)] if cells and self.draw.random() < 0.3 else []

    def _needy(self, out: list[Cell]) -> list[int]:
        """Return the townships that are planned anew: those that lost visits, and now and then some more."""
        found = {each[2] for each in out}
        every = self.neighbours.townships
        chance = self.draw.random()
        if chance < 0.2 and self._waiting:
            found.add(self.draw.choice(self._waiting))
        elif chance < 0.8:
            found.update(self.draw.sample(every, min(len(every), 3)))
        return sorted(found)

    def _found_waiting(self) -> list[int]:
        """Return the townships that wait too long, or whose need waits."""
        state, rows = self.state, self.state.tables.of_township
        return [
            each
            for each in self.neighbours.townships
            if (rows.need[each] and state.days_at[each][state.first_at[each]] > 0) or state.waits(each)
        ]

    def _thin(self, cells: list[Cell]) -> None:
        better = self.attempts.better
        for cell in cells:
            self.attempts.change((cell,), ())
        self.attempts.better = better

    def _chosen(self) -> list[Cell]:
        """Return visits to take out: of one township, leader, stretch of days, or any."""
        cells = list(self.state.cells)
        if not cells:
            return []
        most = min(len(cells), self.draw.randint(1, MOST_OUT))
        seed = self.draw.choice(cells)
        sort = self.draw.randrange(4)
        if sort == 0:
            near = list(self.state.by_township[seed[2]])
        elif sort == 1:
            near = list(self.state.by_leader[seed[3]])
        elif sort == 2:
            near = sorted(cells, key=lambda each: (abs(each[0] - seed[0]), each))[: most + 2]
        else:
            near = cells
        return self.draw.sample(near, min(most, len(near)))
