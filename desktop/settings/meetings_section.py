"""The county's recurring meetings: days in the office's words, read while they are typed, and who sits in them."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtWidgets import QWidget

from core.directory import MeetingDraft
from core.i18n import N_, _, day_text, listed, weekday_text
from db.queries.office import MeetingRow, meeting_draft, meeting_preview, meeting_rows
from db.services.settings import MEETING_EXAMPLE, attendee_names, delete_meeting, save_meeting
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.settings.section import Section, SectionList
from desktop.widgets.buttons import PlainButton
from desktop.widgets.form import FormDialog, TextField, such_as
from desktop.widgets.table import Column

DAYS_SHOWN: Final = 4

MEETINGS: Final = (
    Column(N_("Meeting"), lambda r: r.name, None, 0, 0, bold=True),
    Column(N_("When"), lambda r: r.words, None, 0, 0),
    Column(N_("Attendees"), lambda r: r.attendees, None, 0, 0, tone=lambda _r: "ink2",
           tip=lambda r: listed(r.people) or r.attendees),
    Column(N_("Leaders"), lambda r: str(len(r.people)) if r.people else _("nobody"), None, 70, 80,
           tone=lambda r: "ink2" if r.people else "amb", tip=lambda r: listed(r.people)),
    Column(N_("Next time"), lambda r: day_text(r.next_days[0]) if r.next_days else "", None, 90, 90,
           tone=lambda _r: "ink2", phrase=True),
)  # fmt: skip


class MeetingsSection(Section):
    """The list of meetings."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"meeting", "meeting_attendee", "leader", "calendar_day", "announced_year"}
    )

    def build(self) -> None:
        """Make the list."""
        self.title(
            _("Recurring meetings"),
            below=_(
                "A visit that meets a leader's meeting is pointed out. Meetings are never printed on a visit's paper."
            ),
            wide=True,
        )
        self.meetings = SectionList(MEETINGS, _("Recurring meetings"))
        self.meetings.opened.connect(lambda row: self.edit(row.id))
        self.add(self.meetings, wide=True)
        self.add_button = PlainButton(_("Add meeting"), "plus")
        self.add_button.clicked.connect(lambda: self.edit(None))
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(self._edit_current)
        self.meetings.current_changed.connect(lambda _row: self._show_buttons())
        self.buttons(self.add_button, self.edit_button)

    def reload(self) -> None:
        """Read the meetings."""
        with self.ctx.store.read() as session:
            self.meetings.show_all(meeting_rows(session, self.ctx.today(), self.ctx.calendar))
        self._show_buttons()

    def edit(self, meeting_id: int | None) -> MeetingForm | None:
        """Open the dialog on a meeting, None adds one."""
        if self.ctx.read_only:
            return None
        draft: MeetingDraft | None = MeetingDraft()
        if meeting_id is not None:
            with self.ctx.store.read() as session:
                draft = meeting_draft(session, meeting_id)
        if draft is None:
            return None
        form = MeetingForm(self.ctx, draft, self)
        form.open_tall()
        return form

    def _edit_current(self) -> None:
        row: MeetingRow | None = self.meetings.current_row()
        if row is not None:
            self.edit(row.id)

    def _show_buttons(self) -> None:
        self.add_button.setDisabled(self.ctx.read_only)
        self.edit_button.setEnabled(not self.ctx.read_only and self.meetings.current_row() is not None)


class MeetingForm(FormDialog):
    """Name, days and attendees; the last two are read while they are typed."""

    def __init__(self, ctx: AppContext, draft: MeetingDraft, parent: QWidget) -> None:
        super().__init__(parent, _("Add meeting") if draft.id is None else draft.name, width=580)
        self._ctx, self._draft = ctx, draft
        self.name = TextField(draft.name)
        self.rule = TextField(draft.rule, placeholder=such_as("每周一上午"))
        self.attendees = TextField(draft.attendees, placeholder=such_as("县委常委, 县长、副县长"))
        self.add(_("Meeting"), self.name)
        self._rule_note = self.add(_("When"), self.rule)
        self._people_note = self.add(_("Attendees"), self.attendees)
        self.rule.textEdited.connect(self._preview_days)
        self.attendees.textEdited.connect(self._preview_people)
        self.on_save(self._store)
        self.delete_button.setVisible(draft.id is not None)
        self.deleted.connect(self._delete)
        self._preview_days()
        self._preview_people()

    def days_preview(self) -> str:
        """Return the line under the rule."""
        return self._rule_note.text()

    def people_preview(self) -> str:
        """Return the line under the attendees."""
        return self._people_note.text()

    def _preview_days(self) -> None:
        words = self.rule.text().strip()
        if not words:
            self._rule_note.say(_("Write it as you say it: {example}.").format(example=MEETING_EXAMPLE), "ink3")
            return
        days = meeting_preview(words, self._ctx.today(), self._ctx.calendar, DAYS_SHOWN)
        if days is None:
            said = _("“{words}” is not understood. Write it like {example}.")
            self._rule_note.say(said.format(words=words, example=MEETING_EXAMPLE))
            return
        days_text = listed(f"{day_text(day)} {weekday_text(day)}" for day in days)
        self._rule_note.say(_("Next: {days}").format(days=days_text or _("none")), "ink2")

    def _preview_people(self) -> None:
        with self._ctx.store.read() as session:
            people = attendee_names(session, self.attendees.text())
        if self.attendees.text().strip() and not people:
            self._people_note.say(_("No leader has such a post. Name posts as in the list of leaders."), "amb")
        else:
            self._people_note.say(listed(people), "ink2")

    def _store(self) -> None:
        draft = self._draft
        draft.name, draft.rule, draft.attendees = self.name.text(), self.rule.text(), self.attendees.text()
        label = N_("Add meeting") if draft.id is None else N_("Edit meeting")
        with self._ctx.store.write(label) as session:
            save_meeting(session, draft, today=self._ctx.today())

    def _delete(self) -> None:
        if self._draft.id is None:
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete meeting")) as session:
            delete_meeting(session, self._draft.id)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("The meeting was deleted."), undo=True)
