"""The board: weeks of visits by leader or by township in one scroll area, painted; it wishes, the page decides.

Only what is in sight is laid out and painted. Mouse and keyboard follow tokens.md section 7; the input method is
off, or single keys would die in Chinese input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.board_accessible import tell_cell
from desktop.calendar.board_carry import BoardCarry, may_swap, no_cells, no_objection
from desktop.calendar.board_cursor import BoardCursor
from desktop.calendar.board_data import BoardData, BoardKey
from desktop.calendar.board_drag import BoardDrag
from desktop.calendar.board_hover import hover
from desktop.calendar.board_keys import board_key
from desktop.calendar.place import Place
from desktop.calendar.verdict import Verdict
from desktop.machine import Machine

Barred = Mapping[tuple[int, date, Half], str] | Mapping[Place, str]
_WHEEL_STEP = 120
_LEFT = Qt.MouseButton.LeftButton


class BoardView(BoardCursor):
    """Weeks of the board.

    Signals:
        open_wanted(int), new_wanted(Place), menu_wanted(object, Place, QPoint): a visit's id or None.
        place_wanted(int, Place), swap_wanted(int, int), resize_wanted(int, Half).
        place_request_wanted(int, Place): a request dragged in, or carried by keyboard.
        refused(object, Place, Verdict): dropped where it may not stand; a visit's id, None for a request.
        cell_wanted(Place, QRect): show everything of a cell whose visits do not all fit.
        closed(): Esc with nothing in the hand. Further ones are those of `BoardCursor` and `BoardSurface`.

    Attributes:
        judge, judge_swap, judge_request: What dropping would mean; the page sets them.
        invalid_cells, invalid_for_request: Why something cannot stand somewhere, for `places_in_sight()`.
    """

    open_wanted = Signal(int)
    new_wanted = Signal(object)
    menu_wanted = Signal(object, object, object)
    place_wanted = Signal(int, object)
    swap_wanted = Signal(int, int)
    resize_wanted = Signal(int, object)
    place_request_wanted = Signal(int, object)
    refused = Signal(object, object, object)
    cell_wanted = Signal(object, object)
    closed = Signal()

    def __init__(self, data: BoardData, machine: Machine | None = None, parent: QWidget | None = None) -> None:
        super().__init__(data, machine, parent)
        self.judge: Callable[[VisitRow, Place], Verdict] = no_objection
        self.judge_swap: Callable[[VisitRow, VisitRow], Verdict] = may_swap
        self.judge_request: Callable[[int, Place], Verdict] = lambda _request, _place: Verdict("", ())
        self.invalid_cells: Callable[[VisitRow], Barred] = no_cells
        self.invalid_for_request: Callable[[int], Barred] = lambda _request: {}
        self.can_change = True
        self._wheel = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setAcceptDrops(True)
        self.carry, self.drag = BoardCarry(self), BoardDrag(self)
        self.show_board(data)

    def show_board(self, data: BoardData) -> None:
        """Show other data; selection, cursor, scrolling and what is carried stay where they still can."""
        self.data = data
        state = self.show_state
        self.setAccessibleName(_("Board by leader") if data.key is BoardKey.LEADER else _("Board by township"))
        if data.row_of(state.cursor) is None and data.rows:
            state.cursor = data.place(data.rows[0].id, state.cursor.day, state.cursor.half)
        if data.visit(state.selected) is None and state.carry is None:
            state.selected = None
        state.hovered = state.pressed = None
        self.lay_out()
        self.carry.data_changed()

    # Wishes

    def wish(self, visit: VisitRow, place: Place, *, resizing: bool = False) -> None:
        """Wish for a move without carrying, judged all the same: Alt or Ctrl with an arrow."""
        verdict = self.judge(visit, place)
        self.show_state.keyboard = True
        if not verdict.allowed:
            self.refused.emit(visit.id, place, verdict)
        elif resizing:
            self.resize_wanted.emit(visit.id, place.half)
        else:
            self.place_wanted.emit(visit.id, place)

    def open_menu(self) -> None:
        """Ask for the menu of what the cursor is on."""
        visit, cursor = self.current(), self.show_state.cursor
        rect = self.chip_rect(visit.id) if visit is not None else self.place_rect(cursor)
        at = (rect if rect is not None else self.body_rect()).center().toPoint()
        self.menu_wanted.emit(None if visit is None else visit.id, cursor, self.viewport().mapToGlobal(at))

    # Pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self.carry.now is not None:
            self.drag.cancel()
            return
        place, chip = self._place_under(at), self.chip_at(at)
        if place is None:
            return
        if chip is not None:
            self.show_state.pressed = chip.visit.id
            self.select(chip.visit.id)
            if event.button() == _LEFT:
                self.drag.press(chip, at)
            return
        self.show_state.cursor = place
        self.select(None)
        row = self.data.row_of(place)
        more = None if row is None else self.layout_now.plan(row, place.day).more
        if more is not None and more.contains(self.to_body(at)) and event.button() == _LEFT:
            self.cell_wanted.emit(place, self.from_body(more).toRect())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.drag.move(event.position(), event.modifiers()):
            hover(self, event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.show_state.pressed = None
        self.drag.release(event.position())
        self.viewport().update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place, chip = self._place_under(event.position()), self.chip_at(event.position())
        self.drag.cancel()
        if chip is not None:
            self.open_wanted.emit(chip.visit.id)
        elif place is not None and self.can_change:
            self.new_wanted.emit(place)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu()
            return
        at = QPointF(event.pos())
        place, chip = self._place_under(at), self.chip_at(at)
        if place is not None:
            self.menu_wanted.emit(None if chip is None else chip.visit.id, place, event.globalPos())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        across = event.angleDelta().x() or (
            event.angleDelta().y() if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        )
        zooms = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not zooms and (not across or self.horizontalScrollBar().maximum() > 0):
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y() if zooms else across
        if abs(self._wheel) >= _WHEEL_STEP:
            step = 1 if self._wheel > 0 else -1
            self._wheel = 0
            if zooms:
                self.zoom(step)
            else:
                self.turn(-step)
        event.accept()

    def _place_under(self, at: QPointF) -> Place | None:
        return self.layout_now.place_at(self.to_body(at)) if self.body_rect().contains(at) else None

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.carry.scrolled()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.carry.now is not None:
            self.drag.cancel()

    # What is dragged in from beside the board

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(self.drag.enter(event.mimeData(), event.position()))

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.drag.follow(event.position())
        event.setAccepted(self.carry.now is not None)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drag.leave()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.setAccepted(self.drag.drop(event.position()))

    # Keys and focus

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not board_key(self, event):
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through the visits, row by row, before it leaves the board; nothing is left while it is carried."""
        if self.carry.now is not None:
            return True
        ids = [visit.id for visit in self.data.in_order()]
        chosen = self.show_state.selected
        at = ids.index(chosen) + (1 if next else -1) if chosen in ids else (0 if next else len(ids) - 1)
        if self.hasFocus() and 0 <= at < len(ids):
            self.select(ids[at], keyboard=True)
            return True
        return super().focusNextPrevChild(next)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.show_state.has_focus = True
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.show_state.keyboard = True
        tell_cell(self)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.show_state.has_focus = False
        if self.carry.now is not None and self.carry.now.keyboard:
            self.drag.cancel()
        self.viewport().update()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self.show_state.hovered is not None:
            self.show_state.hovered = None
            self.viewport().update()
        return super().viewportEvent(event)
