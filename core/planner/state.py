"""A plan that can be changed visit by visit, with its score and what speaks against a visit always at hand.

Visits go as numbers here (`core.planner.numbering`); a change costs microseconds, because only what it touches is
counted anew. What must be equal to `scoring.score` and `rules.breaches` is, and the tests prove it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable

from core.planner.numbering import ENDLESS, Cell
from core.planner.plan_view import PlanView
from core.planner.preferred import Preferred
from core.planner.problem import Plan, PlannedVisit, Problem
from core.planner.rules import Breach, breaches
from core.planner.scoring import Score
from core.planner.tables import BASE, CONTINUITY, INTERVAL, NEED, NOWHERE, TRAVEL, UNMET, WISHES, Tables


class State:
    """A plan under change; fixed visits stay in it.

    Attributes:
        costs: By the places of `tables`, all but burden and mix.
        led: Tenths of a point carried and led, by leader.
        cells: The planned visits; the order is that of the changes, and so the same on every run.
        by_leader, by_township, by_day: The planned visits of each.
        days_at: Days of visits to each township, between two that never come.
        days_of: The same for each leader, along or in the lead.
        met: How many visits do what is asked (`Tables.askings`).
        held: How many visits count in each slot of the quotas.
    """

    def __init__(self, problem: Problem, plan: Iterable[PlannedVisit] = (), *, tables: Tables | None = None) -> None:
        """*plan* may hold the fixed visits or leave them out; they are in the state either way."""
        planned = [each for each in sorted(plan) if not each.hold]
        self.problem = problem
        self.tables = tables or Tables(problem, planned)
        self.costs = [0] * (NOWHERE + 1)
        self._empty()
        self._preferred = Preferred(self.tables)
        for n, visit in enumerate(sorted(problem.around)):
            self._link((*self.tables.cell(visit)[:6], -n - 1), 1)
        for n, visit in enumerate(sorted(problem.fixed)):
            cell = (*self.tables.cell(visit)[:6], -len(problem.around) - n - 1)
            self._link(cell, 1)
            self.led[cell[3]] += self.tables.weigh(cell[0], cell[1], cell[2])
        self._begin()
        for visit in planned:
            self.add(visit)

    def _empty(self) -> None:
        tables = self.tables
        leaders, townships = range(len(tables.leader_ids)), range(len(tables.township_ids))
        self.led = list(tables.of_leader.carried)
        self.cells: dict[Cell, None] = {}
        self.by_leader: list[dict[Cell, None]] = [{} for _each in leaders]
        self.by_township: list[dict[Cell, None]] = [{} for _each in townships]
        self.by_day: defaultdict[int, dict[Cell, None]] = defaultdict(dict)
        self.days_at = [[-ENDLESS, ENDLESS] for _each in townships]
        self.days_of = [[-ENDLESS, ENDLESS] for _each in leaders]
        self.kind_days: list[dict[int, list[int]]] = [
            {kind: [-ENDLESS, ENDLESS] for kind, _limit in tables.of_township.limits[each] if kind >= 0}
            for each in townships
        ]
        self._out: list[dict[int, list[int]]] = [{} for _each in leaders]
        self.on: defaultdict[int, int] = defaultdict(int)
        self._there: defaultdict[int, list[int]] = defaultdict(list)
        self._saved: defaultdict[int, int] = defaultdict(int)
        self.kinds = [0] * len(tables.kind_keys)
        self.met = [0] * len(tables.askings)
        self.held = [0] * len(tables.least)
        self.first_at = [1] * len(tables.township_ids)

    def _begin(self) -> None:
        """Count what nobody does yet, and all that stays does."""
        tables, costs = self.tables, self.costs
        costs[:] = [0] * len(costs)
        for asked in tables.askings:
            costs[asked.goal] += not self.met[asked.at]
        for slot, least in enumerate(tables.least):
            costs[tables.quota_to] += max(least - self.held[slot], 0)
        for township in range(len(self.problem.townships)):
            days = self.days_at[township]
            self.first_at[township] = bisect_left(days, 0)
            first = min(days[self.first_at[township]], tables.n)
            costs[tables.need_to] += tables.of_township.need[township] * first
            costs[tables.interval_to] += sum(
                self._waited(days if kind < 0 else self.kind_days[township][kind], limit)
                for kind, limit in tables.of_township.limits[township]
            )

    def _waited(self, days: list[int], limit: int) -> int:
        return sum(self._gap(one, other, limit) for one, other in zip(days, days[1:], strict=False) if other >= 0)

    def _gap(self, one: int, other: int, limit: int) -> int:
        """Return how many days between two visits are beyond the limit, of the period alone."""
        if one >= self.tables.n:
            return 0
        return max(min(other, self.tables.n) - max(one + limit + 1, 0), 0)

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
        return sum([n - part for n, part in zip(self.kinds, self.tables.dealt(len(self.cells)), strict=True) if n > part])

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
                out = self._out[other]
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
        saved = self._saved[day] if day in self._saved and self.by_day[day] else 0
        self.cells[cell] = self.by_day[day][cell] = None
        self.by_leader[cell[3]][cell] = self.by_township[cell[2]][cell] = None
        self._change(cell, 1)
        if day in self._saved:
            self.costs[self.tables.together_to] -= self._saved[day] - saved

    def take(self, cell: Cell) -> None:
        """Take a planned visit out."""
        day = cell[0]
        saved = self._saved[day] if day in self._saved else 0
        del self.cells[cell], self.by_day[day][cell], self.by_leader[cell[3]][cell], self.by_township[cell[2]][cell]
        self._change(cell, -1)
        if day in self._saved:
            self.costs[self.tables.together_to] -= (self._saved[day] if self.by_day[day] else 0) - saved

    def _change(self, cell: Cell, sign: int) -> None:
        """Count a planned visit in or out."""
        day, bits, township, leader, kind, _along, _id = cell
        tables, costs = self.tables, self.costs
        rows = tables.of_township
        self._link(cell, sign)
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

    def _link(self, cell: Cell, sign: int) -> None:
        """Count a visit in or out among what stands around it, be it planned or not."""
        day, bits, township, leader, kind, along, _id = cell
        tables, costs = self.tables, self.costs
        self._go(township, kind, day, sign)
        if along:
            for other in along:
                self._send(other, day, bits, sign)
        self._send(leader, day, bits, sign)
        self.on[day] += sign
        for line_kind, _most, slot_of in tables.lines[leader]:
            if (line_kind < 0 or line_kind == kind) and day in slot_of:
                slot = slot_of[day]
                held = self.held[slot] = self.held[slot] + sign
                if (held if sign > 0 else held + 1) <= tables.least[slot]:
                    costs[tables.quota_to] -= sign
        if day in tables.asked:
            self._answer(cell, sign)
        if township in tables.of_township.joint:
            self._join(township, day, sign)
        if self._preferred.rules:
            costs[WISHES] += self._preferred.change(cell, sign)

    def _send(self, leader: int, day: int, bits: int, sign: int) -> None:
        """Keep when a leader is out."""
        days, paired = self.days_of[leader], self.tables.of_leader.partners[leader]
        if sign > 0:
            insort(days, day)
            if paired:
                self._out[leader].setdefault(day, []).append(bits)
        else:
            del days[bisect_left(days, day)]
            if paired:
                out = self._out[leader]
                out[day].remove(bits)
                if not out[day]:
                    del out[day]

    def _go(self, township: int, kind: int, day: int, sign: int) -> None:
        """Keep when a township is visited, and count what that means for its waiting."""
        tables, costs, days = self.tables, self.costs, self.days_at[township]
        at = bisect_left(days, day)
        if sign < 0:
            del days[at]
        end = tables.n
        before, after = days[at - 1], days[at]
        if at == self.first_at[township]:
            costs[tables.need_to] += sign * tables.of_township.need[township] * (day - (after if after < end else end))
        for of_kind, limit in tables.of_township.limits[township]:
            if of_kind < 0:
                begins = before + limit + 1
                if after > begins:  # the wait around the visit was too long, or ends with it
                    costs[tables.interval_to] += sign * self._split(begins, day, after, limit)
            elif of_kind == kind:
                kind_days = self.kind_days[township][kind]
                here = bisect_left(kind_days, day)
                if sign < 0:
                    del kind_days[here]
                begins = kind_days[here - 1] + limit + 1
                costs[tables.interval_to] += sign * self._split(begins, day, kind_days[here], limit)
                if sign > 0:
                    kind_days.insert(here, day)
        if sign > 0:
            days.insert(at, day)

    def relief(self, township: int, day: int) -> tuple[int, int]:
        """Return what a visit would take off the wait of a township, beyond its interval and by its need."""
        days = self.days_at[township]
        at = bisect_left(days, day)
        after = days[at]
        found = 0
        for kind, limit in self.tables.of_township.limits[township]:
            if kind < 0:
                found = -self._split(days[at - 1] + limit + 1, day, after, limit)
        if at != self.first_at[township]:
            return found, 0
        return found, self.tables.of_township.need[township] * (min(after, self.tables.n) - day)

    def _split(self, begins: int, day: int, after: int, limit: int) -> int:
        """Return how many days less are waited too long (below zero) if a visit on *day* parts a wait."""
        end = self.tables.n
        after = min(after, end)
        begins = max(begins, 0)
        again = max(day + limit + 1, 0)
        return max(day - begins, 0) + max(after - again, 0) - max(after - begins, 0)

    def _answer(self, cell: Cell, sign: int) -> None:
        """Count for what is asked of its day that a visit does it, or does it no longer."""
        met = self.met
        for asked in self.tables.asked[cell[0]]:
            if asked.is_met_by(cell):
                met[asked.at] += sign
                if met[asked.at] == (1 if sign > 0 else 0):
                    self.costs[asked.goal] -= sign

    def _join(self, township: int, day: int, sign: int) -> None:
        """Keep what trips of one day on one road save."""
        there = self._there[day]
        if sign < 0:
            there.remove(township)
        if township not in there:
            self._saved[day] += sign * sum(
                minutes for other, minutes in self.tables.of_township.joint[township] if other in {township, *there}
            )
        if sign > 0:
            there.append(township)
