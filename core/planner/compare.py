"""Two plans side by side (P43): what moves, whom it touches, how loads spread, what is reached."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.burden import points_text
from core.i18n import N_, _
from core.planner.plan_view import PlanView
from core.planner.problem import Plan, PlannedVisit, Problem
from core.planner.scoring import LEVEL_NAMES, in_period, score
from core.planner.trial import load_of
from core.planner.verdicts import spoken
from core.planner.waiting_times import longest_wait


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
    changes = tuple(_change(problem, before, after) for before, after in paired(one, other))
    touched = [each for each in changes if each.what not in {Difference.KEPT, Difference.LOCKED}]
    sides = [visit for each in touched for visit in (each.before, each.after) if visit is not None]
    people = {leader_id for each in sides for leader_id in each.leader_ids}
    return Comparison(
        changes,
        tuple(each.id for each in problem.leaders if each.id in people),
        tuple(each.id for each in problem.townships if any(visit.township_id == each.id for visit in sides)),
        figures(problem, one, other),
    )


def paired(one: Plan, other: Plan) -> list[tuple[PlannedVisit | None, PlannedVisit | None]]:
    """Return the visits of two plans side by side, by day.

    Each is paired by its number, else with one of the same place, else of the same township and leader, else of the
    same township, the nearest in time first.
    """
    left, right = sorted(one), sorted(other)
    found: list[tuple[PlannedVisit | None, PlannedVisit | None]] = []
    for same in (_same_number, _same_place, _same_people, _same_township):
        pairs = sorted((abs((b.day - a.day).days), a, b) for a in left for b in right if same(a, b))
        for _days, before, after in pairs:
            if before in left and after in right:
                left.remove(before)
                right.remove(after)
                found.append((before, after))
    found += [(each, None) for each in left]
    found += [(None, each) for each in right]
    return sorted(found, key=lambda pair: (pair[1] or pair[0] or (), pair[0] or ()))


def _same_number(a: PlannedVisit, b: PlannedVisit) -> bool:
    return bool(a.id) and a.id == b.id


def _same_place(a: PlannedVisit, b: PlannedVisit) -> bool:
    return a.place == b.place and not (a.id and b.id)


def _same_people(a: PlannedVisit, b: PlannedVisit) -> bool:
    return a.township_id == b.township_id and a.leader_id == b.leader_id and _same_township(a, b)


def _same_township(a: PlannedVisit, b: PlannedVisit) -> bool:
    return a.township_id == b.township_id and not (a.id and b.id) and not a.hold and not b.hold


def _change(problem: Problem, before: PlannedVisit | None, after: PlannedVisit | None) -> VisitChange:
    told = [spoken(problem, each) for each in (before, after) if each is not None]
    if before is None or after is None:
        return VisitChange(Difference.REMOVED if after is None else Difference.ADDED, before, after, told[0])
    if (before.place, before.along) != (after.place, after.along):
        return VisitChange(Difference.MOVED, before, after, " → ".join(told))
    return VisitChange(Difference.LOCKED if after.hold else Difference.KEPT, before, after, told[0])


def figures(problem: Problem, one: Plan, other: Plan) -> tuple[Figure, ...]:
    """Return the figures of two plans: how loads spread, what is reached, what is left open; fewer is better."""
    sides = [_figures(problem, plan) for plan in (one, other)]
    found = []
    for (key, name, mine, text), (_key, _name, its, other_text) in zip(*sides, strict=True):
        less = (mine > its) - (mine < its)
        found.append(Figure(key, _(name), text, other_text, -less if key in _MORE else less))
    return tuple(found)


_MORE = frozenset({"townships"})
"""Figures of which more is better; of visits neither is."""


def _figures(problem: Problem, plan: Plan) -> list[tuple[str, str, int, str]]:
    view, cost = PlanView(problem, plan), score(problem, plan)
    loads = [load_of(view, each.id) for each in problem.leaders if each.share]
    reached = sum(bool(in_period(problem, view.to(each.id))) for each in problem.townships)
    wait = max((longest_wait(view, each).days for each in problem.townships), default=0)
    spread = max(loads, default=0) - min(loads, default=0)
    numbers = [
        ("townships", N_("Townships reached"), reached),
        ("longest_wait", N_("Longest wait in days"), wait),
        ("unmet", LEVEL_NAMES["unmet"], cost.unmet),
        ("interval", LEVEL_NAMES["interval"], cost.interval),
        ("need", LEVEL_NAMES["need"], cost.need),
        ("wishes", LEVEL_NAMES["wishes"], cost.wishes),
        ("continuity", LEVEL_NAMES["continuity"], cost.continuity),
        ("travel", LEVEL_NAMES["travel"], cost.travel),
    ]
    found = [(key, name, n, str(n)) for key, name, n in numbers]
    heaviest = max(loads, default=0)
    found.insert(2, ("heaviest", N_("Heaviest load"), heaviest, points_text(heaviest)))
    found.insert(3, ("spread", N_("From the lightest load to the heaviest"), spread, points_text(spread)))
    return found
