"""The board chip: a block with the kind's character, and the place or the person; it fills its cell.

On the board by leader it says where, on the board by township who. A line below the words marks a market day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from core.organisation import short_township
from core.visits import VisitState
from db.queries.calendar import VisitRow
from desktop.calendar.board_data import BoardKey
from desktop.calendar.chip import ChipLook, border_of, fill_of
from desktop.calendar.texts import draw, elided, width
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.marks import paint_conflict
from desktop.widgets.strokes import box, fine

BLOCK: Final = 12
_RADIUS: Final = 4
_AIR: Final = 3
_TICK: Final = 12
_DRAFT: Final = 0.6


@dataclass(frozen=True, slots=True)
class ChipFace:
    """What a chip says.

    Attributes:
        market: It is market day there.
        changed: It differs from the plan that was published.
    """

    visit: VisitRow
    words: str
    px: int = 12
    market: bool = False
    changed: bool = False


def chip_words(visit: VisitRow, key: BoardKey) -> str:
    """Return what a chip says: 青石 on a leader's row, 周立明 on a township's."""
    return short_township(visit.township) if key is BoardKey.LEADER else visit.leader


def paint_board_chip(painter: QPainter, rect: QRectF, face: ChipFace, look: ChipLook) -> None:
    """Paint a visit into *rect*; a chip two slots high is a whole day."""
    painter.save()
    if look.origin:
        painter.setOpacity(0.45)
    colours, visit = theme(), face.visit
    hollow = visit.is_done or visit.is_void or look.locked
    box(painter, rect, radius=_RADIUS, fill=fill_of(visit, look) or colours.page)
    _block(painter, rect, visit, hollow=hollow)
    _words(painter, rect, face, quiet=hollow)
    _edge(painter, rect, visit, look)
    if face.changed:
        _turn_corner(painter, rect)
    if look.conflict:
        paint_conflict(painter, QRectF(rect.right() - 6, max(rect.top() - 7, 0), 12, 12), colours.page)
    painter.restore()


def paint_card(painter: QPainter, rect: QRectF, words: str, *, px: int = 12) -> None:
    """Paint what waits to be placed while it is carried: it has no kind yet, so no block."""
    colours = theme()
    box(painter, rect, radius=_RADIUS, fill=colours.raised, border=colours.ink2)
    shown = elided(words, px, rect.width() - 8)
    draw(painter, rect.left() + 4, rect.center().y(), shown, colours.ink, px=px)


def _block(painter: QPainter, rect: QRectF, visit: VisitRow, *, hollow: bool) -> None:
    kind = theme().kind(visit.colour)
    block = QRectF(rect.left(), rect.top(), min(BLOCK, rect.width()), rect.height())
    if hollow:
        box(painter, block, radius=_RADIUS, border=kind.fill)
    else:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(block, _RADIUS, _RADIUS)
        path.addRect(block.adjusted(_RADIUS, 0, 0, 0))  # square towards the words
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, kind.fill)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    if block.width() >= BLOCK:
        ink = kind.fill if hollow else kind.on_fill
        left = block.center().x() - width(visit.seal, 11, bold=True) / 2
        draw(painter, left, rect.center().y(), visit.seal, ink, px=11, bold=True)


def _words(painter: QPainter, rect: QRectF, face: ChipFace, *, quiet: bool) -> None:
    colours, visit, px = theme(), face.visit, face.px
    left, middle = rect.left() + BLOCK + _AIR, rect.center().y()
    room = rect.right() - left
    if room < px - 1:
        return
    ink = colours.ink3 if visit.is_void else colours.ink2 if quiet else colours.ink
    shown = face.words if width(face.words, px) <= room + 1 else _cut(_shorter(face.words), px, room)
    right = draw(painter, left, middle, shown, ink, px=px)
    if visit.is_void:
        painter.fillRect(QRectF(left, round(middle), right - left, 1), ink)
    elif face.market:
        long = min(right, rect.right() - 1) - left + 1
        painter.fillRect(QRectF(left - 1, round(middle + 9.5), long, fine(painter)), colours.kind(visit.colour).fill)
    if visit.is_done and rect.right() - right > _TICK:
        paint_icon(painter, QRectF(rect.right() - _TICK - 1, middle - 6, _TICK, _TICK), "check", colours.ink3)


def _cut(words: str, px: int, room: float) -> str:
    """Return what fits; where an ellipsis would take the place of the only character, that character."""
    if room >= 3 * px:
        return elided(words, px, room)
    return next((words[:n] for n in (2, 1) if width(words[:n], px) <= room + 1), "")


def _shorter(words: str) -> str:
    """Return the last word of a Latin name, the first part of one with dots: it says more than an ellipsis."""
    if " " in words:
        return words.rsplit(maxsplit=1)[-1]
    return words.split("·", maxsplit=1)[0] if "·" in words else words


def _edge(painter: QPainter, rect: QRectF, visit: VisitRow, look: ChipLook) -> None:
    border, line, dashed = border_of(visit, look)
    if border is not None:
        edge = QColor(border)
        painter.save()
        if dashed:  # the block is an edge of its own
            painter.setClipRect(rect.adjusted(min(BLOCK, rect.width()), 0, 0, 0), Qt.ClipOperation.IntersectClip)
            edge.setAlphaF(_DRAFT if visit.state is VisitState.DRAFT else 1.0)
        box(painter, rect, radius=_RADIUS, border=edge, width=line, dashed=dashed)
        painter.restore()
    if look.focused:
        box(painter, rect.adjusted(-2, -2, 2, 2), radius=6, border=theme().focus, width=2)


def _turn_corner(painter: QPainter, rect: QRectF) -> None:
    corner = rect.bottomRight()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().acc)
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(8, 0), corner - QPointF(0, 8)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
