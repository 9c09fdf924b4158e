"""The box beside the pointer while a visit is dragged."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.deadlines import Lateness
from core.i18n import _
from desktop.calendar.texts import draw, elided, width
from desktop.calendar.verdict import Line, Tone, Verdict
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.marks import key_width, paint_key, paint_shape
from desktop.widgets.strokes import box

_PAD, _LINE, _TITLE, _FOOT = 14, 22, 26, 28
_WIDEST = 420


class DropPopup(QWidget):
    """Shows a verdict; never in the way of the pointer."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self._verdict: Verdict | None = None
        self._does = ("", "")
        self.hide()

    def show_verdict(self, verdict: Verdict, at: QPoint, *, key: str = "", act: str = "") -> None:
        """Show *verdict* beside *at*, a point of the window, and inside the window; *key* does what *act* says."""
        self._verdict, self._does = verdict, (key or _("Release"), act or _("move"))
        size = self._wanted()
        window = self._window
        x = at.x() + 24 if at.x() + 24 + size.width() < window.width() - 8 else at.x() - 24 - size.width()
        above = at.y() - 40 - size.height()
        y = above if above >= 8 else min(at.y() + 40, window.height() - size.height() - 8)
        self.setGeometry(max(x, 8), y, size.width(), size.height())
        self.setAccessibleName("\n".join((verdict.title, *(line.text for line in verdict.lines))))
        self.show()
        self.raise_()
        self.update()

    def _wanted(self) -> QSize:
        lines = self._verdict.lines if self._verdict else ()
        title = self._verdict.title if self._verdict else ""
        widest = max([width(title, 14, bold=True), 180, *(width(line.text, 13) + 20 for line in lines)])
        return QSize(min(widest, _WIDEST) + 2 * _PAD, _TITLE + _LINE * len(lines) + _FOOT + 14)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._verdict is None:
            return
        painter, colours = QPainter(self), theme()
        box(painter, QRectF(self.rect()), radius=6, fill=colours.raised, border=colours.ink3)
        draw(painter, _PAD, 8 + _TITLE / 2, self._verdict.title, colours.ink, px=14, bold=True)
        top = 8.0 + _TITLE
        for line in self._verdict.lines:
            self._paint_line(painter, line, top)
            top += _LINE
        self._paint_keys(painter, QRectF(_PAD, top + 3, self.width() - 2 * _PAD, _FOOT - 6))
        painter.end()

    def _paint_line(self, painter: QPainter, line: Line, top: float) -> None:
        colours = theme()
        mark = QRectF(_PAD, top, 12, _LINE)
        tone = colours.ink
        if line.tone is Tone.FREE:
            paint_icon(painter, QRectF(_PAD, top + _LINE / 2 - 6, 12, 12), "check", "grn")
        elif line.tone is Tone.CALM:
            paint_shape(painter, mark, Lateness.IN_TIME)
        elif line.tone is Tone.WARN:
            paint_shape(painter, mark, Lateness.SOON)
            tone = colours.amb
        else:
            paint_shape(painter, mark, Lateness.LATE)
            tone = colours.red
        text = elided(line.text, 13, self.width() - 2 * _PAD - 20)
        draw(painter, _PAD + 20, top + _LINE / 2, text, tone, px=13)

    def _paint_keys(self, painter: QPainter, area: QRectF) -> None:
        allowed = self._verdict is not None and self._verdict.allowed
        pairs = [self._does] if allowed else []
        for key, words in (*pairs, ("Esc", _("cancel"))):
            paint_key(painter, area, key)
            x = draw(painter, area.left() + key_width(key) + 8, area.center().y(), words, theme().ink2, px=13)
            area.setLeft(x + 18)
