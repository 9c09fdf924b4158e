"""The painted marks as widgets for layouts, each with an accessible name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from core.deadlines import Timeliness, timeliness_text
from core.i18n import _, ngettext
from desktop.widgets import marks
from desktop.widgets.kinds import Sealed, kind_name
from desktop.widgets.strokes import phrase_width


class Mark(QWidget):
    """A fixed-size widget that paints itself."""

    def __init__(self, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def resize_to(self, size: QSize) -> None:
        """Take another fixed size."""
        self._size = size
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._size

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_mark(painter, QRectF(self.rect()))
        painter.end()

    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        """Paint within *rect*."""
        raise NotImplementedError


class Seal(Mark):
    """A kind's seal at one of the sizes 16, 18, 20, 24, 36, 40, 48, 64."""

    def __init__(
        self, kind: Sealed | str, side: int = 36, *, hollow: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(QSize(side, side), parent)
        self._kind, self._hollow = kind, hollow
        self.setAccessibleName(_(kind_name(kind)))

    def set_kind(self, kind: Sealed | str, *, hollow: bool = False) -> None:
        """Show another kind."""
        self._kind, self._hollow = kind, hollow
        self.setAccessibleName(_(kind_name(kind)))
        self.update()

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_seal(painter, rect, self._kind, self._hollow)


class DeadlineLabel(Mark):
    """Shape and words of one deadline."""

    def __init__(self, timeliness: Timeliness, *, px: int = 13, parent: QWidget | None = None) -> None:
        super().__init__(QSize(20, 20), parent)
        self._px = px
        self.show_deadline(timeliness)

    def show_deadline(self, timeliness: Timeliness) -> None:
        """Show another deadline."""
        self._timeliness = timeliness
        self.setAccessibleName(timeliness_text(timeliness))
        self.resize_to(QSize(marks.deadline_width(timeliness, px=self._px) + 2, self._px + 9))

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_deadline(painter, rect, self._timeliness, px=self._px)


class StageCells(Mark):
    """Five cells and the stage's word."""

    def __init__(self, filled: int, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(QSize(52 + phrase_width(word) + 2 if word else 45, 20), parent)
        self._filled, self._word = filled, word
        self.setAccessibleName(word or _("{n} of 5 stages").format(n=filled))

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_stage(painter, rect, self._filled, self._word)


class DayBadge(Mark):
    """休 or 班; dashed where the county decided it."""

    def __init__(self, *, off: bool, county: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(QSize(16, 16), parent)
        self._off, self._county = off, county
        day = _("Day off") if off else _("Working day")
        self.setAccessibleName(f"{day}, {_('County rule')}" if county else day)

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_day_badge(painter, rect, off=self._off, county=self._county)


class IntervalBar(Mark):
    """A bar with a tick at its limit: days since the last visit, or visits against the quota."""

    def __init__(self, value: float, limit: float, *, width: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(QSize(width, 14), parent)
        self._value, self._limit = value, limit
        self.setAccessibleName(_("{value} of {limit}").format(value=round(value), limit=round(limit)))

    def set_value(self, value: float, limit: float) -> None:
        """Show another measure."""
        self._value, self._limit = value, limit
        self.setAccessibleName(_("{value} of {limit}").format(value=round(value), limit=round(limit)))
        self.update()

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_bar(painter, rect, self._value, self._limit)


class CountBadge(Mark):
    """A red count; nothing at all for zero."""

    def __init__(self, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(QSize(26, 18), parent)
        self.set_count(count)

    def set_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self.setAccessibleName(ngettext("{n} overdue", "{n} overdue", count).format(n=count))
        self.setVisible(count > 0)
        self.update()

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_count(painter, rect, self._count)


class KeyHint(Mark):
    """A key cap such as `Ctrl K`."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(QSize(marks.key_width(keys), 20), parent)
        self._keys = keys
        self.setAccessibleName(keys)

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_key(painter, rect, self._keys)


class Flag(Mark):
    """The township has overdue issues."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QSize(10, 14), parent)
        self.setAccessibleName(_("Township with overdue issues"))

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_flag(painter, rect)


class ConflictMark(Mark):
    """Something clashes here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QSize(14, 14), parent)
        self.setAccessibleName(_("Conflict"))

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_conflict(painter, rect)


class MarketMark(Mark):
    """It is market day there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QSize(16, 16), parent)
        self.setAccessibleName(_("Market day"))

    @override
    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        marks.paint_market_mark(painter, rect)
