"""Rules between visits that the office only prefers: how many times a plan breaks them.

Few offices switch these, so that nothing is kept here unless one of them is preferred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from core.planner.numbering import Cell
from core.planner.tables import Tables

BETWEEN = ("revisit", "spacing", "pair_out", "same_township", "quota_over", "most_a_day")


class Preferred:
    """The visits as these rules see them.

    Attributes:
        rules: Those that are preferred.
    """

    def __init__(self, tables: Tables) -> None:
        self.rules = frozenset(rule for rule in BETWEEN if tables.prefer(rule))
        self._tables = tables
        problem = tables.problem
        self._near = max(problem.revisit_days, problem.spacing_days, 1)
        self._at: defaultdict[int, dict[Cell, None]] = defaultdict(dict)
        self._of: defaultdict[int, dict[Cell, None]] = defaultdict(dict)
        self._on: defaultdict[int, dict[Cell, None]] = defaultdict(dict)
        self._slots: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        """Visits that count for a stretch of a quota, and the planned ones of them."""

    def change(self, cell: Cell, sign: int) -> int:
        """Count a visit in or out; return how many breaches that adds."""
        found = self._count_quotas(cell, sign) if "quota_over" in self.rules else 0
        if not -self._near <= cell[0] <= self._tables.n + self._near:
            return found
        if sign < 0:
            self._keep(cell, sign)
        mine = int(cell[6] >= 0)
        found += sign * sum(times * (mine + (other[6] >= 0)) for other, times in self._against(cell))
        if "most_a_day" in self.rules and self._tables.problem.most_a_day:
            found += sign * self._crowd(cell)
        if sign > 0:
            self._keep(cell, sign)
        return found

    def _keep(self, cell: Cell, sign: int) -> None:
        places = [self._at[cell[2]], self._on[cell[0]], *(self._of[each] for each in (cell[3], *cell[5]))]
        for cells in places:
            if sign > 0:
                cells[cell] = None
            else:
                del cells[cell]

    def _crowd(self, cell: Cell) -> int:
        """Return how many breaches a visit adds to those of a day, which it is not among."""
        that_day, most = self._on[cell[0]], self._tables.problem.most_a_day
        planned = sum(each[6] >= 0 for each in that_day)
        mine = int(cell[6] >= 0)
        if len(that_day) > most:
            return mine
        return planned + mine if len(that_day) == most else 0

    def _count_quotas(self, cell: Cell, sign: int) -> int:
        found = 0
        for line in self._tables.lines[cell[3]]:
            if line.kind in {-1, cell[4]} and cell[0] in line.slot_of:
                slot = self._slots[line.slot_of[cell[0]]]
                before = slot[1] if slot[0] > line.most else 0
                slot[0] += sign
                slot[1] += sign * (cell[6] >= 0)
                found += (slot[1] if slot[0] > line.most else 0) - before
        return found

    def _against(self, cell: Cell) -> Iterator[tuple[Cell, int]]:
        """Yield the visits that one collides with, and how many times."""
        day, bits, township = cell[:3]
        problem, rules = self._tables.problem, self.rules
        for other in self._at[township]:
            apart = abs(other[0] - day)
            if apart == 0:
                yield other, int("same_township" in rules)
            elif apart < problem.revisit_days:
                yield other, int("revisit" in rules)
        for leader in (cell[3], *cell[5]):
            for other in self._of[leader] if "spacing" in rules else ():
                yield other, int(0 < abs(other[0] - day) < problem.spacing_days)
            for partner in self._partners(leader, day) if "pair_out" in rules else ():
                for other in self._of[partner]:
                    yield other, int(other[0] == day and bool(other[1] & bits))

    def _partners(self, leader: int, day: int) -> frozenset[int]:
        partners = self._tables.of_leader.partners[leader]
        return frozenset(other for other, first, last in partners if first <= day <= last)
