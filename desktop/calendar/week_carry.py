"""Carrying a visit over the week, by pointer or by keys: the place below says what would happen, Esc puts it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication

from core.i18n import _, clauses, day_text, weekday_text
from core.visits import HALF_NAMES, Half
from db.queries.calendar import VisitRow
from desktop.calendar.drop_popup import DropPopup
from desktop.calendar.week_layout import CARD, GUTTER, HEAD, VisitPlace
from desktop.calendar.week_painter import WeekCarryShow

if TYPE_CHECKING:
    from desktop.calendar.week_view import WeekView

_EDGE = 14
_TURN_MS = 650
_USUAL_WIDTH = 150.0


class WeekCarry(QObject):
    """What is in the hand; the view asks it about every move of the pointer and every arrow."""

    def __init__(self, view: WeekView) -> None:
        super().__init__(view)
        self._view = view
        self._pressed: VisitPlace | None = None
        self._dropped: VisitRow | None = None
        self._start = QPointF()
        self._at = QPoint()
        self._popup: DropPopup | None = None
        self._judged: tuple[date, Half] | None = None
        self._turn = QTimer(self, interval=_TURN_MS)
        self._turn.timeout.connect(self._turn_week)

    def is_active(self) -> bool:
        """Return whether a visit is lifted."""
        return self._view.show_state.carry is not None

    def last_visit(self, visit_id: int) -> VisitRow | None:
        """Return the visit dropped last: it may have come from a week no longer in sight."""
        return self._dropped if self._dropped is not None and self._dropped.id == visit_id else None

    def data_changed(self) -> None:
        """Judge anew: another week came up, or somebody saved something."""
        self._judged = None
        carry = self._view.show_state.carry
        if carry is not None:
            carry.invalid = self._view.invalid_cells(carry.visit)
            if carry.keyboard:
                self._judge()

    # By pointer

    def press(self, place: VisitPlace, point: QPointF) -> None:
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
            self._lift(self._pressed)
        self._follow(point)
        return True

    def release(self, point: QPointF) -> None:
        """Put the visit down where the pointer is."""
        if self._pressed is not None and self.is_active():
            self._follow(point)
            self.drop()
        self._pressed = None

    def _lift(self, place: VisitPlace) -> None:
        view = self._view
        grip = self._start - place.rect.topLeft()
        grip.setY(min(grip.y(), CARD - 6))
        view.show_state.carry = WeekCarryShow(place.visit, place.rect, self._start, grip)
        view.show_state.carry.invalid = view.invalid_cells(place.visit)
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        view.viewport().setToolTip("")
        view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _follow(self, point: QPointF) -> None:
        carry, view = self._view.show_state.carry, self._view
        if carry is None:
            return
        carry.point, carry.day = point, view.layout_now.day_at(point.x())
        whole = carry.visit.half is Half.WHOLE_DAY
        carry.half = Half.WHOLE_DAY if whole else view.layout_now.half_at(point.y())
        self._judge()
        shape = Qt.CursorShape.ClosedHandCursor if carry.allowed else Qt.CursorShape.ForbiddenCursor
        view.viewport().setCursor(shape)
        near = self._at.x() < GUTTER or self._at.x() > view.viewport().width() - _EDGE
        if near and not self._turn.isActive():
            self._turn.start()
        elif not near:
            self._turn.stop()
        self._scroll()
        view.viewport().update()

    def _scroll(self) -> None:
        bar, y = self._view.verticalScrollBar(), self._at.y()
        if y < HEAD + _EDGE:
            bar.setValue(bar.value() - _EDGE)
        elif y > self._view.viewport().height() - _EDGE:
            bar.setValue(bar.value() + _EDGE)

    def _turn_week(self) -> None:
        self._view.turn(-1 if self._at.x() < GUTTER else 1)

    # By keys

    def lift(self, visit: VisitRow) -> None:
        """Take a visit up: Space."""
        view, place = self._view, self._view.layout_now.place_of(visit.id)
        if not view.can_change or not visit.can_move:
            return
        size = place.rect if place is not None else QRectF(0, 0, _USUAL_WIDTH, CARD)
        view.show_state.carry = WeekCarryShow(visit, size, day=visit.day, half=visit.half, keyboard=True)
        view.show_state.carry.invalid = view.invalid_cells(visit)
        view.show_state.keyboard = True
        self._judge()
        view.viewport().update()

    def step(self, days: int, half: Half | None) -> None:
        """Carry on by days, or into a half; the week follows."""
        carry, view = self._view.show_state.carry, self._view
        if carry is None or carry.day is None:
            return
        carry.day += timedelta(days)
        if half is not None and carry.visit.half is not Half.WHOLE_DAY:
            carry.half = half
        if not view.data.shows(carry.day):
            view.week_wanted.emit(carry.day)
        self._judge()
        view.viewport().update()

    def drop(self) -> None:
        """Put the visit down; what a rule forbids may still be done with a reason, which the page asks for."""
        carry = self._view.show_state.carry
        self._end()
        if carry is None or carry.day is None:
            return
        if not carry.allowed and not (carry.verdict is not None and carry.verdict.stopping):
            return
        self._dropped = carry.visit
        if (carry.day, carry.half) != (carry.visit.day, carry.visit.half):
            self._view.move_wanted.emit(carry.visit.id, carry.day, carry.half)

    def cancel(self) -> None:
        """Put the visit back."""
        self._end()

    def put_back(self) -> None:
        """Put the visit back and show the week it stands in, however far it was carried: Esc."""
        carry, view = self._view.show_state.carry, self._view
        self._end()
        if carry is None:
            return
        if not view.data.shows(carry.visit.day):
            view.week_wanted.emit(carry.visit.day)
        view.select(carry.visit.id, keyboard=carry.keyboard)

    # Judging

    def _judge(self) -> None:
        carry, view = self._view.show_state.carry, self._view
        if carry is None or carry.day is None or view.judge is None:
            if self._popup is not None:
                self._popup.hide()
            return
        place = (carry.day, carry.half)
        if place != self._judged:
            self._judged, carry.verdict = place, view.judge(carry.visit, *place)
            self._tell(carry)
        if carry.verdict is None:
            return
        if self._popup is None:
            self._popup = DropPopup(view.window())
        at = self._at if not carry.keyboard else self._corner(carry)
        words = {"key": _("Enter"), "act": _("move")} if carry.keyboard else {}
        self._popup.show_verdict(carry.verdict, view.viewport().mapTo(view.window(), at), **words)

    def _corner(self, carry: WeekCarryShow) -> QPoint:
        if carry.day is None or not self._view.data.shows(carry.day):
            return QPoint(GUTTER, HEAD)
        rect = self._view.layout_now.half_rect(carry.day, carry.half)
        return self._view.from_content(rect.center()).toPoint()

    def _tell(self, carry: WeekCarryShow) -> None:
        """Say where the visit would go, and what stands against it."""
        if carry.day is None or not carry.keyboard:
            return
        where = f"{day_text(carry.day)} {weekday_text(carry.day)} {_(HALF_NAMES[carry.half])}"
        words = [where] if carry.allowed else [_("Not possible"), where]
        words += [line.text for line in carry.verdict.lines] if carry.verdict is not None else []
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, clauses(words)))
        self._view.said.emit(clauses(words))

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
