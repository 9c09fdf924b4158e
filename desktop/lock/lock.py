"""Locking an open schedule: windows covered, words kept as drafts, the key dropped until the passphrase is typed.

Pages and dialogs stay as they are; only the store behind them has no key, so whatever they ask of it is refused.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from db.store import Store
from desktop.clipboard import clear_own
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.lock.covers import Covers
from desktop.lock.idle import IdleWatch, minutes_chosen
from desktop.lock.signals import lock_signals
from desktop.lock.unlock_panel import UnlockPanel
from desktop.widgets.buttons import PlainButton
from desktop.widgets.dialogs import Message
from desktop.widgets.text import ElidedLabel

_WAIT_MS: Final = 200
_LOG: Final = logging.getLogger(__name__)


class UnlockBox(Message):
    """The one window that listens while the schedule is locked. Signals: opened(str), quit_wanted()."""

    opened = Signal(str)
    quit_wanted = Signal()

    def __init__(self, parent: QWidget | None, path: Path, about: str = "") -> None:
        text = _("Type the passphrase to go on where you were. What you were typing is kept.")
        super().__init__(parent, title=_("Locked"), text=text)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.panel = UnlockPanel(path, _("Unlock"))
        self.panel.opened.connect(lambda key, _by_code: self.opened.emit(key))
        column = self.layout()
        self.about = ElidedLabel(about, px=13, tone="ink2")
        self.about.setVisible(bool(about))
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self.about)  # between the title and what to do
            column.insertSpacing(column.count() - 1, 6)
            column.insertWidget(column.count() - 1, self.panel)
        away = PlainButton(_("Quit"))
        away.setAutoDefault(False)
        away.clicked.connect(self.quit_wanted)
        self.buttons.addWidget(away)
        self.panel.field.setFocus()

    @override
    def reject(self) -> None:
        """Esc and the cross unlock nothing."""


class Lock(QObject):
    """Locks the schedule of one window.

    Signals: changed(): it is locked, or not any more.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ctx: AppContext | None = None
        self._window: QWidget | None = None
        self.box: UnlockBox | None = None
        self._covers = Covers(self)
        self._covers.opened.connect(self._to_front, Qt.ConnectionType.QueuedConnection)  # it is not modal before
        self.idle = IdleWatch(self._minutes, parent=self)
        self.idle.went_away.connect(self.lock)
        self._dropping = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._dropping.timeout.connect(self._drop_key)

    @property
    def is_locked(self) -> bool:
        """Whether the passphrase is asked for."""
        return self.box is not None

    def watch(self, ctx: AppContext, window: QWidget) -> None:
        """Look after the schedule that is open now; one without a passphrase is never locked."""
        self.leave()
        self._ctx, self._window = ctx, window
        if ctx.store.origin.key is not None:
            self.idle.start()

    def leave(self) -> None:
        """The schedule is about to be closed."""
        self.idle.stop()
        self._dropping.stop()
        self._end()
        self._ctx = self._window = None

    def may_lock(self) -> bool:
        """Return whether there is a passphrase to lock with."""
        return self._ctx is not None and (self.is_locked or self._ctx.store.origin.key is not None)

    def lock(self) -> None:
        """Cover everything at once, keep what is typed, then drop the key as soon as work under way has ended."""
        if self._ctx is None or self.is_locked or not self.may_lock():
            return
        path = self._ctx.store.origin.path
        if path is None:
            return
        lock_signals().about_to_lock.emit()
        clear_own()
        self.idle.stop()
        about = waiting_words(self._ctx.settings.county, path)
        self.box = UnlockBox(self._window, path, about)
        self.box.opened.connect(self._unlock)
        self.box.quit_wanted.connect(_quit)
        self._covers.cover(self.box, about)
        self.box.show()
        self._drop_key()
        self.changed.emit()

    def _drop_key(self) -> None:
        """Dispose of every connection; a task that still reads is left to end first, behind the sheets."""
        if self._ctx is None or not self.is_locked:
            return
        if self._ctx.tasks.running:
            self._dropping.start()
        else:
            self._ctx.store.lock()

    def _unlock(self, key: str) -> None:
        if self._ctx is None or self.box is None:
            return
        self._dropping.stop()
        store: Store = self._ctx.store
        with shown_to(self.box) as outcome:
            store.unlock(key)
        if outcome.ok:
            self._end()
            self.idle.start()

    def _end(self) -> None:
        if self.box is None:
            return
        box, self.box = self.box, None
        self._covers.lift()
        box.hide()
        box.deleteLater()
        self.changed.emit()

    def _to_front(self) -> None:
        """A dialog that came up meanwhile must not stand between the user and the line to type into."""
        if self.box is not None:
            self.box.hide()
            self.box.show()
            self.box.activateWindow()

    def _minutes(self) -> int:
        return minutes_chosen(self._ctx.machine.views) if self._ctx is not None else 0


def waiting_words(county: str, path: Path) -> str:
    """Return which schedule is locked: the county as far as it is known, and the file's name."""
    return "\u3000".join(filter(None, (county, path.name)))


def _quit() -> None:
    """End without questions: forms have their drafts, everything else is saved."""
    application = QApplication.instance()
    if application is not None:
        application.exit(0)
