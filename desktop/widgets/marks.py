"""Painted marks: seals, deadline shapes, stage cells, flag, conflict, badges, bars, key caps.

Plain functions for delegates and calendars; `mark_widgets.py` wraps them for layouts.
Every colour is looked up at the moment of painting.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from core.deadlines import Lateness, Timeliness, timeliness_text
from desktop.fonts import metrics, sans, serif
from desktop.theme import theme
from desktop.widgets.kinds import Sealed, kind_of
from desktop.widgets.strokes import box, paint_phrase, phrase_width

SEAL_TEXT: Final = {16: 11, 18: 12, 20: 13, 24: 15, 36: 22, 40: 24, 48: 28, 64: 38}
SHAPE: Final = 11
SHAPE_GAP: Final = 7
CENTRE: Final = Qt.AlignmentFlag.AlignCenter


def deadline_colour(kind: Lateness) -> QColor:
    """Return the colour of the words of a deadline."""
    colours = theme()
    match kind:
        case Lateness.LATE:
            return colours.red
        case Lateness.TODAY | Lateness.SOON:
            return colours.amb
        case Lateness.IN_TIME:
            return colours.ink2
        case _:
            return colours.ink3


def paint_seal(painter: QPainter, rect: QRectF, kind: Sealed | str, hollow: bool = False) -> None:  # noqa: FBT001, FBT002
    """Paint a kind's seal: full, or hollow for what is done or unchanged.

    Args:
        painter: Its state is kept.
        rect: A square of 16, 18, 20, 24, 36, 40, 48 or 64 px.
        kind: A kind, a row with `seal` and `colour`, a kind's key, or a colour letter.
        hollow: Border and character in the kind's colour on nothing.
    """
    shown = kind_of(kind)
    colours = theme().kind(shown.colour)
    area = QRectF(rect)
    side = round(area.height())
    px = SEAL_TEXT.get(side, round(side * 0.6))
    radius = 3 if side < 24 else 5
    box(painter, area, radius=radius, fill=None if hollow else colours.fill, border=colours.fill if hollow else None)
    painter.save()
    painter.setFont(serif(px) if side >= 24 else sans(px, bold=True))
    painter.setPen(colours.fill if hollow else colours.on_fill)
    painter.drawText(area, CENTRE, shown.seal)
    painter.restore()


def paint_shape(painter: QPainter, rect: QRectF, kind: Lateness) -> None:
    """Paint only the shape of a deadline, 11 px, centred in *rect*: triangle, diamond, ring, tick or dash."""
    colours, centre = theme(), rect.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    match kind:
        case Lateness.LATE:
            painter.setBrush(colours.red)
            painter.drawPolygon(_points(centre, (0, -5), (5.5, 4.5), (-5.5, 4.5)))
        case Lateness.TODAY | Lateness.SOON:
            painter.setBrush(colours.amb_s)
            painter.drawPolygon(_points(centre, (0, -5.3), (5.3, 0), (0, 5.3), (-5.3, 0)))
        case Lateness.IN_TIME:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.grn, 1.6))
            painter.drawEllipse(centre, 4.2, 4.2)
        case Lateness.CLOSED:
            paint_tick(painter, rect, colours.ink3)
        case Lateness.NONE:
            painter.fillRect(QRectF(centre.x() - 3, centre.y() - 0.5, 6, 1), colours.ink3)
    painter.restore()


def paint_tick(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """Paint a tick, 10 px wide, centred in *rect*."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_points(rect.center(), (-4.4, 0.4), (-1.5, 3.2), (4.6, -3.4)))
    painter.restore()


def paint_deadline(
    painter: QPainter, rect: QRectF, timeliness: Timeliness, *, text: str | None = None, px: int = 13
) -> float:
    """Paint shape and words of a deadline from the left of *rect*, digits bold; return where the words end.

    Args:
        painter: Its state is kept.
        rect: The cell; the phrase is centred vertically and elided at the right.
        timeliness: From `core.deadlines.state_of`.
        text: Other words to say, in place of `timeliness_text`.
        px: Size of the words.
    """
    area = QRectF(rect)
    paint_shape(painter, QRectF(area.left(), area.top(), SHAPE, area.height()), timeliness.kind)
    words = timeliness_text(timeliness) if text is None else text
    place = area.adjusted(SHAPE + SHAPE_GAP, 0, 0, 0)
    return paint_phrase(painter, place, words, deadline_colour(timeliness.kind), px=px)


def deadline_width(timeliness: Timeliness, *, px: int = 13) -> int:
    """Return the room that `paint_deadline` needs."""
    return SHAPE + SHAPE_GAP + phrase_width(timeliness_text(timeliness), px)


def paint_stage(painter: QPainter, rect: QRectF, filled: int, word: str = "", *, px: int = 13) -> None:
    """Paint five cells of 6x9, the first *filled* of them full, then the stage's word."""
    colours, area = theme(), QRectF(rect)
    top = area.center().y() - 4.5
    for cell in range(5):
        place = QRectF(area.left() + cell * 9, top, 7, 9)
        if cell < filled:
            box(painter, place, radius=1.5, fill=colours.ink2)
        else:
            box(painter, place, radius=1.5, border=colours.line2)
    if word:
        paint_phrase(painter, area.adjusted(52, 0, 0, 0), word, colours.ink2, px=px)


