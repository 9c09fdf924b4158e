"""Needs chasing: overdue issues first, then those due soon, each with the visit that can carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from core.deadlines import timeliness_text
from core.i18n import _, day_text, is_chinese, ngettext
from db.queries.issues import IssueRow
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets.marks import deadline_width, paint_deadline
from desktop.widgets.strokes import paint_words

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
TODAY_ROLE = Qt.ItemDataRole.UserRole + 2
VERTICAL = Qt.AlignmentFlag.AlignVCenter
LEAST_TITLE = 200
GAP = 14


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of the columns in px; the title takes the rest."""

    deadline: int = 156
    township: int = 76
    agency: int = 116
    carrier: int = 118


@dataclass(frozen=True, slots=True)
class Heading:
    """Starts a group: its words, how many there are in all, and its colour."""

    words: str
    count: int
    token: str


@dataclass(frozen=True, slots=True)
class More:
    """Ends a group that is longer than Today shows."""

    count: int
    tab: str


Entry = Heading | IssueRow | More


def entries(overdue: Sequence[IssueRow], soon: Sequence[IssueRow], *, room: int) -> list[Entry]:
    """Return what the list shows in *room* rows: every group is there, the overdue one gets most."""
    made: list[Entry] = []
    shown_soon = min(len(soon), max(2, room - min(len(overdue), room * 2 // 3)))
    for words, token, rows, shown, tab in (
        (_("Overdue"), "red", overdue, max(3, room - shown_soon), "overdue"),
        (_("Due in three working days"), "amb", soon, shown_soon, "due_soon"),
    ):
        if rows:
            made.append(Heading(words, len(rows), token))
            made.extend(rows[:shown])
            if len(rows) > shown:
                made.append(More(len(rows) - shown, tab))
    return made


def carrier_text(row: IssueRow, today: date) -> tuple[str, str]:
    """Return (day, who goes) of the next visit that can carry an issue; empty where none is planned."""
    if row.next_visit_day is None:
        return "", _("no visit planned")
    when = row.next_visit_day
    if when == today:
        day = _("today")
    elif is_chinese() and (when.year, when.month) == (today.year, today.month):
        day = f"{when.day}日"
    else:
        day = day_text(when)
    return day, _("{leader} goes").format(leader=row.next_leader)


def widths_for(made: Sequence[Entry], today: date, room: int) -> Widths:
    """Return columns as wide as their words; where the titles would suffer, the units' names give way."""
    rows = [entry for entry in made if isinstance(entry, IssueRow)]
    if not rows:
        return Widths()
    plain, strong = metrics(14), metrics(14, bold=True)

    def carrier(row: IssueRow) -> int:
        day, goes = carrier_text(row, today)
        return (strong.horizontalAdvance(day) + 4 if day else 0) + plain.horizontalAdvance(goes)

    least = Widths()
    deadline = max(least.deadline, *(deadline_width(row.timeliness) + GAP for row in rows))
    township = max(least.township, *(plain.horizontalAdvance(row.township) + GAP for row in rows))
    going = max(least.carrier, *(carrier(row) + 2 for row in rows))
    agency = max(least.agency, *(plain.horizontalAdvance(row.agency) + GAP for row in rows))
    spare = room - deadline - township - going - LEAST_TITLE
    return Widths(deadline, township, max(least.agency, min(agency, spare)), going)


class ChaseModel(QAbstractListModel):
    """The rows of the list; text for screen readers, entries for the delegate."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self.today = date.min

    def show_entries(self, made: list[Entry], today: date) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._entries, self.today = made, today
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        entry = self._entries[index.row()] if index.isValid() else None
        return Qt.ItemFlag.ItemIsEnabled if isinstance(entry, Heading) else super().flags(index)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == TODAY_ROLE:
            return self.today
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken(entry, self.today)
        return None


def spoken(entry: Entry, today: date) -> str:
    """Return a row as one line of text."""
    if isinstance(entry, Heading):
        return f"{entry.words} {count_text(entry.count)}"
    if isinstance(entry, More):
        return ngettext("{n} more in the register", "{n} more in the register", entry.count).format(n=entry.count)
    day, goes = carrier_text(entry, today)
    return f"{timeliness_text(entry.timeliness)} {entry.title} {entry.township} {entry.agency} {day}{goes}"


def count_text(count: int) -> str:
    """Return 5 件."""
    return ngettext("{n} issue", "{n} issues", count).format(n=count)


class ChaseDelegate(QStyledItemDelegate):
    """Paints headings, issues and the line that leads on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_height = 36
        self.widths = Widths()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Heading):
            return QSize(100, self.row_height - 4 + (8 if index.row() else 0))
        return QSize(100, self.row_height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, area, colours = index.data(ENTRY_ROLE), QRectF(option.rect), theme()
        painter.save()
        if isinstance(entry, Heading):
            self._paint_heading(painter, area, entry)
        else:
            state = option.state
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(area, colours.acc_t)
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(area, colours.sunken)
            if isinstance(entry, More):
                paint_words(
                    painter, area.adjusted(self.widths.deadline, 0, 0, 0), spoken(entry, date.min), colours.ink2
                )
            else:
                self._paint_issue(painter, area, entry, index.data(TODAY_ROLE))
            painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRectF, entry: Heading) -> None:
        colours = theme()
        colour = colours.colour(entry.token)
        line = area.adjusted(0, area.height() - 28, 0, 0)
        painter.setFont(sans(13, bold=True))
        painter.setPen(colour)
        painter.drawText(line, VERTICAL, entry.words)
        left = metrics(13, bold=True).horizontalAdvance(entry.words) + 8
        painter.setFont(sans(13))
        painter.drawText(line.adjusted(left, 0, 0, 0), VERTICAL, count_text(entry.count))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line2)

    def _paint_issue(self, painter: QPainter, area: QRectF, row: IssueRow, today: date) -> None:
        colours, widths = theme(), self.widths
        due = QRectF(area.left(), area.top(), widths.deadline - 8, area.height())
        paint_deadline(painter, due, row.timeliness)
        right = area.right() - widths.carrier
        day, goes = carrier_text(row, today)
        x = right
        if day:
            is_today = row.next_visit_day == today
            x = paint_words(painter, area.adjusted(x - area.left(), 0, 0, 0), day, colours.ink, bold=is_today) + 4
        paint_words(
            painter, QRectF(x, area.top(), area.right() - x, area.height()), goes, colours.ink if day else colours.ink3
        )
        for width, text, colour in (
            (widths.agency, row.agency, colours.ink2),
            (widths.township, row.township, colours.ink2),
        ):
            right -= width
            paint_words(painter, QRectF(right, area.top(), width - 8, area.height()), text, colour)
        left = area.left() + widths.deadline
        paint_words(painter, QRectF(left, area.top(), right - left - 12, area.height()), row.title, colours.ink)


class ChaseList(QListView):
    """The list itself, as tall as its rows; it never scrolls on its own.

    Signals:
        issue_wanted(int): an issue's record.
        tab_wanted(str): the ledger at this tab.
    """

    issue_wanted = Signal(int)
    tab_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chase, self._delegate = ChaseModel(self), ChaseDelegate(self)
        self._made, self._today = list[Entry](), date.min
        self.setModel(self.chase)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setAccessibleName(_("Needs chasing"))
        self.activated.connect(self._open)
        self.clicked.connect(self._open)

    def show_entries(self, made: list[Entry], today: date, *, row_height: int) -> None:
        """Show these rows at this height."""
        self._delegate.row_height = row_height
        self._made, self._today = made, today
        self._fit()
        self.chase.show_entries(made, today)
        option = QStyleOptionViewItem()
        total = sum(
            self._delegate.sizeHint(option, self.chase.index(row)).height() for row in range(self.chase.rowCount())
        )
        self.setFixedHeight(total)
        self.setVisible(bool(made))

    def _fit(self) -> None:
        self._delegate.widths = widths_for(self._made, self._today, self.viewport().width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open(self, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, IssueRow):
            self.issue_wanted.emit(entry.id)
        elif isinstance(entry, More):
            self.tab_wanted.emit(entry.tab)


__all__ = ["ChaseList", "ChaseModel", "Heading", "More", "carrier_text", "entries"]
