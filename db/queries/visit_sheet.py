"""What one visit's sheet says: who, where, when, the township's open issues, the appointments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.calendar.workdays import WorkCalendar
from core.chain import Variant
from core.documents.visit_sheet import (
    BroughtIssue,
    Person,
    PromisedBefore,
    SheetAppointment,
    Stop,
    TickedKind,
    VisitSheet,
    redacted,
)
from core.errors import Vanished
from core.i18n import _, day_text
from core.preparation import STOP_KIND_NAMES, Certainty
from core.timeline import TimelineLine, timeline
from core.visits import HOUSEHOLD_VISITS
from db.models import Agency, Appointment, Issue, IssueAction, ItineraryStop, Leader, Visit, VisitAgency, VisitLeader
from db.queries.issues import IssueRow, township_open_issues
from db.queries.look_back import brought_title, look_backs_due
from db.queries.personal_words import redactor_of
from db.queries.promises import promises_before
from db.queries.recusals import kept_from_visit
from db.queries.settings import office_settings, visit_kinds, work_calendar


def visit_sheet(
    session: Session,
    visit_id: int,
    today: date,
    *,
    calendar: WorkCalendar | None = None,
    variant: Variant = Variant.REDACTED,
) -> VisitSheet:
    """Return the facts of a visit's sheet as they stand on *today*; a redacted one holds nobody's words at all.

    Brought along are exactly the township's open issues: overdue ones first, the longest first,
    then by due date, those without a date last. Neither variant tells of an issue that somebody who
    reads the sheet must not know of: it is not counted either.

    Raises:
        Vanished: the visit was deleted meanwhile.
    """
    visit = _loaded(session, visit_id)
    office = office_settings(session)
    calendar = calendar or work_calendar(session)
    brought, promised = _carried(session, visit, today, calendar)
    sheet = VisitSheet(
        uid=visit.uid,
        county=office.county,
        number=office.visit_number(visit.year, visit.number),
        day=visit.day,
        half=visit.half,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        leader=Person(visit.leader.name, visit.leader.post),
        accompanying=_accompanying(session, visit_id),
        township=visit.township.name,
        place=visit.place or (visit.village.name if visit.village else visit.township.reception_place),
        kinds=_kinds(session, visit.kind),
        agencies=_agencies(session, visit_id),
        brought=brought,
        promised=promised,
        timetable=_timetable(session, visit_id),
        appointments=_appointments(session, visit.appointments),
    )
    return sheet if variant is Variant.INTERNAL else redacted(sheet, redactor_of(session))


def _loaded(session: Session, visit_id: int) -> Visit:
    belongings = (joinedload(Visit.leader), joinedload(Visit.township), joinedload(Visit.village))
    people = selectinload(Visit.appointments).joinedload(Appointment.petitioner)
    visit = session.scalar(select(Visit).where(Visit.id == visit_id).options(*belongings, people))
    if visit is None:
        raise Vanished
    return visit


def _carried(
    session: Session, visit: Visit, today: date, calendar: WorkCalendar
) -> tuple[tuple[BroughtIssue, ...], tuple[PromisedBefore, ...]]:
    """Return the issues and the promises that travel along: open issues first, then those drawn for a look-back."""
    kept = kept_from_visit(session, visit.id)
    rows = township_open_issues(session, visit.township_id, today, calendar=calendar)
    rows += look_backs_due(session, today, calendar=calendar, township_id=visit.township_id)
    issues = [row for row in rows if row.id not in kept]
    promises = promises_before(session, visit.id, today=today, calendar=calendar)
    return (
        _brought(issues, _last_actions(session, [row.id for row in issues], today)),
        tuple(
            PromisedBefore(row.text, row.leader, row.made_on, row.due, row.days_over)
            for row in promises
            if row.issue_id not in kept
        ),
    )


def _kinds(session: Session, chosen: str) -> tuple[TickedKind, ...]:
    """Return the kinds in use, and the visit's own even if it is not used any more.

    The sheet offers the four kinds; household visits stand there only on a sheet of theirs.
    """
    rows = [
        row for row in visit_kinds(session) if row.key == chosen or (row.active and row.key != HOUSEHOLD_VISITS.key)
    ]
    return tuple(TickedKind(row.name if row.own else _(row.name), ticked=row.key == chosen) for row in rows)


def _accompanying(session: Session, visit_id: int) -> tuple[Person, ...]:
    query = (
        select(Leader.name, Leader.post)
        .join(VisitLeader, VisitLeader.leader_id == Leader.id)
        .where(VisitLeader.visit_id == visit_id)
        .order_by(VisitLeader.position, Leader.rank_order)
    )
    return tuple(Person(name, post) for name, post in session.execute(query))


def _agencies(session: Session, visit_id: int) -> tuple[str, ...]:
    query = (
        select(Agency.name)
        .join(VisitAgency, VisitAgency.agency_id == Agency.id)
        .where(VisitAgency.visit_id == visit_id)
        .order_by(VisitAgency.position, Agency.position)
    )
    return tuple(session.scalars(query))


def _brought(rows: Sequence[IssueRow], last: Mapping[int, str]) -> tuple[BroughtIssue, ...]:
    return tuple(
        BroughtIssue(
            brought_title(row), row.agency, row.due if row.is_open else None, row.late, overdue=row.is_overdue,
            last_action=last.get(row.id, ""), provisional=row.due_provisional and row.is_open,
        )
        for row in rows
    )  # fmt: skip


def _last_actions(session: Session, issue_ids: Sequence[int], today: date) -> dict[int, str]:
    """Return the last line of each issue's timeline in words, with its day."""
    latest = select(func.max(IssueAction.id)).where(IssueAction.issue_id.in_(issue_ids)).group_by(IssueAction.issue_id)
    query = (
        select(IssueAction, Agency.name, Leader.name, Issue.chase_count)
        .join(Issue, Issue.id == IssueAction.issue_id)
        .outerjoin(Agency, Agency.id == IssueAction.agency_id)
        .outerjoin(Leader, Leader.id == IssueAction.leader_id)
        .where(IssueAction.id.in_(latest))
    )
    return {
        action.issue_id: _in_words(action, agency or "", leader or "", chased, today)
        for action, agency, leader, chased in session.execute(query)
    }


