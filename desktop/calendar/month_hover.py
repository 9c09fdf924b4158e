"""What the pointer is over in the month view: a chip, "+3 场", or a day; each says itself in the tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.calendar.spoken import day_tip, visit_tip
from desktop.widgets import plain_tip

if TYPE_CHECKING:
    from desktop.calendar.month_view import MonthView


def hover(view: MonthView, point: QPointF) -> None:
    """Show what lies under *point* of the content."""
    place, day = view.visit_at(point), view.layout_now.day_at(point)
    hovered = None if place is None else place.visit.id
    plan = None if day is None else view.layout_now.plan(view.data, day, view.show_state.selected)
    on_more = day if plan is not None and plan.more is not None and plan.more.contains(point) else None
    if (hovered, on_more) != (view.show_state.hovered, view.show_state.hovered_more):
        view.show_state.hovered, view.show_state.hovered_more = hovered, on_more
        view.viewport().update()
    words = ""
    if place is not None:
        words = visit_tip(place.visit, view.data.lights.get(place.visit.id))
    elif day is not None:
        words = day_tip(view.data.days.get(day), len(view.data.on(day)))
    view.viewport().setToolTip(plain_tip(words))
