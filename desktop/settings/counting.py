"""What a change would move is counted off the window's own thread: a sheet tells how far, and Cancel stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from core.errors import UserError
from core.i18n import _
from core.vault_errors import Locked
from desktop.context import AppContext
from desktop.errors import show_refusal
from desktop.tasks import Cancelled, Task
from desktop.widgets import PlainButton, PlainLabel

SHEET_MS: Final = 300
"""Most counts are over before a sheet would be read."""


class CountingSheet(QDialog):
    """How far the count has come; Esc stops it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        words = _("Counting which dates would move…")
        self.setWindowTitle(words)
        self.setMinimumWidth(420)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        away = PlainButton(_("Cancel"), hint="Esc")
        away.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(away)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(12)
        column.addWidget(PlainLabel(words, px=15))
        column.addWidget(self.bar)
        column.addLayout(row)

    def show_progress(self, done: int, total: int, _words: str) -> None:
        """Move the bar."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)


class Counting(QObject):
    """One count for *home*. Whoever closes home, or presses Cancel, gives it up: nothing is shown or written then.

    Args:
        ctx: The open schedule.
        home: What asked; refusals are shown there.
        work: The count, in a thread and a session of its own; it calls `task.step`.
        done: Called with the result, here.
        given_up: Called where it was stopped while home still stands, or was refused.
    """

    def __init__(
        self,
        ctx: AppContext,
        home: QWidget,
        work: Callable[[Task], Any],
        done: Callable[[Any], object],
        given_up: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(home)
        self._home, self._done, self._given_up = home, done, given_up
        self.sheet: CountingSheet | None = None
        self._task: Task | None = ctx.tasks.start(
            _("Counting which dates would move…"), work, done=self._counted, failed=self._failed
        )
        self._later = QTimer(self, singleShot=True, interval=SHEET_MS)
        self._later.timeout.connect(self._show_sheet)
        self._later.start()
        if isinstance(home, QDialog):
            home.finished.connect(self._leave)
        home.destroyed.connect(self._task.cancel)

    @property
    def is_running(self) -> bool:
        """Whether the result is still waited for."""
        return self._task is not None

    def stop(self) -> None:
        """Wait for it no longer."""
        if self._task is not None:
            self._leave()
            self._given_up()

    def _leave(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._end()

    def _show_sheet(self) -> None:
        if self._task is None or not self._home.isVisible():
            return
        self.sheet = CountingSheet(self._home.window())
        self._task.progressed.connect(self.sheet.show_progress)
        self.sheet.rejected.connect(self.stop)
        self.sheet.finished.connect(self.sheet.deleteLater)
        self.sheet.open()

    def _counted(self, result: Any) -> None:
        if isValid(self) and self._task is not None:
            self._end()
            self._done(result)

    def _failed(self, fault: BaseException) -> None:
        if isinstance(fault, Cancelled) or not isValid(self) or self._task is None:
            return
        self._end()
        self._given_up()
        if isinstance(fault, UserError | OSError):
            if not isinstance(fault, Locked):  # behind the sheets nobody asked for anything
                show_refusal(self._home, fault)
            return
        raise fault

    def _end(self) -> None:
        self._task = None
        self._later.stop()
        if self.sheet is not None and isValid(self.sheet):
            self.sheet.rejected.disconnect(self.stop)
            self.sheet.accept()
        self.sheet = None
