"""What presses of the mouse mean in the week view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent

from desktop.calendar.week_layout import GUTTER, HEAD

if TYPE_CHECKING:
    from desktop.calendar.week_view import WeekView


def press(view: WeekView, event: QMouseEvent) -> None:
    """Choose a visit and be ready to carry it, open an issue, fold the layer, or put the cursor down."""
    if view.carry.is_active():
        view.carry.cancel()
        return
    at, left = event.position(), event.button() == Qt.MouseButton.LeftButton
    point, view.show_state.keyboard = view.content(at), False
    if at.y() < HEAD:
        return
    if at.x() < GUTTER:
        if point.y() < view.layout_now.due_height and left:
            view.layer_wanted.emit()
        return
    place, due = view.layout_now.visit_at(point), view.layout_now.due_at(point)
    if place is not None:
        view.show_state.pressed, view.by_mouse = place.visit.id, True
        view.select(place.visit.id)
        view.by_mouse = False
        if left:
            view.carry.press(place, point)
    elif due is not None:
        view.choose_issue(due.issue.id)
        if left:
            view.issue_wanted.emit(due.issue.id)
    else:
        _press_ground(view, point, left=left)


def _press_ground(view: WeekView, point: QPointF, *, left: bool) -> None:
    day = view.layout_now.day_at(point.x())
    if day is None:
        return
    plan = view.layout_now.plan(day)
    view.select(None)
    view.show_state.cursor, view.show_state.band = day, view.layout_now.band_at(point.y())
    if plan.more is not None and plan.more.contains(point) and left:
        corner = view.from_content(plan.more.topLeft()).toPoint()
        view.day_wanted.emit(day, plan.more.toRect().translated(corner - plan.more.topLeft().toPoint()))


def double_press(view: WeekView, event: QMouseEvent) -> None:
    """Open a visit, or plan one where none is."""
    point = view.content(event.position())
    place, day = view.layout_now.visit_at(point), view.layout_now.day_at(point.x())
    view.carry.cancel()
    if place is not None:
        view.open_wanted.emit(place.visit.id)
    elif day is not None and view.can_change and point.y() >= view.layout_now.due_height:
        view.new_wanted.emit(day, view.layout_now.half_at(point.y()))


def ask_menu(view: WeekView, event: QContextMenuEvent) -> None:
    """Ask for the menu of what is chosen, or of what is under the pointer."""
    state = view.show_state
    if event.reason() == QContextMenuEvent.Reason.Keyboard:
        rect = view.chip_rect(state.selected) or view.half_rect(state.cursor, state.band.half)
        view.menu_wanted.emit(state.selected, state.cursor, view.viewport().mapToGlobal(rect.center().toPoint()))
        return
    point = view.content(QPointF(event.pos()))
    place, day = view.layout_now.visit_at(point), view.layout_now.day_at(point.x())
    if day is not None:
        view.menu_wanted.emit(place.visit.id if place else None, day, event.globalPos())
