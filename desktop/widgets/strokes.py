"""Strokes every painter needs: hairlines, boxes, dashes, hatching, phrases with bold digits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from desktop.fonts import metrics, sans
from desktop.theme import theme

_DIGITS: Final = re.compile(r"(\d[\d.,]*)")
AIR: Final = 2
BASELINE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine


def hairline(painter: QPainter, start: QPointF, end: QPointF, colour: QColor) -> None:
    """Draw a horizontal or vertical line one logical pixel wide, crisp at every scale."""
    width, height = abs(end.x() - start.x()), abs(end.y() - start.y())
    left, top = min(start.x(), end.x()), min(start.y(), end.y())
    painter.fillRect(QRectF(left, top, max(width, 1.0), max(height, 1.0)), colour)


def fine(painter: QPainter) -> float:
    """Return how thick a line of one and a half pixels is: a whole pixel where a half would blur or double."""
    device = painter.device()
    return 1.5 if device is not None and device.devicePixelRatio() > 1 else 1.0


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    radius: float = 0,
    fill: QColor | None = None,
    border: QColor | None = None,
    width: float = 1,
    dashed: bool = False,
) -> None:
    """Draw a rounded box whose border lies wholly inside *rect*."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        pen = QPen(border, width)
        if dashed:
            pen.setDashPattern([2.6 / width, 2.0 / width])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        inset = width / 2
        inner = rect.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(inner, max(radius - inset, 0), max(radius - inset, 0))
    painter.restore()


def focus_ring(painter: QPainter, rect: QRectF, *, radius: float = 6) -> None:
    """Draw the 2 px keyboard focus ring, 1 px outside *rect*."""
    box(painter, rect.adjusted(-3, -3, 3, 3), radius=radius + 3, border=theme().focus, width=2)


def hatch(painter: QPainter, rect: QRectF) -> None:
    """Fill *rect* with the 45 degree lines of an unavailable time, 6 px apart."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QBrush(theme().hatch), 1))
    offset = rect.left() + rect.bottom()
    step = 6 * 2**0.5
    x = rect.left() - (offset % step)
    while x < rect.right() + rect.height():
        painter.drawLine(QPointF(x - rect.height(), rect.bottom()), QPointF(x, rect.top()))
        x += step
    painter.restore()


def paint_words(painter: QPainter, rect: QRectF, words: str, ink: QColor, *, px: int = 14, bold: bool = False) -> float:
    """Paint one line from the left, elided at the right edge; return where it ends."""
    measure = metrics(px, bold=bold)
    shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(rect.width()) + 1))
    painter.setFont(sans(px, bold=bold))
    painter.setPen(ink)
    painter.drawText(rect, int(BASELINE), shown)
    return rect.left() + measure.horizontalAdvance(shown)


@lru_cache(maxsize=4096)
def phrase_parts(text: str, px: int) -> tuple[tuple[str, bool, int], ...]:
    """Cut *text* into runs (run, bold, width): digits are bold and stand a little freer inside a phrase."""
    runs = [(run, bool(_DIGITS.fullmatch(run))) for run in _DIGITS.split(text) if run]
    parts = []
    for at, (run, bold) in enumerate(runs):
        width = metrics(px, bold=bold).horizontalAdvance(run)
        before_number = at + 1 < len(runs) and run.endswith(" ")
        after_number = at > 0 and run.startswith(" ")
        parts.append((run, bold, width + (AIR if before_number else 0) + (AIR if after_number else 0)))
    return tuple(parts)


def phrase_width(text: str, px: int = 13) -> int:
    """Return the width of a phrase with bold digits."""
    return sum(width for _run, _bold, width in phrase_parts(text, px))


def paint_phrase(painter: QPainter, rect: QRectF, text: str, colour: QColor, *, px: int = 13) -> float:
    """Paint a phrase with bold digits from the left, elided at the right edge; return where it ends."""
    painter.save()
    painter.setPen(colour)
    x = rect.left()
    for run, bold, width in phrase_parts(text, px):
        left = rect.right() - x
        if left < 1:
            break
        shown = (
            run if width <= left + 1 else metrics(px, bold=bold).elidedText(run, Qt.TextElideMode.ElideRight, int(left))
        )
        painter.setFont(sans(px, bold=bold))
        indent = AIR if run.startswith(" ") and x > rect.left() else 0
        painter.drawText(QRectF(x + indent, rect.top(), max(left, width), rect.height()), int(BASELINE), shown)
        x += width
    painter.restore()
    return x
