"""Which issues must not reach whom; read by services before they hand over, and by every paper and list that leaves.

Everything here is generous to the petitioner: an issue that is about somebody in any way is kept from him whole,
so that it is neither named nor counted, and its number leaves no gap he could see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from core.chain import IssueTrack
from core.errors import UserError
from core.recusal import (
    Complaint,
    LeaderFacts,
    UnitFacts,
    why_not_agency,
    why_not_leader,
    why_not_township,
)
from db.models import Agency, AgencyAlias, Issue, Leader, Recusal, Township, Visit, VisitAgency, VisitLeader


def complaint_of(session: Session, issue: Issue) -> Complaint:
    """Return whom *issue* concerns as the object says now, saved or not."""
    recused = [] if issue.id is None else session.execute(
        select(Recusal.leader_id, Recusal.reason).where(Recusal.issue_id == issue.id)
    ).all()  # fmt: skip
    agency = session.get(Agency, issue.subject_agency_id) if issue.subject_agency_id is not None else None
    leader = session.get(Leader, issue.subject_leader_id) if issue.subject_leader_id is not None else None
    return Complaint(
        number=issue.number, subject=issue.subject_of_complaint, subject_agency_id=issue.subject_agency_id,
        subject_leader_id=issue.subject_leader_id, subject_agency=agency.name if agency else "",
        subject_leader=leader.name if leader else "", subject_leader_agency_id=leader.agency_id if leader else None,
        recused=tuple((row.leader_id, row.reason) for row in recused), restricted=_is_restricted(issue),
    )  # fmt: skip


def complaints(session: Session, issue_ids: Collection[int] | None = None) -> dict[int, Complaint]:
    """Return the issues that must be kept from somebody, each with whom it concerns; all others are left out."""
    agency, leader = aliased(Agency), aliased(Leader)
    wanted = (
        select(Issue, agency.name, leader.name, leader.agency_id)
        .outerjoin(agency, agency.id == Issue.subject_agency_id)
        .outerjoin(leader, leader.id == Issue.subject_leader_id)
        .where(_kept_from_somebody())
    )
    if issue_ids is not None:
        wanted = wanted.where(Issue.id.in_(issue_ids))
    recused: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for line in session.execute(select(Recusal.issue_id, Recusal.leader_id, Recusal.reason)):
        recused[line.issue_id].append((line.leader_id, line.reason))
    return {
        issue.id: Complaint(
            number=issue.number, subject=issue.subject_of_complaint, subject_agency_id=issue.subject_agency_id,
            subject_leader_id=issue.subject_leader_id, subject_agency=unit or "", subject_leader=person or "",
            subject_leader_agency_id=from_unit, recused=tuple(recused.get(issue.id, ())),
            restricted=_is_restricted(issue),
        )
        for issue, unit, person, from_unit in session.execute(wanted)
    }  # fmt: skip


def unit_facts(session: Session, agency_id: int) -> UnitFacts | None:
    """Return what tells whether an issue is about a unit; None when the unit is gone."""
    agency = session.get(Agency, agency_id)
    if agency is None:
        return None
    leaders = session.execute(select(Leader.id, Leader.name).where(Leader.agency_id == agency_id)).all()
    return UnitFacts(
        agency_id, _names_of(session, agency), agency.contact_name, tuple((row.id, row.name) for row in leaders)
    )


def leader_facts(session: Session, leader_id: int) -> LeaderFacts | None:
    """Return what tells whether an issue is about a leader; None when he is gone."""
    leader = session.get(Leader, leader_id)
    if leader is None:
        return None
    agency = session.get(Agency, leader.agency_id) if leader.agency_id is not None else None
    return LeaderFacts(leader.id, leader.name, leader.agency_id, _names_of(session, agency) if agency else ())


def require_agency(session: Session, issue: Issue, agency_id: int | None) -> None:
    """Refuse a unit that the issue must not reach.

    Raises:
        AboutThisUnit: it is about that unit, its head, its contact or a leader from it.
    """
    unit = unit_facts(session, agency_id) if agency_id is not None else None
    if unit is not None:
        _refuse(why_not_agency(complaint_of(session, issue), unit))


def require_leader(session: Session, issue: Issue, leader_id: int | None) -> None:
    """Refuse a leader whom the issue must not reach.

    Raises:
        AboutThisLeader: it is about him or about the unit he comes from.
        LeaderRecused: he stays away from it.
    """
    leader = leader_facts(session, leader_id) if leader_id is not None else None
    if leader is not None:
        _refuse(why_not_leader(complaint_of(session, issue), leader))


def require_visit(session: Session, issue: Issue, visit_id: int | None) -> None:
    """Refuse a visit on which somebody travels whom the issue must not reach: leaders and units alike.

    Raises:
        AboutThisUnit: it is about a unit that goes along.
        AboutThisLeader: it is about a leader who goes, or his unit.
        LeaderRecused: a leader who goes stays away from it.
    """
    if visit_id is None:
        return
    for leader_id in _leaders_of(session, visit_id):
        require_leader(session, issue, leader_id)
    for agency_id in _agencies_of(session, visit_id):
        require_agency(session, issue, agency_id)


def kept_from_all(session: Session) -> frozenset[int]:
    """Return the issues that stand in no list that is printed or shared."""
    return frozenset(session.scalars(select(Issue.id).where(~may_be_shared())))


def may_be_shared() -> ColumnElement[bool]:
    """Return the condition on Issue that keeps restricted issues and reports of wrongdoing out of a shared list."""
    return and_(Issue.restricted.is_(False), Issue.track != IssueTrack.REPORT)


def _is_restricted(issue: Issue) -> bool:
    return bool(issue.restricted) or issue.track is IssueTrack.REPORT


def kept_from_agency(session: Session, agency_id: int) -> frozenset[int]:
    """Return the issues of which nothing may reach a unit: about it or its people, and the restricted ones."""
    unit = unit_facts(session, agency_id)
    return _kept(session, lambda complaint: unit is not None and why_not_agency(complaint, unit) is not None)


def kept_from_visit(session: Session, visit_id: int) -> frozenset[int]:
    """Return the issues that no paper of a visit tells of: everybody who goes along reads it, and the township."""
    leaders = [leader_facts(session, id) for id in _leaders_of(session, visit_id)]
    units = [unit_facts(session, id) for id in _agencies_of(session, visit_id)]
    township = session.scalar(
        select(Township.name).join(Visit, Visit.township_id == Township.id).where(Visit.id == visit_id)
    )
    return _kept(
        session,
        lambda complaint: (
            any(why_not_leader(complaint, leader) for leader in leaders if leader is not None)
            or any(why_not_agency(complaint, unit) for unit in units if unit is not None)
            or why_not_township(complaint, township or "") is not None
        ),
    )


def _kept(session: Session, is_about: Callable[[Complaint], bool]) -> frozenset[int]:
    found = complaints(session)
    return frozenset(id for id, complaint in found.items() if complaint.restricted or is_about(complaint))


def _kept_from_somebody() -> ColumnElement[bool]:
    return or_(
        Issue.subject_of_complaint != "",
        Issue.subject_agency_id.is_not(None),
        Issue.subject_leader_id.is_not(None),
        ~may_be_shared(),
        exists().where(Recusal.issue_id == Issue.id),
    )


def _names_of(session: Session, agency: Agency) -> tuple[str, ...]:
    aliases = session.scalars(select(AgencyAlias.alias).where(AgencyAlias.agency_id == agency.id))
    return tuple(filter(None, (agency.name, agency.short_name, *aliases)))


def _leaders_of(session: Session, visit_id: int) -> Iterable[int]:
    lead = session.scalars(select(Visit.leader_id).where(Visit.id == visit_id))
    others = session.scalars(select(VisitLeader.leader_id).where(VisitLeader.visit_id == visit_id))
    return [*lead, *others]


def _agencies_of(session: Session, visit_id: int) -> Iterable[int]:
    return list(session.scalars(select(VisitAgency.agency_id).where(VisitAgency.visit_id == visit_id)))


def _refuse(why: UserError | None) -> None:
    if why is not None:
        raise why
