"""What the pointer means in the year view: a card beside the cell below it, a click leads to its week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent

from desktop.calendar.year_layout import HEAD, LEFT
from desktop.calendar.year_words import row_words
from desktop.widgets import plain_tip

if TYPE_CHECKING:
    from desktop.calendar.year_view import YearView


def hover(view: YearView, at: QPointF) -> None:
    """Show what lies under *at*, a point of the viewport."""
    cell = view.cell_at(at)
    if cell != view.show_state.hovered:
        view.show_state.hovered = cell
        view.viewport().update()
        if cell is None:
            view.put_card_away()
        else:
            view.show_card(cell)
    inside = LEFT <= at.x() < view.body().right()
    row = None if at.y() < HEAD else view.layout_now.row_at(at.y() - HEAD + view.offset().y())
    words = row_words(view.data.rows[row]) if row is not None and not inside else ""
    view.viewport().setToolTip(plain_tip(words))
    hand = cell is not None
    view.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)


def release(view: YearView, event: QMouseEvent) -> None:
    """A click goes to the week; with Ctrl to the board."""
    cell = view.cell_at(event.position())
    if cell is None or event.button() != Qt.MouseButton.LeftButton:
        return
    view.put_cursor(*cell, keyboard=False)
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        view.go_to_board()
    else:
        view.go_to_week()


def ask_menu(view: YearView, event: QContextMenuEvent) -> None:
    """Ask for the menu of the visit chosen, or of the cell under the pointer."""
    state, at = view.show_state, event.globalPos()
    if event.reason() == QContextMenuEvent.Reason.Keyboard:
        at = view.viewport().mapToGlobal(view.cell_rect(state.row, state.week).center().toPoint())
    elif (cell := view.cell_at(QPointF(event.pos()))) is not None:
        view.put_cursor(*cell, keyboard=False)
    else:
        return
    view.put_card_away()
    view.menu_wanted.emit(state.selected, view.cursor_day(), at)
