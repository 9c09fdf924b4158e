"""Painting the month: weekday row, cells, chips, and what is being dragged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from core.calendar.workdays import BadgeKind
from core.i18n import _, day_text, is_chinese, ngettext, weekday_text
from core.organisation import short_township
from db.queries.calendar import DayRow, VisitRow
from desktop.calendar import chip
from desktop.calendar.chip import ChipLook, fit, paint_chip
from desktop.calendar.days_show import CarryShow, DaysShow
from desktop.calendar.month_data import DAYS, MonthData
from desktop.calendar.month_layout import CHIP_LEFT, CHIP_RIGHT, HEADER, MARKET_LINE, CellPlan, MonthLayout
from desktop.calendar.texts import draw, elided, width
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.marks import paint_day_badge, paint_flag
from desktop.widgets.strokes import box, hairline

_TEXT_LEFT = 8
_LUNAR_LEFT = 32


@dataclass(slots=True)
class MonthShow(DaysShow):
    """What the view adds to its data."""

    hovered_more: date | None = None
    conflicts: frozenset[int] = field(default_factory=frozenset)

    @override
    def look(self, visit: VisitRow) -> ChipLook:
        look = DaysShow.look(self, visit)  # a dataclass with slots knows no super()
        return replace(look, conflict=visit.id in self.conflicts)


class MonthPainter:
    """Paints one month into one layout; made anew for each, holds no colours."""

    def __init__(self, data: MonthData, layout: MonthLayout, show: MonthShow) -> None:
        self.data, self.layout, self.show = data, layout, show

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint what lies in *area*."""
        if area.top() < HEADER:
            self._weekdays(painter)
        for n in range(DAYS):
            day = self.data.first + timedelta(n)
            if self.layout.cell(day).intersects(area):
                self._cell(painter, self.layout.plan(self.data, day, self.show.selected))
        self._drag(painter)

    def _weekdays(self, painter: QPainter) -> None:
        colours, edges = theme(), self.layout.edges
        painter.fillRect(QRectF(0, 0, self.layout.width, HEADER), colours.page)
        shows_today = self.layout.shows(self.data.today) and self.data.today.month == self.data.month.month
        for column in range(7):
            day = self.data.first + timedelta(column)
            now = shows_today and column == self.data.today.weekday()
            tone = colours.acc if now else colours.ink2
            draw(painter, edges[column] + _TEXT_LEFT + 1, HEADER / 2 + 1, weekday_text(day), tone, px=13, bold=now)
        hairline(painter, QPointF(0, HEADER - 1), QPointF(self.layout.width, HEADER - 1), colours.line2)

    def _cell(self, painter: QPainter, plan: CellPlan) -> None:
        colours, day, cell = theme(), self.data.days.get(plan.day), plan.rect
        rest = plan.day.weekday() >= 5 if day is None else not day.is_workday
        today = plan.day == self.data.today
        painter.fillRect(cell, colours.raised if today else colours.sunken if rest else colours.page)
        last_column, last_row = cell.right() >= self.layout.width - 1, cell.bottom() >= self.layout.rows[-1] - 1
        if not last_column:
            hairline(
                painter, QPointF(cell.right() - 1, cell.top()), QPointF(cell.right() - 1, cell.bottom()), colours.line
            )
        if not last_row:
            hairline(
                painter, QPointF(cell.left(), cell.bottom() - 1), QPointF(cell.right(), cell.bottom() - 1), colours.line
            )
        self._head(painter, cell, plan.day, day)
        for place in plan.chips:
            column = plan.day.weekday()
            text = fit(place.visit, place.rect.width(), full_names=self.layout.full_names[column])
            paint_chip(painter, place.rect, place.visit, text, self.show.look(place.visit))
        self._more(painter, plan)
        if day is not None and not plan.covers_market:
            self._markets(painter, plan, day)
        self._cursor(painter, plan)

    def _head(self, painter: QPainter, cell: QRectF, day: date, row: DayRow | None) -> None:
        colours, middle = theme(), cell.top() + 14.5
        inside = (day.year, day.month) == (self.data.month.year, self.data.month.month)
        number = day_text(day) if day.day == 1 else str(day.day)
        x = cell.left() + _TEXT_LEFT
        if day == self.data.today:
            box(painter, QRectF(cell.left() + 5, middle - 12, 24, 24), radius=12, fill=colours.acc)
            left = cell.left() + 17 - width(number, 15, bold=True, serifed=True) / 2
            draw(painter, left, middle, number, colours.onacc, px=15, bold=True, serifed=True)
            x = cell.left() + 35
        else:
            tone = colours.ink if inside else colours.ink3
            end = draw(painter, x, middle, number, tone, px=15, bold=inside, serifed=True)
            x = max(cell.left() + _LUNAR_LEFT, end + 6)
        if row is None:
            return
        tone = colours.ink if row.term else colours.ink2 if inside else colours.ink3
        words = elided(row.term or row.lunar, 12, cell.right() - x - 4, bold=row.term is not None)
        x = draw(painter, x, middle, words, tone, px=12, bold=row.term is not None)
        if row.provisional:
            self._unsure(painter, cell, x)
        if row.seasons:
            paint_icon(painter, QRectF(x + 5, middle - 6, 12, 12), "leaf", "ink3")
            x += 15
        if row.badge is not None:
            paint_day_badge(
                painter,
                QRectF(x + 6, middle - 8, 16, 16),
                off=row.badge is BadgeKind.OFF,
                county=row.county or row.provisional,  # dashed: not the State Council's own word
            )
            x += 22
        self._occasion(painter, cell, row, x, middle)

    @staticmethod
    def _unsure(painter: QPainter, cell: QRectF, right: float) -> None:
        """Dot a line under the head of a day that a notice to come may still change."""
        painter.save()
        painter.setPen(QPen(theme().line3, 1, Qt.PenStyle.DotLine))
        y = cell.top() + 26.5
        painter.drawLine(QPointF(cell.left() + _TEXT_LEFT, y), QPointF(right, y))
        painter.restore()

    def _occasion(self, painter: QPainter, cell: QRectF, row: DayRow, left: float, middle: float) -> None:
        """Write why nobody goes out, 接访日, or the holiday's or festival's name at the right."""
        colours = theme()
        words = _("Reception day") if row.reception else _short_holiday(row.holiday or row.festival)
        words = row.closed or words
        room = cell.right() - 5 - left - 6
        if not words or room < 14:
            return
        shown = elided(words, 12, room)
        tone = colours.red if row.closed else colours.ink2 if row.reception else colours.grn
        draw(painter, cell.right() - 5 - width(shown, 12), middle, shown, tone, px=12)

    def _more(self, painter: QPainter, plan: CellPlan) -> None:
        if plan.more is None:
            return
        colours, n = theme(), len(plan.hidden)
        if self.show.hovered_more == plan.day:
            box(painter, plan.more, radius=4, fill=colours.line)
        words = ngettext("+{n} visit", "+{n} visits", n).format(n=n)
        x = draw(painter, plan.more.left() + 3, plan.more.center().y(), words, colours.ink2, px=12)
        if any(visit.overdue for visit in plan.hidden):
            paint_flag(painter, QRectF(x + 7, plan.more.center().y() - 6, 10, 12))

    def _markets(self, painter: QPainter, plan: CellPlan, row: DayRow) -> None:
        """Write 集 东岭 松坪, the townships visited that day in bold; those come first where not all fit."""
        if not row.markets:
            return
        colours, cell = theme(), plan.rect
        visited = {short_township(visit.township) for visit in self.data.on(plan.day)}
        middle, right = cell.bottom() - MARKET_LINE / 2 - 1, cell.right() - 6
        x = draw(painter, cell.left() + _TEXT_LEFT, middle, _("Mkt"), colours.ink3, px=11) + 3
        whole = sum(width(name, 11, bold=name in visited) + 3 for name in row.markets)
        names = row.markets if x + whole - 3 <= right else sorted(row.markets, key=lambda name: name not in visited)
        for n, name in enumerate(names):
            bold = name in visited
            reserve = 0 if n == len(names) - 1 else 10
            if x + width(name, 11, bold=bold) + reserve > right:
                draw(painter, x, middle, "…", colours.ink3, px=11)
                return
            x = draw(painter, x, middle, name, colours.ink if bold else colours.ink3, px=11, bold=bold) + 3

    def _cursor(self, painter: QPainter, plan: CellPlan) -> None:
        """Ring the day under the keyboard's cursor, unless one of its visits wears the ring."""
        show = self.show
        if not (show.keyboard and show.has_focus) or plan.day != show.cursor:
            return
        if any(visit.id == show.selected for visit in self.data.on(plan.day)):
            return
        box(painter, plan.rect.adjusted(1, 1, -2, -2), radius=4, border=theme().focus, width=2)

    def _drag(self, painter: QPainter) -> None:
        drag = self.show.carry
        if drag is None:
            return
        colours = theme()
        if drag.day is not None and self.layout.shows(drag.day):
            target = self.layout.half_rect(drag.day, drag.half)
            edge = colours.focus if drag.allowed else colours.red
            wash = QColor(edge)
            wash.setAlphaF(0.06)
            box(painter, target, radius=4, fill=wash, border=edge, width=2)
        place = lifted_rect(drag, self.layout)
        text = fit(drag.visit, place.width(), full_names=self.layout.full_names[0])
        paint_chip(painter, place, drag.visit, text, ChipLook(lifted=True))


def lifted_rect(drag: CarryShow, layout: MonthLayout) -> QRectF:
    """Return where the lifted chip is painted."""
    wide = layout.edges[1] - layout.edges[0] - CHIP_LEFT - CHIP_RIGHT
    return QRectF(drag.point.x() - drag.grip.x(), drag.point.y() - drag.grip.y(), wide, chip.HEIGHT)


def _short_holiday(name: str) -> str:
    """Return 国庆 for 国庆节: the cell is narrow."""
    return name.removesuffix("节") if is_chinese() and len(name) > 2 else name
