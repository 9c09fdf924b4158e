"""What a plan leaves open, each duty by its name: what stands in the way, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.planner.changes import Change
from core.planner.problem import Plan, PlannedVisit, Problem, ReceptionDay
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
        visits: The visits it is about, for the page to show.
        fixes: What can be done at once, the smallest first; `relax.relaxations` finds what costs more.
        first, last: The days in question.
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


def unmet(problem: Problem, plan: Plan) -> list[Unmet]:
    """Return every duty that a plan leaves open, in the order of their weight; those switched off are not looked at."""
    raise NotImplementedError
