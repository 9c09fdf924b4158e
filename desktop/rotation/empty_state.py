"""What stands in the place of a proposal that cannot be: what is missing, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.i18n import _
from desktop.rotation.basis import hindrance_words
from desktop.widgets import PlainButton, PlainLabel

_WAY = {"leaders": "leaders", "townships": "townships"}


class EmptyState(QWidget):
    """Signal: page_wanted(str): where what is missing is entered."""

    page_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.title, self.words = PlainLabel(px=18, bold=True, serifed=True), PlainLabel(px=14, tone="ink2", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setMinimumWidth(320)
        self.button = PlainButton("")
        self._page = ""
        self.button.clicked.connect(lambda: self.page_wanted.emit(self._page))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for widget in (self.title, self.words, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_hindrance(self, key: str) -> None:
        """Say what is missing."""
        if not key:
            return
        title, sentence = hindrance_words(key)
        self.title.setText(title)
        self.words.setText(sentence)
        self._page = _WAY.get(key, "")
        self.button.setVisible(bool(self._page))
        names = {"leaders": _("To the leaders"), "townships": _("To the townships")}
        self.button.set_caption(names.get(key, ""))

    def say(self, words: str) -> None:
        """Say why there is no plan."""
        self.title.setText(_("No plan can be made"))
        self.words.setText(words)
        self.button.hide()
