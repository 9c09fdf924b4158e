"""A chip of the proposal: tinted where something changes, bare where nothing does, dashed where something was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from core.organisation import short_township
from core.planner.compare import Difference
from desktop.calendar.texts import draw, elided, width
from desktop.icons import paint_icon
from desktop.rotation.proposal import Chip, Proposal, chip_words, moved_words
from desktop.theme import blend, theme
from desktop.widgets.kinds import kind_of
from desktop.widgets.marks import paint_seal
from desktop.widgets.strokes import box

RADIUS: Final = 4
_SEAL: Final = 16
_PAD: Final = 5
ICONS: Final = {Difference.ADDED: "plus-bold", Difference.MOVED: "arrows-left-right"}


@dataclass(frozen=True, slots=True)
class PlanChipLook:
    """The state a chip is in."""

    hover: bool = False
    selected: bool = False
    focused: bool = False
    lifted: bool = False
    origin: bool = False


def paint_plan_chip(painter: QPainter, rect: QRectF, chip: Chip, data: Proposal, look: PlanChipLook) -> None:
    """Paint a chip into *rect*."""
    painter.save()
    if look.origin:
        painter.setOpacity(0.45)
    if chip.ghost:
        _ghost(painter, rect, chip, data)
    else:
        _ground(painter, rect, chip, look)
        _content(painter, rect, chip, data)
    _state(painter, rect, chip, look)
    painter.restore()


def _ground(painter: QPainter, rect: QRectF, chip: Chip, look: PlanChipLook) -> None:
    colours = theme()
    kind = colours.kind(kind_of(chip.visit.kind).colour)
    if look.lifted:
        box(painter, rect, radius=RADIUS, fill=kind.tint, border=colours.ink2)
    elif chip.changes:
        fill = blend(kind.tint, kind.fill, 0.08) if look.hover else kind.tint
        box(painter, rect, radius=RADIUS, fill=fill, border=kind.fill)
    elif look.hover:
        box(painter, rect, radius=RADIUS, border=kind.fill)


def _content(painter: QPainter, rect: QRectF, chip: Chip, data: Proposal) -> None:
    colours, middle = theme(), rect.center().y()
    seal = QRectF(rect.left() + _PAD, round(middle - _SEAL / 2), _SEAL, _SEAL)
    paint_seal(painter, seal, chip.visit.kind, hollow=not chip.changes)
    icon, tone, side = icon_of(chip)
    right = rect.right() - _PAD
    if icon:
        paint_icon(painter, QRectF(right - side + 1, middle - side / 2, side, side), icon, tone)
        right -= side + 1
    when, where = chip_words(chip, data)
    x = seal.right() + 4
    x = draw(painter, x, middle, elided(when, 13, right - x), colours.ink2, px=13) + 3
    ink = colours.ink if chip.changes else colours.ink2
    if right - x > 13:
        shown = where if width(where, 13) <= right - x + 1 else elided(short_township(where), 13, right - x)
        draw(painter, x, middle, shown, ink, px=13)


def icon_of(chip: Chip) -> tuple[str, str, int]:
    """Return the icon at a chip's end, its colour, its size."""
    if chip.pinned:
        return "push-pin", "acc", 14
    if chip.what is Difference.LOCKED:
        return "lock-simple", "ink3", 14
    return ICONS.get(chip.what, ""), "acc", 15 if chip.what is Difference.MOVED else 13


def _ghost(painter: QPainter, rect: QRectF, chip: Chip, data: Proposal) -> None:
    colours, middle = theme(), rect.center().y()
    box(painter, rect, radius=RADIUS, border=colours.line2, dashed=True)
    room = rect.width() - 2 * _PAD
    was, arrow = _fitting(chip, data, room - 5)
    x = rect.left() + _PAD
    end = draw(painter, x, middle, was, colours.ink3, px=12)
    painter.fillRect(QRectF(x, round(middle), end - x, 1), colours.ink2)
    draw(painter, end + 5, middle, arrow, colours.ink2, px=12)


def _fitting(chip: Chip, data: Proposal, room: float) -> tuple[str, str]:
    """Return what stood here and where it stands now, as much of both as there is room for."""
    to = moved_words(chip, data)
    arrow = f"→ {to}" if chip.to is not None else to
    when, where = chip_words(chip, data)
    for was in (f"{when} {where}", f"{when} {short_township(where)}", when):
        if width(was, 12) + width(arrow, 12) <= room + 1:
            return was, arrow
    arrow = elided(arrow, 12, max(room - width(when, 12), room * 0.5))
    return elided(when, 12, room - width(arrow, 12)), arrow


def _state(painter: QPainter, rect: QRectF, chip: Chip, look: PlanChipLook) -> None:
    colours = theme()
    if look.selected and not chip.ghost:
        box(painter, rect, radius=RADIUS, border=colours.acc, width=2)
    if look.focused:
        box(painter, rect.adjusted(-3, -3, 3, 3), radius=RADIUS + 3, border=colours.focus, width=2)
