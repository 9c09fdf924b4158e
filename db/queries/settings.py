"""The office's settings and its calendar, read once per announcement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import CalendarDay, WorkCalendar, shipped_calendar_days
from core.settings import OfficeSettings, settings_from
from core.visits import RecordForm
from db.models import AnnouncedYear, CalendarDayRow, IssueCategory, Setting, VisitKindRow


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of outing as the office has it now."""

    key: str
    name: str
    seal: str
    colour: str
    receives_people: bool
    own: bool
    active: bool
    record: RecordForm = RecordForm.RESEARCH


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """What an issue can be about, and the limit it brings."""

    key: str
    name: str
    limit_amount: int
    limit_unit: str
    active: bool


def office_settings(session: Session) -> OfficeSettings:
    """Return the office's settings."""
    return settings_from({row.key: row.value.get("value") for row in session.scalars(select(Setting))})


def work_calendar(session: Session) -> WorkCalendar:
    """Return the working calendar: the shipped tables, then what the office entered."""
    own = [
        CalendarDay(row.day, is_workday=row.is_workday, name=row.name, origin=row.origin)
        for row in session.scalars(select(CalendarDayRow).order_by(CalendarDayRow.day))
    ]
    shipped, announced = shipped_calendar_days()
    entered = set(session.scalars(select(AnnouncedYear.year)))
    # A notice that the office entered replaces the shipped table of that year.
    kept = [day for day in shipped if day.day.year not in entered]
    return WorkCalendar([*kept, *own], announced=announced | entered)


def visit_kinds(session: Session) -> list[KindRow]:
    """Return all kinds of outing in the office's order."""
    rows = session.scalars(select(VisitKindRow).order_by(VisitKindRow.position, VisitKindRow.key))
    return [KindRow(r.key, r.name, r.seal, r.colour, r.receives_people, r.own, r.active, r.record) for r in rows]


def issue_categories(session: Session) -> list[CategoryRow]:
    """Return all categories in the office's order."""
    rows = session.scalars(select(IssueCategory).order_by(IssueCategory.position, IssueCategory.key))
    return [CategoryRow(r.key, r.name, r.limit_amount, r.limit_unit, r.active) for r in rows]
