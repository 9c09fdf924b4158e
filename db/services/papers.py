"""Issuing numbered papers to units: each writes its number, its words and what it presses in one step.

An undone paper leaves a gap: its number is never given again. What a paper said is kept as it was said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import NOTICE_LEVEL_NAMES, PAPER_NAMES, ClockKind, PaperKind
from core.documents.paper_facts import PaperDraft, PaperFacts
from core.documents.paper_words import paper_words
from core.errors import DayAhead, Vanished
from core.i18n import _, day_text
from core.issues import ActionKind, IssueState
from core.paper_errors import ReceiptTooEarly
from core.papers import paper_number, series_of, sharper
from core.redaction import Redactor
from core.settings import OfficeSettings
from core.text import clean_line
from db.models import Issue, IssueClock, Paper, PaperIssue
from db.queries.paper_drafts import PRESSING, draft_paper
from db.services.issue_clocks import after_move
from db.services.issue_handing import receive_issue
from db.services.issue_lines import add_line
from db.services.numbers import locked_series


def issue_paper(
    session: Session,
    draft: PaperDraft,
    *,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    uid: str = "",
    hidden: Redactor | None = None,
) -> Paper:
    """Issue a paper; letters and notices raise chase count and notice level of every issue on them.

    Args:
        session: An open write.
        draft: A chase letter, a supervision notice or an assignment slip.
        calendar: The office's.
        settings: The office's.
        uid: Made by the caller once, so that pressing twice issues one paper.
        hidden: Who must not be named, read once where many papers are written.

    Raises:
        UserError: see db.queries.paper_drafts.draft_paper.
    """
    known = session.scalar(select(Paper).where(Paper.uid == uid)) if uid else None
    if known is not None:
        return known
    facts = draft_paper(session, draft, calendar=calendar, settings=settings, hidden=hidden)
    paper = new_paper(
        session, draft.kind, settings=settings, agency_id=draft.agency_id, issued_on=draft.issued_on, uid=uid
    )
    _fill(paper, facts)
    for place, item in enumerate(facts.items):
        session.add(PaperIssue(paper_id=paper.id, issue_id=item.issue_id, position=place, chase_no=item.chase_no))
        _tell_issue(session, paper, facts, session.get_one(Issue, item.issue_id), calendar=calendar, settings=settings)
    session.flush()
    return paper


def new_paper(
    session: Session, kind: PaperKind, *, settings: OfficeSettings, agency_id: int, issued_on: date, uid: str = ""
) -> Paper:
    """Add a paper with the next number of its kind and year; the caller fills in what it says."""
    row = locked_series(session, series_of(kind), issued_on.year)
    highest = session.scalar(select(func.max(Paper.serial)).where(Paper.kind == kind, Paper.year == issued_on.year))
    row.last = max(row.last, highest or 0) + 1
    paper = Paper(
        uid=uid or str(uuid4()), kind=kind, year=issued_on.year, serial=row.last,
        number=paper_number(settings, kind, issued_on.year, row.last), agency_id=agency_id, issued_on=issued_on,
    )  # fmt: skip
    session.add(paper)
    session.flush()
    return paper


def return_paper(
    session: Session,
    paper_id: int,
    *,
    returned_on: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    note: str = "",
    person: str = "",
) -> int:
    """Write down that a paper's receipt or answer came back; a slip's receipt signs for its issues.

    Returns:
        How many issues the receipt signed for.

    Raises:
        Vanished: issuing it was undone meanwhile.
        DayAhead, ReceiptTooEarly: it did not come back on such a day.
    """
    paper = session.get(Paper, paper_id)
    if paper is None:
        raise Vanished
    if returned_on > today:
        raise DayAhead(field=_("Came back on"), day=day_text(returned_on, year=True))
    if returned_on < paper.issued_on:
        raise ReceiptTooEarly(number=paper.number, day=day_text(paper.issued_on, year=True))
    paper.returned_on = returned_on
    paper.return_note = clean_line(note, _("Remark"), limit=400)
    signed = 0
    if paper.kind is PaperKind.ASSIGNMENT_SLIP:
        for issue in _issues_on(session, paper):
            if issue.state is IssueState.ASSIGNED and issue.lead_agency_id == paper.agency_id:
                receive_issue(
                    session, issue.id, day=returned_on, today=today, calendar=calendar, settings=settings, person=person
                )
                signed += 1
    session.flush()
    return signed


def _fill(paper: Paper, facts: PaperFacts) -> None:
    paper.answer_by, paper.level, paper.text = facts.answer_by, facts.level, facts.text
    paper.signer, paper.contact = facts.signer, facts.contact
    paper.fields = {"words": paper_words(replace(facts, number=paper.number))}


def _tell_issue(
    session: Session, paper: Paper, facts: PaperFacts, issue: Issue, *, calendar: WorkCalendar, settings: OfficeSettings
) -> None:
    """Raise what the paper raises, and leave its line in the timeline."""
    day, said = facts.issued_on, f"{_(PAPER_NAMES[paper.kind])} {paper.number}"
    if paper.kind in PRESSING:
        issue.chase_count += 1
        issue.notice_level = sharper(issue.notice_level, facts.level)
    kind = ActionKind.REMINDED if paper.kind is PaperKind.CHASE_LETTER else ActionKind.NOTICE
    if paper.kind is PaperKind.SUPERVISION_NOTICE:
        said = f"{said}\u3000{_(NOTICE_LEVEL_NAMES[facts.level])}"
    add_line(
        session, issue, kind, day, text="\n".join(filter(None, (said, facts.text))), agency_id=paper.agency_id,
        paper_id=paper.id,
    )  # fmt: skip
    if facts.more.instruction:
        who = facts.more.instructed_by
        add_line(session, issue, ActionKind.INSTRUCTED, day, text=facts.more.instruction, person=who, paper_id=paper.id)
    if facts.more.feedback_every is not None:
        issue.feedback_every = facts.more.feedback_every
        if not _reports_already(session, issue):
            after_move(session, issue, "notice", day, calendar=calendar, settings=settings)


def _reports_already(session: Session, issue: Issue) -> bool:
    running = (IssueClock.issue_id == issue.id, IssueClock.kind == ClockKind.PROGRESS, IssueClock.met_on.is_(None))
    return session.scalar(select(IssueClock.id).where(*running).limit(1)) is not None


def _issues_on(session: Session, paper: Paper) -> list[Issue]:
    query = (
        select(Issue)
        .join(PaperIssue, PaperIssue.issue_id == Issue.id)
        .where(PaperIssue.paper_id == paper.id)
        .order_by(PaperIssue.position)
    )
    return list(session.scalars(query))
