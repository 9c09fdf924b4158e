"""When nobody has touched the computer for a while, or it slept: time to lock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from typing_extensions import override

TICK_MS: Final = 5000
ASLEEP_S: Final = 60.0
"""A gap between two ticks longer than this by so much means that the computer, or the program, stood still."""
CHOICES: Final = (0, 5, 10, 30)
USUAL: Final = 10
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TabletPress, QEvent.Type.InputMethod,
    }
)  # fmt: skip


def minutes_chosen(views: dict[str, object]) -> int:
    """Return after how many minutes this computer locks; 0 is never."""
    found = views.get("lock_minutes", USUAL)
    return found if isinstance(found, int) and found in CHOICES else USUAL


class IdleWatch(QObject):
    """Looks on while a protected schedule is open. Signals: went_away(): nobody is here any more.

    Args:
        minutes: Returns after how many minutes; 0 switches it off, sleep included.
        steady: Seconds of a clock that nobody sets.
        wall: Seconds of the clock on the wall, which goes on while the computer sleeps.
        parent: Qt's parent.
    """

    went_away = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._minutes, self._steady, self._wall = minutes, steady, wall
        self._touched, self._ticked = steady(), (steady(), wall())
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look on."""
        application = QApplication.instance()
        if self._timer.isActive() or not isinstance(application, QApplication):
            return
        self._touched, self._ticked = self._steady(), (self._steady(), self._wall())
        application.installEventFilter(self)
        application.applicationStateChanged.connect(self._on_state)
        self._timer.start()

    def stop(self) -> None:
        """Look on no more."""
        application = QApplication.instance()
        if self._timer.isActive() and isinstance(application, QApplication):
            self._timer.stop()
            application.removeEventFilter(self)
            application.applicationStateChanged.disconnect(self._on_state)

    def look(self) -> None:
        """Judge by the clocks whether somebody is here."""
        now, before = (self._steady(), self._wall()), self._ticked
        self._ticked = now
        gap = max(now[0] - before[0], now[1] - before[1])  # a clock set back is no sleep
        minutes = self._minutes()
        if minutes and (gap > ASLEEP_S + TICK_MS / 1000 or now[0] - self._touched >= minutes * 60):
            self.went_away.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._touched = self._steady()
        return False

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended and self._minutes():
            self.went_away.emit()
