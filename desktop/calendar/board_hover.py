"""What the pointer is over on the board: a chip, a cell with what stands there, a row's name or sum, a head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from desktop.calendar.board_layout import HEAD
from desktop.calendar.board_words import cell_words, row_words, visit_tip_words
from desktop.calendar.spoken import day_tip
from desktop.widgets import plain_tip

if TYPE_CHECKING:
    from desktop.calendar.board_view import BoardView


def hover(view: BoardView, at: QPointF) -> None:
    """Show what lies under *at*, a point of the viewport."""
    place = view.chip_at(at)
    hovered = None if place is None else place.visit.id
    if hovered != view.show_state.hovered:
        view.show_state.hovered = hovered
        view.viewport().update()
    words = visit_tip_words(view.data, place.visit) if place is not None else _below(view, at)
    view.viewport().setToolTip(plain_tip(words))
    shape = Qt.CursorShape.SizeVerCursor if view.drag.edge_at(at) is not None else Qt.CursorShape.ArrowCursor
    view.viewport().setCursor(shape)


def _below(view: BoardView, at: QPointF) -> str:
    body = view.to_body(at)
    row = view.layout_now.row_at(body.y()) if at.y() >= HEAD else None
    if view.body_rect().contains(at):
        here = view.layout_now.place_at(body)
        return "" if here is None else cell_words(view.data, here, None)
    if row is not None:
        return row_words(view.data.rows[row], view.data.last)
    day = view.layout_now.day_at(body.x()) if at.y() < HEAD else None
    if day is None or not view.layout_now.left <= at.x() < view.body_rect().right():
        return ""
    return day_tip(view.data.days.get(day), sum(visit.day == day for visit in view.data.visits))
