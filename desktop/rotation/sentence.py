"""A sentence with a number to type in it, and the marks beside it: a tick, and must or if possible."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _, is_chinese
from core.planner.problem import STAND_NAMES, Stand
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets import PlainLabel, mark_invalid
from desktop.widgets.flow import Flow
from desktop.widgets.marks import paint_tick
from desktop.widgets.strokes import box

_SIDE = 15
_HIGH = 22
_LONG = 13


class RuleTick(QAbstractButton):
    """A check box of 15 px."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedSize(_SIDE + 4, _SIDE + 7)
        self.setProperty("ringRadius", 4)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        area = QRectF(0, 3, _SIDE, _SIDE)
        if self.isChecked():
            box(painter, area, radius=3, fill=colours.acc)
            painter.save()
            painter.translate(area.center())
            painter.scale(0.82, 0.82)
            paint_tick(painter, QRectF(-5, -5, 10, 10), colours.onacc)
            painter.restore()
        else:
            fill = colours.sunken if self.underMouse() and self.isEnabled() else colours.raised
            box(painter, area, radius=3, fill=fill, border=colours.line3)
        painter.end()


class StandButton(QAbstractButton):
    """Must, or if possible; a press changes it."""

    def __init__(self, about: str) -> None:
        super().__init__()
        self.stand, self._about = Stand.MUST, about
        self.setProperty("ringRadius", 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_stand(Stand.MUST)

    def show_stand(self, stand: Stand) -> None:
        """Show how firmly the rule holds; what is off shows what it would be."""
        self.stand = stand
        self.setText(_(STAND_NAMES[stand]))
        self.setAccessibleName(f"{self.text()} {self._about}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(metrics(12).horizontalAdvance(self.text()) + 10, 18)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        ink = colours.ink2
        if self.stand is Stand.MUST:
            box(painter, area, radius=3, fill=colours.ink2)
            ink = colours.page
        else:
            over = self.underMouse() and self.isEnabled()
            box(painter, area, radius=3, fill=colours.sunken if over else None, border=colours.line2)
        painter.setPen(ink)
        painter.setFont(sans(12))
        painter.drawText(area.translated(0, -0.5), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()


class NumberInSentence(QWidget):
    """A short number in bold with a border. Signal: changed(int)."""

    changed = Signal(int)

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self._low, self._high, self._value = low, high, -1
        self.field = QLineEdit()
        self.field.setProperty("role", "bare")
        self.field.setFont(sans(14, bold=True))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setMaxLength(6)
        self.field.setFrame(False)
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._fit)
        self.field.editingFinished.connect(self._take)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 0, 3, 0)
        row.addWidget(self.field)
        self.show_value(low)

    def value(self) -> int:
        """Return the number that counts."""
        return self._value

    def show_value(self, value: int) -> None:
        """Show a number, unless somebody is typing here."""
        if value != self._value and not (self.field.hasFocus() and self.field.isModified()):
            self._value = value
            self.field.setText(str(value))
            mark_invalid(self.field)
            self._fit()

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            if step is not None and self._low <= self._value + step <= self._high:
                self._value += step
                self.field.setText(str(self._value))
                self._fit()
                self.changed.emit(self._value)
            elif event.key() == Qt.Key.Key_Escape and self.field.isModified():
                self._put_back()
            else:
                return False
            return True
        if isinstance(event, QFocusEvent):
            self.update()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        wrong = bool(self.field.property("invalid"))
        focus = self.field.hasFocus()
        border = colours.red if wrong else colours.focus if focus else colours.line3
        fill = colours.raised if self.isEnabled() else colours.sunken
        box(painter, QRectF(self.rect()), radius=5, fill=fill, border=border, width=2 if wrong or focus else 1)
        painter.end()

    def _take(self) -> None:
        """Take what was typed; a word that is no number here stays, in red, with what to do."""
        words = self.field.text().strip()
        if words == str(self._value):
            self._put_back()
        elif words.isdecimal() and self._low <= int(words) <= self._high:
            self._value = int(words)
            self.field.setModified(False)
            mark_invalid(self.field)
            self.changed.emit(self._value)
        else:
            say = _("Type a whole number from {low} to {high}.")
            mark_invalid(self.field, say.format(low=self._low, high=self._high))
        self.update()

    def _put_back(self) -> None:
        self.field.setText(str(self._value))
        self.field.setModified(False)
        mark_invalid(self.field)
        self._fit()
        self.update()

    def _fit(self) -> None:
        self.setFixedSize(metrics(14, bold=True).horizontalAdvance(self.field.text() or "0") + 16, _HIGH)
        if (flow := self.parentWidget()) is not None and isinstance(flow, Flow):
            flow.refresh()


class Sentence(Flow):
    """Words, a number, words; it goes on in the next line where there is no room."""

    def __init__(self, text: str, number: NumberInSentence) -> None:
        long = is_chinese() and len(text) > _LONG  # then a line may end after each character
        super().__init__(gap=0 if long else 5 if is_chinese() else 4)
        self.number = number
        before, _n, after = text.partition("{n}")
        for part in _pieces(before, long=long):
            self.add(_word(part))
        self.add(number)
        for part in _pieces(after, long=long):
            self.add(_word(part))


def _pieces(text: str, *, long: bool) -> list[str]:
    """Return the words that a line may end after; Chinese of a short sentence stays whole."""
    words = text.strip()
    if not words:
        return []
    return list(words) if long else [words] if is_chinese() else words.split()


def _word(text: str) -> PlainLabel:
    label = PlainLabel(text, px=14)
    label.setFixedHeight(_HIGH)
    return label
