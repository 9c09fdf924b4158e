"""Leaders in rank order, and the agencies that issues are handed to."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.directory import AgencyDraft, LeaderDraft
from core.i18n import N_, _, listed, ngettext
from db.queries.directory import AgencyRow, agency_draft, agency_rows
from db.queries.leader_detail import LeaderRow, leader_detail, leader_draft, leader_rows
from db.queries.lines import agency_issue_lines
from db.queries.names import named_townships
from db.services.leaders import move_leader
from desktop.context import AppContext
from desktop.directory.agencies import AgencyForm, AgencyPanel
from desktop.directory.columns import AGENCIES, LEADERS
from desktop.directory.leader_form import LeaderForm
from desktop.directory.leader_panel import LeaderPanel
from desktop.directory.story_pane import STORY_TABLES, StoryOf, StoryStack
from desktop.people.people_actions import PeopleActions
from desktop.widgets.buttons import FilledButton, PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.fields import SearchField
from desktop.widgets.layouts import page_header
from desktop.widgets.pinyin import choice, meets
from desktop.widgets.table import RowTable
from desktop.widgets.text import PlainLabel, Rule

PEOPLE: Final = "leaders"
UNITS: Final = "agencies"


class LeadersPage(PeopleActions):
    """Two lists under one switch; each has its panel."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"leader", "backup_pair", "absence", "pairing", "meeting", "meeting_attendee", "township", "village"}
        | {"visit", "visit_kind", "agency", "agency_alias", "issue", "setting", "calendar_day", "announced_year"}
        | {"leader_change"}
        | STORY_TABLES
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self._leaders: list[LeaderRow] = []
        self._agencies: list[AgencyRow] = []
        self._text = ""
        self._build_header()
        self._build_leaders()
        self._build_agencies()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = PlainLabel(_("Leaders"), px=22, bold=True, serifed=True)
        header = page_header(title, self.search, self.burden_button, self.add_button)
        header.insertWidget(1, self.switch)
        header.insertWidget(2, self._sentence)
        column.addLayout(header)
        column.addWidget(Rule("line2"))
        self._stack = QStackedWidget()
        for stories, panel in ((self.stories, self.panel), (self.unit_stories, self.unit_panel)):
            self._stack.addWidget(_side_by_side(stories, panel))
            stories.changed.connect(lambda _told: self._show_way_back())
            panel.story.connect(self.show_story)
        column.addWidget(self._stack, 1)
        self._build_keys()
        self._switch(PEOPLE)

    def _build_header(self) -> None:
        self.switch = Segmented([(PEOPLE, _("Leaders")), (UNITS, _("Units"))])
        self.switch.setAccessibleName(_("Leaders or units"))
        self.switch.chosen.connect(self._switch)
        self.search = SearchField(_("Name, post or portfolio"), width=240)
        self.search.searched.connect(self._on_search)
        self.search.left.connect(lambda: self._told().setFocus())
        self.add_button = FilledButton(_("Add leader"), "plus")
        self.add_button.setDisabled(self.ctx.read_only)
        self.add_button.clicked.connect(self.add)
        self.burden_button = PlainButton(_("Burden ledger"), "chart-bar", hint="B")
        self.burden_button.clicked.connect(self.show_burden)
        self._sentence = PlainLabel("", px=13, tone="ink2")

    def _build_leaders(self) -> None:
        self.table = RowTable(LEADERS, _("Leaders"))
        self._no_people = EmptyWords(self.table)
        self.table.current_changed.connect(self._on_leader)
        self.table.opened.connect(lambda row: self.edit_leader(row.id))
        self.stories = StoryStack(self.ctx, self.table)
        self.panel = LeaderPanel(read_only=self.ctx.read_only)
        self.panel.edit.connect(lambda: self.edit_leader(_current(self.table)))
        self.panel.add_absence.connect(self.add_absence)
        self.panel.hand_over.connect(self.hand_over)
        self.panel.edit_absence.connect(self.edit_absence)
        self.panel.visit.connect(lambda visit_id: self.ctx.navigate("calendar", visit_id=visit_id))
        self.panel.township.connect(lambda township_id: self.ctx.navigate("townships", township_id=township_id))
        self.panel.meetings.connect(lambda: self.ctx.navigate("settings", section="meetings"))

    def _build_agencies(self) -> None:
        self.units = RowTable(AGENCIES, _("Units"))
        self._no_units = EmptyWords(self.units)
        self.units.current_changed.connect(self._on_agency)
        self.units.opened.connect(lambda row: self.edit_agency(row.id))
        self.unit_stories = StoryStack(self.ctx, self.units)
        self.unit_panel = AgencyPanel(read_only=self.ctx.read_only)
        self.unit_panel.edit.connect(lambda: self.edit_agency(_current(self.units)))
        self.unit_panel.issue.connect(lambda issue_id: self.ctx.navigate("issues", issue_id=issue_id))
        self.unit_panel.ledger.connect(lambda: self.ctx.navigate("issues", agency_id=_current(self.units)))

    def _build_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, context=inside).activated.connect(self._find)
        self._back = QShortcut(QKeySequence("Esc"), self, context=inside)
        self._back.activated.connect(lambda: self._told().close_story())
        self._back.setEnabled(False)
        for keys, steps in (("Alt+Up", -1), ("Alt+Down", 1)):
            made = QShortcut(QKeySequence(keys), self.table, context=inside)
            made.activated.connect(lambda steps=steps: self.move_current(steps))

    @override
    def shown(self, today: date) -> None:
        super().shown(today)
        if not self.search.hasFocus():
            self._told().setFocus()

    @override
    def reload(self, tables: frozenset[str]) -> None:
        today = self.ctx.today()
        with self.ctx.store.read() as session:
            self._leaders = leader_rows(session, today)
            self._agencies = agency_rows(session, today)
        self._show()
        self._told().reload()

    @override
    def go(self, **target: Any) -> None:
        for key, which, table in (("leader_id", PEOPLE, self.table), ("agency_id", UNITS, self.units)):
            if target.get(key) is not None:
                self.search.clear()
                self._text = ""
                self._switch(which)
                self._told().close_story()
                table.go_to(target[key])
                if target.get("story"):
                    self.show_story()

    @override
    def record(self) -> tuple[str, int] | None:
        people = self.switch.current() == PEOPLE
        found = _current(self.table if people else self.units)
        return None if found is None else ("leader" if people else "agency", found)

    @override
    def panes(self) -> list[QWidget]:
        people = self.switch.current() == PEOPLE
        return [self.search, self._told().front(), self.panel if people else self.unit_panel]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for panel in (self.panel, self.unit_panel):
            panel.fit()

    def show_story(self) -> None:
        """L: tell the story of the leader or unit in sight; a second time shows the list again."""
        people, stories = self.switch.current() == PEOPLE, self._told()
        row = (self.table if people else self.units).current_row()
        if stories.is_told():
            stories.close_story()
        elif row is not None:
            id_ = int(row.id)
            stories.tell(StoryOf(row.name, leader_id=id_) if people else StoryOf(row.name, agency_id=id_))

    def _told(self) -> StoryStack:
        """Return the list in sight, in whose place a story may be told."""
        return self.stories if self.switch.current() == PEOPLE else self.unit_stories

    def _show_way_back(self) -> None:
        self._back.setEnabled(self._told().is_told())

    def _find(self) -> None:
        self._told().close_story()
        self.search.setFocus()

    def add(self) -> None:
        """Add a leader, or a unit where units are in sight."""
        if self.switch.current() == PEOPLE:
            self.edit_leader(None, new=True)
        else:
            self.edit_agency(None, new=True)

    def edit_leader(self, leader_id: int | None, *, new: bool = False) -> LeaderForm | None:
        """Open the dialog on a leader, or on a new one."""
        if self.ctx.read_only or (leader_id is None and not new):
            return None
        draft: LeaderDraft | None = LeaderDraft()
        with self.ctx.store.read() as session:
            if leader_id is not None:
                draft = leader_draft(session, leader_id, self.ctx.today())
            places = [row.pair for row in named_townships(session)]
        if draft is None:
            return None
        others = [choice(row.name, row.id, note=row.post) for row in self._leaders if row.id != leader_id]
        form = LeaderForm(self.ctx, draft, self, others=others, places=places)
        form.accepted.connect(lambda: self.go(leader_id=form.saved_id))
        form.open_tall()
        return form

    def edit_agency(self, agency_id: int | None, *, new: bool = False) -> AgencyForm | None:
        """Open the dialog on a unit, or on a new one."""
        if self.ctx.read_only or (agency_id is None and not new):
            return None
        draft: AgencyDraft | None = AgencyDraft()
        if agency_id is not None:
            with self.ctx.store.read() as session:
                draft = agency_draft(session, agency_id)
        if draft is None:
            return None
        form = AgencyForm(self.ctx, draft, self)
        form.accepted.connect(lambda: self.go(agency_id=form.saved_id))
        form.open_tall()
        return form

    def move_current(self, steps: int) -> None:
        """Move the leader that is current up or down in the rank order."""
        row = self.table.current_row()
        if row is not None and not self.ctx.read_only and not self._text:
            self.ctx.run(N_("Move leader in the order"), move_leader, row.id, steps=steps, widget=self)

    def _switch(self, which: str) -> None:
        people = which == PEOPLE
        self.switch.choose(which)
        self._stack.setCurrentIndex(0 if people else 1)
        self.add_button.set_caption(_("Add leader") if people else _("Add unit"))
        self.burden_button.setVisible(people)
        self._show_way_back()
        self.search.setPlaceholderText(_("Name, post or portfolio") if people else _("Unit, short name or contact"))
        self._show()

    def _on_search(self, text: str) -> None:
        self._text = text
        self._show()

    def _show(self) -> None:
        text = self._text
        if self.switch.current() == PEOPLE:
            people = [row for row in self._leaders if meets(text, row.name, row.post, row.portfolio)]
            self.table.show_rows(people)
            self._no_people.say("" if people else _no_people(self._leaders))
            self._sentence.setText(_leaders_sentence(self._leaders))
        else:
            found = [r for r in self._agencies if meets(text, r.name, r.short_name, r.contact, *r.aliases)]
            self.units.show_rows(found)
            self._no_units.say("" if found else _no_units(self._agencies))
            self._sentence.setText(_agencies_sentence(self._agencies))

    def _on_leader(self, row: LeaderRow | None) -> None:
        if row is None:
            self.panel.show_detail(None)
            return
        with self.ctx.store.read() as session:
            detail = leader_detail(session, row.id, today=self.ctx.today(), calendar=self.ctx.calendar)
        self.panel.show_detail(detail)

    def _on_agency(self, row: AgencyRow | None) -> None:
        if row is None:
            self.unit_panel.show_agency(None, ())
            return
        soon = self.ctx.settings.due_soon_days
        with self.ctx.store.read() as session:
            issues = agency_issue_lines(session, row.id, today=self.ctx.today(), calendar=self.ctx.calendar, soon=soon)
        self.unit_panel.show_agency(row, issues)


