"""What a research visit brings back: questions taken along and what was found, findings, golden ideas, measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from core.i18n import N_, _, ngettext
from core.records import NOTE_KIND_NAMES, NoteDraft, NoteKind, RecordDraft
from db.attachments import AttachmentRow, file_to_attach
from desktop.visits.record.bands import Band, line_edit
from desktop.visits.record.cell_grid import CellGrid
from desktop.visits.record.cells import Column, Row, Sheet
from desktop.visits.record.form_section import FormSection, number_field
from desktop.visits.record.notes import note_rows, notes_from
from desktop.widgets import PinyinCombo, PlainLabel, SmallButton, choice

_NEW_FILE: Final = "new"
"""Stands in the field of the report for a file that is not attached yet."""

LINES = {
    NoteKind.FINDING: N_("Findings"),
    NoteKind.GOLDEN_IDEA: N_("Golden ideas"),
    NoteKind.MEASURE: N_("Measures"),
}


class ResearchSection(FormSection):
    """Theme, questions, findings.

    Args:
        files: The visit's files, one of which can be its report.
        hints: What discipline says of so many vehicles and officials along; never a bar.
    """

    def __init__(
        self, files: Sequence[AttachmentRow], hints: Callable[[int | None, int | None], Sequence[str]]
    ) -> None:
        super().__init__()
        self._hints = hints
        self._build_head()
        self._build_notes()
        self._build_report()
        self.offer_files(files)

    def _build_head(self) -> None:
        band = Band(_("Theme"))
        self.theme = line_edit(200, prompt=_("What is looked into"))
        self.approach = line_edit(100, prompt=_("Talks, walking round, staying over"), width=230)
        self.vehicles, self.companions = number_field(99, width=52), number_field(999, width=52)
        band.add(self.theme, stretch=1)
        band.add(self.approach, _("How"))
        band.add(self.vehicles, _("Vehicles"))
        band.add(self.companions, _("Officials along"))
        self.column.addWidget(band)
        for name in ("theme", "approach", "vehicles", "companions"):
            self.keep(name, getattr(self, name))
        self.warning = PlainLabel(px=13, tone="amb", wrap=True)
        self._warned = Band("")
        self._warned.setMinimumHeight(32)
        self._warned.add(self.warning, stretch=1)
        self._warned.hide()
        self.column.addWidget(self._warned)
        for field in (self.vehicles, self.companions):
            field.textChanged.connect(lambda _text: self.show_hints())

    def _build_notes(self) -> None:
        taken = (
            Column("text", _("Question"), limit=20_000, prompt=_("A question to look into, one a line")),
            Column("reply", _("What was found"), limit=20_000, prompt=_("What was found")),
        )
        name = _(NOTE_KIND_NAMES[NoteKind.QUESTION_TAKEN])
        self.taken = CellGrid(Sheet(taken, least=2), name, label=_("Questions taken along"), headed=False)
        self.column.addWidget(self.taken)
        self.keep("taken", self.taken)
        self.lines: dict[NoteKind, CellGrid] = {}
        prompts = {
            NoteKind.FINDING: _("What is so, with figures"),
            NoteKind.GOLDEN_IDEA: _("What people there suggest"),
            NoteKind.MEASURE: _("What is to be done, by whom"),
        }
        for kind, label in LINES.items():
            words = _(NOTE_KIND_NAMES[kind])
            sheet = Sheet((Column("text", words, limit=20_000, prompt=prompts[kind]),), least=1)
            self.lines[kind] = CellGrid(sheet, words, label=_(label), headed=False)
            self.column.addWidget(self.lines[kind])
            self.keep(kind.value, self.lines[kind])

    def offer_files(self, files: Sequence[AttachmentRow]) -> None:
        """Offer these files of the visit, one of which can be its report."""
        self._files = [choice(each.name, each.id) for each in files]
        self.report.set_choices(self._files)

    def _build_report(self) -> None:
        band = Band(_("Report"))
        self.report = PinyinCombo(placeholder=_("One of the visit's files"))
        self.report.setFixedWidth(360)
        self.report.chosen.connect(self._on_report)
        self.report.textEdited.connect(lambda _text: self._on_report(None))
        pick = SmallButton(_("Choose a file"), "folder-open")
        pick.clicked.connect(self.choose_file)
        band.add(self.report)
        band.add(pick)
        band.rest()
        self.column.addWidget(band)
        self.keep("report", self.report)
        self.path = line_edit()  # never shown: it carries the path of a file that is not attached yet
        self.path.setParent(self)
        self.path.hide()
        self.keep("path", self.path)

    def choose_file(self) -> None:
        """Ask for the report's file; it is attached when the record is saved."""
        kinds = _("Reports (*.docx *.doc *.pdf *.wps *.txt);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, _("Report"), "", kinds)
        if path:
            self.path.setText(path)
            self._show_new()
            self.report.setFocus()

    def show_hints(self) -> None:
        """Say what discipline says, quietly."""
        said = self._hints(self.number("vehicles"), self.number("companions"))
        self.warning.setText("\n".join(said))
        self._warned.setVisible(bool(said))

    @override
    def title(self) -> str:
        return _("Research findings")

    @override
    def note(self) -> str:
        count = sum(len(grid.sheet.filled()) for grid in self.lines.values())
        return ngettext("{n} line", "{n} lines", count).format(n=count) if count else ""

    @override
    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl I", _("make it an issue")),)

    @override
    def load(self, record: RecordDraft) -> None:
        values: dict[str, object] = {
            "theme": record.theme,
            "approach": record.approach,
            "vehicles": record.vehicles,
            "companions": record.companions,
            "taken": None,
            "path": "",
        }
        self.fill(values)
        self.taken.show_rows(note_rows(record.notes, NoteKind.QUESTION_TAKEN))
        for kind, grid in self.lines.items():
            grid.show_rows(note_rows(record.notes, kind))
        self.report.set_value(record.report_attachment_id)
        self.touched = False
        self.show_hints()

    @override
    def store_into(self, record: RecordDraft) -> None:
        record.theme, record.approach = self.words("theme"), self.words("approach")
        record.vehicles, record.companions = self.number("vehicles"), self.number("companions")
        chosen = self.report.value()
        record.report_attachment_id = chosen if isinstance(chosen, int) else None
        notes: list[NoteDraft] = notes_from(self.taken.sheet.filled(), NoteKind.QUESTION_TAKEN)
        for kind, grid in self.lines.items():
            notes += notes_from(grid.sheet.filled(), kind)
        record.notes = [note for note in record.notes if note.kind is NoteKind.AUDIENCE_QUESTION] + notes

    @override
    def restore(self, typed: object) -> None:
        super().restore(typed)
        if self.path.text():
            self._show_new()
        else:
            name = self.report.text()
            found = next((each.data for each in self.report.completer_list.choices() if each.text == name), None)
            if found is not None:
                self.report.set_value(found)
        self.show_hints()

    @override
    def fault(self) -> tuple[QWidget, str] | None:
        if not self.report.is_known():
            return self.report, _("“{name}” is none of the visit's files. Choose one, or leave it empty.").format(
                name=self.report.text()
            )
        return super().fault()

    def report_file(self) -> tuple[str, bytes] | None:
        """Return the report chosen from the disk: name and content.

        Raises:
            OSError: it cannot be read any more.
        """
        return file_to_attach(Path(self.path.text())) if self.path.text() else None

    @override
    def first_field(self) -> QWidget:
        return self.theme

    def issue_row(self) -> tuple[CellGrid, Row] | None:
        """Return the line under the cursor that Ctrl+I turns into an issue."""
        grids = (self.taken, *self.lines.values())
        return next(((grid, grid.current_row()) for grid in grids if grid.is_active()), None)

    def _show_new(self) -> None:
        """Show the file chosen from the disk like one of the visit's files."""
        self.report.set_choices([*self._files, choice(Path(self.path.text()).name, _NEW_FILE)])
        self.report.set_value(_NEW_FILE)

    def _on_report(self, data: object) -> None:
        """Let go of the file from the disk once anything else stands in the field: it must not go along unseen."""
        if data != _NEW_FILE and self.path.text():
            self.path.setText("")
            self.report.set_choices(self._files)
