"""What keys do on the board. Single letters (T, N, D, R, P, I, X) are commands of desktop/actions.py.

Arrows go from cell to cell; Space picks a visit up, arrows carry it (by half-days up and down), Enter or Space
puts it down, Esc takes it back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from core.i18n import _
from core.visits import Half
from desktop.calendar.board_accessible import tell, tell_carry
from desktop.calendar.place import Place

if TYPE_CHECKING:
    from desktop.calendar.board_view import BoardView

_ACROSS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOWN: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ZOOM: Final = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


def board_key(view: BoardView, event: QKeyEvent) -> bool:
    """Do what a key means; return whether it meant anything."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Escape:
        return _escape(view)
    if modifiers == Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_F10:
        view.open_menu()
        return True
    if modifiers == Qt.KeyboardModifier.ControlModifier:
        return _control(view, key)
    carry = view.show_state.carry
    if carry is not None:
        return _carrying(view, key) if carry.keyboard else True
    if modifiers == Qt.KeyboardModifier.AltModifier:
        return _move_at_once(view, key)
    return modifiers == Qt.KeyboardModifier.NoModifier and _plain(view, key)


def _escape(view: BoardView) -> bool:
    carry = view.show_state.carry
    if carry is None:
        view.closed.emit()
        return True
    view.drag.cancel()
    home = carry.origin or view.show_state.cursor
    view.bring(home.day)  # however far it was carried
    view.reveal(home)
    if carry.visit is not None:
        view.select(carry.visit.id, keyboard=carry.keyboard)
    tell(view, _("Put back"))
    return True


def _control(view: BoardView, key: Qt.Key) -> bool:
    if key in _ZOOM:
        view.zoom(_ZOOM[key])
    elif key == Qt.Key.Key_0:
        view.zoom(0)
    elif key in _DOWN:
        _resize(view, upwards=key == Qt.Key.Key_Up)
    else:
        return False
    return True


def _plain(view: BoardView, key: Qt.Key) -> bool:
    cursor = view.show_state.cursor
    if key in _ACROSS:
        view.put_cursor(replace(cursor, day=cursor.day + timedelta(_ACROSS[key])))
    elif key in _DOWN:
        view.put_cursor(_other_row(view, cursor, _DOWN[key]))
    elif key in _PAGES:
        view.turn(_PAGES[key])
        view.put_cursor(replace(cursor, day=cursor.day + timedelta(7 * _PAGES[key])))
    elif key == Qt.Key.Key_Home:
        view.go_today()
    elif key == Qt.Key.Key_End:
        view.put_cursor(replace(cursor, day=view.data.last))
    elif key in _ENTER:
        _enter(view)
    elif key == Qt.Key.Key_Space:
        pick_up(view)
    else:
        return False
    return True


def pick_up(view: BoardView) -> None:
    """Lift the visit under the cursor, or say why not."""
    visit = view.current()
    if visit is None:
        tell(view, _("There is no visit here."))
    elif not visit.can_move or not view.can_change:
        tell(view, _("This visit cannot be moved any more."))
    else:
        view.show_state.keyboard = True
        view.carry.lift(visit, keyboard=True)
        tell(view, _("Picked up. Arrows carry it, Enter puts it down, Esc takes it back."))


def _carrying(view: BoardView, key: Qt.Key) -> bool:
    carry = view.show_state.carry
    target = view.show_state.cursor if carry is None or carry.target is None else carry.target
    if key in _ENTER or key == Qt.Key.Key_Space:
        view.carry.put_down()
        return True
    if key in _ACROSS:
        target = replace(target, day=target.day + timedelta(_ACROSS[key]))
    elif key in _DOWN:
        target = _other_half(view, target, _DOWN[key])
    elif key in _PAGES:
        view.turn(_PAGES[key])
        target = replace(target, day=target.day + timedelta(7 * _PAGES[key]))
    elif key == Qt.Key.Key_Home:
        target = replace(target, day=view.data.today)
    else:
        return True  # no command of the page while something is in the hand
    view.bring(target.day)
    view.carry.aim(target)
    view.reveal(target)
    view.carry.repaint()
    tell_carry(view)
    return True


def _other_row(view: BoardView, place: Place, step: int) -> Place:
    """Return the place in the next row; at the ends it stays."""
    rows, at = view.data.rows, view.data.row_of(place)
    row = 0 if at is None else min(max(at + step, 0), len(rows) - 1)
    return view.data.place(rows[row].id, place.day, place.half) if rows else place


def _other_half(view: BoardView, place: Place, step: int) -> Place:
    """Return the next half-day up or down: after the afternoon comes the next row's morning."""
    if place.half is Half.WHOLE_DAY:
        return _other_row(view, place, step)
    inside = Half.AFTERNOON if step > 0 else Half.MORNING
    if place.half is not inside:
        return replace(place, half=inside)
    moved = _other_row(view, place, step)
    return place if moved == place else replace(moved, half=Half.MORNING if step > 0 else Half.AFTERNOON)


def _enter(view: BoardView) -> None:
    visit = view.current()
    if visit is not None:
        view.open_wanted.emit(visit.id)
    elif view.can_change:
        view.new_wanted.emit(view.show_state.cursor)


def _move_at_once(view: BoardView, key: Qt.Key) -> bool:
    """Alt with an arrow: left and right by a day, up is the morning and down the afternoon, as in the month."""
    if key not in _ACROSS and key not in _DOWN:
        return False
    visit = view.current()
    if visit is None or not visit.can_move or not view.can_change:
        return True
    place = view.data.place_of(visit)
    if key in _ACROSS:
        place = replace(place, day=visit.day + timedelta(_ACROSS[key]))
    else:
        place = replace(place, half=Half.MORNING if key == Qt.Key.Key_Up else Half.AFTERNOON)
    view.wish(visit, place)
    return True


def _resize(view: BoardView, *, upwards: bool) -> None:
    """Ctrl with an arrow draws the half-day out to a whole day, or in again towards the arrow."""
    visit = view.current()
    if visit is None or not visit.can_move or not view.can_change:
        return
    towards = Half.MORNING if upwards else Half.AFTERNOON
    half = towards if visit.half is Half.WHOLE_DAY else Half.WHOLE_DAY if visit.half is not towards else visit.half
    if half is not visit.half:
        view.wish(visit, replace(view.data.place_of(visit), half=half), resizing=True)
