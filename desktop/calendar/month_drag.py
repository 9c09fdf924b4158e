"""Dragging a visit over the month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from core.visits import Half
from desktop.calendar.days_show import CarryShow
from desktop.calendar.month_layout import HEADER
from desktop.calendar.visit_carry import EDGE, LiftedPlace, VisitCarry

if TYPE_CHECKING:
    from desktop.calendar.month_view import MonthView


class MonthDrag(VisitCarry):
    """The drag of one visit; above and below lie other months."""

    _view: MonthView

    @override
    def _shown(self, place: LiftedPlace) -> CarryShow:
        return CarryShow(place.visit, self._start, self._start - place.rect.topLeft())

    @override
    def _aim(self, carry: CarryShow) -> None:
        layout = self._view.layout_now
        carry.day = layout.day_at(carry.point)
        if carry.day is not None:
            whole = carry.visit.half is Half.WHOLE_DAY
            carry.half = Half.WHOLE_DAY if whole else layout.half_at(carry.point, carry.day)

    @override
    def _beyond(self) -> int:
        if self._at.y() < HEADER:
            return -1
        return int(self._at.y() > self._view.viewport().height() - EDGE)
