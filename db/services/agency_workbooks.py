"""Handing workbooks out to units, and taking in what was accepted of them: one write each, one undo each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.agency_workbook.layout import (
    COLUMNS,
    DONE,
    EXPECTED,
    NOTE,
    PERSON,
    WORDS,
    YES,
    Cells,
    HandedRow,
    Mark,
    handed_to_json,
    row_key,
)
from core.calendar.workdays import WorkCalendar
from core.chain import PaperKind
from core.deadlines import state_of, timeliness_text
from core.documents.agency_sheet import AgencySheet
from core.errors import ChangedMeanwhile, Vanished
from core.i18n import N_, _, clauses, day_text, ngettext
from core.issues import OPEN
from core.paper_errors import NothingOpenHere
from core.redaction import Redactor
from core.settings import OfficeSettings
from db.models import Agency, Issue, Paper, PaperIssue
from db.queries.agency_workbooks import CellChange, Review, accepted_before, last_notes, review_of
from db.queries.personal_words import redactor_of
from db.queries.recusals import kept_from_agency
from db.services.issue_moves import add_feedback, add_progress
from db.services.papers import new_paper


@dataclass(frozen=True, slots=True)
class HandedWorkbook:
    """A workbook that was handed out; `sheet` is written as its file."""

    paper_id: int
    number: str
    agency_id: int
    agency: str
    sheet: AgencySheet

    @property
    def stem(self) -> str:
        """File name without variant and ending, such as 反馈表-县水利局-云表〔2026〕3号."""
        return "-".join((_("open issues"), self.agency, self.number))


def hand_out(
    session: Session,
    agency_id: int,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    answer_by: date | None = None,
    uid: str = "",
) -> HandedWorkbook:
    """Give a unit's workbook its number and keep what each cell holds; nobody is named in it.

    Raises:
        Vanished: the unit was deleted meanwhile.
        NothingOpenHere: it has nothing to fill in.
    """
    agency = session.get(Agency, agency_id)
    if agency is None:
        raise Vanished
    issues = _open_issues(session, agency_id)
    if not issues:
        raise NothingOpenHere(agency=agency.name)
    paper = new_paper(
        session, PaperKind.AGENCY_WORKBOOK, settings=settings, agency_id=agency_id, issued_on=today, uid=uid
    )
    paper.answer_by = answer_by
    rows = _rows(session, paper, issues, today=today, calendar=calendar)
    headings = {column.key: _(column.title) for column in COLUMNS}
    paper.fields = handed_to_json(headings, rows)
    for place, issue in enumerate(issues):
        session.add(PaperIssue(paper_id=paper.id, issue_id=issue.id, position=place, chase_no=0))
    session.flush()
    sheet = sheet_again(paper, agency, rows, settings)
    return HandedWorkbook(paper.id, paper.number, agency.id, agency.name, sheet)


def accept_answers(
    session: Session,
    review: Review,
    accepted: Collection[CellChange],
    *,
    file: str,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> int:
    """Take in the accepted cells and nothing else; returns how many.

    What a unit says becomes one line of its issue: an answer where it says settled, progress otherwise.

    Raises:
        Vanished: handing the workbook out was undone meanwhile.
        ChangedMeanwhile: since the review an issue went elsewhere or was settled, or a cell was taken in already.
        UserError: the life cycle refuses what was accepted; see db.services.issue_moves.
    """
    if not accepted:
        return 0
    paper = session.get(Paper, review.handed.paper_id)
    if paper is None:
        raise Vanished
    _still_acceptable(session, review, paper, accepted)
    by_row: dict[str, dict[str, str]] = defaultdict(dict)
    issues: dict[str, int] = {}
    for change in accepted:
        by_row[change.key][change.column] = change.theirs
        issues[change.key] = change.issue_id
    evidence = _("Workbook {number}, file {file}").format(number=paper.number, file=file)[:400]
    for key, cells in by_row.items():
        _take(session, issues[key], cells, evidence, today=today, calendar=calendar, settings=settings)
    answers = {key: dict(cells) for key, cells in paper.fields.get("answers", {}).items()}
    for key, cells in by_row.items():
        answers[key] = answers.get(key, {}) | cells
    paper.fields = {**paper.fields, "answers": answers}
    paper.returned_on = paper.returned_on or today
    session.flush()
    return len(accepted)


def _still_acceptable(session: Session, review: Review, paper: Paper, accepted: Collection[CellChange]) -> None:
    """Compare once more: between the review and the answer anybody may have moved an issue on."""
    known = replace(review.handed, answers=dict(paper.fields.get("answers", {})))
    now = {change.id: change.theirs for change in review_of(session, known, review.rows).acceptable}
    if any(now.get(change.id) != change.theirs for change in accepted):
        raise ChangedMeanwhile


def _take(
    session: Session, issue_id: int, cells: Cells, evidence: str, *, today: date, calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:  # fmt: skip
    text = _line(cells)
    if not text:
        return  # "not settled" alone says nothing new
    if cells.get(DONE) == YES and cells.get(WORDS):
        add_feedback(
            session, issue_id, text=text, evidence=evidence, day=today, today=today, calendar=calendar,
            settings=settings,
        )  # fmt: skip
    else:
        add_progress(session, issue_id, text=text, day=today, today=today, calendar=calendar, settings=settings)


def _line(cells: Cells) -> str:
    """Return what the timeline says of the accepted cells of one row."""
    more = []
    if EXPECTED in cells:
        day = day_text(date.fromisoformat(cells[EXPECTED]), year=True)
        more.append(_("expected to be settled on {day}").format(day=day))
    if PERSON in cells:
        more.append(_("handled by {person}").format(person=cells[PERSON]))
    if NOTE in cells:
        more.append(_("remark: {note}").format(note=cells[NOTE]))
    return "\n".join(filter(None, (cells.get(WORDS, ""), clauses(more))))


def _open_issues(session: Session, agency_id: int) -> list[Issue]:
    query = (
        select(Issue)
        .where(Issue.lead_agency_id == agency_id, Issue.state.in_(OPEN))
        .options(joinedload(Issue.township), joinedload(Issue.village))
        .order_by(Issue.due.is_(None), Issue.due, Issue.year, Issue.serial)
    )
    kept = kept_from_agency(session, agency_id)
    return [issue for issue in session.scalars(query) if issue.id not in kept]


def _rows(
    session: Session, paper: Paper, issues: list[Issue], *, today: date, calendar: WorkCalendar
) -> tuple[HandedRow, ...]:
    ids = [issue.id for issue in issues]
    notes, accepted = last_notes(session, ids), accepted_before(session, ids)
    hidden = redactor_of(session)
    rows = []
    for place, issue in enumerate(issues, 1):
        stands = state_of(issue.due, today, calendar, is_open=True)
        cells = {
            "no": str(place),
            "number": issue.number,
            "title": hidden.text(issue.title),
            "place": issue.township.name + (issue.village.name if issue.village else ""),
            "due": issue.due.isoformat() if issue.due else "",
            "stands": timeliness_text(stands),
            "last": _last(notes.get(issue.id), hidden),
        }
        known = accepted.get(issue.id, {})
        cells |= {key: known[key] for key in (EXPECTED, PERSON) if known.get(key)}
        rows.append(HandedRow(row_key(paper.uid, issue.uid), issue.id, cells))
    return tuple(rows)


def _last(said: tuple[date, str] | None, hidden: Redactor) -> str:
    return f"{day_text(said[0])} {hidden.text(said[1])}" if said else ""


def sheet_again(paper: Paper, agency: Agency, rows: tuple[HandedRow, ...], settings: OfficeSettings) -> AgencySheet:
    """Return what stands in the workbook of *paper*, the same whenever it is asked for."""
    count = ngettext("{n} item", "{n} items", len(rows)).format(n=len(rows))
    about = [
        _("{number}, {count}, as of {day}").format(
            number=paper.number, count=count, day=day_text(paper.issued_on, year=True)
        )
    ]
    if paper.answer_by:
        about.append(_("please send it back by {day}").format(day=day_text(paper.answer_by, year=True)))
    return AgencySheet(
        mark=Mark(paper.uid, paper.number, settings.county),
        title=_("Open issues of {agency}, to be filled in").format(agency=agency.name),
        note=clauses([*about, _("fill in the white columns only")]),
        how=tuple(_(line) for line in _HOW),
        headings=dict(paper.fields["headings"]),
        rows=rows,
        office=settings.office or settings.county,
    )


_HOW: Final = (
    N_("1. Fill in the white columns only; the grey ones are locked, so that every answer finds its issue."),
    N_("2. “How it was handled” says what was done since the last report, in a few sentences."),
    N_("3. “Settled?” is chosen from the list; yes needs words on how it was handled."),
    N_("4. Do not add, delete, copy or sort rows. What is not in the list is reported on paper."),
    N_("5. Names, telephone numbers and addresses of residents do not belong here."),
    N_("6. Send this file itself back, as Excel or WPS workbook (.xlsx), not as a picture."),
)
