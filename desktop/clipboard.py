"""The clipboard: what names a person under protection is taken off it after half a minute, if it still lies there.

Only what was copied in this program is looked at, and only if it is still the same when its time is up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

from core.clipboard import KEPT_SECONDS, holds_person, mark_of
from core.errors import UserError

_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_watching: list[ClipboardWatch] = []


class ClipboardWatch(QObject):
    """Looks at what is copied while a schedule is open.

    Args:
        names: Returns the persons under protection who are named in a text.
        parent: Qt's parent.
    """

    def __init__(self, names: Callable[[str], Iterable[str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._clipboard = QGuiApplication.clipboard()
        self._marks: dict[QClipboard.Mode, bytes] = {}
        self.timer = QTimer(self, singleShot=True, interval=KEPT_SECONDS * 1000)
        self.timer.timeout.connect(self.clear)
        self._clipboard.changed.connect(self._on_changed)
        _watching.append(self)

    def stop(self) -> None:
        """The schedule closes: nothing of it stays on the clipboard."""
        if self in _watching:
            _watching.remove(self)
            self._clipboard.changed.disconnect(self._on_changed)
            self.clear()

    def clear(self) -> None:
        """Empty what was remembered, unless something else lies there by now."""
        self.timer.stop()
        marks, self._marks = self._marks, {}
        for mode, mark in marks.items():
            if mark_of(self._clipboard.text(mode)) == mark:
                self._clipboard.clear(mode)

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        self._marks.pop(mode, None)
        text = self._clipboard.text(mode) if mode in _MODES and _is_ours(self._clipboard, mode) else ""
        if text and self._is_private(text):
            self._marks[mode] = mark_of(text)
            self.timer.start()

    def _is_private(self, text: str) -> bool:
        try:
            return holds_person(text, self._names(text))
        except (UserError, OSError):  # locked or out of reach: rather once too often
            return True


def clear_own() -> None:
    """Take what names a person off the clipboard at once."""
    for watch in tuple(_watching):
        watch.clear()


def _is_ours(clipboard: QClipboard, mode: QClipboard.Mode) -> bool:
    """Return whether this program put there what came just now: it says so, or one of its windows is in use."""
    owns = clipboard.ownsSelection() if mode is QClipboard.Mode.Selection else clipboard.ownsClipboard()
    return owns or QGuiApplication.focusWindow() is not None
