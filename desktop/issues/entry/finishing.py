"""Finishing a record page: what is wrong is said where it stands; what is right is saved in one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.entry_rows import EntryRow
from core.errors import UserError
from core.i18n import _, day_text
from core.record_errors import MissedBringsNothing, VisitStillAhead
from core.records import Ending
from desktop.errors import show_refusal
from desktop.issues.entry.entry_records import photos_of
from desktop.issues.entry.entry_words import done_words
from desktop.visits.record.cell_grid import CellGrid
from desktop.visits.record.cells import Row
from desktop.visits.record.visit_records import Harvest

if TYPE_CHECKING:
    from desktop.issues.entry.entry_page import EntryView


class Finishing:
    """Checks and saves one page."""

    def __init__(self, page: EntryView) -> None:
        self._page, self._homes = page, 0

    def finish(self) -> None:
        """Save the page and leave it, or put the cursor into the first thing that cannot be saved."""
        page = self._page
        page.grid.commit()
        if self._told_fault():
            return
        marks = page.new_marks()
        source = page.source
        if source is None:
            if page.model.rows() or marks:
                self._save(self._register, len(page.model.rows()), len(marks))
            else:
                page.left.emit()
            return
        if source.is_ahead():
            if page.has_typed():
                self._refuse(VisitStillAhead(day=day_text(source.visit.day, year=True)).text())
            else:
                page.left.emit()
        elif source.is_logged() and not page.has_typed():
            page.left.emit()
        else:
            self._save(self._record, len(page.model.rows()), len(marks))

    def turn_into_issue(self, grid: CellGrid, row: Row) -> None:
        """Make a question or a need a row of the issue grid; a second time only says which row it is."""
        page = self._page
        grid.commit()
        title = next((text for key in ("needs", "text") if (text := row.text(key).strip())), "")
        if not title:
            page.hint.show_words(_("There are no words yet that could become an issue."))
            return
        known = next((n for n in range(page.model.rowCount()) if page.model.row_at(n).uid == row.issue_uid), None)
        if known is None and row.issue_uid and row.id is not None:
            page.hint.show_words(_("This became an issue earlier; it stands in the register."))
            return
        if known is None:
            made = EntryRow(
                name=row.text("householder"),
                phone=row.text("phone"),
                address=f"{row.text('village')}{row.text('address')}",
                title=title,
            )
            row.issue_uid = made.uid
            known = page.model.add(made)
            grid.changed.emit()
            grid.update()
        page.hint.show_words(_("It is issue no. {n} of this page. Choose its unit there.").format(n=known + 1))

    def _told_fault(self) -> bool:
        """Go to the first thing that cannot be saved, in the order of the page; return whether there is one."""
        page = self._page
        for block in page.body.blocks:
            if block.key == "issues":
                if self._told_row_fault():
                    return True
            elif page.sections is not None and block.key in page.sections.by_key:
                found = page.sections.by_key[block.key].fault()
                if found is not None:
                    self._show_fault(block.words, *found)
                    return True
        return False

    def _told_row_fault(self) -> bool:
        page = self._page
        wrong = page.model.first_problem()
        if wrong is not None:
            index, why = wrong
            page.grid.go(index.row(), index.column())
            page.hint.show_words(_("Row {n}: {why}").format(n=index.row() + 1, why=why), alarm=True)
            return True
        for number in range(page.model.rowCount()) if page.strip is not None else ():
            row = page.model.row_at(number)
            found = None if page.strip is None or row.is_blank() else page.strip.form.problem(row)
            if found is not None and page.strip is not None:
                name, why = found
                page.grid.go(number, 0)
                page.open_strip(number)
                page.strip.enter(name)
                page.hint.show_words(_("Row {n}: {why}").format(n=number + 1, why=why), alarm=True)
                return True
        return False

    def _show_fault(self, section: str, field: QWidget, why: str) -> None:
        page = self._page
        if isinstance(field, CellGrid):
            field.go_to_fault()
        else:
            field.setFocus(Qt.FocusReason.TabFocusReason)
        page.body.bring(field, field.rect() if not isinstance(field, CellGrid) else field.current_rect())
        page.hint.show_words(_("{section}: {why}").format(section=section, why=why), alarm=True)

    def _refuse(self, words: str) -> None:
        self._page.save_now()
        self._page.hint.show_words(words, alarm=True)

    def _save(self, write: Callable[[], None], issues: int, marks: int) -> None:
        page = self._page
        try:
            before = page.ctx.store.head()
            page.stop_keeping(finished=True)  # what the write announces finds nothing left to keep
            write()
        except MissedBringsNothing as error:
            page.stop_keeping(finished=False)
            page.body.enter("summary")
            self._refuse(error.text())
            return
        except (UserError, OSError) as error:
            page.stop_keeping(finished=False)
            page.save_now()
            show_refusal(page, error)
            return
        said = done_words(issues, marks, self._homes) or _("The record is saved")
        page.ctx.toast(said, undo=page.ctx.wrote_since(before))
        page.left.emit()

    def _register(self) -> None:
        page = self._page
        page.records.finish(page.model.drafts(), photos_of(page.model.rows()), page.new_marks())

    def _record(self) -> None:
        page = self._page
        assert page.sections is not None
        assert page.source is not None
        summary = page.sections.summary
        record = page.sections.record({row.uid for row in page.model.rows()})
        self._homes = len(record.households)
        if summary.current() is Ending.MISSED:
            record.result = ""
        page.source.save(
            Harvest(
                record,
                page.entries(photos_of(page.model.rows())),
                page.new_marks(),
                page.sections.files(),
                page.sections.report(),
                summary.current(),
                summary.words("reason"),
            )
        )
        page.sections.saved()
