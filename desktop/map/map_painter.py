"""Painting the map: tints, borders, names with their number; what is chosen last, over its neighbours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from core.deadlines import Lateness
from core.geo.levels import Level
from desktop.fonts import metrics, sans
from desktop.map.map_data import MapData, MapPlace, figure_below, figure_only
from desktop.theme import blend, theme
from desktop.widgets.marks import paint_shape
from desktop.widgets.strokes import hatch, paint_phrase, phrase_width

_LINE: Final = 17
_SHAPE: Final = 15
PRESSING: Final = frozenset({Level.PAST, Level.NEVER, Level.LATE, Level.LATER, Level.LATEST})
_STRONG: Final = frozenset({Level.LATER, Level.LATEST})  # red words would be faint on these
_STEPS_ASIDE: Final = sorted(
    ((across, down) for across in range(-24, 25, 8) for down in range(-24, 25, 8)), key=lambda step: math.hypot(*step)
)


@dataclass
class MapShow:
    """What the pointer and the keys have chosen: ids of townships."""

    current: int | None = None
    hovered: int | None = None
    has_focus: bool = False
    keyboard: bool = False


def tint(level: Level) -> QColor:
    """Return the ground of a level."""
    colours = theme()
    return {
        Level.RECENT: colours.raised,
        Level.HALF: colours.heat15,
        Level.NEAR: colours.heat23,
        Level.PAST: colours.heat30,
        Level.NEVER: colours.heat30,
        Level.CLEAR: colours.raised,
        Level.OPEN: colours.acc_t,
        Level.LATE: blend(colours.raised, colours.heat30, 0.45),
        Level.LATER: blend(colours.heat30, colours.red, 0.06),
        Level.LATEST: blend(colours.heat30, colours.red, 0.3),
    }[level]


def paint_map(painter: QPainter, data: MapData, show: MapShow, transform: QTransform) -> None:
    """Paint all townships."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paths = {place.row.id: transform.map(place.path) for place in data.places}
    for place in data.places:
        _paint_ground(painter, data, place, paths[place.row.id], hovered=show.hovered == place.row.id)
    for place in data.places:
        _stroke(painter, paths[place.row.id], theme().line3, 1)
    for chosen, colour, width in ((show.hovered, theme().ink2, 1.5), (show.current, theme().acc, 2.5)):
        if chosen in paths:
            _stroke(painter, paths[chosen], colour, width)
    if show.has_focus and show.keyboard and show.current in paths:
        _stroke(painter, paths[show.current], theme().focus, 4)
    for place in data.places:
        _paint_words(painter, data, place, transform.map(place.label), paths[place.row.id])
    painter.restore()


def _paint_ground(painter: QPainter, data: MapData, place: MapPlace, path: QPainterPath, *, hovered: bool) -> None:
    in_sight = data.shows(place)
    ground = tint(place.level) if in_sight else theme().page
    painter.fillPath(path, blend(ground, theme().ink, 0.05) if hovered else ground)
    if in_sight and place.level is Level.NEVER:
        painter.save()
        painter.setClipPath(path)
        hatch(painter, path.boundingRect())
        painter.restore()


def _stroke(painter: QPainter, path: QPainterPath, colour: QColor, width: float) -> None:
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


def _paint_words(painter: QPainter, data: MapData, place: MapPlace, at: QPointF, path: QPainterPath) -> None:
    """Write name and number, or the number alone where the outline has no room for more."""
    in_sight, row = data.shows(place), place.row
    ink = theme().ink if in_sight else theme().ink3
    pressing = in_sight and place.level in PRESSING
    shape = _SHAPE if pressing else 0
    name = metrics(13, bold=True).horizontalAdvance(place.short)
    full, bare = figure_below(row, data.layer), figure_only(row, data.layer)
    middle, figure, has_name, wide = at, bare, False, 0.0
    for figure, has_name in ((full, True), (bare, True), (bare, False)):
        wide = phrase_width(figure, 13) + shape
        size = QSizeF(max(wide, name) if has_name else wide, 2 * _LINE if has_name else _LINE)
        if (found := spot_within(path, at, size)) is not None:
            middle = found
            break
    top = middle.y() - (_LINE if has_name else _LINE / 2)
    if has_name:
        painter.setPen(ink)
        painter.setFont(sans(13, bold=True))
        centred = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(QRectF(middle.x() - 100, top, 200, _LINE), centred, place.short)
        top += _LINE
    left = middle.x() - wide / 2
    if pressing:
        paint_shape(painter, QRectF(left, top, 11, _LINE), Lateness.LATE)
    words = QRectF(left + shape, top, wide, _LINE)
    paint_phrase(painter, words, figure, theme().red if pressing and place.level not in _STRONG else ink, px=13)


def spot_within(path: QPainterPath, at: QPointF, size: QSizeF) -> QPointF | None:
    """Return the middle nearest to *at* where *size* crosses no border, None where there is no such place."""
    around = path.boundingRect()
    if size.width() > around.width() or size.height() > around.height():
        return None
    for across, down in _STEPS_ASIDE:
        middle = QPointF(at.x() + across, at.y() + down)
        corner = QPointF(middle.x() - size.width() / 2, middle.y() - size.height() / 2)
        if path.contains(QRectF(corner, size)):
            return middle
    return None
