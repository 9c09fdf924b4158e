"""The glyph of a visit in the year view: the colour is its kind's, the shape its state's."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from core.visits import VisitState
from desktop.calendar.year_layout import GLYPH
from desktop.theme import theme

STATES: Final = (VisitState.DONE, VisitState.NOTIFIED, VisitState.SET, VisitState.DRAFT, VisitState.CANCELLED)
_SHAPES: Final = {
    VisitState.DONE: "square",
    VisitState.NOTIFIED: "disc",
    VisitState.SET: "ring",
    VisitState.DRAFT: "diamond",
    VisitState.CANCELLED: "cross",
    VisitState.MISSED: "cross",
}


def paint_glyph(painter: QPainter, rect: QRectF, state: VisitState, colour: str) -> None:
    """Paint a glyph; *colour* is a kind's letter, or empty for a legend."""
    device = painter.device()
    ratio = 1.0 if device is None else device.devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), _glyph(_SHAPES[state], colour, theme().key, ratio))


@lru_cache(maxsize=256)
def _glyph(shape: str, colour: str, key: str, ratio: float) -> QPixmap:  # noqa: ARG001 - a key
    picture = QPixmap(round(GLYPH * ratio), round(GLYPH * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    ink = theme().kind(colour).fill if colour else theme().ink2
    ground = theme().kind(colour).tint if colour else theme().page
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = QRectF(0.75, 0.75, GLYPH - 1.5, GLYPH - 1.5)
    hollow = shape in ("ring", "diamond")
    painter.setPen(QPen(ink, 1.5) if hollow or shape == "cross" else Qt.PenStyle.NoPen)
    painter.setBrush(ground if hollow else ink)
    if shape == "square":
        painter.drawRoundedRect(QRectF(0.5, 0.5, GLYPH - 1, GLYPH - 1), 1.5, 1.5)
    elif shape == "disc":
        painter.drawEllipse(QRectF(0, 0, GLYPH, GLYPH))
    elif shape == "ring":
        painter.drawEllipse(inner)
    elif shape == "diamond":
        middle, end = GLYPH / 2, GLYPH - 0.5
        corners = (QPointF(middle, 0.5), QPointF(end, middle), QPointF(middle, end), QPointF(0.5, middle))
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    painter.end()
    return picture
