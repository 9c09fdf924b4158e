"""One township beside the list: facts, who answers for it, villages, visits, open issues."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal

from core.counts import days_ago_text
from core.coverage import Standing
from core.directory import TOWNSHIP_KIND_NAMES, days_ahead
from core.i18n import _, day_text, listed, ngettext, weekday_text
from db.queries.directory import TownshipRow
from db.queries.township_detail import TownshipDetail
from desktop.coverage.panel_need import add_need
from desktop.directory.columns import liaison_text, way_text
from desktop.directory.panel_lines import story_button, village_line, visit_line
from desktop.widgets.buttons import PlainButton, SmallButton
from desktop.widgets.panel import PanelLine, SidePanel

MARKETS_SHOWN = 3


class TownshipPanel(SidePanel):
    """Shows a TownshipDetail.

    Signals: new_visit(), edit(), add_village(), story(): buttons. village(int), visit(int), issue(int), leader(int),
    ledger(): lines.
    """

    new_visit = Signal()
    edit = Signal()
    add_village = Signal()
    story = Signal()
    village = Signal(int)
    visit = Signal(int)
    issue = Signal(int)
    leader = Signal(int)
    ledger = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__(_("Township"))
        self._read_only = read_only
        self._shown: int | None = None
        self._village_lines: dict[int, PanelLine] = {}
        self.visit_button = PlainButton(_("New visit"), "plus", hint="N")
        self.visit_button.clicked.connect(self.new_visit)
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(self.edit)
        self.visit_button.setDisabled(read_only)
        self.edit_button.setDisabled(read_only)
        self.foot(self.visit_button, self.edit_button)

    def show_detail(self, detail: TownshipDetail | None, *, least: int = 0, standing: Standing | None = None) -> None:
        """Show a township, or nothing; *least* households are to be called on in every village within the year."""
        self.begin()
        self._village_lines.clear()
        if detail is None or detail.row.id != self._shown:
            self.top()
        self._shown = None if detail is None else detail.row.id
        for button in (self.visit_button, self.edit_button):
            button.setEnabled(detail is not None and not self._read_only)
        if detail is None:
            self.calm(_("Choose a township at the left."))
            return
        row = detail.row
        self.title(row.name, self._below(row))
        self.add(story_button(self.story.emit))
        self._facts(detail)
        if standing is not None:
            add_need(self, standing)
        self._leaders(detail)
        self._villages(detail, least)
        self._issues(detail)
        self._visits(detail)

    def focus_village(self, village_id: int) -> None:
        """Let the keys go on at a village's line."""
        line = self._village_lines.get(village_id)
        if line is not None:
            line.setFocus(Qt.FocusReason.TabFocusReason)

    @staticmethod
    def _below(row: TownshipRow) -> str:
        parts = [_(TOWNSHIP_KIND_NAMES[row.kind]), way_text(row)]
        if row.population is not None:
            parts.append(ngettext("{n} resident", "{n} residents", row.population).format(n=f"{row.population:,}"))
        return "　".join(part for part in parts if part)

    def _facts(self, detail: TownshipDetail) -> None:
        row, facts = detail.row, self.facts()
        facts.add(_("Liaison"), liaison_text(row))
        facts.add(_("Place"), detail.place)
        facts.add(_("Market"), row.market)
        days = days_ahead(list(detail.rules), row.today, MARKETS_SHOWN)
        facts.add(_("Next market days"), listed(f"{day_text(day)} {weekday_text(day)}" for day in days))
        wait = ngettext("at least every {n} day", "at least every {n} days", row.limit).format(n=row.limit)
        facts.add(_("Visits"), wait)
        if row.days is None:
            facts.add(_("Last visit"), _("never"), tone="red")
        else:
            ago = _("today") if row.days == 0 else days_ago_text(row.days)
            facts.add(_("Last visit"), ago, tone="red" if row.is_past_limit else "")
        coming = f"{day_text(row.next_day)} {row.next_leader}" if row.next_day is not None else _("not planned")
        facts.add(_("Next visit"), coming)
        facts.add(_("Note"), detail.note)

    def _leaders(self, detail: TownshipDetail) -> None:
        if not detail.pairings:
            return
        self.section(_("Who answers for it"))
        for pairing in detail.pairings:
            words = f"{pairing.leader}　{pairing.village}" if pairing.village else pairing.leader
            since = _("since {day}").format(day=day_text(pairing.starts, year=True))
            line = PanelLine(words, note=since)
            self.line(line, partial(self.leader.emit, pairing.leader_id))

    def _villages(self, detail: TownshipDetail, least: int) -> None:
        add = SmallButton(_("Add village"), "plus")
        add.setDisabled(self._read_only)
        add.clicked.connect(self.add_village)
        seen = sum(village.reached for village in detail.villages)
        note = _("{seen} of {n} reached").format(seen=seen, n=len(detail.villages)) if detail.villages else ""
        self.section(_("Villages"), note, add)
        if not detail.villages:
            self.calm(_("No village yet. Add them here, or import the roster."))
        for village in sorted(detail.villages, key=lambda each: each.reached):
            line = self.line(village_line(village, least), partial(self.village.emit, village.id))
            self._village_lines[village.id] = line

    def _issues(self, detail: TownshipDetail) -> None:
        if not detail.issues:
            self.section(_("Open issues"))
            self.calm(_("None."))
            return
        all_of_them = SmallButton(_("Issue register"))
        all_of_them.clicked.connect(self.ledger)
        self.section(_("Open issues"), str(len(detail.issues)), all_of_them)
        for issue in detail.issues:
            line = PanelLine(issue.title, note=issue.agency, note_tone="ink2", timeliness=issue.timeliness)
            self.line(line, partial(self.issue.emit, issue.id))

    def _visits(self, detail: TownshipDetail) -> None:
        self.section(_("Visits"))
        if not detail.visits:
            self.calm(_("No visit yet."))
        for visit in detail.visits:
            words = f"{visit.leader}　{visit.village}" if visit.village else visit.leader
            self.line(visit_line(visit, words), partial(self.visit.emit, visit.id))
