"""The small tags at the end of a row of the ledger: how sharply the office has written, and why it stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from core.chain import NOTICE_LEVEL_NAMES, NoticeLevel
from core.flags import FLAG_NAMES, LIGHT_NAMES, STAND_OUT, Flag, Light
from core.i18n import _, statements
from db.queries.flags import IssueMarks
from desktop.fonts import metrics
from desktop.theme import theme
from desktop.widgets.strokes import box, paint_words

HIGH, GAP, PAD, PX = 18, 5, 6, 12
SHARE: Final = 0.55
"""Most that the tags take of the title's cell."""
QUIET_IF_LATE: Final = frozenset({Flag.STUCK, Flag.HALF_TIME})
"""What the red date of an overdue issue says loudly enough, unless one asks for it."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; a strong one is filled."""

    words: str
    strong: bool = False


def tags_of(marks: IssueMarks, chosen: frozenset[Flag] = frozenset()) -> list[Tag]:
    """Return the tags of an issue, the most important first; flags *chosen* say their number."""
    tags = []
    if marks.level is not NoticeLevel.NONE:
        tags.append(Tag(_(NOTICE_LEVEL_NAMES[marks.level]), strong=True))
    if marks.light is Light.PAUSED:
        tags.append(Tag(_(LIGHT_NAMES[Light.PAUSED])))
    late = Flag.OVERDUE in marks.flags
    for flag in sorted(STAND_OUT, key=lambda each: each not in chosen):  # what was asked for says its number first
        if flag not in marks.flags or (late and flag in QUIET_IF_LATE and flag not in chosen):
            continue
        words = _suggested(marks) if flag is Flag.NOTICE_DUE else _words(marks, flag, chosen)
        if flag not in chosen or words != _(FLAG_NAMES[flag]):  # of a list asked for, its name alone says nothing new
            tags.append(Tag(words))
    return tags


def marks_words(marks: IssueMarks) -> str:
    """Return all of it in words, for tooltips and screen readers."""
    parts = [_("Notice level: {level}").format(level=_(NOTICE_LEVEL_NAMES[marks.level]))]
    if marks.level is NoticeLevel.NONE:
        parts = []
    if marks.next_notice is not None:
        parts.append(_suggested(marks))
    if marks.light in {Light.PAUSED, Light.TO_CLOSE}:
        parts.append(_(LIGHT_NAMES[marks.light]))
    parts += [marks.words[flag] for flag in STAND_OUT if flag in marks.flags and flag is not Flag.NOTICE_DUE]
    return statements(parts)


def _suggested(marks: IssueMarks) -> str:
    if marks.next_notice is None:
        return _(FLAG_NAMES[Flag.NOTICE_DUE])
    return _("{level} is due").format(level=_(NOTICE_LEVEL_NAMES[marks.next_notice]))


def _words(marks: IssueMarks, flag: Flag, chosen: frozenset[Flag]) -> str:
    return marks.words[flag] if flag in chosen else _(FLAG_NAMES[flag])


def paint_tags(painter: QPainter, area: QRectF, tags: list[Tag]) -> QRectF:
    """Paint as many *tags* as fit at the right of *area*; return the room left of them."""
    colours, right = theme(), area.right()
    widths = [metrics(PX).horizontalAdvance(tag.words) + 2 * PAD for tag in tags]
    shown = 0
    while shown < len(tags) and sum(widths[: shown + 1]) + GAP * shown <= area.width() * SHARE:
        shown += 1
    for tag, width in reversed(list(zip(tags[:shown], widths[:shown], strict=True))):
        place = QRectF(right - width, area.center().y() - HIGH / 2, width, HIGH)
        fill, ink = (colours.ink2, colours.page) if tag.strong else (None, colours.ink2)
        box(painter, place, radius=3, fill=fill, border=colours.ink2 if tag.strong else colours.line2)
        paint_words(painter, place.adjusted(PAD, 0, 0, 0), tag.words, ink, px=PX)
        right -= width + GAP
    return area.adjusted(0, 0, right - area.right() - (5 if shown else 0), 0)
