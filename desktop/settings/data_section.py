"""The data: where they are, how much, when they were last backed up, and ways to check, restore and clear them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from core.i18n import N_, _, day_text, listed, ngettext
from db.backup import Backup, back_up_file, backups_of, folder_of
from db.checks import CheckResult, check
from db.queries.office import record_counts
from desktop.lock.idle import CHOICES, minutes_chosen
from desktop.settings.section import Section
from desktop.tasks import Task
from desktop.widgets.buttons import DestructiveButton, PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.dialogs import ask
from desktop.widgets.text import PlainLabel

COUNT_NAMES: Final = {
    "visits": N_("Visits"),
    "issues": N_("Issues"),
    "townships": N_("Townships"),
    "villages": N_("Villages"),
    "leaders": N_("Leaders"),
    "agencies": N_("Units"),
    "attachments": N_("Attachments"),
    "saves": N_("Saved changes"),
}
FAULTS_SHOWN: Final = 12


def size_text(size: int) -> str:
    """Return 3.4 MB."""
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(size // 1024, 1)} KB"


class DataSection(Section):
    """File, backups, check, import."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"setting", "visit", "issue", "township", "village", "leader", "agency", "attachment"}
    )

    def build(self) -> None:
        """Make the lines and buttons."""
        self.title(_("The schedule"))
        self.fields()
        self.place, self.bytes, self.counts = (PlainLabel("", wrap=True) for _n in range(3))
        self.row(_("Where"), self.place)
        self.row(_("Size"), self.bytes)
        self.row(_("Holds"), self.counts)
        self.folder_button = PlainButton(_("Open folder"), "folder-open")
        self.folder_button.clicked.connect(self._open_folder)
        self.check_button = PlainButton(_("Check now"), "check-circle")
        self.check_button.clicked.connect(self.check_now)
        self.buttons(self.check_button, self.folder_button)
        self.check_result = PlainLabel("", wrap=True)
        self.check_result.setContentsMargins(0, 10, 0, 0)
        self.add(self.check_result)
        self.check_result.hide()
        self._build_passphrase()
        self._build_backup()
        self._build_import()

    def _build_passphrase(self) -> None:
        below = _("Encrypts the schedule and its backups, so that a stolen disk tells nothing.")
        self.title(_("Passphrase"), below=below)
        self.protection = PlainLabel("", wrap=True)
        self.add(self.protection)
        self.guards: dict[str, PlainButton] = {}
        wishes = (
            ("protect", _("Protect with a passphrase"), "lock"), ("lock", _("Lock"), "lock"),
            ("change", _("Change the passphrase"), "key"), ("renew", _("New recovery code"), "printer"),
            ("remove", _("Take the passphrase off"), "lock-open"),
        )  # fmt: skip
        for key, words, icon_name in wishes:
            made = PlainButton(words, icon_name, hint="Ctrl L" if key == "lock" else "")
            made.clicked.connect(lambda _on=False, key=key: self.ctx.window.guard_wanted.emit(key))
            self.guards[key] = made
        self.buttons(*self.guards.values())
        self.space(10)
        self.fields()
        self.minutes = Segmented([(str(n), ngettext("{n} minute", "{n} minutes", n).format(n=n) if n else _("Never"))
                                  for n in CHOICES])  # fmt: skip
        self.minutes.chosen.connect(self._lock_after)
        self.row(_("Lock when nobody is here"), self.minutes, hint=_("Kept on this computer, not in the schedule."))
        self.minutes.setEnabled(True)

    def _show_passphrase(self) -> None:
        origin = self.ctx.store.origin
        on, may = origin.key is not None, origin.path is not None and not self.ctx.read_only
        words = _("Protected: without the passphrase or the recovery code nobody can read it.")
        none = _("Not protected: whoever can log in here, or takes the disk, can read everything.")
        server = _("The server keeps its own keys.")
        self.protection.setText(words if on else server if origin.is_server else none)
        for key, button in self.guards.items():
            button.setVisible(on != (key == "protect"))
            button.setEnabled(may or key == "lock")
        self.minutes.choose(str(minutes_chosen(self.ctx.machine.views)))

    def _lock_after(self, minutes: str) -> None:
        self.ctx.machine.views["lock_minutes"] = int(minutes)
        self.ctx.machine.save()

    def _build_backup(self) -> None:
        self.title(_("Backups"), below=_("Made by itself once a day, proved, and kept for a year in thinning steps."))
        self.last_backup = PlainLabel("", wrap=True)
        self.add(self.last_backup)
        self.backup_button = PlainButton(_("Back up now"), "hard-drives")
        self.backup_button.clicked.connect(self.back_up_now)
        self.restore_button = PlainButton(_("Restore…"), "arrow-u-up-left")
        self.restore_button.clicked.connect(self._choose_backup)
        self.buttons(self.backup_button, self.restore_button)

    def _build_import(self) -> None:
        self.title(_("Bring in and clear"))
        self.import_button = PlainButton(_("Import from Excel"), "table", hint="Ctrl O")
        self.import_button.clicked.connect(self._import)
        self.clear_button = DestructiveButton(_("Clear the sample county"), "trash")
        self.clear_button.clicked.connect(self._clear)
        self.buttons(self.import_button, self.clear_button)

    def reload(self) -> None:
        """Read sizes and counts."""
        store = self.ctx.store
        path = store.origin.path
        self.place.setText(store.origin.place if path is None else str(path))
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bytes.setText(_("on the server") if path is None else size_text(_size_of(path)))
        with store.read() as session:
            counts = record_counts(session)
        self.counts.setText(listed(f"{_(COUNT_NAMES[key])} {n}" for key, n in counts.items() if n))
        self.folder_button.setEnabled(path is not None)
        self.backup_button.setEnabled(path is not None)
        self.restore_button.setEnabled(path is not None and not self.ctx.read_only)
        self.import_button.setDisabled(self.ctx.read_only)
        self.clear_button.setVisible(self.ctx.settings.sample)
        self.clear_button.setDisabled(self.ctx.read_only)
        self.last_backup.setText(self._backup_text(path))
        self._show_passphrase()

    def back_up_now(self) -> Task | None:
        """Copy and prove the schedule off this thread."""
        path, key = self.ctx.store.origin.path, self.ctx.store.origin.key
        if path is None:
            return None
        self.backup_button.setDisabled(True)

        def done(backup: Backup) -> None:
            self.backup_button.setDisabled(False)
            self.last_backup.setText(self._backup_text(path))
            self.ctx.toast(_("Backed up as {name}, {size}.").format(name=backup.path.name, size=size_text(backup.size)))

        task = self.ctx.tasks.start(
            _("Backing up"), lambda _task: back_up_file(path, key, reason="asked"), done=done, widget=self
        )
        task.finished.connect(lambda: self.backup_button.setDisabled(False))
        return task

    def check_now(self) -> Task:
        """Read everything and say what is wrong, off this thread."""
        self.check_button.setDisabled(True)
        self.check_result.setText(_("Checking…"))
        self.check_result.set_tone("ink2")
        self.check_result.show()
        store = self.ctx.store
        task = self.ctx.tasks.start(_("Checking"), lambda _task: check(store), done=self._show_check, widget=self)
        task.finished.connect(lambda: self.check_button.setDisabled(False))
        return task

    def _import(self) -> None:
        self.ctx.window.import_wanted.emit()

    def _clear(self) -> None:
        self.ctx.window.clear_wanted.emit()

    def restore(self, source: Path) -> None:
        """Ask, then have the window put the backup in the schedule's place."""
        question = _(
            "Put {name} in the place of the present schedule? The present state is backed up first, so this can be "
            "taken back by restoring that."
        ).format(name=source.name)
        if ask(self, question, yes=_("Restore"), destructive=True):
            self.ctx.window.restore_wanted.emit(source)

    def _choose_backup(self) -> None:
        path = self.ctx.store.origin.path
        if path is None:
            return
        folder = folder_of(path)
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Restore a backup"), str(folder if folder.exists() else path.parent), _("Schedules (*.db)")
        )
        if chosen:
            self.restore(Path(chosen))

    def _open_folder(self) -> None:
        path = self.ctx.store.origin.path
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def _show_check(self, result: CheckResult) -> None:
        if result.good:
            said = _("Nothing is wrong: every page, reference and saved change is as it was written ({n} changes).")
            self.check_result.setText(said.format(n=result.entries))
            self.check_result.set_tone("grn")
            return
        shown = "\n".join(result.faults[:FAULTS_SHOWN])
        said = _("{n} faults were found. Restore a backup from before, and keep this file for inquiry.")
        self.check_result.setText(f"{said.format(n=len(result.faults))}\n{shown}")
        self.check_result.set_tone("red")

    @staticmethod
    def _backup_text(path: Path | None) -> str:
        if path is None:
            return _("The server is backed up where it runs.")
        found = backups_of(path)
        if not found:
            return _("No backup yet.")
        newest = found[0]
        when = f"{day_text(newest.made_at.date(), year=True)} {newest.made_at:%H:%M}"
        said = _("Last backup {when}, {size}; {n} are kept in {folder}.")
        text = said.format(when=when, size=size_text(newest.size), n=len(found), folder=newest.path.parent)
        doubt = _("It cannot be trusted: {why}.").format(why=newest.fault)
        return text if newest.good else f"{text}\n{doubt}"


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
