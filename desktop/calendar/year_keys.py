"""What keys do in the year view. Single letters are commands of desktop/actions.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from desktop.calendar.year_view import YearView

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_ZOOM = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def year_key(view: YearView, event: QKeyEvent) -> bool:
    """Do what a key means; return whether it meant anything."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control = modifiers == Qt.KeyboardModifier.ControlModifier
    if key == Qt.Key.Key_Escape:
        view.escape()
    elif control and key in _ENTER:
        view.go_to_board()
    elif modifiers & Qt.KeyboardModifier.ControlModifier and key in _ZOOM:
        view.zoom(_ZOOM[key])
    elif control and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        view.put_cursor(0 if key == Qt.Key.Key_Home else len(view.data.rows) - 1, view.show_state.week)
    elif modifiers != Qt.KeyboardModifier.NoModifier:
        return False
    else:
        return _plain_key(view, key)
    return True


def _plain_key(view: YearView, key: Qt.Key) -> bool:
    state = view.show_state
    if key in _STEPS:
        down, along = _STEPS[key]
        view.step(down, along)
    elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        view.turn(-1 if key == Qt.Key.Key_PageUp else 1)
    elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        view.put_cursor(state.row, 0 if key == Qt.Key.Key_Home else view.data.weeks - 1)
    elif key in _ENTER:
        view.go_to_week()
    else:
        return False
    return True
