"""Cached text layouts for calendars: shaping Chinese costs more than everything else in a paint."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QStaticText, QTransform

from desktop.fonts import metrics, sans, sans_name, serif, serif_name


def draw(
    painter: QPainter,
    x: float,
    middle: float,
    text: str,
    colour: QColor,
    *,
    px: int,
    bold: bool = False,
    serifed: bool = False,
) -> float:
    """Draw one line from *x*, centred on *middle*; return where it ends."""
    font = serif(px, bold=bold) if serifed else sans(px, bold=bold)
    painter.setFont(font)
    painter.setPen(colour)
    measure = metrics(px, bold=bold, serifed=serifed)
    top = round(middle - measure.height() / 2)
    painter.drawStaticText(
        QPointF(x, top), _laid_out(text, px, bold, serif_name() if serifed else sans_name(), serifed)
    )
    return x + width(text, px, bold=bold, serifed=serifed)


def width(text: str, px: int, *, bold: bool = False, serifed: bool = False) -> int:
    """Return the width of one line."""
    return _width(text, px, bold, serif_name() if serifed else sans_name(), serifed)


def elided(text: str, px: int, room: float, *, bold: bool = False) -> str:
    """Return *text*, shortened with an ellipsis where it is wider than *room*."""
    return _elided(text, px, int(room), bold, sans_name())


@lru_cache(maxsize=4096)
def _laid_out(text: str, px: int, bold: bool, family: str, serifed: bool) -> QStaticText:  # noqa: ARG001, FBT001 - keys
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(QTransform(), QFont(serif(px, bold=bold) if serifed else sans(px, bold=bold)))
    return made


@lru_cache(maxsize=8192)
def _width(text: str, px: int, bold: bool, family: str, serifed: bool) -> int:  # noqa: ARG001, FBT001 - keys
    return metrics(px, bold=bold, serifed=serifed).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def _elided(text: str, px: int, room: int, bold: bool, family: str) -> str:  # noqa: ARG001, FBT001 - keys
    return metrics(px, bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, room)
