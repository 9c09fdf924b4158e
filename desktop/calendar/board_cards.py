"""The visits that wait to be placed, as cards beside the board: dragged up, carried by keyboard, or searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from core.i18n import _, ngettext
from core.visits import waits_too_long
from db.queries.requests import UnplacedRow
from desktop.calendar.board_drag import REQUEST_MIME
from desktop.calendar.texts import draw, elided, width
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.visits.requests.request_list import RequestModel
from desktop.visits.requests.wording import about_words, is_missed, missed_word, waiting_words
from desktop.widgets.strokes import box, focus_ring

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
HIGH: Final = 30
_PAD, _HANDLE, _GAP = 10, 12, 9
Index = QModelIndex | QPersistentModelIndex


def card_words(row: UnplacedRow) -> tuple[str, str, bool]:
    """Return the township, the one thing to know, and whether that is urgent."""
    if row.days_since_visit is not None and waits_too_long(row.days_since_visit, row.interval):
        n = row.days_since_visit
        return row.township, ngettext("{n} day without a visit", "{n} days without a visit", n).format(n=n), True
    if is_missed(row):
        return row.township, missed_word(), False
    if row.people:
        words = ngettext("{n} person asked", "{n} people asked", row.people)
        return row.township, words.format(n=row.people), False
    return row.township, about_words(row) or waiting_words(row), False


class CardDelegate(QStyledItemDelegate):
    """Paints one card: handle, township in bold, the one thing to know."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(int(self.width_of(index.data(ROW_ROLE))), HIGH)

    @staticmethod
    def width_of(row: UnplacedRow) -> float:
        """Return the width of a card."""
        place, note, _urgent = card_words(row)
        return 2 * _PAD + _HANDLE + _GAP + width(place, 14, bold=True) + _GAP + min(width(note, 13), 170) + 2

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: UnplacedRow = index.data(ROW_ROLE)
        area = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        paint_request_card(painter, area, row, chosen=chosen, hovered=hovered)
        if option.state & QStyle.StateFlag.State_HasFocus and chosen:
            focus_ring(painter, area.adjusted(2, 2, -2, -2), radius=4)
        painter.restore()


def paint_request_card(
    painter: QPainter, area: QRectF, row: UnplacedRow, *, chosen: bool = False, hovered: bool = False
) -> None:
    """Paint a card into *area*."""
    colours = theme()
    fill = colours.acc_t if chosen else colours.sunken if hovered else colours.raised
    box(painter, area, radius=5, fill=fill, border=colours.acc if chosen else colours.line2)
    middle, x = area.center().y(), area.left() + _PAD
    paint_icon(painter, QRectF(x - 2, middle - 8, 16, 16), "dots-six-vertical", "ink3")
    place, note, urgent = card_words(row)
    x = draw(painter, x + _HANDLE + _GAP - 3, middle, place, colours.ink, px=14, bold=True)
    room = area.right() - _PAD - x - _GAP + 4
    draw(painter, x + _GAP - 1, middle, elided(note, 13, room), colours.red if urgent else colours.ink2, px=13)


class CardList(QListView):
    """The cards in one row that scrolls sideways.

    Signals: carried(UnplacedRow): Space. planned(UnplacedRow): Enter or a double click opens the editor.
    slot_wanted(UnplacedRow): A. left_list(): Esc.
    """

    carried = Signal(object)
    planned = Signal(object)
    slot_wanted = Signal(object)
    left_list = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = RequestModel()
        self.setModel(self.rows)
        self._delegate = CardDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(5)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setAccessibleName(_("To place"))
        self.doubleClicked.connect(lambda index: self.planned.emit(index.data(ROW_ROLE)))

    def show_rows(self, rows: Sequence[UnplacedRow]) -> None:
        """Show *rows*; the one chosen stays chosen."""
        kept = self.current()
        self.rows.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if kept is not None and row.id == kept.id), None)
        if at is not None:
            self.setCurrentIndex(self.rows.index(at))

    def current(self) -> UnplacedRow | None:
        """Return the card chosen."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    @override
    def startDrag(self, actions: Qt.DropAction) -> None:
        row = self.current()
        if row is None:
            return
        drag = QDrag(self)
        drag.setMimeData(card_mime(row))
        drag.setPixmap(QPixmap(1, 1))  # the board paints what is carried
        drag.exec(Qt.DropAction.CopyAction)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.current()
        wished = {
            Qt.Key.Key_Space: self.carried, Qt.Key.Key_Return: self.planned, Qt.Key.Key_Enter: self.planned,
            Qt.Key.Key_A: self.slot_wanted,
        }.get(Qt.Key(key))  # fmt: skip
        if key == Qt.Key.Key_Escape:
            self.left_list.emit()
        elif wished is not None and row is not None and not event.modifiers():
            wished.emit(row)
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # single letters are commands, not a search in the list
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rows():
            self.setCurrentIndex(self.rows.index(0))


def card_mime(row: UnplacedRow) -> QMimeData:
    """Return what a dragged card carries."""
    mime = QMimeData()
    mime.setData(REQUEST_MIME, str(row.id).encode())
    mime.setText(row.township)
    return mime
