"""How a visit is prepared: its steps, its day plan, and its readiness light.

Lights of many visits are read with a handful of statements, whatever their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.issues import OPEN
from core.itinerary import day_plan, hours_of
from core.outing_presets import tells_somebody
from core.preparation import Proof, StepDraft, StopDraft, StopKind, TemplateDraft
from core.readiness import (
    AgencyFacts,
    Readiness,
    ReadinessFacts,
    StepFacts,
    is_proved,
    readiness,
    working_day_before,
)
from core.settings import OfficeSettings
from core.slots import SlotFacts
from core.visits import PLANNED, VisitState
from db.images import chunks
from db.models import (
    Agency,
    Appointment,
    Issue,
    ItineraryStop,
    PreparationStep,
    PrintedDocument,
    Township,
    Village,
    Visit,
    VisitAgency,
)
from db.queries.lines import BATCH
from db.queries.templates import default_template, default_templates

VISIT_SHEET: Final = "visit_sheet"
"""Key of the printed sheet in `printed_document.form`."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One preparation step.

    Attributes:
        id: None while it comes from the template and nothing is stored.
        due: The day by which it is to be done, reckoned back from the visit's day in working days.
        proved: The schedule itself shows that it is done.
    """

    id: int | None
    position: int
    what: str
    who: str
    days_before: int
    due: date
    done_on: date | None
    done_by: str
    proof: Proof
    proved: bool

    @property
    def is_done(self) -> bool:
        """Whether it was ticked or is shown to be done."""
        return self.proved or self.done_on is not None

    @property
    def draft(self) -> StepDraft:
        """The step for editing."""
        return StepDraft(self.what, self.days_before, self.who, self.proof, self.done_on, self.done_by, self.id)


@dataclass(frozen=True, slots=True)
class _County:
    """What was read for the visits in question, by visit; issues by township."""

    agencies: Mapping[int, list[AgencyFacts]]
    steps: Mapping[int, list[PreparationStep]]
    stops: Mapping[int, list[ItineraryStop]]
    slots: Mapping[int, list[SlotFacts]]
    printed: frozenset[int]
    bring: Mapping[int, int]
    templates: Mapping[str, TemplateDraft]


def steps_of(session: Session, visit_id: int, *, calendar: WorkCalendar) -> list[StepRow]:
    """Return the steps of a visit in their order; without stored ones those of its kind's default template."""
    found = _visits(session, Visit.id == visit_id)
    if not found:
        return []
    visit = found[0]
    county = _county(session, found)
    facts = _facts(visit, county, ())
    return [
        StepRow(
            id=step.id,
            position=position,
            what=step.what,
            who=step.who,
            days_before=step.days_before,
            due=working_day_before(calendar, visit.day, step.days_before),
            done_on=step.done_on,
            done_by=step.done_by,
            proof=step.proof,
            proved=is_proved(step.proof, facts),
        )
        for position, step in enumerate(_steps(visit, county))
    ]


def stops_of(session: Session, visit_id: int) -> list[StopDraft]:
    """Return the day plan of a visit; without stored stops that of its kind's default template."""
    rows = stored_stops(session, [visit_id])[visit_id]
    if rows:
        return [stop for stop in map(_stop_draft, rows) if not is_no_stop(stop)]
    kind = session.scalar(select(Visit.kind).where(Visit.id == visit_id))
    template = None if kind is None else default_template(session, kind)
    return [] if template is None else template.stops


def has_own_steps(session: Session, visit_id: int) -> bool:
    """Return whether steps were stored for this visit, so that the template no longer speaks for it."""
    return bool(stored_steps(session, [visit_id])[visit_id])


def has_own_stops(session: Session, visit_id: int) -> bool:
    """Return whether a day plan was stored for this visit."""
    return bool(stored_stops(session, [visit_id])[visit_id])


def journey_of(session: Session, visit_id: int) -> int | None:
    """Return the minutes on the road to the visit's township, None where nobody knows."""
    query = select(Township.travel_minutes).join(Visit, Visit.township_id == Township.id)
    return session.scalar(query.where(Visit.id == visit_id))


