"""The ground of the board: columns, lines, the warmth of long waits, and hatching with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRegion

from core.i18n import listed, ngettext
from core.visits import Half
from core.waiting import Heat, heat_of
from desktop.calendar.board_data import BoardData, BoardKey, BoardRow, Hatch
from desktop.calendar.board_layout import BoardLayout
from desktop.calendar.texts import draw, elided, width
from desktop.theme import theme
from desktop.widgets.strokes import hairline

Invalid = Mapping[tuple[int, date, Half], str]
_TILE: Final = 17
_LABEL_AIR: Final = 6
_LABEL_HIGH: Final = 18
_NARROW: Final = 84
_EVERY: Final = 6


class BoardGround:
    """Paints what lies below the chips, in body coordinates."""

    def __init__(self, data: BoardData, layout: BoardLayout, rows: range, columns: range) -> None:
        self.data, self.layout, self.rows, self.columns = data, layout, rows, columns

    def paint(self, painter: QPainter, area: QRectF, invalid: Invalid) -> None:
        """Paint the ground of *area*."""
        painter.fillRect(area, theme().page)
        self._columns(painter)
        if self.data.key is BoardKey.TOWNSHIP:
            self._heat(painter)
        self._lines(painter)
        self._hatching(painter, area, invalid)
        if self.data.key is BoardKey.TOWNSHIP:
            self._numbers(painter)

    def _dates(self) -> Iterator[tuple[int, date]]:
        for at in self.columns:
            yield at, self.data.dates[at]

    def _columns(self, painter: QPainter) -> None:
        colours = theme()
        for _at, day in self._dates():
            if not self.data.is_workday(day):
                painter.fillRect(self._to_row_end(self.layout.column(day)), colours.sunken)
            elif day == self.data.today and self.data.key is BoardKey.LEADER:
                painter.fillRect(self._to_row_end(self.layout.column(day)), colours.raised)

    def _to_row_end(self, rect: QRectF) -> QRectF:
        high = self.layout.row_height
        return QRectF(rect.left(), self.rows.start * high, rect.width(), len(self.rows) * high)

    def _lines(self, painter: QPainter) -> None:
        colours, layout = theme(), self.layout
        if not self.rows or not self.columns:
            return
        high = layout.row_height
        top, bottom = self.rows.start * high, self.rows.stop * high
        left, right = layout.edges[self.columns.start], layout.edges[self.columns.stop]
        for row in self.rows:
            y = (row + 1) * high - 1
            hairline(painter, QPointF(left, y), QPointF(right, y), colours.line)
        for at in self.columns:
            if layout.has_line(at):
                tone = colours.line2 if at % 7 == 0 else colours.line
                hairline(painter, QPointF(layout.edges[at], top), QPointF(layout.edges[at], bottom), tone)

    # Warmth

    def _heat(self, painter: QPainter) -> None:
        colours = theme()
        tints = {Heat.HALF: colours.heat15, Heat.MOST: colours.heat23, Heat.PAST: colours.heat30}
        for number in self.rows:
            row = self.data.rows[number]
            for _at, day in self._dates():
                tint = tints.get(heat_of(row.waits.get(day, 0), row.limit))
                if tint is not None:
                    painter.fillRect(self.layout.half_rect(number, day, None), tint)

    def _numbers(self, painter: QPainter) -> None:
        for number in self.rows:
            row = self.data.rows[number]
            for _at, day in self._dates():
                if self._shows_number(row, number, day):
                    self._number(painter, row, number, day)

    def _shows_number(self, row: BoardRow, number: int, day: date) -> bool:
        """Today, on Mondays of a warm row, and on the day it passes the limit; where no chip is in the way."""
        days = row.waits.get(day)
        if days is None or self.layout.plan(number, day).chips:
            return False
        passes = row.limit and days == row.limit + 1
        return day == self.data.today or bool(passes) or (day.weekday() == 0 and heat_of(days, row.limit) > Heat.NONE)

    def _number(self, painter: QPainter, row: BoardRow, number: int, day: date) -> None:
        colours, cell = theme(), self.layout.cell(number, day)
        days = row.waits[day] or 0
        past = heat_of(days, row.limit) is Heat.PAST
        bold = past or day == self.data.today
        words = ngettext("{n} day", "{n} days", days).format(n=days)
        long = width(words, 11, bold=bold)
        if long > cell.width():
            words, long = str(days), width(str(days), 11, bold=bold)
        if long <= cell.width():
            left = round(cell.center().x() - long / 2)
            draw(painter, left, cell.bottom() - 9, words, colours.red if past else colours.ink2, px=11, bold=bold)

    # Hatching

    def _hatching(self, painter: QPainter, area: QRectF, invalid: Invalid) -> None:
        region = QRegion()
        labels: list[tuple[QRectF, str]] = []
        for hatch in self.data.hatches:
            for rect, label in self._places_of(hatch):
                region += rect.toRect()
                labels.append((label, hatch.words))
        runs = list(self._runs(invalid))
        for rect, _words in runs:
            region += rect.toRect()
        hatch_region(painter, region, area)
        for rect, words in one_each(labels + [(rect, words) for rect, words in runs if rect.width() > 100]):
            self._label(painter, rect, words)

    def _places_of(self, hatch: Hatch) -> Iterator[tuple[QRectF, QRectF]]:
        """Yield, for every row and week that *hatch* touches, its rectangle and where its reason can stand."""
        data = self.data
        shown = [day for _at, day in self._dates() if hatch.first <= day <= hatch.last]
        rows = self.rows if hatch.row_id is None else [data.row_places.get(hatch.row_id, -1)]
        weeks: dict[date, list[date]] = {}
        for day in shown:
            weeks.setdefault(day - timedelta(day.weekday()), []).append(day)
        for days in weeks.values():
            for row in rows:
                if row in self.rows:
                    yield self._span(row, days, hatch.half), self._free(row, days, hatch)

    def _span(self, row: int, days: list[date], half: Half | None) -> QRectF:
        first = self.layout.half_rect(row, days[0], half)
        first.setRight(self.layout.half_rect(row, days[-1], half).right())
        return first

    def _free(self, row: int, days: list[date], hatch: Hatch) -> QRectF:
        """Return the longest run of days without a chip: there the reason is written."""
        if hatch.row_id is None and row % _EVERY:
            return QRectF()  # said now and then for all rows
        best: list[date] = []
        run: list[date] = []
        for day in days:
            run = [] if self.layout.plan(row, day).chips else [*run, day]
            best = max(best, run, key=len)
        return self._span(row, best, hatch.half) if best else QRectF()

    def _runs(self, invalid: Invalid) -> Iterator[tuple[QRectF, str]]:
        """Yield neighbouring cells with one reason as one; half-days that lie one above the other too."""
        for number in self.rows if invalid else ():
            open_run: tuple[list[date], Half | None, str] | None = None
            for _at, day in self._dates():
                morning = self._barred(invalid, number, day, Half.MORNING)
                evening = self._barred(invalid, number, day, Half.AFTERNOON)
                half = None if morning and evening else Half.MORNING if morning else Half.AFTERNOON
                words = morning or evening
                if open_run is not None and (not words or open_run[1:] != (half, words)):
                    yield self._span(number, open_run[0], open_run[1]), open_run[2]
                    open_run = None
                if words:
                    open_run = ([*open_run[0], day], half, words) if open_run else ([day], half, words)
            if open_run is not None:
                yield self._span(number, open_run[0], open_run[1]), open_run[2]

    def _barred(self, invalid: Invalid, number: int, day: date, half: Half) -> str:
        """Return why a half-day is barred; nothing where a chip stands, which says enough, or where it is hatched."""
        row_id = self.data.rows[number].id
        words = invalid.get((row_id, day, half), "")
        if not words or self.data.hatches_at(row_id, day, half):
            return ""
        taken = any(place.visit.half.overlaps(half) for place in self.layout.plan(number, day).chips)
        return "" if taken else words

    @staticmethod
    def _label(painter: QPainter, rect: QRectF, words: str) -> None:
        """Write a reason on a label in the page's colour; in a single cell smaller, and as much of it as fits."""
        px, air, shown = 12, _LABEL_AIR, elided(words, 12, rect.width() - 2 * _LABEL_AIR)
        if shown != words and rect.width() < _NARROW:
            px, air = 11, 2
            shown = elided(words, px, rect.width() - 2 * air)
        if len(shown.removesuffix("…")) < min(2, len(words)) or rect.height() < _LABEL_HIGH:
            return
        long = width(shown, px)
        left, top = round(rect.center().x() - long / 2) - air, rect.center().y() - _LABEL_HIGH / 2
        painter.fillRect(QRectF(left, top, long + 2 * air, _LABEL_HIGH), theme().page)
        draw(painter, left + air, rect.center().y(), shown, theme().ink2, px=px)


