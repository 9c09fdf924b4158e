"""What the Settings page lists: presets, calendar years, meetings, kinds, and the size of the schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.recurrence import occurrences, parse_recurrence, recurrence_from_spec
from core.calendar.workdays import Origin, WorkCalendar, shipped_calendar_days
from core.deadline_rules import PRESETS, shipped_categories
from core.directory import MeetingDraft
from core.visits import RecordForm
from db.models import (
    Agency,
    AnnouncedYear,
    Attachment,
    CalendarDayRow,
    DeadlineRuleRow,
    Issue,
    IssueCategory,
    JournalEntry,
    Leader,
    Meeting,
    MeetingAttendee,
    Township,
    Village,
    Visit,
    VisitKindRow,
)


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category with how often it is used; `changed` from what was shipped."""

    key: str
    name: str
    amount: int
    unit: str
    active: bool
    used: int
    changed: bool
    shipped: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A deadline preset; name, counts_from and source are msgids where they were shipped."""

    key: str
    name: str
    amount: int
    unit: str
    roll: str
    counts_from: str
    source: str
    active: bool
    changed: bool
    checked: bool
    pausable: bool = True
    own: bool = False


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day that differs from the plain week, and whether the county took part in it.

    Attributes:
        own: The county entered it, so it can be taken back.
    """

    day: date
    is_workday: bool
    name: str
    origin: Origin
    own: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of the calendar: shipped, entered by the office, or projected."""

    year: int
    announced: bool
    entered: bool
    source: str
    off: int
    work: int
    workdays: int
    days: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A recurring meeting."""

    id: int
    name: str
    words: str
    attendees: str
    people: tuple[str, ...]
    next_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of visit; `name` is a msgid for the four."""

    key: str
    name: str
    seal: str
    colour: str
    receives_people: bool
    own: bool
    active: bool
    used: int
    record: RecordForm = RecordForm.RESEARCH


def category_lines(session: Session) -> list[CategoryLine]:
    """Return all categories in the office's order."""
    used = dict(session.execute(select(Issue.category, func.count()).group_by(Issue.category)).all())
    shipped = shipped_categories()
    lines = []
    for row in session.scalars(select(IssueCategory).order_by(IssueCategory.position, IssueCategory.key)):
        first = shipped.get(row.key)
        same = first is None or (first["name"], first["limit_amount"], first["limit_unit"]) == (
            row.name, row.limit_amount, row.limit_unit,
        )  # fmt: skip
        count = used.get(row.key, 0)
        lines.append(
            CategoryLine(
                row.key, row.name, row.limit_amount, row.limit_unit, row.active, count, not same, first is not None
            )
        )
    return lines


def rule_lines(session: Session) -> list[RuleLine]:
    """Return all deadline presets in their order."""
    shipped = {rule.key: rule for rule in PRESETS}
    lines = []
    for row in session.scalars(select(DeadlineRuleRow).order_by(DeadlineRuleRow.position, DeadlineRuleRow.key)):
        rule = shipped.get(row.key)
        changed = rule is not None and (
            rule.amount, str(rule.unit), str(rule.roll), rule.pausable, str(rule.counts_from),
        ) != (row.amount, row.unit, row.roll, row.pausable, row.counts_from)  # fmt: skip
        checked = rule is None or rule.checked
        lines.append(
            RuleLine(
                row.key, row.name, row.amount, row.unit, row.roll, row.counts_from, row.source, row.active,
                changed, checked, row.pausable, rule is None,
            )
        )  # fmt: skip
    return lines


def year_line(session: Session, year: int, calendar: WorkCalendar) -> YearLine:
    """Return one year: its days that differ, and how many working days it has."""
    entered = session.get(AnnouncedYear, year)
    own = set(
        session.scalars(
            select(CalendarDayRow.day).where(
                CalendarDayRow.origin == str(Origin.COUNTY),
                CalendarDayRow.day.between(date(year, 1, 1), date(year, 12, 31)),
            )
        )
    )
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = []
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        entry = calendar.entry_of(day)
        if entry is not None:
            origin = Origin(entry.origin)
            days.append(DayLine(day, entry.is_workday, calendar.name_of(day), origin, day in own))
    return YearLine(
        year=year, announced=year in calendar.announced, entered=entered is not None,
        source=entered.source if entered else "", off=sum(not each.is_workday for each in days),
        work=sum(each.is_workday for each in days),
        workdays=calendar.workdays_between(first - timedelta(1), last), days=tuple(days),
    )  # fmt: skip


def years_known(session: Session, today: date) -> list[int]:
    """Return the years that can be looked at: shipped, entered, and the two to come."""
    _days, shipped = shipped_calendar_days()
    entered = set(session.scalars(select(AnnouncedYear.year)))
    return sorted({*shipped, *entered, today.year, today.year + 1, today.year + 2})


def meeting_rows(session: Session, today: date, calendar: WorkCalendar) -> list[MeetingRow]:
    """Return all recurring meetings in the order they were entered."""
    people: dict[int, list[str]] = {}
    query = (
        select(MeetingAttendee.meeting_id, Leader.name)
        .join(Leader, Leader.id == MeetingAttendee.leader_id)
        .order_by(Leader.rank_order, Leader.id)
    )
    for meeting_id, name in session.execute(query):
        people.setdefault(meeting_id, []).append(name)
    rows = []
    for row in session.scalars(select(Meeting).order_by(Meeting.id)):
        rule = recurrence_from_spec(row.rrule, row.half)
        start = max(today, row.first_day)
        days = occurrences(rule, start, start + timedelta(400), calendar, most=3) if rule is not None else []
        rows.append(
            MeetingRow(row.id, row.name, row.rule_text, row.attendees_text, tuple(people.get(row.id, ())), tuple(days))
        )
    return rows


def meeting_draft(session: Session, meeting_id: int) -> MeetingDraft | None:
    """Return a meeting for editing."""
    row = session.get(Meeting, meeting_id)
    if row is None:
        return None
    return MeetingDraft(row.name, row.rule_text, row.attendees_text, row.id, row.version)


def meeting_preview(words: str, today: date, calendar: WorkCalendar, count: int) -> list[date] | None:
    """Return the next days that *words* mean, None where they are not understood."""
    rule = parse_recurrence(words)
    if rule is None:
        return None
    return occurrences(rule, today, today + timedelta(400), calendar, most=count)


def kind_lines(session: Session) -> list[KindLine]:
    """Return all kinds of visit in the office's order, and how many visits have each."""
    used = dict(session.execute(select(Visit.kind, func.count()).group_by(Visit.kind)).all())
    rows = session.scalars(select(VisitKindRow).order_by(VisitKindRow.position, VisitKindRow.key))
    return [
        KindLine(r.key, r.name, r.seal, r.colour, r.receives_people, r.own, r.active, used.get(r.key, 0), r.record)
        for r in rows
    ]


def record_counts(session: Session) -> dict[str, int]:
    """Return how many records of each sort the schedule holds."""
    tables: dict[str, Any] = {
        "visits": Visit, "issues": Issue, "townships": Township, "villages": Village, "leaders": Leader,
        "agencies": Agency, "attachments": Attachment, "saves": JournalEntry,
    }  # fmt: skip
    return {name: session.scalar(select(func.count()).select_from(model)) or 0 for name, model in tables.items()}
