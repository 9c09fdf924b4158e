"""The bar below the month: kinds with counts, flag, market day, draft; a click filters. At its right the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from core.visits import VisitKind, VisitState
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.texts import draw, width
from desktop.theme import theme
from desktop.widgets import ElidedLabel, plain_tooltip
from desktop.widgets.kinds import is_offered
from desktop.widgets.marks import paint_flag, paint_seal
from desktop.widgets.strokes import box, hairline

FLAG, MARKET, DRAFT = "flag", "market", "draft"
_RARER = frozenset({FLAG, MARKET, DRAFT})
HEIGHT = 34
_MARK, _GAP, _PAD = 16, 7, 5


class LegendItem(QAbstractButton):
    """A mark, its word, and a count; pressed while it filters."""

    def __init__(self, key: str, words: str, kind: VisitKind | None = None) -> None:
        super().__init__()
        self.key, self._words, self._kind = key, words, kind
        self._count: int | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        plain_tooltip(self, _("Show only these"))

    def set_count(self, count: int) -> None:
        """Show how many."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self._words} {count}")
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        count = 0 if self._count is None else 6 + width(str(self._count), 13)
        mark = 14 if self.key == FLAG else self._market_width() if self.key == MARKET else _MARK
        return QSize(2 * _PAD + mark + _GAP - 1 + width(self._words, 13) + count, 26)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            box(painter, area, radius=4, fill=colours.acc_t if self.isChecked() else colours.sunken)
        middle = area.center().y()
        x = _PAD + self._paint_mark(painter, middle) + _GAP - 1
        ink = colours.acc if self.isChecked() else colours.ink2
        x = draw(painter, x, middle, self._words, ink, px=13)
        if self._count is not None:
            draw(painter, x + 6, middle, str(self._count), colours.acc if self.isChecked() else colours.ink3, px=13)
        painter.end()

    def _market_width(self) -> int:
        return max(_MARK, width(_("Mkt"), 13, bold=True) + 2)

    def _paint_mark(self, painter: QPainter, middle: float) -> float:
        place = QRectF(_PAD, middle - 8, _MARK, _MARK)
        if self._kind is not None:
            paint_seal(painter, place, self._kind)
        elif self.key == FLAG:
            paint_flag(painter, QRectF(_PAD, middle - 6, 10, 12))
            return 12
        elif self.key == MARKET:
            draw(painter, _PAD + 1, middle, _("Mkt"), theme().ink, px=13, bold=True)
            return self._market_width()
        else:
            box(painter, place, radius=3, fill=theme().page, border=theme().ink2, dashed=True)
        return _MARK


class Legend(QWidget):
    """The bar; a kind beyond the four stands in it only where the month has one.

    Signal: filtered(str, bool): a kind's key, FLAG, MARKET or DRAFT was switched on or off.
    """

    filtered = Signal(str, bool)

    def __init__(self, kinds: Sequence[VisitKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(7, 1, 18, 0)
        self._row.setSpacing(9)
        self._items: list[LegendItem] = []
        self._kinds: tuple[VisitKind, ...] = ()
        self._used: set[str] = set()
        self._rarer = _RARER
        self._long = self._short = ""
        self.sum = ElidedLabel(px=13, tone="ink2")
        self.sum.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.show_kinds(kinds)

    def show_kinds(self, kinds: Sequence[VisitKind]) -> None:
        """Show these kinds of visit."""
        if tuple(kinds) == self._kinds:
            return
        self._kinds = tuple(kinds)
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.sum:
                widget.deleteLater()
        rest = ((FLAG, _("Overdue issues there")), (MARKET, _("Market day")), (DRAFT, _("Draft")))
        self._items = [LegendItem(kind.key, _(kind.name), kind) for kind in kinds]
        self._items += [LegendItem(key, words) for key, words in rest]
        for made in self._items:
            made.clicked.connect(lambda checked, key=made.key: self.filtered.emit(key, checked))
            self._row.addWidget(made)
        self._row.addStretch(1)
        self._row.addWidget(self.sum)

    def show_counts(
        self, counts: Mapping[str, int], total: int, done: int, *, stretch: str = "", marks: bool = True
    ) -> None:
        """Show how many visits of each kind the month has, and how many took place.

        Args:
            counts: By kind.
            total: All of them.
            done: Those that took place.
            stretch: Another sum than the month's.
            marks: Whether flag, market day and the draft's box occur in the view at all.
        """
        self._rarer = _RARER if marks else frozenset()
        self._used = {key for key, count in counts.items() if count}
        for item in self._items:
            if item.key not in _RARER:
                item.set_count(counts.get(item.key, 0))
        month = stretch or ngettext("{n} visit this month", "{n} visits this month", total).format(n=total)
        self._long = _("{month}, {done} done").format(month=month, done=done)
        self._short = _("{done} of {total} done").format(done=done, total=total)
        self._fit()

    def _fit(self) -> None:
        """Say the sum shorter where there is little room, as in English; then leave marks out from the right."""
        used = self._used | {item.key for item in self._items if item.isChecked()} | self._rarer
        items = [item for item in self._items if is_offered(item.key, used)]
        for item in self._items:
            item.setVisible(item in items)
        margins, gaps = self._row.contentsMargins(), self._row.spacing() * (len(items) + 1)
        taken = sum(item.sizeHint().width() for item in items) + margins.left() + margins.right() + gaps
        left = self.width() - taken - width(self._short, 13)
        for item in reversed(items):
            gives_way = left < 0 and item.key in _RARER and not item.isChecked()
            item.setVisible(not gives_way)
            left += item.sizeHint().width() + self._row.spacing() if gives_way else 0
        self.sum.set_text(self._long if taken + width(self._long, 13) <= self.width() else self._short)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_filter(self, keys: set[str]) -> None:
        """Show which items filter."""
        for item in self._items:
            item.setChecked(item.key in keys)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        painter.fillRect(self.rect(), colours.page)
        hairline(painter, QRectF(self.rect()).topLeft(), QRectF(self.rect()).topRight(), colours.line2)
        painter.end()


def filter_with(wanted: VisitFilter, key: str, *, on: bool) -> VisitFilter:
    """Return the filter after the item *key* of the legend was pressed."""
    if key == FLAG:
        return replace(wanted, overdue_only=on)
    if key == MARKET:
        return replace(wanted, market_only=on)
    if key == DRAFT:
        return replace(wanted, states=frozenset({VisitState.DRAFT}) if on else frozenset())
    return replace(wanted, kinds=wanted.kinds | {key} if on else wanted.kinds - {key})


def legend_keys(wanted: VisitFilter) -> set[str]:
    """Return the items of the legend that are on."""
    marks = (
        (FLAG, wanted.overdue_only),
        (MARKET, wanted.market_only),
        (DRAFT, wanted.states == {VisitState.DRAFT}),
    )
    return {*wanted.kinds, *(key for key, on in marks if on)}
