"""What a policy talk brings back: topic, materials, form, audience, and the questions that were asked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from core.records import OUTREACH_FORM_NAMES, NoteKind, OutreachForm, RecordDraft
from desktop.visits.record.bands import Band, line_edit
from desktop.visits.record.cell_grid import CellGrid
from desktop.visits.record.cells import Column, Row, Sheet
from desktop.visits.record.form_section import FormSection, number_field
from desktop.visits.record.notes import note_rows, notes_from
from desktop.widgets import Segmented

MOST = 1_000_000


class OutreachSection(FormSection):
    """Topic, materials, audience, questions; Ctrl+I makes a question an issue."""

    def __init__(self) -> None:
        super().__init__()
        self._build_fields()
        columns = (
            Column("text", _("Question"), limit=20_000, needed=_("Say what was asked."), prompt=_("What people asked")),
            Column("reply", _("Answer"), limit=20_000, prompt=_("What was answered")),
        )
        self.questions = CellGrid(Sheet(columns, least=3), _("Questions asked"), label=_("Questions asked"))
        self.column.addWidget(self.questions)
        self.keep("questions", self.questions)

    def _build_fields(self) -> None:
        self.topic = line_edit(200, prompt=_("What is explained"))
        names = [(form.value, _(OUTREACH_FORM_NAMES[form])) for form in OutreachForm]
        self.form = Segmented(names, optional=True)
        self.materials = line_edit(400, prompt=_("Leaflets, brochures, a broadcast"))
        self.copies, self.headcount = number_field(MOST, width=84), number_field(MOST, width=84)
        self.audience = line_edit(200, prompt=_("Who listened"))
        topic, given, people = Band(_("Topic")), Band(_("Materials")), Band(_("Audience"))
        topic.add(self.topic, stretch=1)
        topic.add(self.form, _("Way of explaining"))
        given.add(self.materials, stretch=1)
        given.add(self.copies, _("Copies handed out"))
        people.add(self.audience, stretch=1)
        people.add(self.headcount, _("People reached"))
        for band in (topic, given, people):
            self.column.addWidget(band)
        for name in ("topic", "form", "materials", "copies", "audience", "headcount"):
            self.keep(name, getattr(self, name))

    @override
    def title(self) -> str:
        return _("Policy talk")

    @override
    def note(self) -> str:
        asked = len(self.questions.sheet.filled())
        return ngettext("{n} question asked", "{n} questions asked", asked).format(n=asked) if asked else ""

    @override
    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl I", _("make it an issue")),)

    @override
    def load(self, record: RecordDraft) -> None:
        form = record.outreach_form.value if record.outreach_form is not None else ""
        self.fill(
            {
                "topic": record.theme,
                "form": form,
                "materials": record.materials,
                "copies": record.copies,
                "audience": record.audience,
                "headcount": record.headcount,
            }
        )
        self.questions.show_rows(note_rows(record.notes, NoteKind.AUDIENCE_QUESTION))
        self.touched = False

    @override
    def store_into(self, record: RecordDraft) -> None:
        chosen = self.form.current()
        record.theme, record.materials, record.audience = map(self.words, ("topic", "materials", "audience"))
        record.outreach_form = OutreachForm(chosen) if chosen else None
        record.copies, record.headcount = self.number("copies"), self.number("headcount")
        others = [note for note in record.notes if note.kind is not NoteKind.AUDIENCE_QUESTION]
        record.notes = others + notes_from(self.questions.sheet.filled(), NoteKind.AUDIENCE_QUESTION)

    @override
    def first_field(self) -> QWidget:
        return self.topic

    def issue_row(self) -> tuple[CellGrid, Row] | None:
        """Return the question under the cursor that Ctrl+I turns into an issue."""
        return (self.questions, self.questions.current_row()) if self.questions.is_active() else None
