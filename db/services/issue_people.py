"""Who belongs to an issue: the person who raised it, the units that help, the leaders who step aside."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import ChoiceVanished
from core.i18n import _
from core.issues import OPEN, IssueDraft
from core.life_cycle_errors import RecusalNeedsReason
from core.text import clean_line
from db.models import Agency, Issue, IssueAgency, Leader, Petitioner, Recusal
from db.queries.recusals import require_agency, require_leader, require_visit


def fill_person(session: Session, issue: Issue, draft: IssueDraft) -> None:
    """Set who raised it; nothing typed is nobody."""
    typed = (draft.petitioner_name, draft.petitioner_phone, draft.petitioner_address)
    if not any(typed):
        issue.petitioner = None
        return
    if issue.petitioner is None:
        issue.petitioner = Petitioner()
        session.add(issue.petitioner)
    issue.petitioner.name, issue.petitioner.phone, issue.petitioner.address = typed
    issue.petitioner.village_id = draft.village_id


def fill_supporting(issue: Issue, draft: IssueDraft) -> None:
    """Set the units that help; the one in charge is never among them."""
    wanted = [each for each in dict.fromkeys(draft.supporting_agencies) if each != issue.lead_agency_id]
    kept = {each.agency_id: each for each in issue.supporting}
    issue.supporting = [kept.get(agency_id) or IssueAgency(agency_id=agency_id) for agency_id in wanted]
    for position, each in enumerate(issue.supporting):
        each.position = position


def fill_recusals(session: Session, issue: Issue, wanted: Mapping[int, str]) -> None:
    """Set which leaders step aside (回避), each with the reason.

    Raises:
        RecusalNeedsReason: one has none.
        ChoiceVanished: a leader is not there any more.
    """
    session.flush()
    known = {row.leader_id: row for row in session.scalars(select(Recusal).where(Recusal.issue_id == issue.id))}
    for leader_id, row in known.items():
        if leader_id not in wanted:
            session.delete(row)
    for leader_id, typed in wanted.items():
        leader = session.get(Leader, leader_id)
        if leader is None:
            raise ChoiceVanished(field=_("Steps aside"))
        reason = clean_line(typed, _("Reason"))
        if not reason:
            raise RecusalNeedsReason(leader=leader.name)
        if leader_id not in known:
            session.add(Recusal(issue_id=issue.id, leader_id=leader_id, reason=reason))
        elif known[leader_id].reason != reason:
            known[leader_id].reason = reason
    session.flush()


def recusals_of(session: Session, issue_id: int) -> dict[int, str]:
    """Return the leaders who step aside, each with the reason."""
    rows = session.scalars(select(Recusal).where(Recusal.issue_id == issue_id).order_by(Recusal.leader_id))
    return {row.leader_id: row.reason for row in rows}


def require_nobody_concerned(session: Session, issue: Issue) -> None:
    """Refuse to let an open issue reach whom it is about, or a leader who steps aside.

    Raises:
        AboutThisUnit, AboutThisLeader, LeaderRecused: one of those it would reach.
        ChoiceVanished: a unit is not there any more.
    """
    if issue.state not in OPEN:
        return
    session.flush()
    for agency_id in filter(None, (issue.lead_agency_id, *(each.agency_id for each in issue.supporting))):
        if session.get(Agency, agency_id) is None:
            raise ChoiceVanished(field=_("Unit"))
        require_agency(session, issue, agency_id)
    require_leader(session, issue, issue.case_leader_id)
    require_visit(session, issue, issue.bring_to_visit_id)
