"""What the calendar reads, each in one short session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from core.readiness import Readiness
from core.visits import PLANNED, VisitState
from db.queries.calendar import DayRow, VisitRow, month_extras, visit_reach, visits_between
from db.queries.preparation import readiness_between, readiness_of, steps_of
from db.queries.visit_outcome import outcome_facts
from db.queries.visit_record import record_draft
from db.queries.visits import VisitDetail, visit_detail
from desktop.calendar.inspector_outing import Outcome, Outing
from desktop.calendar.month_data import MonthData, VisitFilter, first_shown, last_shown, month_data
from desktop.context import AppContext

Stretch = tuple[list[VisitRow], Mapping[date, DayRow]]


def read_month(ctx: AppContext, month: date, today: date, wanted: VisitFilter) -> MonthData:
    """Return the six weeks around *month*."""
    first, last = first_shown(month), last_shown(month)
    rows, days = _read(ctx, first, last, today)
    data = month_data(month, today, rows, days, wanted)
    return replace(data, lights=_lights(ctx, first, last, today)) if last >= today else data


def read_stretch(ctx: AppContext, first: date, last: date, today: date, wanted: VisitFilter) -> Stretch:
    """Return the visits that *wanted* leaves in sight, and their days."""
    rows, days = _read(ctx, first, last, today)
    return [row for row in rows if wanted.shows(row, days.get(row.day))], days


def read_reach(ctx: AppContext) -> tuple[date, date] | None:
    """Return the days of the first and the last visit of all."""
    with ctx.store.read() as session:
        return visit_reach(session)


def read_detail(ctx: AppContext, visit_id: int, today: date) -> VisitDetail | None:
    """Return a visit in full, None if it was deleted."""
    with ctx.store.read() as session:
        soon = ctx.settings.due_soon_days
        return visit_detail(session, visit_id, today=today, calendar=ctx.calendar, soon=soon)


def read_outing(ctx: AppContext, detail: VisitDetail, today: date) -> Outing:
    """Return how ready a visit is, that it asks to be logged, or what came of it."""
    calendar = ctx.calendar
    if detail.state not in PLANNED:
        return Outing(today, outcome=_outcome(ctx, detail.id) if detail.state is VisitState.DONE else None)
    if detail.day < today:
        return Outing(today, is_unlogged=True)
    with ctx.store.read() as session:
        ready = readiness_of(session, detail.id, today=today, calendar=calendar, settings=ctx.settings)
        return Outing(today, ready, tuple(steps_of(session, detail.id, calendar=calendar)))


def _lights(ctx: AppContext, first: date, last: date, today: date) -> Mapping[int, Readiness]:
    with ctx.store.read() as session:
        return readiness_between(session, first, last, today=today, calendar=ctx.calendar, settings=ctx.settings)


def _outcome(ctx: AppContext, visit_id: int) -> Outcome | None:
    with ctx.store.read() as session:
        facts, record = outcome_facts(session, visit_id), record_draft(session, visit_id)
    if facts is None or record is None:
        return None
    settled = sum(1 for issue in facts.issues if issue.answered)
    return Outcome(record.cut_short, record.result, len(facts.issues), settled)


def _read(ctx: AppContext, first: date, last: date, today: date) -> Stretch:
    rule = ctx.settings.reception_rule
    with ctx.store.read() as session:
        rows = visits_between(session, first, last, today=today)
        return rows, month_extras(session, first, last, calendar=ctx.calendar, reception_rule=rule)
