"""Workbooks that went out to units: what was handed out, and how what came back differs from the schedule now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.agency_workbook.layout import (
    BY_KEY,
    DONE,
    EXPECTED,
    NO,
    PERSON,
    THEIRS,
    WORDS,
    YES,
    HandedOut,
    Mark,
    rows_from_json,
)
from core.agency_workbook.reading import ReturnedRow, judged
from core.agency_workbook.verdicts import USABLE, RowVerdict
from core.chain import PaperKind
from core.errors import UserError
from core.i18n import _
from core.issues import NOTES, OPEN, IssueState
from core.life_cycle import MOVES, Need, require
from core.paper_errors import AgencyUnknown, DoneWithoutWords, WorkbookOfAnotherSchedule, WorkbookUnknownHere
from db.models import Agency, AgencyAlias, Issue, IssueAction, Paper, PaperIssue
from db.queries.settings import office_settings

_ANSWERED = frozenset({IssueState.FEEDBACK, IssueState.CHECKED, IssueState.REPLIED})


@dataclass(frozen=True, slots=True)
class CellChange:
    """One answer of the unit that is not in the schedule yet.

    Attributes:
        before: What the cell said when the workbook was handed out.
        now: What the schedule says now.
        theirs: What came back.
        why_not: Why it cannot be taken; empty where it can.
    """

    row: int
    key: str
    issue_id: int
    number: str
    title: str
    column: str
    before: str
    now: str
    theirs: str
    why_not: str = ""

    @property
    def id(self) -> tuple[str, str]:
        """Row key and column."""
        return (self.key, self.column)


@dataclass(frozen=True, slots=True)
class Review:
    """All that came back, ready to be accepted or not.

    Attributes:
        rows: Every row with its verdict.
        changes: The cells that differ, in the order of the file.
        same: How many answers the schedule holds already.
        warnings: Sentences about the file as a whole.
    """

    handed: HandedOut
    rows: tuple[ReturnedRow, ...]
    changes: tuple[CellChange, ...]
    same: int
    warnings: tuple[str, ...]

    @property
    def acceptable(self) -> tuple[CellChange, ...]:
        """The changes that can be taken."""
        return tuple(change for change in self.changes if not change.why_not)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said of rows that are not as they were handed out."""
        return tuple(row.sentence for row in self.rows if row.sentence)


def agency_named(session: Session, name: str) -> Agency:
    """Return the unit of that name, short name or other name.

    Raises:
        AgencyUnknown: there is none.
    """
    wanted = name.strip()
    if not wanted:  # units without a short name have an empty one
        raise AgencyUnknown(name=wanted)
    by_alias = select(AgencyAlias.agency_id).where(AgencyAlias.alias == wanted)
    query = select(Agency).where(or_(Agency.name == wanted, Agency.short_name == wanted, Agency.id.in_(by_alias)))
    found = session.scalars(query.order_by(Agency.name != wanted, Agency.id)).first()
    if found is None:
        raise AgencyUnknown(name=wanted)
    return found


def handed_out(session: Session, mark: Mark | None, keys: Iterable[str], file: str) -> HandedOut:
    """Return what was handed out with the workbook that *mark* or the *keys* of its rows name.

    Raises:
        WorkbookOfAnotherSchedule: another schedule handed it out.
        WorkbookUnknownHere: nobody knows it, or handing it out was undone.
    """
    paper = session.scalar(select(Paper).where(Paper.uid == mark.uid)) if mark is not None else None
    if paper is None:
        paper = _paper_with(session, frozenset(keys))
    if paper is None or paper.kind is not PaperKind.AGENCY_WORKBOOK or paper.agency_id is None:
        county = office_settings(session).county
        if mark is not None and mark.county and mark.county != county:
            raise WorkbookOfAnotherSchedule(file=file, county=mark.county, number=mark.number)
        raise WorkbookUnknownHere(file=file)
    later = (Paper.kind == PaperKind.AGENCY_WORKBOOK, Paper.agency_id == paper.agency_id, Paper.id > paper.id)
    newer = session.scalar(select(Paper.number).where(*later).order_by(Paper.id.desc()).limit(1))
    return HandedOut(
        paper.id, paper.uid, paper.number, office_settings(session).county, paper.agency_id,
        session.get_one(Agency, paper.agency_id).name, paper.issued_on, dict(paper.fields["headings"]),
        rows_from_json(paper.fields), dict(paper.fields.get("answers", {})), newer or "",
    )  # fmt: skip


def _paper_with(session: Session, keys: frozenset[str]) -> Paper | None:
    """Return the workbook that most of *keys* belong to: its mark was deleted, its keys were not.

    A key belongs to one workbook only, so the search from the latest one backwards ends where all were found.
    """
    best, count, left = 0, 0, len(keys)
    query = select(Paper.id, Paper.fields).where(Paper.kind == PaperKind.AGENCY_WORKBOOK).order_by(Paper.id.desc())
    for id, fields in session.execute(query.execution_options(yield_per=20)) if keys else ():
        found = sum(row["key"] in keys for row in fields.get("rows", ()))
        if found > count:
            best, count = id, found
        left -= found
        if left <= 0:
            break
    return session.get(Paper, best)


