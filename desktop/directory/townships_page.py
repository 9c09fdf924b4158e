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
from db.queries.township_detail import township_draft, village_draft
from desktop.context import AppContext
from desktop.directory.columns import TOWNSHIPS
from desktop.directory.list_or_map import ListOrMap
from desktop.directory.place_side import PlaceSide
from desktop.directory.story_pane import STORY_TABLES, StoryStack
from desktop.directory.township_form import TownshipForm, VillageForm
from desktop.page import Page
from desktop.widgets.buttons import FilledButton
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.fields import SearchField
from desktop.widgets.layouts import page_header
from desktop.widgets.pinyin import meets
from desktop.widgets.table import RowTable
from desktop.widgets.text import ElidedLabel, PlainLabel, Rule


def townships_sentence(rows: list[TownshipRow]) -> str:
    """Return what a secretary would say of the list."""
    late = sum(row.is_past_limit for row in rows)
    said = ngettext("{n} township", "{n} townships", len(rows)).format(n=len(rows))
    if not rows:
        return ""
    if late:
        waiting = ngettext("; {n} has waited longer than agreed", "; {n} have waited longer than agreed", late)
        said += waiting.format(n=late)
    else:
        said += _("; all visited within the agreed time")
    villages = sum(row.villages for row in rows)
    if villages:
        reached = sum(row.visited for row in rows)
        said += _("; {n} of {all} villages reached this year").format(n=reached, all=villages)
    return said


class TownshipsPage(Page):
    """The list and the panel of the township that is current."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"township", "village", "market", "leader", "pairing", "visit", "issue", "agency", "setting", "visit_kind"}
        | {"calendar_day", "announced_year", "promise", "township_interval", "township_shape"}
        | STORY_TABLES
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
        self._sentence = ElidedLabel("", px=13, tone="ink2")
        title = PlainLabel(_("Townships"), px=22, bold=True, serifed=True)
        self.table = RowTable(TOWNSHIPS, _("Townships"))
        self._empty = EmptyWords(self.table)
        self.table.current_changed.connect(self._on_current)
        self.table.opened.connect(lambda row: self.edit(row.id))
        self.views = ListOrMap(ctx, self.table)
        self.stories = StoryStack(ctx, self.views)
        self.search.left.connect(self.stories.setFocus)
        self.side = PlaceSide(ctx)
        self.panel = self.side.panel
        self._connect_panel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header = page_header(title, self.views.switch, self.search, self.add_button)
        header.insertWidget(1, self._sentence)
        column.addLayout(header)
        column.addWidget(Rule("line2"))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.stories, 1)
        row.addWidget(self.side)
        column.addLayout(row, 1)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, context=inside).activated.connect(self._find)
        self._back = QShortcut(QKeySequence("Esc"), self, context=inside)
        self._back.activated.connect(self.go_back)
        self._back.setEnabled(False)
        self.stories.changed.connect(lambda _told: self._show_way_back())

    def _connect_panel(self) -> None:
        panel, side = self.panel, self.side
        panel.new_visit.connect(self.new_visit)
        panel.edit.connect(self.edit_current)
        panel.add_village.connect(self.add_village)
        panel.ledger.connect(lambda: self.ctx.navigate("issues", township_id=self.current_id()))
        side.edit_village.connect(self.edit_village)
        side.story.connect(self.show_story)
        side.turned.connect(self._on_turned)
        self.views.turned.connect(self.stories.close_story)
        self.views.map.edit.connect(self.edit)
        self.views.map.new_visit.connect(lambda township_id: self.ctx.navigate("calendar", new_visit_to=township_id))

    @override
    def shown(self, today: date) -> None:
        super().shown(today)
        if not self.search.hasFocus():
            self.stories.setFocus()

    @override
    def reload(self, tables: frozenset[str]) -> None:
        with self.ctx.store.read() as session:
            interval = self.ctx.settings.visit_interval_days
            self._rows = township_rows(session, self.ctx.today(), default_interval=interval)
        self._sentence.set_text(townships_sentence(self._rows))
        if tables & {"township_shape", "township"}:
            self.views.map.read_shapes()
        self._show()
        self.stories.reload()

    @override
    def go(self, **target: Any) -> None:
        """Show what is named: `township_id=`, `village_id=`, with `story=True` its story; `view=`; `add=` a dialog."""
        township_id, village_id = target.get("township_id"), target.get("village_id")
        if (view := target.get("view")) is not None:
            self.show_view(view)
        if village_id is not None and (draft := self._village_draft(village_id)) is not None:
            township_id = draft.township_id
        if township_id is not None:
            self.stories.close_story()
            self.search.clear()
            self._text = ""
            self._show()
            self.table.go_to(township_id)
            self.side.leave_village()
        if village_id is not None:
            self.side.show_village(village_id)
        if target.get("story") and township_id is not None:
            self.show_story()
        if target.get("add"):
            self.edit(None)

    @override
    def record(self) -> tuple[str, int] | None:
        if (village_id := self.side.village_id()) is not None:
            return "village", village_id
        township_id = self.current_id()
        return None if township_id is None else ("township", township_id)

    @override
    def panes(self) -> list[QWidget]:
        return [self.search, self.stories.front(), self.side.front()]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit()

    def current_id(self) -> int | None:
        """Return the id of the township that is current."""
        row = self.table.current_row()
        return None if row is None else row.id

    def show_view(self, key: str) -> None:
        """Show the townships as a `list` or as a `map`: 1, 2."""
        self.stories.close_story()
        self.views.show_view(key)

    def open_coverage(self) -> None:
        """List how every township stands, and the blind spots."""
        from desktop.coverage.overview import open_coverage  # noqa: PLC0415 - rarely opened

        open_coverage(self.ctx, self)

    def show_story(self) -> None:
        """L: tell the story of the township or village in sight; a second time shows the list again."""
        of = self.side.told_of()
        if self.stories.is_told():
            self.stories.close_story()
        elif of is not None:
            self.stories.tell(of)

    def go_back(self) -> None:
        """Esc: from the story to the list, from the village to its township."""
        if self.stories.is_told():
            self.stories.close_story()
        else:
            self.side.leave_village()

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
        draft = self._village_draft(village_id)
        return None if draft is None else self._open_village(draft)

    def _village_draft(self, village_id: int) -> VillageDraft | None:
        with self.ctx.store.read() as session:
            return village_draft(session, village_id)

    def _open_village(self, draft: VillageDraft) -> VillageForm:
        form = VillageForm(self.ctx, draft, self)
        form.open_tall()
        return form

    def _on_search(self, text: str) -> None:
        self._text = text
        self._show()

    def _show(self) -> None:
        found = [row for row in self._rows if meets(self._text, row.name, row.liaison, *row.leaders)]
        self.views.show_rows(self._rows, found)
        none = (
            _("No township fits the search.")
            if self._rows
            else _("No townships yet. Add one, or bring in a list with Ctrl+O.")
        )
        self._empty.say("" if found else none)

    def _find(self) -> None:
        self.stories.close_story()
        self.search.setFocus()

    def _on_current(self, row: TownshipRow | None) -> None:
        self.side.show_township(row)

    def _on_turned(self) -> None:
        """Another place is in sight: where a story is told, tell its own."""
        of = self.side.told_of()
        if self.stories.is_told() and of is not None:
            self.stories.tell(of)
        self._show_way_back()

    def _show_way_back(self) -> None:
        self._back.setEnabled(self.stories.is_told() or self.side.village_id() is not None)
