"""One leader beside the list: facts, townships answered for, absences, fixed meetings, visits to come and past."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from core.i18n import _, day_text, ngettext
from core.organisation import BODY_NAMES
from db.queries.leader_detail import AbsenceRow, LeaderDetail
from db.queries.lines import VisitLine
from desktop.actions import hint
from desktop.directory.columns import away_text
from desktop.directory.panel_lines import story_button, visit_line
from desktop.widgets.buttons import PlainButton, SmallButton
from desktop.widgets.panel import PanelLine, SidePanel
from desktop.widgets.text import plain_tooltip


class LeaderPanel(SidePanel):
    """Shows a LeaderDetail.

    Signals: edit(), add_absence(), hand_over(), story(): buttons. edit_absence(int), visit(int), township(int),
    meetings(): lines.
    """

    edit = Signal()
    add_absence = Signal()
    hand_over = Signal()
    edit_absence = Signal(int)
    visit = Signal(int)
    township = Signal(int)
    meetings = Signal()
    story = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__(_("Leader"))
        self._read_only = read_only
        self._shown: int | None = None
        self.absence_button = PlainButton(_("Add absence"), "plus", hint=hint("leaders.absence"))
        self.absence_button.clicked.connect(self.add_absence)
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(self.edit)
        self.foot(self.absence_button, self.edit_button)

    def show_detail(self, detail: LeaderDetail | None) -> None:
        """Show a leader, or nothing."""
        self.begin()
        if detail is None or detail.row.id != self._shown:
            self.top()
        self._shown = None if detail is None else detail.row.id
        for button in (self.absence_button, self.edit_button):
            button.setEnabled(detail is not None and not self._read_only)
        if detail is None:
            self.calm(_("Choose a leader at the left."))
            return
        self.title(detail.row.name, detail.row.post)
        passing = SmallButton(_("Hand over work"), "arrow-right", hint=hint("leaders.hand_over"))
        passing.setDisabled(self._read_only)
        passing.clicked.connect(self.hand_over)
        self.add(story_button(self.story.emit, passing))
        self._facts(detail)
        self._paired(detail)
        self._absences(detail)
        self._changes(detail)
        self._meetings(detail)
        self._visits(_("Visits to come"), detail.coming, _("None planned."))
        self._visits(_("Past visits"), detail.past, _("No visit yet."))

    def _facts(self, detail: LeaderDetail) -> None:
        row, facts = detail.row, self.facts()
        facts.add(_("Body"), _(BODY_NAMES[row.body]))
        facts.add(_("Portfolio"), row.portfolio)
        facts.add(_("Phone"), detail.phone)
        facts.add(_("AB partner"), row.partner)
        facts.add(_("Absence"), away_text(row), tone="amb" if row.away_until else "")
        if detail.duty_share != 100 or detail.duty_reason:
            facts.add(_("Duty share"), "　".join(p for p in (f"{detail.duty_share}%", detail.duty_reason) if p))
        if detail.valid_from or detail.valid_to:
            ends = [day_text(day, year=True) if day else "" for day in (detail.valid_from, detail.valid_to)]
            facts.add(_("Term"), "—".join(ends))
        facts.add(_("This year"), _("{done} visits done, {planned} planned").format(done=row.done, planned=row.planned))
        facts.add(_("Note"), detail.note)

    def _paired(self, detail: LeaderDetail) -> None:
        if not detail.paired:
            return
        self.section(_("Answers for"))
        for each in detail.paired:
            since = _("since {day}").format(day=day_text(each.starts, year=True))
            self.line(PanelLine(each.township, note=since), partial(self.township.emit, each.township_id))

    def _absences(self, detail: LeaderDetail) -> None:
        self.section(_("Absences"))
        if not detail.absences:
            self.calm(_("None entered."))
        for absence in detail.absences:
            line = _absence_line(absence, detail.row.year)
            self.line(line, None if self._read_only else partial(self.edit_absence.emit, absence.id))

    def _changes(self, detail: LeaderDetail) -> None:
        """List where the leader went for others, and others for him."""
        if not detail.changes:
            return
        self.section(_("Stand-ins and swaps"), str(len(detail.changes)))
        for change in detail.changes:
            line = PanelLine(change.who, below=change.why, note=f"{day_text(change.day)} {change.township}")
            self.line(line, partial(self.visit.emit, change.visit_id))

    def _meetings(self, detail: LeaderDetail) -> None:
        if not detail.meetings:
            return
        edit = SmallButton(_("Meetings"))
        edit.clicked.connect(self.meetings)
        self.section(_("Fixed meetings"), "", edit)
        for meeting in detail.meetings:
            note = day_text(meeting.next_day) if meeting.next_day is not None else ""
            line = PanelLine(meeting.name, below=meeting.words, note=note)
            self.line(line, self.meetings.emit)

    def _visits(self, title: str, visits: tuple[VisitLine, ...], none: str) -> None:
        self.section(title, str(len(visits)) if visits else "")
        if not visits:
            self.calm(none)
        for visit in visits:
            words = f"{visit.township}　{visit.village}" if visit.village else visit.township
            self.line(visit_line(visit, words), partial(self.visit.emit, visit.id))


def _absence_line(absence: AbsenceRow, year: int) -> PanelLine:
    days = day_text(absence.starts, year=absence.starts.year != year)
    if absence.ends != absence.starts:
        days += f"—{day_text(absence.ends, year=absence.ends.year != absence.starts.year)}"
    hit = ngettext("{n} visit in it", "{n} visits in it", absence.visits).format(n=absence.visits)
    line = PanelLine(
        days, below=absence.reason or _("no reason given"), note=hit if absence.visits else "", note_tone="red"
    )
    if absence.visits:
        plain_tooltip(line, _("Visits are planned for these days: move them or send somebody else."))
    return line
