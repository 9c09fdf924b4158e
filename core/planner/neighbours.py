"""Small changes of a plan to try: which visits out, which in."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Callable

from core.planner.numbering import ENDLESS, Cell
from core.planner.state import State
from core.planner.tables import Asked

Change = tuple[tuple[Cell, ...], tuple[Cell, ...]]
DAY, BITS, TOWNSHIP, LEADER, KIND = range(5)


class Neighbours:
    """Draws changes, of each sort as often as its weight says."""

    def __init__(self, state: State, draw: random.Random) -> None:
        self.state, self.draw, self.tables = state, draw, state.tables
        problem = state.problem
        self.days = state.tables.days
        self.leaders = [n for n in range(len(problem.leaders)) if state.tables.of_leader.share[n]]
        self.townships = list(range(len(problem.townships)))
        self.kinds = list(range(len(problem.kinds)))
        self._cells: list[Cell] = []
        self.can_plan = bool(self.days and self.leaders and self.townships and self.kinds)
        sorts: tuple[tuple[Callable[[Cell], Change | None], int], ...] = (
            (self._other_day, 10),
            (self._other_leader, 10),
            (self._other_township, 8),
            (self._other_kind, 4),
            (self._other_half, 1),
            (self._day_and_leader, 6),
            (self._township_and_day, 4),
            (self._exchange, 16),
            (self._dropped, 3),
            (self._asked_for, 5 if self.tables.askings else 0),
            (self._added, 2),
        )
        self._sorts = [each for each, _weight in sorts]
        self._weights = [sum(weight for _each, weight in sorts[: n + 1]) for n in range(len(sorts))]

    def drawn(self, cells: list[Cell]) -> Change | None:
        """Return a change to try, mostly of one of the planned visits *cells*; None where none was found."""
        if not cells:
            return self._added(())
        self._cells = cells
        cell = cells[int(self.draw.random() * len(cells))]
        if cell not in self.state.cells:
            return None
        sort = self.draw.choices(self._sorts, cum_weights=self._weights)[0]
        return sort(cell)

    def _one(self, row: list[int]) -> int:
        return row[int(self.draw.random() * len(row))]

    def _turned(self, cell: Cell, **parts: int) -> Change | None:
        day, bits, township, leader, kind = cell[:5]
        place = (
            parts.get("day", day),
            parts.get("bits", bits),
            parts.get("township", township),
            parts.get("leader", leader),
            parts.get("kind", kind),
        )
        return None if place == cell[:5] else ((cell,), (self.tables.at(*place),))

    def _free_half(self, leader: int, day: int, bits: int) -> int:
        """Return the half if the leader is free in it, else the other."""
        return 3 - bits if bits < 3 and self.tables.of_leader.busy[leader][day] & bits else bits

    def _other_day(self, cell: Cell) -> Change | None:
        if self.draw.random() < 0.5:
            at = bisect_left(self.days, cell[0]) + self.draw.randint(-4, 4)
            day = self.days[max(0, min(at, len(self.days) - 1))]
        else:
            day = self._one(self.days)
        return self._turned(cell, day=day, bits=self._free_half(cell[3], day, cell[1]))

    def _other_leader(self, cell: Cell) -> Change | None:
        leader = self._likely_leader(cell[2])
        return self._turned(cell, leader=leader, bits=self._free_half(leader, cell[0], cell[1]))

    def _likely_leader(self, township: int) -> int:
        owners = self.tables.of_township.owners[township]
        if owners and self.draw.random() < 0.3:
            owner = self._one(sorted(owners))
            if owner < len(self.state.problem.leaders):
                return owner
        one, other = self._one(self.leaders), self._one(self.leaders)
        led, shares = self.state.led, self.tables.of_leader.share
        return one if led[one] * shares[other] <= led[other] * shares[one] else other

    def _other_township(self, cell: Cell) -> Change | None:
        return self._turned(cell, township=self._one(self.townships))

    def _other_kind(self, cell: Cell) -> Change | None:
        return self._turned(cell, kind=self._one(self.kinds))

    def _other_half(self, cell: Cell) -> Change | None:
        return self._turned(cell, bits=1 if cell[1] == 2 else 2)

    def _day_and_leader(self, cell: Cell) -> Change | None:
        day, leader = self._one(self.days), self._likely_leader(cell[2])
        kind = self._one(self.kinds) if self.draw.random() < 0.3 else cell[4]
        return self._turned(cell, day=day, leader=leader, kind=kind, bits=self._free_half(leader, day, cell[1]))

    def _township_and_day(self, cell: Cell) -> Change | None:
        day = self._one(self.days)
        kind = self._one(self.kinds) if self.draw.random() < 0.3 else cell[4]
        bits = self._free_half(cell[3], day, cell[1])
        return self._turned(cell, township=self._one(self.townships), day=day, kind=kind, bits=bits)

    def _exchange(self, cell: Cell) -> Change | None:
        """Exchange the days, leaders, townships, kinds of two visits."""
        cells = self._rivals()
        other = cells[int(self.draw.random() * len(cells))]
        if other not in self.state.cells:
            return None
        part = self.draw.choice((DAY, DAY, TOWNSHIP, TOWNSHIP, LEADER, LEADER, KIND))
        if other[part] == cell[part]:
            return None
        one, two = [*cell[:5]], [*other[:5]]
        one[part], two[part] = two[part], one[part]
        for each in (one, two):
            each[BITS] = self._free_half(each[LEADER], each[DAY], each[BITS])
        return (cell, other), (self.tables.at(*one), self.tables.at(*two))

    def _rivals(self) -> list[Cell]:
        """Return the visits to exchange with: those of a day or township nearby, or all."""
        chance = self.draw.random()
        if chance < 0.2:
            near = list(self.state.by_day[self._one(self.days)])
        elif chance < 0.4:
            near = list(self.state.by_township[self._one(self.townships)])
        elif chance < 0.6:
            near = list(self.state.by_leader[self._one(self.leaders)])
        else:
            near = []
        return near or self._cells

    def _dropped(self, cell: Cell) -> Change | None:
        return (cell,), ()

    def _added(self, _cell: object) -> Change | None:
        leader, day = self._one(self.leaders), self._one(self.days)
        return (), (
            self.tables.at(
                day,
                self._free_half(leader, day, self.draw.randint(1, 2)),
                self._one(self.townships),
                leader,
                self._one(self.kinds),
            ),
        )

    def _asked_for(self, cell: Cell) -> Change | None:
        """Turn a visit, of the same leader, township or day if there is one, into what is asked for and not done."""
        asked = self.draw.choice(self.tables.askings)
        if self.state.met[asked.at] or asked.day not in self.tables.days_set:
            return None
        return self._doing(asked, self._likely(asked, cell))

    def _likely(self, asked: Asked, cell: Cell) -> Cell:
        state, choices = self.state, []
        if 0 <= asked.leader < len(state.by_leader):
            choices.append(state.by_leader[asked.leader])
        if 0 <= asked.township < len(state.by_township):
            choices.append(state.by_township[asked.township])
        choices.append(state.by_day[asked.day])
        near = list(self.draw.choice(choices))
        return near[int(self.draw.random() * len(near))] if near else cell

    def _doing(self, asked: Asked, cell: Cell) -> Change | None:
        if max(asked.township, asked.leader, asked.kind) >= ENDLESS:
            return None  # of somebody whom nobody knows
        day, bits, township, leader, kind = asked.day, *cell[1:5]
        if asked.township >= 0:
            township = asked.township
        if asked.leader >= 0:
            leader = asked.leader
        if asked.kind >= 0:
            kind = asked.kind
        bits = asked.bits if asked.bits > 0 else self._free_half(leader, day, bits)
        return self._turned(cell, day=day, bits=bits, township=township, leader=leader, kind=kind)
