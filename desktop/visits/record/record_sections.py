"""The sections of one visit's record page, in the order of its kind's record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from PySide6.QtWidgets import QApplication

from core.errors import UserError
from core.issues import CheckMark
from core.record_entry import IssueEntry
from core.records import Ending, HouseholdDraft, NoteDraft, RecordDraft
from core.visits import RecordForm
from desktop.issues.entry.entry_model import Place
from desktop.privacy.chat import copy_for_chat
from desktop.visits.record.attendance_section import AttendanceSection
from desktop.visits.record.cell_grid import CellGrid
from desktop.visits.record.cells import Row
from desktop.visits.record.files_section import FilesSection
from desktop.visits.record.households_section import HouseholdsSection
from desktop.visits.record.outreach_section import OutreachSection
from desktop.visits.record.promises_section import PromisesSection
from desktop.visits.record.research_section import ResearchSection
from desktop.visits.record.sections import RecordSection
from desktop.visits.record.summary_section import SummarySection
from desktop.visits.record.visit_records import VisitRecords

LEADING = {RecordForm.RESEARCH: "research", RecordForm.OUTREACH: "outreach", RecordForm.HOUSEHOLDS: "households"}
"""The section that stands before the new issues, by the record of the kind."""

Raised = Callable[[], tuple[Sequence[IssueEntry], Mapping[int, CheckMark]]]


class RecordSections:
    """All sections of the page but the issues themselves.

    Args:
        source: What is stored.
        place: Where the visit is.

    Attributes:
        raised: Tells the issues and marks that stand on the page.
        leading: Key of the section that stands before the issues, "" for none.
    """

    def __init__(self, source: VisitRecords, place: Place) -> None:
        self._source = source
        self.raised: Raised = lambda: ((), {})
        visit, form = source.visit, source.visit.record
        self.by_key: dict[str, RecordSection] = {}
        if form is RecordForm.RESEARCH:
            self.by_key["research"] = ResearchSection(source.files, source.hints)
        if form is RecordForm.OUTREACH:
            self.by_key["outreach"] = OutreachSection()
        least = 3 if form is RecordForm.HOUSEHOLDS else 1
        homes = HouseholdsSection(place.villages, source.categories, visit.day, least=least)
        self.summary = SummarySection(
            self.prose, half=visit.half, starts=visit.starts_at, ends=visit.ends_at,
            copy_words=lambda words: copy_for_chat(source.ctx.store, words, form="visit_text", visit_id=visit.id),
        )  # fmt: skip
        self.by_key["households"] = homes
        self.by_key["promises"] = PromisesSection(source.spoken)
        self.by_key["attendance"] = AttendanceSection(source.ctx)
        self.by_key["files"] = FilesSection(source.ctx)
        self.by_key["summary"] = self.summary
        self.leading = LEADING.get(form, "")
        self._stored_links: set[str] = set()
        for key, section in self.by_key.items():
            if key != "summary":
                section.changed.connect(self.summary.page_changed)

    def load(self) -> None:
        """Show what is stored."""
        record, research = self._source.record, self.by_key.get("research")
        if isinstance(research, ResearchSection):
            research.offer_files(self._source.files)  # a report attached elsewhere would be lost in saving
        rows: list[NoteDraft | HouseholdDraft] = [*record.notes, *record.households]
        self._stored_links = {each.issue_uid for each in rows if each.issue_uid}
        for section in self.by_key.values():
            if section is not self.summary:
                section.load(record)
        self.summary.load_ended(record, *self._source.ending())

    def typed(self) -> dict[str, Any]:
        """Return what was typed since then, by section."""
        found = {key: section.typed() for key, section in self.by_key.items()}
        return {key: typed for key, typed in found.items() if typed is not None}

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Show what an earlier sitting typed."""
        for key, section in self.by_key.items():
            if typed.get(key) is not None:
                section.restore(typed[key])

    def record(self, uids: set[str]) -> RecordDraft:
        """Return the record as it stands on the page.

        Args:
            uids: Of the issues that stand on the page; a link to any other was cut when its row was deleted.

        Raises:
            UserError: a section cannot be understood.
        """
        record = deepcopy(self._source.record)
        for section in self.by_key.values():
            section.store_into(record)
        rows: list[NoteDraft | HouseholdDraft] = [*record.notes, *record.households]
        for each in rows:
            if each.issue_uid not in uids | self._stored_links:
                each.issue_uid = ""
        return record

    def prose(self) -> str:
        """Return the words for the report, as far as the page can be understood."""
        entries, marks = self.raised()
        record = deepcopy(self._source.record)
        for section in self.by_key.values():
            if section is self.summary:
                continue
            try:
                section.store_into(record)
            except UserError:
                continue
        record.cut_short = self.summary.current() is Ending.CUT_SHORT
        return self._source.prose(record, entries, marks)

    def files(self) -> list[tuple[str, bytes]]:
        """Return the files that are attached when the record is saved.

        Raises:
            OSError: one of them cannot be read any more.
        """
        return [file for section in self.by_key.values() for file in section.files()]

    def report(self) -> tuple[str, bytes] | None:
        """Return the report chosen from the disk.

        Raises:
            OSError: it cannot be read any more.
        """
        research = self.by_key.get("research")
        return research.report_file() if isinstance(research, ResearchSection) else None

    def saved(self) -> None:
        """The record was written."""
        for section in self.by_key.values():
            section.saved()

    def row_for_issue(self) -> tuple[CellGrid, Row] | None:
        """Return the line under the cursor that can become an issue."""
        for section in self.by_key.values():
            if isinstance(section, (ResearchSection, OutreachSection, HouseholdsSection)):
                found = section.issue_row()
                if found is not None:
                    return found
        return None


def grid_in_focus() -> CellGrid | None:
    """Return the small grid that the cursor is in."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if isinstance(widget, CellGrid):
            return widget
        widget = widget.parentWidget()
    return None


def section_in_focus() -> RecordSection | None:
    """Return the section that the cursor is in."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if isinstance(widget, RecordSection):
            return widget
        widget = widget.parentWidget()
    return None
