"""Asking for the passphrase of a schedule that is to be opened, of a backup, or of one that is about to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.i18n import _
from db.vault.unlocking import fits, is_protected
from desktop.lock.unlock_panel import UnlockPanel
from desktop.widgets.buttons import PlainButton
from desktop.widgets.dialogs import Message


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking: a key, or which of the other ways was taken; both empty where the box was closed."""

    key: str = ""
    by_code: bool = False
    other: str = ""


class AskKey(Message):
    """Title, sentence, the line, and other ways out as buttons.

    Args:
        parent: The window it belongs to.
        path: The protected file.
        title: What is wanted.
        text: Why.
        button: Words of the button that tries.
        others: Key and words of each other way out.
        away: Words of the button that gives up.
    """

    def __init__(
        self,
        parent: QWidget | None,
        path: Path,
        *,
        title: str,
        text: str,
        button: str = "",
        others: Sequence[tuple[str, str]] = (),
        away: str = "",
    ) -> None:
        super().__init__(parent, title=title, text=text)
        self.answer = Answer()
        self.panel = UnlockPanel(path, button or _("Open"))
        self.panel.opened.connect(self._take)
        self.others: dict[str, PlainButton] = {}
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertSpacing(column.count() - 1, 6)
            column.insertWidget(column.count() - 1, self.panel)
        for key, words in others:
            made = PlainButton(words)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False, key=key: self._leave(key))
            self.buttons.addWidget(made)
            self.others[key] = made
        self.add_button(away or _("Cancel"), accepts=False).setAutoDefault(False)
        self.panel.field.setFocus()

    def _take(self, key: str, by_code: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.answer = Answer(key, by_code)
        self.accept()

    def _leave(self, other: str) -> None:
        self.answer = Answer(other=other)
        self.accept()


def ask_key(
    parent: QWidget | None,
    path: Path,
    *,
    title: str = "",
    text: str = "",
    button: str = "",
    others: Sequence[tuple[str, str]] = (),
    away: str = "",
) -> Answer:
    """Ask and wait until the key of *path* is there, or the user takes another way."""
    said = text or _("Type the passphrase of {name}.").format(name=path.name)
    box = AskKey(
        parent, path, title=title or _("This schedule is protected"), text=said, button=button, others=others, away=away
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    box.exec()
    box.deleteLater()
    return box.answer


def key_of_backup(parent: QWidget | None, source: Path, key: str | None) -> Answer | None:
    """Return what opens a backup: nothing for a plain one, *key* where it fits, else what the user types.

    None where the user gave up.
    """
    if not is_protected(source):
        return Answer()
    if key is not None and fits(source, key):
        return Answer(key)
    text = _("The backup {name} is protected. Type the passphrase that was valid when it was made.")
    answer = ask_key(parent, source, title=_("This backup is protected"), text=text.format(name=source.name))
    return answer if answer.key else None
