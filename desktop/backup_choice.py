"""Choosing the backup to put back: newest first, each with its day, what it holds, and whether it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import N_, _, day_text
from db.backup import Backup, backups_of, folder_of
from desktop.tasks import Tasks
from desktop.widgets.buttons import FilledButton, PlainButton
from desktop.widgets.table import Column, RowTable
from desktop.widgets.text import PlainLabel

REASONS: Final = {
    "daily": N_("Daily"),
    "upgrade": N_("Before an upgrade"),
    "restore": N_("Before a restore"),
    "asked": N_("By hand"),
}
_WIDTH, _HEIGHT = 860, 480


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup as it stands in the list; `proved` once its content was compared with what was written."""

    id: str
    backup: Backup
    proved: bool

    @property
    def state(self) -> str:
        """What can be said of it."""
        if not self.backup.good:
            return _("Damaged: {why}").format(why=self.backup.fault)
        return _("Good") if self.proved else _("Checking…")


def _when(line: BackupLine) -> str:
    made = line.backup.made_at
    return f"{day_text(made.date(), year=True)} {made:%H:%M}"


def _holds(line: BackupLine) -> str:
    """Return `Visits 83, issues 305`, from the description beside the backup."""
    manifest = line.backup.manifest
    if manifest is None:
        return _("unknown")
    visits, issues = manifest.counts.get("visit", 0), manifest.counts.get("issue", 0)
    return _("Visits {visits}, issues {issues}").format(visits=visits, issues=issues)


def _size(line: BackupLine) -> str:
    size = line.backup.size
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(size // 1024, 1)} KB"


COLUMNS: Final = (
    Column(N_("Made"), _when, lambda line: line.backup.made_at, width=200, wide=200, bold=True),
    Column(N_("Made why"), lambda line: _(REASONS.get(line.backup.reason, line.backup.reason)), width=96, wide=140),
    Column(N_("Holds"), _holds, width=180, wide=180),
    Column(N_("Size"), _size, lambda line: line.backup.size, width=84, wide=84),
    Column(
        N_("State"), lambda line: line.state,
        tone=lambda line: "red" if not line.backup.good else "grn" if line.proved else "ink2",
    ),
)  # fmt: skip


class BackupChoice(QDialog):
    """The backups beside a schedule. `chosen` is the one to restore, None where the user went back."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        super().__init__(parent)
        self._path = path
        self.chosen: Path | None = None
        self.setWindowTitle(_("Restore a backup"))
        self.resize(_WIDTH, _HEIGHT)
        self._tasks = Tasks(self)
        self.table = RowTable(COLUMNS, _("Backups"))
        self.table.opened.connect(self._take)
        self.table.current_changed.connect(self._show_current)
        self.none = PlainLabel("", tone="ink2", wrap=True)
        self._build()
        self._show(backups_of(path), proved=False)
        self._tasks.start(
            _("Checking the backups"),
            lambda _task: backups_of(path, proved=True),
            done=lambda found: self._show(found, proved=True),
            widget=self,
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 20, 0, 16)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setContentsMargins(24, 0, 24, 0)
        head.setSpacing(4)
        head.addWidget(PlainLabel(_("Restore a backup"), px=19, bold=True, serifed=True))
        about = _("What was done after the backup is not in it. The present file is kept in {folder}.")
        head.addWidget(PlainLabel(about.format(folder=folder_of(self._path)), px=13, tone="ink2", wrap=True))
        head.addWidget(self.none)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        elsewhere = PlainButton(_("From another folder…"), "folder-open")
        elsewhere.clicked.connect(self._choose_file)
        away = PlainButton(_("Cancel"), hint="Esc")
        away.clicked.connect(self.reject)
        self.restore_button = FilledButton(_("Restore this one"), "arrow-u-up-left")
        self.restore_button.setDefault(True)
        self.restore_button.clicked.connect(lambda: self._take(self.table.current_row()))
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(10)
        row.addWidget(elsewhere)
        row.addStretch(1)
        row.addWidget(away)
        row.addWidget(self.restore_button)
        return row

    def _show(self, found: list[Backup], *, proved: bool) -> None:
        self.table.show_rows([BackupLine(backup.path.name, backup, proved) for backup in found])
        if not found:
            self.none.setText(
                _(
                    "There is no backup in {folder}. Choose one from another folder, such as on a removable disk."
                ).format(folder=folder_of(self._path))
            )
        self.none.setVisible(not found)
        self._show_current(self.table.current_row())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self, line: BackupLine | None) -> None:
        self.restore_button.setEnabled(line is not None and line.backup.good)

    def _take(self, line: BackupLine | None) -> None:
        if line is not None and line.backup.good:
            self.chosen = line.backup.path
            self.accept()

    def _choose_file(self) -> None:
        place = self._path.parent
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Restore a backup"), str(place), _("Schedules (*.db)"))
        if chosen:
            self.chosen = Path(chosen)
            self.accept()

    def done(self, result: int) -> None:
        """Stop reading the backups before the list goes away."""
        self._tasks.wait(3000)
        super().done(result)


def choose_backup(parent: QWidget | None, path: Path) -> Path | None:
    """Return the backup of the schedule at *path* that the user chose, None where they went back."""
    dialog = BackupChoice(parent, path)
    dialog.exec()
    dialog.deleteLater()
    return dialog.chosen
