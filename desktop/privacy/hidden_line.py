"""A field for a person's words: what is stored stays hidden until it is revealed, and is kept unless retyped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from core.i18n import _
from db.services.disclosure import SECONDS_SHOWN
from desktop.fonts import sans

_MS = 1000


class HiddenLine(QLineEdit):
    """Shows its stored words masked, as a hint behind an empty field; typing replaces them.

    Args:
        mask: Makes the hint of the stored words.
        parent: Qt's parent.
    """

    def __init__(self, mask: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mask, self._stored, self._typed = mask, "", False
        self.setFont(sans(14))
        self.setMaxLength(2000)  # the service says what is too long; nothing is cut here
        self.textEdited.connect(self._on_typed)
        self.timer = QTimer(self, singleShot=True, interval=SECONDS_SHOWN * _MS)
        self.timer.timeout.connect(self.hide_again)

    def keep(self, stored: str) -> None:
        """Take the stored words without showing them."""
        self._stored, self._typed = stored, False
        self.hide_again()

    def reveal(self) -> None:
        """Show the stored words for half a minute, unless others were typed."""
        if not self._typed:
            self.setText(self._stored)
            self.timer.start()

    def hide_again(self) -> None:
        """Hide the stored words; what was typed stays."""
        self.timer.stop()
        if not self._typed:
            self.clear()
            hint = self._mask(self._stored)
            self.setPlaceholderText(_("{masked} (kept unless retyped)").format(masked=hint) if hint else "")

    def value(self) -> str:
        """Return what is to be saved: what was typed, else what was stored."""
        return self.text() if self._typed else self._stored

    @property
    def is_retyped(self) -> bool:
        """Whether other words were typed in place of the stored ones."""
        return self._typed

    def retype(self, words: str) -> None:
        """Show words that were typed earlier in place of the stored ones."""
        self._typed = True
        self.timer.stop()
        self.setText(words)

    def _on_typed(self, _text: str) -> None:
        self._typed = True
        self.timer.stop()
