"""The rail at the left: one item per page, a red count on Issues, Settings at the lower end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, is_chinese, ngettext
from desktop.fonts import sans
from desktop.icons import paint_icon
from desktop.page import PageEntry
from desktop.theme import theme
from desktop.widgets.marks import paint_count
from desktop.widgets.strokes import box
from desktop.widgets.text import plain_tooltip

HIGH, NARROW, WIDE = 54, 72, 88
MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class RailItem(QAbstractButton):
    """One page of the rail: icon over its name; filled icon and bold name while it is in sight."""

    def __init__(self, entry: PageEntry, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry, self.count = entry, 0
        self._keys = keys
        self.setCheckable(True)
        self.setProperty("ringRadius", 8)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_count(self, count: int) -> None:
        """Show a red number; 0 shows none."""
        self.count = count
        self._name()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(58, HIGH)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, on, area = theme(), self.isChecked(), QRectF(self.rect())
        painter = QPainter(self)
        if on or self.underMouse() or self.isDown():
            box(
                painter, area, radius=8, fill=colours.acc_t if on else colours.line if self.isDown() else colours.sunken
            )
        ink = colours.acc if on else colours.ink2
        glyph = f"{self.entry.icon}-fill" if on else self.entry.icon
        paint_icon(painter, QRectF(area.center().x() - 11, 8, 22, 22), glyph, ink)
        painter.setPen(ink)
        painter.setFont(sans(12, bold=on))
        painter.drawText(QRectF(0, 31, area.width(), 17), MIDDLE, _(self.entry.title))
        if self.count:
            paint_count(painter, QRectF(area.center().x() + 1, 3, 27, 18), self.count)
        painter.end()

    def _name(self) -> None:
        words = _(self.entry.title)
        if self.count:
            words += "  " + ngettext("{n} overdue", "{n} overdue", self.count).format(n=self.count)
        self.setAccessibleName(words)
        plain_tooltip(self, f"{words}  {self._keys}".strip())


class Rail(QWidget):
    """All pages. Signals: chosen(str): the key of the page wanted."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], keys: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(NARROW if is_chinese() else WIDE)
        self.setAccessibleName(_("Pages"))
        self._group = QButtonGroup(self)
        self._items: dict[str, RailItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(7, 5, 7, 12)
        column.setSpacing(4)
        for entry in sorted(entries, key=lambda each: each.at_bottom):
            item = RailItem(entry, keys.get(entry.key, ""), self)
            if entry.at_bottom and column.count() == len(self._items):
                column.addStretch(1)
            self._group.addButton(item)
            self._items[entry.key] = item
            column.addWidget(item)
        if not any(entry.at_bottom for entry in entries):
            column.addStretch(1)
        self._group.buttonClicked.connect(self._on_clicked)

    def choose(self, key: str) -> None:
        """Mark a page as the one in sight."""
        if key in self._items:
            self._items[key].setChecked(True)

    def set_count(self, key: str, count: int) -> None:
        """Show a red number on a page's item."""
        if key in self._items:
            self._items[key].set_count(count)

    def count(self, key: str) -> int:
        """Return the red number of a page."""
        return self._items[key].count

    def focus_current(self) -> None:
        """Take the keyboard focus to the page in sight."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk without opening pages; Space and Enter open."""
        items = list(self._items.values())
        at = next((number for number, item in enumerate(items) if item.hasFocus()), None)
        if at is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            items[at].click()
            return
        super().keyPressEvent(event)

    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, RailItem):
            self.chosen.emit(button.entry.key)
