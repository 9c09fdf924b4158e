"""What is asked when a schedule cannot be opened at the start; nothing is ever created or replaced silently."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from core.i18n import N_, _
from core.storage_errors import (
    DamagedSchedule,
    FileMissing,
    ForeignLog,
    KeyNeeded,
    NotASchedule,
    SavesMissing,
    WrongKey,
)
from core.vault_errors import CannotBeRead, KeyFileDamaged
from db.backup import backups_of
from desktop.widgets.buttons import Button, Role
from desktop.widgets.dialogs import Message
from desktop.widgets.text import PlainLabel


class StartChoice(StrEnum):
    """What the user wants instead."""

    RESTORE = "restore"
    LOOK = "look"
    ACCEPT = "accept"
    OTHER = "other"
    CREATE = "create"
    QUIT = "quit"


RESTORABLE: Final = (
    DamagedSchedule, SavesMissing, NotASchedule, KeyNeeded, WrongKey, ForeignLog, CannotBeRead, KeyFileDamaged,
)  # fmt: skip
_WORDS: Final = {
    StartChoice.RESTORE: (N_("Restore a backup…"), N_("Choose one by day and content; the present file is kept.")),
    StartChoice.LOOK: (N_("Open for reading only"), N_("Look at what is there; nothing is changed.")),
    StartChoice.ACCEPT: (N_("Take it as it is"), N_("Go on with this file, without the saves that are missing.")),
    StartChoice.OTHER: (N_("Choose another file"), N_("The schedule lies elsewhere, such as on another disk.")),
    StartChoice.CREATE: (N_("New schedule there"), N_("Start with an empty one; nothing is found again in it.")),
}


def choices_for(refusal: Exception, where: Path | str) -> tuple[StartChoice, ...]:
    """Return what can be done about *refusal*, the best first; another file or the end are always among it."""
    if not isinstance(where, Path):
        return (StartChoice.OTHER,)
    if isinstance(refusal, FileMissing):
        kept = (StartChoice.RESTORE,) if backups_of(where) else ()
        return (*kept, StartChoice.OTHER, StartChoice.CREATE)
    if isinstance(refusal, SavesMissing):
        return (StartChoice.RESTORE, StartChoice.LOOK, StartChoice.ACCEPT, StartChoice.OTHER)
    if isinstance(refusal, RESTORABLE):
        return (StartChoice.RESTORE, StartChoice.OTHER)
    return (StartChoice.OTHER,)


class StartDialog(Message):
    """Says why the schedule cannot be opened; each way on is a button with a line about what it does."""

    def __init__(self, parent: QWidget | None, text: str, choices: Sequence[StartChoice]) -> None:
        super().__init__(parent, title=_("The schedule cannot be opened"), text=text)
        self.chosen = StartChoice.QUIT
        self.ways: dict[StartChoice, Button] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 14, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, choice in enumerate(choices):
            words, about = (_(each) for each in _WORDS[choice])
            button = Button(words, role=Role.FILLED if row == 0 else Role.PLAIN)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(about)
            button.setAutoDefault(True)  # Enter presses the one in focus, not always the first
            button.clicked.connect(lambda _on=False, choice=choice: self._take(choice))
            grid.addWidget(button, row, 0)
            grid.addWidget(PlainLabel(about, px=13, tone="ink2", wrap=True), row, 1)
            self.ways[choice] = button
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertLayout(column.count() - 1, grid)
        first = self.ways[choices[0]]
        first.setDefault(True)
        first.setFocus()
        self.add_button(_("Quit"), accepts=False).setAutoDefault(True)

    def _take(self, choice: StartChoice) -> None:
        self.chosen = choice
        self.accept()


def ask_at_start(parent: QWidget, text: str, choices: Sequence[StartChoice]) -> StartChoice:
    """Say why the schedule cannot be opened, and return what to do; closing the box ends the app."""
    box = StartDialog(parent if parent.isVisible() else None, text, choices)
    box.exec()
    return box.chosen
