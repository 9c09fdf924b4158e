"""Issues that fall due in a stretch of days: open ones only, by day, with how they stand today."""

from __future__ import annotations

from datetime import date

from core.calendar.workdays import work_calendar
from core.deadlines import Lateness
from core.issues import IssueState
from db import models as m
from db.queries.due_issues import issues_due_between
from db.store import Store
from tests import mockup
from tests.db.county import ask

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 29)


def test_open_issues_stand_on_the_day_they_fall_due(store: Store) -> None:
    with store.write("Fill") as session:
        mockup.fill(session)
    rows = ask(store, issues_due_between, FIRST, LAST, today=mockup.TODAY, calendar=work_calendar())
    assert [row.day for row in rows] == sorted(row.day for row in rows)
    assert all(FIRST <= row.day <= LAST for row in rows)
    by_title = {row.title[:2]: row for row in rows}
    assert by_title["拖欠"].timeliness.kind is Lateness.SOON
    assert by_title["拖欠"].agency == "县人社局"
    assert by_title["景区"].timeliness.kind is Lateness.LATE
    with store.write("Close") as session:
        session.get(m.Issue, by_title["拖欠"].id).state = IssueState.CLOSED
    later = ask(store, issues_due_between, FIRST, LAST, today=mockup.TODAY, calendar=work_calendar())
    assert {row.id for row in rows} - {row.id for row in later} == {by_title["拖欠"].id}
