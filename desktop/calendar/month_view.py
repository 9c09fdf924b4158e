"""The month: six weeks of visits in one scroll area, painted; it wishes, the page decides.

Mouse and keyboard follow tokens.md section 7.
"""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _
from desktop.calendar.days_view import VisitDaysView
from desktop.calendar.month_data import MonthData
from desktop.calendar.month_drag import MonthDrag
from desktop.calendar.month_hover import hover
from desktop.calendar.month_keys import month_key, next_index
from desktop.calendar.month_layout import HEADER, LEAST_CELL, ChipPlace, MonthLayout
from desktop.calendar.month_painter import MonthPainter, MonthShow
from desktop.calendar.spoken import said_of

_WHEEL_STEP = 120


class MonthView(VisitDaysView):
    """Six weeks around a month. Signal: month_wanted(date): show the month of this day."""

    month_wanted = Signal(object)
    show_state: MonthShow
    data: MonthData
    carry: MonthDrag

    def __init__(self, data: MonthData, parent: QWidget | None = None) -> None:
        super().__init__(_("Month"), parent)
        self.data = data
        self.show_state = MonthShow(cursor=data.today)
        self._wheel = 0
        self.carry = MonthDrag(self)
        self.lay_out()

    def show_month(self, data: MonthData) -> None:
        """Show other data; selection and cursor stay where they still can."""
        moved = data.month != self.data.month
        self.data = data
        if moved and not self.layout_now.shows(self.show_state.cursor):
            self.show_state.cursor = data.today if data.today.month == data.month.month else data.month
        if not self.carry.is_active() and data.visit(self.show_state.selected) is None:
            self.show_state.selected = None
        self.show_state.hovered = self.show_state.pressed = None
        self.lay_out()
        self.carry.data_changed()
        self.viewport().update()

    @override
    def select(self, visit_id: int | None, *, keyboard: bool = False) -> None:
        visit = self.data.visit(visit_id)
        self.show_state.selected = None if visit is None else visit.id
        self.show_state.keyboard = keyboard
        if visit is not None:
            self.show_state.cursor = visit.day
        self.viewport().update()
        self.tell_cursor()
        self.selected.emit(self.show_state.selected)

    def put_cursor(self, day: date, *, keyboard: bool = True) -> None:
        """Put the cursor on *day* and choose its first visit; another month is asked for where needed."""
        self.show_state.cursor, self.show_state.keyboard = day, keyboard
        if not self.layout_now.shows(day) or (keyboard and day.replace(day=1) != self.data.month):
            self.month_wanted.emit(day)
        visits = self.data.on(day)
        self.select(visits[0].id if visits else None, keyboard=keyboard)
        self.show_state.cursor = day
        self.viewport().update()

    def visit_at(self, point: QPointF) -> ChipPlace | None:
        """Return the chip under a point of the content."""
        day = self.layout_now.day_at(point)
        if day is None:
            return None
        plan = self.layout_now.plan(self.data, day, self.show_state.selected)
        return next((place for place in plan.chips if place.rect.contains(point)), None)

    def chip_rect(self, visit_id: int) -> QRectF | None:
        """Return where a visit's chip is, in the content; None if it does not fit into its cell."""
        visit = self.data.visit(visit_id)
        if visit is None:
            return None
        plan = self.layout_now.plan(self.data, visit.day, self.show_state.selected)
        return next((place.rect for place in plan.chips if place.visit.id == visit_id), None)

    @override
    def content(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() + self.verticalScrollBar().value())

    @override
    def lay_out(self) -> None:
        size = self.viewport().size()
        height = max(size.height(), HEADER + 6 * LEAST_CELL)
        self.layout_now = MonthLayout(max(size.width(), 1), height, self.data.first)
        self.verticalScrollBar().setRange(0, height - size.height())
        self.verticalScrollBar().setPageStep(size.height())

    @override
    def cursor_words(self) -> str:
        return said_of(self.data, self.show_state.cursor, self.current())

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        offset = self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.translate(0, -offset)
        painter_of = MonthPainter(self.data, self.layout_now, self.show_state)
        painter_of.paint(painter, QRectF(event.rect().translated(0, offset)))
        painter.end()

    # Pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self.content(event.position())
        if self.carry.is_active():
            self.carry.cancel()
            return
        day, place = self.layout_now.day_at(point), self.visit_at(point)
        if day is None:
            return
        self.show_state.keyboard = False
        if place is not None:
            self.show_state.pressed = place.visit.id
            self.by_mouse = True
            self.select(place.visit.id)
            self.by_mouse = False
            if event.button() == Qt.MouseButton.LeftButton:
                self.carry.press(place, point)
            return
        self.show_state.cursor = day
        plan = self.layout_now.plan(self.data, day, self.show_state.selected)
        if plan.more is not None and plan.more.contains(point) and event.button() == Qt.MouseButton.LeftButton:
            self.day_wanted.emit(day, plan.more.toRect().translated(0, -self.verticalScrollBar().value()))
            return
        self.select(None)
        self.show_state.cursor = day

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self.content(event.position())
        if self.carry.move(point, event.position().toPoint()):
            return
        hover(self, point)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = self.content(event.position())
        place, day = self.visit_at(point), self.layout_now.day_at(point)
        self.carry.cancel()
        if place is not None:
            self.open_wanted.emit(place.visit.id)
        elif day is not None and self.can_change:
            self.new_wanted.emit(day, self.layout_now.half_at(point, day))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            visit = self.current()
            rect = self.chip_rect(visit.id) if visit else self.layout_now.cell(self.show_state.cursor)
            corner = (rect or QRectF()).center().toPoint()
            self.menu_wanted.emit(
                visit.id if visit else None, self.show_state.cursor, self.viewport().mapToGlobal(corner)
            )
            return
        point = self.content(QPointF(event.pos()))
        day, place = self.layout_now.day_at(point), self.visit_at(point)
        if day is not None:
            self.menu_wanted.emit(place.visit.id if place else None, day, event.globalPos())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() > 0 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        if abs(self._wheel) >= _WHEEL_STEP:
            self.turn(-1 if self._wheel > 0 else 1)
            self._wheel = 0
        event.accept()

    @override
    def turn(self, steps: int) -> None:
        """Ask for another month; the cursor keeps its day of the month."""
        year, month = divmod(self.data.month.year * 12 + self.data.month.month - 1 + steps, 12)
        if 1950 <= year <= 2100:
            self.month_wanted.emit(date(year, month + 1, 1))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and (self.show_state.hovered or self.show_state.hovered_more):
            self.show_state.hovered = self.show_state.hovered_more = None
            self.viewport().update()
        return super().viewportEvent(event)

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not month_key(self, event):
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through the visits of the day before it leaves the calendar."""
        visits = self.data.on(self.show_state.cursor)
        at = next_index(visits, self.show_state.selected, 1 if next else -1)
        if self.hasFocus() and at is not None:
            self.select(visits[at].id, keyboard=True)
            return True
        return super().focusNextPrevChild(next)

    def step_day(self, days: int) -> None:
        """Move the cursor by days."""
        self.put_cursor(self.show_state.cursor + timedelta(days))
