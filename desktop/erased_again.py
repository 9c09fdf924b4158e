"""People who were erased and would come back with an older backup: told before it is restored, erased again after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.erasure import CANNOT_TELL
from core.i18n import _, ngettext
from db.services.erased_since import ComingBack
from db.services.erasing_again import erase_again, said_of
from db.store import open_store
from desktop.widgets.buttons import Role
from desktop.widgets.dialogs import Message, tell


class Wish(StrEnum):
    """What is to become of them."""

    AGAIN = "again"
    BACK = "back"
    AWAY = "away"


class ComingBackDialog(Message):
    """Says how many come back; erasing them again is what Enter does."""

    def __init__(self, parent: QWidget | None, back: ComingBack) -> None:
        super().__init__(parent, title=_("Erased people would come back"), text=_told(back))
        self.wish = Wish.AWAY
        self.away = self.add_button(_("Cancel"), accepts=False)
        self.back = self.add_button(_("Restore with them"))
        self.back.clicked.connect(lambda: self._take(Wish.BACK))
        self.again = self.add_button(_("Restore and erase again"), Role.FILLED)
        self.again.clicked.connect(lambda: self._take(Wish.AGAIN))
        self.again.setVisible(bool(back.again))
        (self.again if back.again else self.away).setFocus()

    def _take(self, wish: Wish) -> None:
        self.wish = wish


def _told(back: ComingBack) -> str:
    lines = []
    if back.people:
        words = ngettext(
            "{n} person was erased after this backup was made and is still in it. Erased again right after, the "
            "person is gone as before; the backup itself still holds the person.",
            "{n} people were erased after this backup was made and are still in it. Erased again right after, they "
            "are gone as before; the backup itself still holds them.", back.people,
        )  # fmt: skip
        lines.append(words.format(n=back.people))
    if back.unknown:
        words = ngettext(
            "{n} more erased person may be in it and cannot be matched, since its history is another: open the "
            "person's issue afterwards and choose “Erase the person…”.",
            "{n} more erased people may be in it and cannot be matched, since its history is another: open their "
            "issues afterwards and choose “Erase the person…”.", back.unknown,
        )  # fmt: skip
        lines.append(words.format(n=back.unknown))
    return "\n".join(lines)


def ask_about_erased(parent: QWidget | None, back: ComingBack) -> Wish:
    """Return what the user wants; where nobody comes back nobody is asked."""
    if back.nobody:
        return Wish.BACK
    box = ComingBackDialog(parent, back)
    box.exec()
    return box.wish


def after_restore(
    parent: QWidget | None, path: Path, key: str | None, *, back: ComingBack, wish: Wish, today: Callable[[], date]
) -> None:
    """Erase again what was wished, and tell what is left to do.

    Raises:
        UserError: the restored schedule does not open.
    """
    lines = [] if back.readable else [_(CANNOT_TELL)]
    if wish is Wish.AGAIN:
        store = open_store(path, key, today=today)
        try:
            lines += said_of(erase_again(store, back.again, today=today()), back)
        finally:
            store.close()
    if lines:
        tell(parent, "\n".join(lines))
