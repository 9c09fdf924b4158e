"""What the need index of each township depends on, read once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.issues import OPEN
from core.need import NEW_WITHIN, NeedFacts
from core.settings import OfficeSettings
from core.visits import VisitState
from db.models import Issue, Promise, Township, Visit
from db.queries.issue_filter import is_overdue
from db.queries.promises import overdue_promises_by_township, standing
from db.queries.recusals import may_be_shared


def township_needs(
    session: Session, today: date, *, calendar: WorkCalendar, settings: OfficeSettings, shared: bool = False
) -> dict[int, NeedFacts]:
    """Return what each township's need depends on, requests aside; *shared* leaves out what no list may count."""
    last = last_visits(session, today)
    told = may_be_shared() if shared else true()
    overdue = _issues(session, is_overdue(today) & told)
    new = _issues(session, _newly_raised(today) & told)
    broken = overdue_promises_by_township(session, today)
    near = _promises_near(session, today, calendar.add_workdays(today, settings.due_soon_days))
    return {
        township_id: NeedFacts(
            days_since_visit=(today - last[township_id]).days if township_id in last else None,
            interval=interval or settings.visit_interval_days,
            overdue_issues=overdue.get(township_id, 0),
            broken_promises=broken.get(township_id, 0),
            promises_due=near.get(township_id, 0),
            new_issues=new.get(township_id, 0),
        )
        for township_id, interval in session.execute(select(Township.id, Township.visit_interval_days))
    }


def last_visits(session: Session, today: date) -> Mapping[int, date]:
    """Return the day of the last visit that took place, by township."""
    latest = (  # one look into the index for each township, however many visits there were
        select(Visit.day)
        .where(Visit.township_id == Township.id, Visit.state == VisitState.DONE, Visit.day <= today)
        .order_by(Visit.day.desc())
        .limit(1)
        .correlate(Township)
        .scalar_subquery()
    )
    return {key: day for key, day in session.execute(select(Township.id, latest)) if day is not None}


def _issues(session: Session, which: ColumnElement[bool]) -> Mapping[int, int]:
    query = select(Issue.township_id, func.count()).where(which).group_by(Issue.township_id)
    return {row[0]: row[1] for row in session.execute(query)}


def _newly_raised(today: date) -> ColumnElement[bool]:
    recent = Issue.raised_on.between(today - timedelta(NEW_WITHIN), today)
    return Issue.state.in_(OPEN) & recent & or_(Issue.due.is_(None), Issue.due >= today)


def _promises_near(session: Session, today: date, last: date) -> Mapping[int, int]:
    query = (
        select(Promise.township_id, func.count())
        .where(standing(), Promise.due.between(today, last))
        .group_by(Promise.township_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}
