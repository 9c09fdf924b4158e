"""The board in the county's calendar page, and what its tests ask of it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from db.queries.calendar import visits_between


@pytest.fixture
def page(calendar_page, window):
    """The county's calendar with the board in sight; what it says is in `window.said`."""
    calendar_page.resize(1294, 900)
    calendar_page.show_view("board")
    QTest.qWait(1)
    return calendar_page


@pytest.fixture
def board(page):
    return page.board


def every(page):
    with page.ctx.store.read() as session:
        return visits_between(session, date(2026, 9, 1), date(2027, 1, 31), today=page.today)


def visit(page, day, leader):
    return next(row for row in every(page) if row.leader == leader and row.day == day)


def stands(page, visit_id):
    row = next(row for row in every(page) if row.id == visit_id)
    return row.day, row.half, row.leader, row.township


def leader_id(board, name):
    return next(row.id for row in board.view.data.rows if row.name == name)


def drag(board, visit_id, place, *, drop=True):
    """Lift a chip and carry it into a slot."""
    view = board.view
    board.choose(visit_id)
    start = view.chip_rect(visit_id).center().toPoint()
    end = view.place_rect(place).center().toPoint()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for at in (start + QPoint(12, 6), end - QPoint(2, 2), end):
        QTest.mouseMove(view.viewport(), at)
    if drop:
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def slot(board, name, day, half):
    return board.view.data.place(next(row.id for row in board.view.data.rows if row.name == name), day, half)
