"""What a list says in place of rows it does not have."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QVBoxLayout

from desktop.widgets.text import PlainLabel


class EmptyWords(PlainLabel):
    """Grey words near the top of an empty list, in its middle; a click goes through to the list."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(tone="ink3", wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(view.viewport())
        column.setContentsMargins(24, 60, 24, 0)
        column.addWidget(self)
        column.addStretch(1)
        self.hide()

    def say(self, words: str) -> None:
        """Show *words*; "" shows nothing."""
        self.setText(words)
        self.setVisible(bool(words))
