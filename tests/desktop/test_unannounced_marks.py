"""Dates that reach into a year nobody has announced are marked, and farm seasons are told, wherever days are shown."""

from __future__ import annotations

from datetime import date

from core.calendar.seasons import Season
from core.documents.visit_sheet import BroughtIssue, _late
from core.issues import IssueDraft
from core.visits import Half
from db.queries.calendar import month_extras, visits_between
from db.queries.issue_filter import IssueFilter, IssueTab
from db.queries.issues import issue_rows
from db.services.issues import register_issues
from db.store import Store
from desktop.calendar.moves import Moves
from desktop.calendar.spoken import day_tip
from desktop.context import AppContext
from desktop.issues.issue_model import COLUMNS
from tests.db.county import CALENDAR, SETTINGS, TODAY, ask, do, found_county, plan


def test_the_ledger_says_about_where_the_years_holidays_are_not_known(store: Store) -> None:
    found_county(store)
    drafts = [
        IssueDraft(uid, "修路", day, 1, limit_amount=10, limit_unit="working")
        for uid, day in (("a", date(2026, 11, 20)), ("b", date(2027, 1, 25)))
    ]
    do(store, register_issues, drafts, calendar=CALENDAR, settings=SETTINGS)
    rows = ask(store, issue_rows, IssueFilter(tab=IssueTab.OPEN), TODAY, calendar=CALENDAR)

    assert sorted(COLUMNS[0].text(row) for row in rows) == ["9 working days left", "about 54 working days left"]


def test_the_sheet_marks_a_date_that_is_not_sure() -> None:
    sure = BroughtIssue("修路", "水利局", date(2026, 12, 1), 0)
    unsure = BroughtIssue("修路", "水利局", date(2027, 1, 8), 0, provisional=True)

    assert [_late(sure), _late(unsure)] == ["", "provisional"]


def test_a_day_of_the_calendar_tells_its_season_and_that_it_is_not_sure(store: Store) -> None:
    found_county(store)
    days = ask(store, month_extras, date(2026, 11, 15), date(2027, 1, 1), calendar=CALENDAR)

    assert "三秋 (20 Oct to 15 Nov)" in day_tip(days[date(2026, 11, 15)], 0)
    assert "not announced" in day_tip(days[date(2027, 1, 1)], 0)
    assert "not announced" not in day_tip(days[date(2026, 12, 28)], 0)


def test_moving_a_visit_into_a_farm_season_says_so_and_does_not_stop_it(ctx: AppContext, store: Store) -> None:
    found_county(store)
    plan(store, day=date(2026, 12, 2))
    visit = ask(store, visits_between, date(2026, 12, 1), date(2026, 12, 3), today=TODAY)[0]
    judged = Moves(ctx).judge(visit, date(2027, 7, 20), Half.MORNING)

    assert judged.allowed
    hint = Season("双抢", (7, 15), (8, 7), advice="白天多在田间，宜改夜访或到田头").hint()
    assert [hint in line.text for line in judged.lines].count(True) == 1
