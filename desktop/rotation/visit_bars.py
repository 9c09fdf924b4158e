"""A bar for each leader: his visits, and dashed what the quota asks for beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from core.i18n import _, clauses, ngettext
from core.planner.quality import LeaderBar
from desktop.calendar.texts import draw, width
from desktop.theme import theme
from desktop.widgets.strokes import box
from desktop.widgets.text import plain_tip

_HIGH: Final = 32
_PITCH: Final = 27
_ROOM: Final = 267
_BAR: Final = 13
_LEAST_NAME: Final = 13
_NAMES: Final = 16


class VisitBars(QWidget):
    """The visits of every leader in the order of rank; no leader is ranked by them."""

    def __init__(self, bars: Sequence[LeaderBar]) -> None:
        super().__init__()
        self._bars = tuple(bars)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(clauses(_said(each) for each in self._bars))

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, _HIGH + 1 + (_NAMES if self._pitch() >= _LEAST_NAME else 2))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, pitch = QPainter(self), theme(), self._pitch()
        most = max((max(each.visits, each.least or 0) for each in self._bars), default=1) or 1
        unit, wide = _HIGH / max(most, 1), max(round(pitch * _BAR / _PITCH), 1)
        painter.fillRect(
            QRectF(0, _HIGH, min(pitch * (len(self._bars) - 1) + wide + 5, self.width()), 1), colours.line2
        )
        for n, bar in enumerate(self._bars):
            left = round(n * pitch + min(2.0, pitch / 8))
            high = round(bar.visits * unit)
            if bar.least is not None and bar.least > bar.visits:
                top = _HIGH - round(bar.least * unit)
                missing = QRectF(left + 0.5, top, max(wide - 1, 1), _HIGH - high - top)
                box(painter, missing, radius=2, border=colours.amb, dashed=True)
            if high:
                box(painter, QRectF(left, _HIGH - high, wide, high), radius=min(2, wide / 4), fill=colours.acc)
                painter.fillRect(QRectF(left, _HIGH - 2, wide, 2), colours.acc)
            if pitch >= _LEAST_NAME:
                name = bar.name[:1]
                x = left + wide / 2 - width(name, 11) / 2
                draw(painter, x, _HIGH + 8, name, colours.ink3, px=11)
        painter.end()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            n = int(event.pos().x() // self._pitch())
            if 0 <= n < len(self._bars):
                QToolTip.showText(event.globalPos(), plain_tip(_said(self._bars[n])), self)
            return True
        return super().event(event)

    def _pitch(self) -> float:
        room = min(self.width(), _ROOM) + 4  # nothing follows the last bar
        return min(float(_PITCH), room / max(len(self._bars), 1))


def _said(bar: LeaderBar) -> str:
    words = ngettext("{n} visit", "{n} visits", bar.visits).format(n=bar.visits)
    if bar.least is not None and bar.least > bar.visits:
        words += " " + _("(quota {n})").format(n=bar.least)
    return f"{bar.name} {words}"
