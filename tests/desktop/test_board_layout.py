"""Where things are on the board: columns without gaps, thin rest days, chips one under the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPointF, QRectF

from core.visits import Half
from desktop.calendar.board_data import BoardKey
from desktop.calendar.board_layout import HEAD, THIN, ZOOMS, BoardLayout, weeks_that_fit
from desktop.calendar.board_view import BoardView
from tests.boards import MONDAY, made_up, visit

USUAL = ZOOMS[2]
SATURDAY, SUNDAY = MONDAY + timedelta(5), MONDAY + timedelta(6)


def laid(data=None, width=1367, zoom=USUAL):
    return BoardLayout(data or made_up(4, 5), width, zoom)


def alone(*visits, rows=2):
    return replace(made_up(rows, 1), visits=visits, hatches=())


def at(row, half, n=0):
    return replace(visit(row, 0), id=1000 + n, day=MONDAY, half=half)


def test_columns_fill_the_room_between_names_and_sums_without_gaps():
    layout = laid()
    assert (layout.edges[0], layout.edges[-1]) == (0, 1367 - 102 - 94)
    assert layout.edges == sorted(layout.edges)
    assert layout.column(SATURDAY).width() == THIN
    assert layout.column(MONDAY).width() >= 40


def test_a_rest_day_with_a_visit_is_as_wide_as_a_working_day():
    moved = replace(visit(0, 0), day=SATURDAY)
    layout = laid(replace(made_up(1, 1), visits=[moved]))
    assert layout.column(SATURDAY).width() > 100
    assert layout.column(SUNDAY).width() == THIN


@pytest.mark.parametrize("half", [Half.MORNING, Half.AFTERNOON])
@pytest.mark.parametrize("day", [MONDAY, SATURDAY, MONDAY + timedelta(33)])
def test_the_middle_of_a_slot_is_the_place_it_stands_for(day, half):
    layout = laid()
    place = layout.place_at(layout.slot(2, day, half).center())
    assert (place.leader_id, place.township_id, place.day, place.half) == (2, None, day, half)


def test_nothing_lies_beyond_the_last_row_and_column():
    layout = laid()
    assert layout.place_at(QPointF(layout.width + 1, 5)) is None
    assert layout.place_at(QPointF(5, layout.height + 1)) is None
    assert layout.place_at(QPointF(-1, 5)) is None


def test_slots_are_25_pixels_high_as_in_the_picture():
    layout = laid()
    morning, evening = layout.slot(0, MONDAY, Half.MORNING), layout.slot(0, MONDAY, Half.AFTERNOON)
    assert (morning.top(), morning.height(), evening.top(), evening.height()) == (2, 25, 32, 25)
    whole = layout.slot(0, MONDAY, Half.WHOLE_DAY)
    assert (whole.top(), whole.bottom()) == (morning.top(), evening.bottom())


def test_two_visits_of_one_morning_stand_one_under_the_other():
    data = alone(at(0, Half.MORNING, 1), at(0, Half.MORNING, 2))
    plan = laid(data).plan(0, MONDAY)
    assert [place.visit.id for place in plan.chips] == [1001, 1002]
    assert not plan.chips[0].rect.intersects(plan.chips[1].rect)


def test_an_afternoon_is_the_lower_one_whatever_the_order():
    plan = laid(alone(at(0, Half.AFTERNOON, 1), at(0, Half.WHOLE_DAY, 2))).plan(0, MONDAY)
    assert [place.visit.id for place in plan.chips] == [1002, 1001]


def test_what_does_not_fit_is_counted():
    plan = laid(alone(*(at(0, Half.MORNING, n) for n in range(4)))).plan(0, MONDAY)
    assert (len(plan.chips), len(plan.hidden), plan.more is not None) == (1, 3, True)


@pytest.mark.parametrize(
    ("width", "key", "weeks"),
    [
        (1367, BoardKey.LEADER, 5),
        (1367, BoardKey.TOWNSHIP, 4),
        (1280, BoardKey.TOWNSHIP, 4),
        (300, BoardKey.LEADER, 1),
        (9000, BoardKey.LEADER, 13),
    ],
)
def test_as_many_weeks_are_shown_as_fit(width, key, weeks):
    assert weeks_that_fit(width, key, USUAL, MONDAY, lambda day: day.weekday() < 5) == weeks


def test_a_working_saturday_takes_its_room_from_the_weeks():
    assert weeks_that_fit(1286, BoardKey.LEADER, USUAL, MONDAY, lambda day: day.weekday() < 5) == 5
    working = date(2026, 11, 28)
    assert weeks_that_fit(1286, BoardKey.LEADER, USUAL, MONDAY, lambda day: day.weekday() < 5 or day == working) == 4


def test_rows_and_columns_of_an_area():
    layout = laid(made_up(32, 5))
    area = QRectF(layout.edges[3] + 1, 61, layout.edges[5] - layout.edges[3] - 1, 118)
    assert (layout.rows_in(area), layout.columns_in(area)) == (range(1, 3), range(3, 5))
    assert layout.rows_in(QRectF(0, 0, 10, 60)) == range(1)


@pytest.mark.parametrize(("rows", "weeks", "size"), [(32, 5, (1367, 660)), (60, 10, (900, 500))])
def test_only_cells_in_sight_are_painted(qtbot, rows, weeks, size):
    view = BoardView(made_up(rows, weeks))
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    view.grab()
    seen = view.body_rect()
    down = int(seen.height() // view.layout_now.row_height) + 2
    across = len(view.layout_now.columns_in(QRectF(0, 0, seen.width(), 1)))
    assert 0 < view.picture.cells <= down * across
    assert view.picture.cells < rows * weeks * 7
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    assert 0 < view.picture.cells <= down * across


def test_the_head_is_as_high_as_in_the_picture():
    assert HEAD == 59
