"""Taking a plan over into the schedule, and how the office plans: each is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n import _, day_text
from core.planner.matching import Steps, steps_of
from core.planner.options import PlanOptions
from core.planner.plan_view import PlanView
from core.planner.problem import Hold, Plan, PlannedVisit, Problem
from core.planner.rules import Breach, plan_breaches
from core.planner.verdicts import name, place
from core.planner_errors import NothingToAdopt, PlanOutdated
from core.preparation import TemplateDraft
from core.visits import VisitDraft, VisitState
from db.models import Setting, Township, VisitKindRow
from db.queries.planner import PLANNER, problem_of
from db.queries.settings import office_settings, work_calendar
from db.queries.templates import default_templates
from db.services.board_moves import pin_visit, place_visit
from db.services.visit_rules import booking
from db.services.visits import create_visit, delete_visit, visit_of

_JUDGED_BY: Final = ("stands", "quotas", "revisit_days", "spacing_days", "most_a_day")
"""What a plan may have been made with that differs from the office's own."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a plan changed, by the ids of visits."""

    added: tuple[int, ...]
    moved: tuple[int, ...]
    removed: tuple[int, ...]
    kept: tuple[int, ...]


def adopt_plan(
    session: Session,
    problem: Problem,
    plan: Plan,
    *,
    today: date,
    relaxed: Callable[[Problem], Problem] | None = None,
) -> Adopted:
    """Make the schedule what *plan* says: new visits as drafts, drafts moved, those left out deleted.

    Visits that stay are not touched, whatever the plan says of them. Drafts and new visits that a person put where they
    are, and that the plan therefore holds as pinned, are pinned.

    Args:
        session: A write of the store.
        problem: What the plan was made from, as `problem_of` gave it.
        plan: All visits of the period.
        today: Days before it are not planned any more.
        relaxed: Gives up in the problem of now what was given up in *problem*, such as a meeting or an absence; its
            limits, quotas and rules are taken over from *problem* anyway.

    Raises:
        NothingToAdopt: the plan is the schedule as it stands.
        PlanOutdated: visits of the period changed since, or what did would now break a rule that must hold.
    """
    steps = steps_of(problem, plan)
    pinned = [each.id for each in (*steps.kept, *(visit for _draft, visit in steps.moved)) if each.hold == Hold.PINNED]
    if not (steps.moved or steps.added or steps.removed or pinned):
        raise NothingToAdopt
    _require_as_it_was(session, problem, steps, today, relaxed or _as_it_is)
    for draft in steps.removed:
        delete_visit(session, draft.id)
    _move(session, steps.moved)
    for visit_id in pinned:
        pin_visit(session, visit_id, pinned=True)
    added = _add(session, steps.added)
    return Adopted(
        added, tuple(draft.id for draft, _visit in steps.moved), tuple(each.id for each in steps.removed),
        tuple(each.id for each in steps.kept),
    )  # fmt: skip


def save_options(session: Session, options: PlanOptions) -> None:
    """Let the office plan like this from now on."""
    row, values = session.get(Setting, PLANNER), options.to_json()
    if row is None:
        session.add(Setting(key=PLANNER, value={"value": values}))
    elif row.value.get("value") != values:
        row.value = {"value": values}
    session.flush()


def _as_it_is(problem: Problem) -> Problem:
    return problem


def _require_as_it_was(
    session: Session, problem: Problem, steps: Steps, today: date, relaxed: Callable[[Problem], Problem]
) -> None:
    """Refuse a plan that was made from another schedule.

    Raises:
        PlanOutdated: see `adopt_plan`.
    """
    now = problem_of(
        session, problem.first, problem.last, today=today, calendar=work_calendar(session),
        settings=office_settings(session),
    )  # fmt: skip
    stood, stands = {*problem.fixed, *problem.drafts}, {*now.fixed, *now.drafts}
    if stood != stands:
        raise PlanOutdated(what=_said(min(stood ^ stands), now))
    visits = (*problem.fixed, *steps.kept, *(visit for _draft, visit in steps.moved), *steps.added)
    judged = replace(relaxed(now), **{name: getattr(problem, name) for name in _JUDGED_BY})
    known = {(each.rule, each.visit) for each in plan_breaches(PlanView(problem, visits))}
    found = (each for each in plan_breaches(PlanView(judged, visits)) if (each.rule, each.visit) not in known)
    breach: Breach | None = next(found, None)
    if breach is not None:
        raise PlanOutdated(what=breach.text(judged))


def _said(visit: PlannedVisit, problem: Problem) -> str:
    """Say which visit is no longer as it was."""
    words = _("{leader} goes to {township} on {day}: this is no longer so.")
    return words.format(
        leader=name(problem, visit.leader_id), township=place(problem, visit.township_id), day=day_text(visit.day)
    )


def _move(session: Session, moves: Iterable[tuple[PlannedVisit, PlannedVisit]]) -> None:
    """Put each visit where the plan has it; those that take each other's place do so together."""
    moved = tuple(moves)
    with _side_by_side(session, moved):
        for draft, wish in moved:
            place_visit(
                session, draft.id, to=wish.day, half=wish.half, leader_id=wish.leader_id, township_id=wish.township_id
            )
            if wish.kind != draft.kind:
                _change_kind(session, draft.id, wish.kind)


@contextmanager
def _side_by_side(session: Session, moved: tuple[tuple[PlannedVisit, PlannedVisit], ...]) -> Iterator[None]:
    """Let visits pass each other: a leader may be in two places until all stand where they are to.

    Raises:
        LeaderBusy: somebody would be in two places at the end.
    """
    left = {(draft.leader_id, draft.day) for draft, _wish in moved}
    taken = {(wish.leader_id, wish.day) for _draft, wish in moved}
    meeting = [
        draft.id for draft, wish in moved if (draft.leader_id, draft.day) in taken or (wish.leader_id, wish.day) in left
    ]
    visits = [visit_of(session, each) for each in meeting]
    meant = [visit.overlap_confirmed for visit in visits]
    for visit in visits:
        visit.overlap_confirmed = True
    session.flush()
    yield
    for visit, was in zip(visits, meant, strict=True):
        with booking(session, visit):
            visit.overlap_confirmed = was


def _change_kind(session: Session, visit_id: int, kind: str) -> None:
    visit = visit_of(session, visit_id)
    visit.kind = kind
    if not session.get_one(VisitKindRow, kind).receives_people:
        visit.reception_form = None
    session.flush()


def _add(session: Session, visits: Iterable[PlannedVisit]) -> tuple[int, ...]:
    templates = default_templates(session)
    places = {row.id: row.reception_place for row in session.execute(select(Township.id, Township.reception_place))}
    return tuple(create_visit(session, _draft(each, templates, places[each.township_id])) for each in visits)


def _draft(visit: PlannedVisit, templates: Mapping[str, TemplateDraft], place: str) -> VisitDraft:
    """Return a new visit with what its kind starts with."""
    draft = VisitDraft(
        uid=str(uuid4()), day=visit.day, half=visit.half, kind=visit.kind, leader_id=visit.leader_id,
        township_id=visit.township_id, place=place, state=VisitState.DRAFT, accompanying_leaders=list(visit.along),
        pinned=visit.hold == Hold.PINNED,
    )  # fmt: skip
    template = templates.get(visit.kind)
    if template is not None:
        draft.theme = template.theme
        if template.half in {None, visit.half}:
            draft.starts_at, draft.ends_at = template.starts_at, template.ends_at
    return draft
