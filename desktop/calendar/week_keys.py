"""What keys do in the week view. Single letters are commands of desktop/actions.py."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from core.visits import Half
from desktop.calendar.week_data import Band

if TYPE_CHECKING:
    from desktop.calendar.week_view import WeekView

_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_HALVES = {Qt.Key.Key_Up: Half.MORNING, Qt.Key.Key_Down: Half.AFTERNOON}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def week_key(view: WeekView, event: QKeyEvent) -> bool:
    """Do what a key means; return whether it meant anything."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Escape:
        if view.carry.is_active():
            view.carry.put_back()
        else:
            view.closed.emit()
        return True
    if modifiers == Qt.KeyboardModifier.AltModifier and (key in _DAYS or key in _HALVES):
        _move_visit(view, key)
        return True
    if modifiers != Qt.KeyboardModifier.NoModifier:
        return False
    if view.carry.is_active():
        return _carry_key(view, key)
    return _plain_key(view, key)


def _plain_key(view: WeekView, key: Qt.Key) -> bool:
    state = view.show_state
    if key in _DAYS:
        view.put_cursor(state.cursor + timedelta(_DAYS[key]), state.band)
    elif key in _HALVES:
        step = -1 if key == Qt.Key.Key_Up else 1
        view.put_cursor(state.cursor, Band(min(max(state.band + step, Band.DUE), Band.AFTERNOON)))
    elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        view.turn(-1 if key == Qt.Key.Key_PageUp else 1)
    elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        weekday = state.cursor.weekday()
        view.put_cursor(state.cursor + timedelta(-weekday if key == Qt.Key.Key_Home else 6 - weekday), state.band)
    elif key == Qt.Key.Key_Space:
        visit = view.current()
        if visit is not None:
            view.carry.lift(visit)
    elif key in _ENTER:
        view.enter()
    else:
        return False
    return True


def _carry_key(view: WeekView, key: Qt.Key) -> bool:
    """Arrows carry on, Enter and Space put down; the rest waits."""
    if key in _DAYS:
        view.carry.step(_DAYS[key], None)
    elif key in _HALVES:
        view.carry.step(0, _HALVES[key])
    elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        view.carry.step(-7 if key == Qt.Key.Key_PageUp else 7, None)
    elif key == Qt.Key.Key_Space or key in _ENTER:
        view.carry.drop()
    else:
        return False
    return True


def _move_visit(view: WeekView, key: Qt.Key) -> None:
    """Alt with an arrow: left and right by a day, up is the morning and down the afternoon."""
    visit = view.current()
    if visit is None or not visit.can_move or not view.can_change:
        return
    day, half = visit.day + timedelta(_DAYS.get(key, 0)), _HALVES.get(key, visit.half)
    if (day, half) != (visit.day, visit.half):
        view.show_state.keyboard = True
        view.move_wanted.emit(visit.id, day, half)
