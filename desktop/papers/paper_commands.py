"""The commands of the issues page that write papers; each opens a dialog, the dialog writes in one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from core.chain import PaperKind
from core.i18n import _, ngettext
from db.queries.issue_detail import IssueDetail
from desktop.actions import action_of, hint
from desktop.context import AppContext
from desktop.issues.issue_acts import IssueActs
from desktop.issues.ledger import Ledger
from desktop.papers.chase_dialog import chase_dialog
from desktop.papers.hand_out_dialog import HandOutDialog, save_again
from desktop.papers.paper_forms import PaperForms
from desktop.papers.paper_list import PaperList
from desktop.papers.paper_preview import preview_papers
from desktop.papers.return_dialog import take_back
from desktop.widgets import tell
from desktop.widgets.toast import Further


class PaperCommands:
    """The part of the issues page that the keys of papers call; each slot is named in desktop.actions."""

    ctx: AppContext
    ledger: Ledger
    acts: IssueActs
    paper_dialog: QDialog | None = None

    def offer_papers(self) -> None:
        """Put the commands where the mouse finds them: the button over the list, and the menu of one issue."""
        self.ledger.papers.clicked.connect(self.open_papers_menu)
        self.acts.menu.further.append(self._entries_of_issue)
        self.acts.offer_notice = self._notice_after_chase

    def open_papers_menu(self) -> QMenu:
        """Open the menu under the button."""
        menu = QMenu(self._home())
        menu.aboutToHide.connect(menu.deleteLater)
        for key, act in (
            ("chase", self.chase_overdue),
            ("papers", partial(self.show_papers, "all")),
            ("workbooks.out", self.hand_out_workbooks),
            ("workbooks.back", self.take_back_workbook),
        ):
            _add_entry(menu, key, act, enabled=key in {"chase", "papers"} or not self.ctx.read_only)
        button = self.ledger.papers
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
        return menu

    def _entries_of_issue(self, menu: QMenu, detail: IssueDetail) -> None:
        may = detail.row.is_open and not self.ctx.read_only
        for key, argument in (("issues.slip", "assignment_slip"), ("issues.notice", "supervision_notice")):
            _add_entry(menu, key, partial(self.write_paper, argument), enabled=may)
        _add_entry(menu, "issues.papers", partial(self.show_papers, "issue"), enabled=True)

    def chase_overdue(self) -> None:
        """Ctrl+U: one letter to each unit with overdue issues."""
        home = self._home()
        dialog = chase_dialog(self.ctx, home)
        if dialog is None:
            tell(home, _("Nothing is overdue that a unit could be chased for."))
            return

        def show() -> None:
            count = len(dialog.paper_ids)
            said = ngettext("{n} chase letter issued", "{n} chase letters issued", count)
            self.ctx.toast(said.format(n=count), undo=True)
            preview_papers(self.ctx, home, PaperKind.CHASE_LETTER, dialog.paper_ids)

        dialog.accepted.connect(show)
        self._open(dialog)

    def write_paper(self, kind: str) -> None:
        """Write an assignment slip or a supervision notice on the issue shown."""
        detail: IssueDetail | None = self.ledger.detail.detail
        if detail is None or not detail.row.is_open or self.ctx.read_only:
            return
        forms = PaperForms(self.ctx, self._home())
        (forms.slip if kind == PaperKind.ASSIGNMENT_SLIP else forms.notice)(detail)
        self.paper_dialog = forms.dialog

    def _notice_after_chase(self, issue_id: int) -> Further:
        """Return what a chase offers next: the same on paper, wherever the user has gone meanwhile."""

        def write() -> None:
            detail = self.ledger.detail.detail
            if detail is None or detail.row.id != issue_id or not self._home().isVisible():
                self.ctx.navigate("issues", issue_id=issue_id)
            self.write_paper(PaperKind.SUPERVISION_NOTICE.value)

        return Further(_("Write a supervision notice, too"), write, hint("issues.notice"))

    def show_papers(self, which: str) -> None:
        """Show all papers, or those on the issue shown."""
        home = self._home()
        detail = self.ledger.detail.detail
        issue_id = detail.row.id if which == "issue" and detail is not None else None
        self._open(PaperList(self.ctx, home, issue_id=issue_id, save_workbook=partial(save_again, self.ctx, home)))

    def hand_out_workbooks(self) -> None:
        """Hand workbooks out to units."""
        if not self.ctx.read_only:
            dialog = HandOutDialog(self.ctx, self._home())
            dialog.finished.connect(dialog.deleteLater)
            self._open(dialog)

    def take_back_workbook(self) -> None:
        """Take a unit's workbook back."""
        take_back(self.ctx, self._home())

    def _open(self, dialog: QDialog) -> None:
        self.paper_dialog = dialog
        dialog.finished.connect(self._forget_dialog)
        dialog.open()

    def _forget_dialog(self, _code: int) -> None:
        self.paper_dialog = None

    def _home(self) -> QWidget:
        if not isinstance(self, QWidget):
            raise TypeError("commands of papers belong to a page")
        return self


def _add_entry(menu: QMenu, key: str, act: Callable[[], object], *, enabled: bool) -> None:
    action = action_of(key)
    keys = QKeySequence(action.shortcut).toString()
    entry = menu.addAction(f"{_(action.text)}…\t{keys}" if keys else f"{_(action.text)}…")
    entry.setEnabled(enabled)
    entry.triggered.connect(lambda _checked=False: act())
