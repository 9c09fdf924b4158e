"""Putting a passphrase on the schedule that is open, changing it, a new recovery code, taking it off again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QProgressBar, QVBoxLayout, QWidget

from core.errors import UserError
from core.i18n import _, ngettext
from db.vault.sealing import Sealed, create_protected, protect, unprotect
from db.vault.unlocking import change_passphrase, renew_code
from desktop.errors import show_refusal, shown_to
from desktop.lock.ask_key import ask_key
from desktop.lock.code_box import show_code
from desktop.lock.new_passphrase import ask_new_passphrase
from desktop.tasks import Tasks
from desktop.widgets.dialogs import ask
from desktop.widgets.text import PlainLabel

if TYPE_CHECKING:
    from desktop.desk import Desk

T = TypeVar("T")


class _Busy(QWidget):
    """What stands in the window while nobody may work in it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(320)
        bar.setAccessibleName(words)
        comfort = _("Even if the power fails now, either the old or the new file is there, whole.")
        for widget in (PlainLabel(words, px=19, bold=True, serifed=True), bar, PlainLabel(comfort, px=13, tone="ink2")):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


class Protection:
    """What the desk does about passphrases; `do` takes the words of `MainWindow.guard_wanted`."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._tasks = desk, Tasks(desk)

    def do(self, what: str) -> None:
        """Carry out a wish of the window."""
        ways: dict[str, Callable[[], object]] = {
            "lock": self.lock,
            "protect": self.protect,
            "change": self.change,
            "renew": self.renew,
            "remove": self.remove,
        }
        ways[what]()

    def lock(self) -> None:
        """Lock, or say what it takes to be able to."""
        if self._desk.lock.may_lock():
            self._desk.lock.lock()
        else:
            said = _("Only a schedule with a passphrase can be locked: Settings, Data, “Protect with a passphrase”.")
            self._desk.window.say(said)

    def protect(self) -> None:
        """Ask for a passphrase, encrypt the schedule, or make it so from the start, and show the recovery code."""
        desk = self._desk
        path = desk.ctx.store.origin.path if desk.ctx is not None else Path(desk.where)
        if path is None:
            return
        text = _(
            "Without the passphrase nobody can read the schedule or its backups, also not from a stolen computer. "
            "It is asked for at every start. Afterwards you get a recovery code for the safe."
        )
        phrase = ask_new_passphrase(desk.window, title=_("Protect with a passphrase"), text=text, button=_("Protect"))
        if not phrase:
            return
        make = protect if path.exists() else create_protected

        def done(sealed: Sealed | None) -> None:
            self._open(path, sealed.key if sealed is not None else "")
            if sealed is not None:
                self._show_code(sealed, path)

        self._behind(_("Encrypting the schedule and its backups…"), lambda: make(path, phrase), done)

    def change(self, *, by_code: bool = False) -> None:
        """Give the schedule that is open another passphrase; the recovery code stays."""
        desk = self._desk
        path, key = self._open_one()
        title, button = _("Change the passphrase"), _("Next")
        if path is not None and not by_code:
            key = ask_key(
                desk.window, path, title=title, text=_("Type the present passphrase first."), button=button
            ).key
        if path is None or not key:
            return
        by_code_text = _("You opened it with the recovery code. Choose a new passphrase now; the code stays as it is.")
        text = by_code_text if by_code else _("Backups open with the new one too.")
        phrase = ask_new_passphrase(desk.window, title=title, text=text, button=_("Change"))
        if phrase and self._done(lambda: change_passphrase(path, key, phrase)):
            desk.window.say(_("The passphrase is changed."))

    def renew(self) -> None:
        """Make a new recovery code; the old print is waste paper then."""
        desk = self._desk
        path, _key = self._open_one()
        if path is None:
            return
        text = _("Type the passphrase. The code printed before opens nothing any more then.")
        answer = ask_key(desk.window, path, title=_("New recovery code"), text=text, button=_("Next"))
        code = self._busy(lambda: renew_code(path, answer.key)) if answer.key else None
        if code and desk.ctx is not None:
            show_code(desk.window, code, file=path.name, today=desk.ctx.today())

    def remove(self) -> None:
        """Write the schedule in the clear again, after the passphrase was typed once more."""
        desk = self._desk
        path, _key = self._open_one()
        if path is None:
            return
        title = _("Take the passphrase off")
        text = _("Type the passphrase. Whoever gets hold of this computer can read everything then.")
        answer = ask_key(desk.window, path, title=title, text=text, button=_("Next"))
        if not answer.key:
            return
        question = _("Write the schedule in the clear? Backups made so far stay protected and ask for the passphrase.")
        if ask(desk.window, question, yes=title, destructive=True):
            self._behind(
                _("Writing the schedule in the clear…"),
                lambda: _told(unprotect, path, answer.key),
                lambda done: self._open(path, answer.key if done is None else ""),
            )

    def _open_one(self) -> tuple[Path | None, str]:
        ctx = self._desk.ctx
        if ctx is None or ctx.store.origin.key is None:
            return None, ""
        return ctx.store.origin.path, ctx.store.origin.key

    def _open(self, path: Path, key: str) -> None:
        """Show the schedule again, whatever came of it; one that is not there yet is begun on the welcome page."""
        desk = self._desk
        if not path.exists():
            desk.begin_at(path)
        elif not desk.open(path, key):
            desk.window.close()

    def _show_code(self, sealed: Sealed, path: Path) -> None:
        more = ""
        if sealed.left_plain:
            names = "\n".join(str(place) for place in sealed.left_plain[:5])
            said = ngettext(
                "{n} older copy could not be encrypted and can still be read. Delete it, or lock it away:",
                "{n} older copies could not be encrypted and can still be read. Delete them, or lock them away:",
                len(sealed.left_plain),
            )
            more = f"{said.format(n=len(sealed.left_plain))}\n{names}"
        ctx = self._desk.ctx
        if ctx is not None:
            show_code(self._desk.window, sealed.code, file=path.name, today=ctx.today(), more=more)

    def _behind(self, words: str, work: Callable[[], T], then: Callable[[T | None], object]) -> None:
        """Close the schedule, do slow *work* off this thread, go on with its result; with None if it was refused."""
        self._desk.leave()
        self._desk.window.show_welcome(_Busy(words))

        def failed(fault: BaseException) -> None:
            then(None)
            if not isinstance(fault, (UserError, OSError)):
                raise fault
            show_refusal(self._desk.window, fault)

        self._tasks.start(words, lambda _task: work(), done=then, failed=failed)

    def _done(self, work: Callable[[], object]) -> bool:
        """Do what takes a moment; show a refusal, and return whether there was none."""
        return self._busy(lambda: _told(work)) is True

    def _busy(self, work: Callable[[], T]) -> T | None:
        """Do what takes a moment; show a refusal."""
        result: T | None = None
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            with shown_to(self._desk.window):
                result = work()
        finally:
            QApplication.restoreOverrideCursor()
        return result


def _told(work: Callable[..., object], *arguments: object) -> bool:
    """Do *work*, and return True where it came to its end."""
    work(*arguments)
    return True
