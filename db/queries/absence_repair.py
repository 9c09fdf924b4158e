"""What an absence would hit, and what could become of each visit: who could go, and when else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.settings import OfficeSettings
from db.models import RuleOverride, Visit
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
        goes_along: Somebody else leads it, and the leader who is away only goes along.
        kept: Why it was accepted that it stays on this day although the leader is away; empty where nobody did.
    """

    visit: VisitLine
    version: int
    issue: int | None
    leaders: tuple[FreeLeader, ...]
    days: tuple[FreeDay, ...]
    goes_along: bool = False
    kept: str = ""


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
        row = session.get_one(Visit, visit.id)
        issue = published.issue_of.get(row.uid)
        number = issue.number if issue is not None else None
        kept = _kept(session, row, leader_id)
        if row.leader_id != leader_id:
            found.append(HitVisit(visit, row.version, number, (), (), goes_along=True, kept=kept))
            continue
        leaders = free_leaders(session, visit.id, calendar=calendar, settings=settings)
        days = [
            each
            for each in free_days(session, visit.id, today=today, calendar=calendar, settings=settings)
            if not starts <= each.day <= ends
        ]
        found.append(HitVisit(visit, row.version, number, tuple(leaders[:OFFERED]), tuple(days[:OFFERED]), kept=kept))
    return found


def _kept(session: Session, visit: Visit, leader_id: int) -> str:
    accepted = select(RuleOverride.reason).where(
        RuleOverride.visit_id == visit.id, RuleOverride.day == visit.day, RuleOverride.rule_key == "absence",
        RuleOverride.leader_id == leader_id,
    )  # fmt: skip
    return session.scalar(accepted.order_by(RuleOverride.id.desc()).limit(1)) or ""
