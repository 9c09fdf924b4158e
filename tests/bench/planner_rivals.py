"""Whom the planner is measured against: the next leader in turn, and one large model; the planner's scorer judges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from core.planner.bounds import base_load
from core.planner.kinds import kinds_of
from core.planner.openings import Openings
from core.planner.problem import HALVES, Plan, PlannedVisit, Problem
from core.planner.state import State

UNMET, INTERVAL, NEED, HEAVIEST, STRANGER, MINUTE = 10**10, 10**8, 2 * 10**6, 10**4, 60, 1
"""Prices of one unit of each level for the one large model: strict as far as 64 bits reach."""


def in_base_order(problem: Problem) -> Plan:
    """Return what an office does by hand: day by day, whoever is next goes to the township that waited longest."""
    state, turn = State(problem), cycle(each.id for each in problem.leaders)
    kinds = cycle([each.key for each in problem.kinds for _n in range(1 if each.share else 0)])
    went = {each.id: problem.last_visit.get((each.id, ""), date.min) for each in problem.townships}
    months = [{line.least or 0 for line in problem.lines[each.id]} for each in problem.leaders]
    owed = sum(max(each, default=0) for each in months)
    for month in dict.fromkeys((day.year, day.month) for day in problem.days):
        days = [day for day in problem.days if (day.year, day.month) == month]
        for n in range(owed):
            township = min(went, key=lambda each: (went[each], each))
            leader, kind = next(turn), next(kinds)
            for day in (*days[n * len(days) // owed :], *days):
                fitting = (PlannedVisit(day, half, township, leader, kind) for half in HALVES)
                visit = next((each for each in fitting if state.fits(each)), None)
                if visit is not None:
                    state.add(visit)
                    went[township] = day
                    break
    return state.plan


class OneModel:
    """All of it at once for CP-SAT: a choice for each leader, township and day; kinds are dealt out afterwards.

    The hard rules are the planner's; so are the levels, weighted, as far as they are linear: of the loads the heaviest.
    """

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415 - only here

        self.problem, self.openings = problem, Openings(problem)
        self.sat = cp_model
        self.model = cp_model.CpModel()
        self.costs: list[Any] = []
        self.goes: dict[tuple[int, int, int], Any] = {}
        self._add_choices()
        self._keep_apart()
        self._limit()
        self._wait()
        self._weigh()
        self.model.minimize(sum(self.costs))

    def solve(self, seconds: float) -> tuple[Plan, str]:
        """Return the best plan found within so many seconds on two cores, and what the solver says of it."""
        solver = self.sat.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 2
        solver.parameters.random_seed = 0
        status = solver.solve(self.model)
        if status not in {self.sat.OPTIMAL, self.sat.FEASIBLE}:
            return tuple(sorted(self.problem.fixed)), solver.status_name(status)
        outings = sorted((t, i, n) for (n, t, i), goes in self.goes.items() if solver.boolean_value(goes))
        return self._legal(outings), solver.status_name(status)

    def _legal(self, outings: list[tuple[int, int, int]]) -> Plan:
        state = State(self.problem)
        for visit in kinds_of(self.openings, outings, {}, None, 0):
            fitting = (visit._replace(half=half) for half in (visit.half, *HALVES))
            placed = next((each for each in fitting if state.fits(each)), None)
            if placed is not None:
                state.add(placed)
        return state.plan

    def _add_choices(self) -> None:
        problem, openings = self.problem, self.openings
        for i in range(len(openings.days)):
            for n in openings.able[i]:
                for t, township in enumerate(problem.townships):
                    if openings.open[t][i] and problem.leaders[n].id not in township.barred:
                        self.goes[n, t, i] = self.model.new_bool_var("")

    def _grouped(self, *places: int) -> Mapping[tuple[int, ...], list[Any]]:
        found: dict[tuple[int, ...], list[Any]] = defaultdict(list)
        for key, goes in self.goes.items():
            found[tuple(key[place] for place in places)].append(goes)
        return found

    def _keep_apart(self) -> None:
        """One place a day, one visit a township, days between, no more than the county has cars, pairs."""
        problem, openings = self.problem, self.openings
        self._spread(self._grouped(0, 2), problem.spacing_days if openings.must("spacing") else 1)
        if openings.must("same_township"):
            self._spread(self._grouped(1, 2), problem.revisit_days if openings.must("revisit") else 1)
        if openings.must("most_a_day") and problem.most_a_day:
            for (i,), those in self._grouped(2).items():
                held = len(openings.held.on(openings.days[i]))
                self.model.add(sum(those) <= max(problem.most_a_day - held, 0))
        by_leader = self._grouped(0, 2)
        place = {each.id: n for n, each in enumerate(problem.leaders)}
        for (n, i), those in by_leader.items() if openings.must("pair_out") else ():
            for other in problem.partners(problem.leaders[n].id, openings.days[i]):
                m = place.get(other, -1)
                if m > n and (m, i) in by_leader and len({*openings.free[n][i], *openings.free[m][i]}) == 1:
                    self.model.add_at_most_one([*those, *by_leader[m, i]])

    def _spread(self, groups: Mapping[tuple[int, ...], list[Any]], apart: int) -> None:
        days = self.openings.days
        by_owner: dict[int, dict[int, list[Any]]] = defaultdict(dict)
        for (owner, i), those in groups.items():
            by_owner[owner][i] = those
        for there in by_owner.values():
            for i in there:
                inside = [j for j in there if days[i] <= days[j] < days[i] + timedelta(max(apart, 1))]
                self.model.add_at_most_one([each for j in inside for each in there[j]])

    def _limit(self) -> None:
        problem, openings, by_leader = self.problem, self.openings, self._grouped(0, 2)
        for n, leader in enumerate(problem.leaders):
            for line, stretch, most in openings.limits(leader):
                those = self._inside(by_leader, n, stretch.first, stretch.last)
                if line.kind is None and len(those) > most:
                    self.model.add(sum(those) <= most)
            for line in problem.lines[leader.id]:
                for stretch in problem.stretches(line) if line.least else ():
                    if leader.duty.is_in_office(stretch):
                        owed = (line.least or 0) - openings.counted(leader, line, stretch)
                        short = self.model.new_int_var(0, max(owed, 0), "")
                        self.model.add(short + sum(self._inside(by_leader, n, stretch.first, stretch.last)) >= owed)
                        self.costs.append(UNMET * short)

    def _inside(self, there: Mapping[tuple[int, ...], list[Any]], owner: int, first: date, last: date) -> list[Any]:
        days = self.openings.days
        return [each for i, day in enumerate(days) if first <= day <= last for each in there.get((owner, i), ())]

    def _wait(self) -> None:
        """A day costs that is beyond the interval; need costs until the first visit."""
        problem, there = self.problem, {}
        for key, those in self._grouped(1, 2).items():
            n = 1 if self.openings.must("same_township") else len(those)
            there[key] = [self.model.new_int_var(0, n, "")]
            self.model.add(sum(those) == there[key][0])
        for t, township in enumerate(problem.townships):
            held = [each.day for each in problem.fixed if each.township_id == township.id]
            before = problem.last_visit.get((township.id, ""), date.min)
            for day in problem.natural_days:
                since = day - timedelta(township.interval)
                if before < since and not any(since <= each <= day for each in held):
                    self._late(INTERVAL, self._inside(there, t, max(since, problem.first), day))
                if township.need and not any(each <= day for each in held):
                    self._late(NEED * township.need, self._inside(there, t, problem.first, day))

    def _late(self, price: int, those: Iterable[Any]) -> None:
        late = self.model.new_bool_var("")
        self.model.add(late + sum(those) >= 1)
        self.costs.append(price * late)

    def _weigh(self) -> None:
        problem, days = self.problem, self.openings.days
        heaviest = self.model.new_int_var(0, 100_000, "")
        by_leader: dict[int, list[Any]] = defaultdict(list)
        for (n, t, i), goes in self.goes.items():
            township = problem.townships[t]
            by_leader[n].append(problem.weight(township.id, days[i]) * goes)
            strange = bool(township.owners) and problem.leaders[n].id not in township.owners
            self.costs.append(((township.minutes or 0) * MINUTE + STRANGER * strange) * goes)
        for n, leader in enumerate(problem.leaders):
            if leader.share:
                done = base_load(problem, leader)
                self.model.add(heaviest * leader.share >= (done + sum(by_leader[n])) * 100)
        self.costs.append(HEAVIEST * heaviest)
