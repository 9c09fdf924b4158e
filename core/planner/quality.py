"""What a plan is worth in the office's own figures, before and after: every point lost names its visit and a way out.

There is no sum of it all, and leaders are not ranked.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.planner.changes import Change
from core.planner.problem import Plan, PlannedVisit, Problem


@dataclass(frozen=True, slots=True)
class Loss:
    """One point lost, with what it is about and a way out where there is one."""

    text: str
    visit: PlannedVisit | None = None
    leader_id: int | None = None
    township_id: int | None = None
    fix: Change | None = None


@dataclass(frozen=True, slots=True)
class LeaderBar:
    """The visits of one leader, for the bars of the report; in the order of rank.

    Attributes:
        least: What the quota asks for in the period; None where it asks for nothing.
    """

    leader_id: int
    name: str
    visits: int
    least: int | None = None


@dataclass(frozen=True, slots=True)
class QualityLine:
    """One figure of a plan.

    Attributes:
        key: `townships`, `longest_wait`, `market`, `leader_visits`, `revisited`, `kinds`, `unmet`.
        before, after: As written; `before` is empty where there was no plan.
        notes: Sentences under it.
        losses: What keeps it from being better.
        bars: Of `leader_visits`.
    """

    key: str
    name: str
    before: str
    after: str
    notes: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    bars: tuple[LeaderBar, ...] = ()


def quality(problem: Problem, before: Plan, after: Plan) -> list[QualityLine]:
    """Return the figures of two plans of one problem, in the order of their weight."""
    raise NotImplementedError