def readiness_of(
    session: Session, visit_id: int, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> Readiness | None:
    """Return the light of a visit; None before T-7, after its day, and when it does not take place."""
    found = _lights(session, Visit.id == visit_id, today=today, calendar=calendar, settings=settings)
    return found.get(visit_id)


def readiness_between(
    session: Session, first: date, last: date, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> dict[int, Readiness]:
    """Return the lights of the planned visits from *first* to *last* that show one, by visit in calendar order."""
    days = Visit.day.between(max(first, today), last)
    return _lights(session, days, today=today, calendar=calendar, settings=settings)


def readiness_facts(session: Session, visit_id: int, *, settings: OfficeSettings) -> ReadinessFacts | None:
    """Return what the light of a visit depends on, for a form that changes it; None if the visit was deleted."""
    found = _visits(session, Visit.id == visit_id)
    if not found:
        return None
    county = _county(session, found)
    return _facts(found[0], county, _plan_faults(found[0], county, settings))


def stored_steps(session: Session, visit_ids: Collection[int]) -> defaultdict[int, list[PreparationStep]]:
    """Return the steps stored for these visits, in their order."""
    found: defaultdict[int, list[PreparationStep]] = defaultdict(list)
    for some in chunks(visit_ids, BATCH):
        query = select(PreparationStep).where(PreparationStep.visit_id.in_(some))
        for row in session.scalars(query.order_by(PreparationStep.position, PreparationStep.id)):
            found[row.visit_id].append(row)
    return found


def stored_stops(session: Session, visit_ids: Collection[int]) -> defaultdict[int, list[ItineraryStop]]:
    """Return the stops stored for these visits, in their order."""
    found: defaultdict[int, list[ItineraryStop]] = defaultdict(list)
    for some in chunks(visit_ids, BATCH):
        query = select(ItineraryStop).where(ItineraryStop.visit_id.in_(some))
        for row in session.scalars(query.order_by(ItineraryStop.position, ItineraryStop.id)):
            found[row.visit_id].append(row)
    return found


def template_steps(session: Session, kind: str, *, unannounced: bool) -> list[StepDraft]:
    """Return the steps that the default template gives a visit; an unannounced one tells nobody."""
    template = default_template(session, kind)
    return [] if template is None else _fitting(template.steps, unannounced=unannounced)


def is_nothing(step: PreparationStep | StepDraft) -> bool:
    """Return whether a stored line only remembers that there is nothing to do."""
    return not step.what and step.proof is Proof.NONE


def is_no_stop(stop: StopDraft) -> bool:
    """Return whether a line says nothing at all."""
    said = stop.what.strip() or stop.place.strip() or stop.village_id or stop.at or stop.minutes is not None
    return stop.kind is StopKind.STOP and not said


def _fitting(steps: Sequence[StepDraft], *, unannounced: bool) -> list[StepDraft]:
    return [step for step in steps if not (unannounced and tells_somebody(step))]


def _lights(
    session: Session, which: ColumnElement[bool], *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> dict[int, Readiness]:
    found = _visits(session, which, Visit.state.in_(PLANNED), Visit.day >= today)
    county = _county(session, found)
    lights = {}
    for visit in found:
        facts = _facts(visit, county, _plan_faults(visit, county, settings))
        light = readiness(facts, today=today, calendar=calendar)
        if light is not None:
            lights[visit.id] = light
    return lights


def _visits(session: Session, *which: ColumnElement[bool]) -> Sequence[Any]:
    query = (
        select(
            Visit.id,
            Visit.day,
            Visit.half,
            Visit.kind,
            Visit.state,
            Visit.unannounced,
            Visit.starts_at,
            Visit.ends_at,
            Visit.township_id,
            Township.name.label("township"),
            Township.travel_minutes,
            func.coalesce(func.nullif(Visit.place, ""), Village.name, Township.reception_place).label("place"),
        )
        .join(Visit.township)
        .outerjoin(Visit.village)
        .where(*which)
        .order_by(Visit.day, Visit.id)
    )
    return session.execute(query).all()


def _county(session: Session, visits: Sequence[Any]) -> _County:
    ids = [visit.id for visit in visits]
    townships = {visit.township_id for visit in visits}
    return _County(
        agencies=_agencies(session, ids),
        steps=stored_steps(session, ids),
        stops=stored_stops(session, ids),
        slots=_slots(session, ids),
        printed=_printed(session, ids),
        bring=_bring(session, townships),
        templates=default_templates(session),
    )


def _agencies(session: Session, ids: Collection[int]) -> Mapping[int, list[AgencyFacts]]:
    name = func.coalesce(func.nullif(Agency.short_name, ""), Agency.name)
    found: defaultdict[int, list[AgencyFacts]] = defaultdict(list)
    for some in chunks(ids, BATCH):
        query = (
            select(VisitAgency.visit_id, VisitAgency.agency_id, name, VisitAgency.notified_on, VisitAgency.confirmed_on)
            .join(Agency, Agency.id == VisitAgency.agency_id)
            .where(VisitAgency.visit_id.in_(some))
            .order_by(VisitAgency.position, Agency.id)
        )
        for visit_id, agency_id, said, told, confirmed in session.execute(query):
            found[visit_id].append(AgencyFacts(agency_id, said, told is not None, confirmed is not None))
    return found


def _slots(session: Session, ids: Collection[int]) -> Mapping[int, list[SlotFacts]]:
    name = func.coalesce(func.nullif(Agency.short_name, ""), Agency.name, "")
    found: defaultdict[int, list[SlotFacts]] = defaultdict(list)
    for some in chunks(ids, BATCH):
        query = (
            select(Appointment.visit_id, Appointment.at, Appointment.minutes, Appointment.agency_id, name)
            .outerjoin(Agency, Agency.id == Appointment.agency_id)
            .where(Appointment.visit_id.in_(some))
            .order_by(Appointment.position, Appointment.id)
        )
        for visit_id, *slot in session.execute(query):
            found[visit_id].append(SlotFacts(*slot))
    return found


def _printed(session: Session, ids: Collection[int]) -> frozenset[int]:
    printed: set[int] = set()
    for some in chunks(ids, BATCH):
        query = select(PrintedDocument.visit_id).where(
            PrintedDocument.form == VISIT_SHEET, PrintedDocument.visit_id.in_(some)
        )
        printed.update(visit_id for visit_id in session.scalars(query) if visit_id is not None)
    return frozenset(printed)


def _bring(session: Session, townships: Collection[int]) -> Mapping[int, int]:
    query = select(Issue.township_id, func.count()).where(Issue.state.in_(OPEN), Issue.township_id.in_(townships))
    return {row[0]: row[1] for row in session.execute(query.group_by(Issue.township_id))}


def _steps(visit: Any, county: _County) -> list[StepDraft]:
    stored = county.steps.get(visit.id)
    if stored:
        return [_step_draft(row) for row in stored if not is_nothing(row)]
    template = county.templates.get(visit.kind)
    return [] if template is None else _fitting(template.steps, unannounced=visit.unannounced)


def _facts(visit: Any, county: _County, plan_faults: Sequence[str]) -> ReadinessFacts:
    return ReadinessFacts(
        day=visit.day,
        township=visit.township,
        township_told=visit.state in {VisitState.NOTIFIED, VisitState.DONE},
        unannounced=visit.unannounced,
        begun=_has_begun(visit, county),
        sheet_printed=visit.id in county.printed,
        bring=county.bring.get(visit.township_id, 0),
        place=visit.place or "",
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        agencies=county.agencies.get(visit.id, ()),
        steps=[
            StepFacts(step.what, step.who, step.days_before, step.proof, step.done_on is not None, tells_somebody(step))
            for step in _steps(visit, county)
        ],
        slots=county.slots.get(visit.id, ()),
        plan_faults=plan_faults,
    )


def _has_begun(visit: Any, county: _County) -> bool:
    """Return whether the office keeps this visit's preparation here; telling people is no sign of it."""
    return bool(county.steps.get(visit.id) or county.stops.get(visit.id) or visit.id in county.printed)


def _plan_faults(visit: Any, county: _County, settings: OfficeSettings) -> tuple[str, ...]:
    """Return what is wrong with a day plan that somebody made; a template's is nobody's word yet."""
    stops = [stop for stop in map(_stop_draft, county.stops.get(visit.id, ())) if not is_no_stop(stop)]
    if not stops:
        return ()
    hours = hours_of(visit.half, morning=settings.morning, afternoon=settings.afternoon)
    plan = day_plan(
        stops,
        half=visit.half,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        hours=hours,
        journey=visit.travel_minutes,
    )
    return plan.faults


def _step_draft(row: PreparationStep) -> StepDraft:
    return StepDraft(row.what, row.days_before, row.who, row.proof, row.done_on, row.done_by, row.id)


def _stop_draft(row: ItineraryStop) -> StopDraft:
    return StopDraft(row.kind, row.what, row.place, row.village_id, row.at, row.certainty, row.minutes, row.id)