def paint_flag(painter: QPainter, rect: QRectF) -> None:
    """Paint the 10x12 flag of a township with overdue issues, centred in *rect*."""
    area = QRectF(rect)
    left, top = area.center().x() - 5, area.center().y() - 6
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().red)
    painter.drawRect(QRectF(left, top, 1.5, 12))
    corners = ((1.5, 0.5), (10, 0.5), (7.8, 3.7), (10, 7), (1.5, 7))
    painter.drawPolygon(QPolygonF([QPointF(left + x, top + y) for x, y in corners]))
    painter.restore()


def paint_conflict(painter: QPainter, rect: QRectF, under: QColor | None = None) -> None:
    """Paint the 12 px red triangle with "!", centred in *rect*.

    Args:
        painter: Its state is kept.
        rect: Where; months let it hang out of a chip's top right corner.
        under: Colour of the 1 px edge that lifts it off a red border.
    """
    centre = QRectF(rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addPolygon(_points(centre, (0, -5.6), (6, 5.2), (-6, 5.2)))
    path.closeSubpath()
    painter.setPen(QPen(theme().red, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    if under is not None:
        painter.strokePath(path, QPen(under, 3))
    painter.setBrush(theme().red)
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().onacc if not theme().dark else theme().page)
    painter.drawRoundedRect(QRectF(centre.x() - 0.75, centre.y() - 2.4, 1.5, 4.2), 0.7, 0.7)
    painter.drawEllipse(QPointF(centre.x(), centre.y() + 3.4), 0.9, 0.9)
    painter.restore()


def paint_day_badge(painter: QPainter, rect: QRectF, *, off: bool, county: bool = False) -> None:
    """Paint 休 or 班, 16 px; a dashed border marks the county's own rule."""
    colours, area = theme(), _square(rect, 16)
    painter.save()
    if county:
        box(painter, area, radius=3, border=colours.ink2, dashed=True)
        painter.setPen(colours.ink)
    else:
        box(painter, area, radius=3, fill=colours.grn if off else colours.ink2)
        painter.setPen(colours.seal if not colours.dark else colours.page)
    painter.setFont(sans(11, bold=True))
    painter.drawText(area, CENTRE, "休" if off else "班")
    painter.restore()


def paint_market_mark(painter: QPainter, rect: QRectF) -> None:
    """Paint the small ringed 集: it is market day there."""
    colours, area = theme(), _square(rect, 15)
    box(painter, area, radius=7.5, fill=colours.sunken, border=colours.line2)
    painter.save()
    painter.setFont(sans(11))
    painter.setPen(colours.ink2)
    painter.drawText(area, CENTRE, "集")
    painter.restore()


def paint_bar(painter: QPainter, rect: QRectF, value: float, limit: float, *, top: float | None = None) -> None:
    """Paint a bar 6 px high with a tick at its limit; red once the limit is passed.

    Args:
        painter: Its state is kept.
        rect: The bar's whole width; the tick is 14 px high.
        value: What is measured: days, visits.
        limit: The quota or the agreed interval; 0 paints no tick and never turns red.
        top: Value at the right end; by default the limit stands at three fifths.
    """
    colours, area = theme(), QRectF(rect)
    end = top or (limit / 0.6 if limit else max(value, 1.0))
    track = QRectF(area.left(), area.center().y() - 3, area.width(), 6)
    box(painter, track, radius=3, fill=colours.sunken, border=colours.line)
    width = track.width() * min(max(value / end, 0.0), 1.0)
    if width > 0:
        fill = colours.red if limit and value > limit else colours.ink3
        box(painter, QRectF(track.left(), track.top(), max(width, 6), 6), radius=3, fill=fill)
    if limit:
        tick = track.left() + track.width() * min(limit / end, 1.0)
        painter.fillRect(QRectF(tick - 0.75, area.center().y() - 7, 1.5, 14), colours.ink)


def paint_count(painter: QPainter, rect: QRectF, count: int) -> None:
    """Paint a red count, 17 px high, wider for two digits, centred in *rect*."""
    words = str(count) if count < 100 else "99+"
    width = max(17, metrics(11, bold=True).horizontalAdvance(words) + 9)
    area = QRectF(0, 0, width, 17)
    area.moveCenter(QRectF(rect).center())
    box(painter, area, radius=8.5, fill=theme().red)
    painter.save()
    painter.setFont(sans(11, bold=True))
    painter.setPen(theme().seal if not theme().dark else theme().page)
    painter.drawText(area.translated(0, -0.7), CENTRE, words)  # digits sit low in a CJK line
    painter.restore()


def paint_key(painter: QPainter, rect: QRectF, keys: str) -> float:
    """Paint a key cap such as `Ctrl K` from the left of *rect*; return where it ends."""
    area = QRectF(rect)
    cap = QRectF(area.left(), area.center().y() - 9, key_width(keys), 18)
    box(painter, cap, radius=4, fill=theme().sunken, border=theme().line2)
    painter.save()
    painter.setFont(sans(12))
    painter.setPen(theme().ink2)
    painter.drawText(cap, CENTRE, keys)
    painter.restore()
    return cap.right()


def key_width(keys: str) -> int:
    """Return the width of a key cap."""
    return max(18, metrics(12).horizontalAdvance(keys) + 12)


def _square(rect: QRectF, side: float) -> QRectF:
    area = QRectF(0, 0, side, side)
    area.moveCenter(QRectF(rect).center())
    return QRectF(round(area.left()), round(area.top()), side, side)


def _points(centre: QPointF, *offsets: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(centre.x() + x, centre.y() + y) for x, y in offsets])
