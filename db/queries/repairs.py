"""What came up, and the ways to mend the plan, in words and with everybody who must be phoned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.errors import LastBeforeFirst
from core.i18n import day_text
from core.planner.disruption import Disruption, Known
from core.planner.options import PlanOptions
from core.planner.problem import PlannedVisit, Problem
from core.planner.repair import Offer, repairs, struck_by
from core.planner.repair_words import move_text, offer_text, worse_lines
from core.planning import Party
from core.repair_errors import DisruptionIsPast, DisruptionTooLong, NoSuchLeader
from core.settings import OfficeSettings
from core.visits import PLANNED, VisitState
from db.models import Leader, Visit, VisitAgency
from db.queries.planner import office_options, problem_of
from db.queries.published import published_between
from db.queries.release_check import phones_of

REACH: Final = timedelta(42)
"""So far beyond what came up another day is looked for."""
MOST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to be phoned."""

    party: Party
    id: int
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One way to mend the plan.

    Attributes:
        text: In one sentence.
        changes: What becomes of each visit.
        people: Who must be phoned.
        worse: What it leaves open, and what else gets worse.
    """

    offer: Offer
    text: str
    changes: tuple[str, ...]
    people: tuple[Contact, ...]
    worse: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repairs:
    """What came up in a plan, and what could be done.

    Attributes:
        struck: The visits that cannot take place as they are.
        versions: Of every visit that an offer changes, as it was seen.
    """

    disruption: Disruption
    problem: Problem
    struck: tuple[PlannedVisit, ...]
    rows: tuple[OfferRow, ...]
    versions: Mapping[int, int]


def repairs_of(
    session: Session,
    disruption: Disruption,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    most: int = 5,
) -> Repairs:
    """Return the ways to mend the plan, the one with the fewest calls first.

    Raises:
        LastBeforeFirst, DisruptionIsPast, DisruptionTooLong: these are no days to mend.
    """
    _require_days(disruption, today)
    last = max(disruption.last, today) + REACH
    problem = problem_of(
        session, today, last, today=today, calendar=calendar, settings=settings, options=_plain(session, settings)
    )  # fmt: skip
    known = _known(session, today, last)
    offers = repairs(problem, disruption, most=most, known=known)
    after = disruption.upon(problem)
    phones = phones_of(session, {each for offer in offers for each in offer.people})
    return Repairs(
        disruption, problem, struck_by(problem, disruption, known=known),
        tuple(_row(problem, after, offer, phones) for offer in offers), _versions(session, offers),
    )  # fmt: skip


def leader_named(session: Session, name: str, *, on: date) -> int:
    """Return the leader of a name, who is in office on that day where several bear it.

    Raises:
        NoSuchLeader: nobody bears it.
    """
    query = select(Leader.id).where(Leader.name == name.strip())
    in_office = or_(Leader.valid_to.is_(None), Leader.valid_to >= on)
    found = session.scalar(query.order_by(in_office.desc(), Leader.rank_order, Leader.id).limit(1))
    if found is None:
        raise NoSuchLeader(name=name.strip())
    return found


def _plain(session: Session, settings: OfficeSettings) -> PlanOptions:
    """Return how the office plans, without the limits that a draft takes from what is usual: need knows no habit."""
    chosen = office_options(session)
    return replace(
        chosen,
        most_a_day=chosen.most_a_day or 0,
        most_a_month=chosen.most_a_month or 0,
        spacing_days=settings.spacing_days if chosen.spacing_days is None else chosen.spacing_days,
    )


def _require_days(disruption: Disruption, today: date) -> None:
    if disruption.last < disruption.first:
        raise LastBeforeFirst(first=day_text(disruption.first, year=True), last=day_text(disruption.last, year=True))
    if disruption.last < today:
        raise DisruptionIsPast(last=day_text(disruption.last, year=True))
    if (disruption.last - min(disruption.first, today)).days >= MOST_DAYS:
        raise DisruptionTooLong(limit=MOST_DAYS)


def _known(session: Session, first: date, last: date) -> Known:
    """Return which visits people know of: all but drafts that nobody published."""
    published = published_between(session, first, last).rows
    query = select(Visit.id, Visit.uid, Visit.state).where(Visit.day.between(first, last))
    told: dict[int, tuple[int, ...]] = {}
    over = set()
    for id_, uid, state in session.execute(query):
        if state is not VisitState.DRAFT or uid in published:
            told[id_] = ()
        if state not in PLANNED:
            over.add(id_)
    units = select(VisitAgency.visit_id, VisitAgency.agency_id).join(Visit, Visit.id == VisitAgency.visit_id)
    units = units.where(Visit.day.between(first, last)).order_by(VisitAgency.agency_id)
    for visit_id, agency_id in session.execute(units):
        if visit_id in told:
            told[visit_id] += (agency_id,)
    return Known(told, frozenset(over))


def _versions(session: Session, offers: list[Offer]) -> dict[int, int]:
    ids = {move.before.id for offer in offers for move in offer.changes if move.before is not None}
    query = select(Visit.id, Visit.version).where(Visit.id.in_(sorted(ids)))
    return {row.id: row.version for row in session.execute(query)}


def _row(
    problem: Problem, after: Problem, offer: Offer, phones: Mapping[tuple[Party, int], tuple[str, str]]
) -> OfferRow:
    people = tuple(Contact(*key, *phones[key]) for key in phones if key in set(offer.people))
    return OfferRow(
        offer, offer_text(after, offer), tuple(move_text(after, each) for each in offer.changes), people,
        tuple(dict.fromkeys(worse_lines(after, problem, offer))),
    )  # fmt: skip
