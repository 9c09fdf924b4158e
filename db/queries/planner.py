"""The rota planner's problem, read from the schedule in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.closures import closed_days
from core.errors import LastBeforeFirst
from core.planner.options import USUAL_SPACING, PlanOptions, stands_of, usual_month, usual_most
from core.planner.problem import PlannerLeader, Problem, Sitting, Stand
from core.planner_errors import PlanTooLong
from core.settings import OfficeSettings
from db.models import Setting
from db.queries.base_rota import base_of
from db.queries.burden import weights_of
from db.queries.clash_county import backup_pairs, meetings_between, road_minutes
from db.queries.clash_levels import chosen_levels
from db.queries.planner_county import neighbours, planner_kinds, planner_leaders, planner_townships
from db.queries.planner_visits import PlanVisits, kind_counts, plan_visits
from db.queries.quotas import closures_touching, quotas_in_use

PLANNER: Final = "planner_options"
"""The setting that holds how the office plans."""
MOST_DAYS: Final = 400


def office_options(session: Session) -> PlanOptions:
    """Return how the office plans; what it never chose follows its other settings."""
    row = session.get(Setting, PLANNER)
    return PlanOptions.from_json(row.value.get("value") if row is not None else None)


def problem_of(
    session: Session,
    first: date,
    last: date,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    options: PlanOptions | None = None,
) -> Problem:
    """Return everything that a plan of the days from *first* to *last* depends on.

    Args:
        session: A read.
        first: The first day.
        last: The last day, included.
        today: Days before it are not planned any more; visits there stay.
        calendar: The office's.
        settings: The office's.
        options: What this plan does differently; None plans as the office does (`office_options`).

    Raises:
        LastBeforeFirst: the days are the wrong way round.
        PlanTooLong: they are more than a year and some weeks.
    """
    _require_days(first, last)
    chosen = office_options(session) if options is None else options
    stands = {**stands_of(chosen_levels(session)), **chosen.stands}
    visits = plan_visits(session, first, last, today=today)
    leaders = planner_leaders(
        session, first, last, today=today, calendar=calendar, left_out=chosen.left_out,
        also={each for visit in (*visits.fixed, *visits.drafts) for each in visit.leader_ids},
    )  # fmt: skip
    base, receptions = base_of(session, first, last, today=today, calendar=calendar)
    return Problem(
        first=first, last=last, days=_days(session, max(first, today), last, calendar=calendar, stands=stands),
        calendar=calendar, leaders=leaders,
        townships=planner_townships(
            session, first, last, today=today, calendar=calendar, settings=settings, leaders=leaders,
            interval=chosen.interval_days or settings.visit_interval_days,
        ),
        kinds=planner_kinds(
            session, kind_counts(visits), chosen=chosen.kinds,
            used={each.kind for each in (*visits.fixed, *visits.drafts)},
        ),
        fixed=visits.fixed, drafts=visits.drafts, around=visits.around,
        sittings=_sittings(session, first, last, calendar), base=base, receptions=receptions,
        pairs=tuple((each.a, each.b, each.first, each.last) for each in backup_pairs(session)),
        together=neighbours(session), minutes_between=road_minutes(session), quotas=tuple(quotas_in_use(session)),
        stands=stands, weights=weights_of(session, first.year),
        revisit_days=settings.revisit_days if chosen.revisit_days is None else chosen.revisit_days,
        spacing_days=(settings.spacing_days or USUAL_SPACING) if chosen.spacing_days is None else chosen.spacing_days,
        most_a_day=_most_a_day(visits, calendar) if chosen.most_a_day is None else chosen.most_a_day,
        most_a_month=_most_a_month(visits, leaders) if chosen.most_a_month is None else chosen.most_a_month,
    )  # fmt: skip


def _require_days(first: date, last: date) -> None:
    if last < first:
        raise LastBeforeFirst(first=first, last=last)
    if (last - first).days >= MOST_DAYS:
        raise PlanTooLong(limit=MOST_DAYS)


def _days(
    session: Session, first: date, last: date, *, calendar: WorkCalendar, stands: Mapping[str, Stand]
) -> tuple[date, ...]:
    """Return the working days that the county does not keep free."""
    minds = stands.get("blocked_day") is not Stand.OFF
    kept_free = closed_days(closures_touching(session, first, last), first, last)[0] if minds else {}
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return tuple(day for day in days if calendar.is_workday(day) and day not in kept_free)


def _sittings(session: Session, first: date, last: date, calendar: WorkCalendar) -> tuple[Sitting, ...]:
    return tuple(
        Sitting(each.name, each.day, each.half, each.leader_ids)
        for each in meetings_between(session, first, last, calendar)
        if each.leader_ids
    )


def _most_a_day(visits: PlanVisits, calendar: WorkCalendar) -> int:
    return usual_most((day for day, _kind in visits.done), calendar)


def _most_a_month(visits: PlanVisits, leaders: Sequence[PlannerLeader]) -> int:
    return usual_month(len(visits.done), sum(each.share > 0 for each in leaders))
