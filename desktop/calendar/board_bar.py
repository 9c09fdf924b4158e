"""The row above the board: rows by leader or by township, the legend, and what a cell's halves mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import VisitKind
from core.waiting import warm_from
from desktop.calendar.board_data import BoardKey
from desktop.calendar.legend import LegendItem
from desktop.calendar.texts import draw, width
from desktop.theme import theme
from desktop.widgets import PlainLabel, Segmented, hatch
from desktop.widgets.kinds import is_offered
from desktop.widgets.strokes import box, hairline

HIGH = 41
_MARK, _GAP = 20, 7


class BoardMark(QWidget):
    """A mark that only explains: unavailable, draft, market day, days since the last visit."""

    def __init__(self, look: str, words: str) -> None:
        super().__init__()
        self.look, self.words = look, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    @override
    def sizeHint(self) -> QSize:
        mark = width(_("Place name"), 13) if self.look == "market" else _MARK
        return QSize(int(mark + _GAP + width(self.words, 13)) + 4, 26)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        middle = self.height() / 2
        place = QRectF(0.5, middle - 6.5, _MARK - 1, 13)
        x = float(_MARK)
        if self.look == "market":
            x = draw(painter, 0, middle, _("Place name"), colours.ink, px=13)
            hairline(painter, QPointF(0, middle + 8), QPointF(x, middle + 8), colours.ink2)
        elif self.look == "away":
            box(painter, place, radius=2, fill=colours.page, border=colours.line2)
            hatch(painter, place.adjusted(1, 1, -1, -1))
        elif self.look == "draft":
            box(painter, place, radius=3, fill=colours.page, border=colours.ink2, dashed=True)
        else:
            box(painter, place, radius=2, fill=colours.colour(self.look), border=colours.line2)
        draw(painter, x + _GAP, middle, self.words, colours.ink2, px=13)
        painter.end()


class ViewBar(QWidget):
    """A row above a view; what there is no room for is left out."""

    def _fit(self) -> None:
        """Leave out what there is no room for."""
        raise NotImplementedError

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().page)
        painter.end()


class BoardBar(ViewBar):
    """The row. Signals: key_chosen(str), filtered(str, bool): a kind was switched on or off."""

    key_chosen = Signal(str)
    filtered = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HIGH)
        self.toggle = Segmented([(BoardKey.LEADER.value, _("By leader")), (BoardKey.TOWNSHIP.value, _("By township"))])
        self.toggle.chosen.connect(self.key_chosen)
        self._shown: tuple[tuple[VisitKind, ...], BoardKey, int] | None = None
        self._items: list[LegendItem] = []
        self._marks: list[QWidget] = []
        self._used: set[str] = set()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 20, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.toggle)
        self._row.addSpacing(4)

    def show_kinds(self, kinds: Sequence[VisitKind], key: BoardKey, *, used: set[str], limit: int) -> None:
        """Show the legend of a board; *limit* is the usual interval, from which the tints are counted."""
        self.toggle.choose(key.value)
        self._used = used
        if (wanted := (tuple(kinds), key, limit)) == self._shown:
            self._fit()
            return
        self._shown = wanted
        self._empty()
        self._items = [LegendItem(kind.key, _(kind.name), kind) for kind in kinds]
        for item in self._items:
            item.clicked.connect(lambda on, item=item: self.filtered.emit(item.key, on))
            self._row.addWidget(item)
        if key is BoardKey.LEADER:
            looks = (("away", _("Unavailable")), ("draft", _("Draft")), ("market", _("Market day")))
            self._marks = [BoardMark(look, words) for look, words in looks]
            for mark in self._marks:
                self._row.addWidget(mark)
            self._row.addStretch(1)
            note = PlainLabel(_("Upper half is the morning, lower half the afternoon"), px=13, tone="ink2")
            self._marks.append(note)
            self._row.addWidget(note)
        else:
            self._row.addStretch(1)
            days, (warm, warmer) = _("{n} days"), warm_from(limit)
            heats = (
                ("heat15", days.format(n=warm)),
                ("heat23", days.format(n=warmer)),
                ("heat30", _("over {n} days").format(n=limit)),
            )
            self._marks = [PlainLabel(_("Since the last visit"), px=13, tone="ink2")]
            self._marks += [BoardMark(look, words) for look, words in heats]
            for mark in self._marks:
                self._row.addWidget(mark)
        self._fit()

    def show_filter(self, keys: set[str]) -> None:
        """Show which kinds filter."""
        for item in self._items:
            item.setChecked(item.key in keys)

    def _empty(self) -> None:
        while self._row.count() > 2:
            item = self._row.takeAt(2)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    @override
    def _fit(self) -> None:
        """Leave out what there is no room for: kinds no visit has, then marks from the right."""
        checked = {item.key for item in self._items if item.isChecked()}
        for item in self._items:
            item.setVisible(is_offered(item.key, self._used | checked))
        shown = [item for item in self._items if not item.isHidden()]
        taken = self.toggle.sizeHint().width() + 24 + 20 + 30
        taken += sum(each.sizeHint().width() + 8 for each in shown)
        left = self.width() - taken
        for mark in self._marks:
            left -= mark.sizeHint().width() + 8
            mark.setVisible(left >= 0)
