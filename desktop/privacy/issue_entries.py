"""What the menu of an issue offers about the person behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from core.i18n import _
from db.queries.issue_detail import IssueDetail, petitioner_of
from desktop.context import AppContext
from desktop.privacy.erase_dialog import erase_person
from desktop.privacy.log_dialog import show_log


class PersonEntries:
    """Adds the log to the menu, and at its end, apart from the daily steps, the erasure."""

    def __init__(self, ctx: AppContext, home: QWidget) -> None:
        self._ctx, self._home = ctx, home

    def add_log(self, menu: QMenu, _detail: IssueDetail) -> None:
        """Add the log."""
        log = menu.addAction(f"{_('Log of copies and looks')}…")
        log.triggered.connect(lambda: show_log(self._ctx, self._home.window()))

    def add_erasure(self, menu: QMenu, detail: IssueDetail) -> None:
        """Add the erasure where there is somebody; an open issue still needs its person, and says so."""
        if not detail.petitioner:
            return
        words = _("Erase the person…")
        if detail.row.is_open:
            words = _("Erase the person… (only after the issue is closed)")
        erase = menu.addAction(words)
        erase.setEnabled(not self._ctx.read_only and not detail.row.is_open)
        erase.triggered.connect(lambda: self.erase(detail))

    def erase(self, detail: IssueDetail) -> None:
        """Ask, then erase whoever raised the issue."""
        with self._ctx.store.read() as session:
            person = petitioner_of(session, detail.row.id)
        if person is not None:
            erase_person(self._ctx, self._home.window(), [person])
