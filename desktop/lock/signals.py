"""Said just before the key is dropped: whoever holds words that are not saved yet keeps them now."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal


class LockSignals(QObject):
    """Signals: about_to_lock(): after this nothing can be read or written until somebody types the passphrase."""

    about_to_lock = Signal()


@cache
def lock_signals() -> LockSignals:
    """Return the one object that says so."""
    return LockSignals()