def one_each(labels: Iterable[tuple[QRectF, str]]) -> list[tuple[QRectF, str]]:
    """Return one label for each stretch: days on end with one reason are one, reasons in one place stand together."""
    found: list[tuple[QRectF, str]] = []
    for rect, words in sorted(labels, key=lambda label: (label[0].top(), label[0].left())):
        if rect.isEmpty():
            continue
        for at, (other, said) in enumerate(found):
            goes_on = words == said and rect.width() < _NARROW and abs(other.right() - rect.left()) <= 1
            if goes_on and (other.top(), other.bottom()) == (rect.top(), rect.bottom()):
                found[at] = (other.united(rect), said)
            elif (shared := other.intersected(rect)).width() > 1 and shared.height() > 1:
                room = other if other.width() <= rect.width() else rect
                found[at] = (room, said if words in said else listed([said, words]))
            else:
                continue
            break
        else:
            found.append((rect, words))
    return found


def hatch_region(painter: QPainter, region: QRegion, area: QRectF) -> None:
    """Hatch all rectangles of *region* at once: lines run on from cell to cell, and 300 cells cost as much as one."""
    bounds = QRectF(region.boundingRect()).intersected(area).toAlignedRect()
    if region.isEmpty() or bounds.isEmpty():
        return
    device = painter.device()
    tile = _hatch_tile(theme().key, 1.0 if device is None else device.devicePixelRatioF())
    painter.save()
    painter.setClipRegion(region, Qt.ClipOperation.IntersectClip)
    painter.drawTiledPixmap(bounds, tile, QPoint(bounds.left() % _TILE, bounds.top() % _TILE))
    painter.restore()


@lru_cache(maxsize=8)
def _hatch_tile(_theme: str, scale: float) -> QPixmap:
    """Return two lines of 45 degrees, 6 px apart, that go on from tile to tile."""
    tile = QPixmap(round(_TILE * scale), round(_TILE * scale))
    tile.setDevicePixelRatio(scale)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme().hatch), 1.2))
    for n in range(5):
        end = n * _TILE / 2
        painter.drawLine(QPointF(-2, end + 2), QPointF(end + 2, -2))
    painter.end()
    return tile
