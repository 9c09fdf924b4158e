"""One township beside the list: facts, who answers for it, villages, visits, open issues."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from core.counts import days_ago_text
from core.directory import TOWNSHIP_KIND_NAMES, VILLAGE_KIND_NAMES, days_ahead
from core.i18n import _, day_text, listed, ngettext, weekday_text
from core.visits import VISIT_STATE_NAMES, VisitState
from db.queries.directory import TownshipRow
from db.queries.lines import VisitLine
from db.queries.township_detail import TownshipDetail, VillageRow
from desktop.directory.columns import liaison_text, way_text
from desktop.widgets.buttons import PlainButton, SmallButton
from desktop.widgets.panel import PanelLine, SidePanel

MARKETS_SHOWN = 3


def visit_line(line: VisitLine, words: str) -> PanelLine:
    """Return a panel's line for a visit: its day, seal, *words*, and what came of it."""
    done = line.state is VisitState.DONE
    note = ngettext("{n} raised", "{n} raised", line.issues).format(n=line.issues) if line.issues else ""
    if not done:
        note = _(VISIT_STATE_NAMES[line.state])
    return PanelLine(
        words, lead=day_text(line.day), lead_width=74, seal=line, hollow=done, note=note,
        tone="ink2" if done else "ink",
    )  # fmt: skip


class TownshipPanel(SidePanel):
    """Shows a TownshipDetail.

    Signals: new_visit(), edit(), add_village(): buttons. edit_village(int), visit(int), issue(int), leader(int),
    ledger(): lines.
    """

    new_visit = Signal()
    edit = Signal()
    add_village = Signal()
    edit_village = Signal(int)
    visit = Signal(int)
    issue = Signal(int)
    leader = Signal(int)
    ledger = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__(_("Township"))
        self._read_only = read_only
        self._shown: int | None = None
        self.visit_button = PlainButton(_("New visit"), "plus", hint="N")
        self.visit_button.clicked.connect(self.new_visit)
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(self.edit)
        self.visit_button.setDisabled(read_only)
        self.edit_button.setDisabled(read_only)
        self.foot(self.visit_button, self.edit_button)

    def show_detail(self, detail: TownshipDetail | None) -> None:
        """Show a township, or nothing."""
        self.begin()
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
        self._facts(detail)
        self._leaders(detail)
        self._villages(detail)
        self._issues(detail)
        self._visits(detail)

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

    def _villages(self, detail: TownshipDetail) -> None:
        add = SmallButton(_("Add village"), "plus")
        add.setDisabled(self._read_only)
        add.clicked.connect(self.add_village)
        seen = sum(village.last_day is not None for village in detail.villages)
        note = _("{seen} of {n} visited").format(seen=seen, n=len(detail.villages)) if detail.villages else ""
        self.section(_("Villages"), note, add)
        if not detail.villages:
            self.calm(_("No village yet. Add them here, or import the roster."))
        for village in detail.villages:
            self._village(village)

    def _village(self, village: VillageRow) -> None:
        words = [_("never visited") if village.last_day is None else day_text(village.last_day)]
        if village.open:
            words.append(_("{n} open").format(n=village.open))
        name = f"{village.name}　{_(VILLAGE_KIND_NAMES[village.kind])}" if village.kind == "community" else village.name
        if village.households:
            name += "　" + ngettext("{n} household", "{n} households", village.households).format(n=village.households)
        line = PanelLine(name, note="　".join(words))
        self.line(line, None if self._read_only else lambda: self.edit_village.emit(village.id))

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
