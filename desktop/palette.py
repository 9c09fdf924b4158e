"""Ctrl+K: commands, townships, leaders and issues by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from core.i18n import _
from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.pinyin import Choice, choice, match_rank
from desktop.widgets.popup import Popup
from desktop.widgets.strokes import BASELINE, box
from desktop.widgets.text import PlainLabel, Rule

WIDTH, ROW, SHOWN, MOST = 560, 34, 11, 120
FOUND_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the palette: words, grey words at the right, icon, and what Enter does.

    Attributes:
        rank: Where it comes whatever its words are; None lets the letters typed decide.
    """

    text: str
    run: Callable[[], object]
    note: str = ""
    icon: str = ""
    rank: int | None = None

    def as_choice(self) -> Choice:
        """Return what the letters typed are matched with."""
        return choice(self.text)


LONGEST_QUERY = 200
Provider = Callable[[str], Sequence[Found]]


def _place_of(typed: str, found: Found) -> int:
    return match_rank(typed, found.as_choice()) if found.rank is None else found.rank


class _Rows(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, ROW)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found, colours = index.data(FOUND_ROLE), theme()
        area = QRectF(option.rect)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        if on:
            box(painter, area, radius=4, fill=colours.acc_t)
        if found.icon:
            paint_icon(painter, QRectF(area.left() + 10, area.center().y() - 8, 16, 16), found.icon, "ink2")
        painter.setFont(sans(12))
        painter.setPen(colours.ink2)
        note = metrics(12).horizontalAdvance(found.note)
        right = area.adjusted(0, 0, -10, 0)
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), found.note)
        painter.setFont(sans(14, bold=on))
        painter.setPen(colours.ink)
        room = area.adjusted(38, 0, -note - 20, 0)
        words = metrics(14, bold=on).elidedText(found.text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(BASELINE), words)


class Palette(Popup):
    """A field and the lines that meet it, best first; Enter goes there, Esc leaves.

    Args:
        commands: All commands, always offered.
        provider: Further things for the letters typed: people, places, issues.
    """

    def __init__(self, commands: Callable[[], Sequence[Found]], provider: Provider | None = None) -> None:
        super().__init__(radius=8)
        self._commands, self._provider = commands, provider
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setProperty("role", "bare")
        self.field.setFont(sans(17))
        self.field.setFixedHeight(34)
        self.field.setMaxLength(LONGEST_QUERY)
        self.field.setPlaceholderText(_("Command, name or initials; or a visit in one line"))
        self.field.setAccessibleName(_("Find"))
        self.list = QListWidget()
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty("surface", "raised")
        self.list.viewport().setAutoFillBackground(False)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        self.nothing = PlainLabel(
            _("Nothing found. Try fewer letters, or the first letters in pinyin."), px=13, tone="ink3"
        )
        self.nothing.setContentsMargins(8, 4, 8, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(Rule("line2"))
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.field.textChanged.connect(self.search)
        self.field.installEventFilter(self)

    def set_provider(self, provider: Provider) -> None:
        """Offer other things beside the commands."""
        self._provider = provider

    def open_in(self, window: QWidget) -> None:
        """Open over *window* with an empty field."""
        self._before = window.focusWidget()
        self.field.clear()
        self.search("")
        self.open_in_middle(window, QSize(WIDTH, self._height()), top=84)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def search(self, typed: str) -> None:
        """Show what meets *typed*; with nothing typed, every command."""
        ranked = [(match_rank(typed, found.as_choice()), found) for found in self._commands()]
        lines = [(rank, found) for rank, found in ranked if rank < 99]
        if typed.strip() and self._provider is not None:
            lines += [(_place_of(typed, found), found) for found in self._provider(typed.strip())]
        self.list.clear()
        for _rank, found in sorted(lines, key=lambda line: line[0])[:MOST]:
            item = QListWidgetItem(found.text)
            item.setData(FOUND_ROLE, found)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.nothing.setVisible(not self.list.count())
        self.list.setVisible(bool(self.list.count()))
        self.resize(self.width(), self._height())

    def lines(self) -> list[Found]:
        """Return the lines shown."""
        return [self.list.item(row).data(FOUND_ROLE) for row in range(self.list.count())]

    @override
    def close_popup(self) -> None:
        was_open = self.isVisible()
        super().close_popup()
        if was_open and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event.key())
        return super().eventFilter(watched, event)

    def _height(self) -> int:
        rows = min(self.list.count(), SHOWN)
        return 63 + (rows * ROW + 2 if rows else 30)

    def _on_key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if key == Qt.Key.Key_Down else -1
                if self.list.count():
                    self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
            case Qt.Key.Key_Escape:
                self.close_popup()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go(self.list.currentItem())
            case _:
                return False
        return True

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        found = item.data(FOUND_ROLE)
        self.close_popup()
        found.run()
