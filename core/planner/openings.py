"""Who could go where on which days, beside what stays: what holds for one visit by itself, before any is planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from core.planner.plan_view import PlanView
from core.planner.problem import HALVES, PlannerLeader, PlannerTownship, Problem, Stand
from core.planner.rules import HARD_OF, stand_of
from core.quotas import QuotaFacts, stretch_of
from core.reports import Period
from core.visits import Half

NO_LIMIT = 1_000_000


@dataclass(frozen=True)
class Openings:
    """What is open to the planner, leaders, townships and days by their place in the problem."""

    problem: Problem

    def must(self, key: str) -> bool:
        """Return whether a hard rule must hold in this plan."""
        return stand_of(self.problem, HARD_OF[key]) is Stand.MUST

    @cached_property
    def held(self) -> PlanView:
        """What stays, seen from every side."""
        return PlanView(self.problem, self.problem.fixed)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which a visit may be planned."""
        problem = self.problem
        return tuple(problem.days) if self.must("rest_day") else problem.natural_days

    @cached_property
    def place_of(self) -> dict[date, int]:
        """The days by place."""
        return {day: i for i, day in enumerate(self.days)}

    @cached_property
    def free(self) -> tuple[tuple[tuple[Half, ...], ...], ...]:
        """The halves of each day in which a leader could be sent out, leader by leader."""
        return tuple(self._free_of(each) for each in self.problem.leaders)

    @cached_property
    def able(self) -> tuple[tuple[int, ...], ...]:
        """The leaders who could be sent out, day by day."""
        return tuple(tuple(n for n, halves in enumerate(self.free) if halves[i]) for i in range(len(self.days)))

    @cached_property
    def open(self) -> tuple[tuple[bool, ...], ...]:
        """Whether somebody could go there, township by township, day by day."""
        return tuple(self._open_of(each) for each in self.problem.townships)

    def _free_of(self, leader: PlannerLeader) -> tuple[tuple[Half, ...], ...]:
        if not leader.share:
            return ((),) * len(self.days)
        out = [each.day for each in self.held.of(leader.id)]
        barred = self._around(out, self.problem.spacing_days if self.must("spacing") else 1)
        full = self._full_stretches(leader)
        return tuple(
            ()
            if day in barred or leader.is_away(day) or any(a <= day <= b for a, b in full)
            else self._halves(leader, day)
            for day in self.days
        )

    def _halves(self, leader: PlannerLeader, day: date) -> tuple[Half, ...]:
        problem, taken = self.problem, []
        if self.must("meeting"):
            taken += [each.half for each in problem.sittings_on.get((leader.id, day), ())]
        for other in problem.partners(leader.id, day):
            partner = problem.leader_of.get(other)
            if partner is not None and partner.is_away(day) and self.must("backup_away"):
                return ()
            if self.must("pair_out"):
                taken += [each.half for each in self.held.on(day) if other in each.leader_ids]
        return tuple(half for half in HALVES if not any(each.overlaps(half) for each in taken))

    def _full_stretches(self, leader: PlannerLeader) -> list[tuple[date, date]]:
        found = []
        for line, stretch, most in self.limits(leader):
            if line.kind is None and most <= 0:
                found.append((stretch.first, stretch.last))
        return found

    def limits(self, leader: PlannerLeader) -> Iterator[tuple[QuotaFacts, Period, int]]:
        """Yield how many visits each quota leaves to a leader, stretch by stretch."""
        if not self.must("quota_over"):
            return
        for line in self.problem.lines[leader.id]:
            if line.most is not None:
                for stretch in dict.fromkeys(stretch_of(line.span, day) for day in self.days):
                    yield line, stretch, max(line.most - self.counted(leader, line, stretch), 0)

    def counted(self, leader: PlannerLeader, line: QuotaFacts, stretch: Period) -> int:
        """Return how many of the visits that stay count for a quota."""
        return sum(
            each.leader_id == leader.id and stretch.first <= each.day <= stretch.last and line.counts(each.kind)
            for each in self.held.of(leader.id)
        )

    def _open_of(self, township: PlannerTownship) -> tuple[bool, ...]:
        there = [each.day for each in self.held.to(township.id)]
        closed = self._around(there, self.problem.revisit_days) - set(there) if self.must("revisit") else set()
        if self.must("same_township"):
            closed |= set(there)
        if self.must("blocked_day"):
            closed |= township.closed
        if self.must("farm_season"):
            closed |= township.seasons
        barred = {n for n, each in enumerate(self.problem.leaders) if each.id in township.barred}
        return tuple(day not in closed and not barred.issuperset(self.able[i]) for i, day in enumerate(self.days))

    @staticmethod
    def _around(days: Sequence[date], apart: int) -> set[date]:
        return {day + timedelta(n) for day in days for n in range(-max(apart, 1) + 1, max(apart, 1))}

    def most_visits(self, leader: int, first: date, last: date) -> int:
        """Return how many visits a leader could have from *first* to *last*: by days, spacing and quotas."""
        apart = max(self.problem.spacing_days, 1) if self.must("spacing") else 1
        n, after = 0, date.min
        for i, day in enumerate(self.days):
            if first <= day <= last and day >= after and self.free[leader][i]:
                n, after = n + 1, day + timedelta(apart)
        room = self._room.get(leader, ())
        inside = [most for line, stretch, most in room if stretch.first <= first and last <= stretch.last]
        return min([n, *inside])

    @cached_property
    def _room(self) -> dict[int, list[tuple[QuotaFacts, Period, int]]]:
        found: dict[int, list[tuple[QuotaFacts, Period, int]]] = defaultdict(list)
        for n, leader in enumerate(self.problem.leaders):
            found[n] = [each for each in self.limits(leader) if each[0].kind is None]
        return found
