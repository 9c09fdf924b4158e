"""Where an issue stands on its way to being closed: what is known since it was last sent back or reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.issues import SETTLED, ActionKind, CheckMark, IssueState, Satisfaction
from core.life_cycle import Need
from db.models import Agency, Attachment, Issue, IssueAction, IssueAgency, Leader

_ROUND_BEGINS = (ActionKind.SENT_BACK, ActionKind.REOPENED)


@dataclass(frozen=True, slots=True)
class Standing:
    """What closing needs, as far as it is known.

    Attributes:
        last_day: The day of the latest step; nothing that follows can be earlier.
        evidence: Where the proof is kept, or the names of the files that are it.
        seen_by: The leader who saw it solved on site; that takes the place of evidence and check.
        checked_by: Who checked the unit's answer.
    """

    id: int
    number: str
    title: str
    state: IssueState
    raised_on: date
    last_day: date
    agency_id: int | None = None
    agency: str = ""
    answered_on: date | None = None
    answer: str = ""
    evidence: str = ""
    checked_on: date | None = None
    checked_by: str = ""
    seen_by: str = ""
    replied_on: date | None = None
    reply_way: str = ""
    satisfaction: Satisfaction | None = None
    not_asked: str = ""
    case_leader_id: int | None = None
    supporting: tuple[int, ...] = ()

    def missing(self) -> tuple[Need, ...]:
        """Return what closing still needs besides its result, in the order of the steps."""
        is_checked = self.state in {IssueState.CHECKED, IssueState.REPLIED} or self.state in SETTLED
        lacks = {
            Need.AGENCY: self.agency_id is None and not is_checked,
            Need.EVIDENCE: not self.evidence and not is_checked,
            Need.CHECKED: not is_checked,
            Need.REPLIED: self.state is not IssueState.REPLIED and self.state not in SETTLED,
            Need.SATISFACTION: self.satisfaction is None and not self.not_asked,
        }
        return tuple(need for need, is_missing in lacks.items() if is_missing)


def standing(session: Session, issue_id: int) -> Standing | None:
    """Return what is known of an issue on its way to being closed; None where it was deleted."""
    found = session.execute(
        select(Issue, Agency.name).outerjoin(Agency, Agency.id == Issue.lead_agency_id).where(Issue.id == issue_id)
    ).one_or_none()
    if found is None:
        return None
    issue, agency = found
    lines = _lines_of_round(session, issue_id)
    said = _latest(lines, ActionKind.FEEDBACK)
    checked = _latest(lines, ActionKind.CHECKED)
    seen = next((line for line in reversed(lines) if line.mark is CheckMark.DONE), None)
    replied = _latest(lines, ActionKind.REPLIED)
    leader = session.get(Leader, seen.leader_id) if seen is not None and seen.leader_id is not None else None
    return Standing(
        id=issue.id, number=issue.number, title=issue.title, state=issue.state, raised_on=issue.raised_on,
        last_day=max([issue.raised_on, *(line.day for line in lines if line.kind is not ActionKind.PROGRESS)]),
        agency_id=issue.lead_agency_id, agency=agency or "",
        answered_on=said.day if said else None, answer=said.text if said else "",
        evidence=(said.evidence if said else "") or ", ".join(evidence_files(session, issue)),
        checked_on=checked.day if checked else None, checked_by=checked.person if checked else "",
        seen_by=leader.name if leader else "",
        replied_on=issue.replied_on, reply_way=replied.way if replied else "",
        satisfaction=issue.satisfaction, not_asked=issue.not_asked,
        case_leader_id=issue.case_leader_id, supporting=_supporting(session, issue_id),
    )  # fmt: skip


def evidence_files(session: Session, issue: Issue) -> Sequence[str]:
    """Return the files that can prove the unit's answer: attached after the issue was raised, or sent back."""
    begun = session.scalar(
        select(func.max(IssueAction.day)).where(IssueAction.issue_id == issue.id, IssueAction.kind.in_(_ROUND_BEGINS))
    )
    since = Attachment.added_on > issue.raised_on if begun is None else Attachment.added_on >= begun
    return session.scalars(
        select(Attachment.name).where(Attachment.issue_id == issue.id, since).order_by(Attachment.id)
    ).all()


def evidence_names(session: Session, issue_id: int) -> tuple[str, ...]:
    """Return the files that are evidence already; none where the issue was deleted."""
    issue = session.get(Issue, issue_id)
    return () if issue is None else tuple(evidence_files(session, issue))


def _supporting(session: Session, issue_id: int) -> tuple[int, ...]:
    query = select(IssueAgency.agency_id).where(IssueAgency.issue_id == issue_id).order_by(IssueAgency.position)
    return tuple(session.scalars(query))


def _lines_of_round(session: Session, issue_id: int) -> list[IssueAction]:
    begun = (
        select(func.max(IssueAction.id))
        .where(IssueAction.issue_id == issue_id, IssueAction.kind.in_(_ROUND_BEGINS))
        .scalar_subquery()
    )
    query = select(IssueAction).where(IssueAction.issue_id == issue_id, or_(begun.is_(None), IssueAction.id >= begun))
    return list(session.scalars(query.order_by(IssueAction.id)))


def _latest(lines: Sequence[IssueAction], kind: ActionKind) -> IssueAction | None:
    return next((line for line in reversed(lines) if line.kind is kind), None)
