"""A chip in the hand: it follows the pointer, what speaks against the place is said before it is dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtWidgets import QApplication

from desktop.calendar.drop_popup import DropPopup
from desktop.calendar.verdict import Verdict
from desktop.rotation.plan_layout import Spot

if TYPE_CHECKING:
    from core.planner.problem import PlannedVisit
    from desktop.rotation.plan_view import PlanView

_EDGE = 24
_STEP = 24


class PlanDrag(QObject):
    """Turns what the mouse does with a chip into a move."""

    def __init__(self, view: PlanView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: Spot | None = None
        self._start = QPointF()
        self._verdict: Verdict | None = None
        self._popup: DropPopup | None = None

    def press(self, spot: Spot, at: QPointF) -> None:
        """Remember where a drag may begin."""
        if self._view.can_change and spot.chip.can_move:
            self._pressed, self._start = spot, at

    def move(self, at: QPointF) -> bool:
        """Follow the pointer; return whether something is carried, or may be at once."""
        show = self._view.show_state
        if self._pressed is None:
            return False
        if show.carried is None:
            if (at - self._start).manhattanLength() < QApplication.startDragDistance():
                return True
            show.carried = self._pressed.chip
            show.grip = self._start - self._view.rect_of(self._pressed).topLeft()
            self._view.why_over.emit()
        show.point = at
        self._scroll(at)
        self._aim(at)
        self._view.viewport().update()
        return True

    def release(self, at: QPointF) -> bool:
        """Put down what is carried, where it may stand; return whether anything was carried."""
        show = self._view.show_state
        carried, target = show.carried, show.target
        if carried is not None:
            self._aim(at)
            target = show.target
        barred = show.barred
        self.cancel()
        if carried is not None and target is not None and not barred and target.visit.place != carried.visit.place:
            self._view.move_wanted.emit(carried.visit, target.visit)
        return carried is not None

    def cancel(self) -> None:
        """Let go without a wish."""
        show = self._view.show_state
        self._pressed = self._verdict = None
        show.carried = show.target = None
        show.barred = False
        self._view.viewport().unsetCursor()
        if self._popup is not None:
            self._popup.hide()
        self._view.viewport().update()

    def renew(self) -> None:
        """The plan has changed underneath: a chip that has gone is let go."""
        carried = self._view.show_state.carried
        if carried is not None and self._view.data.place_of(carried.visit) is None:
            self.cancel()

    def _aim(self, at: QPointF) -> None:
        view, show = self._view, self._view.show_state
        if show.carried is None:
            return
        slot = view.layout_now.slot_at(view.to_body(at), show.carried.visit) if view.in_body(at) else None
        if slot is None:
            show.target, show.barred = None, True
            self._say(None, at)
        elif show.target is None or show.target.visit != slot:
            show.target = replace(show.carried, visit=slot)
            self._say(self._judged(show.carried.visit, slot), at)
        else:
            self._say(self._verdict, at)
        shape = Qt.CursorShape.ForbiddenCursor if show.barred else Qt.CursorShape.ClosedHandCursor
        view.viewport().setCursor(shape)

    def _judged(self, visit: PlannedVisit, slot: PlannedVisit) -> Verdict | None:
        return self._view.judge(visit, slot) if self._view.judge is not None else None

    def _say(self, verdict: Verdict | None, at: QPointF) -> None:
        view = self._view
        self._verdict = verdict
        if verdict is None:
            if self._popup is not None:
                self._popup.hide()
            return
        view.show_state.barred = not verdict.allowed
        if self._popup is None:
            self._popup = DropPopup(view.window())
        self._popup.show_verdict(verdict, view.viewport().mapTo(view.window(), at.toPoint()))

    def _scroll(self, at: QPointF) -> None:
        """Scroll where the pointer comes near an edge."""
        view = self._view
        for bar, where, low, high in (
            (view.horizontalScrollBar(), at.x(), view.layout_now.names, view.viewport().width()),
            (view.verticalScrollBar(), at.y(), 46, view.viewport().height()),
        ):
            if where > high - _EDGE:
                bar.setValue(bar.value() + _STEP)
            elif low <= where < low + _EDGE:
                bar.setValue(bar.value() - _STEP)
