"""One visit in full: for the inspector, the editor, and the check for clashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, selectinload

from core.calendar.workdays import WorkCalendar
from core.deadlines import SOON, Timeliness, state_of
from core.issues import OPEN, SETTLED
from core.masking import mask_name, mask_phone
from core.organisation import short_township
from core.visits import AppointmentDraft, Half, ReceptionForm, VisitDraft, VisitState
from db.models import (
    Agency,
    Appointment,
    Issue,
    Leader,
    Petitioner,
    Township,
    Village,
    Visit,
    VisitAgency,
    VisitKindRow,
    VisitLeader,
)
from db.queries.calendar import market_townships
from db.queries.leader_changes import LeaderChangeRow, changes_of_visit


@dataclass(frozen=True, slots=True)
class GoingRow:
    """An accompanying agency, and what it was told."""

    agency_id: int
    name: str
    notified_on: date | None
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """A resident's slot; the name is masked."""

    at: time | None
    person: str
    topic: str


@dataclass(frozen=True, slots=True)
class BringRow:
    """An open issue of the township, to be taken along."""

    id: int
    title: str
    agency: str
    due: date | None
    timeliness: Timeliness


@dataclass(frozen=True, slots=True)
class LastVisitRow:
    """The visit that took place there before this one, and what came of it."""

    id: int
    day: date
    leader: str
    kind: str
    days_ago: int
    raised: int
    settled: int

    @property
    def in_hand(self) -> int:
        """Issues of that visit that are still open."""
        return self.raised - self.settled


@dataclass(frozen=True, slots=True)
class VisitDetail:
    """All that the inspector says about a visit; residents and phones are masked."""

    id: int
    year: int
    number: int
    day: date
    half: Half
    starts_at: time | None
    ends_at: time | None
    kind: str
    kind_name: str
    leader_id: int
    leader: str
    post: str
    township_id: int
    township: str
    village_id: int | None
    village: str
    place: str
    theme: str
    note: str
    state: VisitState
    state_reason: str
    unannounced: bool
    reception_form: ReceptionForm | None
    liaison: str
    liaison_phone: str
    is_market_day: bool
    leaders: tuple[str, ...]
    agencies: tuple[GoingRow, ...]
    appointments: tuple[AppointmentRow, ...]
    bring: tuple[BringRow, ...]
    last_visit: LastVisitRow | None
    changes: tuple[LeaderChangeRow, ...] = ()

    @property
    def told(self) -> int:
        """How many were told: the township, and each agency that was."""
        agencies = sum(1 for agency in self.agencies if agency.notified_on is not None)
        # a visit marked done says nothing of who was told before, unless somebody noted it of an agency
        township = self.state is VisitState.NOTIFIED or (self.state is VisitState.DONE and agencies > 0)
        return agencies + int(township)

    @property
    def silent(self) -> tuple[GoingRow, ...]:
        """Agencies that were told and have not answered."""
        return tuple(a for a in self.agencies if a.notified_on is not None and a.confirmed_on is None)


def visit_detail(
    session: Session, visit_id: int, *, today: date, calendar: WorkCalendar, soon: int = SOON
) -> VisitDetail | None:
    """Return everything the inspector shows, or None if the visit was deleted."""
    query = (
        select(Visit, VisitKindRow.name, Leader.name, Leader.post, Township, func.coalesce(Village.name, ""))
        .join(Visit.leader)
        .join(Visit.township)
        .outerjoin(Visit.village)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.id == visit_id)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    visit, kind_name, leader, post, township, village = found
    plain = {name: getattr(visit, name) for name in _SAME}
    return VisitDetail(
        **plain,
        kind_name=kind_name,
        leader=leader,
        post=post,
        township=township.name,
        village=village,
        place=visit.place or township.reception_place,
        liaison=township.liaison_name,
        liaison_phone=mask_phone(township.liaison_phone),
        is_market_day=short_township(township.name) in market_townships(session, visit.day),
        leaders=_companions(session, visit_id),
        agencies=_going(session, visit_id),
        appointments=_appointments(session, visit_id),
        bring=_bring_along(session, visit.township_id, today, calendar, soon),
        last_visit=_last_visit(session, visit, today),
        changes=changes_of_visit(session, visit_id),
    )


_SAME = (
    "id", "year", "number", "day", "half", "starts_at", "ends_at", "kind", "leader_id", "township_id",
    "village_id", "theme", "note", "state", "state_reason", "unannounced", "reception_form",
)  # fmt: skip


