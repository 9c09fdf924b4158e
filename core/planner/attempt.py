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
        better: How many made the plan better.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.better = 0

    def change(self, out: Iterable[Cell], into: Sequence[Cell]) -> bool:
        """Take visits out and put others in; undo it where they do not fit or the plan gets worse."""
        gone = list(out)
        if not self._could(gone, into):
            return False
        mark = Mark(self.state, [each[3] for each in (*gone, *into)])
        if len(gone) != len(into) or any(one[4] != other[4] for one, other in zip(gone, into, strict=True)):
            mark.keep_mix()
        if not self.force(gone, into):
            return False
        order = mark.compared()
        if order > 0:
            self.restore(into, gone)
            return False
        self.better += order < 0
        return True

    def _could(self, out: Sequence[Cell], into: Sequence[Cell]) -> bool:
        """Return whether the change may fit, looked at before anything is touched: most do not."""
        state, tables = self.state, self.state.tables
        for day, bits, township, leader, _kind, _along, _id in into:
            if tables.of_township.shut[township][day] or tables.of_leader.busy[leader][day] & bits:
                return False
            is_alone = not tables.of_leader.partners[leader] and all(each[3] != leader and not each[5] for each in out)
            if is_alone and not state.is_free(leader, day, bits):
                return False
            if all(each[2] != township for each in out) and not state.is_open(township, day):
                return False
        return True

    def force(self, out: Sequence[Cell], into: Sequence[Cell]) -> bool:
        """Take visits out and put others in; undo it where they do not fit."""
        state = self.state
        for cell in out:
            state.take(cell)
        for n, cell in enumerate(into):
            if cell in state.cells or not state.takes(cell):
                self.restore(into[:n], out)
                return False
            state.put(cell)
        return True

    def restore(self, out: Sequence[Cell], into: Iterable[Cell]) -> None:
        """Bring visits back as they were."""
        for cell in reversed(out):
            self.state.take(cell)
        for cell in into:
            self.state.put(cell)
