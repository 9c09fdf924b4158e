"""The mouse on the board: pressing, lifting, following, the edges that scroll, and what comes from the strip below.

Shift keeps to one axis: another day of the same row, or another row on the same day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.visits import Half
from desktop.calendar.board_layout import HEAD
from desktop.calendar.month_layout import ChipPlace
from desktop.calendar.place import Place

if TYPE_CHECKING:
    from desktop.calendar.board_view import BoardView

REQUEST_MIME: Final = "application/x-onsite-request"
_GRIP: Final = 4
_FAR: Final = 6
_MARGIN: Final = 18
_SCROLL_MS: Final = 40
_TURN_TICKS: Final = 16
_STEP: Final = 16


class Edge(StrEnum):
    """The edge of a chip that is taken hold of."""

    UPPER = "upper"
    LOWER = "lower"


class BoardDrag(QObject):
    """Turns what the mouse does into what is carried."""

    def __init__(self, view: BoardView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: ChipPlace | None = None
        self._edge: Edge | None = None
        self._start = self._at = QPointF()
        self._one_axis = False
        self._ticks = 0
        self._scroll = QTimer(self, interval=_SCROLL_MS)
        self._scroll.timeout.connect(self._go_on)

    def press(self, place: ChipPlace, at: QPointF) -> None:
        """Remember where a drag may begin."""
        if self._view.can_change and place.visit.can_move:
            found = self.edge_at(at)
            self._pressed, self._start, self._edge = place, at, None if found is None else found[1]

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Follow the pointer; return whether something may be carried."""
        carry = self._view.carry
        self._at, self._one_axis = at, bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if self._pressed is None or (carry.now is not None and carry.now.keyboard):
            return False
        if carry.now is None:
            if (at - self._start).manhattanLength() < QApplication.startDragDistance():
                return True
            self._lift(self._pressed)
        self.follow(at)
        return True

    def release(self, at: QPointF) -> None:
        """Put down what is carried, where it may stand."""
        pressed, self._pressed = self._pressed, None
        self._scroll.stop()
        if pressed is not None and self._view.carry.now is not None:
            self.follow(at)
            self._scroll.stop()
            self._view.carry.put_down()

    def cancel(self) -> None:
        """Let go without a wish."""
        self._pressed = None
        self._scroll.stop()
        self._view.carry.end()

    def follow(self, at: QPointF) -> None:
        """Aim at what lies under *at*."""
        view, carry = self._view, self._view.carry.now
        if carry is None:
            return
        self._at = carry.point = at
        if carry.resizing:
            view.carry.aim(self._stretched(carry.origin, at))
        else:
            place = view.layout_now.place_at(view.to_body(at)) if view.body_rect().contains(at) else None
            view.carry.aim(self._along_axis(carry.origin, place, at))
        shape = Qt.CursorShape.ClosedHandCursor if carry.allowed else Qt.CursorShape.ForbiddenCursor
        view.viewport().setCursor(Qt.CursorShape.SizeVerCursor if carry.resizing else shape)
        if self._pull(at) == (0, 0) or carry.resizing:
            self._scroll.stop()
        elif not self._scroll.isActive():
            self._ticks = 0
            self._scroll.start()

    def edge_at(self, at: QPointF) -> tuple[ChipPlace, Edge] | None:
        """Return the chip whose edge can be drawn out or in at *at*: towards the free half, or to be a half again."""
        place = self._view.chip_at(at) if self._view.can_change else None
        if place is None or not place.visit.can_move:
            return None
        y, half = self._view.to_body(at).y(), place.visit.half
        if half is not Half.AFTERNOON and place.rect.bottom() - y <= _GRIP:
            return place, Edge.LOWER
        if half is not Half.MORNING and y - place.rect.top() <= _GRIP:
            return place, Edge.UPPER
        return None

    # What comes from the strip

    def enter(self, mime: QMimeData, at: QPointF) -> bool:
        """Take up what is dragged in; return whether it belongs here."""
        request = request_of(mime)
        if request is None or not self._view.can_change:
            return False
        self._view.carry.lift_request(request, mime.text())
        self._one_axis = False
        self.follow(at)
        return True

    def leave(self) -> None:
        """Forget what was dragged in and out again."""
        self._scroll.stop()
        self._view.carry.end()

    def drop(self, at: QPointF) -> bool:
        """Put down what was dragged in; return whether it may stand there."""
        self.follow(at)
        self._scroll.stop()
        carry = self._view.carry.now
        allowed = carry is not None and carry.target is not None and carry.allowed
        self._view.carry.put_down()
        return allowed

    def _lift(self, pressed: ChipPlace) -> None:
        view = self._view
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._edge is not None:
            view.carry.lift_edge(pressed.visit)
        else:
            view.carry.lift(pressed.visit, grip=view.to_body(self._start) - pressed.rect.topLeft())

    def _along_axis(self, origin: Place | None, place: Place | None, at: QPointF) -> Place | None:
        if not self._one_axis or origin is None or place is None:
            return place
        way = at - self._start
        if abs(way.x()) >= abs(way.y()):
            return replace(origin, day=place.day)
        return replace(origin, leader_id=place.leader_id, township_id=place.township_id)

    def _stretched(self, origin: Place | None, at: QPointF) -> Place | None:
        """Return the place as long as the edge is drawn: well into the other half it is a whole day."""
        row = self._view.data.row_of(origin)
        if origin is None or row is None:
            return None
        beyond = self._view.to_body(at).y() - self._view.layout_now.cell(row, origin.day).center().y()
        if self._edge is Edge.LOWER:
            return replace(origin, half=Half.WHOLE_DAY if beyond >= _FAR else Half.MORNING)
        return replace(origin, half=Half.WHOLE_DAY if beyond <= -_FAR else Half.AFTERNOON)

    # Edges

    def _pull(self, at: QPointF) -> tuple[int, int]:
        """Return the directions in which the board should move under the pointer."""
        left, right = self._view.layout_now.left, self._view.body_rect().right()
        across = -1 if at.x() < left + _MARGIN / 2 else 1 if at.x() > right - _MARGIN / 2 else 0
        down = -1 if at.y() < HEAD + _MARGIN else 1 if at.y() > self._view.viewport().height() - _MARGIN else 0
        bar = self._view.verticalScrollBar()
        if (down < 0 and bar.value() == bar.minimum()) or (down > 0 and bar.value() == bar.maximum()):
            down = 0
        return across, down

    def _go_on(self) -> None:
        """Scroll on; where the weeks end, ask for the next one now and then."""
        view = self._view
        across, down = self._pull(self._at)
        if (across, down) == (0, 0) or view.carry.now is None:
            self._scroll.stop()
            return
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + down * _STEP)
        bar = view.horizontalScrollBar()
        before = bar.value()
        bar.setValue(before + across * _STEP)
        if across and bar.value() == before:
            self._ticks += 1
            if self._ticks >= _TURN_TICKS:
                self._ticks = 0
                view.period_wanted.emit(view.data.first + timedelta(7 * across))
        self.follow(self._at)


def request_of(mime: QMimeData) -> int | None:
    """Return the request that is dragged in, None for anything else."""
    if not mime.hasFormat(REQUEST_MIME):
        return None
    written = bytes(mime.data(REQUEST_MIME).data())
    return int(written) if written.isdigit() else None
