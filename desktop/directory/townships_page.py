"""Townships: how far, when to meet people there, who goes next, what is still open."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.directory import TownshipDraft, VillageDraft
from core.i18n import _, ngettext
from db.queries.directory import TownshipRow, township_rows
from db.queries.township_detail import TownshipDetail, township_detail, township_draft, village_draft
from desktop.context import AppContext
from desktop.directory.columns import TOWNSHIPS
from desktop.directory.township_form import TownshipForm, VillageForm
from desktop.directory.township_panel import TownshipPanel
from desktop.page import Page
from desktop.widgets.buttons import FilledButton
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.fields import SearchField
from desktop.widgets.layouts import page_header
from desktop.widgets.pinyin import meets
from desktop.widgets.table import RowTable
from desktop.widgets.text import PlainLabel, Rule


def townships_sentence(rows: list[TownshipRow]) -> str:
    """Return what a secretary would say of the list."""
    late = sum(row.is_past_limit for row in rows)
    said = ngettext("{n} township", "{n} townships", len(rows)).format(n=len(rows))
    if not rows:
        return ""
    if late:
        waiting = ngettext("; {n} has waited longer than agreed", "; {n} have waited longer than agreed", late)
        return said + waiting.format(n=late)
    return said + _("; all visited within the agreed time")


class TownshipsPage(Page):
    """The list and the panel of the township that is current."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"township", "village", "market", "leader", "pairing", "visit", "issue", "agency", "setting", "visit_kind"}
        | {"calendar_day", "announced_year"}
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self._rows: list[TownshipRow] = []
        self._text = ""
        self.search = SearchField(_("Township, liaison or leader"), width=260)
        self.search.searched.connect(self._on_search)
        self.add_button = FilledButton(_("Add township"), "plus")
        self.add_button.setDisabled(ctx.read_only)
        self.add_button.clicked.connect(lambda: self.edit(None))
        self._sentence = PlainLabel("", px=13, tone="ink2")
        title = PlainLabel(_("Townships"), px=22, bold=True, serifed=True)
        self.table = RowTable(TOWNSHIPS, _("Townships"))
        self._empty = EmptyWords(self.table)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(lambda row: self.edit(row.id))
        self.panel = TownshipPanel(read_only=ctx.read_only)
        self._connect_panel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header = page_header(title, self.search, self.add_button)
        header.insertWidget(1, self._sentence)
        column.addLayout(header)
        column.addWidget(Rule("line2"))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.table, 1)
        row.addWidget(self.panel)
        column.addLayout(row, 1)
        find = QShortcut(QKeySequence("Ctrl+F"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)

    def _connect_panel(self) -> None:
        panel, ctx = self.panel, self.ctx
        panel.new_visit.connect(self.new_visit)
        panel.edit.connect(self.edit_current)
        panel.add_village.connect(self.add_village)
        panel.edit_village.connect(self.edit_village)
        panel.visit.connect(lambda visit_id: ctx.navigate("calendar", visit_id=visit_id))
        panel.issue.connect(lambda issue_id: ctx.navigate("issues", issue_id=issue_id))
        panel.leader.connect(lambda leader_id: ctx.navigate("leaders", leader_id=leader_id))
        panel.ledger.connect(lambda: ctx.navigate("issues", township_id=self.current_id()))

    @override
    def shown(self, today: date) -> None:
        super().shown(today)
        if not self.search.hasFocus():
            self.table.setFocus()

    @override
    def reload(self, tables: frozenset[str]) -> None:
        with self.ctx.store.read() as session:
            interval = self.ctx.settings.visit_interval_days
            self._rows = township_rows(session, self.ctx.today(), default_interval=interval)
        self._sentence.setText(townships_sentence(self._rows))
        self._show()

    @override
    def go(self, **target: Any) -> None:
        township_id = target.get("township_id")
        if township_id is not None:
            self.search.clear()
            self._text = ""
            self._show()
            self.table.go_to(township_id)
        if target.get("add"):
            self.edit(None)

    @override
    def record(self) -> tuple[str, int] | None:
        township_id = self.current_id()
        return None if township_id is None else ("township", township_id)

    @override
    def panes(self) -> list[QWidget]:
        return [self.search, self.table, self.panel]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.fit()

    def current_id(self) -> int | None:
        """Return the id of the township that is current."""
        row = self.table.current_row()
        return None if row is None else row.id

    def new_visit(self) -> None:
        """Plan a visit to the township that is current."""
        self.ctx.navigate("calendar", new_visit_to=self.current_id())

    def edit_current(self) -> None:
        """Edit the township that is current."""
        if self.current_id() is not None:
            self.edit(self.current_id())

    def edit(self, township_id: int | None) -> TownshipForm | None:
        """Open the dialog on a township, or on a new one."""
        if self.ctx.read_only:
            return None
        draft: TownshipDraft | None = TownshipDraft()
        if township_id is not None:
            with self.ctx.store.read() as session:
                draft = township_draft(session, township_id)
        if draft is None:
            return None
        form = TownshipForm(self.ctx, draft, self)
        form.accepted.connect(lambda: self.go(township_id=form.saved_id))
        form.open_tall()
        return form

    def add_village(self) -> VillageForm | None:
        """Open the dialog on a new village of the township that is current."""
        township_id = self.current_id()
        return None if township_id is None else self._open_village(VillageDraft(township_id))

    def edit_village(self, village_id: int) -> VillageForm | None:
        """Open the dialog on a village."""
        with self.ctx.store.read() as session:
            draft = village_draft(session, village_id)
        return None if draft is None else self._open_village(draft)

    def _open_village(self, draft: VillageDraft) -> VillageForm:
        form = VillageForm(self.ctx, draft, self)
        form.open_tall()
        return form

    def _on_search(self, text: str) -> None:
        self._text = text
        self._show()

    def _show(self) -> None:
        found = [row for row in self._rows if meets(self._text, row.name, row.liaison, *row.leaders)]
        self.table.show_rows(found)
        none = (
            _("No township fits the search.")
            if self._rows
            else _("No townships yet. Add one, or bring in a list with Ctrl+O.")
        )
        self._empty.say("" if found else none)

    def _on_current(self, row: TownshipRow | None) -> None:
        self.panel.show_detail(self._detail(row))

    def _detail(self, row: TownshipRow | None) -> TownshipDetail | None:
        if row is None:
            return None
        settings = self.ctx.settings
        with self.ctx.store.read() as session:
            return township_detail(
                session, row.id, today=self.ctx.today(), calendar=self.ctx.calendar,
                default_interval=settings.visit_interval_days, soon=settings.due_soon_days,
            )  # fmt: skip
