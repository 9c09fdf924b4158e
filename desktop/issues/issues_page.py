"""The issues page: the ledger, and in its place the fast entry while issues are written down from a visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from core.flags import OF_SETTLED, Flag
from core.i18n import _
from db.queries.issue_detail import issue_detail
from db.queries.issue_entry import entry_visits_on
from db.queries.issues import IssueFilter, IssueTab
from db.queries.names import named_townships
from desktop.attachments.file_acts import FileActs
from desktop.attachments.shelf import OwnerShelf
from desktop.context import AppContext
from desktop.issues.clock_acts import ClockActs
from desktop.issues.clock_commands import ClockCommands
from desktop.issues.entry.entry_commands import EntryCommands
from desktop.issues.entry.entry_page import EntryView
from desktop.issues.entry.visit_choice import VisitChoice
from desktop.issues.export import export_list
from desktop.issues.issue_acts import IssueActs
from desktop.issues.issue_list import IssueList
from desktop.issues.ledger import Ledger
from desktop.issues.move_commands import MoveCommands
from desktop.page import Page
from desktop.papers.paper_commands import PaperCommands
from desktop.privacy.issue_entries import PersonEntries
from desktop.privacy.person_line import reveal_into


class IssuesPage(PaperCommands, ClockCommands, MoveCommands, EntryCommands, Page):
    """Shows and changes issues; refreshes only when the hub says so."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {
            "issue", "issue_action", "issue_agency", "extension", "attachment", "petitioner", "visit", "leader",
            "visit_record", "visit_note", "suspension", "issue_clock", "deadline_rule", "household_visit", "attendee",
            "township", "village", "agency", "issue_category", "setting", "calendar_day", "announced_year",
        }
    )  # fmt: skip

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self.ledger = Ledger()
        self.entry: EntryView | None = None
        self._back: tuple[str, dict[str, Any]] | None = None
        self.acts = IssueActs(ctx, self)
        self.files = FileActs(ctx, self.ledger.detail.files, OwnerShelf(ctx, self.ledger.file_owner))
        self.clocks = ClockActs(ctx, self, self.ledger.detail.clocks)
        self.acts.extend_petition = self.clocks.extend_petition
        self.list = IssueList(ctx)
        self.offer_papers()
        person = PersonEntries(ctx, self)
        self.acts.menu.past.append(person.add_log)
        self.acts.menu.last.append(person.add_erasure)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.ledger)
        self._connect()

    def _connect(self) -> None:
        ledger, panel = self.ledger, self.ledger.detail
        ledger.wanted_changed.connect(lambda _wanted: self._load(keep=None))
        ledger.issue_changed.connect(self._show_issue)
        ledger.issue_changed.connect(self.clocks.show_issue)
        ledger.record_wanted.connect(self.record_issue)
        ledger.export_wanted.connect(self.export_excel)
        ledger.more_wanted.connect(self._load_more)
        panel.link_wanted.connect(lambda page, target: self.ctx.navigate(page, **target))
        panel.act_wanted.connect(self._act)
        panel.person.reveal_wanted.connect(self.reveal_person)
        panel.bring_wanted.connect(lambda visit_id: self.acts.bring(panel.detail, visit_id))

    @override
    def shown(self, today: date) -> None:
        self.ledger.record.setEnabled(not self.ctx.read_only)
        self.reload(self.TABLES)
        self.ledger.table.setFocus()

    @override
    def reload(self, tables: frozenset[str]) -> None:
        self.list.forget()
        self.ledger.show_filters(self.list.filters())
        self._load(keep=self.ledger.current_id())
        if self.entry is not None:
            self.entry.reload(tables)

    @override
    def go(self, **target: Any) -> None:
        """Show an issue, a tab, or the fast entry.

        Args:
            **target: `issue_id=5`, `tab="overdue"`, `flag="stuck"`, `township_id=3`, `agency_id=2`,
                `entry_for=visit_id`, or `entry_township=township_id` for issues without a visit;
                `back=("calendar", {...})` says where its end leads, the ledger if left out;
                `record=True` does what F2 does.
        """
        if target.get("record"):
            self.record_issue()
            return
        if "entry_for" in target or "entry_township" in target:
            self.open_entry(visit_id=target.get("entry_for"), township_id=target.get("entry_township"))
            self._back = target.get("back")
            return
        self._to_ledger()
        wanted = IssueFilter()
        if "tab" in target:
            wanted = replace(wanted, tab=IssueTab(target["tab"]))
        if "flag" in target:
            wanted = replace(wanted, flags=frozenset({Flag(target["flag"])}))
            if wanted.flags <= OF_SETTLED:
                wanted = replace(wanted, tab=IssueTab.CLOSED)
        if target.get("township_id") is not None:
            wanted = replace(wanted, townships=frozenset({target["township_id"]}))
        if target.get("agency_id") is not None:
            wanted = replace(wanted, agencies=frozenset({target["agency_id"]}))
        issue_id = target.get("issue_id")
        if issue_id is not None:
            wanted = self._tab_with(issue_id, self.ledger.wanted)
        self.ledger.show_wanted(wanted)
        self._load(keep=issue_id)

    @override
    def leave(self) -> bool:
        if self.entry is not None:
            self.entry.save_now()
        return True

    @override
    def panes(self) -> list[QWidget]:
        if self.entry is not None:
            return self.entry.panes()
        return [self.ledger.search, self.ledger.flags, self.ledger.table, self.ledger.detail]

    @override
    def record(self) -> tuple[str, int] | None:
        issue_id = self.ledger.current_id() if self.entry is None else None
        return None if issue_id is None else ("issue", issue_id)

    @override
    def scope(self) -> str:
        return "entry" if self.entry is not None else "issues"

    def record_issue(self) -> None:
        """F2: write down issues from today's visit; ask which where there are several or none."""
        if self.entry is not None or self.ctx.read_only:
            return
        today = self.ctx.today()
        with self.ctx.store.read() as session:
            visits, places = entry_visits_on(session, today), named_townships(session)
        if len(visits) == 1:
            self.open_entry(visit_id=visits[0].id)
            return
        chooser = VisitChoice(self, visits, places)
        chooser.visit_chosen.connect(lambda visit_id: self.open_entry(visit_id=visit_id))
        chooser.township_chosen.connect(lambda township_id: self.open_entry(township_id=township_id))
        chooser.open()

    def open_entry(self, *, visit_id: int | None = None, township_id: int | None = None) -> None:
        """Bring up the fast entry for a visit, or for a township without one."""
        self._close_entry()
        made = EntryView.for_place(self.ctx, visit_id=visit_id, township_id=township_id)
        if made is None:
            self.ctx.toast(_("This visit is not there any more."))
            return
        self.show_entry(made)

    def show_entry(self, made: EntryView) -> None:
        """Bring up a page that was made already."""
        self.entry = made
        self._back = None
        made.left.connect(self._end_entry)
        self._stack.addWidget(made)
        self._stack.setCurrentWidget(made)
        made.start()
        self._say_scope()

    def reveal_person(self) -> None:
        """L: show who raised the issue for half a minute; that is noted."""
        panel = self.ledger.detail
        if panel.detail is not None:
            reveal_into(self.ctx, panel.person, issue_id=panel.detail.row.id)

    def focus_filter(self) -> None:
        """Ctrl+F: type into the search field."""
        self.ledger.search.setFocus()
        self.ledger.search.selectAll()

    def focus_flags(self) -> None:
        """G: choose why issues stand out."""
        if not self.ledger.flags.enter():
            self.ctx.toast(_("No issue stands out."))

    def export_excel(self) -> None:
        """Ctrl+E: save the list shown as a workbook."""
        export_list(self.ctx, self, self.ledger.wanted)

    def _act(self, name: str) -> None:
        panel = self.ledger.detail
        if name == "more" and panel.detail is not None:
            button = panel.more_button()
            self.acts.show_menu(panel.detail, button.mapToGlobal(QPoint(0, button.height() + 2)))
        elif name == "press":
            self.press_issue()
        else:
            self.acts.act(name, panel.detail)

    def _tab_with(self, issue_id: int, wanted: IssueFilter) -> IssueFilter:
        """Return a filter in whose list the issue is."""
        found = self.list.find(issue_id)
        if found is None:
            self.ctx.toast(_("This issue is not there any more."))
            return wanted
        return IssueFilter(tab=IssueTab.OPEN if found.is_open else IssueTab.CLOSED)

    def _load(self, *, keep: int | None) -> None:
        """Read the list again; *keep* is the issue to stay on."""
        self.list.read(self.ledger.wanted, keep=keep)
        self.ledger.show_counts(self.list.counts, self.list.flags)
        self.ledger.show_rows(self.list.rows, self.list.totals(), self.list.marks, keep=keep)

    def _load_more(self) -> None:
        if self.list.read_more():
            self.ledger.show_rows(self.list.rows, self.list.totals(), self.list.marks, keep=self.ledger.current_id())

    def _show_issue(self, issue_id: int | None) -> None:
        if issue_id is None:
            self.ledger.detail.show_nothing()
            return
        with self.ctx.store.read() as session:
            detail = issue_detail(
                session, issue_id, self.ctx.today(), calendar=self.ctx.calendar, settings=self.ctx.settings
            )
        if detail is None:
            self.ledger.detail.show_nothing(_("This issue is not there any more."))
        else:
            self.ledger.detail.show_issue(detail, read_only=self.ctx.read_only)

    def _end_entry(self) -> None:
        """Go back to where the record was opened from."""
        back = self._back
        self._to_ledger()
        if back is not None:
            page, target = back
            self.ctx.navigate(page, **target)

    def _to_ledger(self) -> None:
        self._close_entry()
        self._stack.setCurrentWidget(self.ledger)
        self.ledger.table.setFocus()
        self._say_scope()

    def _close_entry(self) -> None:
        if self.entry is not None:
            self.entry.save_now()
            self._stack.removeWidget(self.entry)
            self.entry.hide()
            self.entry.deleteLater()
            self.entry = None

    def _say_scope(self) -> None:
        window = self.window()
        refresh = getattr(window, "refresh_actions", None)
        if refresh is not None:
            refresh()
