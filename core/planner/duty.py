"""A duty that a plan leaves open, and by how much it is still open in another plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.planner import wishes
from core.planner.changes import Change
from core.planner.plan_view import PlanView
from core.planner.problem import PlannedVisit, PlannerTownship, Problem, ReceptionDay
from core.planner.scoring import in_period
from core.planner.verdicts import shortfalls
from core.quotas import QuotaFacts
from core.reports import Period


@dataclass(frozen=True, slots=True)
class Unmet:
    """One duty that is left open.

    Attributes:
        key: The rule: `receptions`, `quota_under` or `interval`.
        n: By how many visits, or days, it falls short.
        text: What is missing: Zheng Yuanshan has 2 visits in December, the quota is 3.
        because: What stands in the way.
        first, last: The days in question.
        visits: The visits it is about, for the page to show.
        fixes: What can be done at once, the smallest first; `relax.relaxations` finds what costs more.
    """

    key: str
    n: int
    text: str
    because: str
    first: date
    last: date
    leader_id: int | None = None
    township_id: int | None = None
    day: date | None = None
    kind: str = ""
    reception: ReceptionDay | None = None
    quota: QuotaFacts | None = None
    stretch: Period | None = None
    visits: tuple[PlannedVisit, ...] = ()
    fixes: tuple[Change, ...] = ()

    def is_same(self, other: Unmet) -> bool:
        """Return whether it is the same duty, however much of it is open."""
        mine = self.key, self.leader_id, self.township_id, self.kind, self.day, self.reception, self.stretch
        its = other.key, other.leader_id, other.township_id, other.kind, other.day, other.reception, other.stretch
        kinds = self.quota and self.quota.kind, other.quota and other.quota.kind
        return mine == its and kinds[0] == kinds[1]


def still_open(view: PlanView, duty: Unmet) -> int:
    """Return by how much a plan under judgement falls short of one duty; 0 where it is met."""
    problem = view.problem
    if duty.reception is not None:
        return wishes.receptions(duty.reception, view.on(duty.reception.day))
    if duty.key == "quota_under" and duty.leader_id is not None and duty.stretch is not None:
        kind = duty.quota.kind if duty.quota else None
        return sum(
            each.least - each.n
            for each in shortfalls(view, duty.leader_id)
            if each.stretch == duty.stretch and each.line.kind == kind
        )
    township = problem.township_of[duty.township_id or 0]
    limit = township.kind_intervals.get(duty.kind, township.interval) if duty.kind else township.interval
    there = in_period(problem, view.to(township.id))
    return sum(
        (min(last, duty.last) - max(first, duty.first)).days + 1
        for first, last in over_of(problem, township, there, duty.kind, limit)
        if first <= duty.last and duty.first <= last
    )


def over_of(
    problem: Problem, township: PlannerTownship, there: Sequence[PlannedVisit], kind: str, limit: int
) -> Iterator[tuple[date, date]]:
    """Yield the stretches of the period in which a township waits longer than *limit* days, as `wishes` counts them."""
    before = problem.last_visit.get((township.id, kind))
    days = [each.day for each in there if not kind or each.kind == kind]
    for day in (*days, problem.last + timedelta(1)):
        begins = problem.first if before is None else max(before + timedelta(limit + 1), problem.first)
        if begins < day:
            yield begins, day - timedelta(1)
        before = day
