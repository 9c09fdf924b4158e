"""The board in the calendar page: drag, drop and keys through the real page; one step each, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from core.conflicts import Level
from core.visits import Half, VisitState
from db.services.board_moves import pin_visit, place_visit
from db.services.plan_rules import set_level
from desktop.calendar.board_conflicts import read_conflicts
from desktop.calendar.board_data import BoardKey
from desktop.calendar.override_dialog import OverrideDialog
from desktop.calendar.place import Place
from desktop.calendar.verdict import Tone
from tests.desktop.board_desk import board, drag, every, leader_id, page, slot, stands, visit

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # menus, on the offscreen platform
__all__ = ["board", "page"]
AM, PM, ALL = Half.MORNING, Half.AFTERNOON, Half.WHOLE_DAY
FRIDAY, THIRD, FOURTH = date(2026, 11, 27), date(2026, 12, 3), date(2026, 12, 4)


def test_a_visit_is_dragged_to_another_leader_and_day_and_comes_back_by_one_undo(page, board, window):
    row = visit(page, FRIDAY, "郑远山")
    drag(board, row.id, slot(board, "陈雨桐", date(2026, 12, 1), PM))
    assert stands(page, row.id) == (date(2026, 12, 1), PM, "陈雨桐", "大湾乡")
    assert board.selected() == row.id
    assert window.said[-1].startswith("Moved to 1 Dec")
    page.ctx.store.undo()
    assert stands(page, row.id) == (FRIDAY, AM, "郑远山", "大湾乡")
    assert board.view.data.visit(row.id).leader == "郑远山"


def test_a_visit_is_dragged_to_another_township(page, board):
    page.other_rows()
    row = visit(page, FRIDAY, "郑远山")
    drag(board, row.id, slot(board, "松坪乡", date(2026, 12, 1), AM))
    assert stands(page, row.id) == (date(2026, 12, 1), AM, "郑远山", "松坪乡")
    assert page.ctx.machine.views["calendar"]["rows"] == "township"


def test_before_the_drop_gap_market_day_and_load_are_told(page, board, chinese):
    row = visit(page, FRIDAY, "郑远山")
    drag(board, row.id, slot(board, "陈雨桐", FOURTH, AM), drop=False)
    said = [line.text for line in board.view.carry.now.verdict.lines]
    assert said[0] == "12月4日 周五上午，本人有空"
    assert "距上次到访 9 天（11月25日）" in said
    assert "不是赶集日，大湾乡农历逢四、九" in said
    assert [line for line in said if line.startswith(("陈雨桐", "郑远山"))]
    board.cancel()
    assert stands(page, row.id)[0] == FRIDAY


def test_every_slot_that_is_barred_is_hatched_while_dragging(page, board, chinese):
    row = visit(page, FRIDAY, "郑远山")
    drag(board, row.id, slot(board, "陈雨桐", FOURTH, AM), drop=False)
    barred = board.view.carry.now.invalid
    assert barred[leader_id(board, "马文博"), date(2026, 12, 2), AM] == "出差"
    wednesday = (leader_id(board, "周立明"), date(2026, 11, 25))
    assert barred[*wednesday, AM] == "在白杨街道"
    assert (*wednesday, PM) not in barred
    board.cancel()


def test_a_drop_on_an_absence_needs_a_reason_that_is_kept(page, board):
    row = visit(page, FRIDAY, "郑远山")
    drag(board, row.id, slot(board, "马文博", date(2026, 12, 2), AM))
    dialog = page.moving.dialog
    assert isinstance(dialog, OverrideDialog)
    assert stands(page, row.id)[0] == FRIDAY
    dialog.try_save()
    assert page.moving.dialog is not None  # without a reason it stays open
    dialog.reason.setText("县长同意")
    dialog.try_save()
    assert stands(page, row.id)[:3] == (date(2026, 12, 2), AM, "马文博")
    assert row.id not in board.view.data.clashes  # settled
    page.ctx.store.undo()
    assert stands(page, row.id)[0] == FRIDAY


def test_a_refused_drop_given_up_changes_nothing(page, board):
    row, before = visit(page, FRIDAY, "郑远山"), page.ctx.store.head()
    drag(board, row.id, slot(board, "马文博", date(2026, 12, 2), AM))
    page.moving.dialog.reject()
    assert page.ctx.store.head() == before
    assert stands(page, row.id)[0] == FRIDAY


def test_the_office_s_level_decides_whether_a_drop_is_stopped(page, board):
    with page.ctx.store.write("Levels") as session:
        set_level(session, "absence", Level.WARN)
        set_level(session, "same_township", Level.BLOCK_ISSUE)
    row = visit(page, FRIDAY, "郑远山")
    drag(board, row.id, slot(board, "马文博", date(2026, 12, 2), AM))
    assert page.moving.dialog is None
    assert stands(page, row.id)[2] == "马文博"
    verdict = page.moves.judge_at(visit(page, THIRD, "陈雨桐"), slot(board, "陈雨桐", date(2026, 11, 26), PM))
    assert verdict.allowed
    held = page.moves.judge_at(visit(page, THIRD, "马文博"), slot(board, "马文博", date(2026, 11, 26), PM))
    assert [line.tone for line in held.lines].count(Tone.HOLD) == 1


def test_dropped_on_another_visit_the_two_are_swapped_with_one_undo(page, board):
    one, other = visit(page, FRIDAY, "郑远山"), visit(page, date(2026, 12, 1), "林若川")
    steps = page.ctx.store.head().count
    drag(board, one.id, slot(board, "林若川", date(2026, 12, 1), AM))
    menu = page.moving.menu
    words = [action.text() for action in menu.actions()]
    assert words == ["Swap leaders", "Swap dates", "Put it beside the other"]
    menu.actions()[1].trigger()
    menu.close()
    assert stands(page, one.id) == (date(2026, 12, 1), AM, "郑远山", "大湾乡")
    assert stands(page, other.id) == (FRIDAY, AM, "林若川", "龙泉镇")
    assert page.ctx.store.head().count == steps + 1
    page.ctx.store.undo()
    assert (stands(page, one.id)[0], stands(page, other.id)[0]) == (FRIDAY, date(2026, 12, 1))


def test_a_pinned_visit_moves_only_when_asked(page, board, monkeypatch):
    row = visit(page, FRIDAY, "郑远山")
    with page.ctx.store.write("Pin") as session:
        pin_visit(session, row.id, pinned=True)
    answers = iter([False, True])
    monkeypatch.setattr("desktop.calendar.board_commands.ask", lambda *_a, **_k: next(answers))
    place = slot(board, "郑远山", date(2026, 12, 1), AM)
    drag(board, row.id, place)
    assert stands(page, row.id)[0] == FRIDAY
    drag(board, row.id, place)
    assert stands(page, row.id)[0] == date(2026, 12, 1)


def test_of_two_windows_that_move_one_visit_the_second_is_told(page, board, monkeypatch):
    said = []
    monkeypatch.setattr("desktop.errors.tell", lambda _home, words, **_k: said.append(words))
    row = visit(page, FRIDAY, "郑远山")
    with page.ctx.store.write("Move visit") as session:  # another window, of which whoever holds `row` has not heard
        place_visit(session, row.id, to=date(2026, 12, 1))
    page.moving.place(row, Place(FOURTH, AM))
    assert stands(page, row.id)[0] == date(2026, 12, 1)
    assert "changed elsewhere" in said[0]


def test_keys_alone_pick_up_carry_and_put_down(page, board):
    row = visit(page, FRIDAY, "郑远山")
    board.choose(row.id)
    view = board.view
    view.setFocus()
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert stands(page, row.id)[:3] == (date(2026, 11, 30), PM, "郑远山")
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert stands(page, row.id)[0] == date(2026, 11, 30)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert stands(page, row.id)[0] == date(2026, 12, 1)


def test_keys_make_a_whole_day_pin_and_offer_another_leader(page, board):
    row = visit(page, FRIDAY, "郑远山")
    board.choose(row.id)
    page.whole_day()
    assert stands(page, row.id)[1] is ALL
    page.whole_day()
    assert stands(page, row.id)[1] is AM
    QTest.keyClick(board.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert stands(page, row.id)[1] is ALL
    page.pin()
    assert visit(page, FRIDAY, "郑远山").pinned
    page.pin()
    assert not visit(page, FRIDAY, "郑远山").pinned


def test_what_is_over_is_not_moved_by_any_key(page, board, window):
    row = next(each for each in every(page) if each.state is VisitState.DONE and each.day >= date(2026, 11, 16))
    page.show_visit(row.id, row.day)
    assert board.selected() == row.id
    before = page.ctx.store.head()
    for act in (page.whole_day, page.pin, page.other_leader, page.other_day):
        act()
    assert page.ctx.store.head() == before
    assert window.said[-4:] == ["This visit cannot be moved any more."] * 4


def test_views_keep_the_day_and_the_visit_chosen(page, board):
    row = visit(page, THIRD, "陈雨桐")
    page.show_view("month")
    page.show_visit(row.id, row.day)
    page.show_view("board")
    assert board.selected() == row.id
    assert not page.inspector.isVisible()
    page.toggle_inspector()
    assert page.inspector.isVisible()
    page.show_view("month")
    assert page.month.show_state.selected == row.id


def test_another_period_is_turned_to_and_back(page, board):
    page.header.after.click()
    assert board.first > date(2026, 11, 23)
    assert page.header.title.text() == board.title()
    page.go_today()
    assert board.view.data.shows(page.today)


def test_a_filter_hides_conflicts_of_others_and_says_how_many(page, board, chinese):
    every = read_conflicts(page.ctx, board.view.data.first, board.view.data.last, page.today)
    assert every.count
    one = every.lines[0].visit
    mine = [line for line in every.lines if one.id in {line.visit.id, line.other.id if line.other else 0}]
    kept = every.in_sight([one])
    assert list(kept.lines) == mine
    assert kept.left_out == every.count - kept.count
    board.strips.conflicts.show_conflicts(replace(kept, left_out=3))
    assert "另有 3 处被筛选隐去" in board.strips.conflicts.note.text()


def test_publishing_has_its_word_where_there_is_room(chinese, page):
    button = page.header.publish_button
    page.header.resize(1294, 56)
    QTest.qWait(1)
    assert button.caption() == "印发"
    page.header.resize(page.header.minimumSizeHint().width(), 56)
    QTest.qWait(1)
    assert (button.caption(), button.accessibleName()) == ("", "印发安排")


def test_the_legend_of_the_board_filters(page, board):
    page.filter_by_kind("policy_outreach", True)
    assert {row.kind for row in board.view.data.visits} == {"policy_outreach"}


def test_a_schedule_for_reading_only_offers_no_move(page, board, monkeypatch):
    row, before = visit(page, FRIDAY, "郑远山"), page.ctx.store.head()
    board.view.can_change = False
    drag(board, row.id, slot(board, "陈雨桐", date(2026, 12, 1), PM))
    assert page.ctx.store.head() == before


def test_the_menu_of_a_visit_and_of_a_bare_cell(page, board):
    row = visit(page, FRIDAY, "郑远山")
    page.open_menu(row.id, row.day, QPoint(1, 1))
    menus = [each for each in page.findChildren(QMenu) if each.isVisible()]
    words = [action.text().split("\t")[0] for action in menus[-1].actions()]
    assert {"Other leader…", "Other day…", "Whole day", "Pin", "Duplicate visit"} <= set(words)
    menus[-1].close()
    place = slot(board, "陈雨桐", FOURTH, AM)
    page.open_menu(None, FOURTH, QPoint(1, 1), place=place)
    bare = [each for each in page.findChildren(QMenu) if each.isVisible()][-1]
    bare.actions()[0].trigger()
    bare.close()
    assert page.commands.dialog.form.leader.value() == place.leader_id
    page.commands.dialog.reject_quietly()


def test_rows_are_remembered_on_this_computer(page, board):
    board.show_rows(BoardKey.TOWNSHIP)
    assert page.ctx.machine.views["calendar"]["rows"] == "township"
    assert board.strips.line.isVisibleTo(page)
    board.strips.line.more.click()
    assert board.strips.conflicts.isVisibleTo(page)
    assert page.ctx.machine.views["calendar"]["folded_township"] is False
