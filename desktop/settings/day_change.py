"""One change on its way into the calendar: counted off the window's thread, looked at where a date moves, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.calendar.changes import CalendarChange, Move
from core.i18n import N_
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.settings.day_moves import MovesDialog, count_moves, said_of, write_change
from desktop.widgets.form import FormDialog


class ChangeEntry:
    """One change on its way into the calendar.

    Args:
        ctx: The open schedule.
        label: What the step of undo is called.
        change: The change.
        home: What asked for it; where home is closed meanwhile, nothing is written.
        written: Called when it is written.
    """

    def __init__(
        self,
        ctx: AppContext,
        label: str,
        change: CalendarChange,
        home: QWidget,
        written: Callable[[], object] = lambda: None,
    ) -> None:
        self._ctx, self._label, self._change, self._home, self._written = ctx, label, change, home, written
        self.dialog: MovesDialog | None = None
        self.counting = count_moves(ctx, home, change, self._counted)

    def _counted(self, found: Sequence[Move]) -> None:
        ctx = self._ctx
        if any(each.moves for each in found):
            self.dialog = MovesDialog(ctx, self._label, self._change, found, self._home)
            self.dialog.written.connect(lambda _applied: self._written())
            self.dialog.open()
            return
        with shown_to(self._home):
            applied = write_change(ctx, self._label, self._change, found, {each.key for each in found})
            ctx.toast(said_of(applied), undo=True)
            self._written()


class ChangeForm(FormDialog):
    """A form that sets days: it stays behind the preview, and closes once its change is written."""

    def __init__(self, ctx: AppContext, parent: QWidget, title: str, *, width: int) -> None:
        super().__init__(parent, title, width=width)
        self._ctx = ctx
        self.entry: ChangeEntry | None = None
        self._waits = False

    def enter(self, change: CalendarChange) -> None:
        """Enter *change*; pressed again before it is counted, the later change is the one."""
        if self.entry is not None:
            self.entry.counting.stop()
        self._waits = True
        self.entry = ChangeEntry(self._ctx, N_("Set calendar day"), change, self, self._written)

    def _written(self) -> None:
        self._waits = False
        self.accept()

    @override
    def accept(self) -> None:
        if not self._waits:
            super().accept()
