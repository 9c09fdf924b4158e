"""Agencies beside the leaders: the list, the panel of one, and the dialog that edits it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from core.directory import AgencyDraft
from core.i18n import N_, _, listed
from db.queries.directory import AgencyRow
from db.queries.lines import IssueLine
from db.services.directory import delete_agency, save_agency
from desktop.context import AppContext
from desktop.directory.panel_lines import story_button
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.widgets.buttons import PlainButton, SmallButton
from desktop.widgets.dialogs import ask
from desktop.widgets.form import FormDialog, TextField, such_as
from desktop.widgets.panel import PanelLine, SidePanel


class AgencyPanel(SidePanel):
    """Shows an AgencyRow and the open issues it holds.

    Signals: edit(), story(), issue(int), ledger().
    """

    edit = Signal()
    issue = Signal(int)
    ledger = Signal()
    story = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__(_("Unit"))
        self._read_only = read_only
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(self.edit)
        self.foot(self.edit_button)

    def show_agency(self, row: AgencyRow | None, issues: tuple[IssueLine, ...]) -> None:
        """Show an agency, or nothing."""
        self.begin()
        self.edit_button.setEnabled(row is not None and not self._read_only)
        if row is None:
            self.calm(_("Choose a unit at the left."))
            return
        self.title(row.name, "" if row.active else _("set aside"))
        self.add(story_button(self.story.emit))
        facts = self.facts()
        facts.add(_("Short name"), row.short_name)
        facts.add(_("Further names"), listed(row.aliases))
        facts.add(_("Contact"), " ".join(part for part in (row.contact, row.phone) if part))
        facts.add(_("Closed this year"), str(row.closed) if row.closed else "")
        if not issues:
            self.section(_("Open issues"))
            self.calm(_("None."))
            return
        all_of_them = SmallButton(_("Issue register"))
        all_of_them.clicked.connect(self.ledger)
        self.section(_("Open issues"), str(len(issues)), all_of_them)
        for each in issues:
            self.line(PanelLine(each.title, timeliness=each.timeliness), partial(self.issue.emit, each.id))


class AgencyForm(FormDialog):
    """All fields of an agency."""

    def __init__(self, ctx: AppContext, draft: AgencyDraft, parent: QWidget) -> None:
        super().__init__(parent, _("Add unit") if draft.id is None else draft.name, width=560)
        self._ctx, self._draft = ctx, draft
        self.saved_id = draft.id
        self.name, self.short = TextField(draft.name), TextField(draft.short_name, width=200)
        self.aliases = TextField("、".join(draft.aliases), placeholder=such_as("水务局、水利水电局"))
        self.contact = TextField(draft.contact_name, width=150)
        self.phone = TextField(draft.contact_phone, width=180)
        self.active = QCheckBox(_("Issues may be handed to it"))
        self.active.setFont(sans(14))
        self.active.setChecked(draft.active)
        self.add(_("Name of unit"), self.name)
        self.add(_("Short name"), self.short)
        self.add(
            _("Further names"),
            self.aliases,
            hint=_("Names under which it turns up in your files; import knows it by them."),
        )
        self.add_pair(_("Contact"), self.contact, _("Phone"), self.phone)
        self.add("", self.active)
        self.on_save(self._store)
        self.delete_button.setVisible(draft.id is not None)
        self.deleted.connect(self._delete)

    def _store(self) -> None:
        draft = self._draft
        draft.name, draft.short_name, draft.active = self.name.text(), self.short.text(), self.active.isChecked()
        words = self.aliases.text().replace(",", "、").replace("，", "、")
        draft.aliases = [word.strip() for word in words.split("、") if word.strip()]
        draft.contact_name, draft.contact_phone = self.contact.text(), self.phone.text()
        label = N_("Add unit") if draft.id is None else N_("Edit unit")
        with self._ctx.store.write(label) as session:
            self.saved_id = save_agency(session, draft)

    def _delete(self) -> None:
        name, agency_id = self._draft.name, self._draft.id
        if agency_id is None or not ask(self, _("Delete {name}?").format(name=name), yes=_("Delete"), destructive=True):
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete unit")) as session:
            delete_agency(session, agency_id)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("{name} was deleted.").format(name=name), undo=True)
