"""The small chart of the solve bar: how the plan has come near the best that is possible, over the seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.calendar.texts import draw, width
from desktop.rotation.readings import Reading
from desktop.theme import theme

_HIGH: Final = 54
_TOP: Final = 4
_WIDE: Final = 231
_NARROW: Final = 56
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Point:
    """Seconds, and how near a cost is to the best, 0 to 1."""

    at: float
    share: float


class SolveChart(QWidget):
    """Score and bound of the level that decides; higher is better, as far as the time goes that is set for it."""

    def __init__(self) -> None:
        super().__init__()
        self._readings: tuple[Reading, ...] = ()
        self._now, self._limit = 0.0, 30.0
        self.setMinimumWidth(_NARROW)
        self.setMaximumWidth(_WIDE)
        self.setFixedHeight(_HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Score and bound over time"))

    def show_readings(self, readings: Sequence[Reading], now: float, limit: float) -> None:
        """Show what was read so far, *now* seconds after the beginning."""
        self._readings, self._now, self._limit = tuple(readings), now, max(limit, 0.05)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        base = self.height() - 2
        painter.fillRect(QRectF(0, base, self.width(), 1), colours.line2)
        x = self._x(self._now)
        painter.fillRect(QRectF(x - 1, 1, 2, base - 1), colours.line)
        bound, score = lines_of(self._readings, self._now)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.ink3, 1.6)
        pen.setDashPattern([2.0, 2.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._line(painter, bound, pen)
        self._line(painter, score, QPen(colours.acc, 2))
        if score:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.acc)
            painter.drawEllipse(QPointF(x, self._y(score[-1].share)), 3, 3)
        self._names(painter, x, score)
        painter.end()

    def _names(self, painter: QPainter, x: float, score: list[Point]) -> None:
        colours, names = theme(), (_("Best"), _("Score"))
        if not score:
            return
        long = max(width(each, 12) for each in names)
        left = x + 7 if x + 7 + long <= self.width() else x - 8 - long
        tops = (7.0, 22.0) if left > x or score[-1].share < _HALF else (21.0, 36.0)  # where the lines are not
        for name, middle in zip(names, tops, strict=True):
            draw(painter, left, middle, name, colours.ink2, px=12)

    def _line(self, painter: QPainter, points: list[Point], pen: QPen) -> None:
        if not points:
            return
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        stairs: list[QPointF] = []
        for point in points:
            x, y = self._x(point.at), self._y(point.share)
            if stairs:
                stairs.append(QPointF(x, stairs[-1].y()))
            stairs.append(QPointF(x, y))
        stairs.append(QPointF(self._x(self._now), stairs[-1].y()))
        painter.drawPolyline(QPolygonF(stairs))

    def _x(self, seconds: float) -> float:
        return round(min(seconds / self._limit, 1.0) * (self.width() - 2))

    def _y(self, share: float) -> float:
        return _TOP + (1 - share) * (self.height() - _TOP - 7)


def lines_of(readings: Sequence[Reading], now: float) -> tuple[list[Point], list[Point]]:
    """Return bound and score as stairs of the level that decides now: the best proven at the top, the worst below."""
    shown = [each for each in readings if each.at <= now]
    if not shown:
        return [], []
    level = shown[-1].level
    costs = [each.costs.get(level) for each in shown]
    bounds = [each.bounds.get(level) for each in shown]
    known = [each for each in (*costs, *bounds) if each is not None]
    if not known:
        return [], []
    best, worst = min(known), max(known)
    span = max(worst - best, 1)

    def points(values: Sequence[int | None]) -> list[Point]:
        return [
            Point(each.at, 1 - (value - best) / span)
            for each, value in zip(shown, values, strict=True)
            if value is not None
        ]

    return points(bounds), points(costs)
