"""Issues that fall due in a stretch of days: the layer of deadlines over a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.deadlines import SOON, Timeliness, state_of
from core.issues import OPEN
from db.models import Agency, Issue, Township


@dataclass(frozen=True, slots=True)
class DueIssueRow:
    """An open issue on the day by which it has to be settled."""

    id: int
    day: date
    number: str
    title: str
    township_id: int
    township: str
    agency: str
    timeliness: Timeliness


def issues_due_between(
    session: Session, first: date, last: date, *, today: date, calendar: WorkCalendar, soon: int = SOON
) -> list[DueIssueRow]:
    """Return the open issues that fall due from *first* to *last*, by day and number."""
    query = (
        select(Issue.id, Issue.due, Issue.number, Issue.title, Issue.township_id, Township.name, Agency.name)
        .join(Township, Township.id == Issue.township_id)
        .outerjoin(Agency, Agency.id == Issue.lead_agency_id)
        .where(Issue.due.between(first, last), Issue.state.in_(OPEN))
        .order_by(Issue.due, Issue.year, Issue.serial, Issue.id)
    )
    return [
        DueIssueRow(
            id, day, number, title, township_id, township, agency or "",
            state_of(day, today, calendar, is_open=True, soon=soon),
        )
        for id, day, number, title, township_id, township, agency in session.execute(query)
        if day is not None
    ]  # fmt: skip
