"""A list of frozen rows under sortable titles, painted row by row; a list is a tuple of columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)
from typing_extensions import override

from core.i18n import _, is_chinese
from desktop.fonts import metrics
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.strokes import box, hairline, paint_phrase, paint_words
from desktop.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ROW, COMPACT_ROW, HEADER, MARGIN, PAD = 36, 32, 34, 24, 8
COMPACT_BELOW: Final = 640
"""Height of the list under which rows take 32 px: a window of less than 800 px."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes:
        title: A msgid.
        text: What the cell says, to readers and screen readers alike.
        sort: What orders rows by this column; None where it does not sort.
        width: In Chinese; 0 takes what is left.
        wide: In English.
        paint: Paints the cell in place of `text`.
        tone: Colour token of the words.
        bold: Whether the words are bold.
        phrase: Digits are bold inside the words.
        tip: What the tooltip says; by default the words.
        from_width: The column is left out of a list narrower than this.
    """

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    width: int = 0
    wide: int = 0
    paint: Callable[[QPainter, QRectF, Any], object] | None = None
    tone: Callable[[Any], str] | None = None
    bold: bool = False
    phrase: bool = False
    tip: Callable[[Any], str] | None = None
    from_width: int = 0


class RowModel(QAbstractTableModel):
    """Rows as they came from a query, in the order chosen."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._given: list[Any] = []
        self._rows: list[Any] = []
        self._sorted_by = -1
        self._descending = False

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show *rows*; the order chosen stays."""
        self.beginResetModel()
        self._given = list(rows)
        self._rows = self._ordered()
        self.endResetModel()

    def rows(self) -> list[Any]:
        """Return the rows in the order shown."""
        return list(self._rows)

    def row_at(self, index: Index) -> Any | None:
        """Return the row under *index*, None outside."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place_of(self, key: object) -> int:
        """Return where the row whose `id` (or `key`) is *key* stands, -1 if it is not shown."""
        return next((n for n, row in enumerate(self._rows) if key_of(row) == key), -1)

    def order_by(self, column: int, *, descending: bool) -> None:
        """Order by a column; -1 is the order of the query."""
        self.layoutAboutToBeChanged.emit()
        before = [self.row_at(index) for index in self.persistentIndexList()]
        old = self.persistentIndexList()
        self._sorted_by, self._descending = column, descending
        self._rows = self._ordered()
        places = {id(row): n for n, row in enumerate(self._rows)}
        new = [self.index(places[id(row)], i.column()) for row, i in zip(before, old, strict=True) if row is not None]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _ordered(self) -> list[Any]:
        if self._sorted_by < 0:
            return list(self._given)
        sort = self.columns[self._sorted_by].sort
        if sort is None:
            return list(self._given)
        known = [row for row in self._given if sort(row) is not None]
        unknown = [row for row in self._given if sort(row) is None]  # nothing known stays last, either way
        return [*sorted(known, key=sort, reverse=self._descending), *unknown]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.tip(row) if column.tip else column.text(row))
        return None


def key_of(row: object) -> object:
    """Return what tells one row from another: its id, else its key."""
    return getattr(row, "id", None) if hasattr(row, "id") else getattr(row, "key", row)


class RowDelegate(QStyledItemDelegate):
    """Paints one cell; the ground of a row is painted by the list."""

    compact = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, COMPACT_ROW if self.compact else ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, row = index.model(), index.data(ROW_ROLE)
        if not isinstance(model, RowModel) or row is None:
            return
        column = model.columns[index.column()]
        left = MARGIN if index.column() == 0 else PAD
        area = QRectF(option.rect).adjusted(left, 0, -PAD, -1)
        if column.paint is not None:
            painter.save()
            column.paint(painter, area, row)
            painter.restore()
            return
        ink = theme().colour(column.tone(row) if column.tone else "ink")
        if column.phrase:
            paint_phrase(painter, area, column.text(row), ink)
            return
        paint_words(painter, area, column.text(row), ink, bold=column.bold)


