"""Parts of the filter popup: the names chosen, each with a cross, and the filters kept under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.i18n import _
from db.queries.saved_filters import SavedFilterRow
from desktop.widgets import IconButton, PlainLabel, QuietButton, SmallButton
from desktop.widgets.layouts import clear_layout

_ACROSS = 3


class ChosenNames(QWidget):
    """The names that filter. Signals: removed(int): this one no longer does."""

    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(_ACROSS, 1)
        self.buttons: dict[int, SmallButton] = {}

    def show_names(self, names: Mapping[int, str]) -> None:
        """Show these names by id."""
        if {key: button.text() for key, button in self.buttons.items()} == dict(names):
            return
        clear_layout(self._grid)
        self.buttons = {}
        for at, (key, name) in enumerate(names.items()):
            button = SmallButton(name, "x")
            button.setAccessibleName(_("No longer only {name}").format(name=name))
            button.clicked.connect(lambda _on=False, which=key: self.removed.emit(which))
            self._grid.addWidget(button, at // _ACROSS, at % _ACROSS)
            self.buttons[key] = button
        self.setVisible(bool(names))


class SavedFilters(QWidget):
    """The filters kept under a name, and the field for a new one.

    Signals:
        picked(int), save_wanted(str), over_wanted(int), rename_wanted(int, str), delete_wanted(int): by the filter's
        id; over_wanted saves the filter in force under a name that stood for another one.
    """

    picked = Signal(int)
    save_wanted = Signal(str)
    over_wanted = Signal(int)
    rename_wanted = Signal(int, str)
    delete_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._renaming: int | None = None
        self._shown: tuple[list[SavedFilterRow], int | None, bool, bool] | None = None
        self.rows: dict[int, tuple[QuietButton, IconButton, IconButton, IconButton]] = {}
        self.title = PlainLabel(_("Saved filters"), px=13, tone="ink2")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Keep this filter as"))
        self.name.setAccessibleName(_("Name of the filter"))
        self.name.setMaxLength(200)
        self.save = SmallButton(_("Save"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.name, 1)
        line.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addLayout(self._list)
        column.addLayout(line)
        self.save.clicked.connect(self._save)
        self.name.returnPressed.connect(self._save)

    def show_filters(
        self, rows: Sequence[SavedFilterRow], current: int | None, *, can_write: bool, is_filtered: bool
    ) -> None:
        """Show the filters; *current* is the one in force, if it has a name, and *is_filtered* whether any is."""
        if (wanted := (list(rows), current, can_write, is_filtered)) == self._shown:
            return
        if self._shown is None or wanted[0] != self._shown[0]:
            self.stop_renaming()  # it was done, or somebody else did something
        self._shown = wanted
        clear_layout(self._list)
        self.rows = {}
        self.title.setVisible(bool(rows))
        for row in rows:
            self._list.addLayout(self._line(row, current=row.id == current, can_write=can_write))
            self.rows[row.id][3].setEnabled(can_write and is_filtered and current is None)
        self.name.setEnabled(can_write)
        self.save.setEnabled(can_write)

    def stop_renaming(self) -> None:
        """Let the field be for a new name again."""
        self._renaming = None
        self.name.clear()
        self.save.set_caption(_("Save"))

    def is_renaming(self) -> bool:
        """Return whether the field holds another name for a filter."""
        return self._renaming is not None

    def _line(self, row: SavedFilterRow, *, current: bool, can_write: bool) -> QHBoxLayout:
        button = QuietButton(row.name, "check" if current else "funnel")
        rename = IconButton("note-pencil", _("Rename “{name}”").format(name=row.name), high=28)
        delete = IconButton("trash", _("Delete “{name}”").format(name=row.name), high=28)
        over = IconButton("floppy-disk", _("Save what is filtered now as “{name}”").format(name=row.name), high=28)
        button.clicked.connect(lambda: self.picked.emit(row.id))
        over.clicked.connect(lambda: self.over_wanted.emit(row.id))
        rename.clicked.connect(lambda: self._begin_renaming(row))
        delete.clicked.connect(lambda: self.delete_wanted.emit(row.id))
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(button)
        line.addStretch(1)
        for each in (over, rename, delete):
            each.setEnabled(can_write)
            line.addWidget(each)
        self.rows[row.id] = (button, rename, delete, over)
        return line

    def _begin_renaming(self, row: SavedFilterRow) -> None:
        self._renaming = row.id
        self.save.set_caption(_("Rename"))
        self.name.setText(row.name)
        self.name.setFocus()
        self.name.selectAll()

    def _save(self) -> None:
        if self._renaming is not None:
            self.rename_wanted.emit(self._renaming, self.name.text())
        else:
            self.save_wanted.emit(self.name.text())
