"""The records behind a period's figures, and the lines shown when a figure is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.deadlines import SOON, state_of
from core.issues import OPEN
from core.reports import Named, Period, Report, ReportIssue, ReportVisit
from db.models import Agency, Issue, IssueCategory, Leader, Township, Village, Visit, VisitKindRow
from db.queries.township_detail import IssueLine, VisitLine

BATCH = 400


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


def visit_lines_by_id(session: Session, ids: Iterable[int]) -> list[VisitLine]:
    """Return these visits, the latest first; called off ones too."""
    raised = select(func.count()).where(Issue.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    lines = []
    for some in _batches(ids):
        query = (
            select(
                Visit.id, Visit.day, Visit.half, VisitKindRow.seal, VisitKindRow.colour, VisitKindRow.name,
                Leader.name, Township.name, func.coalesce(Village.name, ""), Visit.state, raised,
            )
            .join(Visit.leader)
            .join(Visit.township)
            .outerjoin(Visit.village)
            .join(VisitKindRow, VisitKindRow.key == Visit.kind)
            .where(Visit.id.in_(some))
        )  # fmt: skip
        lines += [VisitLine(*row) for row in session.execute(query)]
    return sorted(lines, key=lambda line: (-line.day.toordinal(), line.id))


def issue_lines_by_id(
    session: Session, ids: Iterable[int], *, today: date, calendar: WorkCalendar, soon: int = SOON
) -> list[IssueLine]:
    """Return these issues, those that have waited longest first."""
    found = []
    for some in _batches(ids):
        query = (
            select(Issue.id, Issue.number, Issue.title, func.coalesce(Agency.name, ""), Issue.due, Issue.state)
            .outerjoin(Issue.lead_agency)
            .where(Issue.id.in_(some))
        )
        found += list(session.execute(query))
    found.sort(key=lambda row: (row[5] not in OPEN, row[4] or date.max, row[0]))
    return [
        IssueLine(id, number, title, agency, state_of(due, today, calendar, is_open=state in OPEN, soon=soon))
        for id, number, title, agency, due, state in found
    ]


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


def _named(session: Session, query: object) -> tuple[Named, ...]:
    return tuple(Named(key, name) for key, name in session.execute(query))  # type: ignore[call-overload]


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Cut *ids* into lists short enough for one statement."""
    rest = iter(ids)
    while some := list(islice(rest, BATCH)):
        yield some
