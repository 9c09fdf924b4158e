"""The county around a stretch of days, read in one go for the check of clashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.calendar.recurrence import occurrences, recurrence_from_spec
from core.calendar.workdays import WorkCalendar
from core.clash_facts import AbsenceFacts, ClashContext, MeetingFacts, PairFacts, VisitFacts
from core.closures import closed_days
from core.discipline import is_head
from core.quotas import QuotaFacts, stretch_of
from core.settings import OfficeSettings
from core.visits import VOID, RecordForm
from db.models import (
    Absence,
    Agency,
    BackupPair,
    Leader,
    Meeting,
    MeetingAttendee,
    Township,
    TownshipRoad,
    Village,
    Visit,
    VisitAgency,
    VisitKindRow,
    VisitLeader,
)
from db.queries.clash_levels import chosen_levels
from db.queries.clash_recusals import kept_away
from db.queries.farm_seasons import farm_seasons
from db.queries.quotas import closures_touching, duties, quotas_in_use


def clash_context(
    session: Session, first: date, last: date, *, calendar: WorkCalendar, settings: OfficeSettings
) -> ClashContext:
    """Return the county around the days from *first* to *last*, for `core.conflicts.clashes`."""
    around = timedelta(max(settings.revisit_days, settings.village_revisit_days, settings.spacing_days, 1))
    begin, end = _reach(first, -around), _reach(last, around)
    townships = session.execute(select(Township.id, Township.name, Township.travel_minutes)).all()
    leaders = session.execute(select(Leader.id, Leader.name, Leader.post, Leader.rank_order)).all()
    kinds = session.execute(select(VisitKindRow.key, VisitKindRow.name, VisitKindRow.record)).all()
    quotas = quotas_in_use(session)
    blocked, closed = closed_days(closures_touching(session, first, last), first, last)
    return ClashContext(
        calendar=calendar,
        visits=_visit_facts(session, Visit.day.between(begin, end)),
        absences=absences_between(session, first, last),
        meetings=meetings_between(session, first, last, calendar),
        pairs=backup_pairs(session),
        blocked_days=blocked,
        closed_days=closed,
        seasons=farm_seasons(session),
        leader_names={row.id: row.name for row in leaders},
        township_names={row.id: row.name for row in townships},
        village_names={row.id: row.name for row in session.execute(select(Village.id, Village.name))},
        agency_names={row.id: row.name for row in session.execute(select(Agency.id, Agency.name))},
        kind_names={row.key: row.name for row in kinds},
        minutes_from_seat={row.id: row.travel_minutes for row in townships if row.travel_minutes is not None},
        minutes_between=road_minutes(session),
        levels=chosen_levels(session),
        revisit_days=settings.revisit_days,
        village_revisit_days=settings.village_revisit_days,
        spacing_days=settings.spacing_days,
        quotas=quotas,
        duties=duties(session) if quotas else {},
        outings=_outings(session, quotas, first, last),
        research_kinds=frozenset(row.key for row in kinds if row.record is RecordForm.RESEARCH),
        heads=frozenset(row.id for row in leaders if is_head(row.post, row.rank_order)),
        units_with_heads=settings.agencies_with_heads,
        units_with_others=settings.agencies_with_others,
        kept_away=kept_away(session, begin, end),
    )


def _reach(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def absences_between(session: Session, first: date, last: date) -> list[AbsenceFacts]:
    """Return who is away on a day of the stretch."""
    query = select(Absence.leader_id, Absence.starts, Absence.ends, Absence.reason)
    within = query.where(Absence.starts <= last, Absence.ends >= first).order_by(Absence.starts, Absence.id)
    return [AbsenceFacts(*row) for row in session.execute(within)]


def backup_pairs(session: Session) -> list[PairFacts]:
    """Return all AB pairs."""
    query = select(BackupPair.a_leader_id, BackupPair.b_leader_id, BackupPair.starts, BackupPair.ends)
    return [PairFacts(*row) for row in session.execute(query.order_by(BackupPair.id))]


def road_minutes(session: Session) -> dict[tuple[int, int], int]:
    """Return the minutes between townships on one road."""
    query = select(TownshipRoad.one_id, TownshipRoad.other_id, TownshipRoad.minutes)
    return {(one, other): minutes for one, other, minutes in session.execute(query) if minutes is not None}


def _visit_facts(session: Session, which: ColumnElement[bool]) -> list[VisitFacts]:
    leaders: dict[int, list[int]] = defaultdict(list)
    company: Any = select(VisitLeader.visit_id, VisitLeader.leader_id).join(Visit, Visit.id == VisitLeader.visit_id)
    for visit_id, leader_id in session.execute(company.where(which).order_by(VisitLeader.position)):
        leaders[visit_id].append(leader_id)
    agencies: dict[int, list[int]] = defaultdict(list)
    units: Any = select(VisitAgency.visit_id, VisitAgency.agency_id).join(Visit, Visit.id == VisitAgency.visit_id)
    for visit_id, agency_id in session.execute(units.where(which).order_by(VisitAgency.position)):
        agencies[visit_id].append(agency_id)
    query = select(
        Visit.id, Visit.day, Visit.half, Visit.leader_id, Visit.township_id, Visit.village_id, Visit.kind,
        Visit.starts_at, Visit.ends_at,
    ).where(which, Visit.state.not_in(VOID))  # fmt: skip
    return [
        VisitFacts(
            id, day, half, (leader, *leaders.get(id, ())), township, village, kind, starts, ends,
            tuple(agencies.get(id, ())),
        )
        for id, day, half, leader, township, village, kind, starts, ends in session.execute(query)
    ]  # fmt: skip


def _outings(session: Session, quotas: Sequence[QuotaFacts], first: date, last: date) -> list[VisitFacts]:
    """Return what the quotas count in every stretch that the days touch; nothing where there is no quota."""
    spans = {line.span for line in quotas}
    if not spans:
        return []
    begin = min(stretch_of(span, first).first for span in spans)
    end = max(stretch_of(span, last).last for span in spans)
    query = select(Visit.id, Visit.day, Visit.half, Visit.leader_id, Visit.kind)
    within = query.where(Visit.day.between(begin, end), Visit.state.not_in(VOID))
    return [
        VisitFacts(id, day, half, (leader,), None, None, kind)
        for id, day, half, leader, kind in session.execute(within)
    ]  # fmt: skip


def meetings_between(session: Session, first: date, last: date, calendar: WorkCalendar) -> list[MeetingFacts]:
    """Return the sittings of the stretch with the leaders who must attend."""
    who: dict[int, set[int]] = defaultdict(set)
    for meeting_id, leader_id in session.execute(select(MeetingAttendee.meeting_id, MeetingAttendee.leader_id)):
        who[meeting_id].add(leader_id)
    return [
        MeetingFacts(row.name, day, row.half, frozenset(who[row.id]), row.starts_at, row.ends_at)
        for row in session.scalars(select(Meeting).order_by(Meeting.id))
        for day in _sittings(row, first, last, calendar)
    ]


def _sittings(meeting: Meeting, first: date, last: date, calendar: WorkCalendar) -> list[date]:
    """Return the days of a meeting; a rule that cannot be read blocks nobody."""
    rule = recurrence_from_spec(meeting.rrule, meeting.half)
    if rule is None:
        return []
    return occurrences(rule, max(first, meeting.first_day), min(last, meeting.last_day or last), calendar)
