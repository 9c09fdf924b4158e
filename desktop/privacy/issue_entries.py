"""What the menu of an issue offers about the person behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from core.i18n import _
from db.queries.issue_detail import IssueDetail, petitioner_of
from desktop.context import AppContext
from desktop.privacy.erase_dialog import erase_person
from desktop.privacy.log_dialog import show_log


class PersonEntries:
    """Adds "Erase the person" and "Log" to the menu."""

    def __init__(self, ctx: AppContext, home: QWidget) -> None:
        self._ctx, self._home = ctx, home

    def add(self, menu: QMenu, detail: IssueDetail) -> None:
        """Add the entries for the issue shown."""
        if detail.petitioner:
            erase = menu.addAction(_("Erase the person…"))
            erase.setEnabled(not self._ctx.read_only)
            erase.triggered.connect(lambda: self.erase(detail))
        log = menu.addAction(_("Log of copies and looks"))
        log.triggered.connect(lambda: show_log(self._ctx, self._home.window()))

    def erase(self, detail: IssueDetail) -> None:
        """Ask, then erase whoever raised the issue."""
        with self._ctx.store.read() as session:
            person = petitioner_of(session, detail.row.id)
        if person is not None:
            erase_person(self._ctx, self._home.window(), [person])
