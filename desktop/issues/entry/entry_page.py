"""The record page: check what was brought, write down what is new and what else came of it, kept at every keystroke."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from core.entry_rows import NAME
from core.errors import UserError
from core.i18n import _, ngettext
from core.issues import CheckMark
from core.record_entry import IssueEntry
from core.storage_errors import ScheduleBusy
from desktop.context import AppContext
from desktop.documents.visit_sheet_preview import preview_visit_sheet
from desktop.errors import show_refusal
from desktop.issues.entry.entry_frame import EntryFrame
from desktop.issues.entry.entry_records import EntryRecords, Photos
from desktop.issues.entry.entry_words import clock, count_words
from desktop.issues.entry.finishing import Finishing
from desktop.issues.entry.key_clicks import do_key
from desktop.issues.entry.row_acts import RowActs
from desktop.lock.signals import lock_signals
from desktop.privacy.secret_warning import warn_of_secret
from desktop.visits.record.record_sections import grid_in_focus, section_in_focus
from desktop.visits.record.strip_forms import ConsultationForm, ReceptionForm
from desktop.widgets import ask

SAVE_AFTER_MS = 400
RECORD_TABLES = frozenset({"visit_record", "visit_note", "household_visit", "attendee"})
_AGAIN_MS = 3000


class EntryView(EntryFrame):
    """The record page of one visit, or issues of one township without a visit. Signal: left(): back to the ledger."""

    left = Signal()

    def __init__(self, records: EntryRecords) -> None:
        super().__init__(records)
        self._known: dict[int, CheckMark] = {}
        self._marks: dict[int, CheckMark] = {}
        self._finished = self._failing = False
        self.saved = self.header.saved
        self.acts = RowActs(self, records, self.model, self.grid, self.hint)
        self.finishing = Finishing(self)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        lock_signals().about_to_lock.connect(self._keep_the_last)
        self._connect()

    @classmethod
    def for_place(cls, ctx: AppContext, *, visit_id: int | None, township_id: int | None) -> EntryView | None:
        """Return the page of a visit or a township; None where it is not there any more."""
        records = EntryRecords.of(ctx, visit_id=visit_id, township_id=township_id)
        return cls(records) if records is not None else None

    def _connect(self) -> None:
        self.header.print_wanted.connect(self.print_sheet)
        self.header.finish_wanted.connect(self.finish)
        self.header.back_wanted.connect(self.leave)
        self.bar.pressed.connect(lambda keys: do_key(self, keys))
        self.hint.row_wanted.connect(lambda: do_key(self, "Alt ↓"))
        self.model.typed.connect(self._on_typed)
        self.checks.marked.connect(self._on_marked)
        self.grid.finish_wanted.connect(self.finish)
        self.grid.pasted.connect(self.acts.paste)
        self.grid.photo_wanted.connect(self.acts.add_photos)
        self.grid.settled.connect(self._look_back)
        self.grid.moved.connect(self._say_counts)
        for section in self.sections.by_key.values() if self.sections is not None else ():
            section.changed.connect(self.keep_soon)
        if self.sections is not None:
            self.sections.raised = lambda: (self.entries(), self._marks)

    def start(self) -> None:
        """Read what is there, bring back what a kill left behind, and stand where work begins."""
        kept, self._known = self.records.kept(), self.records.known_marks()
        if kept.at is not None:
            self._marks = kept.marks
            self.model.show_rows(kept.rows)
            self.saved.setText(_("Kept from {time}").format(time=clock(kept.at)))
        if self.sections is not None and self.source is not None:
            self.sections.load()
            self.sections.restore(kept.record)
            if kept.record and kept.version != self.source.record.version:
                self.hint.show_words(
                    _("This record was changed elsewhere meanwhile. What you typed stands here; saving puts it over.")
                )
        self._load_checks()
        self._say_counts()
        self.fit_grid()
        if not (self.visit and self.checks.isVisibleTo(self) and self.checks.go_to_unmarked()):
            self.enter_work()

    def reload(self, tables: frozenset[str]) -> None:
        """Read the issues brought along again, and the record as long as nobody has typed over it."""
        if self._finished:
            return
        if "issue" in tables:
            self._load_checks()
        if tables & RECORD_TABLES and self.sections is not None and self.source is not None:
            if self.sections.typed():
                self.hint.show_words(
                    _("This record was changed elsewhere meanwhile. Leave the page and open it again.")
                )
            else:
                self.source.read()
                self.sections.load()

    def finish(self) -> None:
        """Save everything on the page in one step that one undo takes back, or say what is wrong first."""
        self.finishing.finish()

    def leave(self) -> None:
        """Esc: back to the ledger; what was typed is kept and offered again."""
        self.grid.commit()
        self.save_now()
        if self.saved.text() and self.has_typed():
            self.ctx.toast(_("What you typed is kept. Open the visit again to go on."))
        self.left.emit()

    def has_typed(self) -> bool:
        """Return whether anything stands here that is not saved yet."""
        return bool(self.model.rows() or self.new_marks() or (self.sections and self.sections.typed()))

    def new_marks(self) -> dict[int, CheckMark]:
        """Return the marks that differ from those stored; one that was closed meanwhile needs none any more."""
        shown = self.checks.issue_ids()
        return {id: mark for id, mark in self._marks.items() if id in shown and self._known.get(id) is not mark}

    def save_now(self) -> None:
        """Keep what is typed, before anything can happen to it; a failure is told once, not at every key."""
        self._timer.stop()
        if self._finished or self.ctx.read_only:
            return
        now = datetime.now(UTC)
        try:
            record = self.sections.typed() if self.sections is not None else None
            version = self.source.record.version if self.source is not None else None
            kept = self.records.keep(self.model.rows(), self._marks, now, record=record, version=version)
        except ScheduleBusy:  # somebody else is writing: the page stays alive, and tries again
            self._say_saved(_("Not saved"), failed=True)
            self._timer.start(_AGAIN_MS)
            return
        except UserError as error:
            self._say_saved(_("Not saved"), failed=True)
            if not self._failing:
                self._failing = True
                show_refusal(self, error)
            return
        self._failing = False
        self._say_saved(_("✓ {time} saved by itself").format(time=clock(now)) if kept else "")

    def stop_keeping(self, *, finished: bool) -> None:
        """While the page is written, what the write announces finds nothing left to keep."""
        self._timer.stop()
        self._finished = finished

    def copy_row_above(self) -> None:
        """Ctrl+D: copy the cell above, or the person and place of the row above into a blank row."""
        small = grid_in_focus()
        if small is not None:
            small.copy_from_above()
        elif section_in_focus() is None:
            self.acts.copy_row_above()

    def delete_row(self) -> None:
        """Ctrl+Del: delete the row the cursor is in; a row with words asks first."""
        small = grid_in_focus()
        if small is not None:
            words = next((text for text in small.current_row().cells.values() if text.strip()), "")
            if not words or self._agreed(small.row, words):
                small.delete_row()
            return
        number = self.grid.currentIndex().row()
        if number < 0 or section_in_focus() is not None:
            return
        self.grid.commit()
        row = self.model.row_at(number)
        if row.is_blank() or self._agreed(number, row.title or row.name or _("this row")):
            self.model.delete(number)
            self.grid.go(min(number, self.model.rowCount() - 1), NAME)

    def paste(self, text: str) -> None:
        """Put a copied block into the grid."""
        warn_of_secret(self.window(), text)
        self.acts.paste(text)

    def turn_into_issue(self) -> None:
        """Ctrl+I: make the question or need under the cursor a row of the issue grid, linked to it."""
        found = self.sections.row_for_issue() if self.sections is not None else None
        if found is not None:
            self.finishing.turn_into_issue(*found)

    def print_sheet(self) -> None:
        """Open the visit's sheet for printing."""
        if self.visit is not None:
            self.save_now()
            today, store = self.ctx.today(), self.ctx.store
            preview_visit_sheet(self.window(), store, self.visit.id, today=today)

    def entries(self, photos: Photos | None = None) -> list[IssueEntry]:
        """Return the rows as issues with their people or opinions."""
        form = self.strip.form if self.strip is not None else None
        found = []
        for row, draft in zip(self.model.rows(), self.model.drafts(), strict=True):
            reception = form.draft(row) if isinstance(form, ReceptionForm) else None
            consultation = form.draft(row) if isinstance(form, ConsultationForm) else None
            found.append(IssueEntry(draft, reception, consultation, (photos or {}).get(row.uid, ())))
        return found

    def _keep_the_last(self) -> None:
        if self._timer.isActive():
            self.save_now()

    def keep_soon(self) -> None:
        """Something was typed: keep it within half a second."""
        self._timer.start(SAVE_AFTER_MS)
        if self.hint.is_alarmed():
            self.hint.show_words("")

    def put_mark(self, issue_id: int, mark: CheckMark) -> None:
        """Mark an issue brought along, as its digit does."""
        self._marks[issue_id] = mark
        self._load_checks()

    def _load_checks(self) -> None:
        rows = self.records.brought()
        said = ngettext("First check the {n} you brought", "First check the {n} you brought", len(rows))
        self._brought.title.setText(said.format(n=len(rows)))
        self._brought.set_note(_("Press a digit; the next one follows by itself"))
        self.checks.show_issues(rows, self._known | self._marks)
        self.body.show_block("checks", shown=bool(rows))
        self.show_sections()
        self.fit_grid()

    def _say_counts(self) -> None:
        at = self.grid.currentIndex().row()
        written = sum(not self.model.row_at(n).is_blank() for n in range(self.model.rowCount()) if n != at)
        already = self.visit.registered if self.visit else 0
        self._fresh.set_note(count_words(written, max(at + 1, 1), already))

    def _say_saved(self, words: str, *, failed: bool = False) -> None:
        self.saved.set_tone("red" if failed else "ink2")
        self.saved.setText(words)

    def _on_typed(self) -> None:
        self.keep_soon()
        self._say_counts()
        self.show_row_summary()
        if self.sections is not None:
            self.sections.summary.page_changed()

    def _on_marked(self, issue_id: int, mark: CheckMark | None) -> None:
        if mark is None:
            self._marks.pop(issue_id, None)
        else:
            self._marks[issue_id] = mark
        self._timer.start(SAVE_AFTER_MS)
        if self.sections is not None:
            self.sections.summary.page_changed()

    def _look_back(self, number: int) -> None:
        """Say quietly that somebody seems to have come before, or that another row says the same."""
        self._say_counts()
        self.acts.look_back(self.model.row_at(number))

    def _agreed(self, number: int, words: str) -> bool:
        said = _("Delete row {n}: {words}?").format(n=number + 1, words=words)
        return ask(self, said, yes=_("Delete"), destructive=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finish()
        else:
            super().keyPressEvent(event)
