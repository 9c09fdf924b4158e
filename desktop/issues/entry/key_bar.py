"""The bar of keys at the foot of the entry page, and the quiet line above it that hints and warns."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.i18n import N_, _
from desktop.widgets import KeyHint, PlainLabel, Rule

KEYS = (
    ("Tab", N_("next cell")),
    ("Enter", N_("next row")),
    ("Ctrl D", N_("copy the row above")),
    ("Space", N_("settled on the spot")),
    ("Ctrl Shift P", N_("add photos")),
    ("Ctrl V", N_("paste rows from Excel")),
)


class KeyBar(QWidget):
    """The keys, and at the right how days are counted."""

    def __init__(self, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(42)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(6)
        for keys, words in KEYS:
            row.addWidget(KeyHint(_(keys) if keys == "Space" else keys))
            row.addWidget(PlainLabel(_(words), px=13, tone="ink2"))
            row.addSpacing(10)
        row.addStretch(1)
        row.addWidget(PlainLabel(note, px=13, tone="ink2"))
        rule = Rule("line2", parent=self)
        rule.setGeometry(0, 0, 4000, 1)


N_("Space")


class HintLine(QWidget):
    """One line: red while something cannot be saved, quiet for a hint, empty otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        self.words = PlainLabel(px=13, tone="ink2")
        row.addWidget(self.words, 1)

    def show_words(self, words: str, *, alarm: bool = False) -> None:
        """Say something, or nothing."""
        self.words.set_tone("red" if alarm else "ink2")
        self.words.setText(words)
