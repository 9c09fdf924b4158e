"""The fast entry: check what was brought, then write down what is new, by keys alone, kept at every keystroke."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from core.entry_rows import ADDRESS, AGENCY, NAME, pasted, rows_of
from core.errors import UserError
from core.i18n import _, ngettext
from core.issues import CheckMark
from core.storage_errors import ScheduleBusy
from desktop.context import AppContext
from desktop.documents.visit_sheet_preview import preview_visit_sheet
from desktop.errors import show_refusal, shown_to
from desktop.issues.entry.check_list import CheckList
from desktop.issues.entry.entry_grid import EntryGrid
from desktop.issues.entry.entry_header import EntryHeader
from desktop.issues.entry.entry_model import EntryModel, Place
from desktop.issues.entry.entry_records import EntryRecords, photos_of
from desktop.issues.entry.entry_words import clock, count_words, done_words, said_twice, seen_before, unit_choice
from desktop.issues.entry.key_bar import HintLine, KeyBar
from desktop.issues.entry.paste_dialog import PasteDialog
from desktop.widgets import Rule, SectionTitle, ask, choice

SAVE_AFTER_MS = 400
_AGAIN_MS = 3000


class EntryView(QWidget):
    """Fast entry for one visit, or for one township without a visit. Signal: left(): back to the ledger."""

    left = Signal()

    def __init__(self, records: EntryRecords) -> None:
        super().__init__()
        self.ctx, self.records, self.visit = records.ctx, records, records.visit
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._known: dict[int, CheckMark] = {}
        self._marks: dict[int, CheckMark] = {}
        self._finished = self._failing = False
        self.model = EntryModel(records.place, self)
        self.checks = CheckList()
        self.grid = EntryGrid(self.model, _offers(self.model.place))
        self.grid.setAccessibleName(_("New issues today"))
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        self._build()
        self._connect()

    @classmethod
    def for_place(cls, ctx: AppContext, *, visit_id: int | None, township_id: int | None) -> EntryView | None:
        """Return the entry for a visit or a township; None where it is not there any more."""
        records = EntryRecords.of(ctx, visit_id=visit_id, township_id=township_id)
        return cls(records) if records is not None else None

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = EntryHeader(self.records.place, self.visit, self.records.township)
        self.saved = self.header.saved
        column.addWidget(self.header)
        self._brought = SectionTitle(_("First check the ones you brought"), ruled=False)
        self._brought.setContentsMargins(24, 0, 24, 8)
        self._fresh = SectionTitle(_("New issues today"), ruled=False)
        self._fresh.setContentsMargins(24, 0, 24, 6)
        self._gap = QWidget()
        self._gap.setFixedHeight(18)
        self.hint = HintLine()
        unit = self.model.place.settings.default_limit_unit
        note = _("Type days; counted as working days") if unit == "working" else _("Type days; counted as natural days")
        for widget in (self._brought, self.checks, self._gap, self._fresh):
            column.addWidget(widget)
        column.addWidget(Rule("line2"))
        column.addWidget(self.grid, 1)
        column.addWidget(self.hint)
        column.addWidget(KeyBar(note))

    def _connect(self) -> None:
        self.header.print_wanted.connect(self.print_sheet)
        self.header.finish_wanted.connect(self.finish)
        self.header.back_wanted.connect(self.left)
        self.model.typed.connect(self._on_typed)
        self.checks.marked.connect(self._on_marked)
        self.checks.done.connect(self.start_writing)
        self.grid.finish_wanted.connect(self.finish)
        self.grid.pasted.connect(self.paste)
        self.grid.photo_wanted.connect(self.add_photos)
        self.grid.left_upwards.connect(self._to_checks)
        self.grid.settled.connect(self._look_back)

    def start(self) -> None:
        """Read what is there, bring back what a kill left behind, and stand where work begins."""
        kept, self._known = self.records.kept(), self.records.known_marks()
        if kept.at is not None:
            self._marks = kept.marks
            self.model.show_rows(kept.rows)
            self.saved.setText(_("Kept from {time}").format(time=clock(kept.at)))
        self._load_checks()
        self._say_counts()
        if not (self.visit and self.checks.isVisibleTo(self) and self.checks.go_to_unmarked()):
            self.start_writing()

    def reload(self, tables: frozenset[str]) -> None:
        """Read the issues brought along again."""
        if "issue" in tables and not self._finished:
            self._load_checks()

    def panes(self) -> list[QWidget]:
        """Return what F6 visits."""
        return [self.checks, self.grid] if self.checks.count() else [self.grid]

    def start_writing(self) -> None:
        """Stand in the first cell of the first free row."""
        self.grid.go(self.model.next_row(), NAME)

    def finish(self) -> None:
        """Register every row and write down every mark, in one step that one undo takes back."""
        self.grid.commit()
        wrong = self.model.first_problem()
        if wrong is not None:
            index, why = wrong
            self.grid.go(index.row(), index.column())
            self.hint.show_words(_("Row {n}: {why}").format(n=index.row() + 1, why=why), alarm=True)
            return
        shown = self.checks.issue_ids()  # one that was closed meanwhile needs no mark any more
        marks = {id: mark for id, mark in self._marks.items() if id in shown and self._known.get(id) is not mark}
        drafts = self.model.drafts()
        if drafts or marks:
            self._timer.stop()
            with shown_to(self) as outcome:
                photos = photos_of(self.model.rows())
                self._finished = True  # what the write announces finds nothing left to keep
                self.records.finish(drafts, photos, marks)
            self._finished = outcome.ok
            if not outcome.ok:
                return
            self.ctx.toast(done_words(len(drafts), len(marks)), undo=True)
        self.left.emit()

    def save_now(self) -> None:
        """Keep what is typed, before anything can happen to it; a failure is told once, not at every key."""
        self._timer.stop()
        if self._finished or self.ctx.read_only:
            return
        now = datetime.now(UTC)
        try:
            kept = self.records.keep(self.model.rows(), self._marks, now)
        except ScheduleBusy:  # somebody else is writing: the page stays alive, and tries again
            self.saved.set_tone("red")
            self.saved.setText(_("Not saved"))
            self._timer.start(_AGAIN_MS)
            return
        except UserError as error:
            self.saved.set_tone("red")
            self.saved.setText(_("Not saved"))
            if not self._failing:
                self._failing = True
                show_refusal(self, error)
            return
        self._failing = False
        self.saved.set_tone("ink2")
        self.saved.setText(_("✓ {time} saved by itself").format(time=clock(now)) if kept else "")

    def copy_row_above(self) -> None:
        """Copy the cell above, or the person and place of the row above into a blank row."""
        self.grid.commit()
        index = self.grid.currentIndex()
        if index.isValid() and self.model.copy_from_above(index):
            self.grid.go(index.row(), index.column())

    def delete_row(self) -> None:
        """Delete the row the cursor is in; a row with words asks first."""
        number = self.grid.currentIndex().row()
        if number < 0:
            return
        self.grid.commit()
        row = self.model.row_at(number)
        words = row.title or row.name or _("this row")
        if row.is_blank() or ask(
            self, _("Delete row {n}: {words}?").format(n=number + 1, words=words), yes=_("Delete"), destructive=True
        ):
            self.model.delete(number)
            self.grid.go(min(number, self.model.rowCount() - 1), NAME)

    def paste(self, text: str) -> None:
        """Put a copied block in as rows; ask where the order of its columns is not certain."""
        index = self.grid.currentIndex()
        block = pasted(text, at=max(index.column(), NAME))
        if block is None:
            return
        rows = rows_of(block)
        if not block.sure:
            dialog = PasteDialog(self, block)
            rows = dialog.rows() if dialog.exec() == PasteDialog.DialogCode.Accepted else []
            dialog.deleteLater()
        if rows:
            self.grid.commit()
            at = max(index.row(), 0)
            self.model.insert(at, rows)
            self.grid.go(min(at + len(rows), self.model.rowCount() - 1), NAME)
            said = ngettext("{n} row pasted", "{n} rows pasted", len(rows)).format(n=len(rows))
            if block.left_out:
                more = ngettext(
                    "{n} more row was left out: paste it next",
                    "{n} more rows were left out: paste them next",
                    block.left_out,
                )
                said = f"{said}. {more.format(n=block.left_out)}."
            self.hint.show_words(said)

    def add_photos(self, number: int) -> None:
        """Ask for photos that go with a row."""
        kinds = _("Pictures (*.jpg *.jpeg *.png *.heic *.webp);;All files (*)")
        paths, _kind = QFileDialog.getOpenFileNames(self, _("Add photos"), "", kinds)
        if paths:
            self.model.add_photos(number, paths)
            count = len(self.model.row_at(number).photos)
            said = ngettext("Row {row}: {n} photo", "Row {row}: {n} photos", count)
            self.hint.show_words(said.format(row=number + 1, n=count))

    def print_sheet(self) -> None:
        """Open the visit's sheet for printing."""
        if self.visit is not None:
            self.save_now()
            today, store = self.ctx.today(), self.ctx.store
            preview_visit_sheet(self.window(), store, self.visit.id, today=today, actor=store.actor)

    def _load_checks(self) -> None:
        rows = self.records.brought()
        said = ngettext("First check the {n} you brought", "First check the {n} you brought", len(rows))
        self._brought.title.setText(said.format(n=len(rows)))
        self._brought.set_note(_("Press a digit; the next one follows by itself"))
        self.checks.show_issues(rows, self._known | self._marks)
        for widget in (self._brought, self._gap):
            widget.setVisible(bool(rows))

    def _say_counts(self) -> None:
        at = self.grid.currentIndex().row()
        written = sum(not self.model.row_at(n).is_blank() for n in range(self.model.rowCount()) if n != at)
        already = self.visit.registered if self.visit else 0
        self._fresh.set_note(count_words(written, max(at + 1, 1), already))

    def _on_typed(self) -> None:
        self._timer.start(SAVE_AFTER_MS)
        self._say_counts()
        if self.hint.words.property("tone") == "red":
            self.hint.show_words("")

    def _on_marked(self, issue_id: int, mark: CheckMark | None) -> None:
        if mark is None:
            self._marks.pop(issue_id, None)
        else:
            self._marks[issue_id] = mark
        self._timer.start(SAVE_AFTER_MS)

    def _to_checks(self) -> None:
        if self.checks.count():
            self.grid.commit()
            self.checks.setFocus()

    def _look_back(self, number: int) -> None:
        """Say quietly that somebody seems to have come before, or that another row says the same."""
        self._say_counts()
        row = self.model.row_at(number)
        if row.is_blank():
            return
        found = self.records.seen_before(row, self.model.village_of(row))
        self.hint.show_words(seen_before(row, found) or said_twice(row, self.model.rows()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.grid.commit()
            self.left.emit()
            return
        super().keyPressEvent(event)


def _offers(place: Place) -> dict[int, Any]:
    """Return what the cells of units and addresses offer."""
    units = [unit_choice(row.name, row.id, row.recent, n) for n, row in enumerate(place.agencies)]
    villages = [choice(row.name, row.id) for row in place.villages]
    return {AGENCY: lambda: units, ADDRESS: lambda: villages}
