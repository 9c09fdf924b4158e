"""What the visit editor offers to choose, and the county around a visit for the check of clashes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.calendar.recurrence import occurrences, recurrence_from_spec
from core.calendar.seasons import Season
from core.calendar.workdays import WorkCalendar
from core.clash_facts import AbsenceFacts, ClashContext, Level, MeetingFacts, PairFacts, VisitFacts
from core.settings import OfficeSettings
from core.visits import VOID
from db.models import (
    Absence,
    Agency,
    BackupPair,
    Leader,
    Market,
    Meeting,
    MeetingAttendee,
    Setting,
    Township,
    TownshipRoad,
    Village,
    Visit,
    VisitLeader,
)
from db.queries.farm_seasons import farm_seasons
from db.queries.names import NamedRow

REACH: Final = 31
"""Days around a stretch that its visits can clash with: a village is visited again too soon within 30."""


@dataclass(frozen=True, slots=True)
class TownshipChoice:
    """A township, with what the editor presets from it."""

    id: int
    name: str
    place: str
    markets: tuple[str, ...]
    villages: tuple[NamedRow, ...]


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency that can go along."""

    id: int
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class VisitChoices:
    """Everything that the editor's lists offer, in the office's order."""

    leaders: tuple[NamedRow, ...]
    townships: tuple[TownshipChoice, ...]
    agencies: tuple[AgencyChoice, ...]

    seasons: tuple[Season, ...] = ()

    def township(self, township_id: int | None) -> TownshipChoice | None:
        """Return a township by its id."""
        return next((row for row in self.townships if row.id == township_id), None)


def visit_choices(session: Session, *, on: date) -> VisitChoices:
    """Return the leaders in office on *on*, all townships with their villages, and the agencies in use."""
    in_office = (
        or_(Leader.valid_from.is_(None), Leader.valid_from <= on),
        or_(Leader.valid_to.is_(None), Leader.valid_to >= on),
    )
    leaders = session.execute(
        select(Leader.id, Leader.name, Leader.post).where(*in_office).order_by(Leader.rank_order, Leader.id)
    )
    agencies = session.execute(
        select(Agency.id, Agency.name, Agency.short_name).where(Agency.active).order_by(Agency.position, Agency.id)
    )
    return VisitChoices(
        tuple(NamedRow(*row) for row in leaders),
        _townships(session),
        tuple(AgencyChoice(*row) for row in agencies),
        tuple(farm_seasons(session)),
    )


def _townships(session: Session) -> tuple[TownshipChoice, ...]:
    villages: dict[int, list[NamedRow]] = defaultdict(list)
    for village_id, name, township_id in session.execute(
        select(Village.id, Village.name, Village.township_id).order_by(Village.position, Village.id)
    ):
        villages[township_id].append(NamedRow(village_id, name))
    markets: dict[int, list[str]] = defaultdict(list)
    for township_id, rule in session.execute(select(Market.township_id, Market.rule).order_by(Market.id)):
        markets[township_id].append(rule)
    rows = session.execute(
        select(Township.id, Township.name, Township.reception_place).order_by(Township.position, Township.id)
    )
    return tuple(TownshipChoice(*row, tuple(markets[row[0]]), tuple(villages[row[0]])) for row in rows)


def township_days(session: Session, township_id: int, *, ignoring: int | None = None) -> list[date]:
    """Return the days on which somebody goes to a township, called-off visits left out."""
    query = select(Visit.day).where(Visit.township_id == township_id, Visit.state.not_in(VOID)).order_by(Visit.day)
    return list(session.scalars(query if ignoring is None else query.where(Visit.id != ignoring)))


def township_markets(session: Session, township_id: int) -> list[str]:
    """Return the rules of a township's markets as stored."""
    return list(session.scalars(select(Market.rule).where(Market.township_id == township_id).order_by(Market.id)))


