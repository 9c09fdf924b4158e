"""What an absence would hit, and what could become of each visit: who could go, and when else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.settings import OfficeSettings
from db.models import Visit
from db.queries.free_leaders import FreeDay, FreeLeader, free_days, free_leaders
from db.queries.leader_detail import visits_within
from db.queries.lines import VisitLine
from db.queries.published import published_between

OFFERED = 5


@dataclass(frozen=True, slots=True)
class HitVisit:
    """A planned visit on a day of the absence.

    Attributes:
        issue: Number of the issue of the plan in which it is published; None where it is in none.
    """

    visit: VisitLine
    version: int
    issue: int | None
    leaders: tuple[FreeLeader, ...]
    days: tuple[FreeDay, ...]


def hit_visits(
    session: Session,
    leader_id: int,
    starts: date,
    ends: date,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> list[HitVisit]:
    """Return the visits that an absence would hit, each with its ways out, the best first; none leads into it."""
    published = published_between(session, starts, ends)
    found = []
    for visit in visits_within(session, leader_id, starts, ends):
        uid, version = session.execute(select(Visit.uid, Visit.version).where(Visit.id == visit.id)).one()
        issue = published.issue_of.get(uid)
        leaders = free_leaders(session, visit.id, calendar=calendar, settings=settings)
        days = [
            each
            for each in free_days(session, visit.id, today=today, calendar=calendar, settings=settings)
            if not starts <= each.day <= ends
        ]
        number = issue.number if issue is not None else None
        found.append(HitVisit(visit, version, number, tuple(leaders[:OFFERED]), tuple(days[:OFFERED])))
    return found
