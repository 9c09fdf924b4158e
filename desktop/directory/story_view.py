"""The lines of a story, the latest first: months as headings, the day beside its first line, one line per event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from core.chronicle import ChronicleRow, Happening, note_text, what_text, where_text
from core.i18n import _, day_text, month_text, weekday_text
from core.issues import ActionKind
from core.visits import VOID, VisitState
from desktop.fonts import metrics, sans, serif
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.marks import paint_seal
from desktop.widgets.strokes import BASELINE, paint_words
from desktop.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ROW, COMPACT_ROW, HEADING, MARGIN, DAY, MARK, GAP = 36, 32, 46, 24, 84, 26, 16
COMPACT_BELOW: Final = 640
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ICONS: Final = {
    Happening.HOUSEHOLD: "users-three",
    Happening.ISSUE: "note-pencil",
    Happening.WORK: "arrow-right",
    Happening.CLOSED: "check-circle",
    Happening.PROMISE: "megaphone",
    Happening.REQUEST: "folder-open",
    Happening.PRINT: "printer",
}
_WORK_ICONS: Final = {
    ActionKind.REMINDED: "megaphone",
    ActionKind.EXTENDED: "clock",
    ActionKind.SUSPENDED: "clock",
    ActionKind.CHECKED_ON_SITE: "map-pin",
    ActionKind.REOPENED: "arrow-u-up-left",
    ActionKind.FEEDBACK: "arrow-left",
    ActionKind.RETURN_VISIT: "users-three",
}


@dataclass(frozen=True, slots=True)
class Month:
    """A heading over the lines of a month."""

    first: date


@dataclass(frozen=True, slots=True)
class Line:
    """An event, and whether it is the first one shown of its day."""

    row: ChronicleRow
    opens_day: bool
    where: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """Ends the list while there is more."""


Entry = Month | Line | Earlier


def entries(rows: Sequence[ChronicleRow], *, more: bool, in_township: bool, in_village: bool) -> list[Entry]:
    """Return what the list shows: *rows* under their months, and the line that asks for more."""
    made: list[Entry] = []
    last: date | None = None
    for row in rows:
        if last is None or (row.day.year, row.day.month) != (last.year, last.month):
            made.append(Month(row.day.replace(day=1)))
        where = where_text(row, in_township=in_township, in_village=in_village)
        made.append(Line(row, row.day != last, where))
        last = row.day
    return [*made, Earlier()] if more else made


def spoken(entry: Entry) -> str:
    """Return a row as one line of text."""
    if isinstance(entry, Month):
        return month_text(entry.first)
    if isinstance(entry, Earlier):
        return _("Show what was earlier")
    row = entry.row
    parts = (f"{day_text(row.day)} {weekday_text(row.day)}", what_text(row), row.title, entry.where, note_text(row))
    return ", ".join(part for part in parts if part)


class StoryModel(QAbstractListModel):
    """Text for screen readers, entries for the delegate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, made: list[Entry]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.entries = made
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self.entries[index.row()] if index.isValid() else None
        return Qt.ItemFlag.NoItemFlags if isinstance(entry, Month) else super().flags(index)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, Line):
            return plain_tip(spoken(entry))
        return None


