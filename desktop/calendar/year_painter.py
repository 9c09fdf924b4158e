"""Painting the year: months and weeks above, townships at the left, the longest gap at the right, glyphs between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from core.i18n import _, ngettext
from core.waiting import Heat
from desktop.calendar.texts import draw, elided, width
from desktop.calendar.year_data import YearData, YearRow
from desktop.calendar.year_glyph import paint_glyph
from desktop.calendar.year_layout import HEAD, LEFT, MONTHS, RIGHT, YearLayout
from desktop.calendar.year_words import month_name
from desktop.theme import theme
from desktop.widgets.strokes import box, fine, hairline

_NAME = 24
_SUM = 12


@dataclass(slots=True)
class YearShow:
    """What the view adds to its data: the cursor's cell, the pointer's, the selection."""

    row: int = 0
    week: int = 0
    selected: int | None = None
    hovered: tuple[int, int] | None = None
    keyboard: bool = False
    has_focus: bool = False


class YearPainter:
    """Paints one year into one layout; made anew for each, holds no colours."""

    def __init__(self, data: YearData, layout: YearLayout, show: YearShow, offset: QPointF) -> None:
        self.data, self.layout, self.show, self.offset = data, layout, show, offset

    def paint(self, painter: QPainter, size: QRectF) -> None:
        """Paint what fits into *size*, the viewport."""
        right = self.right_of(size)
        body = QRectF(LEFT, HEAD, right - LEFT, max(size.height() - HEAD, 0))
        area = body.translated(self.offset.x() - LEFT, self.offset.y() - HEAD)
        rows, weeks = self.layout.rows_in(area), self.layout.weeks_in(area)
        painter.fillRect(size, theme().page)
        painter.save()
        painter.setClipRect(body)
        painter.translate(LEFT - self.offset.x(), HEAD - self.offset.y())
        self._ground(painter, area, rows, weeks)
        self._glyphs(painter, rows, weeks)
        self._rings(painter)
        painter.restore()
        self._frame(painter, size, rows, weeks)

    def right_of(self, size: QRectF) -> float:
        """Return where the last column begins."""
        return min(LEFT + self.layout.width - self.offset.x(), size.width() - RIGHT)

    # Body

    def _ground(self, painter: QPainter, area: QRectF, rows: range, weeks: range) -> None:
        colours, layout = theme(), self.layout
        tints = {Heat.HALF: colours.heat15, Heat.MOST: colours.heat23, Heat.PAST: colours.heat30}
        day, high = layout.week / 7, layout.row_height
        for number in rows:
            top = number * high
            for run in self.data.rows[number].runs:
                left, right = round(run.start * day), round(run.end * day)
                if right >= area.left() and left <= area.right():
                    painter.fillRect(QRectF(left, top, right - left, high - 1), tints[run.heat])
        bottom = min(rows.stop * high, layout.height)
        for week in weeks:
            begins_month = _month_begins(self.data.monday(week)) is not None
            tone = colours.line2 if begins_month else colours.line
            hairline(painter, QPointF(layout.x(week), area.top()), QPointF(layout.x(week), bottom), tone)
        for number in rows:
            y = (number + 1) * high - 1
            hairline(painter, QPointF(area.left(), y), QPointF(min(area.right(), layout.width), y), colours.line)
        if self.data.shows(self.data.today):
            x = round(layout.day_x(self.data.today) + day / 2) - 1
            painter.fillRect(QRectF(x, area.top(), 2, bottom - area.top()), colours.acc)

    def _glyphs(self, painter: QPainter, rows: range, weeks: range) -> None:
        for row in rows:
            for week in weeks:
                places, more = self.layout.glyphs(row, week)
                for place in places:
                    paint_glyph(painter, place.rect, place.visit.state, place.visit.colour)
                    if place.visit.id == self.show.selected:
                        box(painter, place.rect.adjusted(-2, -2, 2, 2), radius=3, border=theme().acc, width=1.5)
                if more:
                    cell = self.layout.cell(row, week)
                    words = f"+{more}"
                    left = round(cell.center().x() - width(words, 11) / 2)
                    draw(painter, left, cell.bottom() - 7, words, theme().ink2, px=11)

    def _rings(self, painter: QPainter) -> None:
        show = self.show
        if show.hovered is not None:
            cell = self.layout.cell(*show.hovered)
            box(painter, cell.adjusted(0, 0, -1, 0), radius=2, border=theme().ink3)
        if show.keyboard and show.has_focus and self.data.rows:
            cell = self.layout.cell(show.row, show.week)
            box(painter, cell.adjusted(0, 0, -1, 0), radius=3, border=theme().focus, width=2)

    # Around it

    def _frame(self, painter: QPainter, size: QRectF, rows: range, weeks: range) -> None:
        colours, right = theme(), self.right_of(size)
        painter.fillRect(QRectF(right, HEAD, size.width() - right, size.height() - HEAD), colours.page)
        self._head(painter, right, weeks)
        draw(painter, right + _SUM, HEAD - 15, elided(_("Longest gap"), 13, RIGHT - 16), colours.ink2, px=13)
        painter.save()
        painter.setClipRect(QRectF(0, HEAD, size.width(), size.height() - HEAD))
        longest = max((row.longest or 0 for row in self.data.rows), default=0)
        limit = max((row.limit for row in self.data.rows), default=0)
        top_value = max(limit / 0.435, longest / 0.94, 1)
        for number in rows:
            top = HEAD + number * self.layout.row_height - self.offset.y()
            y = top + self.layout.row_height - 1
            for begin, end in ((0, LEFT), (right, size.width())):
                hairline(painter, QPointF(begin, y), QPointF(end, y), colours.line)
            self._name(painter, self.data.rows[number], top)
            self._sum(painter, self.data.rows[number], top, right, top_value)
        painter.restore()
        bottom = min(HEAD + self.layout.height - self.offset.y(), size.height())
        for x in (LEFT, right):
            hairline(painter, QPointF(x, 1), QPointF(x, bottom), colours.line2)
        for y in (0, HEAD - 1):
            hairline(painter, QPointF(0, y), QPointF(size.width(), y), colours.line2)

    def _head(self, painter: QPainter, right: float, weeks: range) -> None:
        colours, data, now = theme(), self.data, self.data.week_of(self.data.today)
        painter.save()
        painter.setClipRect(QRectF(LEFT, 1, right - LEFT, HEAD - 2))
        every = max(round(22 / self.layout.week), 1)
        for week in range(max(weeks.start - 4, 0), weeks.stop):
            x = LEFT + self.layout.x(week) - self.offset.x()
            month = _month_begins(data.monday(week)) if week else data.monday(0) + timedelta(6)
            if month is not None:
                hairline(painter, QPointF(x, 1), QPointF(x, HEAD - 1), colours.line2)
                tone = colours.acc if (month.year, month.month) == (data.today.year, data.today.month) else colours.ink
                name = month_name(month.month)
                if x + 6 + width(name, 13, bold=True) <= right:
                    draw(painter, x + 6, MONTHS / 2 + 1, name, tone, px=13, bold=True)
            if week % every == 0 or week == now:
                self._week(painter, week, x, now=week == now)
        painter.restore()

    def _week(self, painter: QPainter, week: int, x: float, *, now: bool) -> None:
        colours, words = theme(), str(week + 1)
        middle = x + 1 + self.layout.week / 2
        if now:
            wide = max(18, width(words, 11, bold=True) + 8)
            box(painter, QRectF(round(middle - wide / 2), MONTHS + 2, wide, 16), radius=8, fill=colours.acc)
        tone = colours.onacc if now else colours.ink3
        draw(painter, round(middle - width(words, 11, bold=now) / 2), MONTHS + 10, words, tone, px=11, bold=now)

    def _name(self, painter: QPainter, row: YearRow, top: float) -> None:
        colours, high = theme(), self.layout.row_height
        middle, room = top + (high - 1) / 2, LEFT - _NAME - 3
        px, two = (15, True) if high >= 46 else (14, high >= 36)
        name = elided(row.name, px, room, bold=True)
        draw(painter, _NAME, middle - (8 if two else 0), name, colours.ink, px=px, bold=True)
        if two:
            draw(painter, _NAME, middle + 9.5, elided(row.note, 12, room), colours.ink3, px=12)

    def _sum(self, painter: QPainter, row: YearRow, top: float, left: float, top_value: float) -> None:
        colours, middle = theme(), top + (self.layout.row_height - 1) / 2
        past = bool(row.limit) and (row.longest is None or row.longest > row.limit)
        words = _("never")
        if row.longest is not None:
            words = ngettext("{n} day", "{n} days", row.longest).format(n=row.longest)
        start, end = left + _SUM, left + RIGHT - 16
        x = draw(painter, start, middle - 6, words, colours.red if past else colours.ink, px=13, bold=True)
        count = ngettext("{n} visit", "{n} visits", row.count).format(n=row.count)
        if end - width(count, 12) > x + 4:
            draw(painter, end - width(count, 12), middle - 6, count, colours.ink3, px=12)
        track = QRectF(start, round(middle) + 6, end - start, 6)
        box(painter, track, radius=3, fill=colours.sunken, border=colours.line)
        value = top_value if row.longest is None else row.longest
        long = track.width() * min(value / top_value, 1.0)
        if long > 0:
            filled = QRectF(track.left(), track.top(), max(long, 6), 6)
            box(painter, filled, radius=3, fill=colours.red if past else colours.ink3)
        if row.limit:
            tick = round(track.left() + track.width() * min(row.limit / top_value, 1.0))
            painter.fillRect(QRectF(tick, track.top() - 3, fine(painter), 12), colours.ink2)


def _month_begins(monday: date) -> date | None:
    """Return the first of a month that lies in the week of *monday*."""
    sunday = monday + timedelta(6)
    return sunday.replace(day=1) if sunday.day <= 7 else None
