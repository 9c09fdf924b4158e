"""Opens a schedule, and settles with the user what to do where that is refused."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from core.errors import UserError
from core.i18n import _
from core.vault_errors import PassphraseNeeded
from db.backup import restore
from db.lease import accept
from db.services.erased_since import coming_back
from db.store import Store, local_today, open_store
from desktop.backup_choice import choose_backup
from desktop.erased_again import Wish, after_restore, ask_about_erased
from desktop.errors import shown_to, system_words
from desktop.lock.ask_key import Answer, ask_key, key_of_backup
from desktop.single import SingleStart
from desktop.start_dialogs import StartChoice, ask_at_start, choices_for
from desktop.widgets.dialogs import ask


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of it: a schedule, or the place where the user wants a new one."""

    where: Path | str
    store: Store | None
    restored: str = ""
    by_code: bool = False


class Opener:
    """Opens schedules for one window at a time.

    Args:
        single: Sees to it that one schedule has one window.
        today: The day that counts as today.
    """

    def __init__(self, single: SingleStart, *, today: Callable[[], date]) -> None:
        self._single, self._today = single, today

    def open(self, where: Path | str, window: QWidget, key: str = "") -> Opened | None:
        """Open *where*; where that is refused, ask until something opens; None ends it.

        Nothing ends without the user's word, but for a schedule that another window has: that one comes to the front.

        Args:
            where: A file or a server.
            window: What asks is laid over it.
            key: The key of *where*, if somebody has typed its passphrase already.
        """
        look, restored, answer = False, "", Answer(key)
        while True:
            self._single.release()  # or we would call ourselves at the second try
            if not self._single.claim(where):
                return None
            try:
                store = open_store(where, answer.key or None, actor=actor(), read_only=look, today=self._today)
                return Opened(where, store, restored, answer.by_code)
            except PassphraseNeeded:
                answer = self._ask_key(Path(where), window)
                if answer.key:
                    continue
                choice = StartChoice(answer.other or StartChoice.QUIT)
            except (UserError, OSError) as refusal:
                text = str(refusal) if isinstance(refusal, UserError) else system_words(refusal)
                choice = ask_at_start(window, text, choices_for(refusal, where))
            if choice is StartChoice.QUIT:
                return None
            if choice is StartChoice.CREATE:
                return Opened(where, None)
            look, answer = choice is StartChoice.LOOK, Answer()
            if choice is StartChoice.OTHER:
                where = choose_schedule(window, where) or where
            elif isinstance(where, Path):
                restored = self._mend(where, choice, window)

    @staticmethod
    def _ask_key(path: Path, window: QWidget) -> Answer:
        others = ((StartChoice.RESTORE, _("Restore a backup…")), (StartChoice.OTHER, _("Choose another file")))
        return ask_key(_shown(window), path, others=others, away=_("Quit"))

    def _mend(self, path: Path, choice: StartChoice, window: QWidget) -> str:
        """Do what makes the file one that opens; return the name of the backup that was put back, if one was."""
        if choice is StartChoice.ACCEPT:
            self._accept(path, window)
        return self._restore(path, window) if choice is StartChoice.RESTORE else ""

    @staticmethod
    def _accept(path: Path, window: QWidget) -> None:
        question = _(
            "Go on with {path} although saves made here are missing from it? What they held is lost, unless a backup "
            "has it. If in doubt, open it for reading only and look first."
        ).format(path=path)
        if ask(_shown(window), question, yes=_("Take it as it is"), destructive=True):
            with shown_to(_shown(window)):
                accept(path)

    def _restore(self, path: Path, window: QWidget) -> str:
        """Let the user choose a backup and put it back; return its name, "" where nothing came of it."""
        source = choose_backup(_shown(window), path)
        if source is None:
            return ""
        question = _(
            "Put {name} in the place of {path}? The present file is kept in the backups folder, readable or not, "
            "so nothing is thrown away."
        ).format(name=source.name, path=path)
        if not ask(_shown(window), question, yes=_("Restore"), destructive=True):
            return ""
        return source.name if put_back(path, source, None, _shown(window), today=self._today) else ""


def put_back(
    path: Path, source: Path, key: str | None, window: QWidget | None, *, today: Callable[[], date] = local_today
) -> bool:
    """Put a backup in the place of a schedule that nobody has open; show a refusal; return whether it was done.

    A protected backup that *key* does not open is asked about first, and so are people who were erased since.
    """
    answer = key_of_backup(window, source, key)
    if answer is None:
        return False
    back = coming_back(path, key, source, answer.key or None)
    wish = ask_about_erased(window, back)
    if wish is Wish.AWAY:
        return False
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        with shown_to(window) as outcome:
            restore(path, source, key, source_key=answer.key or None)
        if outcome.ok:
            with shown_to(window):
                after_restore(window, path, key or answer.key or None, back=back, wish=wish, today=today)
    finally:
        QApplication.restoreOverrideCursor()
    return outcome.ok


def choose_schedule(window: QWidget, where: Path | str) -> Path | None:
    """Ask for another schedule file."""
    chosen, _filter = QFileDialog.getOpenFileName(
        _shown(window), _("Open a schedule"), str(Path(where).parent), _("Schedules (*.db)")
    )
    return Path(chosen) if chosen else None


def actor() -> str:
    """Return the name this person works under: undo takes back only one's own changes."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _shown(window: QWidget) -> QWidget | None:
    return window if window.isVisible() else None
