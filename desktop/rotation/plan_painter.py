"""Paints the proposal's board: head, names, cells, hatching, and what is carried."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QRegion

from desktop.calendar.board_ground import hatch_region
from desktop.calendar.board_words import range_text, short_post, week_number
from desktop.calendar.texts import draw, elided, width
from desktop.rotation.plan_chip import PlanChipLook, paint_plan_chip
from desktop.rotation.plan_layout import HEAD, PlanLayout
from desktop.rotation.proposal import Chip, Proposal
from desktop.theme import theme
from desktop.widgets.strokes import box, hairline

_NAME_LEFT: Final = 20
_LABEL_AIR: Final = 6


@dataclass(slots=True)
class PlanShow:
    """What the view adds to its data.

    Attributes:
        cursor: Row, week and place in the cell of what is chosen.
        hovered: The same of what lies under the pointer.
        carried: The chip in the hand, and `target` the chip where it would go.
        barred: Why it may not go there.
    """

    cursor: tuple[int, int, int] = (0, 0, 0)
    keyboard: bool = False
    has_focus: bool = False
    chosen: bool = False
    hovered: tuple[int, int, int] | None = None
    carried: Chip | None = None
    target: Chip | None = None
    barred: bool = False
    point: QPointF = field(default_factory=QPointF)
    grip: QPointF = field(default_factory=QPointF)


class PlanPainter:
    """Paints one proposal into one layout; made anew for each picture, holds no colours."""

    def __init__(self, data: Proposal, layout: PlanLayout, show: PlanShow, size: QRectF, offset: QPointF) -> None:
        self.data, self.layout, self.show, self.size, self.offset = data, layout, show, size, offset

    def body(self) -> QRectF:
        """Return the part of the viewport that the body takes."""
        left = self.layout.names
        return QRectF(left, HEAD, self.size.width() - left, self.size.height() - HEAD)

    def paint(self, painter: QPainter) -> None:
        """Paint everything."""
        painter.fillRect(self.size, theme().page)
        rows, weeks = self._rows(), self._weeks()
        painter.save()
        painter.setClipRect(self.body())
        painter.translate(self.layout.names - self.offset.x(), HEAD - self.offset.y())
        self._ground(painter, rows, weeks)
        for row in rows:
            for week in weeks:
                self._cell(painter, row, week)
        self._target(painter)
        painter.restore()
        self._names(painter, rows)
        self._head(painter, weeks)
        self._carried(painter)

    def _rows(self) -> range:
        tops, top = self.layout.tops, self.offset.y()
        bottom = top + self.size.height() - HEAD
        first = next((n for n in range(len(self.data.rows)) if tops[n + 1] > top), len(self.data.rows))
        last = next((n for n in range(first, len(self.data.rows)) if tops[n] >= bottom), len(self.data.rows))
        return range(first, last)

    def _weeks(self) -> range:
        first = max(int(self.offset.x() // self.layout.column), 0)
        last = int((self.offset.x() + self.size.width() - self.layout.names) // self.layout.column) + 1
        return range(min(first, len(self.data.weeks)), min(last, len(self.data.weeks)))

    # Body

    def _ground(self, painter: QPainter, rows: range, weeks: range) -> None:
        colours, layout = theme(), self.layout
        right, bottom = layout.edge(len(self.data.weeks)), layout.tops[rows.stop] if rows else 0
        for row in rows:
            y = layout.tops[row + 1] - 1
            hairline(painter, QPointF(0, y), QPointF(right, y), colours.line)
        for week in weeks:
            x = layout.edge(week + 1) - 1
            if week + 1 < len(self.data.weeks) or x + 2 < self.size.width() - layout.names + self.offset.x():
                hairline(painter, QPointF(x, layout.tops[rows.start]), QPointF(x, bottom), colours.line)

    def _cell(self, painter: QPainter, row: int, week: int) -> None:
        if words := self.data.hatch(row, week):
            self._hatch(painter, self.layout.hatch(row, week), words)
        for spot in self.layout.spots(row, week):
            where = (row, week, spot.at)
            carried = self.show.carried
            look = PlanChipLook(
                hover=where == self.show.hovered,
                selected=self.show.chosen and where == self.show.cursor,
                focused=self.show.keyboard and self.show.has_focus and where == self.show.cursor,
                origin=carried is not None and carried == spot.chip,
            )
            paint_plan_chip(painter, spot.rect, spot.chip, self.data, look)
        ring = self.show.keyboard and self.show.has_focus and self.show.cursor[:2] == (row, week)
        if ring and not self.data.chips(row, week):
            cell = self.layout.cell(row, week).adjusted(2, 2, -3, -3)
            box(painter, cell, radius=4, border=theme().focus, width=2)

    def _hatch(self, painter: QPainter, rect: QRectF, words: str) -> None:
        colours = theme()
        hairline(painter, rect.topLeft(), rect.topRight(), colours.line)
        inner = rect.adjusted(0, 1, 0, 0)
        hatch_region(painter, QRegion(inner.toRect()), inner)
        shown = elided(words, 12, rect.width() - _LABEL_AIR)
        long = width(shown, 12)
        left = round(rect.center().x() - long / 2)
        painter.fillRect(QRectF(left - _LABEL_AIR, inner.top(), long + 2 * _LABEL_AIR, inner.height()), colours.page)
        draw(painter, left, inner.center().y() - 0.5, shown, colours.ink2, px=12)

    def _target(self, painter: QPainter) -> None:
        target = self.show.target
        rect = self.layout.slot_rect(target.visit) if target is not None else None
        if rect is not None:
            edge = theme().red if self.show.barred else theme().focus
            fill = QColor(edge)
            fill.setAlphaF(0.12)
            box(painter, rect.adjusted(1, 1, -2, -2), radius=4, fill=fill, border=edge, width=2)

    def _carried(self, painter: QPainter) -> None:
        show = self.show
        if show.carried is None:
            return
        corner = show.point - show.grip
        rect = QRectF(corner.x(), corner.y(), self.layout.column - 10, 25)
        shown = show.target if show.target is not None else show.carried
        paint_plan_chip(painter, rect, shown, self.data, PlanChipLook(lifted=True))

    # Frame

    def _names(self, painter: QPainter, rows: range) -> None:
        colours, layout = theme(), self.layout
        painter.save()
        painter.setClipRect(QRectF(0, HEAD, layout.names, self.size.height() - HEAD))
        painter.fillRect(QRectF(0, HEAD, layout.names, self.size.height() - HEAD), colours.page)
        room = layout.names - _NAME_LEFT - 2
        for row in rows:
            top, bottom = (HEAD + layout.tops[n] - self.offset.y() for n in (row, row + 1))
            leader, middle = self.data.rows[row], (top + bottom - 1) / 2
            post = elided(short_post(leader.post), 12, room)
            name = elided(leader.name, 14, room, bold=True)
            draw(painter, _NAME_LEFT, middle - (7 if post else 0), name, colours.ink, px=14, bold=True)
            draw(painter, _NAME_LEFT, middle + 11, post, colours.ink3, px=12)
            hairline(painter, QPointF(0, bottom - 1), QPointF(layout.names - 1, bottom - 1), colours.line)
        bottom = min(HEAD + layout.height - self.offset.y(), self.size.height())
        hairline(painter, QPointF(layout.names - 1, HEAD), QPointF(layout.names - 1, bottom), colours.line)
        painter.restore()

    def _head(self, painter: QPainter, weeks: range) -> None:
        colours, layout = theme(), self.layout
        painter.fillRect(QRectF(0, 0, self.size.width(), HEAD), colours.page)
        painter.save()
        painter.setClipRect(QRectF(layout.names, 0, self.size.width() - layout.names, HEAD))
        for week in weeks:
            each = self.data.weeks[week]
            left = layout.names + layout.edge(week) - self.offset.x()
            room = layout.edge(week + 1) - layout.edge(week) - 12
            draw(painter, left + 8, 14.5, week_number(each.monday), colours.ink, px=13, bold=True)
            draw(painter, left + 8, 32.5, elided(range_text(each.first, each.last), 12, room), colours.ink2, px=12)
            x = layout.names + layout.edge(week + 1) - 1 - self.offset.x()
            if week + 1 < len(self.data.weeks):
                hairline(painter, QPointF(x, 0), QPointF(x, HEAD), colours.line)
        painter.restore()
        hairline(painter, QPointF(layout.names - 1, 0), QPointF(layout.names - 1, HEAD), colours.line)
        hairline(painter, QPointF(0, HEAD - 1), QPointF(self.size.width(), HEAD - 1), colours.line2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
