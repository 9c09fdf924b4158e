"""One open duty met by the smallest change of a plan: a visit more, or one that makes way for it.

Everything is tried in a fixed order and in bounded numbers, so that the answer is the same every time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product
from typing import Final

from core.planner.duty import Unmet, still_open
from core.planner.plan_view import PlanView
from core.planner.probing import Probing
from core.planner.problem import HALVES, Plan, PlannedVisit, Problem
from core.planner.rules import plan_breaches
from core.planner.scoring import Score
from core.planner.trial import Trial

_STEPS: Final = 6
_SLOTS: Final = 60
_TAKEN: Final = 120
_EJECTED: Final = 60
TRIALS: Final = 300
"""Plans that are looked at before giving up."""
_YIELDING: Final = frozenset(
    {"double_booking", "spacing", "pair_out", "quota_over", "same_township", "revisit", "most_a_day"}
)
"""Rules that a visit which makes way can satisfy."""


def mended(problem: Problem, plan: Plan, duty: Unmet, trials: int = TRIALS, *, floor: int = 0) -> Plan | None:
    """Return a plan that meets *duty*, leaves no graver duty more open, and breaks nothing that must hold; or None.

    Args:
        problem: What is planned.
        plan: The plan that leaves the duty open.
        duty: What is to be met.
        trials: Plans that are looked at before giving up.
        floor: How much of the duty may stay open (`unavoidable`).
    """
    budget = iter(range(trials))
    for _step in range(_STEPS):
        view = PlanView(problem, plan)
        left = still_open(view, duty)
        if left <= floor:
            return plan if not plan_breaches(view) else None
        mend = _Mend(Probing(view), duty, left, budget)
        trial = mend.added() or mend.taken_over() or mend.made_way()
        if trial is None:
            return None
        plan = trial.visits
    return None


class _Mend:
    """One step towards a duty."""

    def __init__(self, probing: Probing, duty: Unmet, left: int, budget: Iterator[int]) -> None:
        self.probing, self.duty, self.left, self.budget = probing, duty, left, budget
        self.problem = probing.problem

    def added(self) -> Trial | None:
        """Return the plan with one visit more."""
        fit = [each for each in slots_of(self.probing, self.duty) if not self.probing.bars(each)]
        return self._best(Trial(self.probing.view, into=(each,)) for each in self.probing.ranked(fit, _SLOTS))

    def taken_over(self) -> Trial | None:
        """Return the plan with a visit that the leader takes over, or one that changes its kind."""
        return self._best(islice(self._changed(), _TAKEN))

    def made_way(self) -> Trial | None:
        """Return the plan with one visit more, and another that makes way: led by somebody else, moved, or dropped."""
        return self._best(self._displaced())

    def _best(self, trials: Iterator[Trial]) -> Trial | None:
        """Return the plan that costs least of those that bring the duty nearer and hold."""
        found: list[tuple[Score, tuple[PlannedVisit, ...], Trial]] = []
        for _n, trial in zip(self.budget, trials, strict=False):
            if still_open(trial, self.duty) < self.left and trial.holds():
                key = trial.key(self.probing.loads)
                if key.unmet <= 0 and (self.duty.key != "interval" or key.interval < 0):
                    found.append((key, trial.into, trial))
        return min(found, key=lambda one: one[:2])[2] if found else None

    def _changed(self) -> Iterator[Trial]:
        duty, view = self.duty, self.probing.view
        if duty.key == "interval":
            yield from self._earlier()
            return
        for each in view.planned:
            if not duty.first <= each.day <= duty.last:
                continue
            if duty.reception is not None:
                yield Trial(view, (each,), (each._replace(kind=duty.reception.kind),))
            elif duty.leader_id is not None and duty.leader_id not in each.leader_ids:
                yield Trial(view, (each,), (each._replace(leader_id=duty.leader_id),))

    def _earlier(self) -> Iterator[Trial]:
        """Yield the visit that ends the wait on each of its days, led by its own leader, then by others."""
        duty, view = self.duty, self.probing.view
        there = [each for each in view.planned if each.township_id == duty.township_id and each.day > duty.last]
        for each in there[:1]:
            for leader in sorted(self.problem.leaders, key=lambda one: one.id != each.leader_id):
                for day, half in product(days_of(self.probing, duty), HALVES):
                    moved = each._replace(day=day, half=half, leader_id=leader.id, along=())
                    if not self.probing.bars_leader(leader.id, day, half, each.kind) or leader.id == each.leader_id:
                        yield Trial(view, (each,), (moved,))

    def _displaced(self) -> Iterator[Trial]:
        view, n = self.probing.view, 0
        for slot in self.probing.ranked(list(slots_of(self.probing, self.duty)), 20 * _EJECTED):
            if n >= _EJECTED:
                return
            bars = {self.probing.bars_place(slot.township_id, slot.day)}
            bars.add(self.probing.bars_leader(slot.leader_id, slot.day, slot.half, slot.kind))
            if not bars - {""} or bars - {""} - _YIELDING:
                continue
            for other in self._in_the_way(slot):
                n += 1
                for instead in self._elsewhere(other, slot):
                    yield Trial(view, (other,), (slot, *instead))

    def _in_the_way(self, slot: PlannedVisit) -> list[PlannedVisit]:
        """Return the planned visit that all speaks of, or those of which one has to go for the numbers' sake."""
        found = Trial(self.probing.view, into=(slot,)).breaks()
        others = {each.other for each in found if each.other is not None}
        if len(others) > 1 or any(each.hold or each not in self.probing.view.planned for each in others):
            return []
        if others:
            return sorted(others)
        if any(each.rule == "most_a_day" for each in found):
            return [each for each in self.probing.view.on(slot.day) if not each.hold]
        led = self.probing.view.of(slot.leader_id)
        return [each for each in led if not each.hold and each in self.probing.view.planned][:4]

    def _elsewhere(self, other: PlannedVisit, slot: PlannedVisit) -> Iterator[tuple[PlannedVisit, ...]]:
        """Yield what may become of a visit that makes way."""
        if other.leader_id == slot.leader_id:
            same = [
                other._replace(leader_id=each.id) for each in self.problem.leaders if each.id not in other.leader_ids
            ]
            for each in self.probing.ranked(same, 4):
                yield (each,)
        days = [day for day in self.probing.days if day != other.day and abs((day - other.day).days) <= 7]
        for day in sorted(days, key=lambda day: (abs((day - other.day).days), day))[:4]:
            yield (other._replace(day=day),)
        yield ()


