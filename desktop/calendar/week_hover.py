"""What the pointer is over in the week view: a visit, an issue that falls due, the fold of the layer, or a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from core.i18n import _
from desktop.calendar.spoken import day_tip, visit_tip
from desktop.calendar.week_layout import GUTTER, HEAD
from desktop.calendar.week_words import issue_words
from desktop.widgets import plain_tip

if TYPE_CHECKING:
    from desktop.calendar.week_view import WeekView


def hover(view: WeekView, at: QPointF) -> None:
    """Show what lies under *at*, a point of the viewport."""
    state, layout, point = view.show_state, view.layout_now, view.content(at)
    below = at.y() >= HEAD
    place = layout.visit_at(point) if below else None
    due = layout.due_at(point) if below else None
    fold = below and at.x() < GUTTER and point.y() < layout.due_height
    now = (None if place is None else place.visit.id, None if due is None else due.issue.id, fold)
    if now != (state.hovered, state.hovered_issue, state.over_gutter):
        state.hovered, state.hovered_issue, state.over_gutter = now
        view.viewport().update()
    words, day = "", layout.day_at(at.x())
    if place is not None:
        words = visit_tip(place.visit, view.data.lights.get(place.visit.id))
    elif due is not None:
        words = issue_words(due.issue)
    elif fold:
        words = _("Hide the deadlines of issues") if view.data.shows_due else _("Show the deadlines of issues")
    elif day is not None:
        words = day_tip(view.data.days.get(day), len(view.data.on(day)))
    view.viewport().setToolTip(plain_tip(words))


def leave(view: WeekView) -> None:
    """Show nothing as under the pointer."""
    state = view.show_state
    if state.hovered or state.hovered_issue or state.over_gutter:
        state.hovered = state.hovered_issue = None
        state.over_gutter = False
        view.viewport().update()
