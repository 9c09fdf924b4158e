"""What keys do in the month view. Single letters (T, N, D, R, P, I) are commands of desktop/actions.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from core.visits import Half
from db.queries.calendar import VisitRow

if TYPE_CHECKING:
    from desktop.calendar.month_view import MonthView

_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def month_key(view: MonthView, event: QKeyEvent) -> bool:
    """Do what a key means; return whether it meant anything."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Escape:
        if view.carry.is_active():
            view.carry.cancel()
        else:
            view.closed.emit()
        return True
    if modifiers == Qt.KeyboardModifier.AltModifier and key in _DAYS:
        _move_visit(view, key)
        return True
    if modifiers != Qt.KeyboardModifier.NoModifier:
        return False
    if key in _DAYS:
        view.step_day(_DAYS[key])
    elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        view.turn(-1 if key == Qt.Key.Key_PageUp else 1)
    elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        weekday = view.show_state.cursor.weekday()
        view.step_day(-weekday if key == Qt.Key.Key_Home else 6 - weekday)
    elif key in _ENTER:
        _enter(view)
    else:
        return False
    return True


def _enter(view: MonthView) -> None:
    visit = view.current()
    if visit is not None:
        view.open_wanted.emit(visit.id)
    elif view.can_change:
        view.new_wanted.emit(view.show_state.cursor, Half.MORNING)


def _move_visit(view: MonthView, key: Qt.Key) -> None:
    """Alt with an arrow: left and right by a day, up is the morning and down the afternoon."""
    visit = view.current()
    if visit is None or not visit.can_move or not view.can_change:
        return
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        view.show_state.keyboard = True
        view.move_wanted.emit(visit.id, visit.day + timedelta(_DAYS[key]), visit.half)
        return
    half = Half.MORNING if key == Qt.Key.Key_Up else Half.AFTERNOON
    if half is not visit.half:
        view.show_state.keyboard = True
        view.move_wanted.emit(visit.id, visit.day, half)


def next_index(visits: Sequence[VisitRow], selected: int | None, step: int) -> int | None:
    """Return where the next visit of a day is, None past its ends."""
    ids = [row.id for row in visits]
    if not ids:
        return None
    at = ids.index(selected) + step if selected in ids else (0 if step > 0 else len(ids) - 1)
    return at if 0 <= at < len(ids) else None
