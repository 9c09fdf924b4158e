"""The table of who was there: Space ticks, letters write, a pasted list is handed to the section."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)
from typing_extensions import override

from core.i18n import _
from core.records import ATTENDEE_ROLE_NAMES, AttendeeRole
from desktop.visits.record.attendance_cells import HEADER, ROW, AttendanceDelegate, Choices, Numbers
from desktop.visits.record.attendance_model import NAME, POST, PRESENT, PROBLEM_ROLE, ROLE, UNIT, AttendanceModel
from desktop.widgets.grid_cells import ColumnTitles

Index = QModelIndex | QPersistentModelIndex
WIDTHS: Final = {NAME: 184, POST: 190, ROLE: 120, PRESENT: 150}
MOST_SHOWN: Final = 9
"""More rows scroll inside the table, so that 500 of them do not push the rest of the page away."""
_STARTS: Final = QAbstractItemView.EditTrigger
_WALK: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
_FURTHER: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class AttendanceGrid(QTableView):
    """The table.

    Signals:
        pasted(str): more than one cell was pasted.
        hinted(str): what is wrong in the cell that was left, "" for nothing.
        left_upwards(), left_downwards(): the keys led out of it.
    """

    pasted = Signal(str)
    hinted = Signal(str)
    left_upwards = Signal()
    left_downwards = Signal()

    def __init__(self, model: AttendanceModel, units: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = model
        self.setModel(model)
        self._delegate = AttendanceDelegate(self, units)
        self._delegate.edited.connect(lambda place, text: model.put(place.row(), place.column(), text))
        self._delegate.unit_chosen.connect(lambda place, agency: self._take_agency(place.row(), agency))
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(_STARTS.AnyKeyPressed | _STARTS.EditKeyPressed | _STARTS.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("takesText", "yes")
        self.setProperty("commandsOf", "entry")  # Ctrl+Del is meant while a cell is being written
        self.setAccessibleName(_("Attendance"))
        self._build_headers()
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._fit)
        self._fit()

    def _build_headers(self) -> None:
        titles, numbers = ColumnTitles(self, HEADER), Numbers(self)
        self.setHorizontalHeader(titles)
        self.setVerticalHeader(numbers)
        self.setCornerButtonEnabled(False)
        for column in range(self._people.columnCount()):
            stretch = column == UNIT
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            titles.setSectionResizeMode(column, mode)
            if not stretch:
                titles.resizeSection(column, WIDTHS[column])

    def is_active(self) -> bool:
        """Return whether the keys go here."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def go(self, row: int, column: int) -> None:
        """Make a cell current; in the blank row its editor stands open."""
        self.commit()
        index = self._people.index(max(0, min(row, self._people.rowCount() - 1)), max(NAME, min(column, PRESENT)))
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()
        if self._people.is_blank(index.row()) and index.column() <= POST:
            self.edit(index)

    def commit(self) -> None:
        """Close the open editor and keep what stands in it."""
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QLineEdit):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.hinted.emit(self.currentIndex().data(PROBLEM_ROLE) or "")

    def delete_row(self) -> None:
        """Take out the row the cursor is in."""
        place = self.currentIndex()
        self.commit()
        self._people.delete(place.row())
        self.go(place.row(), place.column())

    def choose_role(self) -> None:
        """Let the user choose in what role somebody was there."""
        index = self.currentIndex()
        if self._people.is_blank(index.row()):
            return
        row, menu = self._people.row_at(index.row()), QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for role in AttendeeRole:
            action = menu.addAction(_(ATTENDEE_ROLE_NAMES[role]))
            action.triggered.connect(lambda _on=False, role=role: self._people.set_role(index.row(), role))
            if role is row.role:
                menu.setActiveAction(action)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def key_in_editor(self, event: QKeyEvent) -> bool:
        """Handle a key that the open editor must not have; return whether it was one."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._paste_block():
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() & _FURTHER:
            self.commit()
            event.ignore()  # the page knows what Ctrl+Enter is
            return True
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.delete_row()
            return True
        return self._walk(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, control = self.currentIndex(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste_block()
        elif event.key() == Qt.Key.Key_Delete and control:
            self.delete_row()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() & _FURTHER:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._people.toggle(index.row())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and index.column() == PRESENT:
            self._people.forget_tick(index.row())
        elif event.key() == Qt.Key.Key_F2 and index.column() == ROLE:
            self.choose_role()
        elif self._walk(event):
            return
        elif event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            event.ignore()
        elif index.column() <= POST:
            super().keyPressEvent(event)
        else:
            event.ignore()

    @override
    def event(self, event: QEvent) -> bool:
        is_delete = (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
        )
        if is_delete:
            event.accept()
            return True
        return super().event(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        index = self.currentIndex()
        self._step(index.row() * (PRESENT + 1) + index.column() + (1 if next else -1))
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.commit()
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            return
        self.go(index.row(), index.column())
        if index.column() == PRESENT:
            self._people.toggle(index.row())
        elif index.column() == ROLE:
            self.choose_role()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() <= POST:
            self.edit(index)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._people.index(0, NAME))
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.verticalHeader().viewport().update()

    def _walk(self, event: QKeyEvent) -> bool:
        """Go where a key leads; return whether it led anywhere."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        index, editing = self.currentIndex(), isinstance(self.indexWidget(self.currentIndex()), QLineEdit)
        by = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
        if not by and not editing:
            by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if by:
            self._step(index.row() * (PRESENT + 1) + index.column() + by)
        elif event.key() in _WALK:
            self._to_row(index.row() + _WALK[Qt.Key(event.key())])
        return bool(by) or event.key() in _WALK

    def _step(self, place: int) -> None:
        row, column = divmod(place, PRESENT + 1)
        self.commit()
        if row < 0:
            self.left_upwards.emit()
        elif row >= self._people.rowCount() or (self._people.is_blank(row) and column > NAME):
            self.left_downwards.emit()
        else:
            self.go(row, column)

    def _to_row(self, row: int) -> None:
        column = self.currentIndex().column()
        self.commit()
        if row < 0:
            self.left_upwards.emit()
        elif row >= self._people.rowCount():
            self.left_downwards.emit()
        else:
            self.go(row, NAME if self._people.is_blank(row) else column)

    def _paste_block(self) -> bool:
        """Hand on a list; one name alone goes into the editor that stands open."""
        text = QApplication.clipboard().text()
        in_editor = isinstance(self.indexWidget(self.currentIndex()), QLineEdit)
        if not text.strip() or (in_editor and not any(sign in text.strip() for sign in "\t\n、")):
            return False
        self.commit()
        self.pasted.emit(text)
        return True

    def _take_agency(self, row: int, agency: object) -> None:
        if isinstance(agency, int):
            self._people.set_agency(row, agency)

    def _fit(self) -> None:
        high = HEADER + min(self._people.rowCount(), MOST_SHOWN) * ROW
        if high != self.height() or high != self.maximumHeight():
            self.setFixedHeight(high)
