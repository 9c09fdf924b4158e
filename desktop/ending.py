"""Ends the app in good order when the system asks for it (SIGTERM, SIGINT)."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication


class Ending(QObject):
    """Wakes Qt's loop on a signal, so that the schedule is closed as if by hand."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.settimeout(0)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: None)  # the byte on the socket does the work

    def release(self) -> None:
        """Leave signals to Python again."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _end(self) -> None:
        """Close without questions: forms keep their drafts, everything else is saved already."""
        self._read.recv(64)
        self._application.exit(0)  # quit() would ask each form to close, and a form with typed words asks back
