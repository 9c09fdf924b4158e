"""What can be done with rows of the entry grid: paste, photos, copy from above, look whether somebody came before."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from core.entry_rows import NAME, EntryRow, pasted, rows_of
from core.i18n import _, ngettext
from desktop.issues.entry.entry_grid import EntryGrid
from desktop.issues.entry.entry_model import EntryModel
from desktop.issues.entry.entry_records import EntryRecords
from desktop.issues.entry.entry_words import said_twice
from desktop.issues.entry.key_bar import HintLine
from desktop.issues.entry.paste_dialog import PasteDialog
from desktop.visits.record.cells import pasted_words


class RowActs:
    """The grid's commands."""

    def __init__(
        self, page: QWidget, records: EntryRecords, model: EntryModel, grid: EntryGrid, hint: HintLine
    ) -> None:
        self._page, self._records = page, records
        self._model, self._grid, self._hint = model, grid, hint

    def copy_row_above(self) -> None:
        """Copy the cell above, or the person and place of the row above into a blank row."""
        self._grid.commit()
        index = self._grid.currentIndex()
        if index.isValid() and self._model.copy_from_above(index):
            self._grid.go(index.row(), index.column())

    def paste(self, text: str) -> None:
        """Put a copied block in as rows; ask where the order of its columns is not certain."""
        index = self._grid.currentIndex()
        block = pasted(text, at=max(index.column(), NAME))
        if block is None:
            return
        rows = rows_of(block)
        if not block.sure:
            dialog = PasteDialog(self._page, block)
            rows = dialog.rows() if dialog.exec() == PasteDialog.DialogCode.Accepted else []
            dialog.deleteLater()
        if rows:
            self._grid.commit()
            at = max(index.row(), 0)
            self._model.insert(at, rows)
            self._grid.go(min(at + len(rows), self._model.rowCount() - 1), NAME)
            self._hint.show_words(pasted_words(len(rows), block.left_out))

    def add_photos(self, number: int) -> None:
        """Ask for photos that go with a row."""
        kinds = _("Pictures (*.jpg *.jpeg *.png *.heic *.webp);;All files (*)")
        paths, _kind = QFileDialog.getOpenFileNames(self._page, _("Add photos"), "", kinds)
        if paths:
            self._model.add_photos(number, paths)
            count = len(self._model.row_at(number).photos)
            said = ngettext("Row {row}: {n} photo", "Row {row}: {n} photos", count)
            self._hint.show_words(said.format(row=number + 1, n=count))

    def look_back(self, row: EntryRow) -> None:
        """Say quietly that another row says the same."""
        if not row.is_blank():
            self._hint.show_words(said_twice(row, self._model.rows()))
