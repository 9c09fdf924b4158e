"""What month, week and year have in common: painted in one scroll area, they wish, and the page decides.

The input method is off, or single keys would die in Chinese input.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.days_show import DaysShow
from desktop.calendar.verdict import Verdict

if TYPE_CHECKING:
    from desktop.calendar.month_data import MonthData
    from desktop.calendar.visit_carry import VisitCarry
    from desktop.calendar.week_data import WeekData

Judge = Callable[[VisitRow, date, Half], Verdict]


class FocusShow(Protocol):
    """What every view knows of its focus."""

    keyboard: bool
    has_focus: bool


class DaysView(QAbstractScrollArea):
    """A painted stretch of days with a cursor that is told to screen readers.

    Signals:
        selected(object): this visit's id, or None where the cursor is on none. open_wanted(int).
        menu_wanted(object, date, QPoint): a visit's id or None.
        said(str): for screen readers. closed(): Esc with nothing under way.
    """

    selected = Signal(object)
    open_wanted = Signal(int)
    menu_wanted = Signal(object, object, object)
    said = Signal(str)
    closed = Signal()
    show_state: FocusShow

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(name)

    def lay_out(self) -> None:
        """Put everything in its place for the size as it is."""
        raise NotImplementedError

    def cursor_words(self) -> str:
        """Return what the cursor is on."""
        raise NotImplementedError

    def tell_cursor(self) -> None:
        """Tell screen readers what the cursor is on."""
        words = self.cursor_words()
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
            self.said.emit(words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.show_state.has_focus = True
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.show_state.keyboard = True
        self.tell_cursor()
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.show_state.has_focus = False
        self.viewport().update()


class VisitDaysView(DaysView):
    """Days in which visits are carried from one to another: month and week.

    Signals:
        new_wanted(date, Half), move_wanted(int, date, Half).
        day_wanted(date, QRect): show all visits of a day whose visits do not all fit.
    """

    new_wanted = Signal(object, object)
    move_wanted = Signal(int, object, object)
    day_wanted = Signal(object, object)
    show_state: DaysShow
    data: MonthData | WeekData
    carry: VisitCarry

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.judge: Judge | None = None
        self.can_change = True
        self.by_mouse = False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def current(self) -> VisitRow | None:
        """Return the visit chosen."""
        return self.data.visit(self.show_state.selected)

    def select(self, visit_id: int | None, *, keyboard: bool = False) -> None:
        """Choose a visit in sight, or none."""
        raise NotImplementedError

    def turn(self, steps: int) -> None:
        """Ask for what lies before or after."""
        raise NotImplementedError

    def content(self, point: QPointF) -> QPointF:
        """Return the content's point under a point of the viewport."""
        raise NotImplementedError

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.show_state.pressed = None
        self.carry.release(self.content(event.position()))
        self.viewport().update()
