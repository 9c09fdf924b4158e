"""What stands around each visit of a plan, counted along as visits come and go, and the costs that follow from it."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from itertools import pairwise

from core.planner.numbering import ENDLESS, Cell
from core.planner.preferred import Preferred
from core.planner.tables import NOWHERE, WISHES, Tables


class Counts:
    """Who is where when, whatever stays or is planned.

    Attributes:
        costs: By the places of `tables`, all but burden and mix.
        days_at: Days of visits to each township, between two that never come.
        days_of: The same for each leader, along or in the lead.
        kind_days: The same for each township and kind that has an interval of its own.
        first_at: Where in `days_at` the first visit of the period stands, by township.
        out: In which halves leaders of pairs are out, by leader and day.
        on: How many visits there are on a day.
        saved: What trips of one day on one road save.
        met: How many visits do what is asked (`Tables.askings`).
        held: How many visits count in each slot of the quotas.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.costs = [0] * (NOWHERE + 1)
        leaders, townships = range(len(tables.leader_ids)), range(len(tables.township_ids))
        self.days_at = [[-ENDLESS, ENDLESS] for _each in townships]
        self.days_of = [[-ENDLESS, ENDLESS] for _each in leaders]
        self.kind_days: list[dict[int, list[int]]] = [
            {kind: [-ENDLESS, ENDLESS] for kind, _limit in tables.of_township.limits[each] if kind >= 0}
            for each in townships
        ]
        self.first_at = [1] * len(tables.township_ids)
        self.out: list[dict[int, list[int]]] = [{} for _each in leaders]
        self.on: defaultdict[int, int] = defaultdict(int)
        self._there: defaultdict[int, list[int]] = defaultdict(list)
        self.saved: defaultdict[int, int] = defaultdict(int)
        self.met = [0] * len(tables.askings)
        self.held = [0] * len(tables.least)
        self._preferred = Preferred(tables)

    def begin(self) -> None:
        """Count what nobody does yet, and all that stays does."""
        tables, costs = self.tables, self.costs
        costs[:] = [0] * len(costs)
        for asked in tables.askings:
            costs[asked.goal] += not self.met[asked.at]
        for slot, least in enumerate(tables.least):
            costs[tables.quota_to] += max(least - self.held[slot], 0)
        for township in range(len(self.tables.problem.townships)):
            days = self.days_at[township]
            self.first_at[township] = bisect_left(days, 0)
            first = min(days[self.first_at[township]], tables.n)
            costs[tables.need_to] += tables.of_township.need[township] * first
            costs[tables.interval_to] += self.waits(township)

    def waits(self, township: int) -> int:
        """Return how many days a township waits longer than it should."""
        return sum(
            self._waited(self.days_at[township] if kind < 0 else self.kind_days[township][kind], limit)
            for kind, limit in self.tables.of_township.limits[township]
        )

    def _waited(self, days: list[int], limit: int) -> int:
        return sum(self._gap(one, other, limit) for one, other in pairwise(days) if other >= 0)

    def _gap(self, one: int, other: int, limit: int) -> int:
        """Return how many days between two visits are beyond the limit, of the period alone."""
        if one >= self.tables.n:
            return 0
        return max(min(other, self.tables.n) - max(one + limit + 1, 0), 0)

    def link(self, cell: Cell, sign: int) -> None:
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
                self.out[leader].setdefault(day, []).append(bits)
        else:
            del days[bisect_left(days, day)]
            if paired:
                out = self.out[leader]
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
            self.saved[day] += sign * sum(
                minutes for other, minutes in self.tables.of_township.joint[township] if other in {township, *there}
            )
        if sign > 0:
            there.append(township)