def slots_of(probing: Probing, duty: Unmet) -> Iterator[PlannedVisit]:
    """Yield every visit that would bring a duty nearer, whether it fits or not."""
    problem = probing.problem
    kinds = [duty.kind] if duty.kind else [each.key for each in problem.kinds]
    if duty.quota is not None:
        kinds = [each for each in kinds if duty.quota.counts(each)]
    towns = [each.id for each in problem.townships] if duty.township_id is None else [duty.township_id]
    leaders = [each.id for each in problem.leaders] if duty.leader_id is None else [duty.leader_id]
    half = duty.reception.half if duty.reception else None
    halves = HALVES if half is None or half not in HALVES else (half,)
    for day in days_of(probing, duty):
        for town, leader_id, kind, each in product(towns, leaders, kinds, halves):
            yield PlannedVisit(day, each, town, leader_id, kind)


def unavoidable(probing: Probing, duty: Unmet) -> int:
    """Return on how many days a township waits before the first on which anybody could go there at all."""
    days = days_of(probing, duty)
    if duty.key != "interval" or not days:
        return 0
    return max((days[0] - duty.first).days, 0)


def days_of(probing: Probing, duty: Unmet) -> list[date]:
    """Return the days on which a visit would bring a duty nearer."""
    begins = duty.first
    if duty.key == "interval" and duty.township_id is not None:
        township = probing.problem.township_of[duty.township_id]
        begins -= timedelta(township.kind_intervals.get(duty.kind, township.interval))
    return [day for day in probing.days if begins <= day <= duty.last]
