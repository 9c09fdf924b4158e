"""Whose time is over: a list to tick, and erasing those ticked. Nothing here happens by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import N_, _, day_text, listed, ngettext
from db.queries.retention import RetentionRow, retention_over
from desktop.privacy.erase_dialog import EraseDialog, erase_person
from desktop.widgets.buttons import DestructiveButton, PlainButton
from desktop.widgets.table import Column, RowTable
from desktop.widgets.text import PlainLabel

if TYPE_CHECKING:
    from desktop.context import AppContext

_WIDTH, _HEIGHT = 860, 560


def _day(row: RetentionRow) -> str:
    return "" if row.until is None else day_text(row.until, year=True)


class RetentionDialog(QDialog):
    """The list; Space ticks, Ctrl+A ticks all, Del erases those ticked."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.ticked: set[int] = set()
        self.rows: list[RetentionRow] = []
        self.setWindowTitle(_("Retention is over"))
        self.resize(_WIDTH, _HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Retention is over"), px=17, bold=True, serifed=True))
        self.note = PlainLabel(px=13, tone="ink2", wrap=True)
        column.addWidget(self.note)
        self.table = RowTable(self._columns(), _("Retention is over"))
        self.table.opened.connect(self.tick)
        column.addWidget(self.table, 1)
        column.addLayout(self._build_foot())
        for keys, act in (("Space", self.tick_current), ("Ctrl+A", self.tick_all), ("Del", self.erase)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.reload()
        self.table.setFocus()

    def _columns(self) -> tuple[Column, ...]:
        tick: Final = Column(N_("Chosen"), lambda row: "✓" if row.id in self.ticked else "", width=64, wide=80)
        return (
            tick,
            Column(N_("Person"), lambda row: row.person, width=190, wide=190),
            Column(N_("Issues"), lambda row: listed(row.numbers)),
            Column(N_("Kept until"), _day, sort=lambda row: row.until, width=150, wide=150),
            Column(N_("Files"), lambda row: str(row.attachments or ""), width=60, wide=60),
        )

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.all = PlainButton(_("Choose all"), hint="Ctrl A")
        self.all.clicked.connect(self.tick_all)
        self.go = DestructiveButton(_("Erase those chosen…"), "trash")
        self.go.clicked.connect(self.erase)
        away = PlainButton(_("Close"), hint="Esc")
        away.clicked.connect(self.reject)
        row.addWidget(self.all)
        row.addStretch(1)
        row.addWidget(self.go)
        row.addWidget(away)
        return row

    def reload(self) -> None:
        """Read the list again."""
        with self._ctx.store.read() as session:
            self.rows = retention_over(session, today=self._ctx.today(), settings=self._ctx.settings)
        self.ticked &= {row.id for row in self.rows}
        self.table.show_rows(self.rows)
        years = self._ctx.settings.retention_years
        said = ngettext(
            "{n} person whose matters were all settled {years} years ago or more. Nothing is erased by itself.",
            "{n} people whose matters were all settled {years} years ago or more. Nothing is erased by itself.",
            len(self.rows),
        )
        none = _("The office asks for no erasure: the years to keep are set to 0.")
        if years and not self.rows:
            said = _(
                "Nobody's retention is over: those whose matters were all settled {years} years ago or more"
                " would stand here."
            )
        self.note.setText(said.format(n=len(self.rows), years=years) if years else none)
        self._judge()

    def tick(self, row: RetentionRow | None) -> None:
        """Choose a person, or no longer."""
        if row is not None:
            self.ticked ^= {row.id}
            self.table.viewport().update()
            self._judge()

    def tick_current(self) -> None:
        """Choose the current one, or no longer."""
        self.tick(self.table.current_row())

    def tick_all(self) -> None:
        """Choose everybody; nobody where everybody was chosen."""
        everybody = {row.id for row in self.rows}
        self.ticked = set() if self.ticked == everybody else everybody
        self.table.viewport().update()
        self._judge()

    def _judge(self) -> None:
        self.all.setEnabled(bool(self.rows))
        self.go.setEnabled(bool(self.ticked) and not self._ctx.read_only)

    def erase(self) -> EraseDialog | None:
        """Ask once more, then erase those chosen."""
        if not self.go.isEnabled():
            return None
        dialog = erase_person(self._ctx, self, sorted(self.ticked))
        dialog.accepted.connect(self.reload)
        return dialog


def show_retention(ctx: AppContext, home: QWidget | None) -> RetentionDialog:
    """Open the list."""
    dialog = RetentionDialog(ctx, home)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
