"""The month chip, 23 px high: what fits is decided once per text and width, then only painted.

Shortening order: drop 镇/乡/街道, drop the arrow, drop 上/下, then elide the township. A leader's
Chinese name of usual length is never cut; a long Latin one falls back to its last word, one with
dots such as 阿卜杜拉·买买提江 to its first part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from core.i18n import _
from core.organisation import short_township
from core.visits import HALF_MARKS, Half, VisitState
from db.queries.calendar import VisitRow
from desktop.calendar.texts import draw, elided, width
from desktop.fonts import sans_name
from desktop.icons import paint_icon
from desktop.theme import blend, theme
from desktop.widgets.marks import paint_conflict, paint_flag, paint_seal
from desktop.widgets.strokes import box

HEIGHT: Final = 23
GAP: Final = 2
PITCH: Final = HEIGHT + GAP
PX: Final = 13
_PAD, _SEAL, _AFTER_SEAL, _FLAG, _MARK, _BETWEEN, _END = 3, 16, 5, 10, 12, 4, 3
_ARROW: Final = "→"
_STANDARD: Final = _PAD + _SEAL + _AFTER_SEAL + _FLAG + _BETWEEN + _MARK + _END


@dataclass(frozen=True, slots=True)
class ChipLook:
    """The states of tokens.md section 5 that the view knows."""

    hover: bool = False
    pressed: bool = False
    selected: bool = False
    focused: bool = False
    origin: bool = False
    lifted: bool = False
    conflict: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class ChipText:
    """What fits: words, and whether arrow and mark are shown."""

    leader: str
    arrow: bool
    township: str
    mark: str


PLAIN: Final = ChipLook()


def shows_full_names(chip_width: float) -> bool:
    """Return whether a usual chip (three characters each, flag and mark) fits with 镇 and 乡.

    Asked once per column, so that all chips of a column are shortened alike.
    """
    return _STANDARD + width("周立明", PX) + _arrow_room() + width("东岭镇", PX) <= chip_width


def mark_of(visit: VisitRow) -> str:
    """Return 上 or 下; a whole day has no mark, a done visit a tick, a void one none."""
    if visit.is_done or visit.is_void or visit.half is Half.WHOLE_DAY:
        return ""
    return _(HALF_MARKS[visit.half])


def fit(visit: VisitRow, chip_width: float, *, full_names: bool) -> ChipText:
    """Return what of *visit* fits into a chip."""
    room = chip_width - _PAD - _SEAL - _AFTER_SEAL - _END
    if visit.overdue:
        room -= _FLAG + _BETWEEN
    tick = _MARK + _BETWEEN if visit.is_done else 0
    return _fit(
        visit.leader,
        visit.township,
        mark_of(visit),
        int(room - tick),
        full_names=full_names,
        family=sans_name(),
    )


@lru_cache(maxsize=4096)
def _fit(leader: str, township: str, mark: str, room: int, *, full_names: bool, family: str) -> ChipText:
    short = short_township(township)
    mark_room = _mark_room(mark)
    if full_names and _needs(leader, township, arrow=True) + mark_room <= room:
        return ChipText(leader, arrow=True, township=township, mark=mark)
    for arrow, kept in ((True, mark), (False, mark), (False, "")):
        if _needs(leader, short, arrow=arrow) + _mark_room(kept) <= room:
            return ChipText(leader, arrow=arrow, township=short, mark=kept)
    if " " in leader:
        return _fit(leader.rsplit(maxsplit=1)[-1], township, mark, room, full_names=False, family=family)
    if "·" in leader and width(leader, PX) > room / 2:
        return _fit(leader.split("·", maxsplit=1)[0], township, mark, room, full_names=False, family=family)
    leader = elided(leader, PX, room)  # only what no chip could hold: it must not run into the flag
    left = room - width(leader, PX) - _BETWEEN
    return ChipText(leader, arrow=False, township=elided(short, PX, left) if left > 8 else "", mark="")


def _needs(leader: str, township: str, *, arrow: bool) -> int:
    return width(leader, PX) + (_arrow_room() if arrow else _BETWEEN) + width(township, PX)


def _arrow_room() -> int:
    return width(_ARROW, PX) + 3


def _mark_room(mark: str) -> int:
    return max(_MARK, width(mark, 12)) + _BETWEEN if mark else 0


def paint_chip(painter: QPainter, rect: QRectF, visit: VisitRow, text: ChipText, look: ChipLook = PLAIN) -> None:
    """Paint a visit into *rect*, which is HEIGHT high."""
    painter.save()
    if look.origin:
        painter.setOpacity(0.45)
    _paint_ground(painter, rect, visit, look)
    hollow = visit.is_done or visit.is_void or look.locked
    paint_seal(painter, QRectF(rect.left() + _PAD, rect.top() + 3.5, _SEAL, _SEAL), visit, hollow)
    _paint_words(painter, rect, visit, text, look)
    if look.conflict:
        paint_conflict(painter, QRectF(rect.right() - 9, rect.top() - 5, 12, 12), theme().page)
    painter.restore()


def _paint_ground(painter: QPainter, rect: QRectF, visit: VisitRow, look: ChipLook) -> None:
    border, line, dashed = border_of(visit, look)
    box(painter, rect, radius=4, fill=fill_of(visit, look), border=border, width=line, dashed=dashed)
    if look.focused:
        box(painter, rect.adjusted(-2, -2, 2, 2), radius=6, border=theme().focus, width=2)


def fill_of(visit: VisitRow, look: ChipLook) -> QColor | None:
    """Tense at a glance: the past has no tint, the future has one, a draft only dashes."""
    colours, kind = theme(), theme().kind(visit.colour)
    if look.lifted:
        return kind.tint
    if look.locked:
        return colours.sunken
    fill = None if visit.is_done or visit.is_void else colours.page if visit.state is VisitState.DRAFT else kind.tint
    if look.pressed:
        return blend(fill or colours.page, kind.fill, 0.14)
    return fill


def border_of(visit: VisitRow, look: ChipLook) -> tuple[QColor | None, float, bool]:
    """Return colour, width, and whether it is dashed; the gravest state wins."""
    colours, kind = theme(), theme().kind(visit.colour)
    if look.lifted:
        return colours.ink2, 1, False
    if look.origin:
        return kind.fill, 1, True
    if look.conflict:
        return colours.red, 2, False
    if look.selected and not look.focused:
        return colours.acc, 2, False
    if visit.state is VisitState.DRAFT:
        return kind.fill, 1, True
    return (kind.fill if look.hover else None), 1, False


def _paint_words(painter: QPainter, rect: QRectF, visit: VisitRow, text: ChipText, look: ChipLook) -> None:
    colours, kind = theme(), theme().kind(visit.colour)
    quiet = visit.is_done or look.locked
    ink = colours.ink3 if visit.is_void else colours.ink2 if quiet else colours.ink
    middle = rect.top() + HEIGHT / 2
    x = start = rect.left() + _PAD + _SEAL + _AFTER_SEAL
    x = draw(painter, x, middle, text.leader, ink, px=PX)
    if text.arrow:
        tone = colours.ink3 if quiet or visit.is_void else blend(kind.tint, kind.fill, 0.8)
        draw(painter, x + 1.5, middle, _ARROW, tone, px=PX)
        x += _arrow_room()
    else:
        x += _BETWEEN
    x = draw(painter, x, middle, text.township, ink, px=PX)
    if visit.is_void:
        painter.fillRect(QRectF(start, round(middle), x - start, 1), ink)
    right = rect.right() - _END
    if visit.is_done:
        paint_icon(painter, QRectF(right - _MARK - 1, middle - 6, _MARK, _MARK), "check", colours.ink3)
        right -= _MARK + _BETWEEN
    elif text.mark:
        left = right - max(_MARK, width(text.mark, 12))
        draw(painter, left, middle, text.mark, kind.fill, px=12)
        right = left - _BETWEEN
    if visit.overdue:
        paint_flag(painter, QRectF(right - _FLAG, middle - 6, _FLAG, 12))
