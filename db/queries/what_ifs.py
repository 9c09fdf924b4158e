"""The plans that the office keeps beside the live one (试排), read back as far as the schedule still knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.planner.matching import with_ids
from core.planner.options import PlanOptions, plan_of_rows
from core.planner.problem import Hold, Plan, PlannedVisit, Problem
from db.models import WhatIf


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """A plan as listed.

    Attributes:
        visits: How many there are in it, those that stay included.
    """

    id: int
    name: str
    first: date
    last: date
    made_on: date
    visits: int
    version: int


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan read back.

    Attributes:
        visits: As they were kept.
    """

    row: WhatIfRow
    options: PlanOptions
    visits: Plan


@dataclass(frozen=True, slots=True)
class Revived:
    """A plan that was kept, in the schedule of today.

    Attributes:
        plan: What stays today, and what was planned, each visit with the id of the draft that it stands for.
        lost: Visits that cannot be planned any more: their leader, township or kind is gone.
    """

    plan: Plan
    lost: Plan


def what_ifs(session: Session) -> list[WhatIfRow]:
    """Return the plans that are kept, the latest first."""
    return [_row(each) for each in session.scalars(select(WhatIf).order_by(WhatIf.made_on.desc(), WhatIf.id.desc()))]


def kept_plan(session: Session, what_if_id: int) -> KeptPlan | None:
    """Return a plan that was kept, None where it was dropped."""
    found = session.get(WhatIf, what_if_id)
    if found is None:
        return None
    return KeptPlan(_row(found), PlanOptions.from_json(found.options), plan_of_rows(found.visits))


def revived(problem: Problem, visits: Plan) -> Revived:
    """Return a kept plan on top of what stays now: visits may have been deleted, moved or fixed since.

    Args:
        problem: That of today, for the same days.
        visits: As they were kept.
    """
    fixed = {each.id for each in problem.fixed}
    drafts = {each.id for each in problem.drafts}
    wanted = [each for each in visits if each.id not in fixed and _is_planned(each, drafts)]
    stands = [each for each in wanted if _can_stand(each, problem)]
    placed = (each if each.id in drafts else each._replace(id=0) for each in stands)
    plan = with_ids(problem, (*problem.fixed, *placed))
    return Revived(plan, tuple(each for each in wanted if each not in set(stands)))


def _is_planned(visit: PlannedVisit, drafts: set[int]) -> bool:
    """Return whether a plan put it there: what only stayed, and is gone by now, is not planned anew."""
    return not visit.hold or (visit.hold == Hold.PINNED and visit.id in {0, *drafts})


def _can_stand(visit: PlannedVisit, problem: Problem) -> bool:
    people = all(each in problem.leader_of for each in visit.leader_ids)
    return people and visit.township_id in problem.township_of and visit.kind in problem.kind_of


def _row(row: WhatIf) -> WhatIfRow:
    return WhatIfRow(row.id, row.name, row.first_day, row.last_day, row.made_on, len(row.visits), row.version)
