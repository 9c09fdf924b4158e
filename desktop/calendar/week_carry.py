"""Carrying a visit over the week, by pointer or by keys: the place below says what would happen, Esc puts it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from typing_extensions import override

from core.i18n import _, clauses, day_text, weekday_text
from core.visits import HALF_NAMES, Half
from db.queries.calendar import VisitRow
from desktop.calendar.days_show import CarryShow
from desktop.calendar.drop_popup import DropPopup
from desktop.calendar.visit_carry import EDGE, LiftedPlace, VisitCarry
from desktop.calendar.week_layout import CARD, GUTTER, HEAD
from desktop.calendar.week_painter import WeekCarryShow

if TYPE_CHECKING:
    from desktop.calendar.week_view import WeekView

_USUAL_WIDTH = 150.0


class WeekCarry(VisitCarry):
    """What is in the hand; the view asks it about every move of the pointer and every arrow."""

    _view: WeekView

    @override
    def data_changed(self) -> None:
        super().data_changed()
        carry = self._view.show_state.carry
        if carry is not None:
            carry.invalid = self._view.invalid_cells(carry.visit)
            if carry.keyboard:
                self._judge()

    # By pointer

    @override
    def _shown(self, place: LiftedPlace) -> CarryShow:
        grip = self._start - place.rect.topLeft()
        grip.setY(min(grip.y(), CARD - 6))
        invalid = self._view.invalid_cells(place.visit)
        return WeekCarryShow(place.visit, self._start, grip, size=place.rect, invalid=invalid)

    @override
    def _aim(self, carry: CarryShow) -> None:
        layout, whole = self._view.layout_now, carry.visit.half is Half.WHOLE_DAY
        carry.day = layout.day_at(carry.point.x())
        carry.half = Half.WHOLE_DAY if whole else layout.half_at(carry.point.y())

    @override
    def _beyond(self) -> int:
        if self._at.x() < GUTTER:
            return -1
        return int(self._at.x() > self._view.viewport().width() - EDGE)

    @override
    def _follow(self, point: QPointF) -> None:
        super()._follow(point)
        if self.is_active():
            self._scroll()

    def _scroll(self) -> None:
        bar, y = self._view.verticalScrollBar(), self._at.y()
        if y < HEAD + EDGE:
            bar.setValue(bar.value() - EDGE)
        elif y > self._view.viewport().height() - EDGE:
            bar.setValue(bar.value() + EDGE)

    # By keys

    def lift(self, visit: VisitRow) -> None:
        """Take a visit up: Space."""
        view, place = self._view, self._view.layout_now.place_of(visit.id)
        if not view.can_change or not visit.can_move:
            return
        size = place.rect if place is not None else QRectF(0, 0, _USUAL_WIDTH, CARD)
        view.show_state.carry = WeekCarryShow(visit, day=visit.day, half=visit.half, keyboard=True, size=size)
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

    @override
    def _may_drop(self, carry: CarryShow) -> bool:
        """What a rule forbids may still be done with a reason, which the page asks for."""
        return carry.allowed or (carry.verdict is not None and bool(carry.verdict.stopping))

    @override
    def _show_verdict(self, popup: DropPopup, carry: CarryShow) -> None:
        view = self._view
        if not carry.keyboard:
            super()._show_verdict(popup, carry)
        elif carry.verdict is not None:
            at = view.viewport().mapTo(view.window(), self._corner(carry))
            popup.show_verdict(carry.verdict, at, key=_("Enter"), act=_("move"))

    def _corner(self, carry: CarryShow) -> QPoint:
        if carry.day is None or not self._view.data.shows(carry.day):
            return QPoint(GUTTER, HEAD)
        rect = self._view.layout_now.half_rect(carry.day, carry.half)
        return self._view.from_content(rect.center()).toPoint()

    @override
    def _tell(self, carry: CarryShow) -> None:
        if carry.day is None or not carry.keyboard:
            return
        where = f"{day_text(carry.day)} {weekday_text(carry.day)} {_(HALF_NAMES[carry.half])}"
        words = [where] if carry.allowed else [_("Not possible"), where]
        words += [line.text for line in carry.verdict.lines] if carry.verdict is not None else []
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, clauses(words)))
        self._view.said.emit(clauses(words))
