"""A small grid on the record page: an editor stands open in the current cell, keys alone fill row after row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from desktop.visits.record.cell_editor import CellEditor
from desktop.visits.record.cell_surface import CellSurface
from desktop.visits.record.cells import TICKED, Column, Row, Sheet, is_block, pasted_words


class CellGrid(CellSurface):
    """Rows of cells that are typed into.

    Signals:
        changed(): something was typed, ticked, pasted or deleted.
        moved(QRect): the current cell, which the page brings into sight.
        hinted(str): what is wrong in the cell that was left, or what was pasted.
        left_upwards(), left_downwards(): the keys led out of it.
    """

    changed = Signal()
    moved = Signal(QRect)
    hinted = Signal(str)
    left_upwards = Signal()
    left_downwards = Signal()

    def __init__(
        self, sheet: Sheet, name: str, *, label: str = "", headed: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(sheet, name, label=label, headed=headed, parent=parent)
        self._editor = CellEditor(self)
        self._editor.typed.connect(self._take)
        self._editor.lost.connect(self._close)
        self._moving = False
        self.setProperty("commandsOf", "entry")  # Ctrl+Del is meant while a cell is being written
        self.setProperty("takesText", "yes")

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows and a blank one behind them."""
        self._close()
        self.sheet.show(rows)
        self.row = self.column = 0
        self.fit()

    @property
    def is_moving(self) -> bool:
        """Whether the cursor is on its way to another cell."""
        return self._moving

    @override
    def is_active(self) -> bool:
        return self.hasFocus() or self._editor.field is not None

    def editor(self) -> QLineEdit | None:
        """Return the open editor."""
        return self._editor.field

    def go(self, row: int, column: int) -> None:
        """Make a cell current and open its editor."""
        self._moving = True
        self.commit()
        self._put_away()
        self.row = max(0, min(row, len(self.sheet.rows) - 1))
        self.column = max(0, min(column, len(self.sheet.columns) - 1))
        self.setFocus()
        if not self._column().tick:
            words = self.current_row().text(self._column().key)
            self._editor.open(self._column(), words, self.current_rect(), self.row)
        self._moving = False
        self.moved.emit(self.cell_rect(self.row, self.column))
        self.update()

    def go_to_work(self) -> None:
        """Stand in the first free row."""
        self.go(self.sheet.next_row(), 0)

    def commit(self) -> None:
        """Keep what stands in the open editor, tidied, and say what is wrong with it."""
        field, column = self._editor.field, self._column()
        if field is None:
            return
        text = column.tidy(field.text())
        if text != field.text():
            field.setText(text)
        self._take(text)
        if not self.current_row().is_blank() and self.current_row().text(column.key).strip():
            self.hinted.emit(self.sheet.problem(self.row, column))

    def fault(self) -> str:
        """Go to the first cell that cannot be saved and return what to do; "" where all can."""
        self.commit()
        found = self.sheet.first_problem()
        self.insists = found is not None
        self.update()
        return found[2] if found is not None else ""

    def go_to_fault(self) -> None:
        """Stand in the first cell that cannot be saved."""
        found = self.sheet.first_problem()
        if found is not None:
            self.go(found[0], found[1])

    def copy_from_above(self) -> None:
        """Copy the cell above."""
        self.commit()
        if self.sheet.copy_from_above(self.row, self._column().key):
            self._put_away()  # it still holds what stood here before
            self._changed()
            self.go(self.row, self.column)

    def delete_row(self) -> None:
        """Take out the row the cursor is in."""
        self._put_away()
        self.sheet.delete(self.row)
        self._changed()
        self.go(self.row, 0)

    def paste(self, text: str) -> None:
        """Put a copied block in as rows."""
        rows, left_out = self.sheet.rows_from(text, self.column)
        if not rows:
            return
        self._put_away()
        at = self.row
        self.sheet.insert(at, rows)
        self._changed()
        self.go(at + len(rows), 0)
        self.hinted.emit(pasted_words(len(rows), left_out))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._moving and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.go(self.row, self.column)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if not self._moving:  # Qt asks too when the editor is put away
            self._step(1 if next else -1)
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._editor.place(self.current_rect())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        found = self.cell_at(place.x(), place.y())
        if found is not None:
            self.go(*found)
            if self._column().tick:
                self._toggle()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and is_block(QApplication.clipboard().text()):
            self.paste(QApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Space and self._column().tick:
            self._toggle()
        elif not self.move_by(event):
            event.ignore()

    def _column(self) -> Column:
        return self.sheet.columns[self.column]

    def move_by(self, event: QKeyEvent) -> bool:
        """Go where a key leads; return whether it led anywhere."""
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            return False
        match event.key():
            case Qt.Key.Key_Tab | Qt.Key.Key_Right:
                self._step(1)
            case Qt.Key.Key_Backtab | Qt.Key.Key_Left:
                self._step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Down:
                self._to_row(self.row + 1)
            case Qt.Key.Key_Up:
                self._to_row(self.row - 1)
            case _:
                return False
        return True

    def _step(self, by: int) -> None:
        number = self.row * len(self.sheet.columns) + self.column + by
        self.commit()
        if number < 0:
            self.left_upwards.emit()
        elif by > 0 and self._column() is self.sheet.columns[-1] and self._is_last_blank():
            self.left_downwards.emit()
        else:
            self.go(*divmod(number, len(self.sheet.columns)))

    def _enter(self) -> None:
        """Go to the next row; Enter in the blank one behind them all means that they are done."""
        self.commit()
        if self._is_last_blank():
            self.left_downwards.emit()
        else:
            self.go(self.row + 1, 0)

    def _is_last_blank(self) -> bool:
        return self.current_row().is_blank() and self.row >= self.sheet.next_row()

    def _to_row(self, row: int) -> None:
        self.commit()
        if row < 0:
            self.left_upwards.emit()
        elif row >= len(self.sheet.rows):
            self.left_downwards.emit()
        else:
            self.go(row, self.column)

    def _toggle(self) -> None:
        ticked = self.current_row().text(self._column().key)
        self._take("" if ticked else TICKED)

    def _close(self) -> None:
        """Keep what stands in the editor and put it away."""
        self.commit()
        self._put_away()
        self.update()

    def _put_away(self) -> None:
        """Close the editor without a word; the focus it leaves behind opens no other."""
        before, self._moving = self._moving, True
        self._editor.drop()
        self._moving = before

    def _take(self, text: str) -> None:
        """Take what stands in the open editor, letter for letter, so that a kill loses nothing."""
        if self.sheet.put(self.row, self._column().key, text):
            self._changed()

    def _changed(self) -> None:
        self.fit()
        self.changed.emit()
