"""The head of the week view: each day with its lunar date, terms, badge, season, occasion and markets."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from core.calendar.workdays import BadgeKind
from core.i18n import _, day_text, is_chinese, weekday_text
from core.organisation import short_township
from db.queries.calendar import DayRow
from desktop.calendar.board_words import week_number
from desktop.calendar.texts import draw, elided, width
from desktop.calendar.week_data import WeekData
from desktop.calendar.week_layout import GUTTER, HEAD, WeekLayout
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.marks import paint_day_badge
from desktop.widgets.strokes import box, hairline

_LEFT = 9
_NUMBER, _LUNAR, _MARKETS = 17.0, 39.0, 57.0


class WeekHead:
    """Paints the head, in the viewport's coordinates."""

    def __init__(self, data: WeekData, layout: WeekLayout) -> None:
        self.data, self.layout = data, layout

    def paint(self, painter: QPainter, wide: float) -> None:
        """Paint the head of every day."""
        colours = theme()
        painter.fillRect(QRectF(0, 0, wide, HEAD), colours.page)
        words = week_number(self.data.first)
        if width(words, 13, bold=True) > GUTTER - 14:
            words = _("Wk {n}").format(n=self.data.first.isocalendar().week)
        draw(painter, 12, _NUMBER, words, colours.ink, px=13, bold=True)
        for day in self.data.dates:
            self._day(painter, day)
        for at in range(7):
            x = self.layout.edges[at] - (at > 0)
            hairline(painter, QPointF(x, 0), QPointF(x, HEAD), colours.line if at else colours.line2)
        for y in (0, HEAD - 1):
            hairline(painter, QPointF(0, y), QPointF(wide, y), colours.line2)

    def _day(self, painter: QPainter, day: date) -> None:
        colours, row = theme(), self.data.days.get(day)
        left, right = self.layout.column(day)
        rest = day.weekday() >= 5 if row is None else not row.is_workday
        now = day == self.data.today
        if now or rest:
            painter.fillRect(QRectF(left, 1, right - left, HEAD - 2), colours.raised if now else colours.sunken)
        number = day_text(day) if day.day == 1 else str(day.day)
        x = float(left + _LEFT)
        if now:
            box(painter, QRectF(x - 3, _NUMBER - 13, 26, 26), radius=13, fill=colours.acc)
            at = x + 10 - width(number, 16, bold=True, serifed=True) / 2
            draw(painter, at, _NUMBER, number, colours.onacc, px=16, bold=True, serifed=True)
            x += 30
        else:
            x = draw(painter, x, _NUMBER, number, colours.ink, px=16, bold=True, serifed=True) + 7
        x = draw(painter, x, _NUMBER, weekday_text(day), colours.acc if now else colours.ink2, px=13, bold=now)
        if row is not None:
            self._occasion(painter, row, x + 8, right - 6)
            self._lunar(painter, row, left + _LEFT, right - 6)
            self._markets(painter, row, left + _LEFT, right - 6)

    @staticmethod
    def _occasion(painter: QPainter, row: DayRow, left: float, right: float) -> None:
        words = _("Reception day") if row.reception else row.holiday
        if words and is_chinese() and not row.reception and len(words) > 2:
            words = words.removesuffix("节")
        if words and right - left >= 14:
            shown = elided(words, 12, right - left)
            tone = theme().ink2 if row.reception else theme().grn
            draw(painter, right - width(shown, 12), _NUMBER, shown, tone, px=12)

    @staticmethod
    def _lunar(painter: QPainter, row: DayRow, left: float, right: float) -> None:
        colours, bold = theme(), row.term is not None
        words = elided(row.term or row.lunar, 12, right - left - 24, bold=bold)
        x = draw(painter, left, _LUNAR, words, colours.ink if bold else colours.ink2, px=12, bold=bold)
        if row.provisional:  # the notice to come may still change it
            painter.save()
            painter.setPen(QPen(colours.line3, 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(left, _LUNAR + 9.5), QPointF(x, _LUNAR + 9.5))
            painter.restore()
        if row.badge is not None:
            off, own = row.badge is BadgeKind.OFF, row.county or row.provisional
            paint_day_badge(painter, QRectF(x + 6, _LUNAR - 8, 16, 16), off=off, county=own)
            x += 22
        for season in row.seasons[:1]:
            paint_icon(painter, QRectF(x + 6, _LUNAR - 6, 12, 12), "leaf", "ink3")
            shown = elided(season.name, 12, right - x - 22)
            if right - x > 40:
                draw(painter, x + 21, _LUNAR, shown, colours.ink3, px=12)

    def _markets(self, painter: QPainter, row: DayRow, left: float, right: float) -> None:
        """Write 集 东岭 松坪, the townships visited that day in bold and first where not all fit."""
        if not row.markets:
            return
        colours = theme()
        visited = {short_township(visit.township) for visit in self.data.on(row.day)}
        x = draw(painter, left, _MARKETS, _("Mkt"), colours.ink3, px=11) + 4
        whole = sum(width(name, 11, bold=name in visited) + 4 for name in row.markets)
        names = row.markets if x + whole - 4 <= right else sorted(row.markets, key=lambda name: name not in visited)
        for n, name in enumerate(names):
            bold, reserve = name in visited, 0 if n == len(names) - 1 else 10
            if x + width(name, 11, bold=bold) + reserve > right:
                draw(painter, x, _MARKETS, "…", colours.ink3, px=11)
                return
            x = draw(painter, x, _MARKETS, name, colours.ink if bold else colours.ink3, px=11, bold=bold) + 4
