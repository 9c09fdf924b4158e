"""How every township stands on one day: last and next visit, interval, need index, villages; and the blind spots."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.coverage import Standing
from core.need import need_of
from core.settings import OfficeSettings
from core.village_coverage import CoverageTotal, coverage_totals
from core.visits import PLANNED
from db.models import Leader, Township, Visit
from db.queries.coverage import kind_waits
from db.queries.household_coverage import village_coverage
from db.queries.needs import last_visits, township_needs


def standings(
    session: Session,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    with_villages: bool = False,
    shared: bool = False,
) -> list[Standing]:
    """Return all townships, the greatest need first, then in the office's order.

    Villages and households of the year take longest to count, so they are counted only when asked for. What is
    *shared* with others counts no restricted issue.
    """
    needs = township_needs(session, today, calendar=calendar, settings=settings, shared=shared)
    last, coming, waits = last_visits(session, today), _next_visits(session, today), kind_waits(session, today)
    villages = _villages(session, today, settings) if with_villages else {}
    answer_by = calendar.add_workdays(today, settings.default_limit_days)
    rows = []
    for township_id, name in session.execute(
        select(Township.id, Township.name).order_by(Township.position, Township.id)
    ):
        facts, (next_day, leader) = needs[township_id], coming.get(township_id, (None, ""))
        total = villages.get(township_id)
        rows.append(
            Standing(
                township_id=township_id, township=name, today=today, days=facts.days_since_visit,
                limit=facts.interval, last_day=last.get(township_id), next_day=next_day, next_leader=leader,
                overdue_issues=facts.overdue_issues, answer_by=answer_by, kinds=waits.get(township_id, ()),
                addends=tuple(need_of(facts, today=today, calendar=calendar)),
                villages=total.villages if total else 0, reached=total.reached if total else 0,
                calls=total.calls if total else 0, few_calls=total.below if total else 0,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: -row.need)


def blind_spots(session: Session, *, today: date, calendar: WorkCalendar, settings: OfficeSettings) -> list[Standing]:
    """Return the townships to which nobody goes in time, the greatest need first."""
    rows = standings(session, today=today, calendar=calendar, settings=settings)
    return [row for row in rows if row.is_blind]


def _next_visits(session: Session, today: date) -> dict[int, tuple[date, str]]:
    """Return each township's next visit, today's included, with its leader; of several the highest in rank."""
    query = (
        select(Visit.township_id, Visit.day, Leader.name)
        .join(Visit.leader)
        .where(Visit.state.in_(PLANNED), Visit.day >= today)
        .order_by(Visit.day, Leader.rank_order, Visit.id)
    )
    found: dict[int, tuple[date, str]] = {}
    for township_id, day, leader in session.execute(query):
        found.setdefault(township_id, (day, leader))
    return found


def _villages(session: Session, today: date, settings: OfficeSettings) -> dict[int, CoverageTotal]:
    year = village_coverage(session, date(today.year, 1, 1), today)
    totals = coverage_totals(year, settings.households_per_village)
    return {total.township_id: total for total in totals if total.township_id is not None}
