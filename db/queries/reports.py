"""The records behind a period's figures; the lines behind a figure are in `db.queries.lines`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select
from sqlalchemy.orm import Session

from core.issues import OPEN, SETTLED, IssueState
from core.reports import Named, Period, Report, ReportCall, ReportIssue, ReportVisit, Span
from core.visits import VOID
from db.models import (
    Agency,
    HouseholdVisit,
    Issue,
    IssueAction,
    IssueCategory,
    Leader,
    Township,
    Visit,
    VisitKindRow,
    VisitNote,
    VisitRecord,
)
from db.queries.household_coverage import village_coverage
from db.queries.recusals import may_be_shared
from db.queries.settings import office_settings


def report_of(session: Session, period: Period, today: date) -> Report:
    """Return the report of *period* as it stands on *today*; made to be shared: restricted issues count not."""
    return Report(
        period=period, today=today, visits=_visits(session, period), issues=_issues(session, period),
        kinds=tuple(
            Named(key, name, seal, colour)
            for key, name, seal, colour in session.execute(
                select(VisitKindRow.key, VisitKindRow.name, VisitKindRow.seal, VisitKindRow.colour).order_by(
                    VisitKindRow.position, VisitKindRow.key
                )
            )
        ),
        townships=_named(session, select(Township.id, Township.name).order_by(Township.position, Township.id)),
        categories=_named(
            session, select(IssueCategory.key, IssueCategory.name).order_by(IssueCategory.position, IssueCategory.key)
        ),
        agencies=_named(session, select(Agency.id, Agency.name).order_by(Agency.position, Agency.id)),
        calls=_calls(session, period),
        villages=tuple(village_coverage(session, period.first, period.last)),
        least_calls=office_settings(session).households_per_village,
    )  # fmt: skip


def endings_between(session: Session, first: date, last: date) -> dict[int, dict[str, bool]]:
    """Return of each visit whether it was `cut_short`, and whether any `result` besides issues came of it."""
    visits = _visits(session, Period(Span.FREE, first, last))
    return {visit.id: {"cut_short": bool(visit.cut_short), "result": bool(visit.result)} for visit in visits}


def _visits(session: Session, period: Period) -> tuple[ReportVisit, ...]:
    raised = select(func.count()).where(Issue.visit_id == Visit.id, may_be_shared()).correlate(Visit).scalar_subquery()
    at_once = (
        select(func.count())
        .where(Issue.visit_id == Visit.id, Issue.state.in_(SETTLED), Issue.raised_on == Visit.day, may_be_shared())
        .where(or_(Issue.closed_on == Visit.day, Issue.state == IssueState.ANSWERED_ON_SITE))
        .correlate(Visit)
        .scalar_subquery()
    )
    query: Any = (
        select(
            Visit.id, Visit.day, Visit.kind, Leader.name, Visit.township_id, Visit.state, raised, brought_something(),
            func.coalesce(VisitRecord.cut_short, false()), at_once, Visit.unannounced,
        )
        .join(Visit.leader)
        .outerjoin(VisitRecord, VisitRecord.visit_id == Visit.id)
        .where(Visit.day.between(period.first, period.last))
        .order_by(Visit.day, Visit.id)
    )  # fmt: skip
    rows: Any = session.execute(query)
    return tuple(ReportVisit(*row) for row in rows)


def brought_something() -> ColumnElement[bool]:
    """Return whether a visit of the statement, joined with its record, left anything besides issues."""
    lines = (
        exists().where(VisitNote.visit_id == Visit.id),
        exists().where(HouseholdVisit.visit_id == Visit.id),
        exists().where(IssueAction.visit_id == Visit.id, IssueAction.mark.is_not(None)),
    )
    words = func.length(func.trim(Visit.result)) > 0
    reached = func.coalesce(VisitRecord.headcount, 0) + func.coalesce(VisitRecord.copies, 0) > 0
    return or_(words, reached, VisitRecord.report_attachment_id.is_not(None), *lines)


def _calls(session: Session, period: Period) -> tuple[ReportCall, ...]:
    day = func.coalesce(Visit.day, HouseholdVisit.day)
    cash = func.coalesce(HouseholdVisit.cash_yuan, 0)
    query: Any = (
        select(
            HouseholdVisit.id, day, HouseholdVisit.village_id, HouseholdVisit.visit_id,
            or_(cash > 0, HouseholdVisit.goods != ""), cash,
        )
        .outerjoin(Visit, Visit.id == HouseholdVisit.visit_id)
        .where(or_(Visit.id.is_(None), Visit.state.not_in(VOID)), day.between(period.first, period.last))
        .order_by(day, HouseholdVisit.id)
    )  # fmt: skip
    return tuple(ReportCall(*row) for row in session.execute(query))


def _issues(session: Session, period: Period) -> tuple[ReportIssue, ...]:
    query = (
        select(
            Issue.id, Issue.title, Issue.raised_on, Issue.township_id, func.coalesce(Issue.category, ""),
            Issue.lead_agency_id, Issue.state, Issue.due, Issue.closed_on, Issue.satisfaction,
        )
        .where(
            or_(
                Issue.state.in_(OPEN),
                Issue.raised_on.between(period.first, period.last),
                Issue.closed_on.between(period.first, period.last),
            ),
            may_be_shared(),
        )
        .order_by(Issue.raised_on, Issue.id)
    )  # fmt: skip
    rows: Any = session.execute(query)
    return tuple(ReportIssue(*row) for row in rows)


def _named(session: Session, query: Select[Any, str]) -> tuple[Named, ...]:
    return tuple(Named(key, name) for key, name in session.execute(query))
