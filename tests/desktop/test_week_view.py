"""The week in the calendar: keys, pointer, deadlines as a layer, moving through the same rules as the month."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.visits import Half
from db.queries.calendar import visits_between
from desktop.calendar.week_data import Band
from desktop.calendar.week_layout import GUTTER, HEAD
from desktop.theme import theme

NO_KEY, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)


@pytest.fixture
def week(calendar_page):
    calendar_page.show()
    calendar_page.show_view("week")
    calendar_page.pane.view.setFocus()
    return calendar_page.pane


def visit(week, day, leader):
    return next(each for each in week.view.data.on(day) if each.leader == leader)


def stored(week, day, leader):
    with week.page.ctx.store.read() as session:
        rows = visits_between(session, day, day, today=week.page.today)
    return next((each for each in rows if each.leader == leader), None)


def key(week, which, modifier=NO_KEY):
    QTest.keyClick(week.view, which, modifier)


def drag(week, visit_id, to, *, drop=True):
    viewport, start = week.view.viewport(), week.view.chip_rect(visit_id).topLeft().toPoint() + QPoint(20, 12)
    QTest.mousePress(viewport, LEFT, NO_KEY, start)
    QTest.mouseMove(viewport, start + QPoint(18, 4))
    QTest.mouseMove(viewport, to)
    if drop:
        QTest.mouseRelease(viewport, LEFT, NO_KEY, to)


def middle(week, day, half):
    return week.view.half_rect(day, half).center().toPoint()


def test_header_and_legend_say_the_week(week, chinese):
    week.page.reload(week.page.TABLES)
    assert week.page.header.title.text() == "11月23日—29日"
    assert week.page.legend.sum.text() == "本周 13 场，已完成 0 场"
    key(week, Qt.Key.Key_PageDown)
    assert week.page.header.title.text() == "11月30日—12月6日"
    week.page.go_today()
    assert week.first == MONDAY


def test_arrows_go_through_days_and_bands_and_on_into_the_next_week(week):
    week.view.put_cursor(MONDAY, Band.MORNING)
    assert week.view.current().leader == "周立明"
    key(week, Qt.Key.Key_Down)
    assert week.view.current().leader == "吴静姝"
    key(week, Qt.Key.Key_Right)
    assert (week.cursor(), week.view.current().leader) == (TUESDAY, "许国安")
    for _step in range(2):
        key(week, Qt.Key.Key_Up)
    assert week.view.show_state.band is Band.DUE
    assert week.view.show_state.issue is not None
    key(week, Qt.Key.Key_End)
    key(week, Qt.Key.Key_Right)
    assert (week.cursor(), week.first) == (date(2026, 11, 30), date(2026, 11, 30))
    key(week, Qt.Key.Key_Home)
    key(week, Qt.Key.Key_Left)
    assert week.cursor() == date(2026, 11, 29)


def test_tab_goes_through_issues_and_visits_of_a_day(week):
    week.view.put_cursor(WEDNESDAY, Band.DUE)
    seen = []
    for _step in range(5):
        week.view.focusNextPrevChild(True)
        seen.append(week.view.current().leader)
    assert seen == ["周立明", "林若川", "何建勋", "孙佩兰", "赵启航"]
    week.view.focusNextPrevChild(False)
    assert week.view.current().leader == "孙佩兰"


def test_space_carries_arrows_aim_enter_drops_and_one_undo_takes_it_back(week):
    week.view.select(visit(week, TUESDAY, "许国安").id, keyboard=True)
    key(week, Qt.Key.Key_Space)
    assert week.is_carrying()
    key(week, Qt.Key.Key_Right)
    key(week, Qt.Key.Key_Up)
    assert week.view.carry._popup.isVisible()
    key(week, Qt.Key.Key_Return)
    moved = stored(week, WEDNESDAY, "许国安")
    assert (moved.half, moved.township) == (Half.MORNING, "石桥镇")
    assert week.view.current().id == moved.id
    week.page.ctx.store.undo()
    assert stored(week, WEDNESDAY, "许国安") is None
    assert stored(week, TUESDAY, "许国安").half is Half.AFTERNOON


def test_carrying_goes_on_into_another_week_and_escape_puts_it_back(week):
    week.view.select(visit(week, FRIDAY, "郑远山").id, keyboard=True)
    key(week, Qt.Key.Key_Space)
    key(week, Qt.Key.Key_PageDown)
    assert week.first == date(2026, 11, 30)
    assert week.is_carrying()
    key(week, Qt.Key.Key_Escape)
    assert not week.is_carrying()
    assert stored(week, FRIDAY, "郑远山") is not None
    assert (week.first, week.cursor(), week.view.current().leader) == (MONDAY, FRIDAY, "郑远山")


def test_a_carried_visit_dropped_in_another_week_is_moved_there(week):
    week.view.select(visit(week, FRIDAY, "郑远山").id, keyboard=True)
    key(week, Qt.Key.Key_Space)
    key(week, Qt.Key.Key_PageDown)
    key(week, Qt.Key.Key_Space)
    assert stored(week, date(2026, 12, 4), "郑远山") is not None


def test_alt_and_arrows_move_at_once(week):
    week.view.select(visit(week, FRIDAY, "郑远山").id, keyboard=True)
    key(week, Qt.Key.Key_Down, ALT)
    assert stored(week, FRIDAY, "郑远山").half is Half.AFTERNOON
    key(week, Qt.Key.Key_Left, ALT)
    assert stored(week, THURSDAY, "郑远山").half is Half.AFTERNOON


def test_dragging_moves_between_days_and_halves(week):
    drag(week, visit(week, FRIDAY, "郑远山").id, middle(week, THURSDAY, Half.AFTERNOON))
    assert stored(week, THURSDAY, "郑远山").half is Half.AFTERNOON
    assert not week.is_carrying()


def test_a_whole_day_stays_whole_wherever_it_is_dropped(week):
    drag(week, visit(week, date(2026, 11, 28), "许国安").id, middle(week, FRIDAY, Half.AFTERNOON))
    assert stored(week, FRIDAY, "许国安").half is Half.WHOLE_DAY


def test_what_a_rule_forbids_is_hatched_with_its_reason_and_not_moved_without_one(week):
    one = visit(week, TUESDAY, "许国安")
    week.view.invalid_cells = lambda _visit: {(THURSDAY, Half.MORNING): "外出"}
    drag(week, one.id, middle(week, THURSDAY, Half.MORNING), drop=False)
    assert week.view.show_state.carry.invalid == {(THURSDAY, Half.MORNING): "外出"}
    week.view.grab()
    key(week, Qt.Key.Key_Escape)
    assert stored(week, TUESDAY, "许国安") is not None


def test_outside_the_days_nothing_happens(week):
    one = visit(week, TUESDAY, "许国安")
    drag(week, one.id, QPoint(GUTTER // 2, HEAD + 200))
    assert stored(week, TUESDAY, "许国安").half is Half.AFTERNOON
    assert not week.is_carrying()


def test_a_deadline_opens_its_issue_by_click_and_by_enter(week, window):
    issue = week.view.data.due_on(TUESDAY)[0]
    place = week.view.layout_now.plan(TUESDAY).due[0].rect
    QTest.mouseClick(week.view.viewport(), LEFT, NO_KEY, week.view.from_content(place.center()).toPoint())
    assert window.went == [("issues", {"issue_id": issue.id})]
    week.view.put_cursor(TUESDAY, Band.DUE)
    key(week, Qt.Key.Key_Return)
    assert len(window.went) == 2
    assert issue.number in week.view.accessibleDescription()


def test_the_layer_folds_by_click_and_key_and_is_remembered(week):
    assert week.view.data.due_on(TUESDAY)
    QTest.mouseClick(week.view.viewport(), LEFT, NO_KEY, QPoint(20, HEAD + 12))
    assert week.view.data.due_on(TUESDAY) == ()
    assert week.view.data.due_total > 0
    assert week.page.ctx.machine.views["week"] == {"deadlines": False}
    week.page.reload(week.page.TABLES)
    assert week.view.data.due_on(TUESDAY) == ()
    week.page.fold_deadlines()
    assert week.view.data.due_on(TUESDAY)


def test_double_click_and_enter_open_a_visit_or_plan_one(week):
    opened, planned = [], []
    week.view.open_wanted.disconnect()
    week.view.new_wanted.disconnect()
    week.view.open_wanted.connect(opened.append)
    week.view.new_wanted.connect(lambda day, half: planned.append((day, half)))
    one = visit(week, FRIDAY, "郑远山")
    QTest.mouseDClick(week.view.viewport(), LEFT, NO_KEY, week.view.chip_rect(one.id).center().toPoint())
    QTest.mouseDClick(week.view.viewport(), LEFT, NO_KEY, middle(week, FRIDAY, Half.AFTERNOON))
    week.view.put_cursor(FRIDAY, Band.AFTERNOON)
    key(week, Qt.Key.Key_Return)
    assert opened == [one.id]
    assert planned == [(FRIDAY, Half.AFTERNOON)] * 2


def test_nothing_moves_while_the_schedule_is_open_for_reading(week):
    week.view.can_change = False
    one = visit(week, TUESDAY, "许国安")
    drag(week, one.id, middle(week, WEDNESDAY, Half.MORNING))
    week.view.select(one.id, keyboard=True)
    key(week, Qt.Key.Key_Space)
    key(week, Qt.Key.Key_Down, ALT)
    assert stored(week, TUESDAY, "许国安").half is Half.AFTERNOON


def test_the_view_says_what_the_cursor_is_on(week, chinese):
    week.view.put_cursor(WEDNESDAY, Band.MORNING)
    said = week.view.accessibleDescription().split("\n")
    assert said[0].startswith("周立明")
    assert "上午，3 场" in said
    week.view.put_cursor(WEDNESDAY, Band.DUE)
    assert "问题期限，1 件到期" in week.view.accessibleDescription()


def test_the_pointer_is_told_what_it_is_over(week, chinese):
    one = visit(week, FRIDAY, "郑远山")
    due = week.view.layout_now.plan(TUESDAY).due[0].rect
    spots = [week.view.chip_rect(one.id).center(), week.view.from_content(due.center()), QPointF(20, HEAD + 10)]
    tips = []
    for spot in spots:
        QTest.mouseMove(week.view.viewport(), spot.toPoint())
        tips.append(week.view.viewport().toolTip())
    assert "郑远山" in tips[0]
    assert "到期" in tips[1]
    assert "收起问题期限" in tips[2]


def test_today_is_raised_and_rest_days_are_sunken(week):
    picture = week.view.grab().toImage()
    for day, tone in ((MONDAY, theme().raised), (date(2026, 11, 29), theme().sunken), (FRIDAY, theme().page)):
        place = week.view.half_rect(day, Half.AFTERNOON)
        assert picture.pixelColor(int(place.right()) - 3, int(place.bottom()) - 3) == tone


def test_more_than_fits_is_counted_and_listed(week):
    week.view.setFixedWidth(700)
    QApplication.processEvents()
    plan = week.view.layout_now.plan(WEDNESDAY)
    assert plan.hidden
    spot = week.view.from_content(plan.more.center()).toPoint()
    QTest.mouseClick(week.view.viewport(), LEFT, NO_KEY, spot)
    assert week._day_popup.isVisible()
    week._day_popup.close_popup()
