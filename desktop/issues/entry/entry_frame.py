"""The frame of the record page: head, sections one below the other, the strip of the current row, hints and keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.entry_rows import NAME
from core.i18n import _
from desktop.issues.earlier_case import EarlierCase
from desktop.issues.entry.check_list import CheckList
from desktop.issues.entry.entry_grid import EntryGrid
from desktop.issues.entry.entry_header import EntryHeader
from desktop.issues.entry.entry_model import LEAST_ROWS, EntryModel
from desktop.issues.entry.entry_records import EntryRecords
from desktop.issues.entry.entry_words import grid_offers
from desktop.issues.entry.key_bar import HintLine, KeyBar
from desktop.issues.entry.page_keys import keys_of
from desktop.visits.record.form_section import FormSection
from desktop.visits.record.record_body import Block, RecordBody
from desktop.visits.record.record_sections import RecordSections
from desktop.visits.record.sections import RecordSection
from desktop.visits.record.strip import RowStrip
from desktop.visits.record.strip_forms import strip_form
from desktop.visits.record.visit_records import VisitRecords
from desktop.widgets import SectionTitle

TAB = Qt.FocusReason.TabFocusReason
_SHORT_ROWS = 4


class EntryFrame(QWidget):
    """What is where on the page, and how the keys lead from one part to the next."""

    def __init__(self, records: EntryRecords) -> None:
        super().__init__()
        self.ctx, self.records, self.visit = records.ctx, records, records.visit
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.source = VisitRecords(self.ctx, self.visit, records.key) if self.visit is not None else None
        self.sections = RecordSections(self.source, records.place) if self.source is not None else None
        leading = self.sections.leading if self.sections is not None else ""
        self.model = EntryModel(records.place, self, least=_SHORT_ROWS if leading else LEAST_ROWS)
        self.checks, self.hint, self.body = CheckList(), HintLine(), RecordBody()
        self.earlier = EarlierCase(self.ctx)
        self.grid = EntryGrid(self.model, grid_offers(self.model.place))
        self.grid.setAccessibleName(_("New issues today"))
        form = strip_form(self.source, self.model.place.agencies) if self.source is not None else None
        self.strip = RowStrip(form) if form is not None else None
        if form is not None:
            self.model.mark_of = form.mark
        self._build(leading)
        self._connect_frame()

    def _build(self, leading: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        kinds = {kind.key: kind for kind in self.ctx.kinds}  # reading them makes their seals known
        kind = kinds.get(self.visit.kind) if self.visit is not None else None
        self.header = EntryHeader(self.records.place, self.visit, self.records.township, kind)
        self._brought = SectionTitle(_("First check the ones you brought"), ruled=False)
        today = self.visit is None or self.visit.day == self.ctx.today()
        self._fresh = SectionTitle(_("New issues today") if today else _("New issues"), ruled=False)
        unit = self.model.place.settings.default_limit_unit
        note = _("Type days; counted as working days") if unit == "working" else _("Type days; counted as natural days")
        self.bar = KeyBar(note)
        self.body.add(Block("checks", _("Check"), self._brought, self.checks, self._enter_checks), ruled=False)
        for key, section in self.sections.by_key.items() if self.sections is not None else ():
            if key == leading:
                self._add_section(key, section)
        self.body.add(Block("issues", _("New issues"), self._fresh, self.grid, self.start_writing))
        for key, section in self.sections.by_key.items() if self.sections is not None else ():
            if key != leading:
                self._add_section(key, section)
        self.body.finish()
        for widget in (self.header, self.body, self.strip, self.earlier, self.hint, self.bar):
            if widget is not None:
                column.addWidget(widget, 1 if widget is self.body else 0)

    def _add_section(self, key: str, section: RecordSection) -> None:
        head = SectionTitle(section.title(), ruled=False)
        block = Block(key, section.title(), head, section, lambda: section.first_field().setFocus(TAB))
        self.body.add(block)
        section.note_changed.connect(lambda: head.set_note(section.note()))
        section.hinted.connect(self.hint.show_words)
        section.left_upwards.connect(lambda: self.body.jump(-1, start=block))
        section.left_downwards.connect(lambda: self.body.jump(1, start=block))
        if isinstance(section, FormSection):
            section.cell_moved.connect(self.body.bring)

    def _connect_frame(self) -> None:
        self.checks.done.connect(lambda: self._leave_block("checks", 1))
        self.grid.left_upwards.connect(lambda: self._leave_block("issues", -1))
        self.grid.left_downwards.connect(lambda: self._leave_block("issues", 1))
        self.grid.details_wanted.connect(self.open_strip)
        self.grid.moved.connect(self._on_moved)
        self.model.typed.connect(self.watch_person)
        self.body.resized.connect(self.fit_grid)
        self.body.section_changed.connect(self._on_section)
        self.hint.track.wanted.connect(self.body.enter)
        if self.strip is not None:
            self.strip.changed.connect(self.model.say_changed)
            self.strip.left.connect(self.close_strip)

    def panes(self) -> list[QWidget]:
        """Return what F6 visits."""
        found: list[QWidget] = []
        for block in self.body.visible_blocks():
            found.append(block.content)
            if block.key == "issues" and self.strip is not None and self.strip.row() is not None:
                found.append(self.strip)
        return found

    def start_writing(self) -> None:
        """Stand in the first cell of the first free row."""
        self.grid.go(self.model.next_row(), NAME)

    def jump(self, by: int) -> None:
        """Ctrl+PgDn, Ctrl+PgUp, Shift+F6: the next section or the one before."""
        issues = next(block for block in self.body.blocks if block.key == "issues")
        in_strip = self.strip is not None and self.strip.row() is not None
        self.body.jump(by, start=issues if in_strip and self.body.current() is None else None)

    def open_strip(self, number: int) -> None:
        """Alt+Down: people or opinions of a row."""
        if self.strip is None:
            return
        if self.model.row_at(number).is_blank():
            self.hint.show_words(_("Write down the issue first."))
        else:
            self.hint.show_words("")
            self.strip.open_row(number, self.model.row_at(number))
            self.show_row_summary()
            self.bar.show_keys(keys_of("strip", None, strip=True))
            QTimer.singleShot(0, lambda: self.body.bring(self.grid, self.grid.cell_rect()))

    def close_strip(self) -> None:
        """Back to the row; what was typed in the strip stays with it."""
        if self.strip is not None:
            self.strip.close_strip()
            index = self.grid.currentIndex()
            self.grid.go(max(index.row(), 0), max(index.column(), NAME))

    def enter_work(self) -> None:
        """Stand where work begins: in the section that leads the page, else in the first free row."""
        leading = self.sections.leading if self.sections is not None else ""
        if leading and not self.model.rows():
            self.body.enter(leading)
        else:
            self.start_writing()

    def show_sections(self) -> None:
        """Name the sections that there are now at the foot."""
        blocks = self.body.visible_blocks() if self.sections is not None else []
        self.hint.track.show_sections([(block.key, block.words) for block in blocks])

    def fit_grid(self) -> None:
        """Let the new issues have the rest of the first screen, as far as they lead it."""
        leads = self.sections is None or not self.sections.leading
        top = self.grid.mapTo(self.body.inside, QPoint(0, 0)).y()
        self.grid.fit(max(self.body.viewport().height() - top, 0) if leads else 0)

    def show_row_summary(self) -> None:
        """Say below the grid what the strip holds of the current row."""
        number = self.grid.currentIndex().row()
        here = self.body.current()
        row = self.model.row_at(number) if 0 <= number < self.model.rowCount() else None
        known = self.strip is not None and row is not None and not row.is_blank()
        if not known or self.strip is None or row is None or (here is not None and here.key != "issues"):
            self.hint.show_rest("")
            return
        said = _("No. {n}: {words}").format(n=number + 1, words=self.strip.form.summary(row))
        self.hint.show_rest("" if self.strip.row() is not None else said)

    def watch_person(self) -> None:
        """Show an earlier case of whoever is being written down, a moment after the last key."""
        at = self.grid.currentIndex().row()
        if 0 <= at < self.model.rowCount():
            row = self.model.row_at(at)
            self.earlier.watch(row.name, row.phone, self.model.village_of(row))

    def _enter_checks(self) -> None:
        if not self.checks.go_to_unmarked():
            self.checks.setFocus(TAB)

    def _leave_block(self, key: str, by: int) -> None:
        block = next(each for each in self.body.blocks if each.key == key)
        if key == "issues":
            self.grid.commit()
        self.body.jump(by, start=block)

    def _on_moved(self, place: QRect) -> None:
        self.body.bring(self.grid, place)
        self.watch_person()
        if self.strip is not None and self.strip.row() is not None:
            self.strip.close_strip()  # the cursor went to another row: the strip is of the one it was opened for
        self.show_row_summary()

    def _on_section(self, key: str) -> None:
        self.hint.track.show_current(key)
        section = self.sections.by_key.get(key) if self.sections is not None else None
        leading = self.sections is not None and bool(self.sections.leading)
        several = self.sections is not None
        keys = keys_of(key, section, strip=self.strip is not None, sections=several, leading=leading)
        self.bar.show_keys(keys, days=section is None)
        if key == "issues":
            self.show_row_summary()
            return
        self.hint.show_rest("")
        if self.strip is not None:
            self.strip.close_strip()  # it belongs to a row of the issues, and this section needs its room
