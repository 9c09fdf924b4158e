"""A plan that can be changed visit by visit, with its score and what speaks against a visit always at hand.

Visits go as numbers here (`core.planner.numbering`); a change costs microseconds, because only what it touches is
counted anew. What must be equal to `scoring.score` and `rules.breaches` is, and the tests prove it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from core.planner.counts import Counts
from core.planner.numbering import Cell
from core.planner.plan_view import PlanView
from core.planner.problem import Plan, PlannedVisit, Problem
from core.planner.rules import Breach, breaches
from core.planner.scoring import Score
from core.planner.tables import BASE, CONTINUITY, INTERVAL, NEED, TRAVEL, UNMET, WISHES, Tables


class State(Counts):
    """A plan under change; fixed visits stay in it.

    Attributes:
        led: Tenths of a point carried and led, by leader.
        cells: The planned visits; the order is that of the changes, and so the same on every run.
        by_leader, by_township, by_day: The planned visits of each.
        kinds: How many of them are of each kind.
    """

    def __init__(self, problem: Problem, plan: Iterable[PlannedVisit] = (), *, tables: Tables | None = None) -> None:
        """*plan* may hold the fixed visits or leave them out; they are in the state either way."""
        planned = [each for each in sorted(plan) if not each.hold]
        self.problem = problem
        super().__init__(tables or Tables(problem, planned))
        self.led = list(self.tables.of_leader.carried)
        self.cells: dict[Cell, None] = {}
        self.by_leader: list[dict[Cell, None]] = [{} for _each in self.tables.leader_ids]
        self.by_township: list[dict[Cell, None]] = [{} for _each in self.tables.township_ids]
        self.by_day: defaultdict[int, dict[Cell, None]] = defaultdict(dict)
        self.kinds = [0] * len(self.tables.kind_keys)
        for n, visit in enumerate(sorted(problem.around)):
            self.link((*self.tables.cell(visit)[:6], -n - 1), 1)
        for n, visit in enumerate(sorted(problem.fixed)):
            cell = (*self.tables.cell(visit)[:6], -len(problem.around) - n - 1)
            self.link(cell, 1)
            self.led[cell[3]] += self.tables.weigh(cell[0], cell[1], cell[2])
        self.begin()
        for visit in planned:
            self.add(visit)

    @property
    def plan(self) -> Plan:
        """All visits of the period, sorted, the fixed ones included."""
        return tuple(sorted((*self.problem.fixed, *map(self.tables.visit, self.cells))))

    @property
    def score(self) -> Score:
        """What the plan costs, as `core.planner.scoring.score` says."""
        costs = self.costs
        return Score(
            costs[UNMET],
            0,
            costs[INTERVAL],
            costs[NEED],
            self.burden(),
            self.mix(),
            costs[WISHES],
            costs[CONTINUITY],
            costs[TRAVEL],
            costs[BASE],
        )

    def burden(self) -> tuple[int, ...]:
        """Return the loads, the heaviest first."""
        if not self.tables.levels_burden:
            return ()
        shares = self.tables.of_leader.share
        return tuple(sorted([led * 100 // share for led, share in zip(self.led, shares, strict=True) if share])[::-1])

    def mix(self) -> int:
        """Return how many visits are of a kind beyond its part."""
        if not self.tables.mixes:
            return 0
        return sum(
            [n - part for n, part in zip(self.kinds, self.tables.dealt(len(self.cells)), strict=True) if n > part]
        )

    def fits(self, visit: PlannedVisit) -> bool:
        """Return whether *visit*, which is not in the plan, could be added without breaking what must hold."""
        cell = self.tables.cell(visit)
        if cell in self.cells:
            return False
        return self.takes(cell) if 0 <= cell[0] < self.tables.n else not self.breaks(visit)

    def breaks(self, visit: PlannedVisit) -> list[Breach]:
        """Return what must hold and would speak against *visit* if it were added."""
        return list(breaches(visit, PlanView(self.problem, (*self.plan, visit))))

    def add(self, visit: PlannedVisit) -> None:
        """Put a visit of the period in, whether it fits or not."""
        cell = self.tables.cell(visit)
        if visit.hold or cell in self.cells or not 0 <= cell[0] < self.tables.n:
            raise ValueError(visit)
        self.put(cell)

    def remove(self, visit: PlannedVisit) -> None:
        """Take a planned visit out."""
        cell = self.tables.cell(visit)
        if cell not in self.cells:
            raise ValueError(visit)
        self.take(cell)

    def takes(self, cell: Cell) -> bool:
        """Return whether a visit of the period could be added without breaking what must hold."""
        day, bits, township, leader, kind, along, _id = cell
        tables = self.tables
        rows = tables.of_township
        if rows.shut[township][day] or tables.of_leader.busy[leader][day] & bits or leader in rows.barred[township]:
            return False
        if not self.is_free(leader, day, bits) or not self.is_open(township, day):
            return False
        for line in tables.lines[leader] if tables.musts.quota_over else ():
            if line.kind in {-1, kind} and self.held[line.slot_of[day]] >= line.most:
                return False
        if tables.musts.most_a_day and self.on[day] >= tables.musts.most_a_day:
            return False
        for other in along:
            if tables.of_leader.busy[other][day] & bits or other in rows.barred[township]:
                return False
            if not self.is_free(other, day, bits):
                return False
        return True

    def is_free(self, leader: int, day: int, bits: int) -> bool:
        """Return whether a leader is at home that day and near it, and his pair that half."""
        days, musts = self.days_of[leader], self.tables.musts
        at = bisect_left(days, day)
        after = days[at]
        if after == day or day - days[at - 1] < musts.spacing or after - day < musts.spacing:
            return False
        if musts.pair_out:
            for other, first, last in self.tables.of_leader.partners[leader]:
                out = self.out[other]
                if day in out and first <= day <= last and any(each & bits for each in out[day]):
                    return False
        return True

    def is_open(self, township: int, day: int) -> bool:
        """Return whether nobody goes to a township that day or too near it."""
        days, musts = self.days_at[township], self.tables.musts
        at = bisect_left(days, day)
        after = days[at]
        if day - days[at - 1] < musts.revisit:
            return False
        if after == day:
            if musts.same_township:
                return False
            after = days[bisect_right(days, day)]
        return after - day >= musts.revisit

    def put(self, cell: Cell) -> None:
        """Put a visit in."""
        day = cell[0]
        saved = self.saved[day] if day in self.saved and self.by_day[day] else 0
        self.cells[cell] = self.by_day[day][cell] = None
        self.by_leader[cell[3]][cell] = self.by_township[cell[2]][cell] = None
        self._change(cell, 1)
        if day in self.saved:
            self.costs[self.tables.together_to] -= self.saved[day] - saved

    def take(self, cell: Cell) -> None:
        """Take a planned visit out."""
        day = cell[0]
        saved = self.saved.get(day, 0)
        del self.cells[cell], self.by_day[day][cell], self.by_leader[cell[3]][cell], self.by_township[cell[2]][cell]
        self._change(cell, -1)
        if day in self.saved:
            self.costs[self.tables.together_to] -= (self.saved[day] if self.by_day[day] else 0) - saved

    def _change(self, cell: Cell, sign: int) -> None:
        """Count a planned visit in or out."""
        day, bits, township, leader, kind, _along, _id = cell
        tables, costs = self.tables, self.costs
        rows = tables.of_township
        self.link(cell, sign)
        self.led[leader] += sign * tables.weigh(day, bits, township)
        self.kinds[kind] += sign
        costs[tables.travel_to] += sign * rows.minutes[township]
        if rows.has_owners[township] and leader not in rows.owners[township]:
            costs[tables.continuity_to] += sign
        seeks = rows.seeks[kind]
        if seeks and rows.markets[township] and (day in rows.markets[township]) != (seeks > 0):
            costs[tables.market_to] += sign
        if rows.shunned[township][day] or tables.of_leader.held_back:
            costs[WISHES] += sign * tables.held_back(cell)
