"""Turns ACTIONS into live shortcuts of one window, and carries a command to whoever has its slot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from core.i18n import _
from desktop.actions import ACTIONS, EVERYWHERE, Action, keys_text
from desktop.palette import Found
from desktop.widgets.fields import is_typing, takes_commands

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


class Commands(QObject):
    """The commands of one window; shortcuts of other pages are asleep."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._live: dict[str, QAction] = {}
        for action in ACTIONS:
            made = QAction(_(action.text), self)
            made.setShortcuts([QKeySequence(keys) for keys in action.shortcuts])
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.setAutoRepeat(False)
            made.triggered.connect(self._runner(action))
            window.addAction(made)
            self._live[action.key] = made
        self.refresh()

    def refresh(self) -> None:
        """Wake the shortcuts of the scope in sight, put the others to sleep."""
        scope, read_only = self._window.scope(), self._window.is_read_only()
        for action in ACTIONS:
            here = action.where in {EVERYWHERE, scope} and self._window.is_open()
            self._live[action.key].setEnabled(here and not (action.writes and read_only))

    def run(self, action: Action) -> None:
        """Carry out a command: the page in sight first, then the window, then the command's home page."""
        if action.writes and self._window.is_read_only():
            self._window.say(_("This schedule is open for reading only."))
            return
        page = self._window.page()
        if action.where not in {EVERYWHERE, self._window.scope()}:
            self._window.show_page(action.home or self._window.page_with_scope(action.where))
            page = self._window.page()
        slot = _slot(page, action) or _slot(self._window, action)
        if slot is None and action.home:
            self._window.show_page(action.home)
            slot = _slot(self._window.page(), action)
        if slot is not None:
            slot()

    def lines(self) -> list[Found]:
        """Return every command as a line of the palette."""
        return [self._line(action) for action in ACTIONS]

    def _line(self, action: Action) -> Found:
        text, note = _(action.text), keys_text(action.shortcut)
        if action.slot in {"undo", "redo"}:
            text = self._window.history.undo_text() if action.slot == "undo" else self._window.history.redo_text()
        if action.where != EVERYWHERE:
            note = f"{self._window.page_title(self._window.page_with_scope(action.where))}  {note}"
        return Found(text, lambda: self.run(action), note, action.icon)

    def _runner(self, action: Action) -> Callable[[], None]:
        def pressed() -> None:
            if not _is_asleep(action, QApplication.focusWidget()):
                self.run(action)

        return pressed


def _is_asleep(action: Action, focus: QWidget | None) -> bool:
    """Return whether a letter belongs to the word being typed, or a slip would close or delete something."""
    if not is_typing(focus):
        return False
    return action.is_single_key or (action.destructive and not takes_commands(focus, action.where))


def _slot(owner: object, action: Action) -> Callable[[], object] | None:
    found = getattr(owner, action.slot, None)
    if not callable(found):
        return None
    return (lambda: found(action.argument)) if action.argument else found
