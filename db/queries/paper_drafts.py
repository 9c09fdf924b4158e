"""What a paper to a unit would say if it were written now; nothing is stored here and nobody is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from core.calendar.workdays import WorkCalendar
from core.chain import NoticeLevel, PaperKind
from core.deadlines import Lateness, state_of
from core.documents.paper_facts import PaperDraft, PaperFacts, PaperItem, PaperMore
from core.errors import IssueIsSettled, Vanished
from core.i18n import _, day_text
from core.issues import OPEN
from core.paper_errors import AnswerTooEarly, NotOverdueAnyMore, PaperElsewhere, PaperNeedsIssue
from core.papers import COPY_FROM, blank_number
from core.recusal import why_not_agency, why_not_leader, why_not_shared
from core.redaction import Redactor
from core.settings import OfficeSettings
from core.text import clean_line, clean_text
from db.models import Agency, Issue, IssueAgency, Leader, Village, Visit
from db.queries.personal_words import redactor_of
from db.queries.recusals import complaint_of, complaints, leader_facts, unit_facts

PRESSING = frozenset({PaperKind.CHASE_LETTER, PaperKind.SUPERVISION_NOTICE})
"""Papers that press the unit: each counts as one more time."""


def draft_paper(
    session: Session,
    draft: PaperDraft,
    *,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    hidden: Redactor | None = None,
) -> PaperFacts:
    """Return what the paper says, with a blank where its number goes.

    Whoever writes many papers reads *hidden*, who must not be named, once for all of them.

    Raises:
        Vanished: the unit or an issue was deleted meanwhile.
        PaperNeedsIssue: no issue was chosen.
        PaperElsewhere: an issue belongs to another unit.
        AboutThisUnit, RestrictedIssue: an issue must not reach that unit, or stand beside others.
        IssueIsSettled, NotOverdueAnyMore: there is nothing left to press.
        AnswerTooEarly: the answer is asked for before the paper is written.
        TooLong, UnreadableText: words cannot be kept as they are.
    """
    kind, issued_on = draft.kind, draft.issued_on
    agency, issues = _agency(session, draft.agency_id), _issues(session, draft.issue_ids)
    _require_fits(session, kind, agency, issues, issued_on)
    _require_later(draft.answer_by, issued_on)
    words = clean_text(draft.text, _("What is required"), limit=4000)
    more = _cleaned(draft.more)
    hidden = hidden or redactor_of(session)
    return PaperFacts(
        kind=kind,
        county=settings.county,
        office=settings.office,
        number=blank_number(settings, kind, issued_on.year),
        agency=agency.name,
        issued_on=issued_on,
        items=tuple(_item(issue, kind, issued_on, calendar, hidden) for issue in issues),
        answer_by=draft.answer_by,
        level=NoticeLevel.REMINDER if draft.level is NoticeLevel.NONE and kind in PRESSING else draft.level,
        text=hidden.text(words),
        signer=clean_line(draft.signer, _("Signed for the office"), limit=60),
        contact=clean_line(draft.contact, _("Contact person"), limit=120),
        supporting=_supporting(session, [issue.id for issue in issues], agency.id),
        more=replace(more, instruction=hidden.text(more.instruction), enclosures=hidden.text(more.enclosures)),
    )


def copy_leaders(session: Session, issue_ids: Collection[int]) -> list[str]:
    """Return the leaders in charge of issues that are pressed for the third time or more, in rank order.

    Whoever brought an issue back answers for it unless somebody else leads the case; nobody it must not reach is named.
    """
    found: dict[int, Leader] = {}
    for issue in session.scalars(select(Issue).where(Issue.id.in_(issue_ids), Issue.chase_count >= COPY_FROM - 1)):
        leader_id = issue.case_leader_id or _goer(session, issue.visit_id)
        facts = leader_facts(session, leader_id) if leader_id is not None else None
        leader = session.get(Leader, leader_id) if leader_id is not None else None
        if leader and facts and why_not_leader(complaint_of(session, issue), facts) is None:
            found[leader.id] = leader
    ranked = sorted(found.values(), key=lambda leader: (leader.rank_order, leader.name))
    return [leader_words(leader.name, leader.post) for leader in ranked]


def leader_words(name: str, post: str) -> str:
    """Return 陈雨桐（县长）."""
    return _("{name} ({post})").format(name=name, post=post) if post else name


def _goer(session: Session, visit_id: int | None) -> int | None:
    return session.scalar(select(Visit.leader_id).where(Visit.id == visit_id)) if visit_id is not None else None


def _agency(session: Session, agency_id: int) -> Agency:
    agency = session.get(Agency, agency_id)
    if agency is None:
        raise Vanished
    return agency


def _require_later(answer_by: date | None, issued_on: date) -> None:
    if answer_by is not None and answer_by < issued_on:
        raise AnswerTooEarly(by=day_text(answer_by, year=True), day=day_text(issued_on, year=True))


def _issues(session: Session, issue_ids: Sequence[int]) -> list[Issue]:
    wanted = list(dict.fromkeys(issue_ids))
    if not wanted:
        raise PaperNeedsIssue
    known: dict[int, Issue] = {}
    options = [joinedload(Issue.township), joinedload(Issue.village)]
    for start in range(0, len(wanted), 500):
        query = select(Issue).where(Issue.id.in_(wanted[start : start + 500])).options(*options)
        known |= {issue.id: issue for issue in session.scalars(query)}
    if len(known) < len(wanted):
        raise Vanished
    return [known[each] for each in wanted]


def _require_fits(session: Session, kind: PaperKind, agency: Agency, issues: list[Issue], day: date) -> None:
    kept, unit, several = complaints(session), unit_facts(session, agency.id), len(issues) > 1
    for issue in issues:
        if issue.state not in OPEN:
            raise IssueIsSettled(number=issue.number)
        if issue.lead_agency_id != agency.id:
            raise PaperElsewhere(number=issue.number, agency=agency.name)
        complaint = kept.get(issue.id)
        why = complaint and unit and (why_not_agency(complaint, unit) or (several and why_not_shared(complaint)))
        if why:
            raise why
        if kind is PaperKind.CHASE_LETTER and (issue.due is None or issue.due >= day):
            raise NotOverdueAnyMore(number=issue.number, day=day_text(day, year=True))


def _item(issue: Issue, kind: PaperKind, issued_on: date, calendar: WorkCalendar, hidden: Redactor) -> PaperItem:
    stands: Any = state_of(issue.due, is_open=True, today=issued_on, calendar=calendar)
    late = stands.kind is Lateness.LATE
    village: Village | None = issue.village
    return PaperItem(
        issue_id=issue.id,
        number=issue.number,
        title=hidden.text(issue.title),
        place=issue.township.name + (village.name if village else ""),
        raised_on=issue.raised_on,
        due=issue.due,
        overdue=late,
        days_over=stands.working_days if late else 0,
        chase_no=issue.chase_count + 1 if kind in PRESSING else 0,
        detail=hidden.text(issue.detail),
    )


def _supporting(session: Session, issue_ids: list[int], agency_id: int) -> tuple[str, ...]:
    names = (
        select(func.coalesce(func.nullif(Agency.short_name, ""), Agency.name), func.min(IssueAgency.position))
        .join(IssueAgency, IssueAgency.agency_id == Agency.id)
        .where(IssueAgency.issue_id.in_(issue_ids[:500]), Agency.id != agency_id)
        .group_by(Agency.id)
        .order_by(func.min(IssueAgency.position), Agency.id)
    )
    return tuple(name for name, _position in session.execute(names))


def _cleaned(more: PaperMore) -> PaperMore:
    return PaperMore(
        tuple(filter(None, (clean_line(each, _("Copies go to"), limit=200) for each in more.copy_to))),
        clean_line(more.instructed_by, _("Instruction of"), limit=60),
        clean_text(more.instruction, _("Leader's instruction"), limit=4000),
        more.feedback_every,
        clean_line(more.leader, _("Leader answerable"), limit=120),
        clean_line(more.helping_leaders, _("Leaders helping"), limit=200),
        clean_line(more.enclosures, _("Enclosed papers"), limit=200),
    )
