"""The month: what fits, what keys and the mouse do, and that nothing is dropped where it may not go."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.visits import Half, VisitState
from db.queries.calendar import visits_between
from db.services.visits import set_state
from desktop import theme
from desktop.calendar.calendar_page import CalendarPage
from desktop.calendar.chip import fit, shows_full_names
from desktop.calendar.month_data import VisitFilter, first_shown
from desktop.calendar.month_layout import MonthLayout

NO_KEY = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)


@pytest.fixture
def page(qtbot, county_ctx, monkeypatch):
    made = CalendarPage(county_ctx)
    qtbot.addWidget(made)
    made.resize(1368, 868)
    county_ctx.hub.changed.connect(lambda tables: made.reload(tables & made.TABLES))
    made.shown(county_ctx.today())
    made.show()
    qtbot.waitExposed(made)
    said = []
    monkeypatch.setattr(county_ctx, "toast", lambda text, **_k: said.append(text))
    made.said = said
    return made


def visits(page, day):
    with page.ctx.store.read() as session:
        return visits_between(session, day, day, today=page.today)


def visit(page, day, leader):
    return next(row for row in visits(page, day) if row.leader == leader)


def centre(page, visit_id):
    return page.month.chip_rect(visit_id).center().toPoint()


def drag(page, visit_id, to, *, drop=True):
    viewport, start = page.month.viewport(), centre(page, visit_id)
    QTest.mousePress(viewport, LEFT, NO_KEY, start)
    QTest.mouseMove(viewport, start + QPoint(20, 8))
    QTest.mouseMove(viewport, to)
    if drop:
        QTest.mouseRelease(viewport, LEFT, NO_KEY, to)


def place(page, day, half):
    return page.month.layout_now.half_rect(day, half).center().toPoint()


def key(page, which, modifier=NO_KEY):
    QTest.keyClick(page.month, which, modifier)


def test_the_month_says_what_the_picture_says(page, chinese):
    page.reload(page.TABLES)
    assert page.header.title.text() == "2026年11月"
    assert page.legend.sum.text() == "本月 32 场，已完成 18 场"
    assert page.month.data.counts["petition_reception"] == 14


def test_six_weeks_begin_on_the_monday_of_the_first():
    assert first_shown(date(2026, 11, 15)) == date(2026, 10, 26)
    assert first_shown(date(2027, 2, 1)) == date(2027, 2, 1)


def test_cells_cover_the_view_without_gaps():
    layout = MonthLayout(1057, 777, date(2026, 10, 26))
    assert layout.edges[0] == 0
    assert layout.edges[-1] == 1057
    assert layout.rows[-1] == 777
    for day in (date(2026, 10, 26), THURSDAY, date(2026, 12, 6)):
        assert layout.day_at(layout.cell(day).center()) == day
    assert layout.day_at(QPointF(5, 5)) is None


def test_a_full_cell_says_how_many_more_there_are(page):
    plan = page.month.layout_now.plan(page.month.data, date(2026, 11, 25), None)
    assert (len(plan.chips), len(plan.hidden), plan.more is not None) == (2, 3, True)


def test_the_visit_chosen_is_never_hidden(page):
    hidden = visits(page, date(2026, 11, 25))[4]
    page.month.select(hidden.id)
    assert page.month.chip_rect(hidden.id) is not None


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (160, ("陈雨桐", True, "青石镇", "上")),
        (138, ("陈雨桐", True, "青石", "上")),
        (128, ("陈雨桐", False, "青石", "上")),
        (112, ("陈雨桐", False, "青石", "")),
        (92, ("陈雨桐", False, "", "")),
    ],
)
def test_a_chip_drops_what_matters_least_first(page, chinese, room, shown):
    row = visit(page, THURSDAY, "陈雨桐")
    text = fit(row, room, full_names=shows_full_names(room))
    assert text.leader == "陈雨桐"
    if room >= 112:
        assert (text.leader, text.arrow, text.township, text.mark) == shown


def test_arrows_go_from_day_to_day_and_choose_the_first_visit(page):
    page.month.setFocus()
    page.month.put_cursor(date(2026, 11, 24))
    key(page, Qt.Key.Key_Right)
    key(page, Qt.Key.Key_Right)
    assert page.month.show_state.cursor == THURSDAY
    assert page.month.current().leader == "陈雨桐"
    key(page, Qt.Key.Key_Up)
    assert page.month.show_state.cursor == date(2026, 11, 19)


def test_tab_goes_through_the_visits_of_the_day(page):
    page.month.setFocus()
    page.month.put_cursor(THURSDAY)
    key(page, Qt.Key.Key_Tab)
    assert page.month.current().leader == "吴静姝"
    key(page, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert page.month.current().leader == "陈雨桐"


def test_page_keys_and_the_wheel_turn_the_month(page):
    page.month.setFocus()
    key(page, Qt.Key.Key_PageDown)
    assert page.month_day == date(2026, 12, 1)
    key(page, Qt.Key.Key_PageUp)
    key(page, Qt.Key.Key_PageUp)
    assert page.month_day == date(2026, 10, 1)
    point = QPointF(300, 300)
    event = QWheelEvent(
        point, page.month.viewport().mapToGlobal(point), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, NO_KEY,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(page.month.viewport(), event)
    assert page.month_day == date(2026, 11, 1)
    page.month.turn(1)
    page.go_today()
    assert (page.month_day, page.month.show_state.cursor) == (date(2026, 11, 1), page.today)


def test_the_cursor_turns_the_month_at_its_edge(page):
    page.month.setFocus()
    page.month.put_cursor(date(2026, 11, 30))
    key(page, Qt.Key.Key_Down)
    assert page.month_day == date(2026, 12, 1)
    assert page.month.show_state.cursor == date(2026, 12, 7)


def test_the_cursor_is_spoken(page, chinese):
    page.reload(page.TABLES)
    page.month.setFocus()
    page.month.put_cursor(THURSDAY)
    assert page.month.accessibleDescription().startswith("陈雨桐到青石镇，信访接待")
    assert "青石" in page.month.accessibleDescription()


def test_chinese_input_stays_off(page):
    assert not page.month.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_visit_dragged_to_another_day_moves_there_and_undo_puts_it_back(page):
    row = visit(page, FRIDAY, "郑远山")
    page.month.select(row.id)
    drag(page, row.id, place(page, date(2026, 12, 1), Half.AFTERNOON))
    moved = visit(page, date(2026, 12, 1), "郑远山")
    assert (moved.id, moved.half) == (row.id, Half.AFTERNOON)
    assert page.said
    page.ctx.store.undo()
    assert page.month.data.visit(row.id).day == FRIDAY


def test_a_visit_dragged_within_its_day_changes_its_half(page):
    row = visit(page, FRIDAY, "郑远山")
    drag(page, row.id, place(page, FRIDAY, Half.AFTERNOON))
    assert visit(page, FRIDAY, "郑远山").half is Half.AFTERNOON


def test_before_the_drop_it_is_said_who_is_free(page, chinese):
    row = visit(page, FRIDAY, "郑远山")
    drag(page, row.id, place(page, date(2026, 12, 4), Half.MORNING), drop=False)
    verdict = page.month.show_state.carry.verdict
    assert verdict.allowed
    assert verdict.lines[0].text == "12月4日 周五上午，本人有空"
    page.month.carry.cancel()


def test_a_first_click_leaves_the_columns_where_they_are_until_a_second_could_come(qtbot, page):
    row = visit(page, FRIDAY, "郑远山")
    before = list(page.month.layout_now.edges)
    QTest.mouseClick(page.month.viewport(), LEFT, NO_KEY, centre(page, row.id))
    assert (page.month.layout_now.edges, page.inspector.isVisible()) == (before, False)
    qtbot.waitUntil(page.inspector.isVisible)


def test_a_visit_is_not_dropped_where_its_leader_is_away(page):
    row = visit(page, THURSDAY, "吴静姝")
    drag(page, row.id, place(page, date(2026, 12, 1), Half.MORNING), drop=False)
    assert not page.month.show_state.carry.allowed
    QTest.mouseRelease(page.month.viewport(), LEFT, NO_KEY, place(page, date(2026, 12, 1), Half.MORNING))
    assert visit(page, THURSDAY, "吴静姝").id == row.id


def test_esc_puts_a_dragged_visit_back(page):
    row = visit(page, FRIDAY, "郑远山")
    target = place(page, date(2026, 12, 1), Half.MORNING)
    drag(page, row.id, target, drop=False)
    key(page, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.month.viewport(), LEFT, NO_KEY, target)
    assert visit(page, FRIDAY, "郑远山").id == row.id


def test_a_done_visit_cannot_be_dragged(page):
    row = visit(page, date(2026, 11, 20), "何建勋")
    drag(page, row.id, place(page, FRIDAY, Half.MORNING))
    assert visit(page, date(2026, 11, 20), "何建勋").id == row.id


def test_alt_and_arrows_move_the_visit(page):
    row = visit(page, FRIDAY, "郑远山")
    page.month.setFocus()
    page.month.select(row.id, keyboard=True)
    key(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert visit(page, FRIDAY, "郑远山").half is Half.AFTERNOON
    key(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert visit(page, date(2026, 11, 28), "郑远山").half is Half.AFTERNOON
    assert page.month.show_state.selected == row.id


def test_a_double_click_opens_a_visit_or_begins_one(qtbot, page):
    opened, begun = [], []
    page.month.open_wanted.disconnect()
    page.month.new_wanted.disconnect()
    page.month.open_wanted.connect(opened.append)
    page.month.new_wanted.connect(lambda day, half: begun.append((day, half)))
    row = visit(page, FRIDAY, "郑远山")
    QTest.mouseDClick(page.month.viewport(), LEFT, NO_KEY, centre(page, row.id))
    QTest.mouseDClick(page.month.viewport(), LEFT, NO_KEY, place(page, date(2026, 11, 9), Half.AFTERNOON))
    assert opened == [row.id]
    assert begun == [(date(2026, 11, 9), Half.AFTERNOON)]


def test_a_filter_leaves_only_what_was_asked_for(page):
    page.filter_by_kind("onsite_office", True)
    assert {row.seal for row in page.month.data.in_order()} == {"办"}
    assert page.legend.sum.text().startswith("32")
    page.set_filter(VisitFilter(overdue_only=True))
    assert {row.overdue for row in page.month.data.in_order()} == {True}
    page.set_filter(VisitFilter(states=frozenset({VisitState.DRAFT})))
    assert len(page.month.data.in_order()) == 3
    page.set_filter(VisitFilter(market_only=True))
    assert all(row.township[:2] in page.month.data.days[row.day].markets for row in page.month.data.in_order())


def test_called_off_visits_are_absent_unless_asked_for(page):
    row = visit(page, FRIDAY, "郑远山")
    page.commands._run("Cancel visit", set_state, row.id, VisitState.CANCELLED)
    assert page.month.data.visit(row.id) is None
    page.set_filter(VisitFilter(states=frozenset({VisitState.CANCELLED})))
    assert [each.id for each in page.month.data.in_order()] == [row.id]


def test_the_view_is_painted_in_both_themes_and_every_state(page, qapp):
    row = visit(page, FRIDAY, "郑远山")
    page.month.show_state.conflicts = frozenset({row.id})
    for mode in (theme.DARK, theme.LIGHT):
        theme.set_mode(mode)
        assert not page.grab().isNull()
