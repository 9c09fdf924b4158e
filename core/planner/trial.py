"""A plan with one thing changed, looked at from every side, and what each rule makes of the change.

Only what the change touches is judged again, by the same functions that judge every plan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from core.planner import wishes
from core.planner.plan_view import PlanView
from core.planner.problem import PlannedVisit, Problem, Stand
from core.planner.rules import HARD, HARD_OF, Breach, breaches, stand_of
from core.planner.scoring import Score, in_period
from core.planner.wishes import wish_of

Costs = Mapping[str, int]
"""What each rule costs, by its key; fairness is left out, loads are compared by themselves."""

_LEVELS: Final = {
    "receptions": "unmet",
    "quota_under": "unmet",
    "interval": "interval",
    "need": "need",
    "fairness": "burden",
    "kinds": "mix",
    "market": "wishes",
    "continuity": "continuity",
    "travel": "travel",
    "together": "travel",
    "base": "base",
}
DUTIES: Final = ("receptions", "quota_under", "interval")


def level_of(problem: Problem, key: str) -> str:
    """Return the level of `Score` that a rule counts at in this problem."""
    if key in HARD_OF or (key in DUTIES and wish_of(problem, key) is Stand.PREFER):
        return "wishes"
    return _LEVELS[key]


class Trial(PlanView):
    """The plan of *before* with some visits out and others in; *before* stays as it is."""

    def __init__(  # the lists of *before* are looked through, not built anew
        self, before: PlanView, out: Iterable[PlannedVisit] = (), into: Iterable[PlannedVisit] = ()
    ) -> None:
        self.problem, self.before = before.problem, before
        self.out, self.into = tuple(out), tuple(into)
        self._days = {each.day for each in (*self.out, *self.into)}
        self._towns = {each.township_id for each in (*self.out, *self.into)}
        self._leaders = {who for each in (*self.out, *self.into) for who in each.leader_ids}

    @cached_property
    def visits(self) -> tuple[PlannedVisit, ...]:  # type: ignore[override]
        """The visits of the period."""
        return tuple(self._changed(self.before.visits, self.into))

    @cached_property
    def planned(self) -> tuple[PlannedVisit, ...]:  # type: ignore[override]
        """Those that may be moved."""
        return tuple(each for each in self.visits if not each.hold)

    def on(self, day: date) -> list[PlannedVisit]:
        """Return the visits of a day."""
        there = self.before.on(day)
        return self._changed(there, (each for each in self.into if each.day == day)) if day in self._days else there

    def to(self, township_id: int) -> list[PlannedVisit]:
        """Return the visits to a township in order."""
        there = self.before.to(township_id)
        if township_id not in self._towns:
            return there
        return self._changed(there, (each for each in self.into if each.township_id == township_id))

    def of(self, leader_id: int) -> list[PlannedVisit]:
        """Return the visits of a leader in order."""
        there = self.before.of(leader_id)
        if leader_id not in self._leaders:
            return there
        return self._changed(there, (each for each in self.into if leader_id in each.leader_ids))

    def _changed(self, there: Sequence[PlannedVisit], into: Iterable[PlannedVisit]) -> list[PlannedVisit]:
        found = list(there)
        for each in self.out:
            if each in found:
                found.remove(each)
        return sorted((*found, *into))

    def breaks(self) -> list[Breach]:
        """Return what must hold and speaks against the visits that came in."""
        return [found for visit in self.into for found in breaches(visit, self)]

    def holds(self) -> bool:
        """Return whether nothing that must hold speaks against the visits that came in."""
        return not any(True for visit in self.into for _found in breaches(visit, self))

    @cached_property
    def costs(self) -> dict[str, int]:
        """What each rule costs more than before; less than 0 where it costs less, rules without a change left out."""
        before, after = self._costs_of(self.before), self._costs_of(self)
        keys = [*wishes.SOFT_OF, *(rule.key for rule in HARD)]
        found = {key: after.get(key, 0) - before.get(key, 0) for key in keys}
        return {key: by for key, by in found.items() if by}

    @cached_property
    def loads(self) -> dict[int, int]:
        """The load of each leader that the change touches."""
        return {who: load_of(self, who) for who in sorted({each.leader_id for each in (*self.out, *self.into)})}

    def key(self, loads: Mapping[int, int]) -> Score:
        """Return what the plan costs more than before, level by level; *loads* are those before, of everybody."""
        by: dict[str, int] = defaultdict(int)
        for rule, more in self.costs.items():
            by[level_of(self.problem, rule)] += more
        after = {**loads, **{who: self.loads[who] for who in self.loads if who in loads}}
        return Score(**by, burden=tuple(sorted(after.values(), reverse=True)))

    def _costs_of(self, view: PlanView) -> Costs:
        """Return what each rule costs in *view*, as far as this change can touch it."""
        problem = self.problem
        mine = self._judged(view)
        found: dict[str, int] = defaultdict(int)
        for township in (problem.township_of[each] for each in sorted(self._towns) if each in problem.township_of):
            there = in_period(problem, view.to(township.id))
            found["interval"] += wishes.interval(problem, township, there)
            found["need"] += wishes.need(problem, township, there)
        for leader_id in sorted(self._leaders):
            found["quota_under"] += short_of(view, leader_id)
        for key in ("market", "continuity", "travel"):
            found[key] = sum(wishes.SOFT_OF[key].cost(problem, each) for each in mine)
        self._days_of(view, found)
        found["kinds"] = wishes.kinds(problem, _counts(view)) if self._mixes else 0
        for key in DUTIES:
            found[key] *= wish_of(problem, key) in {Stand.MUST, Stand.PREFER}
        for key in wishes.SOFT_OF:
            if key not in DUTIES and wish_of(problem, key) is Stand.OFF:
                found[key] = 0
        if any(stand_of(problem, rule) is Stand.PREFER for rule in HARD):
            for visit in self._near(view):
                for breach in breaches(visit, view, Stand.PREFER):
                    found[breach.rule] += 1
        return found

    def _days_of(self, view: PlanView, found: dict[str, int]) -> None:
        """Add what is counted day by day."""
        problem = self.problem
        for day in sorted(self._days):
            there = view.on(day)
            found["receptions"] += sum(wishes.receptions(each, there) for each in problem.receptions if each.day == day)
            if any(problem.first <= each.day <= problem.last and not each.hold for each in there):
                found["together"] -= wishes.together(problem, there)
            drafts = [each for each in problem.drafts if each.day == day]
            lines = [each for each in problem.base if each.day == day]
            found["base"] += wishes.base(lines, drafts, there)

    @cached_property
    def _mixes(self) -> bool:
        """Whether the number of visits of any kind changes."""
        return sorted(each.kind for each in self.out if not each.hold) != sorted(
            each.kind for each in self.into if not each.hold
        )

    def _judged(self, view: PlanView) -> list[PlannedVisit]:
        """Return what of *view* differs from the other, as far as it counts for itself."""
        return [each for each in (self.into if view is self else self.out) if not each.hold]

    def _near(self, view: PlanView) -> list[PlannedVisit]:
        """Return the planned visits of *view* whose breaches the change can touch."""
        found = {visit for day in self._days for visit in view.on(day)}
        found |= {visit for township_id in self._towns for visit in view.to(township_id)}
        touched = {*self._leaders, *self._partners()}
        found |= {visit for leader_id in touched for visit in view.of(leader_id)}
        return sorted(each for each in in_period(self.problem, found) if not each.hold)

    def _partners(self) -> set[int]:
        return {other for who in self._leaders for day in self._days for other in self.problem.partners(who, day)}


def short_of(view: PlanView, leader_id: int) -> int:
    """Return by how many visits a leader falls short of what the quotas ask for in the period."""
    problem = view.problem
    leader = problem.leader_of.get(leader_id)
    if leader is None or not problem.lines[leader_id]:
        return 0
    led = [each for each in view.of(leader_id) if each.leader_id == leader_id]
    return sum(
        wishes.quota_under(leader, line, stretch, led)
        for line in problem.lines[leader_id]
        for stretch in problem.stretches(line)
    )


def load_of(view: PlanView, leader_id: int) -> int:
    """Return the load of a leader at a full share, in tenths of a point."""
    leader = view.problem.leader_of.get(leader_id)
    if leader is None:
        return 0
    led = [each for each in in_period(view.problem, view.of(leader_id)) if each.leader_id == leader_id]
    return wishes.fairness(view.problem, leader, led)


def loads_of(view: PlanView) -> dict[int, int]:
    """Return the loads that count: of each leader who takes part; none where nobody asks for fairness."""
    if wish_of(view.problem, "fairness") is Stand.OFF:
        return {}
    return {each.id: load_of(view, each.id) for each in view.problem.leaders if each.share}


def _counts(view: PlanView) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for visit in view.planned:
        counts[visit.kind] += 1
    return counts
