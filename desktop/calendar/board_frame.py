"""What stays put around the board's body: weeks and days above, names at the left, sums at the right."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from core.calendar.workdays import BadgeKind
from core.i18n import _, ngettext
from desktop.calendar.board_data import BoardData, BoardKey, BoardRow
from desktop.calendar.board_layout import HEAD, WEEK_LINE, BoardLayout
from desktop.calendar.board_words import below_number, counted_to, range_text, right_title, week_number, weekday_name
from desktop.calendar.texts import draw, elided, width
from desktop.theme import theme
from desktop.widgets.strokes import box, fine, hairline

_NAME_LEFT = 24
_SUM_LEFT = 13
_SUM_RIGHT = 16
_USUAL_VISITS = 6.2
"""Visits that fill the bar of a leader where nobody has more."""


class BoardFrame:
    """Paints head, first and last column, in the viewport's coordinates."""

    def __init__(self, data: BoardData, layout: BoardLayout, size: QRectF, offset: QPointF) -> None:
        self.data, self.layout, self.size, self.offset = data, layout, size, offset
        self._wide = layout.usual_width()
        most = max((row.count for row in data.rows), default=0)
        longest = max((row.longest or 0 for row in data.rows), default=0)
        limit = max((row.limit for row in data.rows), default=0)
        full = max(_USUAL_VISITS, most * 1.06)  # as far as the bars reach
        self._top = full if data.key is BoardKey.LEADER else max(limit / 0.435, longest / 0.94, 1)

    def paint(self, painter: QPainter, rows: range, columns: range) -> None:
        """Paint everything around the body."""
        colours, size = theme(), self.size
        right = self.right
        painter.fillRect(QRectF(0, 0, size.width(), HEAD), colours.page)
        painter.fillRect(QRectF(0, HEAD, self.layout.left, size.height() - HEAD), colours.page)
        painter.fillRect(QRectF(right, HEAD, size.width() - right, size.height() - HEAD), colours.page)
        self._head(painter, columns)
        painter.save()
        painter.setClipRect(QRectF(0, HEAD, size.width(), size.height() - HEAD), Qt.ClipOperation.IntersectClip)
        for number in rows:
            top = HEAD + number * self.layout.row_height - self.offset.y()
            painter.translate(0, top)  # so that nothing is rounded another way when it is scrolled
            self._name(painter, self.data.rows[number])
            self._sum(painter, self.data.rows[number])
            painter.translate(0, -top)
        painter.restore()
        bottom = min(HEAD + self.layout.height - self.offset.y(), size.height())
        for x in (self.layout.left, right):
            hairline(painter, QPointF(x, 1), QPointF(x, bottom), colours.line2)
        hairline(painter, QPointF(0, 0), QPointF(size.width(), 0), colours.line2)
        hairline(painter, QPointF(0, HEAD - 1), QPointF(size.width(), HEAD - 1), colours.line2)

    @property
    def right(self) -> float:
        """Where the last column begins."""
        body = self.layout.left + self.layout.width - self.offset.x()
        return min(body, self.size.width() - self.layout.right)

    # Head

    def _head(self, painter: QPainter, columns: range) -> None:
        colours, data = theme(), self.data
        painter.save()
        days = QRectF(self.layout.left, 1, self.right - self.layout.left, HEAD - 2)
        painter.setClipRect(days, Qt.ClipOperation.IntersectClip)
        for at in columns:
            day, x = data.dates[at], self._x(at)
            if not self.layout.wide[at]:
                high = HEAD - 1 - WEEK_LINE - 1
                painter.fillRect(QRectF(x, WEEK_LINE + 1, self._x(at + 1) - x, high), colours.sunken)
            else:
                self._day(painter, day, x, self._x(at + 1))
        for monday in sorted({data.dates[at] - timedelta(data.dates[at].weekday()) for at in columns}):
            self._week(painter, monday)
        painter.restore()
        middle, left, until = HEAD - 18.5, self.right + _SUM_LEFT, counted_to(data)
        room = self.size.width() - left - 4
        title = elided(right_title(data), 13, room)
        draw(painter, left, middle - (6 if until else 0), title, colours.ink2, px=13)
        if until:
            draw(painter, left, middle + 10, elided(until, 11, room), colours.ink3, px=11)

    def _x(self, column: int) -> float:
        return self.layout.left + self.layout.edges[column] - self.offset.x()

    def _week(self, painter: QPainter, monday: date) -> None:
        at = (monday - self.data.first).days
        left, right = self._x(at), self._x(at + 7)
        hairline(painter, QPointF(left, 1), QPointF(left, HEAD - 1), theme().line2)
        x = max(left, self.layout.left) + 9  # the name stays in sight while its week does
        number, days = week_number(monday), range_text(monday, monday + timedelta(6))
        if x + width(number, 13, bold=True) + 4 > right:
            return
        end = draw(painter, x, 13.5, number, theme().ink, px=13, bold=True)
        if end + 14 + width(days, 13) + 4 <= right:
            draw(painter, end + 14, 13.5, days, theme().ink2, px=13)

    def _day(self, painter: QPainter, day: date, left: float, right: float) -> None:
        colours, row = theme(), self.data.days.get(day)
        middle, number, is_today = (left + 1 + right) / 2, str(day.day), day == self.data.today
        if is_today:
            wide = 26 if self._wide >= 27 else 18
            box(painter, QRectF(round(middle - wide / 2 - 0.6), 26, wide, 17), radius=8.5, fill=colours.acc)
        tone = colours.onacc if is_today else colours.ink
        room = right - left
        px = 15 if self._wide >= 22 else 11
        long = width(number, px, bold=True, serifed=True)
        draw(painter, round(middle - long / 2 + 0.6), 34.5, number, tone, px=px, bold=True, serifed=True)
        works = row is not None and row.badge is not None and row.is_workday
        off = row is not None and row.badge is BadgeKind.OFF
        tone = colours.acc if is_today else colours.grn if off else colours.ink if works else colours.ink3
        below = below_number(day, row)
        if width(below, 11, bold=is_today) > room - 1:
            below = elided(weekday_name(day), 11, room - 1, bold=is_today)
        long = width(below, 11, bold=is_today)
        draw(painter, round(middle - long / 2), 50.5, below, tone, px=11, bold=is_today)

    # Columns at the sides

    def _name(self, painter: QPainter, row: BoardRow) -> None:
        colours, high = theme(), self.layout.row_height
        middle, room = (high - 1) / 2, self.layout.left - _NAME_LEFT - 2
        line = QPointF(0, high - 1)
        hairline(painter, line, QPointF(self.layout.left, line.y()), colours.line)
        px = 15 if high >= 50 else 13
        name, note = elided(row.name, px, room, bold=True), elided(row.note, 12, room)
        draw(painter, _NAME_LEFT, middle - px / 2 - 0.5, name, colours.ink, px=px, bold=True)
        draw(painter, _NAME_LEFT, middle + 10.5 - (px < 15), note, colours.ink3, px=12)

    def _sum(self, painter: QPainter, row: BoardRow) -> None:
        colours, high = theme(), self.layout.row_height
        middle, left = (high - 1) / 2, self.right + _SUM_LEFT
        right = self.size.width() - _SUM_RIGHT
        hairline(painter, QPointF(self.right, high - 1), QPointF(self.size.width(), high - 1), colours.line)
        past = bool(row.limit) and (row.longest is None or row.longest > row.limit)
        value, note = self._sum_words(row, past=past)
        if row.quota is not None and left + width(value, 13, bold=True) + 4 + width(note, 13) > right:
            value, note = f"{row.count} / {row.quota}", ""  # longer words than the column is wide
        end = draw(painter, left, middle - 5, value, colours.red if past else colours.ink, px=13, bold=True)
        if note and right - width(note, 13) >= end + 4:
            draw(painter, right - width(note, 13), middle - 5, note, colours.ink3, px=13)
        self._bar(painter, QRectF(left, round(middle) + 8, right - left, 6), row, past=past)

    def _sum_words(self, row: BoardRow, *, past: bool) -> tuple[str, str]:
        if self.data.key is BoardKey.TOWNSHIP:
            if row.longest is None:
                return _("never"), ""
            return ngettext("{n} day", "{n} days", row.longest).format(n=row.longest), _("too long") if past else ""
        note = "" if row.quota is None else _("Quota {n}").format(n=row.quota)
        return ngettext("{n} visit", "{n} visits", row.count).format(n=row.count), note

    def _bar(self, painter: QPainter, track: QRectF, row: BoardRow, *, past: bool) -> None:
        colours, by_leader = theme(), self.data.key is BoardKey.LEADER
        value = row.count if by_leader else self._top if row.longest is None else row.longest
        limit = row.quota if by_leader else row.limit
        box(painter, track, radius=3, fill=colours.sunken, border=colours.line)
        long = track.width() * min(value / self._top, 1.0)
        if long > 0:
            fill = colours.red if past else colours.acc if by_leader else colours.ink3
            box(painter, QRectF(track.left(), track.top(), max(long, 6), 6), radius=3, fill=fill)
        if limit:
            tick = round(track.left() + track.width() * min(limit / self._top, 1.0))
            painter.fillRect(QRectF(tick, track.top() - 3, fine(painter), 12), colours.ink2)
