"""Undo and redo as the user meets them: done at once, said in words, with the way back beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.i18n import _
from desktop.actions import hint
from desktop.errors import shown_to

if TYPE_CHECKING:
    from desktop.main_window import MainWindow


class History:
    """The steps of one window's schedule."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def undo(self) -> None:
        """Take back the last change, and say which."""
        ctx, step = self._window.ctx(), None
        if ctx is None:
            return
        with shown_to(self._window) as outcome:
            step = ctx.store.undo()
        if step is not None:
            said = _("Undone: {what}").format(what=_(step.label))
            self._window.toast.say(said, action=_("Redo"), hint=hint("redo"), do=self.redo)
        elif outcome.ok:
            self._window.say(_("There is nothing to undo today."))

    def redo(self) -> None:
        """Do again what was taken back last, and say what."""
        ctx, step = self._window.ctx(), None
        if ctx is None:
            return
        with shown_to(self._window) as outcome:
            step = ctx.store.redo()
        if step is not None:
            said = _("Done again: {what}").format(what=_(step.label))
            self._window.toast.say(said, action=_("Undo"), hint=hint("undo"), do=self.undo)
        elif outcome.ok:
            self._window.say(_("There is nothing to redo."))

    def undo_text(self) -> str:
        """Return `Undo: Move visit`, or just `Undo`."""
        ctx = self._window.ctx()
        label = ctx.store.undo_label() if ctx is not None else None
        return f"{_('Undo')}: {_(label)}" if label else _("Undo")

    def redo_text(self) -> str:
        """Return `Redo: Move visit`, or just `Redo`."""
        ctx = self._window.ctx()
        label = ctx.store.redo_label() if ctx is not None else None
        return f"{_('Redo')}: {_(label)}" if label else _("Redo")
