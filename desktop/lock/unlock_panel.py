"""The line that a passphrase, or the recovery code, is typed into, with what is said of it and how long to wait."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.errors import UserError
from core.i18n import _
from core.recovery_code import looks_like_code
from core.vault_errors import WaitFirst
from db.vault.tries import seconds_to_wait, wait_text
from db.vault.unlocking import unlock, unlock_by_code
from desktop.errors import system_words
from desktop.lock.passphrase_field import PassphraseField
from desktop.tasks import Tasks
from desktop.widgets.buttons import FilledButton, QuietButton
from desktop.widgets.form import FieldNote

_TICK_MS = 500


class UnlockPanel(QWidget):
    """Asks until the key is there. Signals: opened(str, bool): the key, and whether the recovery code gave it.

    Args:
        path: The protected schedule or backup.
        button: Words of the button that tries.
    """

    opened = Signal(str, bool)

    def __init__(self, path: Path, button: str) -> None:
        super().__init__()
        self._path, self._by_code = path, False
        self._tasks = Tasks(self)
        self.field = PassphraseField(_("Passphrase"))
        self.field.setPlaceholderText(_("Passphrase"))
        self.code = PassphraseField(_("Recovery code"), hidden=False)
        self.code.setPlaceholderText(_("Seven groups of five signs"))
        self.note = FieldNote(_("To type Chinese, press the eye first."))
        self.note.say("")
        self.way = QuietButton(_("Use the recovery code"))
        self.way.setAutoDefault(False)
        self.button = FilledButton(button, "lock-open")
        self.button.setDefault(True)
        self._build()
        self._clock = QTimer(self, interval=_TICK_MS)
        self._clock.timeout.connect(self._count_down)
        self._show_way()
        self._count_down()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.field, self.code, self.note):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        row.addWidget(self.button)
        column.addLayout(row)
        self.button.clicked.connect(self.try_open)
        self.way.clicked.connect(self._change_way)
        for field in (self.field, self.code):
            field.returnPressed.connect(self.try_open)
            field.textEdited.connect(self._on_typed)

    def _on_typed(self) -> None:
        if not self._clock.isActive():
            self.note.say("")

    def active_field(self) -> PassphraseField:
        """Return the line to type into."""
        return self.code if self._by_code else self.field

    def try_open(self) -> None:
        """Try what is typed, off this thread: it takes a third of a second on purpose."""
        typed = self.active_field().text()
        if not typed or not self.button.isEnabled():
            return
        self._set_busy(busy=True)
        by_code = self._by_code or looks_like_code(typed)
        path = self._path
        self._tasks.start(
            _("Opening"),
            lambda _task: (unlock_by_code if by_code else unlock)(path, typed),
            done=lambda key: self._opened(key, by_code=by_code),
            failed=self._refused,
            widget=self,
        )

    def _opened(self, key: str, *, by_code: bool) -> None:
        self.forget()
        self._set_busy(busy=False)
        self.opened.emit(key, by_code)

    def _refused(self, fault: BaseException) -> None:
        self._set_busy(busy=False)
        field = self.active_field()
        field.setFocus()
        field.selectAll()
        if isinstance(fault, UserError):
            self.note.say(str(fault))
        elif isinstance(fault, OSError):
            self.note.say(system_words(fault))
        else:
            raise fault
        if isinstance(fault, WaitFirst) or seconds_to_wait(self._path) > 0:
            self._count_down()

    def forget(self) -> None:
        """Empty both lines; Qt's own undo forgets them too."""
        for field in (self.field, self.code):
            field.clear()
            field.show_signs(field is self.code)
        self.note.say("")

    def _count_down(self) -> None:
        """Say how long to wait; typing is possible meanwhile, trying is not."""
        left = seconds_to_wait(self._path)
        self.button.setEnabled(left <= 0)
        if left > 0:
            self.note.say(str(WaitFirst(wait=wait_text(left))))
            self._clock.start()
        elif self._clock.isActive():
            self._clock.stop()
            self.note.say("")

    def _set_busy(self, *, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.active_field().setReadOnly(busy)

    def _change_way(self) -> None:
        self._by_code = not self._by_code
        self._show_way()
        self.active_field().setFocus()

    def _show_way(self) -> None:
        self.code.setVisible(self._by_code)
        self.field.setVisible(not self._by_code)
        self.way.set_caption(_("Use the passphrase") if self._by_code else _("Use the recovery code"))
