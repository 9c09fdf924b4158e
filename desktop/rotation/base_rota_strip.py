"""A year as a strip of small squares, a column for each week; a cursor tells each day in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from core.calendar.lunar import lunar_full
from core.calendar.workdays import WorkCalendar
from core.i18n import _, clauses, day_text, is_chinese, statements, weekday_text
from core.planner.base_rota import BaseDay
from desktop.fonts import sans
from desktop.theme import theme
from desktop.widgets.strokes import box
from desktop.widgets.text import plain_tip

PITCH, CELL, HEAD = 13, 11, 18
WEEKS: Final = 54
"""A year touches as many at most."""
_STEPS: Final = {Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Mark(Enum):
    """How a day looks; of several the upper one is shown."""

    BARRED = 0
    ON = 1
    MOVED = 2
    OPEN = 3
    THERE = 4
    OUT = 5


@dataclass(frozen=True, slots=True)
class StripDay:
    """A day that has something to show."""

    mark: Mark
    words: str


def marked(days: Iterable[tuple[date, Mark, str]]) -> dict[date, StripDay]:
    """Return what each day shows: the gravest mark, and all words."""
    found: dict[date, list[tuple[Mark, str]]] = {}
    for day, mark, words in days:
        found.setdefault(day, []).append((mark, words))
    return {
        day: StripDay(
            min((mark for mark, _words in each), key=lambda mark: mark.value),
            statements(words.rstrip("。.") for _mark, words in each),
        )
        for day, each in found.items()
    }


def marks_of(days: Iterable[BaseDay], names: Mapping[int, str]) -> dict[date, StripDay]:
    """Return what the days of lines show."""
    return marked(
        (each.day or each.meant, _mark(each), clauses((each.line.name, day_words(each, names)))) for each in days
    )


def day_words(each: BaseDay, names: Mapping[int, str]) -> str:
    """Say who goes on a day of a line, or what became of it."""
    if each.day is None:
        return _("left out: a day off")
    who = names.get(each.leader_id or 0, "")
    if not who:
        who = _("nobody of the turns is there") if each.line.turns else _("leader left open")
    if each.day != each.meant:
        return clauses((who, _("moved here from {day}").format(day=day_text(each.meant))))
    return who


def _mark(each: BaseDay) -> Mark:
    if each.day is None:
        return Mark.OUT
    if each.leader_id is None and each.line.turns:
        return Mark.BARRED
    return Mark.ON if each.day == each.meant else Mark.MOVED


class YearStrip(QWidget):
    """Paints a year. Signals: told(str): the day under the cursor in words. turned(int): another year is wanted."""

    told = Signal(str)
    turned = Signal(int)

    def __init__(self, year: int, today: date, calendar: WorkCalendar) -> None:
        super().__init__()
        self.year, self._today, self._calendar = year, today, calendar
        self.days: Mapping[date, StripDay] = {}
        self.cursor_day = today if today.year == year else date(year, 1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Days of the year"))

    @override
    def sizeHint(self) -> QSize:
        return QSize(WEEKS * PITCH + 26, HEAD + 7 * PITCH + 3)

    def show_days(self, year: int, days: Mapping[date, StripDay]) -> None:
        """Show a year with these days in it."""
        if year != self.year:
            self.year = year
            self.cursor_day = min(days, default=date(year, 1, 1)) if days else date(year, 1, 1)
        self.days = days
        self._tell()

    def put_cursor(self, day: date) -> None:
        """Let the cursor stand on a day; beyond the year's ends another year is wanted."""
        self.cursor_day = day
        if day.year != self.year:
            self.turned.emit(day.year)
        self._tell()

    def next_day(self, step: int) -> None:
        """Go to the next day that has something, or the one before."""
        ahead = [day for day in self.days if (day > self.cursor_day if step > 0 else day < self.cursor_day)]
        if ahead:
            self.put_cursor(min(ahead) if step > 0 else max(ahead))

    def words_of(self, day: date) -> str:
        """Return a day in words, with what happens then."""
        found = self.days.get(day)
        what = found.words if found is not None else _("nothing of the base rota")
        off = "" if self._calendar.is_workday(day) else _("day off")
        head = f"{day_text(day, year=True)} {weekday_text(day)}"
        return clauses(part for part in (head, lunar_full(day), off, what) if part)

    def rect_of(self, day: date) -> QRectF:
        """Return where a day lies."""
        first = date(self.year, 1, 1)
        place = (day - first).days + first.weekday()
        return QRectF(24 + place // 7 * PITCH, HEAD + place % 7 * PITCH, CELL, CELL)

    def day_at(self, at: QPointF) -> date | None:
        """Return the day under a point."""
        column, row = int((at.x() - 24) // PITCH), int((at.y() - HEAD) // PITCH)
        first = date(self.year, 1, 1)
        if not (0 <= row < 7 and 0 <= column < WEEKS):
            return None
        day = first + timedelta(column * 7 + row - first.weekday())
        return day if day.year == self.year else None

    def _tell(self) -> None:
        words = self.words_of(self.cursor_day)
        self.setAccessibleDescription(words)
        self.told.emit(words)
        self.update()

    # Keys and mouse

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.next_day(_STEPS[key])
        elif key in _STEPS:
            self.put_cursor(self.cursor_day + timedelta(_STEPS[key]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.turned.emit(self.year + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.put_cursor(date(self.year, 1, 1) if key == Qt.Key.Key_Home else date(self.year, 12, 31))
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
        self._tell()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
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
        painter, colours = QPainter(self), theme()
        painter.setFont(sans(11))
        painter.setPen(colours.ink3)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for month in range(1, 13):
            first = date(self.year, month, 1)
            left = self.rect_of(first + timedelta((7 - first.weekday()) % 7)).left()
            name = f"{month}月" if is_chinese() else f"{first:%b}"
            painter.drawText(QRectF(left, 0, 50, HEAD - 3), middle, name)
        for row in (0, 2, 4):
            words = weekday_text(date(2024, 1, 1 + row)).removeprefix("周")[: 1 if is_chinese() else 3]
            painter.drawText(QRectF(0, HEAD + row * PITCH - 1, 24, PITCH), middle, words)
        day = date(self.year, 1, 1)
        while day.year == self.year:
            self._day(painter, day)
            day += timedelta(1)
        if self.hasFocus():
            box(painter, self.rect_of(self.cursor_day).adjusted(-2, -2, 2, 2), radius=3, border=colours.focus, width=2)
        painter.end()

    def _day(self, painter: QPainter, day: date) -> None:
        colours, area, found = theme(), self.rect_of(day), self.days.get(day)
        works = self._calendar.is_workday(day)
        if found is None:
            box(painter, area, radius=2, fill=colours.sunken if works else None, border=colours.line)
        elif found.mark is Mark.OUT:
            box(painter, area, radius=2, border=colours.ink3, dashed=True)
        elif found.mark is Mark.BARRED:
            box(painter, area, radius=2, fill=colours.red_l, border=colours.red)
        elif found.mark in {Mark.OPEN, Mark.MOVED}:
            box(painter, area, radius=2, fill=colours.acc_t, border=colours.acc)
        else:
            fill = colours.ink3 if found.mark is Mark.THERE else colours.acc
            box(painter, area, radius=2, fill=fill, border=fill)
        if day == self._today:
            painter.fillRect(QRectF(area.left(), area.bottom() + 1, area.width(), 1), colours.ink)