def accepted_before(session: Session, issue_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return what was last accepted of each issue, column by column, over all workbooks."""
    wanted, found = set(issue_ids), defaultdict[int, dict[str, str]](dict)
    named = select(PaperIssue.paper_id).where(PaperIssue.issue_id.in_(wanted))
    papers = select(Paper.fields).where(Paper.kind == PaperKind.AGENCY_WORKBOOK, Paper.id.in_(named))
    for fields in session.scalars(papers.order_by(Paper.id)):
        issues = {row["key"]: row["issue"] for row in fields.get("rows", ())}
        for key, answers in fields.get("answers", {}).items():
            if issues.get(key) in wanted:
                found[issues[key]].update(answers)
    return dict(found)


def review_of(session: Session, handed: HandedOut, rows: Sequence[ReturnedRow]) -> Review:
    """Return how what came back stands to the schedule now."""
    ids = [row.issue_id for row in handed.rows]
    issues = _issues(session, ids)
    notes, accepted = _notes(session, ids), accepted_before(session, ids)
    judged_rows = [_judged(row, issues, handed) for row in rows]
    changes: list[CellChange] = []
    same = 0
    for row in judged_rows:
        if row.handed is None or row.verdict not in USABLE:
            continue
        issue = issues[row.handed.issue_id]
        now = _now(issue, notes[issue.id], accepted.get(issue.id, {}))
        found, known = _changes(row, issue, now, notes[issue.id], handed.answers.get(row.key, {}))
        changes += found
        same += known
    return Review(handed, tuple(judged_rows), tuple(changes), same, tuple(_warnings(handed)))


def _warnings(handed: HandedOut) -> list[str]:
    if not handed.newer:
        return []
    told = _("A newer workbook ({newer}) went out to {agency} after this one ({number}). Look at every cell.")
    return [told.format(newer=handed.newer, agency=handed.agency, number=handed.number)]


def _issues(session: Session, ids: Sequence[int]) -> dict[int, Issue]:
    found: dict[int, Issue] = {}
    for start in range(0, len(ids), 500):
        query = select(Issue).where(Issue.id.in_(ids[start : start + 500]))
        found |= {issue.id: issue for issue in session.scalars(query)}
    return found


def _notes(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return what units said of each issue so far, the latest last."""
    found: dict[int, list[str]] = {each: [] for each in ids}
    for start in range(0, len(ids), 500):
        query = (
            select(IssueAction.issue_id, IssueAction.text)
            .where(IssueAction.issue_id.in_(ids[start : start + 500]), IssueAction.kind.in_(NOTES))
            .order_by(IssueAction.day, IssueAction.id)
        )
        for issue_id, text in session.execute(query):
            found[issue_id].append(text)
    return found


def last_notes(session: Session, ids: Sequence[int]) -> dict[int, tuple[date, str]]:
    """Return what the unit said last of each issue, and when."""
    found: dict[int, tuple[date, str]] = {}
    for start in range(0, len(ids), 500):
        last = (
            select(func.max(IssueAction.id))
            .where(IssueAction.issue_id.in_(ids[start : start + 500]), IssueAction.kind.in_(NOTES))
            .group_by(IssueAction.issue_id)
        )
        query = select(IssueAction.issue_id, IssueAction.day, IssueAction.text).where(IssueAction.id.in_(last))
        found |= {issue_id: (day, text) for issue_id, day, text in session.execute(query)}
    return found


def _judged(row: ReturnedRow, issues: Mapping[int, Issue], handed: HandedOut) -> ReturnedRow:
    if row.handed is None or row.verdict not in USABLE:
        return row
    issue = issues.get(row.handed.issue_id)
    if issue is None:
        return judged(row, RowVerdict.GONE)
    if issue.state not in OPEN:
        return judged(row, RowVerdict.SETTLED)
    return row if issue.lead_agency_id == handed.agency_id else judged(row, RowVerdict.ELSEWHERE)


def _now(issue: Issue, notes: list[str], accepted: Mapping[str, str]) -> dict[str, str]:
    """Return what the schedule says now in the unit's columns."""
    now = dict.fromkeys(THEIRS, "") | dict(accepted)
    now[WORDS] = notes[-1] if notes else ""
    now[DONE] = YES if issue.state in _ANSWERED else NO
    return now


def _changes(
    row: ReturnedRow, issue: Issue, now: Mapping[str, str], notes: list[str], taken: Mapping[str, str]
) -> tuple[list[CellChange], int]:
    """Return the cells that say something new, and how many are known already."""
    found, known = [], 0
    before = row.handed.cells if row.handed else {}
    for column in THEIRS:
        theirs = row.answers.get(column, "")
        if not theirs or (theirs == before.get(column, "") and column not in row.bad):
            continue
        if taken.get(column) == theirs or theirs == now[column] or (column == WORDS and theirs in notes):
            known += 1
            continue
        why = row.bad.get(column) or _why_not(row, issue, column)
        found.append(
            CellChange(
                row.row, row.key, issue.id, issue.number, before.get("title", ""), column, before.get(column, ""),
                now[column], theirs, why,
            )
        )  # fmt: skip
    return found, known


def _why_not(row: ReturnedRow, issue: Issue, column: str) -> str:
    """Return why an answer that can be read cannot be taken in the issue's state; empty where it can."""
    words = row.answers.get(WORDS, "")
    done = column == DONE and row.answers.get(DONE) == YES
    if done and (not words or WORDS in row.bad):
        return str(DoneWithoutWords(row=row.row, number=issue.number))
    move = MOVES["feedback" if done else "progress"]
    given = {Need.AGENCY: issue.lead_agency_id, Need.WORDS: words or "…", Need.EVIDENCE: "…", Need.DAY: "…"}
    try:
        require(move, issue.state, given)
    except UserError as error:
        return str(error)
    return ""


def shown_cell(column: str, text: str) -> str:
    """Return an answer as people read it."""
    return _(text) if column == DONE and text else text


def column_title(column: str) -> str:
    """Return a column's heading in the language spoken now."""
    return _(BY_KEY[column].title)


__all__ = [
    "EXPECTED",
    "PERSON",
    "CellChange",
    "Review",
    "accepted_before",
    "agency_named",
    "column_title",
    "handed_out",
    "last_notes",
    "review_of",
    "shown_cell",
]
