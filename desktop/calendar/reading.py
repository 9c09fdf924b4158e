"""What the calendar reads, each in one short session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from db.queries.calendar import DayRow, VisitRow, month_extras, visit_reach, visits_between
from db.queries.visits import VisitDetail, visit_detail
from desktop.calendar.month_data import MonthData, VisitFilter, first_shown, last_shown, month_data
from desktop.context import AppContext

Stretch = tuple[list[VisitRow], Mapping[date, DayRow]]


def read_month(ctx: AppContext, month: date, today: date, wanted: VisitFilter) -> MonthData:
    """Return the six weeks around *month*."""
    rows, days = _read(ctx, first_shown(month), last_shown(month), today)
    return month_data(month, today, rows, days, wanted)


def read_stretch(ctx: AppContext, first: date, last: date, today: date, wanted: VisitFilter) -> Stretch:
    """Return the visits that *wanted* leaves in sight, and their days."""
    rows, days = _read(ctx, first, last, today)
    return [row for row in rows if wanted.shows(row, days.get(row.day))], days


def read_last_day(ctx: AppContext) -> date | None:
    """Return the day of the last visit of all."""
    with ctx.store.read() as session:
        reach = visit_reach(session)
    return None if reach is None else reach[1]


def read_detail(ctx: AppContext, visit_id: int, today: date) -> VisitDetail | None:
    """Return a visit in full, None if it was deleted."""
    with ctx.store.read() as session:
        soon = ctx.settings.due_soon_days
        return visit_detail(session, visit_id, today=today, calendar=ctx.calendar, soon=soon)


def _read(ctx: AppContext, first: date, last: date, today: date) -> Stretch:
    rule = ctx.settings.reception_rule
    with ctx.store.read() as session:
        rows = visits_between(session, first, last, today=today)
        return rows, month_extras(session, first, last, calendar=ctx.calendar, reception_rule=rule)