class RowHeader(QHeaderView):
    """Titles with an arrow beside the one that orders."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEADER)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setStretchLastSection(False)
        self.by = -1
        self.descending = False

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours, area = theme(), QRectF(rect)
        painter.fillRect(area, colours.sunken)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line2)
        words = area.adjusted(MARGIN if logicalIndex == 0 else PAD, 0, 0, 0)
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal))
        here = self.by == logicalIndex
        paint_words(painter, words.adjusted(0, 0, -4, 0), text, colours.ink if here else colours.ink2, px=13)
        if here:
            x = words.left() + metrics(13).horizontalAdvance(text) + 5
            name = "arrow-down" if self.descending else "arrow-up"
            paint_icon(painter, QRectF(x, area.center().y() - 6, 12, 12), name, "ink2")


class RowTable(QTreeView):
    """A list of rows with one current row.

    Signals: opened(object): Enter or a double click on a row. current_changed(object): another row, or None.
    """

    opened = Signal(object)
    current_changed = Signal(object)
    _by_keys = False
    _showing = False

    def __init__(self, columns: Sequence[Column], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(columns, self)
        self.setModel(self.rows)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self._header = RowHeader(self)
        self.setHeader(self._header)
        self._header.sectionClicked.connect(self._on_section)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setAllColumnsShowFocus(True)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)  # single keys must reach the page
        self.setAutoScroll(False)
        self._fit_columns()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show *rows*; the current row and the place in the list stay where they can."""
        here = self.current_row()
        at = self.verticalScrollBar().value()
        self._showing = True
        self.rows.show_rows(rows)
        self._showing = False
        place = self.rows.place_of(key_of(here)) if here is not None else -1
        if place < 0 and rows:
            place = 0
        self.setCurrentIndex(self.rows.index(place, 0) if place >= 0 else QModelIndex())
        self.verticalScrollBar().setValue(at)
        self.current_changed.emit(self.current_row())

    def current_row(self) -> Any | None:
        """Return the row that is current."""
        return self.rows.row_at(self.currentIndex())

    def go_to(self, key: object) -> bool:
        """Make the row with this id or key current; return whether it is in the list."""
        place = self.rows.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))
            self.scrollTo(self.currentIndex())
        return place >= 0

    def order_by(self, column: int, *, descending: bool = False) -> None:
        """Order by a column; -1 is the list's own order."""
        self._header.by, self._header.descending = column, descending
        self.rows.order_by(column, descending=descending)
        self._header.viewport().update()

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Leave the branches out: the list is flat."""

    @override
    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        area = QRectF(0, options.rect.top(), self.viewport().width(), options.rect.height())
        colours = theme()
        if self.currentIndex().row() == index.row():
            painter.fillRect(area, colours.acc_t)
            painter.fillRect(QRectF(0, area.top(), 3, area.height() - 1), colours.acc)
        elif self._is_hovered(area):
            painter.fillRect(area, colours.sunken)
        hairline(painter, QPointF(0, area.bottom() - 1), QPointF(area.right(), area.bottom() - 1), colours.line)
        cell = QStyleOptionViewItem(options)
        for column in range(len(self.rows.columns)):
            if self.isColumnHidden(column):
                continue
            rect = QRect(options.rect)
            rect.setLeft(self.columnViewportPosition(column))
            rect.setWidth(self.columnWidth(column))
            cell.rect = rect
            self._delegate.paint(painter, cell, self.rows.index(index.row(), column))
        if self._by_keys and self.hasFocus() and self.currentIndex().row() == index.row():
            box(painter, area.adjusted(0, 0, 0, -1), border=colours.focus, width=2)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keys |= self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # Tab came here
        super().focusInEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keys = False
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.rows.row_at(self.indexAt(event.position().toPoint()))
        if row is not None:
            self.opened.emit(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keys = True
        row = self.current_row()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None:
            self.opened.emit(row)
        elif event.text().isalpha() or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # letters and Alt with arrows belong to the page
        else:
            super().keyPressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if not self._showing:
            self.current_changed.emit(self.rows.row_at(current))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Leave, QEvent.Type.HoverMove, QEvent.Type.MouseMove}:
            self.viewport().update()
        return super().viewportEvent(event)

    def _fit_columns(self) -> None:
        wide, fixed, open_ended = self.viewport().width(), 0, []
        for number, column in enumerate(self.rows.columns):
            hidden = wide < column.from_width
            self.setColumnHidden(number, hidden)
            width = column.width if is_chinese() or not column.wide else column.wide
            if hidden:
                continue
            if width:
                fixed += width
                self._header.resizeSection(number, width)
            else:
                open_ended.append(number)
        share = max((wide - fixed) // len(open_ended), 60) if open_ended else 0
        for number in open_ended:
            self._header.resizeSection(number, share)
        compact = self.viewport().height() < COMPACT_BELOW
        if compact != self._delegate.compact:
            self._delegate.compact = compact
            self.scheduleDelayedItemsLayout()

    def _is_hovered(self, area: QRectF) -> bool:
        place = self.viewport().mapFromGlobal(self.cursor().pos())
        return self.viewport().underMouse() and area.contains(QPointF(place))

    def _on_section(self, section: int) -> None:
        if self.rows.columns[section].sort is None:
            return
        if self._header.by != section:
            self.order_by(section)
        elif not self._header.descending:
            self.order_by(section, descending=True)
        else:
            self.order_by(-1)
