"""What a pasted block would become, with a choice of column over each of its columns."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.entry_rows import EntryRow, Pasted, rows_of
from core.i18n import _, ngettext
from desktop.fonts import sans
from desktop.issues.entry.entry_model import TITLES
from desktop.widgets import Button, FilledButton, PlainLabel

PREVIEW = 8


class PasteDialog(QDialog):
    """Shown only where the order of the columns is not certain."""

    def __init__(self, parent: QWidget | None, block: Pasted) -> None:
        super().__init__(parent)
        self._block = block
        self.setWindowTitle(_("Paste rows"))
        self.setMinimumSize(760, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        count = ngettext("Paste {n} row", "Paste {n} rows", len(block.lines)).format(n=len(block.lines))
        column.addWidget(PlainLabel(count, px=17, bold=True, serifed=True))
        column.addWidget(PlainLabel(_("Check above each column what it holds."), tone="ink2"))
        column.addLayout(self._build_choices())
        column.addWidget(self._build_table(), 1)
        column.addLayout(self._build_buttons())

    def _build_choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.choices: list[QComboBox] = []
        for target in self._block.targets:
            box = QComboBox()
            box.setFont(sans(14))
            box.addItem(_("Leave out"), None)
            for number, title in enumerate(TITLES):
                box.addItem(_(title), number)
            box.setCurrentIndex(0 if target is None else target + 1)
            self.choices.append(box)
            row.addWidget(box, 1)
        return row

    def _build_table(self) -> QTableWidget:
        lines = self._block.lines[:PREVIEW]
        table = QTableWidget(len(lines), len(self._block.targets))
        table.setFont(sans(13))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.verticalHeader().hide()
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(table.horizontalHeader().ResizeMode.Stretch)
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                table.setItem(number, place, QTableWidgetItem(cell))
        return table

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        away, paste = Button(_("Cancel")), FilledButton(_("Paste"))
        away.clicked.connect(self.reject)
        paste.clicked.connect(self.accept)
        paste.setDefault(True)
        row.addWidget(away)
        row.addWidget(paste)
        return row

    def rows(self) -> list[EntryRow]:
        """Return the rows as chosen; a column named twice counts once, the first."""
        seen: set[int] = set()
        targets: list[int | None] = []
        for box in self.choices:
            target = box.currentData()
            targets.append(target if isinstance(target, int) and target not in seen else None)
            seen |= {target} if isinstance(target, int) else set()
        return rows_of(replace(self._block, targets=tuple(targets)))
