"""Today: what it says, what it lists, and that every number on it leads somewhere."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from core.visits import VisitState
from db.models import Issue, Visit
from db.queries.coverage import CoverageRow
from db.queries.issues import overdue, overdue_count
from db.services.preparation import tick_step
from db.services.visits import set_state
from desktop.context import AppContext
from desktop.main_window import MainWindow
from desktop.today.aside import DayAhead, Waiting
from desktop.today.chase import ENTRY_ROLE, ChaseModel, Heading, More, entries
from desktop.today.sentences import day_line, summary
from desktop.today.today_page import TodayPage, worth_showing
from desktop.today.visit_row import TodayVisit
from desktop.widgets import PlainLabel
from tests.db.closing import close_simply

TODAY = date(2026, 11, 23)


@pytest.fixture
def window(qtbot: QtBot, county_ctx: AppContext) -> MainWindow:
    made = MainWindow(county_ctx.machine)
    qtbot.addWidget(made)
    made.resize(1440, 868)
    made.open(county_ctx, "today")
    made.show()
    return made


@pytest.fixture
def page(window: MainWindow) -> TodayPage:
    shown = window.page()
    assert isinstance(shown, TodayPage)
    return shown


def visible(page: QWidget, kind: type) -> list:
    return sorted((w for w in page.findChildren(kind) if w.isVisible()), key=lambda w: w.mapTo(page, QPoint()).y())


def chase_rows(page: TodayPage) -> list:
    model = page.chase.chase
    return [model.index(row).data(ENTRY_ROLE) for row in range(model.rowCount())]


def test_the_sentence_counts_what_the_lists_show(page: TodayPage, chinese: None) -> None:
    page.reload(page.TABLES)

    assert (
        page.header.summary.text()
        == "今天有 2 场下访。5 件问题已经超期，最久的 9 个工作日；另有 4 件三个工作日内到期。"
    )
    assert page.header.line.text() == "农历十月十五　小雪后第一天　今天赶集：东岭、松坪、望云"


def test_overdue_is_one_number_on_today_in_the_ledger_and_on_the_badge(page: TodayPage) -> None:
    with page.ctx.store.read() as session:
        listed, counted = overdue(session, TODAY), overdue_count(session, TODAY)

    heading = chase_rows(page)[0]
    assert (heading.count, len(listed), counted) == (5, 5, 5)


def test_each_overdue_issue_names_the_next_visit_that_can_carry_it(page: TodayPage, chinese: None) -> None:
    model = page.chase.chase

    assert model.index(1).data().endswith("青石镇 县水利局 26日陈雨桐去")
    assert model.index(2).data().endswith("东岭镇 县卫生健康局 今天周立明去")


def test_the_chase_model_keeps_qts_contract(page: TodayPage) -> None:
    tester = QAbstractItemModelTester(page.chase.chase, QAbstractItemModelTester.FailureReportingMode.Fatal)

    assert tester.model() is page.chase.chase
    assert page.chase.chase.rowCount(page.chase.chase.index(0)) == 0
    assert page.chase.chase.data(QModelIndex()) is None


def test_closing_an_issue_takes_it_from_today_and_undo_brings_it_back(page: TodayPage, qtbot: QtBot) -> None:
    first = chase_rows(page)[1]
    store = page.ctx.store

    with qtbot.waitSignal(page.ctx.hub.changed), store.write("Close issue") as session:
        close_simply(session, first.id, result="通水", closed_on=TODAY, today=TODAY)
    assert [row.id for row in chase_rows(page) if hasattr(row, "number")].count(first.id) == 0

    with qtbot.waitSignal(page.ctx.hub.changed):
        store.undo()
    assert chase_rows(page)[1].id == first.id


def test_a_click_on_an_issue_leads_to_it(page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.chase.issue_wanted) as wanted:
        page.chase.clicked.emit(page.chase.chase.index(1))

    assert wanted.args == [chase_rows(page)[1].id]


def test_enter_on_the_list_leads_to_the_issue(page: TodayPage, qtbot: QtBot) -> None:
    page.chase.setCurrentIndex(page.chase.chase.index(3))
    with qtbot.waitSignal(page.chase.issue_wanted) as wanted:
        page.chase.activated.emit(page.chase.currentIndex())

    assert wanted.args == [chase_rows(page)[3].id]


def test_todays_visits_stand_in_the_order_of_the_day(page: TodayPage) -> None:
    rows = [widget._row for widget in visible(page, TodayVisit)]

    assert [(row.starts_at, row.leader, row.township) for row in rows] == [
        (time(9), "周立明", "东岭镇"),
        (time(14, 30), "吴静姝", "柳河乡"),
    ]
    assert [(row.bring, row.overdue, row.appointments) for row in rows] == [(4, 2, 2), (3, 0, 5)]
    assert rows[0].place == "镇便民服务中心"


def test_a_cancelled_visit_leaves_today(page: TodayPage, qtbot: QtBot) -> None:
    visit = visible(page, TodayVisit)[0]._row.id

    with qtbot.waitSignal(page.ctx.hub.changed), page.ctx.store.write("Cancel") as session:
        set_state(session, visit, VisitState.CANCELLED, reason="下雨")

    assert [widget._row.township for widget in visible(page, TodayVisit)] == ["柳河乡"]


def test_a_visit_opens_by_mouse_and_by_enter(page: TodayPage, qtbot: QtBot) -> None:
    widget = visible(page, TodayVisit)[0]
    widget.open_wanted.disconnect()

    with qtbot.waitSignal(widget.open_wanted) as by_mouse:
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(300, 30))
    with qtbot.waitSignal(widget.open_wanted) as by_key:
        qtbot.keyClick(widget, Qt.Key.Key_Return)

    assert by_mouse.args == by_key.args == [widget._row.id]


def test_townships_that_wait_are_listed_with_who_goes_next(page: TodayPage, chinese: None) -> None:
    page.reload(page.TABLES)
    rows = [widget._row for widget in visible(page, Waiting)]

    assert [(row.township, row.days, row.next_leader) for row in rows] == [
        ("松坪乡", 41, None),
        ("望云乡", 35, "何建勋"),
        ("永兴镇", 28, "赵启航"),
        ("双塘乡", 26, "林若川"),
    ]


def test_the_next_seven_days_are_all_there_empty_ones_too(page: TodayPage) -> None:
    days = visible(page, DayAhead)

    assert [widget._day.day for widget in days] == [24, 25, 26, 27, 28, 29, 30]
    assert [len(widget._rows) for widget in days] == [2, 5, 2, 1, 1, 0, 1]
    assert days[4]._badge == (False, True)  # the county works on this Saturday


def test_an_empty_schedule_says_what_to_do_next(qtbot: QtBot, ctx: AppContext) -> None:
    window = MainWindow(ctx.machine)
    qtbot.addWidget(window)
    window.open(ctx, "today")
    window.show()
    page = window.page()

    assert isinstance(page, TodayPage)
    assert page.header.summary.text() == (
        "No visit today. Nothing is overdue and nothing falls due in three working days."
    )
    assert page._calm.isVisible()
    assert visible(page, TodayVisit) == []


def test_markup_in_an_issue_is_shown_as_it_was_typed(page: TodayPage, qtbot: QtBot) -> None:
    hostile = "<img src=file:///etc/passwd><b>粗</b>"
    first = chase_rows(page)[1].id
    with qtbot.waitSignal(page.ctx.hub.changed), page.ctx.store.write("Edit") as session:
        issue = session.get(Issue, first)
        assert issue is not None
        issue.title = hostile

    assert hostile in page.chase.chase.index(1).data()
    page.grab()


def rows_of(count: int) -> list:
    return list(range(count))


@pytest.mark.parametrize(
    ("late", "soon", "room", "kept"),
    [
        (5, 4, 12, [5, 4]),
        (76, 4, 12, [8, 4]),
        (76, 30, 12, [8, 4]),
        (0, 30, 12, [12]),
        (76, 0, 12, [12]),
        (0, 0, 12, []),
    ],
)
def test_a_long_list_is_cut_and_says_how_many_more(late: int, soon: int, room: int, kept: list[int]) -> None:
    made = entries(rows_of(late), rows_of(soon), room=room)

    counts, run = [], 0
    for entry in [*made, Heading("", 0, "")]:
        if isinstance(entry, Heading):
            counts.append(run)
            run = 0
        elif not isinstance(entry, More):
            run += 1
    assert counts[1:] == kept
    left_out = sum(entry.count for entry in made if isinstance(entry, More))
    assert left_out == late + soon - sum(kept)


LONG = (
    "There are 2 visits today. 5 issues are overdue, the oldest by 9 working days; "
    "4 more due within three working days."
)


def coverage(township: str, days: int | None, limit: int = 30) -> CoverageRow:
    return CoverageRow(1, township, days, limit, None, None, None)


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([("A", None), ("B", 31), ("C", 25), ("D", 24)], ["A", "B", "C"]),
        ([("A", 20), ("B", 10), ("C", 5), ("D", 1)], ["A", "B", "C"]),
        ([], []),
    ],
)
def test_only_townships_near_their_limit_are_named(rows: list, shown: list[str]) -> None:
    found = worth_showing([coverage(name, days) for name, days in rows])

    assert [row.township for row in found] == shown


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ((0, 0, 0, 0), "No visit today. Nothing is overdue and nothing falls due in three working days."),
        ((1, 1, 1, 0), "There is 1 visit today. 1 issue is overdue, the oldest by 1 working day."),
        ((2, 5, 9, 4), LONG),
        ((2, 0, 0, 1), "There are 2 visits today. 1 more due within three working days."),
    ],
)
def test_the_sentence_fits_every_morning(facts: tuple[int, int, int, int], sentence: str) -> None:
    visits, late, longest, soon = facts

    assert summary(visits=visits, overdue=late, longest=longest, soon=soon) == sentence


def test_the_day_line_leaves_out_markets_where_there_are_none() -> None:
    assert day_line(TODAY, []) == "Lunar 10/15 · Day 1 after Lesser Snow"


def test_headings_cannot_be_chosen(qtbot: QtBot) -> None:
    model = ChaseModel()
    model.show_entries([Heading("Overdue", 1, "red")], TODAY)

    assert model.flags(model.index(0)) == Qt.ItemFlag.ItemIsEnabled


def test_the_page_reloads_only_for_tables_it_shows(page: TodayPage, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[frozenset[str]] = []
    monkeypatch.setattr(page, "reload", seen.append)

    page.ctx.hub.changed.emit(frozenset({"saved_filter"}))
    page.ctx.hub.changed.emit(frozenset({"visit"}))

    assert [bool(tables & page.TABLES) for tables in seen] == [True]


def test_the_compact_page_keeps_everything_on_a_small_screen(window: MainWindow, page: TodayPage, qtbot: QtBot) -> None:
    window.resize(1366, 736)
    qtbot.waitUntil(lambda: page._compact)

    assert page.header.date.font().pixelSize() == 30
    qtbot.waitUntil(lambda: page._scroll.verticalScrollBar().maximum() == 0)


def unlogged(page: TodayPage, n: int) -> list[int]:
    """Take the log of the last *n* visits without issues away; the oldest first."""
    with page.ctx.store.write("Not logged") as session:
        brought = select(Issue.visit_id).where(Issue.visit_id.is_not(None))
        past = select(Visit).where(Visit.day < TODAY, Visit.id.not_in(brought)).order_by(Visit.day.desc()).limit(n)
        visits = session.scalars(past).all()
        for visit in visits:
            visit.state = VisitState.SET
        return [visit.id for visit in sorted(visits, key=lambda each: (each.day, each.id))]


def test_nothing_asks_to_be_logged_while_everything_is(page: TodayPage) -> None:
    assert not page.unlogged.isVisible()
    assert page.unlogged.height_taken() == 0


def test_past_visits_ask_to_be_logged_and_d_says_that_they_took_place(page: TodayPage, qtbot: QtBot) -> None:
    ids = unlogged(page, 2)
    section = page.unlogged
    assert section.isVisible()
    assert section._title.note.text() == "2 visits are over and nobody has written down how they went."
    assert {visit.row.id for visit in section.visits} == set(ids)
    section.visits[0].setFocus()
    first = section.visits[0].row.id
    qtbot.keyClick(section.visits[0], Qt.Key.Key_D)
    with page.ctx.store.read() as session:
        assert session.get(Visit, first).state is VisitState.DONE
    assert len(section.visits) == 1
    assert page.window().focusWidget() is section.visits[0]
    page.ctx.store.undo()
    assert len(section.visits) == 2


def test_tab_goes_down_the_page_as_it_is_read(page: TodayPage) -> None:
    unlogged(page, 2)
    page.header.find_button.setFocus()
    reached: list[QWidget] = []
    for _step in range(20):
        page.focusNextChild()
        reached.append(page.window().focusWidget())
    wanted = [*visible(page, TodayVisit), *page.unlogged.visits, page.chase.chase]
    order = [reached.index(each) for each in wanted if each in reached]
    assert order == sorted(order)
    assert {*page.unlogged.visits} <= {*reached}


def test_x_asks_why_it_was_missed_and_only_then_writes(page: TodayPage, qtbot: QtBot) -> None:
    unlogged(page, 1)
    (visit,) = page.unlogged.visits
    qtbot.keyClick(visit, Qt.Key.Key_X)
    dialog = page.unlogged._acts.dialog
    assert dialog is not None
    said = " ".join(label.text() for label in dialog.findChildren(PlainLabel))
    assert f"{visit.row.leader} → {visit.row.township}" in said  # nobody marks the wrong visit
    dialog.line.setText("防汛")
    dialog._go()
    with page.ctx.store.read() as session:
        row = session.get(Visit, visit.row.id)
        assert (row.state, row.state_reason) == (VisitState.MISSED, "防汛")
    assert not page.unlogged.isVisible()


def test_enter_opens_the_page_of_the_record_and_arrows_go_on(
    page: TodayPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlogged(page, 3)
    went: list[tuple] = []
    monkeypatch.setattr(page.ctx, "navigate", lambda key, **target: went.append((key, target)))
    rows = page.unlogged.visits
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert page.window().focusWidget() is rows[1]
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert went == [("issues", {"entry_for": rows[1].row.id, "back": ("today", {})})]


def test_many_unlogged_visits_stay_short_until_all_are_wanted(page: TodayPage, qtbot: QtBot) -> None:
    unlogged(page, 9)
    assert len(page.unlogged.visits) == 3
    page.unlogged._show_all()
    assert len(page.unlogged.visits) == 9
    assert page.window().focusWidget() is page.unlogged.visits[3]


def test_a_visit_behind_in_its_preparation_says_so_in_the_week_ahead(page: TodayPage) -> None:
    days = [day for day in visible(page, DayAhead) if day._rows]
    assert not any(day.toolTip() for day in days)  # nobody keeps preparation here yet: no alarm
    with page.ctx.store.write("Tick") as session:
        tick_step(session, days[0]._rows[0].id, 6, done_on=page.ctx.today())
    page.reload(page.TABLES)
    first = next(day for day in visible(page, DayAhead) if day._rows)
    assert "(Behind)" in first.accessibleName()
    assert "Readiness" in first.toolTip()
