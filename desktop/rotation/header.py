"""The page's head: back, title, what-if copies, discard, and the one filled button."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.actions import hint
from desktop.theme import theme
from desktop.widgets import ElidedLabel, FilledButton, IconButton, PlainButton, PlainLabel, plain_tooltip


class RotationHeader(QWidget):
    """The row of 56 px; the page connects its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(57)
        self.back = IconButton("arrow-left", _("Back to the calendar"))
        self.title = PlainLabel(_("Auto rota"), px=22, bold=True, serifed=True)
        self.note = ElidedLabel(_("Nothing changes until you accept"), px=13, tone="ink3")
        self.copies = PlainButton(_("What-if copies"), caret=True)
        self.discard = PlainButton(_("Discard"), hint="Esc")
        self.adopt = FilledButton(_("Use this plan"), "check", hint=hint("rotation.adopt"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 20, 1)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addSpacing(1)
        row.addWidget(self.title)
        note = QVBoxLayout()
        note.setContentsMargins(0, 6, 0, 0)  # on the title's baseline
        note.addWidget(self.note)
        row.addLayout(note, 1)
        for button in (self.copies, self.discard, self.adopt):
            row.addWidget(button)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().line2)
        painter.end()

    def allow_adopting(self, why_not: str) -> None:
        """Let the plan be adopted, or say why it cannot be."""
        self.adopt.setEnabled(not why_not)
        plain_tooltip(self.adopt, why_not)
        self.adopt.setAccessibleDescription(why_not)
