"""The warning of a state secret in pasted words; the words are taken all the same, the person decides."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.classified import SecretMark, mark_in, warning
from core.i18n import _
from desktop.widgets.dialogs import tell


def warn_of_secret(home: QWidget | None, text: str) -> bool:
    """Warn where *text* looks like a state secret; return whether it does."""
    words = mark_in(text)
    if words:
        tell(home, warning([SecretMark(_("pasted words"), words)]))
    return bool(words)
