"""The ledger's rows, counts and search, and the one definition of overdue."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, make_url, select

from core.calendar.workdays import CalendarDay, Origin, work_calendar
from core.deadlines import Lateness
from core.issues import IssueState
from core.settings import OfficeSettings
from db.models import Issue
from db.queries.issue_detail import issue_detail
from db.queries.issue_entry import agency_loads
from db.queries.issues import (
    IssueFilter,
    IssueOrder,
    IssueRow,
    IssueTab,
    issue_counts,
    issue_rows,
    overdue,
    overdue_count,
    township_open_issues,
)
from db.store import Store, open_store
from tests.mockup_issues import DAYS, TODAY, fill

CALENDAR = work_calendar([CalendarDay(date(2026, 11, 28), is_workday=True, origin=Origin.COUNTY)])


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory, empty_schedule: Path) -> Path:
    """Return a file with the county of the pictures; copy it, never open it."""
    path = tmp_path_factory.mktemp("ledger") / "filled.db"
    shutil.copyfile(empty_schedule, path)
    _fill(path)
    return path


@pytest.fixture(scope="module")
def filled_database(server: Any) -> str:
    """Return the name of a database with the county of the pictures, for use as a template."""
    url: str = server.fresh()
    _fill(url)
    return str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path, opened: list[Store]) -> Store:
    """Return the county of the pictures on each of the two databases."""
    if request.param == "sqlite":
        where: Path | str = tmp_path / "ledger.db"
        shutil.copyfile(request.getfixturevalue("filled_file"), where)
    else:
        server, template = request.getfixturevalue("server"), request.getfixturevalue("filled_database")
        name = f"ledger_{uuid4().hex[:12]}"
        server.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        where = server.url(name)
    opened.append(open_store(where, actor="tester", today=lambda: TODAY))
    return opened[-1]


def _fill(where: Path | str) -> None:
    store = open_store(where, today=lambda: TODAY)
    with store.write("Fill") as session:
        fill(session, CALENDAR)
    store.close()


def rows(store: Store, today: date = TODAY, **wanted: object) -> list[IssueRow]:
    with store.read() as session:
        return issue_rows(session, IssueFilter(**wanted), today, calendar=CALENDAR)


def serials(found: list[IssueRow]) -> list[int]:
    return [row.serial for row in found]


def test_open_issues_come_overdue_first_then_due_soon_then_in_hand(ledger: Store) -> None:
    assert serials(rows(ledger)) == list(DAYS)
    assert [(row.group, row.late or row.left) for row in rows(ledger)] == [
        (0 if days < 0 else 1 if days <= 3 else 2, abs(days)) for days in DAYS.values()
    ]


def test_every_tab_counts_what_it_lists(ledger: Store) -> None:
    with ledger.read() as session:
        counts = issue_counts(session, TODAY, calendar=CALENDAR)

    assert counts == {
        IssueTab.OPEN: 21,
        IssueTab.OVERDUE: 5,
        IssueTab.DUE_SOON: 4,
        IssueTab.CALL_BACK: 6,
        IssueTab.CLOSED: 284,
    }
    for tab, count in counts.items():
        assert len(rows(ledger, tab=tab)) == count


def test_overdue_is_one_number_everywhere(ledger: Store) -> None:
    with ledger.read() as session:
        late = overdue(session, TODAY, CALENDAR)
        badge = overdue_count(session, TODAY)

    assert serials(late) == serials(rows(ledger, tab=IssueTab.OVERDUE)) == [287, 290, 294, 300, 301]
    assert badge == 5
    assert [row.late for row in late] == [9, 6, 4, 2, 1]


def test_what_is_due_today_is_not_overdue_and_is_the_day_after(ledger: Store) -> None:
    with ledger.write("Due today") as session:
        session.scalars(select(Issue).where(Issue.serial == 292)).one().due = TODAY

    assert 292 not in serials(rows(ledger, tab=IssueTab.OVERDUE))
    assert rows(ledger, tab=IssueTab.DUE_SOON)[0].left == 0
    assert 292 in serials(rows(ledger, date(2026, 11, 24), tab=IssueTab.OVERDUE))


def test_a_date_that_passed_on_days_off_is_overdue_by_no_working_day(ledger: Store) -> None:
    with ledger.write("Due on Saturday") as session:
        session.scalars(select(Issue).where(Issue.serial == 292)).one().due = date(2026, 11, 21)

    late = next(row for row in rows(ledger, date(2026, 11, 22)) if row.serial == 292)

    assert (late.is_overdue, late.late) == (True, 0)


def test_what_is_due_on_the_days_off_ahead_is_not_called_due_today(ledger: Store) -> None:
    with ledger.write("Set") as session:
        issue = session.scalars(select(Issue).where(Issue.serial == 292)).one()
        issue.due = date(2026, 11, 22)  # a Sunday
    friday = next(row for row in rows(ledger, date(2026, 11, 20)) if row.serial == 292)
    assert (friday.timeliness.kind, friday.left, friday.group) == (Lateness.SOON, 0, 1)


def test_an_issue_without_a_date_is_in_hand_and_never_overdue(ledger: Store) -> None:
    with ledger.write("No date") as session:
        session.scalars(select(Issue).where(Issue.serial == 287)).one().due = None

    assert serials(rows(ledger))[-1] == 287
    assert serials(rows(ledger, date(2030, 1, 1), tab=IssueTab.OVERDUE)).count(287) == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0287", [287]),
        ("校车", [294, 308]),
        ("王桂英", [287]),
        ("wgy", [287]),
        ("ncsc", []),
        ("nmsc", [303]),
        ("100%", []),
    ],
)
def test_search_finds_number_title_person_and_initials(ledger: Store, text: str, found: list[int]) -> None:
    assert serials(rows(ledger, text=text)) == found


def test_filters_narrow_the_list_and_the_counts_alike(ledger: Store) -> None:
    first = rows(ledger)[0]
    wanted = IssueFilter(townships=frozenset({first.township_id}))
    with ledger.read() as session:
        counts = issue_counts(session, TODAY, calendar=CALENDAR, wanted=wanted)
        here = township_open_issues(session, first.township_id, TODAY, calendar=CALENDAR)

    assert serials(rows(ledger, townships=wanted.townships)) == serials(here) == [287, 303, 304, 299]
    assert counts[IssueTab.OPEN] == 4


@pytest.mark.parametrize("order", list(IssueOrder))
def test_sorting_keeps_the_groups_together(ledger: Store, order: IssueOrder) -> None:
    for down in (False, True):
        groups = [row.group for row in rows(ledger, order=order, descending=down)]
        assert groups == sorted(groups)
        assert len(groups) == 21


def test_a_row_names_the_next_visit_that_can_carry_it(ledger: Store) -> None:
    row = rows(ledger)[0]

    assert (row.next_visit_day, row.next_leader) == (date(2026, 11, 26), "陈雨桐")
    assert row.bring_to_visit_id == row.next_visit_id
    assert (row.kind, row.leader, row.stage) == ("research_visit", "孙佩兰", 3)


def test_the_list_is_one_statement(ledger: Store) -> None:
    said: list[str] = []
    with ledger.read() as session:
        engine = session.get_bind()

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            said.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        issue_rows(session, IssueFilter(), TODAY, calendar=CALENDAR)
        event.remove(engine, "before_cursor_execute", note)

    assert len([statement for statement in said if statement.lstrip().upper().startswith("SELECT")]) == 1


def test_detail_tells_the_whole_story_with_the_line_that_nobody_wrote(ledger: Store) -> None:
    first = rows(ledger)[0]
    with ledger.read() as session:
        detail = issue_detail(session, first.id, TODAY, calendar=CALENDAR, settings=OfficeSettings(office="县政府办"))

    assert detail is not None
    assert [(line.day.isoformat()[5:], line.headline, line.note, line.alarm) for line in detail.timeline] == [
        ("11-18", "县水利局 answered", "已铺管 1.2 公里，预计 11月27日通水", False),
        ("11-16", "县政府办 chased, 1 in all", "要求两天内书面说明", False),
        ("11-11", "The date passed", "", True),
        ("10-28", "Given until 10 Nov", "管材未到货", False),
        ("10-10", "Handed to 县水利局, due 31 Oct", "", False),
        ("10-09", "Written down on site", "", False),
    ]
    assert detail.petitioner == "王** 138****6612"
    assert detail.supporting == ("青石镇",)
    assert (detail.contact, len(detail.attachments)) == ("贺志强", 5)


def test_loads_list_the_busiest_unit_first(ledger: Store) -> None:
    with ledger.read() as session:
        loads = agency_loads(session, TODAY)

    assert loads == sorted(loads, key=lambda load: -load.recent)
    assert loads[-1].recent == 0


def test_closed_issues_come_the_latest_first(ledger: Store) -> None:
    days = [row.closed_on for row in rows(ledger, tab=IssueTab.CLOSED)]
    assert days == sorted(days, reverse=True)
    assert {row.state for row in rows(ledger, tab=IssueTab.CLOSED)} == {IssueState.CLOSED}
