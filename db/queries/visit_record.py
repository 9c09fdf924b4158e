"""The record of a visit as it stands, for its page, and which visits still ask to be logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.records import (
    AttendeeDraft,
    AttendeeRole,
    ConsultationDraft,
    HouseholdDraft,
    NoteDraft,
    OpinionDraft,
    ReceptionDraft,
    RecordDraft,
)
from core.visits import PLANNED, Half
from db.models import (
    Agency,
    AgencyOpinion,
    Attendee,
    Consultation,
    HouseholdVisit,
    Issue,
    Leader,
    Reception,
    Township,
    Visit,
    VisitAgency,
    VisitKindRow,
    VisitLeader,
    VisitNote,
    VisitRecord,
)
from db.queries.promises import drafts_of


@dataclass(frozen=True, slots=True)
class UnloggedRow:
    """A visit whose day is over and of which nobody has said how it ended."""

    id: int
    day: date
    half: Half
    kind: str
    seal: str
    colour: str
    leader: str
    township: str


def record_draft(session: Session, visit_id: int) -> RecordDraft | None:
    """Return the record of a visit for its page, preset where nothing was written; None if it was deleted."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        return None
    record = session.get(VisitRecord, visit_id)
    draft = RecordDraft(visit_id=visit_id, theme=visit.theme, result=visit.result, planned_theme=visit.theme)
    if record is not None:
        draft.version = record.version
        for name in _RECORD:
            setattr(draft, name, getattr(record, name))
    draft.notes = _notes(session, visit_id)
    draft.households = _households(session, visit_id)
    draft.promises = drafts_of(session, visit_id)
    draft.attendees = _attendees(session, visit_id) or expected_attendees(session, visit_id)
    return draft


_RECORD = (
    "arrived_at", "left_at", "cut_short", "approach", "headcount", "audience", "materials", "copies", "outreach_form",
    "vehicles", "companions", "report_attachment_id",
)  # fmt: skip
_HOUSEHOLD = tuple(field.name for field in fields(HouseholdDraft) if field.name != "issue_uid")
_NOTE = tuple(field.name for field in fields(NoteDraft) if field.name != "issue_uid")
_ATTENDEE = tuple(field.name for field in fields(AttendeeDraft))


def has_attendees(session: Session, visit_id: int) -> bool:
    """Return whether anybody was written down as there; until then they follow the visit."""
    return session.scalar(select(Attendee.id).where(Attendee.visit_id == visit_id).limit(1)) is not None


def expected_attendees(session: Session, visit_id: int) -> list[AttendeeDraft]:
    """Return who is to be there by the plan: the leader, leaders and units going along, the township; none ticked."""
    going = (
        select(Leader.id, Leader.name, Leader.post, VisitLeader.position)
        .join(VisitLeader, VisitLeader.leader_id == Leader.id)
        .where(VisitLeader.visit_id == visit_id)
        .order_by(VisitLeader.position)
    )
    first = (
        select(Leader.id, Leader.name, Leader.post)
        .join(Visit, Visit.leader_id == Leader.id)
        .where(Visit.id == visit_id)
    )
    leaders = [row[:3] for query in (first, going) for row in session.execute(query)]
    units = (
        select(Agency.id, Agency.name)
        .join(VisitAgency, VisitAgency.agency_id == Agency.id)
        .where(VisitAgency.visit_id == visit_id)
        .order_by(VisitAgency.position)
    )
    hosts = select(Township.name).join(Visit, Visit.township_id == Township.id).where(Visit.id == visit_id)
    return [
        *(
            AttendeeDraft(name=name, post=post[:60], role=AttendeeRole.LEADER, leader_id=leader_id)
            for leader_id, name, post in leaders
        ),
        *(
            AttendeeDraft(name=name[:60], role=AttendeeRole.AGENCY, agency_id=agency_id)
            for agency_id, name in session.execute(units)
        ),
        *(AttendeeDraft(name=name[:60], role=AttendeeRole.TOWNSHIP) for name in session.scalars(hosts)),
    ]


def reception_of(session: Session, issue_ids: Iterable[int]) -> dict[int, ReceptionDraft]:
    """Return how the people behind these issues were received, by issue."""
    rows = session.scalars(select(Reception).where(Reception.issue_id.in_(list(issue_ids))))
    return {
        row.issue_id: ReceptionDraft(row.headcount, row.representatives, row.received_by, row.outcome, row.instruction)
        for row in rows
    }


def consultation_of(session: Session, issue_ids: Iterable[int]) -> dict[int, ConsultationDraft]:
    """Return the consultations on these issues, by issue."""
    ids = list(issue_ids)
    rows = session.execute(
        select(Consultation.issue_id, Consultation.decision, Consultation.dissent).where(Consultation.issue_id.in_(ids))
    )
    found = {issue_id: ConsultationDraft(decision, dissent) for issue_id, decision, dissent in rows}
    opinions = select(AgencyOpinion).where(AgencyOpinion.issue_id.in_(ids)).order_by(AgencyOpinion.position)
    for row in session.scalars(opinions):
        found[row.issue_id].opinions.append(OpinionDraft(row.agency_id, row.opinion, row.dissents, row.id))
    return found


def unlogged_visits(session: Session, today: date) -> list[UnloggedRow]:
    """Return the visits before *today* that nobody has logged, the oldest first."""
    query = (
        select(
            Visit.id, Visit.day, Visit.half, VisitKindRow.name, VisitKindRow.seal, VisitKindRow.colour, Leader.name,
            Township.name,
        )
        .join(Visit.leader)
        .join(Visit.township)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.day < today, Visit.state.in_(PLANNED))
        .order_by(Visit.day, Visit.half.desc(), Leader.rank_order, Visit.id)
    )  # fmt: skip
    return [UnloggedRow(*row) for row in session.execute(query)]


def _notes(session: Session, visit_id: int) -> list[NoteDraft]:
    query = (
        select(VisitNote, func.coalesce(Issue.uid, ""))
        .outerjoin(Issue, Issue.id == VisitNote.issue_id)
        .where(VisitNote.visit_id == visit_id)
        .order_by(VisitNote.position, VisitNote.id)
    )
    return [
        NoteDraft(**{name: getattr(row, name) for name in _NOTE}, issue_uid=uid) for row, uid in session.execute(query)
    ]


def _households(session: Session, visit_id: int) -> list[HouseholdDraft]:
    query = (
        select(HouseholdVisit, func.coalesce(Issue.uid, ""))
        .outerjoin(Issue, Issue.id == HouseholdVisit.issue_id)
        .where(HouseholdVisit.visit_id == visit_id)
        .order_by(HouseholdVisit.position, HouseholdVisit.id)
    )
    return [
        HouseholdDraft(**{name: getattr(row, name) for name in _HOUSEHOLD}, issue_uid=uid)
        for row, uid in session.execute(query)
    ]


def _attendees(session: Session, visit_id: int) -> list[AttendeeDraft]:
    query = select(Attendee).where(Attendee.visit_id == visit_id).order_by(Attendee.position, Attendee.id)
    return [AttendeeDraft(**{name: getattr(row, name) for name in _ATTENDEE}) for row in session.scalars(query)]
