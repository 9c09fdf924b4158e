"""Dragging a visit over the month: it lifts, the place below says what would happen, Esc puts it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.drop_popup import DropPopup
from desktop.calendar.month_layout import HEADER, ChipPlace
from desktop.calendar.month_painter import DragShow
from desktop.calendar.verdict import Verdict

if TYPE_CHECKING:
    from desktop.calendar.month_view import MonthView

_EDGE = 14
_TURN_MS = 650


class MonthDrag(QObject):
    """The drag of one visit; the view asks it about every move of the pointer."""

    def __init__(self, view: MonthView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: ChipPlace | None = None
        self._dropped: VisitRow | None = None
        self._start = QPointF()
        self._at = QPoint()
        self._popup: DropPopup | None = None
        self._judged: tuple[date, Half] | None = None
        self._verdict: Verdict | None = None
        self._turn = QTimer(self, interval=_TURN_MS)
        self._turn.timeout.connect(self._turn_month)

    def is_active(self) -> bool:
        """Return whether a visit is lifted."""
        return self._view.show_state.drag is not None

    def press(self, place: ChipPlace, point: QPointF) -> None:
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
            self._lift()
        self._follow(point)
        return True

    def release(self, point: QPointF) -> None:
        """Put the visit down where it may stand, else back."""
        drag = self._view.show_state.drag
        if drag is not None:
            self._follow(point)
        self._end()
        if drag is None or drag.day is None or not drag.allowed:
            return
        self._dropped = drag.visit
        if (drag.day, drag.half) != (drag.visit.day, drag.visit.half):
            self._view.move_wanted.emit(drag.visit.id, drag.day, drag.half)

    def cancel(self) -> None:
        """Put the visit back."""
        self._end()

    def last_visit(self, visit_id: int) -> VisitRow | None:
        """Return the visit dropped last: it may have come from a month no longer in sight."""
        return self._dropped if self._dropped is not None and self._dropped.id == visit_id else None

    def data_changed(self) -> None:
        """Judge anew: another month came up, or somebody saved something."""
        self._judged = None

    def _lift(self) -> None:
        place = self._pressed
        if place is not None:
            self._view.show_state.drag = DragShow(place.visit, self._start, self._start - place.rect.topLeft())
            self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._view.viewport().setToolTip("")
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _follow(self, point: QPointF) -> None:
        drag, view = self._view.show_state.drag, self._view
        if drag is None:
            return
        drag.point = point
        drag.day = view.layout_now.day_at(point)
        if drag.day is not None:
            whole = drag.visit.half is Half.WHOLE_DAY
            drag.half = Half.WHOLE_DAY if whole else view.layout_now.half_at(point, drag.day)
        self._judge()
        drag.allowed = self._verdict is None or self._verdict.allowed
        shape = Qt.CursorShape.ClosedHandCursor if drag.allowed else Qt.CursorShape.ForbiddenCursor
        view.viewport().setCursor(shape)
        near_edge = self._at.y() < HEADER or self._at.y() > view.viewport().height() - _EDGE
        if near_edge and not self._turn.isActive():
            self._turn.start()
        elif not near_edge:
            self._turn.stop()
        view.viewport().update()

    def _judge(self) -> None:
        drag, view = self._view.show_state.drag, self._view
        if drag is None or drag.day is None or view.judge is None:
            self._verdict = None
            if self._popup is not None:
                self._popup.hide()
            return
        place = (drag.day, drag.half)
        if place != self._judged:
            self._judged, self._verdict = place, view.judge(drag.visit, *place)
        if self._popup is None:
            self._popup = DropPopup(view.window())
        if self._verdict is not None:
            self._popup.show_verdict(self._verdict, view.viewport().mapTo(view.window(), self._at))

    def _turn_month(self) -> None:
        self._view.turn(-1 if self._at.y() < HEADER else 1)

    def _end(self) -> None:
        self._pressed = self._judged = self._verdict = None
        self._view.show_state.drag = None
        self._view.show_state.pressed = None
        self._turn.stop()
        self._view.viewport().unsetCursor()
        if self._popup is not None:
            self._popup.hide()
            self._popup.deleteLater()
            self._popup = None
        self._view.viewport().update()
