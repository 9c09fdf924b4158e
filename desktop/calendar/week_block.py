"""A visit of the week view: a line, a card of two lines, or a block as high as it lasts, narrow where many overlap."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from core.clock import clock_text
from core.deadlines import Lateness
from core.i18n import _, clauses
from core.organisation import short_township
from db.queries.calendar import VisitRow
from desktop.calendar.chip import HEIGHT, PLAIN, ChipLook, border_of, fill_of, fit, paint_chip
from desktop.calendar.texts import draw, elided, width
from desktop.calendar.week_layout import DuePlace, VisitPlace
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.marks import paint_conflict, paint_flag, paint_seal, paint_shape
from desktop.widgets.strokes import box

_SEAL = 16
_PAD = 5
_WIDE = 96
_LINE = 18
_NARROW_PAD = 3


def paint_visit(painter: QPainter, place: VisitPlace, look: ChipLook = PLAIN) -> None:
    """Paint a visit into its place."""
    rect, visit = place.rect, place.visit
    if rect.height() <= HEIGHT and rect.width() >= _WIDE:
        paint_chip(painter, rect, visit, fit(visit, rect.width(), full_names=True), look)
        return
    painter.save()
    if look.origin:
        painter.setOpacity(0.45)
    border, line, dashed = border_of(visit, look)
    box(painter, rect, radius=4, fill=fill_of(visit, look), border=border, width=line, dashed=dashed)
    if look.focused:
        box(painter, rect.adjusted(-2, -2, 2, 2), radius=6, border=theme().focus, width=2)
    _paint_words(painter, place, ink_of(visit))
    if look.conflict:
        paint_conflict(painter, QRectF(rect.right() - 9, rect.top() - 5, 12, 12), theme().page)
    painter.restore()


def ink_of(visit: VisitRow) -> QColor:
    """Return how strongly a visit is written: what is over is paler."""
    colours = theme()
    return colours.ink2 if visit.is_done else colours.ink3 if visit.is_void else colours.ink


def _paint_words(painter: QPainter, place: VisitPlace, ink: QColor) -> None:
    rect, visit = place.rect, place.visit
    narrow = rect.width() < _WIDE
    first = rect.top() + min(_LINE / 2 + 3, rect.height() / 2)
    pad = _NARROW_PAD if narrow else _PAD
    seal = QRectF(rect.left() + pad, round(first - _SEAL / 2), _SEAL, _SEAL)
    paint_seal(painter, seal, visit, visit.is_done or visit.is_void)
    lines = _narrow_lines(place) if narrow else _wide_lines(place)
    right, after = _marks(painter, rect, visit, first), seal.right() + _PAD
    end = _written(painter, (after, right), first, lines[0], ink, px=12 if narrow else 13)
    if visit.is_void:
        painter.fillRect(QRectF(after, round(first), end - after, 1), ink)
    middle = first + _LINE
    for n, words in enumerate(lines[1:]):
        if middle + _LINE / 2 - 2 > rect.bottom():
            return
        tone = ink if narrow and n < 2 else theme().ink2
        _written(painter, (rect.left() + pad + 1 if narrow else after, rect.right() - 2), middle, words, tone, px=12)
        middle += _LINE


def _wide_lines(place: VisitPlace) -> list[str]:
    """Return who and where, when, and what about."""
    visit = place.visit
    room = place.rect.width() - _SEAL - 3 * _PAD - 14 * visit.overdue - 16 * visit.is_done
    lines = [f"{visit.leader}→{visit.township}"]
    if width(lines[0], 13) > room:
        lines = [f"{visit.leader}→{short_township(visit.township)}"]
    if width(lines[0], 13) > room:
        lines = [visit.leader, visit.township]
    if visit.starts_at is not None:
        lines.append(_times(visit))
    lines.append(clauses([visit.village, visit.theme or visit.place]) or _(visit.kind_name))
    return lines


def _narrow_lines(place: VisitPlace) -> list[str]:
    """Return the same with a line for each, the township without 镇 where it must be."""
    visit, room = place.visit, place.rect.width() - 2 * _NARROW_PAD
    town = visit.township if width(visit.township, 12) <= room else short_township(visit.township)
    begin, end = clock_text(visit.starts_at), clock_text(visit.ends_at)
    if width(begin, 12) + _SEAL + _PAD + _NARROW_PAD <= place.rect.width():
        return [begin, visit.leader, town, f"—{end}" if end else ""]
    return ["", visit.leader, town, begin, f"—{end}" if end else ""]


def _times(visit: VisitRow) -> str:
    begin = clock_text(visit.starts_at) if visit.starts_at else ""
    end = f"—{clock_text(visit.ends_at)}" if visit.ends_at else ""
    return begin + end


def _marks(painter: QPainter, rect: QRectF, visit: VisitRow, middle: float) -> float:
    """Paint tick and flag at the right where there is room; return where words have to end."""
    right = rect.right() - 4
    if visit.is_done and rect.width() >= _WIDE:
        paint_icon(painter, QRectF(right - 12, middle - 6, 12, 12), "check", "ink3")
        right -= 16
    if visit.overdue and rect.width() >= 58:
        paint_flag(painter, QRectF(right - 10, middle - 6, 10, 12))
        right -= 14
    return right


def _written(painter: QPainter, span: tuple[float, float], middle: float, words: str, ink: QColor, *, px: int) -> float:
    left, right = span
    if not words or right - left < 8:
        return left
    return draw(painter, left, middle, elided(words, px, right - left), ink, px=px)


def paint_due(painter: QPainter, place: DuePlace, *, hover: bool, focused: bool) -> None:
    """Paint an issue that falls due: its shape, its township, its title."""
    rect, issue, colours = place.rect, place.issue, theme()
    late = issue.timeliness.kind
    fill = {Lateness.LATE: colours.red_t, Lateness.TODAY: colours.amb_t, Lateness.SOON: colours.amb_t}.get(late)
    box(painter, rect, radius=4, fill=fill or colours.sunken, border=colours.ink3 if hover else None)
    if focused:
        box(painter, rect.adjusted(-2, -2, 2, 2), radius=6, border=colours.focus, width=2)
    paint_shape(painter, QRectF(rect.left() + 5, rect.top(), 12, rect.height()), late)
    left, middle, right = rect.left() + 21, rect.center().y(), rect.right() - 4
    tone = colours.red if late is Lateness.LATE else colours.ink
    x = draw(painter, left, middle, elided(short_township(issue.township), 12, right - left), tone, px=12)
    if right - x > 22:
        draw(painter, x + 6, middle, elided(issue.title, 12, right - x - 6), colours.ink2, px=12)
