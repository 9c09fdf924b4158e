"""What can be done with issues from the ledger: each act is a dialog, one service in one write, and a toast."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from core.i18n import N_, _, day_text, ngettext
from db.queries.issue_detail import IssueDetail, issue_draft
from db.queries.issues import IssueRow
from db.services.issue_actions import (
    add_feedback,
    add_progress,
    bring_to_visit,
    close_issue,
    extend_issue,
    press,
    record_satisfaction,
    reopen,
)
from desktop.actions import hint
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.issues.act_dialogs import (
    ActDialog,
    CallBackDialog,
    CloseDialog,
    DueField,
    ExtendDialog,
    ReopenDialog,
    TextDialog,
)
from desktop.issues.edit_dialog import EditDialog
from desktop.record_history import show_history
from desktop.widgets import tell


class IssueActs:
    """Runs the acts for a page; dialogs belong to the page's window."""

    def __init__(self, ctx: AppContext, home: QWidget) -> None:
        self._ctx, self._home = ctx, home
        self.dialog: QDialog | None = None

    def act(self, name: str, detail: IssueDetail | None, *_checked: object) -> None:
        """Do what a button or key of that name says to the issue shown."""
        if detail is None or self._ctx.read_only:
            return
        doing: dict[str, Callable[[IssueDetail], None]] = {
            "press": lambda shown: self.press([shown.row]),
            "extend": self.extend,
            "close": self.close,
            "call_back": self.call_back,
            "reopen": self.reopen,
            "progress": partial(self._write_down, _("Progress"), N_("Record progress"), add_progress),
            "feedback": partial(self._write_down, _("Answer of the unit"), N_("Record answer"), add_feedback),
            "edit": self.edit,
        }
        doing[name](detail)

    def press(self, rows: Sequence[IssueRow]) -> None:
        """Press the units of these issues, all in one write."""
        rows = [row for row in rows if row.is_open]
        if not rows:
            return
        many = ngettext("Press {n} issue", "Press {n} issues", len(rows)).format(n=len(rows))
        about = rows[0].title if len(rows) == 1 else _("The same words go to the unit of each issue selected.")
        said = ngettext("{n} issue pressed", "{n} issues pressed", len(rows)).format(n=len(rows))
        ids = [row.id for row in rows]
        save = self._saving(N_("Press"), press, ids, said=said, today=self._ctx.today())
        title = _("Press {agency}").format(agency=rows[0].agency) if len(rows) == 1 and rows[0].agency else many
        dialog = TextDialog(
            self._home, title=title, about=about, verb=_("Press"), field=_("What is asked for"), save=save
        )
        self._open(dialog)

    def extend(self, detail: IssueDetail) -> None:
        """Grant more time."""
        row, today = detail.row, self._ctx.today()
        if row.due is None:
            tell(self._home, _("This issue has no deadline yet. Give it one with “Correct” first."))
            return
        said = _("Deadline extended")
        save = self._saving(N_("Extend"), extend_issue, row.id, said=said, today=today)
        start = max(row.due, today)
        dialog = ExtendDialog(
            self._home, about=row.title, due=row.due, is_late=row.is_overdue, day=self._day(start), save=save
        )
        self._open(dialog)

    def close(self, detail: IssueDetail) -> None:
        """Close with a result."""
        row, today = detail.row, self._ctx.today()
        save = self._saving(N_("Close issue"), close_issue, row.id, said=_("Closed"), today=today)
        day = self._day(today, text=f"{today:%m-%d}", past=True)
        self._open(CloseDialog(self._home, about=row.title, day=day, save=save))

    def call_back(self, detail: IssueDetail) -> None:
        """Write down what the person says."""
        row = detail.row
        said = _("Call-back recorded")
        save = self._saving(N_("Call back"), record_satisfaction, row.id, said=said, today=self._ctx.today())
        self._open(CallBackDialog(self._home, about=row.title, save=save))

    def reopen(self, detail: IssueDetail) -> None:
        """Take a closed issue up again."""
        row, today = detail.row, self._ctx.today()
        save = self._saving(N_("Reopen"), reopen, row.id, said=_("Reopened"), today=today)
        self._open(ReopenDialog(self._home, about=row.title, day=self._day(today), save=save))

    def edit(self, detail: IssueDetail) -> None:
        """Correct what was written down."""
        with self._ctx.store.read() as session:
            draft = issue_draft(session, detail.row.id)
        if draft is not None:
            self._open(EditDialog(self._home, self._ctx, draft, number=detail.row.number, due=detail.row.due))

    def bring(self, detail: IssueDetail | None, visit_id: int | None) -> None:
        """Carry an issue to a visit, or no longer."""
        if detail is None:
            return
        row = detail.row
        said = _("It stays here")
        if visit_id is not None and row.next_visit_day is not None:
            said = _("{leader} takes it along on {day}").format(
                leader=row.next_leader, day=day_text(row.next_visit_day)
            )
        self._ctx.run(N_("Bring to visit"), bring_to_visit, row.id, visit_id, widget=self._home, said=said)

    def menu(self, detail: IssueDetail, place: QPoint) -> None:
        """Open the menu of rarer acts."""
        menu = QMenu(self._home)
        menu.aboutToHide.connect(menu.deleteLater)
        names = {
            "progress": _("Record progress…"),
            "feedback": _("Record the unit's answer…"),
            "edit": _("Correct…"),
        }
        for name, words in names.items():
            if detail.row.is_open or name == "edit":
                menu.addAction(words).triggered.connect(partial(self.act, name, detail))
        menu.addSeparator()
        past = menu.addAction(f"{_('Change history')}\t{hint('history')}")
        past.triggered.connect(lambda: show_history(self._ctx, self._home, "issue", detail.row.id))
        menu.popup(place)

    def _write_down(self, field: str, label: str, service: Callable[..., None], detail: IssueDetail) -> None:
        save = self._saving(label, service, detail.row.id, said=_("Noted"), today=self._ctx.today())
        dialog = TextDialog(self._home, title=field, about=detail.row.title, verb=_("Save"), field=field, save=save)
        self._open(dialog)

    def _saving(
        self, label: str, service: Callable[..., Any], *args: Any, said: str, **fixed: Any
    ) -> Callable[..., bool]:
        def save(**values: Any) -> bool:
            with shown_to(self.dialog or self._home) as outcome, self._ctx.store.write(label) as session:
                service(session, *args, **fixed, **values)
            if outcome.ok:
                self._ctx.toast(said, undo=True)
            return outcome.ok

        return save

    def _day(self, start: Any, *, text: str = "", past: bool = False) -> DueField:
        office = self._ctx.settings
        return DueField(
            start, self._ctx.calendar, unit=office.default_limit_unit, roll=office.roll, text=text, past=past
        )

    def _open(self, dialog: ActDialog | EditDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _result: int) -> None:
        self.dialog = None
