"""The editor that stands open in the current cell of a small grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit
from typing_extensions import override

from core.i18n import _
from desktop.fonts import sans
from desktop.visits.record.cells import Column, is_block
from desktop.widgets import PinyinCompleter

if TYPE_CHECKING:
    from desktop.visits.record.cell_grid import CellGrid

_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
_STAYS = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}


class CellEditor(QObject):
    """A line edit that is put into one cell after the other.

    Signals:
        typed(str): letter by letter.
        lost(): the focus went elsewhere.
    """

    typed = Signal(str)
    lost = Signal()

    def __init__(self, grid: CellGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self.field: QLineEdit | None = None

    def open(self, column: Column, text: str, place: QRect, row: int) -> None:
        """Stand in a cell with its words selected."""
        field = QLineEdit(self._grid)
        field.setProperty("role", "cell")
        field.setFont(sans(14))
        field.setMaxLength(5000)  # far beyond any field: too long is told, never cut
        field.setText(text)
        field.setPlaceholderText(column.ghost or column.prompt)
        field.setAccessibleName(_("{column}, row {n}").format(column=column.title, n=row + 1))
        if column.offers is not None:
            PinyinCompleter(field, column.offers).chosen.connect(lambda each: self.typed.emit(each.text))
        field.textEdited.connect(self.typed)
        field.installEventFilter(self)  # the last one installed is asked first, before the completer
        self.field = field
        self.place(place)
        field.show()
        field.selectAll()
        field.setFocus()

    def place(self, place: QRect) -> None:
        """Cover a cell and its lines."""
        if self.field is not None:
            self.field.setGeometry(place.adjusted(-1, -1, 0, 0))

    def drop(self) -> None:
        """Put it away; what stands in it was kept before."""
        field, self.field = self.field, None
        if field is not None:
            field.removeEventFilter(self)
            field.hide()
            field.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field or self.field is None:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(self.field, event)
        left = isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut
        if isinstance(event, QFocusEvent) and left and event.reason() not in _STAYS and not self._grid.is_moving:
            self.lost.emit()
        return super().eventFilter(watched, event)

    def _on_key(self, field: QLineEdit, event: QKeyEvent) -> bool:
        """Let an open list of names take its keys first, then the grid; the field has the rest."""
        completer = field.findChild(PinyinCompleter)
        if isinstance(completer, PinyinCompleter) and completer.is_open() and completer.eventFilter(field, event):
            return True
        key, plain = event.key(), event.modifiers() in _PLAIN
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not plain:
            self._grid.commit()
            event.ignore()  # the page knows what Ctrl+Enter is
            return True
        if event.matches(QKeySequence.StandardKey.Paste) and is_block(QApplication.clipboard().text()):
            self._grid.paste(QApplication.clipboard().text())
            return True
        at_end = plain and field.cursorPosition() == len(field.text())
        at_start = plain and field.cursorPosition() == 0 and not field.hasSelectedText()
        if (key == Qt.Key.Key_Right and not at_end) or (key == Qt.Key.Key_Left and not at_start):
            return False
        return self._grid.move_by(event)
