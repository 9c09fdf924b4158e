"""The board by keyboard alone, and what it says: picked up, carried, put down, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.calendar.place import Place
from tests.boards import MONDAY
from tests.desktop.board_trial import (
    ALT,
    CONTROL,
    FIRST,
    LATE,
    SECOND,
    SHIFT,
    THIRD,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    A,
    M,
    W,
    forbid,
    noting_board,
    press,
)  # fmt: skip


@pytest.fixture
def board(qtbot, machine):
    return noting_board(qtbot, machine)


# Keyboard


def test_a_visit_is_picked_up_carried_and_put_down(board):
    board.select(FIRST, keyboard=True)
    press(board, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert board.wishes == [("place", FIRST, Place(WEDNESDAY, M, leader_id=1))]


def test_esc_takes_back_what_was_picked_up(board):
    board.select(FIRST, keyboard=True)
    press(board, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Escape)
    assert (board.wishes, board.carry.now) == ([], None)
    press(board, Qt.Key.Key_Escape)
    assert board.wishes == [("closed",)]


def test_carried_onto_another_visit_enter_swaps(board):
    board.select(FIRST, keyboard=True)
    press(board, Qt.Key.Key_Space, *[Qt.Key.Key_Down] * 3, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert board.wishes == [("swap", FIRST, SECOND)]


def test_letters_do_nothing_to_the_page_while_a_visit_is_in_the_hand(board):
    board.select(FIRST, keyboard=True)
    press(board, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_D, Qt.Key.Key_Delete)
    assert (board.wishes, board.carry.now.visit.id, board.hasFocus()) == ([], FIRST, True)
    board.drag.cancel()


def test_arrows_go_from_cell_to_cell(board):
    board.put_cursor(Place(MONDAY, M, leader_id=0))
    press(board, Qt.Key.Key_Right)
    assert board.current().id == FIRST
    press(board, Qt.Key.Key_Down)
    assert (board.current(), board.show_state.cursor) == (None, Place(TUESDAY, M, leader_id=1))
    press(board, Qt.Key.Key_Return)
    assert board.wishes == [("new", Place(TUESDAY, M, leader_id=1))]


def test_the_cursor_stops_at_the_first_and_the_last_row(board):
    board.put_cursor(Place(MONDAY, M, leader_id=0))
    press(board, Qt.Key.Key_Up)
    assert board.show_state.cursor.leader_id == 0
    press(board, *[Qt.Key.Key_Down] * 20)
    assert board.show_state.cursor.leader_id == 7


def test_beyond_the_weeks_others_are_asked_for(board):
    board.put_cursor(Place(MONDAY, M, leader_id=0))
    press(board, Qt.Key.Key_Left)
    press(board, Qt.Key.Key_PageDown)
    assert board.wishes[0] == ("period", MONDAY - timedelta(7))
    assert board.wishes[1] == ("period", MONDAY + timedelta(7))


def test_home_is_today_and_end_the_last_day(board):
    board.put_cursor(Place(THURSDAY, M, leader_id=4))
    press(board, Qt.Key.Key_End)
    assert board.show_state.cursor.day == date(2026, 12, 6)
    press(board, Qt.Key.Key_Home)
    assert board.show_state.cursor == Place(MONDAY, M, leader_id=4)


def test_tab_goes_through_all_visits_row_by_row(board):
    board.select(FIRST, keyboard=True)
    seen = []
    for _n in range(3):
        press(board, Qt.Key.Key_Tab)
        seen.append(board.current().id)
    assert seen == [SECOND, THIRD, LATE]
    press(board, Qt.Key.Key_Backtab, modifier=SHIFT)
    assert board.current().id == THIRD


def test_alt_with_an_arrow_moves_at_once_and_is_judged(board):
    board.select(FIRST, keyboard=True)
    press(board, Qt.Key.Key_Right, modifier=ALT)
    press(board, Qt.Key.Key_Down, modifier=ALT)
    forbid(board)
    press(board, Qt.Key.Key_Left, modifier=ALT)
    assert board.wishes == [
        ("place", FIRST, Place(WEDNESDAY, M, leader_id=0)),
        ("place", FIRST, Place(TUESDAY, A, leader_id=0)),
        ("refused", FIRST, Place(MONDAY, M, leader_id=0)),
    ]


@pytest.mark.parametrize(
    ("id", "key", "half"),
    [(FIRST, Qt.Key.Key_Down, W), (FIRST, Qt.Key.Key_Up, None), (SECOND, Qt.Key.Key_Up, W),
     (THIRD, Qt.Key.Key_Up, M), (THIRD, Qt.Key.Key_Down, A)],
)  # fmt: skip
def test_ctrl_with_an_arrow_draws_out_and_in(board, id, key, half):
    board.select(id, keyboard=True)
    press(board, key, modifier=CONTROL)
    assert board.wishes == ([] if half is None else [("resize", id, half)])


def test_shift_f10_opens_the_menu_of_the_visit(board):
    board.select(FIRST, keyboard=True)
    press(board, Qt.Key.Key_F10, modifier=SHIFT)
    assert board.wishes[0][:3] == ("menu", FIRST, Place(TUESDAY, M, leader_id=0))


# Words


def test_screen_readers_hear_visit_row_day_and_what_bars_it(board, chinese):
    data = replace(board.data, clashes={FIRST: ("领导01当天不在。",)})
    board.show_board(data)
    board.put_cursor(Place(TUESDAY, M, leader_id=0))
    said = board.accessibleDescription()
    assert said.splitlines()[0].startswith("领导01")
    assert said.splitlines()[1] == "领导01当天不在。"
    assert board.heard[-1] == said
    assert board.accessibleName() == "排班表，按领导"


def test_what_is_carried_says_where_it_would_go_and_what_speaks_against_it(board, chinese):
    forbid(board)
    board.select(FIRST, keyboard=True)
    press(board, Qt.Key.Key_Space, Qt.Key.Key_Down)
    assert board.heard[-1] == "不能放，领导01，11月24日 周二下午，本人不在"
    press(board, Qt.Key.Key_Escape)
    assert board.heard[-1] == "已放回"


def test_space_where_nothing_is_says_so(board, chinese):
    board.put_cursor(Place(MONDAY, M, leader_id=5))
    press(board, Qt.Key.Key_Space)
    assert board.heard[-1] == "这里没有下访。"


def test_f8_goes_from_clash_to_clash(board):
    board.show_board(replace(board.data, clashes={SECOND: ("x",), THIRD: ("y",)}))
    assert [board.next_clash().id for _n in range(3)] == [SECOND, THIRD, SECOND]
    board.show_board(replace(board.data, clashes={}))
    assert board.next_clash() is None


def test_esc_after_a_far_carry_shows_the_place_it_came_from(board):
    board.period_wanted.connect(lambda first: board.show_board(replace(board.data, first=first)))
    board.select(FIRST, keyboard=True)
    press(board, Qt.Key.Key_Space, *[Qt.Key.Key_PageDown] * 20)
    assert not board.data.shows(TUESDAY)
    press(board, Qt.Key.Key_Escape)
    assert (board.data.shows(TUESDAY), board.show_state.cursor) == (True, Place(TUESDAY, M, leader_id=0))
    assert board.current().id == FIRST
