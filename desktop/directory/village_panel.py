"""One village beside the list: its township, who came, households called on, open issues, visits."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal

from core.directory import VILLAGE_KIND_NAMES
from core.i18n import _
from core.organisation import VillageKind
from db.queries.village_detail import VillageDetail
from desktop.directory.panel_lines import calls_text, last_text, story_button, visit_line
from desktop.widgets.buttons import PlainButton
from desktop.widgets.panel import PanelLine, SidePanel


class VillagePanel(SidePanel):
    """Shows a VillageDetail.

    Signals: left(): back to the township. story(), edit(): buttons. visit(int), issue(int): lines.
    """

    left = Signal()
    story = Signal()
    edit = Signal()
    visit = Signal(int)
    issue = Signal(int)

    def __init__(self, *, read_only: bool) -> None:
        super().__init__(_("Village"))
        self._read_only = read_only
        self._shown: int | None = None
        self.back_button = PlainButton("", "arrow-left", hint="Esc")
        self.back_button.clicked.connect(self.left)
        self.edit_button = PlainButton(_("Edit"), "note-pencil")
        self.edit_button.setDisabled(read_only)
        self.edit_button.clicked.connect(self.edit)
        self.foot(self.back_button, self.edit_button)

    def show_detail(self, detail: VillageDetail, *, least: int) -> None:
        """Show a village; *least* households are to be called on there within the year."""
        self.begin()
        if detail.row.id != self._shown:
            self.top()
        self._shown = detail.row.id
        self.back_button.set_caption(detail.township)
        kind = _(VILLAGE_KIND_NAMES[detail.row.kind]) if detail.row.kind is VillageKind.COMMUNITY else ""
        self.title(detail.row.name, "　".join(part for part in (detail.township, kind) if part))
        self.add(story_button(self.story.emit))
        self._facts(detail, least)
        self._issues(detail)
        self.section(_("Visits"))
        if not detail.visits:
            self.calm(_("No visit yet."))
        for visit in detail.visits:
            self.line(visit_line(visit, visit.leader), partial(self.visit.emit, visit.id))

    def take_focus(self) -> None:
        """Let the keys go on here."""
        self.back_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _facts(self, detail: VillageDetail, least: int) -> None:
        row, facts = detail.row, self.facts()
        if row.households:
            facts.add(_("Households"), str(row.households))
        facts.add(_("Last visit"), last_text(row))
        facts.add(_("This year"), _("reached") if row.reached else _("not reached yet"))
        facts.add(_("Called on"), calls_text(row, least))

    def _issues(self, detail: VillageDetail) -> None:
        self.section(_("Open issues"), str(len(detail.issues)) if detail.issues else "")
        if not detail.issues:
            self.calm(_("None."))
        for issue in detail.issues:
            line = PanelLine(issue.title, note=issue.agency, note_tone="ink2", timeliness=issue.timeliness)
            self.line(line, partial(self.issue.emit, issue.id))
