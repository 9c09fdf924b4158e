"""A bare spreadsheet with a table of notes beside its form: what the record page is measured against.

It does nothing but hold cells, so no real spreadsheet is quicker at the same keys. F6 stands for the way from the notes
to the form and back: one key, as Alt+Tab is. `python -m tests.e2e.spreadsheet NOTES.json SAVED.json` runs it; Ctrl+S
writes the form, Ctrl+N empties it, Ctrl+W puts the window away and leaves the clipboard alive.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QTableWidgetSelectionRange,
    QWidget,
)
from typing_extensions import override

import desktop  # noqa: F401 - what it mends in PySide6 is needed here too

ROWS, COLUMNS = 30, 6


class Sheet(QTableWidget):
    """Cells with the keys of a spreadsheet: Tab to the right, Enter to the first cell of the next line."""

    def __init__(self) -> None:
        super().__init__(ROWS, COLUMNS)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        for keys, act in {"Ctrl+C": self.copy, "Ctrl+V": self.paste, "Shift+Space": self.take_line}.items():
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        enter = QShortcut(QKeySequence("Return"), self, context=Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self.next_line)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.next_line()

    def next_line(self) -> None:
        """Go to the first cell of the next line."""
        self.setCurrentCell(self.currentRow() + 1, 0)

    def take_line(self) -> None:
        """Select the whole line."""
        row = self.currentRow()
        self.clearSelection()
        self.setRangeSelected(QTableWidgetSelectionRange(row, 0, row, COLUMNS - 1), True)

    def copy(self) -> None:
        """Put what is selected on the clipboard."""
        here = QTableWidgetSelectionRange(*[self.currentRow(), self.currentColumn()] * 2)
        chosen = next(iter(self.selectedRanges()), here)
        rows = range(chosen.topRow(), chosen.bottomRow() + 1)
        columns = range(chosen.leftColumn(), chosen.rightColumn() + 1)
        lines = ["\t".join(self.words(row, column) for column in columns) for row in rows]
        QApplication.clipboard().setText("\n".join(line for line in lines if line.strip()))

    def paste(self) -> None:
        """Put the clipboard into the cells from here on."""
        for down, line in enumerate(QApplication.clipboard().text().split("\n")):
            for right, words in enumerate(line.split("\t")):
                self.put(self.currentRow() + down, self.currentColumn() + right, words)

    def words(self, row: int, column: int) -> str:
        """Return what a cell holds."""
        item = self.item(row, column)
        return item.text() if item else ""

    def put(self, row: int, column: int, words: str) -> None:
        """Write into a cell."""
        self.setItem(row, column, QTableWidgetItem(words))

    def lines(self) -> list[list[str]]:
        """Return the lines that hold something."""
        found = [[self.words(row, column) for column in range(COLUMNS)] for row in range(ROWS)]
        return [line for line in found if any(line)]


class Desk(QWidget):
    """The notes and the form side by side."""

    def __init__(self, notes: Path, saved: Path) -> None:
        super().__init__()
        self.setWindowTitle("Spreadsheet")
        self.resize(1400, 800)
        self._saved, self.notes, self.form = saved, Sheet(), Sheet()
        across = QHBoxLayout(self)
        for sheet in (self.notes, self.form):
            across.addWidget(sheet)
        for row, line in enumerate(json.loads(notes.read_text(encoding="utf-8"))):
            for column, words in enumerate(line):
                self.notes.put(row, column, words)
        acts: dict[str, Callable[[], object]] = {
            "F6": self.change_over, "Ctrl+S": self.save, "Ctrl+N": self.empty, "Ctrl+W": self.hide,
        }  # fmt: skip
        for keys, act in acts.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.empty()

    def change_over(self) -> None:
        """Go from the notes to the form, or back."""
        (self.form if self.notes.hasFocus() else self.notes).setFocus()

    def save(self) -> None:
        """Write the form to the disk."""
        self._saved.write_text(json.dumps(self.form.lines(), ensure_ascii=False), encoding="utf-8")

    def empty(self) -> None:
        """Begin again with an empty form, in the notes."""
        self.form.clearContents()
        self._saved.unlink(missing_ok=True)
        for sheet in (self.form, self.notes):
            sheet.clearSelection()
            sheet.setCurrentCell(0, 0)
        self.notes.setFocus()


def main() -> int:
    """Run it until it is killed."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    desk = Desk(Path(sys.argv[1]), Path(sys.argv[2]))
    desk.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
