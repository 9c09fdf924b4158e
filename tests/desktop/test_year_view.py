"""The year: weeks by township, a glyph for each visit, long waits as warmth; it reads the year in sight only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.visits import VisitState
from core.waiting import Heat, heat_of
from db import models as m
from db.queries.calendar import visits_between
from desktop import theme as themes
from desktop.calendar.board_bar import BoardMark
from desktop.calendar.board_data import BoardKey
from desktop.calendar.legend import LegendItem
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.year_data import weeks_of
from desktop.calendar.year_glyph import _glyph
from desktop.calendar.year_layout import HEAD, LEFT, YearLayout
from desktop.calendar.year_pane import read_year
from desktop.theme import theme
from tests.mockup import TODAY

NO_KEY, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
NOW = 47
"""Week 48, counted from 0."""


@pytest.fixture
def data(county_ctx):
    return read_year(county_ctx, 2026, TODAY, VisitFilter())


@pytest.fixture
def year(calendar_page):
    calendar_page.show()
    calendar_page.show_view("year")
    calendar_page.pane.view.setFocus()
    return calendar_page.pane


def key(year, which, modifier=NO_KEY):
    QTest.keyClick(year.view, which, modifier)


def row(data, name):
    return next(n for n, each in enumerate(data.rows) if each.name == name)


@pytest.mark.parametrize(("which", "weeks"), [(2020, 53), (2024, 52), (2025, 52), (2026, 53), (2027, 52), (2032, 53)])
def test_years_have_52_or_53_weeks(which, weeks):
    assert weeks_of(which) == weeks
    assert date.fromisocalendar(which, weeks, 7) + timedelta(1) == date.fromisocalendar(which + 1, 1, 1)


def test_every_visit_of_the_year_stands_once_in_its_week(county_ctx, data):
    with county_ctx.store.read() as session:
        rows = visits_between(session, date(2025, 12, 29), date(2027, 1, 3), today=TODAY)
    placed = {(each.id, data.rows[0].id and town, week) for (town, week), some in data.cells.items() for each in some}
    expected = {(each.id, each.township_id, (each.day - date(2025, 12, 29)).days // 7) for each in rows}
    assert placed == expected
    assert (data.total, data.done) == (83, 45)


def test_warmth_is_the_wait_of_each_day(data):
    town = data.rows[row(data, "松坪乡")]
    for run in town.runs:
        known = [town.waits[day] for day in range(run.start, run.end) if town.waits[day] is not None]
        assert {heat_of(days, town.limit) for days in known} <= {run.heat}
    assert town.runs[-1].heat is Heat.PAST
    assert town.runs[-1].end == data.weeks * 7
    assert town.longest == 82


def test_nothing_is_warm_before_the_first_visit_of_all(data):
    begun = (date(2026, 9, 28) - data.first).days
    assert all(run.start >= begun for each in data.rows for run in each.runs)


def test_an_empty_schedule_has_an_empty_year(ctx):
    data = read_year(ctx, 2026, TODAY, VisitFilter())
    assert (data.rows, data.total) == ([], 0)
    assert YearLayout(data, 800, 600).height == 0


def test_filters_leave_rows_and_glyphs_in_sight_but_waits_stay(county_ctx, data):
    town = data.rows[2]
    narrow = read_year(
        county_ctx, 2026, TODAY, VisitFilter(townships=frozenset({town.id}), states=frozenset({VisitState.DRAFT}))
    )
    assert [each.name for each in narrow.rows] == [town.name]
    assert narrow.rows[0].waits == town.waits
    assert {each.state for some in narrow.cells.values() for each in some} == {VisitState.DRAFT}
    market = read_year(county_ctx, 2026, TODAY, VisitFilter(market_only=True))
    assert 0 < sum(map(len, market.cells.values())) < 83


def test_only_the_year_in_sight_is_read(county_ctx):
    from tests.bench.timing import listening  # noqa: PLC0415 - the bench knows how to listen

    _settings, _calendar = county_ctx.settings, county_ctx.calendar
    with listening() as asked:
        data = read_year(county_ctx, 2027, TODAY, VisitFilter())
    assert len(asked) <= 8
    assert data.cells == {}


@pytest.mark.parametrize("size", [(1367, 700), (700, 300), (200, 100)])
@pytest.mark.parametrize("zoom", [0, 1, 4])
def test_glyphs_stand_in_their_cells_one_beside_the_other(data, size, zoom):
    layout = YearLayout(data, *size, zoom)
    for number in range(len(data.rows)):
        for week in range(data.weeks):
            places, more = layout.glyphs(number, week)
            assert len(places) + more == len(data.at(number, week))
            rects = [each.rect for each in places]
            assert not any(a.intersects(b) for at, a in enumerate(rects) for b in rects[at + 1 :])
            assert all(layout.cell(number, week).adjusted(-1, -1, 1, 1).contains(rect) for rect in rects)
            assert layout.cell_at(layout.cell(number, week).center()) == (number, week)


def test_shapes_tell_states_apart_without_colour():
    shapes = {shape: _glyph(shape, "", theme().key, 1.0).toImage() for shape in
              ("square", "disc", "ring", "diamond", "cross")}  # fmt: skip
    pictures = list(shapes.values())
    assert not any(a == b for at, a in enumerate(pictures) for b in pictures[at + 1 :])


def test_glyphs_follow_the_theme(year):
    light = year.view.grab().toImage()
    themes.set_mode(themes.DARK)
    assert year.view.grab().toImage() != light


def test_header_and_legend_say_the_year(year, chinese):
    year.page.reload(year.page.TABLES)
    assert year.page.header.title.text() == "2026年"
    assert year.page.legend.sum.text() == "本年 83 场，已完成 45 场"
    key(year, Qt.Key.Key_PageUp)
    assert (year.year, year.page.header.title.text()) == (2025, "2025年")
    year.page.go_today()
    assert (year.year, year.view.show_state.week) == (2026, NOW)


def test_the_legends_agree_with_the_cells(year, chinese):
    year.bar.show_limit(31)
    words = [mark.words for mark in year.bar.findChildren(BoardMark) if mark in year.bar._heats]
    assert words[:2] == ["16 天", "24 天"]
    assert [heat_of(days, 31) for days in (15, 16, 23, 24)] == [Heat.NONE, Heat.HALF, Heat.HALF, Heat.MOST]
    year.load()
    shown = {item.key for item in year.page.legend.findChildren(LegendItem) if not item.isHidden()}
    assert not shown & {"flag", "market", "draft"}


def test_arrows_go_from_cell_to_cell_and_on_into_the_next_year(year):
    year.view.put_cursor(0, 51)
    key(year, Qt.Key.Key_Right)
    assert year.view.show_state.week == 52
    key(year, Qt.Key.Key_Right)
    assert (year.year, year.view.show_state.week) == (2027, 0)
    key(year, Qt.Key.Key_Left)
    assert (year.year, year.view.show_state.week) == (2026, 52)
    key(year, Qt.Key.Key_Down)
    assert year.view.show_state.row == 1
    key(year, Qt.Key.Key_Home)
    key(year, Qt.Key.Key_Up)
    key(year, Qt.Key.Key_Up)
    assert (year.view.show_state.row, year.view.show_state.week) == (0, 0)


def test_enter_goes_to_the_week_with_the_visit_chosen(year):
    year.view.put_cursor(row(year.view.data, "青石镇"), NOW)
    chosen = year.view.current()
    assert chosen.leader == "陈雨桐"
    key(year, Qt.Key.Key_Return)
    assert year.page.header.segments.current() == "week"
    assert year.page.pane.selected() == chosen.id


def test_control_enter_goes_to_the_board_with_the_township(year):
    where = row(year.view.data, "东岭镇")
    year.view.put_cursor(where, NOW + 3)
    township = year.view.data.rows[where].id
    key(year, Qt.Key.Key_Return, CONTROL)
    board = year.page.board
    assert (year.page.pane, board.key) == (board, BoardKey.TOWNSHIP)
    assert (board.cursor(), board.view.show_state.cursor.township_id) == (date(2026, 12, 14), township)


def test_a_click_goes_to_the_week_of_the_cell(year):
    spot = year.view.cell_rect(3, NOW - 5).center().toPoint()
    QTest.mouseClick(year.view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, spot)
    assert year.page.header.segments.current() == "week"
    assert year.page.pane.first == date(2026, 10, 19)


def test_a_card_says_the_cell_and_goes_away_with_the_pointer(year, chinese):
    where = row(year.view.data, "永兴镇")
    QTest.mouseMove(year.view.viewport(), year.view.cell_rect(where, NOW).center().toPoint())
    card = year.view.card
    assert card.isVisible()
    assert card.accessibleName().split("\n") == [
        "永兴镇", "第48周，11月23日—29日", "距上次到访 28 天，约定 30 天", "11月25日 周三 下午  赵启航  已定",
    ]  # fmt: skip
    assert year.view.window().rect().contains(card.geometry())
    card.grab()
    QTest.mouseMove(year.view.viewport(), QPoint(LEFT // 2, HEAD + 20))
    assert not card.isVisible()
    assert "最长间隔" in year.view.viewport().toolTip()


def test_keys_bring_the_card_and_escape_puts_it_away_first(year):
    closed = []
    year.view.closed.connect(lambda: closed.append(True))
    year.view.put_cursor(0, NOW)
    assert year.view.card.isVisible()
    key(year, Qt.Key.Key_Escape)
    assert (year.view.card.isVisible(), closed) == (False, [])
    key(year, Qt.Key.Key_Escape)
    assert closed == [True]


def test_tab_goes_through_the_visits_of_a_cell(year):
    where = row(year.view.data, "白杨街道")
    year.view.put_cursor(where, NOW)
    first = year.view.current()
    year.view.focusNextPrevChild(True)
    assert year.view.current().id != first.id
    assert year.view.current().township == "白杨街道"
    assert first.leader not in year.view.accessibleDescription().split("\n")[0]


def test_the_view_says_its_cell_to_screen_readers(year, chinese):
    year.view.put_cursor(row(year.view.data, "松坪乡"), NOW)
    assert year.view.accessibleDescription() == "松坪乡，第48周，11月23日—29日，0 场，距上次到访 41 天，约定 30 天"


def test_zoom_by_wheel_and_keys_keeps_the_cursor_in_sight(year):
    usual = year.view.layout_now.week
    year.view.put_cursor(0, 52)
    at = QPointF(600, 300)
    globally = QPointF(year.view.viewport().mapToGlobal(at.toPoint()))
    up = QWheelEvent(
        at, globally, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(year.view.viewport(), up)
    key(year, Qt.Key.Key_Plus, CONTROL)
    assert year.view.layout_now.week > usual
    assert year.view.body().contains(year.view.cell_rect(0, 52).center())
    year.view.grab()
    key(year, Qt.Key.Key_0, CONTROL)
    assert year.view.layout_now.week == usual


def test_a_change_elsewhere_shows_at_once(year):
    with year.page.ctx.store.write("Change") as session:
        session.get(m.Visit, year.view.data.at(row(year.view.data, "永兴镇"), NOW)[0].id).state = VisitState.CANCELLED
    assert year.view.data.at(row(year.view.data, "永兴镇"), NOW) == ()