def _current(table: RowTable) -> int | None:
    row = table.current_row()
    return None if row is None else int(row.id)


def _no_people(leaders: list[LeaderRow]) -> str:
    fits = _("No leader fits the search.")
    return fits if leaders else _("No leaders yet. Add one, or bring in a list with Ctrl+O.")


def _no_units(agencies: list[AgencyRow]) -> str:
    fits = _("No unit fits the search.")
    return fits if agencies else _("No units yet. Add one, or bring in a list with Ctrl+O.")


def _leaders_sentence(rows: list[LeaderRow]) -> str:
    serving = [row for row in rows if row.serves]
    if not serving:
        return ""
    said = ngettext("{n} leader", "{n} leaders", len(serving)).format(n=len(serving))
    away = [row.name for row in serving if row.away_until is not None]
    return said + (_("; away today: {names}").format(names=listed(away)) if away else _("; nobody away today"))


def _agencies_sentence(rows: list[AgencyRow]) -> str:
    if not rows:
        return ""
    said = ngettext("{n} unit", "{n} units", len(rows)).format(n=len(rows))
    late = sum(row.overdue > 0 for row in rows)
    return said + (_("; {n} hold overdue issues").format(n=late) if late else _("; none holds overdue issues"))


def _side_by_side(table: QWidget, panel: QWidget) -> QWidget:
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(table, 1)
    row.addWidget(panel)
    return both