class StoryDelegate(QStyledItemDelegate):
    """Paints headings, events and the line that leads on."""

    compact = False
    what, where, note = 200, 0, 0
    """Widths of three columns; the words between the first two take the rest."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY_ROLE)
        return QSize(100, HEADING if isinstance(entry, Month) else COMPACT_ROW if self.compact else ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, area, colours = index.data(ENTRY_ROLE), QRectF(option.rect), theme()
        painter.save()
        if isinstance(entry, Month):
            self._paint_month(painter, area, entry)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen:
                painter.fillRect(area, colours.acc_t)
                painter.fillRect(QRectF(area.left(), area.top(), 3, area.height() - 1), colours.acc)
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(area, colours.sunken)
            inner = area.adjusted(MARGIN, 0, -MARGIN, -1)
            if isinstance(entry, Line):
                self._paint_line(painter, inner, entry)
            else:
                paint_words(painter, inner.adjusted(DAY + MARK, 0, 0, 0), spoken(entry), colours.acc)
            self._rule(painter, area, index)
        painter.restore()

    def _rule(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw a hairline below; under the day too where the next line begins another one."""
        following = index.sibling(index.row() + 1, 0).data(ENTRY_ROLE)
        same = isinstance(following, Line) and not following.opens_day
        left = area.left() + MARGIN + (DAY if same else 0)
        painter.fillRect(QRectF(left, area.bottom() - 1, area.right() - MARGIN - left, 1), theme().line)

    @staticmethod
    def _paint_month(painter: QPainter, area: QRectF, entry: Month) -> None:
        painter.setFont(serif(17))
        painter.setPen(theme().ink)
        painter.drawText(area.adjusted(MARGIN, 10, 0, 0), int(BASELINE), month_text(entry.first))
        below = QRectF(area.left() + MARGIN, area.bottom() - 1, area.width() - 2 * MARGIN, 1)
        painter.fillRect(below, theme().line2)

    def _paint_line(self, painter: QPainter, area: QRectF, entry: Line) -> None:
        colours, row = theme(), entry.row
        if entry.opens_day:
            painter.setFont(serif(15))
            painter.setPen(colours.ink)
            painter.drawText(QRectF(area.left(), area.top(), 26, area.height()), int(BASELINE), str(row.day.day))
            painter.setFont(sans(13))
            painter.setPen(colours.ink3)
            beside = QRectF(area.left() + 28, area.top(), DAY - 30, area.height())
            painter.drawText(beside, int(BASELINE), weekday_text(row.day))
        x = area.left() + DAY
        self._paint_mark(painter, QRectF(x, area.center().y() - 8, 16, 16), row)
        x += MARK
        right = self._paint_right(painter, area, entry)
        what = QRectF(x, area.top(), min(self.what, right - x), area.height())
        void = row.state in VOID
        paint_words(painter, what, what_text(row), colours.ink3 if void else colours.ink)
        x += self.what + GAP
        if right - x > 40:
            paint_words(painter, QRectF(x, area.top(), right - x, area.height()), row.title, colours.ink2)

    def _paint_right(self, painter: QPainter, area: QRectF, entry: Line) -> float:
        """Paint the note at the right and the place before it; return where they begin."""
        colours, note = theme(), note_text(entry.row)
        left = area.right() - (self.note + GAP if self.note else 0) - self.where
        if note:
            width = min(metrics(13).horizontalAdvance(note) + 1, self.note)
            place = QRectF(area.right() - width, area.top(), width, area.height())
            paint_words(painter, place, note, colours.ink3, px=13)
        if self.where:
            paint_words(painter, QRectF(left, area.top(), self.where, area.height()), entry.where, colours.ink2)
        return left - GAP

    @staticmethod
    def _paint_mark(painter: QPainter, place: QRectF, row: ChronicleRow) -> None:
        if row.kind is Happening.VISIT:
            paint_seal(painter, place, row, row.state is VisitState.DONE)
            return
        name = _WORK_ICONS.get(row.action, _ICONS[row.kind]) if row.action else _ICONS[row.kind]
        paint_icon(painter, place, name, "ink3")


class StoryList(QListView):
    """The list. Signals: opened(object): a ChronicleRow; earlier_wanted(): the next page."""

    opened = Signal(object)
    earlier_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story, self._delegate = StoryModel(self), StoryDelegate(self)
        self.setModel(self.story)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # single keys must reach the page
        self.clicked.connect(self._open)

    def show_entries(self, made: list[Entry], *, current: ChronicleRow | None = None) -> None:
        """Show these rows; the line that is *current* stays so, else the first one is."""
        at = self.verticalScrollBar().value()
        self.story.show_entries(made)
        self._fit()
        wanted = [
            n for n, e in enumerate(made) if isinstance(e, Line) and current is not None and _same(e.row, current)
        ]
        first = [n for n, e in enumerate(made) if isinstance(e, Line)]
        if wanted or first:
            self.setCurrentIndex(self.story.index((wanted or first)[0], 0))
        self.verticalScrollBar().setValue(at if wanted else 0)

    def current_row(self) -> ChronicleRow | None:
        """Return the event that is current."""
        entry = self.currentIndex().data(ENTRY_ROLE)
        return entry.row if isinstance(entry, Line) else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
        elif event.text().isalnum():
            event.ignore()  # letters belong to the page
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Leave:
            self.viewport().update()
        return super().viewportEvent(event)

    def _fit(self) -> None:
        """Give what happened and the place as much as their words need, and the title the rest."""
        lines = [entry for entry in self.story.entries if isinstance(entry, Line)]
        measure, room = metrics(14), self.viewport().width() - 2 * MARGIN - DAY - MARK
        what = max((measure.horizontalAdvance(what_text(line.row)) for line in lines), default=0) + 2
        where = max((measure.horizontalAdvance(line.where) for line in lines), default=0)
        note = max((metrics(13).horizontalAdvance(note_text(line.row)) for line in lines), default=0)
        self._delegate.what = min(what, int(room * 0.34))
        self._delegate.where = min(where + 2, int(room * 0.2)) if where else 0
        self._delegate.note = min(note + 2, int(room * 0.18)) if note else 0
        compact = self.viewport().height() < COMPACT_BELOW
        if compact != self._delegate.compact:
            self._delegate.compact = compact
            self.scheduleDelayedItemsLayout()

    def _open(self, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Line):
            self.opened.emit(entry.row)
        elif isinstance(entry, Earlier):
            self.earlier_wanted.emit()


def _same(one: ChronicleRow, other: ChronicleRow) -> bool:
    return (one.kind, one.id) == (other.kind, other.id)
