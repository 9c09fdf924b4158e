"""Papers that went to units, and which units have something overdue to be chased for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, defer

from core.calendar.workdays import WorkCalendar
from core.chain import NoticeLevel, PaperKind, Variant
from core.documents.paper_facts import PaperBatch
from core.errors import Vanished
from core.issues import OPEN
from core.recusal import Complaint, UnitFacts, why_not_agency
from db.models import Agency, Issue, Paper, PaperIssue, Petitioner
from db.queries.issues import IssueRow, overdue
from db.queries.recusals import complaints, unit_facts


@dataclass(frozen=True, slots=True)
class ChaseRow:
    """A unit with overdue issues, the longest overdue first.

    Attributes:
        id: The unit's.
        worst: Most working days over.
        most_chased: How often its most pressed issue was pressed so far.
        kept_out: Overdue issues that stand in no letter: restricted, or about that unit.
    """

    id: int
    agency: str
    contact: str
    issues: tuple[IssueRow, ...]
    worst: int
    most_chased: int
    kept_out: int
    last_letter: date | None

    @property
    def issue_ids(self) -> list[int]:
        """The issues that its letter names."""
        return [issue.id for issue in self.issues]


@dataclass(frozen=True, slots=True)
class ToChase:
    """All units to be chased, and how many overdue issues nobody was given yet."""

    rows: tuple[ChaseRow, ...]
    without_unit: int

    @property
    def issues(self) -> int:
        """How many issues all letters name together."""
        return sum(len(row.issues) for row in self.rows)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in a list.

    Attributes:
        title: Of its first issue; empty for a workbook.
        waiting: Its answer is due and has not come back.
    """

    id: int
    kind: PaperKind
    number: str
    agency_id: int | None
    agency: str
    issued_on: date
    answer_by: date | None
    level: NoticeLevel
    items: int
    returned_on: date | None
    return_note: str
    waiting: bool


def to_chase(session: Session, today: date, *, calendar: WorkCalendar) -> ToChase:
    """Return every unit with overdue issues, the one with most of them first."""
    grouped: dict[int, list[IssueRow]] = defaultdict(list)
    without = 0
    for row in overdue(session, today, calendar):
        if row.agency_id is None:
            without += 1
        else:
            grouped[row.agency_id].append(row)
    kept = complaints(session) if grouped else {}
    letters = _last_letters(session)
    found = [_chase_row(session, unit, rows, kept, letters) for unit, rows in grouped.items()]
    shown = [row for row in found if row.issues or row.kept_out]
    shown.sort(key=lambda row: (-len(row.issues), -row.worst, row.agency))
    return ToChase(tuple(shown), without)


def _chase_row(
    session: Session, agency_id: int, rows: list[IssueRow], kept: dict[int, Complaint], letters: Mapping[int, date]
) -> ChaseRow:
    unit = unit_facts(session, agency_id)
    named = [row for row in rows if not _is_kept(kept.get(row.id), unit)]
    agency = session.get_one(Agency, agency_id)
    return ChaseRow(
        id=agency_id,
        agency=agency.name,
        contact="\u3000".join(filter(None, (agency.contact_name, agency.contact_phone))),
        issues=tuple(named),
        worst=max((row.late for row in named), default=0),
        most_chased=max((row.chase_count for row in named), default=0),
        kept_out=len(rows) - len(named),
        last_letter=letters.get(agency_id),
    )


def _is_kept(complaint: Complaint | None, unit: UnitFacts | None) -> bool:
    if complaint is None:
        return False
    return complaint.restricted or (unit is not None and why_not_agency(complaint, unit) is not None)


def _last_letters(session: Session) -> dict[int, date]:
    query = (
        select(Paper.agency_id, func.max(Paper.issued_on))
        .where(Paper.kind == PaperKind.CHASE_LETTER, Paper.agency_id.is_not(None))
        .group_by(Paper.agency_id)
    )
    return {agency_id: day for agency_id, day in session.execute(query) if agency_id is not None}


def papers_of(
    session: Session,
    today: date,
    *,
    issue_id: int | None = None,
    agency_id: int | None = None,
    kinds: Sequence[PaperKind] = (),
    limit: int = 1000,
) -> list[PaperRow]:
    """Return papers, the latest first: of an issue, of a unit, or all of them."""
    query = select(Paper, Agency.name, _count_of()).outerjoin(Agency, Agency.id == Paper.agency_id)
    if issue_id is not None:
        query = query.where(Paper.id.in_(select(PaperIssue.paper_id).where(PaperIssue.issue_id == issue_id)))
    if agency_id is not None:
        query = query.where(Paper.agency_id == agency_id)
    if kinds:
        query = query.where(Paper.kind.in_(kinds))
    rows = session.execute(_latest_first(query).limit(limit))
    return [_paper_row(paper, agency, items, today) for paper, agency, items in rows]


