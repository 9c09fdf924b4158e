"""Changes of a plan that are kept only where it gets no worse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.planner.numbering import Cell
from core.planner.state import State
from core.planner.tables import BASE, CONTINUITY, INTERVAL, NEED, TRAVEL, UNMET, WISHES

FIRST = (UNMET, INTERVAL, NEED)
LAST = (WISHES, CONTINUITY, TRAVEL, BASE)


class Mark:
    """What a plan costs at one moment, to be compared with later."""

    __slots__ = ("_costs", "_led", "_mix", "_state")

    def __init__(self, state: State, leaders: Sequence[int] = ()) -> None:
        """Keep the costs; of the loads only those of *leaders*, or all of them."""
        self._state = state
        self._costs = state.costs.copy()
        self._mix = -1  # not compared
        self._led = {each: state.led[each] for each in leaders or range(len(state.led))}

    def keep_mix(self) -> None:
        """Keep the mix too; it is counted only where kinds may change."""
        self._mix = self._state.mix()

    def compared(self) -> int:
        """Return -1 where the plan is better now, 1 where it is worse, 0 where it is as good."""
        now, then = self._state.costs, self._costs
        for level in FIRST:
            if now[level] != then[level]:
                return -1 if now[level] < then[level] else 1
        if self._state.tables.levels_burden:
            order = self._compared_loads()
            if order:
                return order
        if self._mix >= 0:
            mix = self._state.mix()
            if mix != self._mix:
                return -1 if mix < self._mix else 1
        for level in LAST:
            if now[level] != then[level]:
                return -1 if now[level] < then[level] else 1
        return 0

    def _compared_loads(self) -> int:
        """Compare the heaviest loads that differ: what others carry cancels out."""
        led, shares = self._state.led, self._state.tables.of_leader.share
        changed = [each for each, tenths in self._led.items() if led[each] != tenths and shares[each]]
        if not changed:
            return 0
        now = sorted([led[each] * 100 // shares[each] for each in changed], reverse=True)
        then = sorted([self._led[each] * 100 // shares[each] for each in changed], reverse=True)
        return (now > then) - (now < then)


class Attempts:
    """Tries changes of a plan one by one.

    Attributes:
        count: How many were tried.
        better: How many made the plan better.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.count = 0
        self.better = 0

    def change(self, out: Iterable[Cell], into: Sequence[Cell]) -> bool:
        """Take visits out and put others in; undo it where they do not fit or the plan gets worse."""
        self.count += 1
        state, gone = self.state, list(out)
        mark = Mark(state, [each[3] for each in (*gone, *into)])
        if state.tables.mixes and sorted(each[4] for each in gone) != sorted(each[4] for each in into):
            mark.keep_mix()
        for cell in gone:
            state.take(cell)
        order = 1
        done: list[Cell] = []
        for cell in into:
            if cell in state.cells or not state.takes(cell):
                break
            state.put(cell)
            done.append(cell)
        else:
            order = mark.compared()
        if order > 0:
            self.restore(done, gone)
            return False
        self.better += order < 0
        return True

    def restore(self, out: Iterable[Cell], into: Iterable[Cell]) -> None:
        """Bring visits back as they were."""
        for cell in reversed(list(out)):
            self.state.take(cell)
        for cell in into:
            self.state.put(cell)
