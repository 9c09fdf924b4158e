"""What differs between two issues of the plan, or between one and the plan of today: old > new."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import _, clauses, ngettext
from core.plan_rows import stretch_words
from core.releases import Change
from db.queries.published import compared
from db.queries.releases import ReleaseInfoRow, release_rows
from desktop.context import AppContext
from desktop.releases.columns import CHANGES
from desktop.releases.release_papers import ReleasePaper, preview_release
from desktop.widgets import FilledButton, PlainButton, PlainLabel
from desktop.widgets.dialogs import resize_within
from desktop.widgets.table import RowTable

NOW: Final = 0
"""Stands for the plan of today where an issue's id would stand."""


class ChangeDialog(QDialog):
    """Two issues chosen above, their differences below; Enter goes to the visit, Ctrl+P prints the change notice."""

    def __init__(self, ctx: AppContext, parent: QWidget | None, one_id: int, other_id: int = NOW) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx
        self.setWindowTitle(_("Compare issues"))
        resize_within(self, 1000, 600)
        self.one, self.other = QComboBox(), QComboBox()
        self.one.setAccessibleName(_("The older one"))
        self.other.setAccessibleName(_("The newer one"))
        self.changes = RowTable(CHANGES, _("What changes"))
        self.count = PlainLabel(px=14, bold=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(12)
        column.addLayout(self._build_head())
        column.addWidget(self.changes, 1)
        column.addLayout(self._build_foot())
        self._fill(one_id, other_id)
        for box in (self.one, self.other):
            box.currentIndexChanged.connect(lambda _index: self.reload())
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_notice)
        self.changes.opened.connect(self._go_to)
        ctx.hub.changed.connect(self._on_changed)
        self.reload()
        self.changes.setFocus()

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(10)
        row.addWidget(PlainLabel(_("Compare issues"), px=19, bold=True, serifed=True))
        row.addWidget(self.one)
        row.addWidget(PlainLabel(">", tone="ink3"))
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.count)
        return row

    def _build_foot(self) -> QHBoxLayout:
        self.print_button = PlainButton(_("Change notice"), "printer", hint="Ctrl P")
        self.print_button.clicked.connect(self.print_notice)
        close = FilledButton(_("Close"), hint="Esc")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(self.print_button)
        row.addStretch(1)
        for button in (self.print_button, close):
            button.setAutoDefault(False)
        row.addWidget(close)
        return row

    def _fill(self, one_id: int, other_id: int) -> None:
        with self._ctx.store.read() as session:
            rows = release_rows(session)
        self.other.addItem(_("the plan of today"), NOW)
        for row in rows:
            self.one.addItem(_words(row), row.id)
            self.other.addItem(_words(row), row.id)
        self.one.setCurrentIndex(max(self.one.findData(one_id), 0))
        self.other.setCurrentIndex(max(self.other.findData(other_id), 0))

    def reload(self) -> None:
        """Compare again."""
        one, other = self.one.currentData(), self.other.currentData()
        if one is None:
            return
        with self._ctx.store.read() as session:
            found = compared(session, one, other or None)
        self.changes.show_rows(found)
        n = len(found)
        self.count.setText(ngettext("{n} change", "{n} changes", n).format(n=n) if n else _("Nothing differs."))
        self.print_button.setEnabled(bool(other))

    def print_notice(self) -> QDialog | None:
        """Show the change notice of the newer issue as it was published."""
        other = self.other.currentData()
        return preview_release(self._ctx, self, other, ReleasePaper.NOTICE) if other else None

    def _go_to(self, row: object) -> None:
        if isinstance(row, Change) and row.row.visit_id is not None:
            self.reject()
            self._ctx.navigate("calendar", visit_id=row.row.visit_id)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"visit", "visit_agency", "visit_leader", "leader", "township"}:
            self.reload()


def _words(row: ReleaseInfoRow) -> str:
    return clauses((row.name, stretch_words(row.first, row.last)))