def _bring_along(
    session: Session, township_id: int, today: date, calendar: WorkCalendar, soon: int
) -> tuple[BringRow, ...]:
    """Return the open issues of a township: those past their date first, then by date, undated last."""
    query = (
        select(Issue.id, Issue.title, func.coalesce(func.nullif(Agency.short_name, ""), Agency.name, ""), Issue.due)
        .outerjoin(Issue.lead_agency)
        .where(Issue.township_id == township_id, Issue.state.in_(OPEN))
        .order_by(Issue.due.is_(None), Issue.due, Issue.id)
    )
    return tuple(
        BringRow(issue_id, title, agency, due, state_of(due, today, calendar, is_open=True, soon=soon))
        for issue_id, title, agency, due in session.execute(query)
    )


def visit_draft(session: Session, visit_id: int) -> VisitDraft | None:
    """Return a visit for editing, residents unmasked since their data may be corrected; None if it was deleted."""
    visit = session.get(
        Visit,
        visit_id,
        options=[
            selectinload(Visit.leaders),
            selectinload(Visit.agencies),
            selectinload(Visit.appointments).selectinload(Appointment.petitioner),
        ],
    )
    if visit is None:
        return None
    fields = ("uid", "id", "version", "day", "half", "kind", "leader_id", "township_id", "village_id", "starts_at")
    more = (
        "ends_at",
        "reception_form",
        "place",
        "theme",
        "note",
        "state",
        "unannounced",
        "pinned",
        "overlap_confirmed",
    )
    return VisitDraft(
        **{name: getattr(visit, name) for name in (*fields, *more)},
        accompanying_leaders=[row.leader_id for row in visit.leaders],
        accompanying_agencies=[row.agency_id for row in visit.agencies],
        appointments=[_appointment_draft(row) for row in visit.appointments],
    )


def _appointment_draft(row: Appointment) -> AppointmentDraft:
    person = row.petitioner
    return AppointmentDraft(
        id=row.id,
        at=row.at,
        topic=row.topic,
        minutes=row.minutes,
        agency_id=row.agency_id,
        came=row.came,
        name="" if person is None else person.name,
        phone="" if person is None else person.phone,
        address="" if person is None else person.address,
    )


def _companions(session: Session, visit_id: int) -> tuple[str, ...]:
    query = (
        select(Leader.name)
        .join(VisitLeader, VisitLeader.leader_id == Leader.id)
        .where(VisitLeader.visit_id == visit_id)
        .order_by(VisitLeader.position, Leader.rank_order)
    )
    return tuple(session.scalars(query))


def _going(session: Session, visit_id: int) -> tuple[GoingRow, ...]:
    query = (
        select(
            VisitAgency.agency_id,
            func.coalesce(func.nullif(Agency.short_name, ""), Agency.name),
            VisitAgency.notified_on,
            VisitAgency.confirmed_on,
        )
        .join(Agency, Agency.id == VisitAgency.agency_id)
        .where(VisitAgency.visit_id == visit_id)
        .order_by(VisitAgency.position, Agency.id)
    )
    return tuple(GoingRow(*row) for row in session.execute(query))


def _appointments(session: Session, visit_id: int) -> tuple[AppointmentRow, ...]:
    query = (
        select(Appointment.at, func.coalesce(Petitioner.name, ""), Appointment.topic)
        .outerjoin(Appointment.petitioner)
        .where(Appointment.visit_id == visit_id)
        .order_by(Appointment.at.is_(None), Appointment.at, Appointment.position)
    )
    return tuple(AppointmentRow(at, mask_name(name), topic) for at, name, topic in session.execute(query))


def _last_visit(session: Session, visit: Visit, today: date) -> LastVisitRow | None:
    """Return the last visit that took place there before *visit*; days count from today, or from *visit* if past."""
    raised = select(func.count()).where(Issue.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    settled = (
        select(func.coalesce(func.sum(case((Issue.state.in_(SETTLED), 1), else_=0)), 0))
        .where(Issue.visit_id == Visit.id)
        .correlate(Visit)
        .scalar_subquery()
    )
    query = (
        select(Visit.id, Visit.day, Leader.name, VisitKindRow.name, raised, settled)
        .join(Visit.leader)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.township_id == visit.township_id, Visit.state == VisitState.DONE, Visit.id != visit.id)
        .where(Visit.day <= min(visit.day, today))
        .order_by(Visit.day.desc(), Visit.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    visit_id, day, leader, kind, count, done = row
    return LastVisitRow(visit_id, day, leader, kind, (min(visit.day, today) - day).days, count, done)