def _latest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(Paper.issued_on.desc(), Paper.id.desc())


def _count_of() -> Any:
    counted = select(func.count()).select_from(PaperIssue).where(PaperIssue.paper_id == Paper.id)
    return counted.correlate(Paper).scalar_subquery()


def _paper_row(paper: Paper, agency: str | None, items: int, today: date) -> PaperRow:
    waiting = paper.returned_on is None and paper.answer_by is not None and paper.answer_by < today
    return PaperRow(
        paper.id, paper.kind, paper.number, paper.agency_id, agency or "", paper.issued_on, paper.answer_by,
        paper.level, items, paper.returned_on, paper.return_note, waiting,
    )  # fmt: skip


def paper_words_of(session: Session, paper_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return the finished words of papers as they were when they were issued.

    Raises:
        Vanished: one is not there any more: issuing it was undone.
    """
    known = {paper.id: paper for paper in session.scalars(select(Paper).where(Paper.id.in_(paper_ids)))}
    if len(known) < len(set(paper_ids)):
        raise Vanished
    return [dict(known[each].fields["words"]) for each in paper_ids]


def people_of(session: Session, words: Sequence[Mapping[str, Any]]) -> dict[int, str]:
    """Return who raised each issue on papers, in full; only for internal copies, which are noted as seen."""
    ids = [item["id"] for paper in words for item in paper["items"]]
    found: dict[int, str] = {}
    for start in range(0, len(ids), 500):
        query = (
            select(Issue.id, Petitioner.name, Petitioner.phone, Petitioner.address)
            .join(Petitioner, Petitioner.id == Issue.petitioner_id)
            .where(Issue.id.in_(ids[start : start + 500]))
        )
        for issue_id, *parts in session.execute(query):
            found[issue_id] = "\u3000".join(filter(None, parts))
    return found


def batch_of(
    session: Session, words: Sequence[Mapping[str, Any]], variant: Variant = Variant.REDACTED, watermark: str = ""
) -> PaperBatch:
    """Return papers as they are set; an internal copy names who raised what."""
    people = people_of(session, words) if variant is Variant.INTERNAL else {}
    return PaperBatch(words, variant, people, watermark)


@dataclass(frozen=True, slots=True)
class PressedRow:
    """How sharply the office has written about an issue so far, and how often it is reported on."""

    level: NoticeLevel
    feedback_every: int | None
    case_leader_id: int | None


def issue_standing(session: Session, issue_id: int) -> PressedRow | None:
    """Return what a further notice on an issue starts from; None where it was deleted."""
    query = select(Issue.notice_level, Issue.feedback_every, Issue.case_leader_id).where(Issue.id == issue_id)
    found = session.execute(query).one_or_none()
    return None if found is None else PressedRow(*found)


@dataclass(frozen=True, slots=True)
class OpenUnitRow:
    """A unit with open issues that a workbook can ask about."""

    id: int
    agency: str
    issues: int
    last_workbook: date | None
    waiting: str


def open_units(session: Session) -> list[OpenUnitRow]:
    """Return the units with open issues, the one with most of them first; `waiting` is a workbook still out."""
    counts = (
        select(Agency.id, Agency.name, func.count(Issue.id))
        .join(Issue, Issue.lead_agency_id == Agency.id)
        .where(Issue.state.in_(OPEN), Issue.restricted.is_(False))
        .group_by(Agency.id, Agency.name)
        .order_by(func.count(Issue.id).desc(), Agency.name)
    )
    latest: dict[int, Paper] = {}
    workbooks = select(Paper).where(Paper.kind == PaperKind.AGENCY_WORKBOOK).order_by(Paper.id)
    for paper in session.scalars(workbooks.options(defer(Paper.fields))):
        if paper.agency_id is not None:
            latest[paper.agency_id] = paper
    rows = []
    for agency_id, name, count in session.execute(counts):
        last = latest.get(agency_id)
        waiting = last.number if last is not None and last.returned_on is None else ""
        rows.append(OpenUnitRow(agency_id, name, count, last.issued_on if last is not None else None, waiting))
    return rows
