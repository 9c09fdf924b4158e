"""The entry grid: an editor stands open in the current cell, keys alone fill row after row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from core.entry_rows import ADDRESS, AGENCY, LIMIT, NAME, PHONE, SETTLED, TITLE
from desktop.fonts import metrics
from desktop.issues.entry.entry_headers import HEADER, PAD, ROW, RowNumbers
from desktop.issues.entry.entry_model import EXTRA_ROLE, LIMIT_ROLE, PROBLEM_ROLE, SETTLED_ROLE, EntryModel
from desktop.theme import theme
from desktop.widgets import Choice, PinyinCompleter, box
from desktop.widgets.grid_cells import ColumnTitles, LineDelegate
from desktop.widgets.marks import paint_tick
from desktop.widgets.strokes import paint_words

Index = QModelIndex | QPersistentModelIndex
WIDTHS: Final = {NAME: 84, PHONE: 128, ADDRESS: 128, AGENCY: 136, LIMIT: 150, SETTLED: 92}
Choices = Callable[[], Sequence[Choice]]


class EntryDelegate(LineDelegate):
    """Paints cells and opens their editors."""

    def __init__(self, parent: QWidget, offers: dict[int, Choices]) -> None:
        super().__init__(parent)
        self._offers = offers

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor, place = self.line_editor(parent, index, str(self._title_of(index))), QPersistentModelIndex(index)
        if index.column() in self._offers:
            completer = PinyinCompleter(editor, self._offers[index.column()], align_right=index.column() == AGENCY)
            completer.chosen.connect(lambda each: self.edited.emit(place, each.text))
        return editor

    @staticmethod
    def _title_of(index: Index) -> object:
        return index.model().headerData(index.column(), Qt.Orientation.Horizontal)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Tab, Enter and the arrows to the grid, which knows what comes next."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit):
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        """Let an open list of names take its keys first, then the grid; the editor has the rest."""
        completer = editor.findChild(PinyinCompleter)
        if isinstance(completer, PinyinCompleter) and completer.is_open() and completer.eventFilter(editor, event):
            return True
        grid = self.parent()
        if isinstance(grid, EntryGrid) and grid.key_in_editor(editor, event):
            return True
        return event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter}

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, area = theme(), QRectF(option.rect)
        grid = self.parent()
        current = isinstance(grid, EntryGrid) and grid.currentIndex().row() == index.row()
        if current:
            painter.fillRect(area, colours.raised)
        painter.fillRect(QRectF(area.right() - 1, area.top(), 1, area.height()), colours.line)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colours.line)
        words = area.adjusted(PAD, 0, -PAD, -1)
        if index.column() == LIMIT:
            self._paint_limit(painter, words, index)
        elif index.column() == SETTLED:
            self._paint_settled(painter, words, index)
        else:
            tone = colours.ink2 if index.column() == PHONE else colours.ink
            if index.column() == TITLE:
                words = self._paint_extra(painter, words, index)
            paint_words(painter, words, str(index.data()), tone)
        if index.data(PROBLEM_ROLE):
            box(painter, area.adjusted(0, 0, -1, -1), border=colours.red, width=2)
        elif current and isinstance(grid, EntryGrid) and grid.currentIndex() == index and grid.hasFocus():
            box(painter, area.adjusted(-1, -1, 0, 0), border=colours.focus, width=2)

    @staticmethod
    def _paint_limit(painter: QPainter, area: QRectF, index: Index) -> None:
        first, second = index.data(LIMIT_ROLE) or ("", "")
        x = area.left()
        if first:
            paint_words(painter, area, first, theme().ink)
            x += metrics(14).horizontalAdvance(first) + 7
        paint_words(painter, QRectF(x, area.top(), area.right() - x, area.height()), second, theme().ink2, px=13)

    @staticmethod
    def _paint_extra(painter: QPainter, area: QRectF, index: Index) -> QRectF:
        """Paint the small mark of people, opinions and photos at the right; return the room left of it."""
        words, group = index.data(EXTRA_ROLE) or ("", False)
        if not words:
            return area
        wide = metrics(12).horizontalAdvance(words)
        place = QRectF(area.right() - wide, area.top(), wide + 2, area.height())
        paint_words(painter, place, words, theme().amb if group else theme().ink3, px=12)
        return area.adjusted(0, 0, -wide - 10, 0)

    @staticmethod
    def _paint_settled(painter: QPainter, area: QRectF, index: Index) -> None:
        if index.data(SETTLED_ROLE):
            paint_tick(painter, QRectF(area.left(), area.top(), 14, area.height()), theme().ink2)
            paint_words(painter, area.adjusted(20, 0, 0, 0), str(index.data()), theme().ink)


class EntryGrid(QTableView):
    """The grid.

    Signals:
        finish_wanted(): Ctrl+Enter.
        pasted(str): a block was pasted, more than one cell of it.
        photo_wanted(int): Ctrl+Shift+P in a row.
        left_upwards(): Shift+Tab or Up out of the first cell.
        left_downwards(): Down out of the last row.
        details_wanted(int): Alt+Down in a row.
        moved(QRect): the current cell, which the page brings into sight.
        settled(int): a row was filled as far as its person or address.
    """

    finish_wanted = Signal()
    pasted = Signal(str)
    photo_wanted = Signal(int)
    left_upwards = Signal()
    left_downwards = Signal()
    details_wanted = Signal(int)
    moved = Signal(QRect)
    settled = Signal(int)

    def __init__(self, model: EntryModel, offers: dict[int, Choices], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self._delegate = EntryDelegate(self, offers)
        self._delegate.edited.connect(self._on_edited)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it is as high as its rows
        self.setProperty("takesText", "yes")
        self.setProperty("commandsOf", "entry")  # Ctrl+Del is meant while a cell is being written
        self._room = 0
        self._build_headers()
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(lambda *_changes: self.fit())
        self.fit()

    def fit(self, room: int | None = None) -> None:
        """Be as high as the rows, and at least *room* where the page has so much for it."""
        self._room = self._room if room is None else room
        high = max(HEADER + self._model.rowCount() * ROW, self._room)
        if high != self.height():
            self.setFixedHeight(high)

    def cell_rect(self) -> QRect:
        """Return where the current cell is."""
        rect = self.visualRect(self.currentIndex())
        return QRect(self.viewport().mapTo(self, rect.topLeft()), rect.size())

    def _build_headers(self) -> None:
        numbers, titles = RowNumbers(self), ColumnTitles(self, HEADER)
        self.setCornerButtonEnabled(False)
        self.setProperty("role", "entry")  # its corner has the lines of its titles
        self.setVerticalHeader(numbers)
        self.setHorizontalHeader(titles)
        for column in range(self._model.columnCount()):
            stretch = column == TITLE
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            titles.setSectionResizeMode(column, mode)
            if not stretch:
                words = str(self._model.headerData(column, Qt.Orientation.Horizontal))
                wide = metrics(13).horizontalAdvance(words) + 2 * PAD
                titles.resizeSection(column, max(WIDTHS[column], wide))

    def go(self, row: int, column: int) -> None:
        """Make a cell current and open its editor."""
        index = self._model.index(row, column)
        if not index.isValid():
            return
        self.commit()
        self.setCurrentIndex(index)
        self.setFocus()
        if column != SETTLED and self.indexWidget(index) is None:
            self.edit(index)
        self.moved.emit(self.cell_rect())

    def commit(self) -> None:
        """Close the open editor and keep what stands in it."""
        editor = self.editor()
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def editor(self) -> QLineEdit | None:
        """Return the open editor."""
        found = self.indexWidget(self.currentIndex())
        if isinstance(found, QLineEdit):
            return found
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, QLineEdit) and self.viewport().isAncestorOf(focused) else None

    def key_in_editor(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        """Handle a key that the open editor must not have; return whether it was one."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste_block():
            return True
        at_end = editor.cursorPosition() == len(editor.text())
        at_start = editor.cursorPosition() == 0 and not editor.hasSelectedText()
        if event.key() == Qt.Key.Key_Right and not (at_end and not event.modifiers()):
            return False
        if event.key() == Qt.Key.Key_Left and not (at_start and not event.modifiers()):
            return False
        return self._move(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste_block():
            return
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.column() == SETTLED:
            self._model.settle(index.row())
            return
        if self._move(event):
            return
        if index.isValid() and index.column() != SETTLED:
            super().keyPressEvent(event)

    def _move(self, event: QKeyEvent) -> bool:
        """Go where a key leads; return whether it led anywhere."""
        index, control = self.currentIndex(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        row, column = index.row(), index.column()
        match event.key():
            case Qt.Key.Key_Tab:
                self._step(row, column + 1)
            case Qt.Key.Key_Backtab:
                self._step(row, column - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self.commit()
                self.finish_wanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._say_settled(row)
                self.go(min(row + 1, self._model.rowCount() - 1), NAME)
            case Qt.Key.Key_Down if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._say_settled(row)
                self.details_wanted.emit(row)
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_Left | Qt.Key.Key_Right:
                return self._arrow(event.key(), row, column)
            case Qt.Key.Key_P if control and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.photo_wanted.emit(row)
            case _:
                return False
        return True

    def _arrow(self, key: int, row: int, column: int) -> bool:
        if key == Qt.Key.Key_Up and row == 0:
            self.left_upwards.emit()
            return True
        if key == Qt.Key.Key_Down and row == self._model.rowCount() - 1:
            self.left_downwards.emit()
            return True
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if not NAME <= column + across <= SETTLED or row + down >= self._model.rowCount():
            return False
        self.go(row + down, column + across)
        return True

    def _step(self, row: int, column: int) -> None:
        self._say_settled(row)
        if column > SETTLED:
            row, column = row + 1, NAME
        elif column < NAME:
            row, column = row - 1, SETTLED
        if row < 0:
            self.left_upwards.emit()
            return
        self.go(min(row, self._model.rowCount() - 1), column)

    def _say_settled(self, row: int) -> None:
        self.commit()
        self.settled.emit(row)

    def _paste_block(self) -> bool:
        text = QApplication.clipboard().text()
        if "\t" not in text and "\n" not in text.strip("\r\n"):
            return False
        self.pasted.emit(text)
        return True

    def _on_edited(self, index: QPersistentModelIndex, text: str) -> None:
        self._model.type_into(index, text)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.verticalHeader().viewport().update()
