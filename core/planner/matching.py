"""Which visit of the schedule a planned one is: kept where it stands, moved, or new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.planner.problem import Plan, PlannedVisit, Problem


@dataclass(frozen=True, slots=True)
class Steps:
    """What a plan does to the schedule.

    Attributes:
        kept: Drafts that stay where they are.
        moved: Drafts, each with what it becomes.
        added: New visits.
        removed: Drafts that the plan does without.
    """

    kept: Plan
    moved: tuple[tuple[PlannedVisit, PlannedVisit], ...]
    added: Plan
    removed: Plan


def with_ids(problem: Problem, visits: Iterable[PlannedVisit]) -> Plan:
    """Return a plan of which each visit that stands for a draft carries its id, whether or not it is held by now.

    Who carries one keeps it. Then a visit at the very place of a draft is that draft, then one of the same township and
    leader, then one of the same township, the nearest day first.
    """
    fixed = {each.id for each in problem.fixed}
    free = {each.id: each for each in sorted(problem.drafts)}
    done: list[PlannedVisit] = []
    rest: list[PlannedVisit] = []
    for visit in sorted(visits):
        known = visit.id in fixed or free.pop(visit.id, None) is not None
        (done if known else rest).append(visit)
    for same in (_place, _people, _township):
        for visit, draft in _nearest_pairs(rest, free.values(), same):
            done.append(visit._replace(id=free.pop(draft.id).id, along=draft.along))
            rest.remove(visit)
    return tuple(sorted((*done, *(visit._replace(id=0) for visit in rest))))


def steps_of(problem: Problem, visits: Iterable[PlannedVisit]) -> Steps:
    """Return what becomes of the drafts, and what is new; what stays is left out."""
    drafts = {each.id: each for each in problem.drafts}
    plan = with_ids(problem, visits)
    pairs = [(drafts[each.id], each) for each in plan if each.id in drafts]
    ids = {visit.id for _draft, visit in pairs}
    return Steps(
        kept=tuple(visit for draft, visit in pairs if draft.place == visit.place),
        moved=tuple((draft, visit) for draft, visit in pairs if draft.place != visit.place),
        added=tuple(each for each in plan if not each.id),
        removed=tuple(each for each in sorted(problem.drafts) if each.id not in ids),
    )


def _nearest_pairs(
    visits: Iterable[PlannedVisit], drafts: Iterable[PlannedVisit], same: Callable[[PlannedVisit], object]
) -> list[tuple[PlannedVisit, PlannedVisit]]:
    """Return which visit takes which draft of those that have the *same* in common, the nearest days first."""
    alike: dict[object, list[PlannedVisit]] = defaultdict(list)
    for draft in drafts:
        alike[same(draft)].append(draft)
    near = sorted(
        (abs((draft.day - visit.day).days), n, visit, draft)
        for n, visit in enumerate(visits)
        for draft in alike.get(same(visit), ())
    )
    found: dict[int, tuple[PlannedVisit, PlannedVisit]] = {}
    taken: set[int] = set()
    for _days, n, visit, draft in near:
        if n not in found and draft.id not in taken:
            found[n] = visit, draft
            taken.add(draft.id)
    return list(found.values())


def _place(visit: PlannedVisit) -> object:
    return visit.place


def _people(visit: PlannedVisit) -> object:
    return visit.township_id, visit.leader_id


def _township(visit: PlannedVisit) -> object:
    return visit.township_id
