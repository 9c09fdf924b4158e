"""Writing a visit's preparation steps and its day plan; both are kept by the visit's id.

A visit for which nothing is stored follows the template of its kind. Whoever takes away the last line
means that there is nothing to do: a line without words remembers that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import ChoiceVanished, Vanished
from core.i18n import _
from core.preparation import LONGEST_LEAD, Certainty, Proof, StepDraft, StopDraft, StopKind
from core.text import clean_line, required_line
from db.models import ItineraryStop, PreparationStep, Village, Visit
from db.queries.preparation import is_no_stop, is_nothing, stored_steps, stored_stops, template_steps
from db.services.directory import found, whole

DAY_MINUTES: Final = 1440
_STEP: Final = ("days_before", "what", "who", "proof", "done_on", "done_by")
_STOP: Final = ("kind", "what", "place", "village_id", "at", "certainty", "minutes")


def keep_steps(session: Session, visit_id: int, steps: Sequence[StepDraft]) -> None:
    """Make the steps of a visit these, in their order; a line without words is left out.

    Raises:
        Vanished: the visit was deleted meanwhile.
        UserError: a line is too long, or lies more working days ahead than anybody plans.
    """
    found(session, Visit, visit_id)
    wanted = [_cleaned_step(step) for step in steps if not _is_blank(step)]
    known = {row.id: row for row in stored_steps(session, [visit_id])[visit_id]}
    for position, step in enumerate(wanted or [StepDraft("", 0)]):
        row = known.pop(step.id, None) if step.id is not None else None
        if row is None:
            row = PreparationStep(visit_id=visit_id)
            session.add(row)
        row.position = position
        for name in _STEP:
            setattr(row, name, getattr(step, name))
    for row in known.values():
        session.delete(row)
    session.flush()


def tick_step(session: Session, visit_id: int, position: int, *, done_on: date | None, done_by: str = "") -> None:
    """Say that the step at *position* (as `steps_of` counts) is done; with done_on=None, that it is not after all.

    Raises:
        Vanished: the visit or the step was deleted meanwhile.
    """
    visit = found(session, Visit, visit_id)
    if not stored_steps(session, [visit_id])[visit_id]:
        keep_steps(session, visit_id, template_steps(session, visit.kind, unannounced=visit.unannounced))
    rows = [row for row in stored_steps(session, [visit_id])[visit_id] if not is_nothing(row)]
    if not 0 <= position < len(rows):
        raise Vanished
    row = rows[position]
    row.done_on = done_on
    row.done_by = "" if done_on is None else clean_line(done_by, _("Done by"), limit=60)
    session.flush()


def keep_stops(session: Session, visit_id: int, stops: Sequence[StopDraft]) -> None:
    """Make the day plan of a visit these stops, in their order.

    Raises:
        Vanished: the visit was deleted meanwhile.
        UserError: a line is too long, its minutes are out of range, or its village was deleted.
    """
    found(session, Visit, visit_id)
    wanted = [_cleaned_stop(session, stop) for stop in stops if not is_no_stop(stop)]
    known = {row.id: row for row in stored_stops(session, [visit_id])[visit_id]}
    for position, stop in enumerate(wanted or [StopDraft(StopKind.STOP)]):
        row = known.pop(stop.id, None) if stop.id is not None else None
        if row is None:
            row = ItineraryStop(visit_id=visit_id)
            session.add(row)
        row.position = position
        for name in _STOP:
            setattr(row, name, getattr(stop, name))
    for row in known.values():
        session.delete(row)
    session.flush()


def copy_plan(session: Session, source_id: int, target_id: int) -> None:
    """Give a visit the steps, none of them done, and the day plan that were stored for another."""
    for step in stored_steps(session, [source_id])[source_id]:
        plain = {name: getattr(step, name) for name in _STEP} | {"done_on": None, "done_by": ""}
        session.add(PreparationStep(visit_id=target_id, position=step.position, **plain))
    for stop in stored_stops(session, [source_id])[source_id]:
        plain = {name: getattr(stop, name) for name in _STOP}
        session.add(ItineraryStop(visit_id=target_id, position=stop.position, **plain))
    session.flush()


def has_plan(session: Session, visit_id: int) -> bool:
    """Whether steps or a day plan were stored for a visit."""
    steps = select(PreparationStep.id).where(PreparationStep.visit_id == visit_id).limit(1)
    stops = select(ItineraryStop.id).where(ItineraryStop.visit_id == visit_id).limit(1)
    return session.scalar(steps) is not None or session.scalar(stops) is not None


def cleaned_steps(steps: Sequence[StepDraft]) -> list[StepDraft]:
    """Return the steps of a template as they are stored, lines without words left out.

    Raises:
        UserError: a line is too long, or lies more working days ahead than anybody plans.
    """
    return [_cleaned_step(step) for step in steps if not _is_blank(step)]


def cleaned_stops(session: Session, stops: Sequence[StopDraft]) -> list[StopDraft]:
    """Return the stops of a template as they are stored, empty lines left out.

    Raises:
        UserError: a line is too long, or its minutes are out of range.
    """
    return [_cleaned_stop(session, stop) for stop in stops if not is_no_stop(stop)]


def _is_blank(step: StepDraft) -> bool:
    return not step.what.strip() and not step.who.strip() and step.proof is Proof.NONE


def _cleaned_step(step: StepDraft) -> StepDraft:
    whole(step.days_before, _("Working days before"), 0, LONGEST_LEAD)
    return StepDraft(
        id=step.id,
        what=required_line(step.what, _("Preparation step"), limit=200),
        who=clean_line(step.who, _("Who"), limit=60),
        days_before=step.days_before,
        proof=step.proof,
        done_on=step.done_on,
        done_by=clean_line(step.done_by, _("Done by"), limit=60) if step.done_on is not None else "",
    )


def _cleaned_stop(session: Session, stop: StopDraft) -> StopDraft:
    whole(stop.minutes, _("Minutes"), 0, DAY_MINUTES)
    if stop.village_id is not None and session.get(Village, stop.village_id) is None:
        raise ChoiceVanished(field=_("Village"))
    return StopDraft(
        id=stop.id,
        kind=stop.kind,
        what=clean_line(stop.what, _("Stop on the way"), limit=200),
        place=clean_line(stop.place, _("Place"), limit=200),
        village_id=stop.village_id,
        at=None if stop.certainty is Certainty.UNDECIDED else stop.at,
        certainty=stop.certainty,
        minutes=stop.minutes,
    )
