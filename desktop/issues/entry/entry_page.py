"""The fast entry: check what was brought, then write down what is new, by keys alone, kept at every keystroke."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from core.entry_rows import ADDRESS, AGENCY, NAME, EntryRow, pasted, rows_from_json, rows_of, rows_to_json
from core.i18n import N_, _, ngettext
from core.issues import CheckMark
from db.attachments import attach
from db.queries.form_drafts import form_draft
from db.queries.issue_entry import (
    EntryVisitRow,
    agency_loads,
    entry_visit,
    marks_of,
    same_person,
    townships,
    villages_of,
)
from db.queries.issues import township_open_issues
from db.services.form_drafts import drop_draft, keep_draft
from db.services.issue_actions import check_on_site
from db.services.issues import register_issues
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.issues.entry.check_list import CheckList
from desktop.issues.entry.entry_grid import EntryGrid
from desktop.issues.entry.entry_header import EntryHeader
from desktop.issues.entry.entry_model import EntryModel, Place
from desktop.issues.entry.entry_words import clock, done_words, marks_from, seen_before, unit_choice
from desktop.issues.entry.key_bar import HintLine, KeyBar
from desktop.issues.entry.paste_dialog import PasteDialog
from desktop.widgets import Rule, SectionTitle, ask, choice

SAVE_AFTER_MS = 400


class EntryView(QWidget):
    """Fast entry for one visit, or for one township without a visit. Signal: left(): back to the ledger."""

    left = Signal()

    def __init__(self, ctx: AppContext, place: Place, *, visit: EntryVisitRow | None, township: str) -> None:
        super().__init__()
        self.ctx, self.visit, self._township = ctx, visit, township
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._key = f"entry:visit:{visit.id}" if visit else f"entry:township:{place.township_id}"
        self._known: dict[int, CheckMark] = {}
        self._marks: dict[int, CheckMark] = {}
        self._finished = False
        self.model = EntryModel(place, self)
        self.checks = CheckList()
        self.grid = EntryGrid(self.model, self._offers())
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        self._build()
        self._connect()

    @classmethod
    def for_place(cls, ctx: AppContext, *, visit_id: int | None, township_id: int | None) -> EntryView | None:
        """Return the entry for a visit or a township; None where it is not there any more."""
        with ctx.store.read() as session:
            visit = entry_visit(session, visit_id) if visit_id is not None else None
            home = visit.township_id if visit else township_id
            name = dict(townships(session)).get(home) if home is not None else None
            if name is None or home is None or (visit_id is not None and visit is None):
                return None
            place = Place(
                raised_on=min(visit.day, ctx.today()) if visit else ctx.today(),
                township_id=home,
                visit_id=visit_id,
                villages=villages_of(session, home),
                agencies=agency_loads(session, ctx.today()),
                calendar=ctx.calendar,
                settings=ctx.settings,
            )
        return cls(ctx, place, visit=visit, township=name)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = EntryHeader(self.model.place, self.visit, self._township)
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
        with self.ctx.store.read() as session:
            draft = form_draft(session, self._key)
            self._known = marks_of(session, self.visit.id) if self.visit else {}
        if draft is not None:
            rows = rows_from_json(draft.fields.get("rows"))
            self._marks = marks_from(draft.fields.get("marks"))
            self.model.show_rows(rows)
            kept = _("Kept from {time}").format(time=clock(draft.saved_at))
            self.saved.setText(kept if rows or self._marks else "")
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
        drafts, place, photos = self.model.drafts(), self.model.place, self._photos()
        if photos is None:
            return
        marks = {issue_id: mark for issue_id, mark in self._marks.items() if self._known.get(issue_id) is not mark}
        if not drafts and not marks:
            self._forget()
            return
        self._timer.stop()
        with shown_to(self) as outcome, self.ctx.store.write(N_("Record issues")) as session:
            self._finished = True
            ids = register_issues(session, drafts, calendar=place.calendar, settings=place.settings)
            for issue_id, row in zip(ids, self.model.rows(), strict=True):
                for name, data in photos.get(row.uid, ()):
                    attach(session, data, name, added_on=self.ctx.today(), issue_id=issue_id)
            for issue_id, mark in marks.items():
                if self.visit is not None:
                    check_on_site(session, self.visit.id, issue_id, mark, day=place.raised_on)
            drop_draft(session, self._key)
        self._finished = outcome.ok
        if outcome.ok:
            self.ctx.toast(done_words(len(drafts), len(marks)), undo=True)
            self.left.emit()

    def save_now(self) -> None:
        """Keep what is typed, before anything can happen to it."""
        self._timer.stop()
        if self._finished or self.ctx.read_only:
            return
        rows = rows_to_json(self.model.rows())
        marks = {str(issue_id): mark.value for issue_id, mark in self._marks.items()}
        now = datetime.now(UTC)
        with shown_to(self) as outcome, self.ctx.store.write(N_("Keep what is typed")) as session:
            if rows or marks:
                keep_draft(session, self._key, {"rows": rows, "marks": marks}, at=now)
            else:
                drop_draft(session, self._key)
        if outcome.ok and (rows or marks):
            self.saved.setText(_("✓ {time} saved by itself").format(time=clock(now)))

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
            self.ctx.navigate("calendar", visit_id=self.visit.id, print_sheet=True)

    def _offers(self) -> dict[int, Any]:
        units = [unit_choice(row.name, row.id, row.recent, n) for n, row in enumerate(self.model.place.agencies)]
        villages = [choice(row.name, row.id) for row in self.model.place.villages]
        return {AGENCY: lambda: units, ADDRESS: lambda: villages}

    def _load_checks(self) -> None:
        if self.visit is None:
            rows = []
        else:
            with self.ctx.store.read() as session:
                rows = township_open_issues(
                    session, self.visit.township_id, self.ctx.today(), calendar=self.ctx.calendar,
                    due_soon_days=self.ctx.settings.due_soon_days,
                )  # fmt: skip
            rows = [row for row in rows if row.raised_on < self.visit.day]
        self._brought.title.setText(
            ngettext("First check the {n} you brought", "First check the {n} you brought", len(rows)).format(
                n=len(rows)
            )
        )
        self._brought.set_note(_("Press a digit; the next one follows by itself"))
        self.checks.show_issues(rows, self._known | self._marks)
        for widget in (self._brought, self._gap):
            widget.setVisible(bool(rows))

    def _say_counts(self) -> None:
        at = self.grid.currentIndex().row()
        written = sum(not self.model.row_at(n).is_blank() for n in range(self.model.rowCount()) if n != at)
        already = self.visit.registered if self.visit else 0
        note = ngettext("{n} so far, writing no. {next}", "{n} so far, writing no. {next}", written).format(
            n=written, next=max(at + 1, 1)
        )
        if already:
            earlier = ngettext("{n} registered earlier", "{n} registered earlier", already).format(n=already)
            note = _("{note}, {earlier}").format(note=note, earlier=earlier)
        self._fresh.set_note(note)

    def _on_typed(self) -> None:
        self._timer.start()
        self._say_counts()
        if self.hint.words.property("tone") == "red":
            self.hint.show_words("")

    def _on_marked(self, issue_id: int, mark: CheckMark | None) -> None:
        if mark is None:
            self._marks.pop(issue_id, None)
        else:
            self._marks[issue_id] = mark
        self._timer.start()

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
        village = self.model.village_of(row)
        with self.ctx.store.read() as session:
            found = same_person(
                session, self.ctx.today(), township_id=self.model.place.township_id, name=row.name, phone=row.phone,
                village_id=village,
            )  # fmt: skip
        self.hint.show_words(seen_before(row, found) or self._twice(row))

    def _twice(self, row: EntryRow) -> str:
        twins = [other for other in self.model.rows() if other is not row and row.title and other.title == row.title]
        return _("Another row says the same: {title}").format(title=row.title) if twins else ""

    def _photos(self) -> dict[str, list[tuple[str, bytes]]] | None:
        """Return the photos of each row; None where one cannot be read, which was shown."""
        with shown_to(self) as outcome:
            return {
                row.uid: [(Path(path).name, Path(path).read_bytes()) for path in row.photos]
                for row in self.model.rows()
                if row.photos
            }
        return {} if outcome.ok else None

    def _forget(self) -> None:
        self.save_now()
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.grid.commit()
            self.left.emit()
            return
        super().keyPressEvent(event)
