"""Twelve small months of a year with the market days in them; a cursor tells each day in words."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from core.calendar.lunar import lunar_full, lunar_of
from core.calendar.market_rules import MarketRule
from core.calendar.market_year import FIRST_YEAR, LAST_YEAR, MarketYear
from core.calendar.workdays import WorkCalendar
from core.i18n import _, clauses, day_text, is_chinese, listed, weekday_text
from desktop.fonts import sans
from desktop.theme import theme
from desktop.widgets.strokes import box
from desktop.widgets.text import plain_tip

ACROSS, DOWN = 4, 3
CELL, LINE, TITLE, GAP = 26, 20, 25, 20
_MIDDLE: Final = Qt.AlignmentFlag.AlignCenter
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


def month_rect(month: int) -> QRectF:
    """Return where a month lies, 1 to 12."""
    column, row = (month - 1) % ACROSS, (month - 1) // ACROSS
    wide, high = 7 * CELL, TITLE + 7 * LINE
    return QRectF(column * (wide + GAP), row * (high + 8), wide, high)


def day_rect(day: date) -> QRectF:
    """Return where a day lies."""
    area = month_rect(day.month)
    place = day.day - 1 + day.replace(day=1).weekday()
    return QRectF(area.left() + place % 7 * CELL, area.top() + TITLE + LINE * (1 + place // 7), CELL, LINE)


class MarketYearView(QWidget):
    """Paints a year. Signals: told(str): the day under the cursor in words. turned(int): another year is wanted."""

    told = Signal(str)
    turned = Signal(int)

    def __init__(self, rules: Sequence[MarketRule], today: date, days: WorkCalendar) -> None:
        super().__init__()
        self._today, self._workdays = today, days
        self.year = MarketYear(today.year, tuple(rules))
        self.cursor_day = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(_("Market days of the year"))

    @override
    def sizeHint(self) -> QSize:
        corner = month_rect(12).bottomRight()
        return QSize(int(corner.x()) + 2, int(corner.y()) + 2)

    def show_year(self, year: int) -> None:
        """Show another year; the cursor goes to the same day of it."""
        year = max(FIRST_YEAR, min(year, LAST_YEAR))
        self.year = MarketYear(year, self.year.rules)
        last = calendar.monthrange(year, self.cursor_day.month)[1]
        self.put_cursor(self.cursor_day.replace(year=year, day=min(self.cursor_day.day, last)))

    def put_cursor(self, day: date) -> None:
        """Let the cursor stand on a day; beyond the year's ends another year is wanted."""
        if day.year != self.year.year:
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                self.cursor_day = day
                self.turned.emit(day.year)
            return
        self.cursor_day = day
        words = self.words_of(day)
        self.setAccessibleDescription(words)
        self.told.emit(words)
        self.update()

    def next_market(self, step: int) -> None:
        """Go to the next market day of the year, or the one before."""
        days = [day for day in self.year.days if (day > self.cursor_day if step > 0 else day < self.cursor_day)]
        if days:
            self.put_cursor(days[0] if step > 0 else days[-1])

    def words_of(self, day: date) -> str:
        """Return a day in words, with the markets held then."""
        held = self.year.days.get(day, ())
        none = _("No market: the date is left out") if day in self.year.left_out else _("No market")
        markets = listed(self.year.rules[place].describe() for place in held) or none
        return clauses((f"{day_text(day, year=True)} {weekday_text(day)}", lunar_full(day), markets))

    def day_at(self, at: QPointF) -> date | None:
        """Return the day under a point."""
        for month in range(1, 13):
            area = month_rect(month)
            if area.contains(at):
                column, row = int((at.x() - area.left()) // CELL), int((at.y() - area.top() - TITLE) // LINE) - 1
                number = row * 7 + column - date(self.year.year, month, 1).weekday() + 1
                last = calendar.monthrange(self.year.year, month)[1]
                return date(self.year.year, month, number) if row >= 0 and 1 <= number <= last else None
        return None

    # Keys and mouse

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.next_market(_STEPS[key])
        elif key in _STEPS:
            self.put_cursor(self.cursor_day + timedelta(_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turned.emit(self.year.year + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            month = 1 if key == Qt.Key.Key_Home else 12
            self.put_cursor(date(self.year.year, month, 1 if month == 1 else 31))
        elif key == Qt.Key.Key_T:
            self.cursor_day = self._today
            self.turned.emit(self._today.year)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None:
            self.put_cursor(day)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.told.emit(self.words_of(self.cursor_day))
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self.day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if day is None else plain_tip(self.words_of(day)), self)
            return True
        return super().event(event)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for month in range(1, 13):
            self._month(painter, month)
        if self.hasFocus():
            area = day_rect(self.cursor_day).adjusted(1, 0, -1, -1)
            box(painter, area, radius=4, border=theme().focus, width=2)
        painter.end()

    def _month(self, painter: QPainter, month: int) -> None:
        colours, area = theme(), month_rect(month)
        painter.setFont(sans(13, bold=True))
        painter.setPen(colours.ink)
        first = date(self.year.year, month, 1)
        name = f"{month}月" if is_chinese() else f"{first:%b}"
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(QRectF(area.left() + 6, area.top(), 80, TITLE), left, name)
        painter.setFont(sans(12))
        painter.setPen(colours.ink3)
        painter.drawText(
            QRectF(area.left(), area.top(), area.width() - 6, TITLE), right, str(self.year.in_month(month))
        )
        painter.setFont(sans(11))
        for column in range(7):
            words = weekday_text(date(2024, 1, 1 + column)).removeprefix("周")[:1]
            rect = QRectF(area.left() + column * CELL, area.top() + TITLE, CELL, LINE)
            painter.drawText(rect, int(_MIDDLE), words)
        for number in range(1, calendar.monthrange(first.year, month)[1] + 1):
            self._day(painter, first.replace(day=number))

    def _day(self, painter: QPainter, day: date) -> None:
        colours, area, held = theme(), day_rect(day), self.year.days.get(day, ())
        ink = colours.ink if self._workdays.is_workday(day) else colours.ink3
        disc = QRectF(area.center().x() - 11, area.center().y() - 9.5, 22, 19)
        if held:
            ink = self._mark(painter, disc, held)
        elif day in self.year.left_out:
            box(painter, disc, radius=9, border=colours.line3, dashed=True)
        if day == self._today:
            painter.setPen(colours.acc)
            painter.drawLine(
                QPointF(disc.left() + 4, disc.bottom() + 0.5), QPointF(disc.right() - 4, disc.bottom() + 0.5)
            )
        painter.setFont(sans(12, bold=bool(held)))
        painter.setPen(ink)
        painter.drawText(area, int(_MIDDLE), str(day.day))
        if held and (lunar := lunar_of(day)) is not None and lunar.is_leap:
            painter.fillRect(QRectF(disc.right() - 3, disc.top() + 2, 3, 3), colours.amb)

    @staticmethod
    def _mark(painter: QPainter, disc: QRectF, held: Sequence[int]) -> QColor:
        """Fill the day of the first market; a ring is a further one, both mean both."""
        colours = theme()
        if 0 in held:
            box(painter, disc, radius=5, fill=colours.acc_t, border=colours.acc if len(held) > 1 else colours.acc_t)
        else:
            box(painter, disc, radius=5, border=colours.acc)
        return colours.acc
