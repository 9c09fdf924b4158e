"""Everything about one issue: what the detail panel shows, and the draft behind its correction form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from core.calendar.workdays import WorkCalendar
from core.chain import IssueTrack
from core.i18n import listed
from core.issues import ActionKind, IssueDraft, SourceChannel
from core.masking import mask_person
from core.settings import OfficeSettings
from core.timeline import TimelineEntry, TimelineLine, timeline
from db.attachments import AttachmentRow, attachments_of
from db.models import (
    Agency,
    Extension,
    Issue,
    IssueAction,
    IssueAgency,
    IssueCategory,
    Leader,
    Recusal,
    Visit,
    VisitKindRow,
)
from db.queries.issues import IssueRow, rows_by_id


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """More time that was granted."""

    granted_on: date
    from_due: date
    to_due: date
    reason: str
    approver: str
    document_number: str
    late: bool


@dataclass(frozen=True, slots=True)
class IssueDetail:
    """One issue with its whole story; the petitioner comes masked, never in full.

    Attributes:
        petitioner: 王** 138****6612, or empty.
        subject: Whom it complains about: the unit, the leader and the office's own words.
        recused: Leaders who step aside.
        look_back_held: What the look-back found; None while nobody looked.
        visit_day: The day it was raised on a visit; None for other sources.
    """

    row: IssueRow
    version: int
    detail: str
    category: str
    source: SourceChannel
    visit_id: int | None
    village_id: int | None
    village: str
    visit_day: date | None
    visit_kind: str | None
    visit_kind_name: str
    petitioner: str
    contact: str
    supporting: tuple[str, ...]
    subject_of_complaint: str
    due_steps: tuple[Any, ...]
    due_stated: bool
    limit_amount: int | None
    limit_unit: str | None
    close_result: str
    timeline: tuple[TimelineEntry, ...]
    extensions: tuple[ExtensionRow, ...]
    attachments: tuple[AttachmentRow, ...]
    track: IssueTrack = IssueTrack.ONSITE
    restricted: bool = False
    case_leader: str = ""
    subject: str = ""
    recused: tuple[str, ...] = ()
    accepted_on: date | None = None
    pass_count: int = 0
    not_asked: str = ""
    look_back_held: bool | None = None


def issue_detail(
    session: Session, issue_id: int, today: date, *, calendar: WorkCalendar, settings: OfficeSettings
) -> IssueDetail | None:
    """Return the whole story of an issue; None where it was deleted meanwhile."""
    rows = rows_by_id(session, [issue_id], today, calendar=calendar, due_soon_days=settings.due_soon_days)
    issue = _issue(session, issue_id)
    if issue is None or not rows:
        return None
    extensions = _extensions(session, issue_id)
    lines = _lines(session, issue_id, extensions)
    settled_on = None if rows[0].is_open else issue.closed_on or today
    story = timeline(lines, due=issue.due, settled_on=settled_on, today=today, office=settings.office)
    person = issue.petitioner
    return IssueDetail(
        row=rows[0],
        version=issue.version,
        detail=issue.detail,
        category=_category(session, issue.category),
        source=issue.source_channel,
        visit_id=issue.visit_id,
        village_id=issue.village_id,
        village=issue.village.name if issue.village else "",
        visit_day=issue.visit.day if issue.visit else None,
        visit_kind=issue.visit.kind if issue.visit else None,
        visit_kind_name=_kind_name(session, issue.visit),
        petitioner=mask_person(person.name, person.phone) if person else "",
        contact=issue.lead_agency.contact_name if issue.lead_agency else "",
        supporting=_supporting(session, issue_id),
        subject_of_complaint=issue.subject_of_complaint,
        due_steps=tuple(issue.due_steps or ()),
        due_stated=issue.due_stated,
        limit_amount=issue.limit_amount,
        limit_unit=issue.limit_unit,
        close_result=issue.close_result,
        timeline=tuple(story),
        extensions=tuple(extensions),
        attachments=tuple(attachments_of(session, issue_id=issue_id)),
        **_standing(session, issue),
    )


def issue_draft(session: Session, issue_id: int) -> IssueDraft | None:
    """Return an issue for correction, the petitioner in full; None where it was deleted."""
    issue = session.scalar(
        select(Issue)
        .where(Issue.id == issue_id)
        .options(joinedload(Issue.petitioner), selectinload(Issue.supporting))
        .execution_options(populate_existing=True)
    )
    if issue is None:
        return None
    person = issue.petitioner
    return IssueDraft(
        uid=issue.uid,
        title=issue.title,
        raised_on=issue.raised_on,
        township_id=issue.township_id,
        id=issue.id,
        version=issue.version,
        visit_id=issue.visit_id,
        village_id=issue.village_id,
        petitioner_name=person.name if person else "",
        petitioner_phone=person.phone if person else "",
        petitioner_address=person.address if person else "",
        detail=issue.detail,
        category=issue.category,
        lead_agency_id=issue.lead_agency_id,
        supporting_agencies=[each.agency_id for each in issue.supporting],
        case_leader_id=issue.case_leader_id,
        subject_of_complaint=issue.subject_of_complaint,
        subject_agency_id=issue.subject_agency_id,
        limit_amount=issue.limit_amount,
        limit_unit=issue.limit_unit,
        due=issue.due if issue.due_stated else None,
        source_channel=issue.source_channel,
        track=issue.track,
        restricted=issue.restricted,
        subject_leader_id=issue.subject_leader_id,
        recusals=_recusals(session, issue_id),
    )


def _issue(session: Session, issue_id: int) -> Issue | None:
    belongings = (Issue.petitioner, Issue.lead_agency, Issue.visit, Issue.village, Issue.case_leader)
    query = select(Issue).where(Issue.id == issue_id)
    return session.scalar(query.options(*(joinedload(each) for each in belongings)))


def _recusals(session: Session, issue_id: int) -> dict[int, str]:
    rows = session.execute(select(Recusal.leader_id, Recusal.reason).where(Recusal.issue_id == issue_id))
    return {row.leader_id: row.reason for row in rows}


def _standing(session: Session, issue: Issue) -> dict[str, Any]:
    """Return by which rules an issue goes and how far it came."""
    return {
        "track": issue.track,
        "restricted": issue.restricted,
        "case_leader": issue.case_leader.name if issue.case_leader else "",
        "subject": _subject(session, issue),
        "recused": _recused(session, issue.id),
        "accepted_on": issue.accepted_on,
        "pass_count": issue.pass_count,
        "not_asked": issue.not_asked,
        "look_back_held": issue.look_back_held,
    }


def _recused(session: Session, issue_id: int) -> tuple[str, ...]:
    query = select(Leader.name).join(Recusal, Recusal.leader_id == Leader.id).where(Recusal.issue_id == issue_id)
    return tuple(session.scalars(query.order_by(Leader.rank_order, Leader.id)))


def _subject(session: Session, issue: Issue) -> str:
    agency = session.get(Agency, issue.subject_agency_id) if issue.subject_agency_id is not None else None
    leader = session.get(Leader, issue.subject_leader_id) if issue.subject_leader_id is not None else None
    named = (agency.name if agency else "", leader.name if leader else "", issue.subject_of_complaint)
    return listed(filter(None, named))


def _lines(session: Session, issue_id: int, extensions: list[ExtensionRow]) -> list[TimelineLine]:
    goer = aliased(Leader)
    found = session.execute(
        select(IssueAction, Agency.name, Leader.name, goer.name)
        .outerjoin(Agency, Agency.id == IssueAction.agency_id)
        .outerjoin(Leader, Leader.id == IssueAction.leader_id)
        .outerjoin(Visit, Visit.id == IssueAction.visit_id)
        .outerjoin(goer, goer.id == Visit.leader_id)
        .where(IssueAction.issue_id == issue_id)
        .order_by(IssueAction.day, IssueAction.id)
    )
    lines, reminders = [], 0
    for action, agency, leader, visitor in found:
        reminders += action.kind is ActionKind.REMINDED
        granted = next((e for e in extensions if e.granted_on == action.day and e.to_due == action.due), None)
        lines.append(
            TimelineLine(
                day=action.day,
                kind=action.kind,
                text=action.text,
                due=action.due,
                agency=agency or "",
                leader=leader or visitor or "",
                mark=action.mark,
                satisfaction=action.satisfaction,
                nth=reminders if action.kind is ActionKind.REMINDED else 0,
                late=granted is not None and granted.late,
                more="  ".join(filter(None, (granted.approver, granted.document_number))) if granted else "",
                from_visit=action.visit_id is not None,
                person=action.person,
                way=action.way,
                evidence=action.evidence,
            )
        )
    return lines


def _extensions(session: Session, issue_id: int) -> list[ExtensionRow]:
    return [
        ExtensionRow(e.granted_on, e.from_due, e.to_due, e.reason, e.approver, e.document_number, e.late)
        for e in session.scalars(
            select(Extension).where(Extension.issue_id == issue_id).order_by(Extension.granted_on, Extension.id)
        )
    ]


def _supporting(session: Session, issue_id: int) -> tuple[str, ...]:
    return tuple(
        session.scalars(
            select(func.coalesce(func.nullif(Agency.short_name, ""), Agency.name))
            .join(IssueAgency, IssueAgency.agency_id == Agency.id)
            .where(IssueAgency.issue_id == issue_id)
            .order_by(IssueAgency.position, Agency.name)
        )
    )


def _kind_name(session: Session, visit: Visit | None) -> str:
    kind = session.get(VisitKindRow, visit.kind) if visit else None
    return kind.name if kind else ""


def _category(session: Session, key: str | None) -> str:
    return session.scalar(select(IssueCategory.name).where(IssueCategory.key == key)) or "" if key else ""


def petitioner_of(session: Session, issue_id: int) -> int | None:
    """Return the id of who raised an issue."""
    return session.scalar(select(Issue.petitioner_id).where(Issue.id == issue_id))
