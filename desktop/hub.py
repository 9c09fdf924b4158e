"""Store announcements -> one Qt signal, always heard in the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal


class Announces(Protocol):
    """What the hub needs of a store."""

    def subscribe(self, listener: Callable[[frozenset[str]], None], /) -> Callable[[], None]:
        """Call *listener* with the tables of every commit; return how to stop."""


class Hub(QObject):
    """Signals: changed(frozenset[str]): these tables have changed. Nothing refreshes by hand."""

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop: Callable[[], None] | None = None
        # A direct connection in the GUI thread, a queued one from any other: Qt decides by sender.
        self._heard.connect(self.changed, Qt.ConnectionType.AutoConnection)

    def listen(self, store: Announces) -> None:
        """Pass on what *store* announces, in place of an earlier store."""
        self.stop()
        self._stop = store.subscribe(self._heard.emit)

    def stop(self) -> None:
        """Listen no more."""
        if self._stop is not None:
            self._stop()
            self._stop = None
