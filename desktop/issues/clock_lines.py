"""The lines of the clocks section: a clock with its date and how it stands, a pause with its days and reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from core.deadlines import Lateness
from core.i18n import _, clauses, day_text
from db.queries.issue_clocks import ClockRow, PauseRow, heading_of, pause_text
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets import plain_tooltip
from desktop.widgets.marks import paint_shape
from desktop.widgets.strokes import box, focus_ring

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
PAD, INDENT = 8, 18


class Line(QAbstractButton):
    """A line that can be pressed: hover says more, F1 tells where it comes from, arrows go on.

    Signals: story_wanted(); step_wanted(int): to the line so many further on.
    """

    story_wanted = Signal()
    step_wanted = Signal(int)
    HIGH = 26

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self.HIGH)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif key == Qt.Key.Key_F1:
            self.story_wanted.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.step_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse():
            box(painter, area, radius=4, fill=theme().sunken)
        self.paint_line(painter, area.adjusted(0, 0, -2, 0))
        if self.hasFocus():
            focus_ring(painter, area.adjusted(2, 2, -2, -2), radius=4)
        painter.end()

    def paint_line(self, painter: QPainter, area: QRectF) -> None:
        """Paint the words."""
        raise NotImplementedError


class ClockLine(Line):
    """One clock: shape and how it stands, what it is, its date; below it what else one has to know."""

    def __init__(self, clock: ClockRow, today: date, *, paused: bool = False) -> None:
        super().__init__()
        self.clock = clock
        self.date_words = day_text(clock.due, year=clock.due.year != today.year) if clock.runs else clock.standing
        self.remarks = remarks_of(clock, paused=paused)
        self.setText(heading_of(clock))
        steps = "\n".join(f"{number}. {words}" for number, words in enumerate(clock.steps, 1))
        plain_tooltip(self, f"{heading_of(clock)}\n{steps}" if steps else heading_of(clock))
        self.setAccessibleName(clauses((heading_of(clock), *self.remarks)))
        self.setAccessibleDescription(steps)

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, 45 if self._two_lines() else self.HIGH)

    def _two_lines(self) -> bool:
        return self.clock.runs or bool(self.remarks)

    @override
    def paint_line(self, painter: QPainter, area: QRectF) -> None:
        colours, clock = theme(), self.clock
        two = self._two_lines()
        first = QRectF(area.left(), area.top() + (2 if two else 0), area.width(), 22 if two else area.height())
        paint_shape(painter, QRectF(first.left(), first.top(), 11, first.height()), shape_of(clock))
        _write(painter, first, self.date_words, 13, colours.ink2 if clock.runs else colours.ink3, right=True)
        place = first.adjusted(INDENT, 0, -metrics(13).horizontalAdvance(self.date_words) - PAD, 0)
        _write(painter, place, clock.name, 14, colours.ink if clock.runs else colours.ink3)
        if two:
            self._paint_second(painter, QRectF(area.left() + INDENT, area.top() + 23, area.width() - INDENT, 20))

    def _paint_second(self, painter: QPainter, second: QRectF) -> None:
        colours, clock = theme(), self.clock
        tone = {Lateness.LATE: colours.red, Lateness.TODAY: colours.amb, Lateness.SOON: colours.amb}
        ink = tone.get(shape_of(clock), colours.ink2 if clock.runs else colours.ink3)
        _write(painter, second, clock.standing, 13, ink)
        rest = second.adjusted(metrics(13).horizontalAdvance(clock.standing) + PAD, 0, 0, 0)
        _write(painter, rest, clauses(self.remarks), 12, colours.ink3, right=True)


class PauseLine(Line):
    """One pause: from, to, kind and reason."""

    def __init__(self, pause: PauseRow, today: date) -> None:
        super().__init__()
        self.pause = pause
        self._now = pause.covers(today)
        words = pause_text(pause)
        self.setText(words)
        plain_tooltip(self, words)
        self.setAccessibleName(words)

    @override
    def paint_line(self, painter: QPainter, area: QRectF) -> None:
        colours = theme()
        ink = colours.ink if self._now else colours.ink3
        for left in (2.5, 6.5):
            painter.fillRect(QRectF(area.left() + left, area.center().y() - 4.5, 2, 9), ink)
        _write(painter, area.adjusted(INDENT, 0, 0, 0), pause_text(self.pause), 13, ink)


def _write(painter: QPainter, place: QRectF, words: str, px: int, ink: QColor, *, right: bool = False) -> None:
    """Write on one line, shortened where it does not fit."""
    painter.setFont(sans(px))
    painter.setPen(ink)
    shown = metrics(px).elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
    painter.drawText(place, int(RIGHT if right else LEFT), shown)


def shape_of(clock: ClockRow) -> Lateness:
    """Return the shape that stands for how a clock stands."""
    if clock.met_on is not None:
        return Lateness.CLOSED
    if not clock.runs or clock.stands_since is not None:
        return Lateness.NONE
    if clock.is_door and clock.timeliness.kind is Lateness.LATE:
        return Lateness.NONE
    return clock.timeliness.kind


def remarks_of(clock: ClockRow, *, paused: bool) -> tuple[str, ...]:
    """Return what else one has to know: press by an earlier day, holidays not announced, no pause stops it."""
    if not clock.runs:
        return ()
    parts = []
    late = clock.timeliness.kind is Lateness.LATE
    if clock.warn_on != clock.due and not clock.is_door and not late:
        parts.append(_("chase by {day}").format(day=day_text(clock.warn_on)))
    if clock.provisional:
        parts.append(_("holidays not announced"))
    if paused and not clock.pausable and not clock.is_door:
        parts.append(_("never pauses"))
    return tuple(parts)
