"""Two plans side by side (P43): what moves, whom it touches, how loads spread, what is reached."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.planner.problem import Plan, PlannedVisit, Problem


class Difference(StrEnum):
    """What becomes of a visit from one plan to the other."""

    KEPT = "kept"
    LOCKED = "locked"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class VisitChange:
    """One visit in both plans; `before` is None for an added one, `after` for a removed one."""

    what: Difference
    before: PlannedVisit | None
    after: PlannedVisit | None
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of both plans; `better` is 1 where the other plan is better, -1 where it is worse, 0 where equal."""

    key: str
    name: str
    one: str
    other: str
    better: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side.

    Attributes:
        changes: Every visit of both, by day; kept and locked ones included.
        leader_ids, township_ids: Who and what is touched by added, moved and removed visits.
    """

    changes: tuple[VisitChange, ...]
    leader_ids: tuple[int, ...]
    township_ids: tuple[int, ...]
    figures: tuple[Figure, ...]

    def count(self, what: Difference) -> int:
        """Return how many visits are added, moved, kept..."""
        return sum(each.what is what for each in self.changes)


def compare(problem: Problem, one: Plan, other: Plan) -> Comparison:
    """Return what changes from *one* plan to the *other*."""
    raise NotImplementedError
