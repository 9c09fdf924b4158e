"""The page's head: back, title, what-if copies, discard, and the one filled button."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import _
from desktop.actions import hint
from desktop.widgets import ElidedLabel, FilledButton, IconButton, PlainButton, PlainLabel, Rule, plain_tooltip


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
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addSpacing(3)
        row.addWidget(self.title)
        row.addWidget(self.note, 1)
        for button in (self.copies, self.discard, self.adopt):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(Rule("line2"))

    def allow_adopting(self, why_not: str) -> None:
        """Let the plan be adopted, or say why it cannot be."""
        self.adopt.setEnabled(not why_not)
        plain_tooltip(self.adopt, why_not)
        self.adopt.setAccessibleDescription(why_not)
