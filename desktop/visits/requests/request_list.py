"""The requests that wait, the most urgent first: kind, place, matter, the days that suit, and how long it waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from core.i18n import _
from db.queries.requests import UnplacedRow
from desktop.calendar.texts import draw, elided, width
from desktop.theme import theme
from desktop.visits.requests.wording import (
    about_words,
    is_missed,
    missed_word,
    place_words,
    spoken,
    waiting_words,
    when_words,
)
from desktop.widgets.marks import paint_seal
from desktop.widgets.strokes import box, hairline
from desktop.widgets.text import plain_tip

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ROW: Final = 58
_PAD, _WORDS, _RIGHT = 18, 44, 14
_KEYS: Final = {
    Qt.Key.Key_Return: "plan", Qt.Key.Key_Enter: "plan", Qt.Key.Key_N: "new", Qt.Key.Key_I: "bring_in",
    Qt.Key.Key_E: "edit", Qt.Key.Key_X: "decline", Qt.Key.Key_Delete: "withdraw", Qt.Key.Key_Escape: "close",
    Qt.Key.Key_V: "paste", Qt.Key.Key_D: "decided",
}  # fmt: skip
"""What each key wishes; the panel has a method of that name. V counts with Ctrl only, Shift and Del delete."""

Index = QModelIndex | QPersistentModelIndex


class RequestModel(QAbstractListModel):
    """Rows as the query gave them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[UnplacedRow] = []

    def show_rows(self, rows: Sequence[UnplacedRow]) -> None:
        """Show *rows*."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[UnplacedRow]:
        """Return the rows shown."""
        return self._rows

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip("\n".join((f"{place_words(row)} {about_words(row)}", *row.reasons)))
            case _:
                return row if role == ROW_ROLE else None


class RequestDelegate(QStyledItemDelegate):
    """Paints one request on two lines."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: UnplacedRow = index.data(ROW_ROLE)
        colours, area = theme(), QRectF(option.rect)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, colours.acc_t)
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), colours.acc)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colours.sunken)
        hairline(painter, area.bottomLeft(), area.bottomRight(), colours.line)
        if row.seal:
            paint_seal(painter, QRectF(area.left() + _PAD, area.top() + 9, 18, 18), row)
        else:  # any kind will do
            place = QRectF(area.left() + _PAD, area.top() + 9, 18, 18)
            box(painter, place, radius=3, border=colours.line3, dashed=True)
        self._first_line(painter, area, row)
        self._second_line(painter, area, row, note="ink2" if chosen else "ink3")
        painter.restore()

    def _first_line(self, painter: QPainter, area: QRectF, row: UnplacedRow) -> None:
        colours, middle, right = theme(), area.top() + 18, area.right() - _RIGHT
        if is_missed(row):
            words = missed_word()
            wide = width(words, 11) + 10
            box(painter, QRectF(right - wide, middle - 8, wide, 16), radius=3, fill=colours.amb_t)
            draw(painter, right - wide + 5, middle, words, colours.amb, px=11)
            right -= wide + 6
        left = area.left() + _WORDS
        place = elided(place_words(row), 14, right - left)
        x = draw(painter, left, middle, place, colours.ink, px=14, bold=True)
        if right - x > 40:
            draw(painter, x + 8, middle, elided(about_words(row), 13, right - x - 8), colours.ink2, px=13)

    def _second_line(self, painter: QPainter, area: QRectF, row: UnplacedRow, *, note: str) -> None:
        colours, middle, right = theme(), area.top() + 41, area.right() - _RIGHT
        waits = waiting_words(row)
        draw(painter, right - width(waits, 12), middle, waits, colours.colour(note), px=12)
        left = area.left() + _WORDS
        room = right - width(waits, 12) - 10 - left
        draw(painter, left, middle, elided(when_words(row), 12, room), colours.ink2, px=12)


class RequestList(QListView):
    """The list.

    Signals: chosen(object): the row under the cursor, None for none. wished(str): a key of _KEYS.
    menu_wanted(QPoint).
    """

    chosen = Signal(object)
    wished = Signal(str)
    menu_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = RequestModel()
        self.setModel(self.rows)
        self.setItemDelegate(RequestDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # or single keys die in Chinese input
        self.setProperty("surface", "raised")
        self.setAccessibleName(_("To place"))
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(lambda _now, _old: self.chosen.emit(self.current()))
        self.doubleClicked.connect(lambda _index: self.wished.emit("plan"))

    def show_rows(self, rows: Sequence[UnplacedRow]) -> None:
        """Show *rows*; the cursor stays on its request, or on its place where that has gone."""
        before, at = self.current(), max(self.currentIndex().row(), 0)
        self.rows.show_rows(rows)
        if not rows:
            self.chosen.emit(None)
            return
        kept = next((n for n, row in enumerate(rows) if before is not None and row.id == before.id), at)
        self.setCurrentIndex(self.rows.index(min(kept, len(rows) - 1)))

    def current(self) -> UnplacedRow | None:
        """Return the request under the cursor."""
        found = self.currentIndex().data(ROW_ROLE)
        return found if isinstance(found, UnplacedRow) else None

    def choose(self, request_id: int) -> None:
        """Put the cursor on a request."""
        for at, row in enumerate(self.rows.rows()):
            if row.id == request_id:
                self.setCurrentIndex(self.rows.index(at))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and wish_of(event):
            event.accept()  # N and I mean something else on the page around
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = wish_of(event)
        if wish:
            self.wished.emit(wish)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos() if event.reason() == QContextMenuEvent.Reason.Mouse else self._below_current()
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def _below_current(self) -> QPoint:
        return self.visualRect(self.currentIndex()).bottomLeft() + QPoint(_WORDS, 0)


def wish_of(event: QKeyEvent) -> str:
    """Return what a key wishes of the panel, empty for nothing."""
    wanted = _KEYS.get(Qt.Key(event.key()), "")
    if wanted == "withdraw" and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
        return "delete"
    with_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    bare = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    return wanted if (with_control if wanted == "paste" else bare) else ""
