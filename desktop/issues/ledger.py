"""The ledger: header, tabs, filters, the grouped table and the detail panel. It wishes; the page acts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.deadlines import Lateness
from core.flags import OF_SETTLED, Flag
from core.i18n import N_, _
from db.queries.flags import IssueMarks
from db.queries.issues import IssueFilter, IssueRow, IssueTab
from desktop.actions import hint
from desktop.attachments.shelf import Owner
from desktop.issues.check_popup import CheckButton
from desktop.issues.detail_panel import DetailPanel
from desktop.issues.flag_row import FlagRow
from desktop.issues.issue_model import IssueModel
from desktop.issues.issue_table import IssueTable
from desktop.widgets import Button, FilledButton, Pill, Pills, PlainLabel, Rule, SearchField
from desktop.widgets.empty_words import EmptyWords

TABS: Final = (
    (IssueTab.OPEN, N_("Not closed"), None),
    (IssueTab.OVERDUE, N_("Overdue"), Lateness.LATE),
    (IssueTab.DUE_SOON, N_("Within 3 days"), Lateness.SOON),
    (IssueTab.CALL_BACK, N_("To call back"), None),
    (IssueTab.CLOSED, N_("Closed"), None),
)
COMPACT_BELOW = 770
LEAST_SEARCH = 130

Items = Sequence[tuple[Hashable, str]]


class Ledger(QWidget):
    """The register.

    Signals:
        wanted_changed(object): another IssueFilter.
        issue_changed(object): another issue is current: its id, or None.
        record_wanted(), export_wanted(): the two buttons at the top.
        more_wanted(): the end of the list is in sight.
    """

    wanted_changed = Signal(object)
    issue_changed = Signal(object)
    record_wanted = Signal()
    export_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = IssueFilter()
        self.model = IssueModel(self)
        self.table = IssueTable(self.model)
        self.table.setAccessibleName(_("Issues"))
        self.detail = DetailPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_header())
        column.addWidget(self._build_bar())
        self.flags = FlagRow()
        column.addWidget(self.flags)
        column.addWidget(Rule("line2"))
        column.addLayout(self._build_body(), 1)
        self._connect()

    def _build_header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 12, 20, 12)
        row.setSpacing(10)
        row.addWidget(PlainLabel(_("Issue register"), px=22, bold=True, serifed=True))
        row.addStretch(1)
        self.export = Button(_("Export Excel"), "export")
        self.record = FilledButton(_("Record issue"), "plus", hint=hint("record"))
        self.papers = Button(_("Papers"), "clipboard-text", caret=True)
        row.addWidget(self.papers)
        row.addWidget(self.export)
        row.addWidget(self.record)
        return row

    def _build_bar(self) -> QWidget:
        bar = QWidget()
        bar.setMinimumWidth(1)  # or a page that shrinks would never come to put the tools below the tabs
        self._bar = QGridLayout(bar)
        self._bar.setContentsMargins(24, 2, 20, 10)
        self._bar.setSpacing(8)
        self._bar.setColumnStretch(0, 1)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.pills = Pills([Pill(tab.value, _(words), None, shape) for tab, words, shape in TABS])
        self.search = SearchField(_("Number, matter, person"))
        self.filters = {
            "townships": CheckButton(_("Township")),
            "agencies": CheckButton(_("Unit")),
            "leaders": CheckButton(_("From leader")),
            "categories": CheckButton(_("Category")),
        }
        row.addWidget(self.search)
        for button in self.filters.values():
            row.addWidget(button)
        self._bar.addWidget(self.pills, 0, 0, Qt.AlignmentFlag.AlignLeft)
        self._bar.addWidget(self._tools, 0, 1)
        return bar

    def _place_tools(self) -> None:
        """Put search and filters beside the tabs, or below them where a tab would lose its number."""
        margins = self._bar.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self.pills.sizeHint().width() - 24
        filters = sum(button.sizeHint().width() + 8 for button in self.filters.values())
        beside = room - filters >= LEAST_SEARCH
        self.search.setFixedWidth(min(210, room - filters) if beside else 210)
        self._bar.addWidget(self._tools, 0 if beside else 1, 1 if beside else 0, Qt.AlignmentFlag.AlignLeft)

    def _build_body(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._empty = EmptyWords(self.table)
        row.addWidget(self.table, 1)
        row.addWidget(Rule("line2", vertical=True))
        row.addWidget(self.detail)
        return row

    def _connect(self) -> None:
        self.pills.chosen.connect(lambda key: self.choose_tab(IssueTab(key)))
        self.flags.ticked.connect(self.choose_flags)
        self.search.searched.connect(lambda text: self._want(text=text))
        self.search.left.connect(self.table.setFocus)
        for name, button in self.filters.items():
            button.filtered.connect(lambda keys, field=name: self._want(**{field: keys}))
        self.table.sort_wanted.connect(lambda order, down: self._want(order=order, descending=down))
        self.table.current_changed.connect(lambda row: self.issue_changed.emit(row.id if row else None))
        self.table.opened.connect(lambda _id: self.detail.setFocus())
        self.table.several_selected.connect(self.detail.show_several)
        self.table.more_wanted.connect(self.more_wanted)
        self.record.clicked.connect(self.record_wanted)
        self.export.clicked.connect(self.export_wanted)

    def choose_tab(self, tab: IssueTab) -> None:
        """Show another tab; flags that no issue of it can have are ticked no more."""
        self.pills.choose(tab.value)
        kept = frozenset(flag for flag in self.wanted.flags if _may_have(tab, flag))
        self.flags.choose(kept)
        self._want(tab=tab, flags=kept)

    def choose_flags(self, flags: frozenset[Flag]) -> None:
        """Show issues with one of these flags; those of closed issues and those of open ones go to their own tabs."""
        added = flags - self.wanted.flags
        newest = next(iter(added), None)
        tab = self.wanted.tab
        if newest is not None and not _may_have(tab, newest):
            tab = IssueTab.CLOSED if newest in OF_SETTLED else IssueTab.OPEN
        kept = frozenset(flag for flag in flags if _may_have(tab, flag))
        self.flags.choose(kept)
        self.pills.choose(tab.value)
        self._want(tab=tab, flags=kept)

    def show_wanted(self, wanted: IssueFilter) -> None:
        """Put every control where *wanted* says, without speaking."""
        self.wanted = wanted
        self.pills.choose(wanted.tab.value)
        self.flags.choose(wanted.flags)
        for name, button in self.filters.items():
            button.tick(getattr(wanted, name))
        self.table.show_order(wanted.order, descending=wanted.descending)
        if self.search.text().strip() != wanted.text:
            with QSignalBlocker(self.search):
                self.search.setText(wanted.text)

    def show_counts(self, counts: Mapping[IssueTab, int], flags: Mapping[Flag, int] | None = None) -> None:
        """Put the counts on the tabs and on the flags."""
        self.flags.show_counts(flags or {})
        self.pills.show_pills([Pill(tab.value, _(words), counts[tab], shape) for tab, words, shape in TABS])
        self._place_tools()

    def show_rows(
        self,
        rows: Sequence[IssueRow],
        totals: dict[int, int] | None,
        marks: Mapping[int, IssueMarks] | None = None,
        *,
        keep: int | None,
    ) -> None:
        """Show these issues; the one of id *keep* stays current where it is still there."""
        bar = self.table.verticalScrollBar()
        place = bar.value()
        with QSignalBlocker(self.table):
            self.model.show_rows(rows, totals, marks, self.wanted.flags)
            self.table.rows_shown()
            if keep is None or not self.table.go_to(keep):
                self.table.go_first()
        bar.setValue(place if keep is not None else 0)
        row = self.table.current_row()
        self.issue_changed.emit(row.id if row else None)
        self._empty.say("" if rows else self._why_empty())

    def show_filters(self, items: Mapping[str, Items]) -> None:
        """Offer what can be ticked in each filter."""
        for name, choices in items.items():
            self.filters[name].set_items(choices)

    def file_owner(self) -> Owner | None:
        """Return what files added now belong to: the issue shown."""
        return None if self.detail.detail is None else Owner(issue_id=self.detail.detail.row.id)

    def current_id(self) -> int | None:
        """Return the issue that is current."""
        row = self.table.current_row()
        return row.id if row else None

    def _why_empty(self) -> str:
        if self.wanted.narrows() or self.wanted.flags:
            return _("No issue fits the search and the filters.")
        return {
            IssueTab.OVERDUE: _("No issue is overdue."),
            IssueTab.DUE_SOON: _("No issue is due within 3 working days."),
            IssueTab.CALL_BACK: _("Everybody has been called back."),
        }.get(self.wanted.tab, _("No issue here yet. F2 records one."))

    def _want(self, **changes: object) -> None:
        self.wanted = replace(self.wanted, **changes)  # type: ignore[arg-type]
        self.wanted_changed.emit(self.wanted)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.set_compact(self.height() < COMPACT_BELOW)
        self._place_tools()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1.value
        if 0 <= number < len(TABS) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.choose_tab(TABS[number][0])
            return
        if event.text().isdigit() and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.flags.flip(event.text())
            return
        if event.matches(QKeySequence.StandardKey.Paste) and self.detail.detail is not None:
            self.detail.files.offer(QApplication.clipboard().mimeData())
            return
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self.table.setFocus()
            return
        super().keyPressEvent(event)


def _may_have(tab: IssueTab, flag: Flag) -> bool:
    """Return whether an issue of *tab* can have *flag*."""
    return (tab in {IssueTab.CLOSED, IssueTab.CALL_BACK}) == (flag in OF_SETTLED)
