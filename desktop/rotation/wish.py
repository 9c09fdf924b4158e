"""What somebody wants of a plan: days, rules, what stays where it was put, what may be given up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from core.planner.changes import Change, ChangeKind
from core.planner.options import LIMITS, PlanOptions, plan_of_rows, rows_of_plan
from core.planner.problem import Hold, Plan, PlannedVisit, Problem, Stand
from desktop.rotation.periods import FREE, PlanPeriod

Place = tuple[object, ...]
_NUMBERS = {
    ChangeKind.SPACING: "spacing_days",
    ChangeKind.REVISIT: "revisit_days",
    ChangeKind.MOST_A_DAY: "most_a_day",
}


@dataclass(frozen=True)
class PlanWish:
    """Everything that a plan is made with besides the schedule.

    Attributes:
        pins: Visits that somebody put where they are.
        given_up: Single things of the county that count differently in this plan, such as a quota.
    """

    period: PlanPeriod
    options: PlanOptions = field(default_factory=PlanOptions)
    pins: Plan = ()
    given_up: tuple[Change, ...] = ()

    @property
    def pinned_places(self) -> frozenset[Place]:
        """The places of the pins."""
        return frozenset(each.place for each in self.pins)

    def with_period(self, period: PlanPeriod) -> PlanWish:
        """Return it for other days; pins outside them go."""
        pins = tuple(each for each in self.pins if period.first <= each.day <= period.last)
        return replace(self, period=period, pins=pins)

    def with_stand(self, keys: Iterable[str], stand: Stand) -> PlanWish:
        """Return it with rules that hold more or less firmly."""
        stands = {**self.options.stands, **dict.fromkeys(keys, stand)}
        return replace(self, options=replace(self.options, stands=stands))

    def with_number(self, name: str, value: int) -> PlanWish:
        """Return it with another limit."""
        low, high = LIMITS[name]
        limits: Any = {name: min(max(value, low), high)}
        return replace(self, options=replace(self.options, **limits))

    def with_pin(self, visit: PlannedVisit, *, instead_of: PlannedVisit | None = None) -> PlanWish:
        """Return it with a visit that stays where it was put."""
        gone = {visit.place} | ({instead_of.place} if instead_of is not None else set())
        kept = [each for each in self.pins if each.place not in gone and not (visit.id and each.id == visit.id)]
        return replace(self, pins=tuple(sorted([*kept, visit._replace(hold=Hold.PINNED.value)])))

    def without_pin(self, visit: PlannedVisit) -> PlanWish:
        """Return it with a visit that may be moved again."""
        return replace(self, pins=tuple(each for each in self.pins if each.place != visit.place))

    def with_change(self, change: Change) -> PlanWish:
        """Return it with what a link offered: a rule, a limit, a pinned visit, or something given up."""
        if change.kind is ChangeKind.STAND:
            return self.with_stand((change.key,), change.stand)
        if change.kind in _NUMBERS:
            return self.with_number(_NUMBERS[change.kind], change.number)
        if change.is_of_the_plan:
            return self if change.instead is None else self.with_pin(change.instead, instead_of=change.visit)
        return replace(self, given_up=(*self.given_up, change))

    def without_change(self, at: int) -> PlanWish:
        """Return it with one thing no longer given up."""
        return replace(self, given_up=self.given_up[:at] + self.given_up[at + 1 :])

    def relaxed(self, problem: Problem) -> Problem:
        """Return a problem with everything given up that is."""
        for change in self.given_up:
            problem = change.relaxed(problem)
        return problem

    def pinned(self, problem: Problem) -> Problem:
        """Return a problem in which the pins stay; those that a fixed visit of the schedule is already are left out."""
        known = {each.place for each in problem.fixed}
        ids = {each.id for each in problem.fixed}
        pins = [each for each in self.pins if each.place not in known and not (each.id and each.id in ids)]
        drafts = {each.id: each for each in problem.drafts}
        held, gone = [], set()
        for pin in pins:
            same = next((each for each in problem.drafts if each.place == pin.place and each.id not in gone), None)
            meant = same.id if same is not None else pin.id if pin.id in drafts and pin.id not in gone else 0
            gone |= {meant} if meant else set()
            held.append(pin._replace(id=meant))
        rest = tuple(each for each in problem.drafts if each.id not in gone)
        return replace(problem, fixed=tuple(sorted((*problem.fixed, *held))), drafts=rest)

    # What is kept against a kill

    def typed(self) -> dict[str, Any]:
        """Return it as plain values; what was given up is asked for again."""
        return {
            "period": self.period.key,
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "options": self.options.to_json(),
            "pins": rows_of_plan(self.pins),
        }

    @classmethod
    def read(cls, typed: dict[str, Any], today: date) -> PlanWish | None:
        """Read it back; None where the days are past or nothing can be read."""
        try:
            first, last = date.fromisoformat(typed["first"]), date.fromisoformat(typed["last"])
        except (KeyError, TypeError, ValueError):
            return None
        if last <= today or last < first:
            return None
        period = PlanPeriod(str(typed.get("period") or FREE), first, last)
        return cls(period, PlanOptions.from_json(typed.get("options")), plan_of_rows(typed.get("pins")))
