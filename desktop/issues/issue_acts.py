"""What can be done with issues from the ledger: each act is a dialog, one service in one write, and a toast."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from core.errors import UserError
from core.i18n import N_, _, day_text, ngettext
from core.issues import IssueState
from core.life_cycle import MOVES, Need, require
from db.queries.issue_detail import IssueDetail, issue_draft
from db.queries.issue_standing import standing
from db.queries.issues import IssueRow
from db.services.issue_actions import bring_to_visit, press
from db.services.issue_extensions import extend_issue
from db.services.issue_moves import Finishing, finish_issue
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.issues.act_dialogs import DueField, ExtendDialog, TextDialog
from desktop.issues.edit_dialog import EditDialog
from desktop.issues.finish_dialog import FinishDialog
from desktop.issues.issue_menu import IssueMenu, name_of
from desktop.issues.look_back_fields import offer_reopening
from desktop.issues.move_dialog import MoveDialog
from desktop.issues.moves import DAYLESS, FORMS, Maker
from desktop.record_history import show_history
from desktop.widgets import ask, tell
from desktop.widgets.toast import Further


class IssueActs:
    """Runs the acts for a page; dialogs belong to the page's window."""

    def __init__(self, ctx: AppContext, home: QWidget) -> None:
        self._ctx, self._home = ctx, home
        self.dialog: QDialog | None = None
        self.menu = IssueMenu(home, self.act, lambda issue_id: show_history(ctx, home, "issue", issue_id))
        self.offer_notice: Callable[[int], Further] | None = None  # paper_commands: what follows a chase
        self.extend_petition: Callable[[int], bool] | None = None  # clock_acts: True where it opened its own form

    def act(self, name: str, detail: IssueDetail | None, *_checked: object) -> None:
        """Do what a button or key of that name says to the issue shown."""
        if detail is None or self._ctx.read_only:
            return
        doing: dict[str, Callable[[IssueDetail], None]] = {
            "press": lambda shown: self.press([shown.row]),
            "extend": self.extend,
            "close": self.close,
            "edit": self.edit,
        }
        if name in FORMS:
            self.move(name, detail)
        elif name in doing:
            doing[name](detail)

    def move(self, name: str, detail: IssueDetail) -> None:
        """Open the dialog of a move, or say at once what comes before it."""
        row, move, form = detail.row, MOVES[name], FORMS[name]
        lacks = {Need.LOOK_BACK} if name == "archive" and not detail.look_back_held else set[Need]()
        if row.state not in move.sources or lacks:
            self._refuse_order(name, detail, lacks)
            return
        make = Maker(self._ctx, row.id)
        around: dict[str, Any] = {"today": self._ctx.today()} | self._office()

        def save(**values: Any) -> None:
            if name not in DAYLESS and values.get("day") is None:
                values["day"] = self._ctx.today()
            self._write(move.name, lambda session: form.verb(session, row.id, **values, **around))

        title = name_of(name, detail)
        dialog = MoveDialog(
            self._ctx, self._home, key=name, issue_id=row.id, title=title, about=row.title, verb=title,
            fields=form.fields(make), save=save,
        )  # fmt: skip
        form.arrange(dialog)
        if name == "look_back":
            dialog.accepted.connect(lambda: self._after_look_back(dialog, detail))
        self._open_kept(dialog, said=_(form.said))

    def _after_look_back(self, dialog: MoveDialog, detail: IssueDetail) -> None:
        """What does not hold is offered to be reopened."""
        held = bool(dialog.field("held").glance()["held"])
        reopening = partial(self.move, "reopen", detail)
        again = partial(QTimer.singleShot, 0, self._home, reopening)  # once this dialog is gone
        offer_reopening(held, again, partial(ask, self._home))

    def press(self, rows: Sequence[IssueRow]) -> None:
        """Chase the units of these issues, all in one write; of a single one a notice on paper is offered next."""
        rows = [row for row in rows if row.is_open]
        if not rows:
            return
        many = ngettext("Chase {n} issue", "Chase {n} issues", len(rows)).format(n=len(rows))
        about = rows[0].title if len(rows) == 1 else _("The same words go to the unit of each issue selected.")
        said = ngettext("{n} issue chased", "{n} issues chased", len(rows)).format(n=len(rows))
        one = rows[0] if len(rows) == 1 and rows[0].agency_id is not None else None
        also = self.offer_notice(one.id) if one is not None and self.offer_notice is not None else None
        save = self._saving(
            N_("Chase"), press, [row.id for row in rows], said=said, also=also, today=self._ctx.today()
        )  # fmt: skip
        title = _("Chase {agency}").format(agency=one.agency) if one is not None else many
        dialog = TextDialog(
            self._home, title=title, about=about, verb=_("Chase"), field=_("What is asked for"), save=save
        )
        self._open(dialog)

    def extend(self, detail: IssueDetail) -> None:
        """Grant more time."""
        row, today = detail.row, self._ctx.today()
        if row.due is None:
            tell(self._home, _("This issue has no deadline yet. Give it one with “Correct” first."))
            return
        if self.extend_petition is not None and self.extend_petition(row.id):
            return
        said = _("Deadline extended")
        save = self._saving(N_("Extend"), extend_issue, row.id, said=said, today=today)
        start = max(row.due, today)
        dialog = ExtendDialog(
            self._home, about=row.title, due=row.due, is_late=row.is_overdue, day=self._day(start), save=save
        )
        self._open(dialog)

    def close(self, detail: IssueDetail) -> None:
        """Close the issue out: the checklist of everything that is still missing."""
        with self._ctx.store.read() as session:
            known = standing(session, detail.row.id)
        if known is None:
            return
        if known.state is IssueState.OBJECTED:
            self._refuse_order("feedback", detail)
            return
        around: dict[str, Any] = {"today": self._ctx.today()} | self._office()

        def save(finishing: Finishing) -> None:
            self._write(MOVES["close"].name, lambda session: finish_issue(session, known.id, finishing, **around))

        self._open_kept(FinishDialog(self._ctx, self._home, known, save), said=_("Closed"))

    def edit(self, detail: IssueDetail) -> None:
        """Correct what was written down."""
        with self._ctx.store.read() as session:
            draft = issue_draft(session, detail.row.id)
        if draft is not None:
            dialog = EditDialog(self._home, self._ctx, draft, number=detail.row.number, due=detail.row.due)
            self.dialog = dialog
            dialog.finished.connect(self._closed)
            dialog.open_tall()

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

    def show_menu(self, detail: IssueDetail, place: QPoint) -> None:
        """Open the menu of everything that can be done now, each with its key."""
        self.built_menu(detail).popup(place)

    def built_menu(self, detail: IssueDetail) -> QMenu:
        """Return that menu."""
        return self.menu.built(detail, read_only=self._ctx.read_only)

    def _saving(
        self, label: str, service: Callable[..., Any], *args: Any, said: str, also: Further | None = None, **fixed: Any
    ) -> Callable[..., bool]:
        def save(**values: Any) -> bool:
            with shown_to(self.dialog or self._home) as outcome, self._ctx.store.write(label) as session:
                service(session, *args, **fixed, **values)
            if outcome.ok:
                self._ctx.toast(said, undo=True, further=also)
            return outcome.ok

        return save

    def _day(self, start: Any, *, text: str = "", past: bool = False) -> DueField:
        office = self._ctx.settings
        return DueField(
            start, self._ctx.calendar, unit=office.default_limit_unit, roll=office.roll, text=text, past=past
        )

    def _office(self) -> dict[str, Any]:
        return {"calendar": self._ctx.calendar, "settings": self._ctx.settings}

    def _write(self, label: str, act: Callable[[Any], object]) -> None:
        with self._ctx.store.write(label) as session:
            act(session)

    def _open_kept(self, dialog: MoveDialog, *, said: str) -> None:
        """Open a dialog that keeps its words; say *said* when it was saved."""
        self.dialog = dialog
        dialog.accepted.connect(lambda: self._ctx.toast(said, undo=True))
        dialog.finished.connect(self._closed)
        dialog.open_tall()

    def _refuse_order(self, name: str, detail: IssueDetail, lacks: Set[Need] = frozenset()) -> None:
        try:
            require(MOVES[name], detail.row.state, dict.fromkeys(set(Need) - lacks, True))
        except UserError as refusal:
            tell(self._home, str(refusal))

    def _open(self, dialog: TextDialog | ExtendDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _result: int) -> None:
        self.dialog = None
