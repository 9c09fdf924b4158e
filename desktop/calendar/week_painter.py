"""Painting the week: heads of days, bands, hours, visits, deadlines, and what is being carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QRegion

from core.i18n import _, ngettext
from core.visits import HALF_MARKS, HALF_NAMES, Half
from desktop.calendar.board_ground import hatch_region
from desktop.calendar.chip import ChipLook
from desktop.calendar.days_show import CarryShow, DaysShow
from desktop.calendar.texts import draw, elided, width
from desktop.calendar.week_block import paint_due, paint_visit
from desktop.calendar.week_data import Band, WeekData
from desktop.calendar.week_head import WeekHead
from desktop.calendar.week_layout import GUTTER, HEAD, DayPlan, VisitPlace, WeekLayout
from desktop.calendar.week_words import due_count_words
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.strokes import box, hairline

_LABEL_LEFT = 12


@dataclass(slots=True)
class WeekCarryShow(CarryShow):
    """A visit in the hand, as large as where it came from, and the half-days where it cannot go."""

    size: QRectF = field(default_factory=QRectF)
    invalid: Mapping[tuple[date, Half], str] = field(default_factory=dict)


@dataclass(slots=True)
class WeekShow(DaysShow):
    """What the view adds to its data."""

    band: Band = Band.MORNING
    issue: int | None = None
    hovered_issue: int | None = None
    over_gutter: bool = False
    carry: WeekCarryShow | None = None


class WeekPainter:
    """Paints one week into one layout; made anew for each, holds no colours."""

    def __init__(self, data: WeekData, layout: WeekLayout, show: WeekShow, offset: float) -> None:
        self.data, self.layout, self.show, self.offset = data, layout, show, offset

    def paint(self, painter: QPainter, size: QRectF) -> None:
        """Paint what fits into *size*, the viewport."""
        painter.save()
        painter.setClipRect(size.adjusted(0, HEAD, 0, 0))
        painter.translate(0, HEAD - self.offset)
        bottom = max(self.layout.height, size.height() - HEAD + self.offset)
        self._ground(painter, bottom)
        self._gutter(painter)
        self._invalid(painter)
        for day in self.data.dates:
            self._day(painter, self.layout.plan(day))
        self._cursor(painter)
        self._carried(painter)
        painter.restore()
        WeekHead(self.data, self.layout).paint(painter, size.width())

    # Ground

    def _ground(self, painter: QPainter, bottom: float) -> None:
        colours, layout = theme(), self.layout
        painter.fillRect(QRectF(0, 0, layout.edges[-1], bottom), colours.page)
        for day in self.data.dates:
            left, right = layout.column(day)
            row = self.data.days.get(day)
            rest = day.weekday() >= 5 if row is None else not row.is_workday
            if day == self.data.today or rest:
                ground = colours.raised if day == self.data.today else colours.sunken
                painter.fillRect(QRectF(left, 0, right - left, bottom), ground)
        self._hours(painter)
        for at in range(7):
            x = layout.edges[at] - (at > 0)
            hairline(painter, QPointF(x, 0), QPointF(x, bottom), colours.line if at else colours.line2)
        edges = [layout.due_height, layout.bands[Band.MORNING].bottom, layout.bands[Band.AFTERNOON].bottom]
        for n, y in enumerate(edges):
            if n < 2 or y < bottom - 1:
                hairline(painter, QPointF(0, y - 1), QPointF(layout.edges[-1], y - 1), colours.line2)
        if layout.whole_height:
            y = layout.whole_top + layout.whole_height - 1
            hairline(painter, QPointF(0, y), QPointF(layout.edges[-1], y), colours.line)

    def _hours(self, painter: QPainter) -> None:
        colours, right = theme(), self.layout.edges[-1]
        for place in self.layout.bands.values():
            if place.scale is None:
                continue
            scale = place.scale
            for hour in range(int(scale.start), int(scale.end) + 1):
                y = round(scale.y(hour))
                if hour > scale.start or scale.top > place.top + 1:
                    hairline(painter, QPointF(GUTTER, y), QPointF(right, y), colours.line)
                words = f"{hour}:00"
                if y + 14 < place.bottom:
                    draw(painter, GUTTER - 8 - width(words, 11), y + 8, words, colours.ink3, px=11)

    def _gutter(self, painter: QPainter) -> None:
        colours, layout = theme(), self.layout
        if self.show.over_gutter:
            box(painter, QRectF(4, 2, GUTTER - 8, 22), radius=4, fill=colours.line)
        middle = 13.0
        words = elided(_("Due"), 13, GUTTER - _LABEL_LEFT - 18)
        x = draw(painter, _LABEL_LEFT, middle, words, colours.ink2, px=13)
        caret = "caret-up" if self.data.shows_due else "caret-down"
        paint_icon(painter, QRectF(x + 4, middle - 6, 12, 12), caret, "ink3")
        if layout.whole_height:
            words = elided(_("All day"), 13, GUTTER - _LABEL_LEFT - 4)
            draw(painter, _LABEL_LEFT, layout.whole_top + 17, words, colours.ink2, px=13)
        for band, place in layout.bands.items():
            top = place.top
            hour_at_top = place.scale is not None and place.scale.top < top + 20
            words, room = _(HALF_NAMES[band.half]), GUTTER - _LABEL_LEFT - (34 if hour_at_top else 4)
            if width(words, 13, bold=True) > room:
                words = elided(_(HALF_MARKS[band.half]), 13, room, bold=True)
            draw(painter, _LABEL_LEFT, top + 16, words, colours.ink, px=13, bold=True)

    # Days

    def _day(self, painter: QPainter, plan: DayPlan) -> None:
        colours, show = theme(), self.show
        for due in plan.due:
            focused = due.issue.id == show.issue and show.keyboard and show.has_focus
            paint_due(painter, due, hover=due.issue.id in (show.hovered_issue, show.issue), focused=focused)
        for place in plan.visits:
            paint_visit(painter, place, show.look(place.visit))
        if plan.more is not None:
            n = len(plan.hidden)
            words = ngettext("+{n} visit", "+{n} visits", n).format(n=n)
            box(painter, plan.more, radius=4, fill=colours.page, border=colours.line2)
            draw(painter, plan.more.left() + 4, plan.more.center().y(), words, colours.ink2, px=12)

    def paint_due_counts(self, painter: QPainter) -> None:
        """Write how many issues fall due on each day, while the layer is folded."""
        for day in self.data.dates:
            count = len(self.data.due.get(day, ()))
            if count and not self.data.shows_due:
                left = self.layout.column(day)[0] + 9
                draw(painter, left, self.layout.due_height / 2, due_count_words(count), theme().ink2, px=12)

    def _invalid(self, painter: QPainter) -> None:
        """Hatch what a rule of the office forbids for the visit that is carried, and say why."""
        self.paint_due_counts(painter)
        self._more_due(painter)
        carry = self.show.carry
        if carry is None or not carry.invalid:
            return
        region, labels = QRegion(), []
        for (day, half), words in carry.invalid.items():
            if self.data.shows(day):
                rect = self.layout.half_rect(day, half)
                region += rect.toRect()
                labels.append((rect, words))
        hatch_region(painter, region, QRectF(0, 0, self.layout.edges[-1], self.layout.height))
        for rect, words in labels:
            shown = elided(words, 12, rect.width() - 24)
            label = QRectF(rect.left() + 8, rect.bottom() - 26, width(shown, 12) + 12, 18)
            painter.fillRect(label, theme().page)
            draw(painter, label.left() + 6, label.center().y(), shown, theme().ink2, px=12)

    def _more_due(self, painter: QPainter) -> None:
        for day in self.data.dates:
            plan = self.layout.plan(day)
            if plan.more_due is not None:
                n = len(self.data.due_on(day)) - len(plan.due)
                words = _("{n} more").format(n=n)
                draw(painter, plan.more_due.left() + 5, plan.more_due.center().y(), words, theme().ink2, px=12)

    def _cursor(self, painter: QPainter) -> None:
        """Ring the band under the keyboard's cursor, unless a visit or an issue wears the ring."""
        show = self.show
        bare = show.selected is None and show.issue is None
        if show.keyboard and show.has_focus and bare and show.carry is None and self.data.shows(show.cursor):
            cell = self.layout.cell(show.cursor, show.band).adjusted(1, 1, -1, -1)
            box(painter, cell, radius=4, border=theme().focus, width=2)

    def _carried(self, painter: QPainter) -> None:
        carry = self.show.carry
        if carry is None:
            return
        rect = None
        if carry.day is not None and self.data.shows(carry.day):
            rect = self.layout.half_rect(carry.day, carry.half).adjusted(1, 1, -1, -1)
            edge = theme().focus if carry.allowed else theme().red
            wash = QColor(edge)
            wash.setAlphaF(0.06)
            box(painter, rect, radius=4, fill=wash, border=edge, width=2)
        lifted = lifted_rect(carry, rect)
        if lifted is not None:
            paint_visit(painter, VisitPlace(carry.visit, lifted), ChipLook(lifted=True))


def lifted_rect(carry: WeekCarryShow, target: QRectF | None) -> QRectF | None:
    """Return where the lifted visit is painted: under the pointer, or in the target of the keys."""
    wide, high = carry.size.width(), min(carry.size.height(), 42)
    if not carry.keyboard:
        return QRectF(carry.point.x() - carry.grip.x(), carry.point.y() - carry.grip.y(), wide, high)
    if target is None:
        return None
    return QRectF(target.left() + 8, target.top() + 8, min(wide, target.width() - 16), high)
