"""The boards as the pictures show them: by leader with a visit in the hand, by township, and a rota proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final, Protocol

from PySide6.QtWidgets import QDialog

from desktop.calendar.board_data import BoardKey
from desktop.calendar.board_pane import BoardPane
from desktop.context import AppContext
from desktop.rotation_scenes import ROTATION_SCENES


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def leaders_scene(desk: Desk) -> QDialog | None:
    """Show the board by leader, a visit carried two days on by keyboard."""
    board = _board(desk, BoardKey.LEADER)
    view = board.view
    visit = next((row for row in view.data.in_order() if row.can_move), None)
    if visit is not None:
        place = view.data.place_of(visit)
        view.select(visit.id)
        view.carry.lift(visit, keyboard=True)
        view.carry.aim(replace(place, day=place.day + timedelta(2)))
    return None


def townships_scene(desk: Desk) -> QDialog | None:
    """Show the board by township, its tints and its longest gaps."""
    _board(desk, BoardKey.TOWNSHIP)
    return None


def week_scene(desk: Desk) -> QDialog | None:
    """Show the week: fixed times at their hours, and the deadlines of issues above."""
    desk.ctx.navigate("calendar", view="week")
    desk.window.page().hide_inspector()
    return None


def year_scene(desk: Desk) -> QDialog | None:
    """Show the year: a glyph for each visit, long waits as warmth."""
    desk.ctx.navigate("calendar", view="year")
    return None


def _board(desk: Desk, key: BoardKey) -> BoardPane:
    desk.ctx.navigate("calendar", view="board")
    board: BoardPane = desk.window.page().board
    board.cancel()
    board.show_rows(key)
    return board


BOARD_SCENES: Final = {
    "board": leaders_scene,
    "board-townships": townships_scene,
    "calendar-week": week_scene,
    "calendar-year": year_scene,
    **ROTATION_SCENES,
}
