"""What the record page reads of a visit besides its issues, and the one write in which it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.discipline import OutingFacts, hints
from core.i18n import N_
from core.issues import CheckMark
from core.outcome import OutcomeFacts, facts_with, outcome_prose
from core.promises import standing_text
from core.record_entry import IssueEntry
from core.records import Ending, RecordDraft
from core.visits import VisitState
from db.attachments import AttachmentRow, attach, attachments_of
from db.queries.issue_entry import EntryVisitRow
from db.queries.names import NamedRow, named_leaders
from db.queries.outing_discipline import outing_facts_of
from db.queries.promises import leaders_who_go, promises_before
from db.queries.templates import household_categories
from db.queries.visit_outcome import outcome_facts
from db.queries.visit_record import record_draft
from db.services.form_drafts import drop_draft
from db.services.visit_record import save_record
from desktop.context import AppContext
from desktop.visits.record.promises_section import Spoken

NamedFile = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Harvest:
    """Everything on the page that is saved in one write.

    Attributes:
        report: The research report chosen from the disk.
    """

    record: RecordDraft
    entries: Sequence[IssueEntry] = ()
    marks: Mapping[int, CheckMark] | None = None
    files: Sequence[NamedFile] = ()
    report: NamedFile | None = None
    ending: Ending = Ending.TOOK_PLACE
    reason: str = ""


class VisitRecords:
    """The record of one visit."""

    def __init__(self, ctx: AppContext, visit: EntryVisitRow, draft_key: str) -> None:
        self.ctx, self.visit, self._key = ctx, visit, draft_key
        self.leaders: list[NamedRow] = []
        self.categories: list[tuple[str, str]] = []
        self.files: list[AttachmentRow] = []
        self.spoken = Spoken((), (), visit.day, ctx.today())
        self._facts: OutcomeFacts | None = None
        self._outing: OutingFacts | None = None
        self.record = RecordDraft(visit.id)
        self.read()

    def read(self) -> None:
        """Read the record and what is needed to judge it."""
        today, calendar, soon = self.ctx.today(), self.ctx.calendar, self.ctx.settings.due_soon_days
        with self.ctx.store.read() as session:
            self.record = record_draft(session, self.visit.id) or RecordDraft(self.visit.id)
            self.leaders = named_leaders(session)
            self.categories = [(row.key, row.name) for row in household_categories(session) if row.active]
            self.files = attachments_of(session, visit_id=self.visit.id)
            facts = outcome_facts(session, self.visit.id)
            before = promises_before(session, self.visit.id, today=today, calendar=calendar, soon=soon)
            going = leaders_who_go(session, self.visit.id)
            outing = outing_facts_of(session, self.visit.id, self.ctx.settings, self.record)
        earlier = [(row, standing_text(row.due, today=today, calendar=calendar)) for row in before]
        self.spoken = Spoken(earlier, going, self.visit.day, today)
        form = self.visit.record
        kind = next((each.name for each in self.ctx.kinds if each.key == self.visit.kind), "")
        self._facts = replace(facts, record=form, kind=kind or facts.kind) if facts is not None else None
        self._outing = replace(outing, record=form) if outing is not None else None

    def ending(self) -> tuple[Ending, str]:
        """Return how the visit ended as far as it was said, and why."""
        if self.visit.state is VisitState.MISSED:
            return Ending.MISSED, self.visit.state_reason
        if self.record.cut_short:
            return Ending.CUT_SHORT, self.visit.state_reason
        return Ending.TOOK_PLACE, ""

    def is_logged(self) -> bool:
        """Return whether somebody said how it ended."""
        return self.visit.state in {VisitState.DONE, VisitState.MISSED}

    def is_ahead(self) -> bool:
        """Return whether its day has not come."""
        return self.visit.day > self.ctx.today()

    def prose(self, record: RecordDraft, entries: Sequence[IssueEntry], marks: Mapping[int, CheckMark]) -> str:
        """Return the words for the report, from what stands on the page."""
        return outcome_prose(facts_with(self._facts, record, entries, marks)) if self._facts is not None else ""

    def hints(self, vehicles: int | None, companions: int | None) -> list[str]:
        """Return what discipline says of the visit with so many vehicles and officials along."""
        if self._outing is None:
            return []
        along = self._outing.along if companions is None else companions
        return hints(replace(self._outing, vehicles=vehicles, along=along), self.ctx.settings)

    def save(self, harvest: Harvest) -> list[int]:
        """Write everything in one step; return the ids of the issues.

        Raises:
            UserError: something was refused; nothing was written.
        """
        ctx, record = self.ctx, harvest.record
        with ctx.store.write(N_("Record the visit")) as session:
            if harvest.report is not None:
                name, data = harvest.report
                record.report_attachment_id = attach(session, data, name, added_on=ctx.today(), visit_id=self.visit.id)
            ids = save_record(
                session,
                record,
                entries=harvest.entries,
                marks=harvest.marks or {},
                files=harvest.files,
                ending=harvest.ending,
                reason=harvest.reason,
                today=ctx.today(),
                calendar=ctx.calendar,
                settings=ctx.settings,
            )
            drop_draft(session, self._key)
        return ids
