"""The board under the mouse: each act ends in exactly one wish, Esc in none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest

from desktop import theme
from desktop.calendar import board_drag
from desktop.calendar.board_data import BoardKey, BoardRow
from desktop.calendar.board_drag import REQUEST_MIME
from desktop.calendar.board_view import BoardView
from desktop.calendar.place import Place
from tests.boards import MONDAY, made_up
from tests.desktop.board_trial import (
    CONTROL,
    FIRST,
    LATE,
    LEFT,
    NO_KEY,
    SECOND,
    SHIFT,
    THIRD,
    THURSDAY,
    TUESDAY,
    VISITS,
    WEDNESDAY,
    A,
    M,
    W,
    centre,
    drag,
    forbid,
    move,
    noting_board,
    press,
    spot,
    the,
)  # fmt: skip


@pytest.fixture
def board(qtbot, machine):
    return noting_board(qtbot, machine)


# Mouse


def test_a_dropped_visit_wishes_for_its_new_place_once(board):
    drag(board, FIRST, spot(board, 3, THURSDAY, A))
    assert board.wishes == [("place", FIRST, Place(THURSDAY, A, leader_id=3))]
    assert board.carry.now is None


def test_dropped_where_it_stood_wishes_nothing(board):
    drag(board, FIRST, spot(board, 0, TUESDAY, M) + QPoint(5, 2))
    assert board.wishes == []


def test_a_whole_day_stays_a_whole_day(board):
    drag(board, THIRD, spot(board, 5, MONDAY, A))
    assert board.wishes == [("place", THIRD, Place(MONDAY, W, leader_id=5))]


def test_esc_while_dragging_leaves_everything(board):
    drag(board, FIRST, spot(board, 3, THURSDAY, A), drop=False)
    assert board.carry.now is not None
    press(board, Qt.Key.Key_Escape)
    QTest.mouseRelease(board.viewport(), LEFT, NO_KEY, spot(board, 3, THURSDAY, A))
    assert (board.wishes, board.carry.now) == ([], None)


@pytest.mark.parametrize(
    ("to", "landed"),
    [((0, THURSDAY, A), Place(THURSDAY, M, leader_id=0)), ((5, TUESDAY, A), Place(TUESDAY, M, leader_id=5))],
)
def test_shift_keeps_to_one_axis(board, to, landed):
    drag(board, FIRST, spot(board, *to) + QPoint(8, 4), modifier=SHIFT)
    assert board.wishes == [("place", FIRST, landed)]


def test_shift_ignores_the_smaller_way_across(board):
    drag(board, FIRST, spot(board, 5, WEDNESDAY, M), modifier=SHIFT)
    assert board.wishes == [("place", FIRST, Place(TUESDAY, M, leader_id=5))]


def test_dropped_on_another_visit_the_two_want_to_swap(board):
    drag(board, FIRST, centre(board, SECOND))
    assert board.wishes == [("swap", FIRST, SECOND)]


def test_a_visit_that_took_place_is_no_partner_and_cannot_be_dragged(board):
    drag(board, FIRST, centre(board, LATE))
    assert board.wishes == [("place", FIRST, Place(MONDAY, M, leader_id=3))]
    board.wishes.clear()
    drag(board, LATE, spot(board, 6, MONDAY, M))
    assert board.wishes == []


def test_a_forbidden_place_refuses_and_wishes_nothing(board):
    forbid(board)
    drag(board, FIRST, spot(board, 3, THURSDAY, A))
    assert board.wishes == [("refused", FIRST, Place(THURSDAY, A, leader_id=3))]


def test_beside_the_rows_nothing_is_dropped(board):
    drag(board, FIRST, QPoint(20, 100))
    assert board.wishes == []


@pytest.mark.parametrize(
    ("id", "edge", "to", "half"),
    [(FIRST, "lower", A, W), (THIRD, "lower", M, M), (SECOND, "upper", M, W), (THIRD, "upper", A, A)],
)
def test_an_edge_draws_a_half_day_out_and_in(board, id, edge, to, half):
    rect, row = board.chip_rect(id), {FIRST: 0, SECOND: 1, THIRD: 2}[id]
    y = rect.bottom() - 2 if edge == "lower" else rect.top() + 2
    drag(board, id, spot(board, row, board.data.visit(id).day, to), start=QPointF(rect.center().x(), y).toPoint())
    assert board.wishes == [("resize", id, half)]


def test_nothing_is_dragged_where_nothing_can_be_saved(board):
    board.can_change = False
    drag(board, FIRST, spot(board, 3, THURSDAY, A))
    press(board, Qt.Key.Key_Space)
    assert (board.wishes, board.carry.now) == ([], None)


def test_double_clicks_open_a_visit_and_begin_one(board):
    QTest.mouseDClick(board.viewport(), LEFT, NO_KEY, centre(board, FIRST))
    QTest.mouseDClick(board.viewport(), LEFT, NO_KEY, spot(board, 6, MONDAY, A))
    assert board.wishes == [("open", FIRST), ("new", Place(MONDAY, A, leader_id=6))]


def test_more_visits_than_fit_are_asked_for(board):
    crowd = [the(10 + n, 0, MONDAY, M) for n in range(3)]
    board.show_board(replace(board.data, visits=crowd))
    QTest.mouseClick(board.viewport(), LEFT, NO_KEY, spot(board, 0, MONDAY, A))
    assert board.wishes[0][:2] == ("cell", Place(MONDAY, A, leader_id=0))


def test_what_vanished_meanwhile_is_dropped_without_a_wish(board):
    drag(board, FIRST, spot(board, 3, THURSDAY, A), drop=False)
    board.show_board(replace(board.data, visits=VISITS[1:]))
    assert board.carry.now is None
    QTest.mouseRelease(board.viewport(), LEFT, NO_KEY, spot(board, 3, THURSDAY, A))
    assert board.wishes == []


def test_barred_cells_are_asked_for_once_and_hatched(board):
    asked = []
    board.invalid_cells = lambda row: asked.append(row.id) or {Place(MONDAY, M, leader_id=6): "外出考察"}
    before = board.grab().toImage()
    drag(board, FIRST, spot(board, 3, THURSDAY, A), drop=False)
    move(board, spot(board, 4, THURSDAY, A))
    assert asked == [FIRST]
    rect = board.from_body(board.layout_now.half_rect(6, MONDAY, M)).toRect()
    assert board.grab(rect).toImage() != before.copy(rect)
    board.drag.cancel()
    assert board.grab(rect).toImage() == before.copy(rect)


def test_the_picture_is_kept_while_something_is_dragged(board):
    drag(board, FIRST, spot(board, 3, THURSDAY, A), drop=False)
    board.grab()
    made = board.picture.made
    for row in range(2, 7):
        move(board, spot(board, row, THURSDAY, A))
        board.grab()
    assert board.picture.made == made
    board.drag.cancel()


def test_scrolling_asks_for_the_cells_that_come_into_sight(board, qtbot):
    board.resize(900, 250)
    asked = []
    board.invalid_cells = lambda _row: asked.append({place.leader_id for place in board.places_in_sight()}) or {}
    drag(board, FIRST, spot(board, 1, THURSDAY, A), drop=False)
    board.verticalScrollBar().setValue(240)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert (min(asked[0]), min(asked[1])) == (0, 4)
    board.drag.cancel()


def test_at_the_edge_of_the_weeks_the_next_ones_are_asked_for(board, qtbot, monkeypatch):
    monkeypatch.setattr(board_drag, "_TURN_TICKS", 1)
    edge = QPoint(int(board.body_rect().right()) - 3, spot(board, 1, THURSDAY, A).y())
    drag(board, FIRST, edge, drop=False)
    qtbot.waitUntil(lambda: bool(board.wishes))
    assert board.wishes[0] == ("period", MONDAY + timedelta(7))
    later = replace(board.data, first=MONDAY + timedelta(7), visits=())
    board.show_board(later)
    assert board.carry.now.visit.id == FIRST  # its own week is out of sight, it is still in the hand
    board.wishes.clear()
    QTest.mouseRelease(board.viewport(), LEFT, NO_KEY, spot(board, 2, MONDAY + timedelta(8), M))
    assert board.wishes == [("place", FIRST, Place(MONDAY + timedelta(8), M, leader_id=2))]


def test_a_board_that_goes_out_of_sight_drops_nothing(board):
    drag(board, FIRST, spot(board, 3, THURSDAY, A), drop=False)
    board.hide()
    assert (board.carry.now, board.wishes) == (None, [])


# What comes from beside the board


def request(number=b"7"):
    mime = QMimeData()
    mime.setData(REQUEST_MIME, number)
    mime.setText("松坪乡")
    return mime


def drop_request(board, at, mime):
    entering = QDragEnterEvent(QPointF(at), Qt.DropAction.MoveAction, mime, LEFT, NO_KEY)
    board.dragEnterEvent(entering)
    if entering.isAccepted():
        board.dropEvent(QDropEvent(QPointF(at), Qt.DropAction.MoveAction, mime, LEFT, NO_KEY))
    return entering.isAccepted()


def test_a_request_dropped_on_the_board_wishes_for_its_place(board):
    assert drop_request(board, spot(board, 2, MONDAY, A), request())
    assert board.wishes == [("place_request", 7, Place(MONDAY, A, leader_id=2))]


@pytest.mark.parametrize("make", [QMimeData, lambda: request(b"seven"), lambda: request(b"")])
def test_anything_else_is_not_taken(board, make):
    assert not drop_request(board, spot(board, 2, MONDAY, A), make())
    assert board.wishes == []


def test_a_request_is_carried_by_keyboard_too(board):
    board.put_cursor(Place(MONDAY, M, leader_id=2))
    board.carry.lift_request(7, "松坪乡", keyboard=True)
    press(board, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert board.wishes == [("place_request", 7, Place(TUESDAY, A, leader_id=2))]


# Zoom, turning, other data


def test_the_zoom_is_remembered_by_this_computer(board, machine):
    wide = board.layout_now.column(MONDAY).width()
    board.zoom(1)
    board.zoom(1)
    assert board.layout_now.column(MONDAY).width() > wide
    assert BoardView(board.data, machine).zoom_now is board.zoom_now
    press(board, Qt.Key.Key_0, modifier=CONTROL)
    assert machine.views["board"] == {"zoom": 2}


@pytest.mark.parametrize("kept", [None, 7, {"zoom": "big"}, {"zoom": 99}, {"zoom": True}, []])
def test_a_zoom_that_cannot_be_read_is_as_usual(qtbot, machine, kept):
    machine.views["board"] = kept
    view = BoardView(made_up(2, 1), machine)
    qtbot.addWidget(view)
    assert view.weeks_wanted(MONDAY, lambda _day: True) >= 1
    view.zoom(1)
    assert machine.views["board"] == {"zoom": 3}


@pytest.mark.parametrize(("modifier", "wish"), [(CONTROL, "zoom"), (SHIFT, "turn")])
def test_the_wheel_zooms_and_turns(board, qtbot, modifier, wish):
    steps = []
    board.zoomed.connect(lambda: steps.append("zoom"))
    at = QPointF(300, 300)
    event = QWheelEvent(at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, modifier,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    board.wheelEvent(event)
    assert steps + [each[0] for each in board.wishes] == (["zoom"] if wish == "zoom" else ["period"])


def test_choice_and_cursor_survive_other_data(board):
    board.select(SECOND, keyboard=True)
    board.show_board(replace(board.data, visits=VISITS[1:]))
    assert board.current().id == SECOND
    board.show_board(replace(board.data, visits=VISITS[2:]))
    assert (board.current(), board.show_state.cursor.leader_id) == (None, 1)


def test_by_township_the_rows_are_townships(board):
    rows = [BoardRow(n, f"青石{n}镇", "逢三、八", limit=30, longest=12) for n in range(3)]
    board.show_board(replace(board.data, key=BoardKey.TOWNSHIP, rows=rows))
    assert board.show_state.cursor.township_id == 0
    start = board.chip_rect(SECOND).center().toPoint()
    target = board.place_rect(Place(MONDAY, M, township_id=2)).center().toPoint()
    drag(board, SECOND, target, start=start)
    assert board.wishes == [("place", SECOND, Place(MONDAY, M, township_id=2))]


def test_an_empty_board_stands_every_key(board):
    board.show_board(replace(board.data, rows=(), visits=()))
    press(board, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Tab)
    QTest.mouseClick(board.viewport(), LEFT, NO_KEY, QPoint(300, 300))
    board.grab()


def test_by_night_it_is_painted_anew(board):
    by_day = board.grab().toImage()
    theme.set_mode(theme.DARK)
    assert board.grab().toImage() != by_day
