"""The week: seven days of two halves in one scroll area, painted; it wishes, the page decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.days_view import VisitDaysView
from desktop.calendar.week_carry import WeekCarry
from desktop.calendar.week_data import Band, WeekData, band_of
from desktop.calendar.week_hover import hover, leave
from desktop.calendar.week_keys import week_key
from desktop.calendar.week_layout import HEAD, WeekLayout
from desktop.calendar.week_painter import WeekPainter, WeekShow
from desktop.calendar.week_pointer import ask_menu, double_press, press
from desktop.calendar.week_words import cursor_words

_STEP = 32


class WeekView(VisitDaysView):
    """Monday to Sunday.

    Signals:
        issue_wanted(int). week_wanted(date): show the week of this day.
        layer_wanted(): fold the deadlines, or unfold them.
    """

    issue_wanted = Signal(int)
    week_wanted = Signal(object)
    layer_wanted = Signal()
    show_state: WeekShow
    data: WeekData
    carry: WeekCarry

    def __init__(self, data: WeekData, parent: QWidget | None = None) -> None:
        super().__init__(_("Week"), parent)
        self.data = data
        self.show_state = WeekShow(cursor=data.today if data.shows(data.today) else data.first)
        self.invalid_cells: Callable[[VisitRow], Mapping[tuple[date, Half], str]] = lambda _visit: {}
        self.carry = WeekCarry(self)
        self.lay_out()

    # Data

    def show_week(self, data: WeekData) -> None:
        """Show other data; selection and cursor stay where they still can."""
        state, moved = self.show_state, data.first != self.data.first
        self.data = data
        if moved and not data.shows(state.cursor):
            state.cursor = data.first + timedelta(state.cursor.weekday())
        if not self.carry.is_active() and data.visit(state.selected) is None:
            state.selected = None
        if data.issue(state.issue) is None:
            state.issue = None
        state.hovered = state.pressed = state.hovered_issue = None
        self.lay_out()
        self.carry.data_changed()
        self.viewport().update()

    @override
    def lay_out(self) -> None:
        size = self.viewport().size()
        self.layout_now = WeekLayout(self.data, max(size.width(), 1), size.height())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(round(self.layout_now.height) - (size.height() - HEAD), 0))
        bar.setPageStep(max(size.height() - HEAD, 1))
        bar.setSingleStep(_STEP)

    @override
    def turn(self, steps: int) -> None:
        """Ask for another week; the cursor keeps its weekday."""
        day = self.data.first + timedelta(7 * steps)
        if 1950 <= day.year <= 2100:
            self.week_wanted.emit(day)

    # Choosing

    @override
    def select(self, visit_id: int | None, *, keyboard: bool = False) -> None:
        state, visit = self.show_state, self.data.visit(visit_id)
        state.selected, state.issue, state.keyboard = None if visit is None else visit.id, None, keyboard
        if visit is not None:
            state.cursor, state.band = visit.day, band_of(visit.half)
        self._show_choice()

    def choose_issue(self, issue_id: int, *, keyboard: bool = False) -> None:
        """Put the cursor on an issue of the layer."""
        state, issue = self.show_state, self.data.issue(issue_id)
        if issue is not None:
            state.cursor, state.band, state.selected = issue.day, Band.DUE, None
            state.issue, state.keyboard = issue_id, keyboard
            self._show_choice()

    def put_cursor(self, day: date, band: Band, *, keyboard: bool = True) -> None:
        """Put the cursor on a band of a day and choose what stands there first; another week is asked for."""
        state = self.show_state
        if not self.data.shows(day):
            self.week_wanted.emit(day)
        visits = [] if band is Band.DUE else self.data.in_band(day, band)
        issues = self.data.due_on(day) if band is Band.DUE else ()
        state.cursor, state.band, state.keyboard = day, band, keyboard
        state.selected = visits[0].id if visits else None
        state.issue = issues[0].id if issues else None
        self._show_choice()

    def enter(self) -> None:
        """Open what is chosen, unfold the layer, or plan a visit where nothing is."""
        state = self.show_state
        if state.issue is not None:
            self.issue_wanted.emit(state.issue)
        elif state.selected is not None:
            self.open_wanted.emit(state.selected)
        elif state.band is Band.DUE:
            self.layer_wanted.emit()
        elif self.can_change:
            self.new_wanted.emit(state.cursor, state.band.half)

    def _show_choice(self) -> None:
        place = self.layout_now.place_of(self.show_state.selected)
        if place is not None and self.show_state.keyboard:
            bar, room = self.verticalScrollBar(), self.viewport().height() - HEAD
            bar.setValue(max(min(bar.value(), int(place.rect.top()) - 6), int(place.rect.bottom()) + 6 - room))
        self.viewport().update()
        self.tell_cursor()
        self.selected.emit(self.show_state.selected)

    @override
    def cursor_words(self) -> str:
        state = self.show_state
        return cursor_words(self.data, state.cursor, state.band, self.current(), self.data.issue(state.issue))

    # Places

    @override
    def content(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), point.y() - HEAD + self.verticalScrollBar().value())

    def from_content(self, point: QPointF) -> QPointF:
        """Return where a point of the content is in the viewport."""
        return QPointF(point.x(), point.y() + HEAD - self.verticalScrollBar().value())

    def chip_rect(self, visit_id: int | None) -> QRectF | None:
        """Return where a visit is in the viewport; None where it has no lane."""
        place = self.layout_now.place_of(visit_id)
        return None if place is None else QRectF(self.from_content(place.rect.topLeft()), place.rect.size())

    def half_rect(self, day: date, half: Half) -> QRectF:
        """Return where a half-day is in the viewport."""
        rect = self.layout_now.half_rect(day, half)
        return QRectF(self.from_content(rect.topLeft()), rect.size())

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painting = WeekPainter(self.data, self.layout_now, self.show_state, self.verticalScrollBar().value())
        painting.paint(painter, QRectF(self.viewport().rect()))
        painter.end()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # Pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        press(self, event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self.content(event.position())
        if not self.carry.move(point, event.position().toPoint()):
            hover(self, event.position())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        double_press(self, event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        ask_menu(self, event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            leave(self)
        return super().viewportEvent(event)

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not week_key(self, event):
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through issues and visits of the day before it leaves the calendar."""
        state = self.show_state
        found = [(issue.id, True) for issue in self.data.due_on(state.cursor)]
        found += [(visit.id, False) for visit in self.data.on(state.cursor)]
        here = (state.issue, True) if state.issue is not None else (state.selected, False)
        at = (found.index(here) + (1 if next else -1)) if here in found else (0 if next else len(found) - 1)
        if not self.hasFocus() or self.carry.is_active() or not 0 <= at < len(found):
            return super().focusNextPrevChild(next)
        which, is_issue = found[at]
        (self.choose_issue if is_issue else self.select)(which, keyboard=True)
        return True
