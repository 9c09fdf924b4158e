"""A filter button with a list to tick: 乡镇, 承办单位, 带回领导, 类别."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets import Button, Popup, box, paint_tick
from desktop.widgets.strokes import BASELINE

ROW, EDGE, FOOT, SHOWN = 32, 6, 34, 14


class CheckPopup(Popup):
    """The list. Signals: changed(): another set is ticked. Space or a click ticks, Esc closes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._items: list[tuple[Hashable, str]] = []
        self.ticked: set[Hashable] = set()
        self._at = self._top = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_items(self, items: Sequence[tuple[Hashable, str]], anchor: QWidget) -> None:
        """Open under *anchor* with these items; ticks on items that have gone are dropped."""
        self._items = list(items)
        self.ticked &= {key for key, _words in items}
        self._at = self._top = 0
        widest = max((metrics(14).horizontalAdvance(words) for _key, words in items), default=80)
        rows = max(1, min(len(items), SHOWN))
        size = QSize(max(anchor.width(), min(widest + 66, 420)), rows * ROW + 2 * EDGE + FOOT)
        self.open_under(anchor, size, align_right=True)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def toggle(self, key: Hashable) -> None:
        """Tick an item or take its tick away."""
        self.ticked ^= {key}
        self.update()
        self.changed.emit()

    def clear(self) -> None:
        """Take all ticks away."""
        if self.ticked:
            self.ticked.clear()
            self.update()
            self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up if self._items:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._at = (self._at + step) % len(self._items)
                self._top = min(max(self._top, self._at - self._fits() + 1), self._at)
                self.update()
            case Qt.Key.Key_Space if self._items:
                self.toggle(self._items[self._at][0])
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.clear()
            case Qt.Key.Key_Escape | Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab:
                self.close_popup()
                if self._anchor is not None:
                    self._anchor.setFocus()
            case _:
                super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None:
            self._at = row
            self.toggle(self._items[row][0])
        elif event.position().y() > self.height() - FOOT:
            self.clear()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row is not None:
            self._at = row
            self.update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        step = -1 if event.angleDelta().y() > 0 else 1
        self._top = max(0, min(self._top + step, len(self._items) - self._fits()))
        self.update()
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours, painter = theme(), QPainter(self)
        for row in range(self._top, min(self._top + self._fits(), len(self._items))):
            key, words = self._items[row]
            place = QRectF(EDGE, EDGE + (row - self._top) * ROW, self.width() - 2 * EDGE, ROW)
            if row == self._at:
                box(painter, place, radius=4, fill=colours.sunken)
            mark = QRectF(place.left() + 9, place.center().y() - 8, 16, 16)
            ticked = key in self.ticked
            fill = colours.acc if ticked else colours.raised
            box(painter, mark, radius=3, fill=fill, border=colours.acc if ticked else colours.line3)
            if ticked:
                paint_tick(painter, mark, colours.onacc)
            painter.setFont(sans(14))
            painter.setPen(colours.ink)
            room = place.adjusted(34, 0, -8, 0)
            shown = metrics(14).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, int(BASELINE), shown)
        self._paint_thumb(painter)
        foot = QRectF(EDGE + 9, self.height() - FOOT, self.width() - 30, FOOT)
        painter.fillRect(QRectF(1, foot.top(), self.width() - 2, 1), colours.line)
        painter.setFont(sans(13))
        painter.setPen(colours.ink if self.ticked else colours.ink3)
        painter.drawText(foot, int(BASELINE), _("Show all"))
        painter.end()

    def _paint_thumb(self, painter: QPainter) -> None:
        """Show that the list goes on, and where one is in it."""
        count, fits = len(self._items), self._fits()
        if count > fits:
            high = fits * ROW
            top = EDGE + high * self._top / count
            box(painter, QRectF(self.width() - 8, top, 4, high * fits / count), radius=2, fill=theme().line2)

    def _fits(self) -> int:
        return max(1, (self.height() - 2 * EDGE - FOOT) // ROW)

    def _row_at(self, y: float) -> int | None:
        row = int((y - EDGE) // ROW) + self._top
        inside = EDGE <= y < self.height() - FOOT - EDGE
        return row if inside and row < len(self._items) else None


class CheckButton(Button):
    """A filter button: its words carry how many are ticked. Signal: filtered(object): the frozenset ticked."""

    filtered = Signal(object)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, caret=True, parent=parent)
        self._words = words
        self._items: list[tuple[Hashable, str]] = []
        self.popup = CheckPopup()
        self.popup.changed.connect(self._on_changed)
        self.clicked.connect(self._open)
        self.destroyed.connect(self.popup.deleteLater)

    def set_items(self, items: Sequence[tuple[Hashable, str]]) -> None:
        """Offer these (key, words)."""
        self._items = list(items)

    def ticked(self) -> frozenset[Hashable]:
        """Return the keys ticked; none means all."""
        return frozenset(self.popup.ticked)

    def tick(self, keys: frozenset[Hashable]) -> None:
        """Tick these without speaking."""
        self.popup.ticked = set(keys)
        self._say_count()

    def _open(self) -> None:
        if self.popup.isVisible():
            self.popup.close_popup()
        else:
            self.popup.show_items(self._items, self)

    def _on_changed(self) -> None:
        self._say_count()
        self.filtered.emit(self.ticked())

    def _say_count(self) -> None:
        count = len(self.popup.ticked)
        self.setChecked(bool(count))
        self.set_caption(f"{self._words} {count}" if count else self._words)
