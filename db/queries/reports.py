"""The records behind a period's figures; the lines behind a figure are in `db.queries.lines`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from core.issues import OPEN
from core.reports import Named, Period, Report, ReportIssue, ReportVisit
from db.models import Agency, Issue, IssueCategory, Leader, Township, Visit, VisitKindRow


def report_of(session: Session, period: Period, today: date) -> Report:
    """Return the report of *period* as it stands on *today*."""
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
    )  # fmt: skip


def _visits(session: Session, period: Period) -> tuple[ReportVisit, ...]:
    raised = select(func.count()).where(Issue.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    query: Any = (
        select(
            Visit.id, Visit.day, Visit.kind, Leader.name, Visit.township_id, Visit.state, raised,
            func.length(func.trim(Visit.result)) > 0,
        )
        .join(Visit.leader)
        .where(Visit.day.between(period.first, period.last))
        .order_by(Visit.day, Visit.id)
    )  # fmt: skip
    rows: Any = session.execute(query)
    return tuple(ReportVisit(*row) for row in rows)


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
            )
        )
        .order_by(Issue.raised_on, Issue.id)
    )  # fmt: skip
    rows: Any = session.execute(query)
    return tuple(ReportIssue(*row) for row in rows)


def _named(session: Session, query: Select[Any, str]) -> tuple[Named, ...]:
    return tuple(Named(key, name) for key, name in session.execute(query))
