"""What came of a visit, as facts for `core.outcome`."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.issues import IssueState
from core.masking import names_in
from core.outcome_facts import IssueFact, OutcomeFacts, facts_with
from core.record_entry import representatives_in
from core.records import AttendeeRole
from db.models import (
    Agency,
    AgencyOpinion,
    Appointment,
    Attendee,
    Consultation,
    HouseholdCategory,
    HouseholdVisit,
    Issue,
    Leader,
    Petitioner,
    Reception,
    Township,
    Village,
    Visit,
    VisitKindRow,
)
from db.queries.issue_entry import marks_of
from db.queries.recusals import may_be_shared
from db.queries.visit_record import record_draft


def outcome_facts(session: Session, visit_id: int) -> OutcomeFacts | None:
    """Return the facts of a visit as they are stored; None if it was deleted."""
    record = record_draft(session, visit_id)
    if record is None:
        return None
    visit, kind, form, leader, post, township, village = session.execute(
        select(
            Visit, VisitKindRow.name, VisitKindRow.record, Leader.name, Leader.post, Township.name,
            func.coalesce(Village.name, ""),
        )
        .join(Visit.leader)
        .join(Visit.township)
        .outerjoin(Visit.village)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.id == visit_id)
    ).one()  # fmt: skip
    agencies = _agency_names(session)
    facts = OutcomeFacts(
        day=visit.day,
        half=visit.half,
        kind=kind,
        record=form,
        leader=leader,
        leader_id=visit.leader_id,
        post=post,
        township=township,
        village=village,
        reception_form=visit.reception_form,
        unannounced=visit.unannounced,
        reason=visit.state_reason,
        issues=_issues(session, visit_id, agencies),
        marks=marks_of(session, visit_id),
        private=residents_of(session, visit_id),
        agency_names=agencies,
        village_names=_village_names(session, visit.township_id),
        category_names=dict(session.execute(select(HouseholdCategory.key, HouseholdCategory.name)).all()),
    )
    return facts_with(facts, record)


def residents_of(session: Session, visit_id: int) -> frozenset[str]:
    """Return the names of residents that the records of a visit know, to be masked in free texts."""
    raised = select(Petitioner.name).join(Issue, Issue.petitioner_id == Petitioner.id).where(Issue.visit_id == visit_id)
    asked = (
        select(Petitioner.name)
        .join(Appointment, Appointment.petitioner_id == Petitioner.id)
        .where(Appointment.visit_id == visit_id)
    )
    homes = select(HouseholdVisit.householder).where(HouseholdVisit.visit_id == visit_id)
    spoke = select(Reception.representatives).join(Issue, Issue.id == Reception.issue_id)
    came = select(Attendee.name).where(Attendee.visit_id == visit_id, Attendee.role == AttendeeRole.RESIDENT)
    names = [name for query in (raised, asked, homes, came) for name in session.scalars(query)]
    for text in session.scalars(spoke.where(Issue.visit_id == visit_id)):
        names += representatives_in(text)
    return names_in(names)


def _agency_names(session: Session) -> dict[int, str]:
    name = func.coalesce(func.nullif(Agency.short_name, ""), Agency.name)
    return dict(session.execute(select(Agency.id, name)).all())


def _village_names(session: Session, township_id: int) -> dict[int, str]:
    query = select(Village.id, Village.name).where(Village.township_id == township_id)
    return dict(session.execute(query).all())


def _issues(session: Session, visit_id: int, agencies: dict[int, str]) -> tuple[IssueFact, ...]:
    opinions: dict[int, list[str]] = {}
    dissenting: set[int] = set()
    for issue_id, agency_id, dissents in session.execute(
        select(AgencyOpinion.issue_id, AgencyOpinion.agency_id, AgencyOpinion.dissents)
        .join(Issue, Issue.id == AgencyOpinion.issue_id)
        .where(Issue.visit_id == visit_id)
        .order_by(AgencyOpinion.issue_id, AgencyOpinion.position)
    ):
        opinions.setdefault(issue_id, []).append(agencies[agency_id])
        if dissents:
            dissenting.add(issue_id)
    query = (
        select(
            Issue.id, Issue.uid, Issue.state, Issue.lead_agency_id, Issue.due, func.coalesce(Reception.headcount, 0),
            func.coalesce(Consultation.decision, ""), func.coalesce(Consultation.dissent, ""),
        )
        .outerjoin(Reception, Reception.issue_id == Issue.id)
        .outerjoin(Consultation, Consultation.issue_id == Issue.id)
        .where(Issue.visit_id == visit_id, may_be_shared())
        .order_by(Issue.id)
    )  # fmt: skip
    return tuple(
        IssueFact(
            uid=uid,
            answered=state is IssueState.ANSWERED_ON_SITE,
            agency=agencies.get(agency_id or 0, ""),
            limited=due is not None,
            headcount=headcount,
            opinions=tuple(opinions.get(issue_id, ())),
            decided=bool(decision.strip()),
            dissent=bool(dissent.strip()) or issue_id in dissenting,
        )
        for issue_id, uid, state, agency_id, due, headcount, decision, dissent in session.execute(query)
    )