def _in_words(action: IssueAction, agency: str, leader: str, chased: int, today: date) -> str:
    line = TimelineLine(
        day=action.day,
        kind=action.kind,
        text=action.text,
        due=action.due,
        agency=agency,
        leader=leader,
        mark=action.mark,
        satisfaction=action.satisfaction,
        nth=chased,
        from_visit=action.visit_id is not None,
    )
    entry = timeline((line,), due=None, settled_on=action.day, today=today)[-1]
    return "  ".join(
        filter(None, (day_text(action.day, year=action.day.year != today.year), entry.headline, entry.note))
    )


def _timetable(session: Session, visit_id: int) -> tuple[Stop, ...]:
    """Return the day plan the office wrote for this visit; a template's is nobody's word yet and stays off paper."""
    query = (
        select(ItineraryStop)
        .where(ItineraryStop.visit_id == visit_id)
        .order_by(ItineraryStop.position, ItineraryStop.id)
    )
    return tuple(
        Stop(
            stop.at if stop.certainty in {Certainty.EXACT, Certainty.ABOUT} else None,
            " ".join(filter(None, (stop.place, stop.what))) or _(STOP_KIND_NAMES[stop.kind]),
            about=stop.certainty is Certainty.ABOUT,
        )
        for stop in session.scalars(query)
    )


def _appointments(session: Session, rows: Sequence[Appointment]) -> tuple[SheetAppointment, ...]:
    wanted = {row.agency_id for row in rows if row.agency_id is not None}
    short = func.coalesce(func.nullif(Agency.short_name, ""), Agency.name)
    names: dict[int | None, str] = (
        dict(session.execute(select(Agency.id, short).where(Agency.id.in_(wanted))).all()) if wanted else {}
    )
    return tuple(
        SheetAppointment(
            row.petitioner.name if row.petitioner else "",
            row.petitioner.address if row.petitioner else "",
            row.topic,
            row.at,
            names.get(row.agency_id, ""),
        )
        for row in rows
    )
