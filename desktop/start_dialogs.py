"""What is asked when a schedule cannot be opened at the start; nothing is ever created silently."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget

from core.errors import UserError
from core.i18n import _
from desktop.widgets.buttons import Role
from desktop.widgets.dialogs import Message


class StartChoice(StrEnum):
    """What the user wants instead."""

    OTHER = "other"
    CREATE = "create"
    QUIT = "quit"


def ask_at_start(parent: QWidget, refusal: UserError, *, may_create: bool) -> StartChoice:
    """Say why the schedule cannot be opened, and return what to do; closing the box ends the app."""
    box = Message(parent if parent.isVisible() else None, title=_("The schedule cannot be opened"), text=str(refusal))
    chosen = [StartChoice.QUIT]

    def take(choice: StartChoice) -> None:
        chosen[0] = choice

    box.add_button(_("Quit"), accepts=False)
    if may_create:
        box.add_button(_("New schedule there")).clicked.connect(lambda: take(StartChoice.CREATE))
    box.add_button(_("Choose another file"), Role.FILLED).clicked.connect(lambda: take(StartChoice.OTHER))
    box.exec()
    return chosen[0]
