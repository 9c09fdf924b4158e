"""The list of visits that wait to be placed, the most urgent first, with every addend of the urgency named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from core.calendar.workdays import WorkCalendar
from core.need import NeedFacts, need_of, total
from core.preparation import RequestDraft, RequestOrigin, RequestState
from core.settings import OfficeSettings
from core.visits import Half
from db.models import (
    Agency,
    Leader,
    Township,
    Village,
    VisitKindRow,
    VisitRequest,
    VisitRequestAgency,
)
from db.queries.needs import township_needs


@dataclass(frozen=True, slots=True)
class UnplacedRow:
    """A visit that waits.

    Attributes:
        leader: Who is wished for; empty if nobody is.
        waiting_days: Natural days since it was received.
        days_since_visit: Natural days since the township's last visit; None if there was none.
        interval: Days within which the township is to be visited.
        urgency: The sum of its addends.
        reasons: One sentence for each addend, with its points.
    """

    id: int
    origin: RequestOrigin
    township_id: int
    township: str
    village_id: int | None
    village: str
    kind: str | None
    kind_name: str
    seal: str
    colour: str
    theme: str
    first_day: date | None
    last_day: date | None
    half: Half | None
    leader_id: int | None
    leader: str
    received_on: date
    waiting_days: int
    overdue_issues: int
    days_since_visit: int | None
    interval: int
    urgency: int
    reasons: tuple[str, ...]
    missed_visit_id: int | None
    people: int | None
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request that was decided on."""

    id: int
    origin: RequestOrigin
    state: RequestState
    township: str
    theme: str
    received_on: date
    answer: str
    answered_on: date | None
    visit_id: int | None


def unplaced(session: Session, *, today: date, calendar: WorkCalendar, settings: OfficeSettings) -> list[UnplacedRow]:
    """Return the open requests, the most urgent first, then those received first."""
    needs = township_needs(session, today, calendar=calendar, settings=settings)
    asked = _agencies(session)
    rows = [
        _unplaced_row(row, needs[row.township_id], asked, today, calendar) for row in session.execute(_open_requests())
    ]
    return sorted(rows, key=lambda row: (-row.urgency, row.received_on, row.id))


def decided(session: Session, *, limit: int = 50) -> list[RequestRow]:
    """Return the requests that were placed, declined or withdrawn, the latest first."""
    query = (
        select(
            VisitRequest.id,
            VisitRequest.origin,
            VisitRequest.state,
            Township.name,
            VisitRequest.theme,
            VisitRequest.received_on,
            VisitRequest.answer,
            VisitRequest.answered_on,
            VisitRequest.visit_id,
        )
        .join(Township, Township.id == VisitRequest.township_id)
        .where(VisitRequest.state != RequestState.OPEN)
        .order_by(func.coalesce(VisitRequest.answered_on, VisitRequest.received_on).desc(), VisitRequest.id.desc())
        .limit(limit)
    )
    return [RequestRow(*row) for row in session.execute(query)]


def request_draft(session: Session, request_id: int) -> RequestDraft | None:
    """Return a request for editing, contact unmasked since it may be corrected; None if it was deleted."""
    row = session.get(VisitRequest, request_id, options=[selectinload(VisitRequest.agencies)])
    if row is None:
        return None
    same = (
        "uid", "received_on", "township_id", "id", "version", "origin", "village_id", "kind", "leader_id", "first_day",
        "last_day", "half", "theme", "detail", "place", "people", "contact_name", "contact_phone",
    )  # fmt: skip
    return RequestDraft(
        **{name: getattr(row, name) for name in same}, agencies=[each.agency_id for each in row.agencies]
    )


def request_of_visit(session: Session, visit_id: int) -> int | None:
    """Return the request that a visit was placed for."""
    query = select(VisitRequest.id).where(VisitRequest.visit_id == visit_id, VisitRequest.state == RequestState.PLANNED)
    return session.scalar(query.order_by(VisitRequest.id).limit(1))


def _open_requests() -> Any:
    return (
        select(
            VisitRequest.id,
            VisitRequest.origin,
            VisitRequest.township_id,
            Township.name.label("township"),
            VisitRequest.village_id,
            func.coalesce(Village.name, "").label("village"),
            VisitRequest.kind,
            func.coalesce(VisitKindRow.name, "").label("kind_name"),
            func.coalesce(VisitKindRow.seal, "").label("seal"),
            func.coalesce(VisitKindRow.colour, "").label("colour"),
            VisitRequest.theme,
            VisitRequest.first_day,
            VisitRequest.last_day,
            VisitRequest.half,
            VisitRequest.leader_id,
            func.coalesce(Leader.name, "").label("leader"),
            VisitRequest.received_on,
            VisitRequest.missed_visit_id,
            VisitRequest.people,
        )
        .join(Township, Township.id == VisitRequest.township_id)
        .outerjoin(Village, Village.id == VisitRequest.village_id)
        .outerjoin(VisitKindRow, VisitKindRow.key == VisitRequest.kind)
        .outerjoin(Leader, Leader.id == VisitRequest.leader_id)
        .where(VisitRequest.state == RequestState.OPEN)
    )


def _agencies(session: Session) -> Mapping[int, list[str]]:
    name = func.coalesce(func.nullif(Agency.short_name, ""), Agency.name)
    query = (
        select(VisitRequestAgency.request_id, name)
        .join(Agency, Agency.id == VisitRequestAgency.agency_id)
        .join(VisitRequest, VisitRequest.id == VisitRequestAgency.request_id)
        .where(VisitRequest.state == RequestState.OPEN)
        .order_by(VisitRequestAgency.position)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for request_id, agency in session.execute(query):
        found[request_id].append(agency)
    return found


def _unplaced_row(
    row: Any, township: NeedFacts, asked: Mapping[int, list[str]], today: date, calendar: WorkCalendar
) -> UnplacedRow:
    waiting = max((today - row.received_on).days, 0)
    missed = row.origin is RequestOrigin.MISSED
    facts = replace(township, waiting_days=waiting, last_day=row.last_day, missed=missed)
    addends = need_of(facts, today=today, calendar=calendar)
    return UnplacedRow(
        **row._asdict(),
        waiting_days=waiting,
        overdue_issues=facts.overdue_issues,
        days_since_visit=facts.days_since_visit,
        interval=facts.interval,
        urgency=total(addends),
        reasons=tuple(addend.sentence for addend in addends),
        agencies=tuple(asked.get(row.id, ())),
    )
