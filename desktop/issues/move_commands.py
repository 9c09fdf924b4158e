"""The single keys of the life cycle on the issues page; what each does is in issue_acts."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from core.i18n import _
from db.queries.issue_detail import IssueDetail
from desktop.context import AppContext
from desktop.issues.issue_acts import IssueActs
from desktop.issues.ledger import Ledger


class MoveCommands:
    """The part of the issues page that the keys of the life cycle call."""

    acts: IssueActs
    ctx: AppContext
    ledger: Ledger

    def make_move(self, name: str) -> None:
        """A single key: one move of the issue shown, or a word on what comes before it."""
        self.acts.act(name, self.ledger.detail.detail)

    def next_step(self) -> None:
        """V: what comes next by nature."""
        panel = self.ledger.detail
        if panel.detail is not None and panel.next_key:
            self.acts.act(panel.next_key, panel.detail)

    def open_more(self) -> None:
        """M: everything that can be done with the issue shown."""
        panel = self.ledger.detail
        if panel.detail is not None:
            button = panel.more_button()
            self.acts.show_menu(panel.detail, button.mapToGlobal(QPoint(0, button.height() + 2)))

    def press_issue(self) -> None:
        """S: chase the unit of the issue shown, or those of all selected."""
        chosen = self.ledger.table.selected_rows()
        if len(chosen) > 1:
            self.acts.press(chosen)
        else:
            self.acts.act("press", self._open_detail())

    def extend_issue(self) -> None:
        """E: more time."""
        self.acts.act("extend", self._open_detail())

    def close_issue(self) -> None:
        """C: close with a result; call back what is closed already."""
        detail = self.ledger.detail.detail
        self.acts.act("close" if detail is None or detail.row.is_open else "call_back", detail)

    def bring_along(self) -> None:
        """B: carry the issue to the next visit, or no longer."""
        detail = self._open_detail()
        if detail is None:
            return
        row = detail.row
        if row.next_visit_id is None:
            self.ctx.toast(_("No visit to {township} is planned yet").format(township=row.township))
            return
        self.acts.bring(detail, None if row.bring_to_visit_id == row.next_visit_id else row.next_visit_id)

    def _open_detail(self) -> IssueDetail | None:
        detail = self.ledger.detail.detail
        return detail if detail is not None and detail.row.is_open else None
