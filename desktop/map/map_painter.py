"""Painting the map: tints, borders, names with their number; what is chosen last, over its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from core.deadlines import Lateness
from core.geo.levels import Level
from desktop.fonts import metrics, sans
from desktop.map.map_data import MapData, MapPlace, figure_only, figure_text
from desktop.theme import blend, theme
from desktop.widgets.marks import paint_shape
from desktop.widgets.strokes import hatch, paint_phrase, phrase_width

_LINE: Final = 17
_SHAPE: Final = 15
PRESSING: Final = frozenset({Level.PAST, Level.NEVER, Level.OVERDUE})


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
        Level.OVERDUE: colours.heat30,
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
        room = QSizeF(place.room * transform.m11() * 0.94, paths[place.row.id].boundingRect().height())
        _paint_words(painter, data, place, transform.map(place.label), room)
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


def _paint_words(painter: QPainter, data: MapData, place: MapPlace, at: QPointF, around: QSizeF) -> None:
    """Write name and number, or the number alone where the outline has no room for more."""
    in_sight, row = data.shows(place), place.row
    ink = theme().ink if in_sight else theme().ink3
    pressing = in_sight and place.level in PRESSING
    figure = figure_text(row, data.layer)
    shape = _SHAPE if pressing else 0
    room = around.width()
    if phrase_width(figure, 13) + shape > room:
        figure = figure_only(row, data.layer)
    has_name = around.height() > 2.4 * _LINE and metrics(13, bold=True).horizontalAdvance(place.short) <= room
    top = at.y() - (_LINE if has_name else _LINE / 2)
    if has_name:
        painter.setPen(ink)
        painter.setFont(sans(13, bold=True))
        middle = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(QRectF(at.x() - 100, top, 200, _LINE), middle, place.short)
        top += _LINE
    wide = phrase_width(figure, 13) + shape
    left = at.x() - wide / 2
    if pressing:
        paint_shape(painter, QRectF(left, top, 11, _LINE), Lateness.LATE)
    words = QRectF(left + shape, top, wide, _LINE)
    paint_phrase(painter, words, figure, theme().red if pressing else ink, px=13)
