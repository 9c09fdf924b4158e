"""Carrying a visit over month or week: it lifts, the place below says what would happen, Esc puts it back."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.days_show import CarryShow
from desktop.calendar.days_view import VisitDaysView
from desktop.calendar.drop_popup import DropPopup

EDGE = 14
_TURN_MS = 650


class LiftedPlace(Protocol):
    """Where a visit is when it is taken up."""

    @property
    def visit(self) -> VisitRow:
        """The visit."""

    @property
    def rect(self) -> QRectF:
        """In the content."""


class VisitCarry(QObject):
    """What is in the hand; the view asks it about every move of the pointer.

    Subclasses say what lifting shows, what lies below the pointer, and where the view's edges are.
    """

    def __init__(self, view: VisitDaysView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: LiftedPlace | None = None
        self._dropped: VisitRow | None = None
        self._start = QPointF()
        self._at = QPoint()
        self._popup: DropPopup | None = None
        self._judged: tuple[date, Half] | None = None
        self._turn = QTimer(self, interval=_TURN_MS)
        self._turn.timeout.connect(lambda: self._view.turn(-1 if self._beyond() < 0 else 1))

    def is_active(self) -> bool:
        """Return whether a visit is lifted."""
        return self._view.show_state.carry is not None

    def last_visit(self, visit_id: int) -> VisitRow | None:
        """Return the visit dropped last: it may have come from days no longer in sight."""
        return self._dropped if self._dropped is not None and self._dropped.id == visit_id else None

    def data_changed(self) -> None:
        """Judge anew: other days came up, or somebody saved something."""
        self._judged = None

    def press(self, place: LiftedPlace, point: QPointF) -> None:
        """Remember where a drag may begin."""
        if self._view.can_change and place.visit.can_move:
            self._pressed, self._start = place, point

    def move(self, point: QPointF, at: QPoint) -> bool:
        """Follow the pointer; return whether a visit is lifted.

        Args:
            point: In the content.
            at: In the viewport.
        """
        self._at = at
        if self._pressed is None:
            return False
        if not self.is_active():
            if (point - self._start).manhattanLength() < QApplication.startDragDistance():
                return True
            self._lift_pressed(self._pressed)
        self._follow(point)
        return True

    def release(self, point: QPointF) -> None:
        """Put the visit down where the pointer is."""
        if self._pressed is not None and self.is_active():
            self._follow(point)
            self.drop()
        self._pressed = None

    def drop(self) -> None:
        """Put the visit down where it may stand, else back."""
        carry = self._view.show_state.carry
        self._end()
        if carry is None or carry.day is None or not self._may_drop(carry):
            return
        self._dropped = carry.visit
        if (carry.day, carry.half) != (carry.visit.day, carry.visit.half):
            self._view.move_wanted.emit(carry.visit.id, carry.day, carry.half)

    def cancel(self) -> None:
        """Put the visit back."""
        self._end()

    # What subclasses say

    def _shown(self, place: LiftedPlace) -> CarryShow:
        """Return how a visit looks that the pointer took up."""
        raise NotImplementedError

    def _aim(self, carry: CarryShow) -> None:
        """Note the day and the half below the pointer."""
        raise NotImplementedError

    def _beyond(self) -> int:
        """Return -1 or 1 where the pointer is at an edge that leads to other days."""
        raise NotImplementedError

    def _may_drop(self, carry: CarryShow) -> bool:
        """Return whether the visit goes where it is put down."""
        return carry.allowed

    def _tell(self, carry: CarryShow) -> None:
        """Say where the visit would go."""

    def _show_verdict(self, popup: DropPopup, carry: CarryShow) -> None:
        """Show what speaks for and against the place."""
        if carry.verdict is not None:
            popup.show_verdict(carry.verdict, self._view.viewport().mapTo(self._view.window(), self._at))

    # Carrying

    def _lift_pressed(self, place: LiftedPlace) -> None:
        view = self._view
        view.show_state.carry = self._shown(place)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        view.viewport().setToolTip("")
        view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _follow(self, point: QPointF) -> None:
        carry, view = self._view.show_state.carry, self._view
        if carry is None:
            return
        carry.point = point
        self._aim(carry)
        self._judge()
        shape = Qt.CursorShape.ClosedHandCursor if carry.allowed else Qt.CursorShape.ForbiddenCursor
        view.viewport().setCursor(shape)
        if not self._beyond():
            self._turn.stop()
        elif not self._turn.isActive():
            self._turn.start()
        view.viewport().update()

    def _judge(self) -> None:
        carry, view = self._view.show_state.carry, self._view
        if carry is None or carry.day is None or view.judge is None:
            self._judged = None
            if carry is not None:
                carry.verdict = None
            if self._popup is not None:
                self._popup.hide()
            return
        place = (carry.day, carry.half)
        if place != self._judged:
            self._judged, carry.verdict = place, view.judge(carry.visit, *place)
            self._tell(carry)
        if carry.verdict is not None:
            if self._popup is None:
                self._popup = DropPopup(view.window())
            self._show_verdict(self._popup, carry)

    def _end(self) -> None:
        self._pressed = self._judged = None
        self._view.show_state.carry = None
        self._view.show_state.pressed = None
        self._turn.stop()
        self._view.viewport().unsetCursor()
        if self._popup is not None:
            self._popup.hide()
            self._popup.deleteLater()
            self._popup = None
        self._view.viewport().update()