def clash_context(
    session: Session, first: date, last: date, *, calendar: WorkCalendar, settings: OfficeSettings
) -> ClashContext:
    """Return the county around the days from *first* to *last*, for `core.conflicts.clashes`."""
    townships = session.execute(select(Township.id, Township.name, Township.travel_minutes)).all()
    levels = session.get(Setting, "clash_levels")
    return ClashContext(
        calendar=calendar,
        visits=_visit_facts(session, first - timedelta(REACH), last + timedelta(REACH)),
        absences=[
            AbsenceFacts(*row)
            for row in session.execute(
                select(Absence.leader_id, Absence.starts, Absence.ends, Absence.reason).where(
                    Absence.starts <= last, Absence.ends >= first
                )
            )
        ],
        meetings=_meetings(session, first, last, calendar),
        pairs=[
            PairFacts(*row)
            for row in session.execute(
                select(BackupPair.a_leader_id, BackupPair.b_leader_id, BackupPair.starts, BackupPair.ends)
            )
        ],
        leader_names={row.id: row.name for row in session.execute(select(Leader.id, Leader.name))},
        township_names={row.id: row.name for row in townships},
        village_names={row.id: row.name for row in session.execute(select(Village.id, Village.name))},
        minutes_from_seat={row.id: row.travel_minutes for row in townships if row.travel_minutes is not None},
        minutes_between=_roads(session),
        levels=_levels(levels),
        revisit_days=settings.revisit_days,
    )


def _roads(session: Session) -> dict[tuple[int, int], int]:
    """Return the minutes between townships on one road."""
    query = select(TownshipRoad.one_id, TownshipRoad.other_id, TownshipRoad.minutes)
    return {(one, other): minutes for one, other, minutes in session.execute(query) if minutes is not None}


def _levels(row: Setting | None) -> dict[str, Level]:
    chosen = row.value.get("value") if row is not None else None
    known = set(Level)
    return {key: Level(level) for key, level in chosen.items() if level in known} if isinstance(chosen, dict) else {}


def _visit_facts(session: Session, first: date, last: date) -> list[VisitFacts]:
    along: dict[int, list[int]] = defaultdict(list)
    company = (
        select(VisitLeader.visit_id, VisitLeader.leader_id)
        .join(Visit, Visit.id == VisitLeader.visit_id)
        .where(Visit.day.between(first, last))
        .order_by(VisitLeader.position)
    )
    for visit_id, leader_id in session.execute(company):
        along[visit_id].append(leader_id)
    query = select(
        Visit.id, Visit.day, Visit.half, Visit.leader_id, Visit.township_id, Visit.village_id, Visit.kind,
        Visit.starts_at, Visit.ends_at,
    ).where(Visit.day.between(first, last), Visit.state.not_in(VOID))  # fmt: skip
    return [
        VisitFacts(row.id, row.day, row.half, (row.leader_id, *along[row.id]), *row[4:])
        for row in session.execute(query)
    ]


def _meetings(session: Session, first: date, last: date, calendar: WorkCalendar) -> list[MeetingFacts]:
    who: dict[int, set[int]] = defaultdict(set)
    for meeting_id, leader_id in session.execute(select(MeetingAttendee.meeting_id, MeetingAttendee.leader_id)):
        who[meeting_id].add(leader_id)
    return [
        MeetingFacts(row.name, day, row.half, frozenset(who[row.id]), row.starts_at, row.ends_at)
        for row in session.scalars(select(Meeting))
        for day in _sittings(row, first, last, calendar)
    ]


def _sittings(meeting: Meeting, first: date, last: date, calendar: WorkCalendar) -> list[date]:
    """Return the days of a meeting; a rule that cannot be read blocks nobody."""
    rule = recurrence_from_spec(meeting.rrule, meeting.half)
    if rule is None:
        return []
    return occurrences(rule, max(first, meeting.first_day), min(last, meeting.last_day or last), calendar)
