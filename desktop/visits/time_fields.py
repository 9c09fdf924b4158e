"""A clock time typed freely: 9, 930, 下午2:30; a day with its lunar date in the popup."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import QDate, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QLineEdit, QWidget
from typing_extensions import override

from core.calendar.lunar import lunar_text, solar_term
from core.calendar.workdays import BadgeKind, WorkCalendar
from core.clock import clock_text, parse_clock
from core.errors import NotATime
from core.i18n import is_chinese
from core.visits import Half
from desktop.calendar.texts import draw, width
from desktop.fonts import sans
from desktop.theme import theme
from desktop.widgets import mark_invalid
from desktop.widgets.strokes import box


def example_times(half: Half) -> tuple[str, str]:
    """Return the times that fields of a half day give as an example."""
    first = "14:30" if half is Half.AFTERNOON else "9:00"
    return first, "11:30" if half is Half.MORNING else "17:00"


class ClockField(QLineEdit):
    """A time or nothing; what cannot be read is marked and kept."""

    def __init__(self, name: str, parent: QWidget | None = None, *, such_as: str = "9:00") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(such_as)
        self.setFont(sans(14))
        self.setFixedWidth(78)
        self.setMaxLength(20)
        self.textEdited.connect(lambda _text: mark_invalid(self))

    def clock(self) -> time | None:
        """Return the time typed.

        Raises:
            NotATime: it cannot be read; the field is marked.
        """
        try:
            return parse_clock(self.text())
        except NotATime as error:
            mark_invalid(self, error.text())
            raise

    def peek(self) -> time | None:
        """Return the time that can be read now, None otherwise; nothing is marked."""
        try:
            return parse_clock(self.text())
        except NotATime:
            return None

    def set_time(self, at: time | None) -> None:
        """Show a time."""
        self.setText(clock_text(at))
        mark_invalid(self)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            self.setText(clock_text(parse_clock(self.text())))
        except NotATime as error:
            mark_invalid(self, error.text())


class LunarCalendar(QCalendarWidget):
    """A month to choose a day from, with lunar days, solar terms, 休 and 班."""

    def __init__(self, calendar: Callable[[], WorkCalendar], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar = calendar
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setMinimumSize(340, 290)
        self.setFont(sans(13))

    @override
    def paintCell(self, painter: QPainter, rect: QRect, day: QDate) -> None:
        colours, work = theme(), self._calendar()
        shown = date(day.year(), day.month(), day.day())
        inside = day.month() == self.monthShown()
        chosen = day == self.selectedDate()
        place = QRectF(rect).adjusted(1, 1, -1, -1)
        painter.save()
        rest = not work.is_workday(shown)
        painter.fillRect(QRectF(rect), colours.sunken if rest else colours.raised)
        if chosen:
            box(painter, place, radius=5, fill=colours.acc)
        ink = colours.onacc if chosen else colours.ink if inside else colours.ink3
        number, below = str(shown.day), solar_term(shown) or lunar_text(shown)
        middle = place.center()
        draw(painter, middle.x() - width(number, 14, bold=inside) / 2, middle.y() - 7, number, ink, px=14, bold=inside)
        if is_chinese():
            note = colours.onacc if chosen else colours.ink3
            draw(painter, middle.x() - width(below, 11) / 2, middle.y() + 9, below, note, px=11)
        badge = work.badge_of(shown)
        if badge is not None and not chosen:
            tone = colours.grn if badge.kind is BadgeKind.OFF else colours.ink2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone)
            painter.drawEllipse(QPointF(place.right() - 5, place.top() + 6), 2.5, 2.5)
        painter.restore()


class DatePicker(QDateEdit):
    """A day typed or chosen."""

    def __init__(self, calendar: Callable[[], WorkCalendar], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(sans(14))
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy年M月d日" if is_chinese() else "d MMM yyyy")
        self.setDateRange(QDate(1950, 1, 1), QDate(2100, 12, 31))
        self.setCalendarWidget(LunarCalendar(calendar))
        self.setMinimumWidth(160)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come in on the day: it is what changes, the year hardly ever."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.setSelectedSection(QDateEdit.Section.DaySection)

    def day(self) -> date:
        """Return the day."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show a day; one outside 1950 to 2100 becomes the nearest inside."""
        self.setDate(QDate(day.year, day.month, day.day))
        self.setCurrentSection(QDateEdit.Section.DaySection)
