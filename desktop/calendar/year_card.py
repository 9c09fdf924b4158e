"""The card beside a cell of the year view: township, week, how long it waited, and each visit of the week."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _
from desktop.calendar.texts import draw, elided, width
from desktop.calendar.year_words import CardWords, visit_line
from desktop.theme import theme
from desktop.widgets.marks import paint_seal
from desktop.widgets.strokes import box

_PAD, _LINE, _HEAD, _SEAL = 14, 24, 48, 16
_MOST = 8
_WIDEST = 380


class YearCard(QWidget):
    """Shows what a cell holds; never in the way of the pointer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self._words: CardWords | None = None
        self.hide()

    def show_cell(self, words: CardWords, beside: QRect) -> None:
        """Show what a cell holds beside its place in the window, and inside the window."""
        self._words = words
        size, window = self._wanted(words), self._window
        x = beside.right() + 10
        if x + size.width() > window.width() - 8:
            x = beside.left() - 10 - size.width()
        y = min(max(beside.center().y() - size.height() // 2, 8), window.height() - size.height() - 8)
        self.setGeometry(QRect(QPoint(max(x, 8), max(y, 8)), size))
        self.setAccessibleName("\n".join((words.title, words.when, words.waiting, *map(visit_line, words.visits))))
        self.show()
        self.raise_()
        self.update()

    def _wanted(self, words: CardWords) -> QSize:
        title = width(words.title, 14, bold=True) + 12 + width(words.when, 13)
        lines = [width(visit_line(visit), 13) + _SEAL + 8 for visit in words.visits[:_MOST]]
        wide = min(max([title, width(words.waiting, 13), 180, *lines]), _WIDEST)
        rows = min(len(words.visits), _MOST) + (len(words.visits) > _MOST)
        return QSize(wide + 2 * _PAD + 2, 8 + _HEAD + rows * _LINE + 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._words is None:
            return
        painter, colours, words = QPainter(self), theme(), self._words
        box(painter, QRectF(self.rect()), radius=6, fill=colours.raised, border=colours.ink3)
        room = self.width() - 2 * _PAD
        x = draw(painter, _PAD, 8 + 12, words.title, colours.ink, px=14, bold=True)
        draw(painter, x + 12, 8 + 12, elided(words.when, 13, room - x + _PAD - 12), colours.ink2, px=13)
        draw(painter, _PAD, 8 + 35, elided(words.waiting, 13, room), colours.ink2, px=13)
        top = 8.0 + _HEAD
        for visit in words.visits[:_MOST]:
            middle = top + _LINE / 2
            over = visit.is_done or visit.is_void
            paint_seal(painter, QRectF(_PAD, middle - _SEAL / 2, _SEAL, _SEAL), visit, over)
            line = elided(visit_line(visit), 13, room - _SEAL - 8)
            draw(painter, _PAD + _SEAL + 8, middle, line, colours.ink3 if visit.is_void else colours.ink, px=13)
            top += _LINE
        if len(words.visits) > _MOST:
            more = _("{n} more").format(n=len(words.visits) - _MOST)
            draw(painter, _PAD + _SEAL + 8, top + _LINE / 2, more, colours.ink2, px=13)
        painter.end()
