"""Villages: when somebody was there last, how many households were called on, and what is open there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.deadlines import SOON
from core.issues import OPEN
from core.organisation import VillageKind
from core.visits import VisitState
from db.models import HouseholdVisit, Issue, Township, Village, Visit
from db.queries.household_coverage import village_coverage
from db.queries.lines import IssueLine, VisitLine, open_issue_lines, visit_lines


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village, who came last, and what is still open there.

    Attributes:
        last_day: The last visit that took place there, or from which a household there was called on.
        reached: Whether that was this year.
        calls: Households called on this year.
    """

    id: int
    name: str
    kind: VillageKind
    households: int | None
    last_day: date | None
    open: int
    calls: int
    reached: bool

    def wanted(self, least: int) -> int:
        """Return how many households are to be called on: *least*, or all where fewer live there."""
        return min(least, self.households) if self.households else least


@dataclass(frozen=True, slots=True)
class VillageDetail:
    """All that the panel of a village shows."""

    row: VillageRow
    township_id: int
    township: str
    visits: tuple[VisitLine, ...]
    issues: tuple[IssueLine, ...]


def village_rows(session: Session, today: date, *, township_id: int, only: int | None = None) -> tuple[VillageRow, ...]:
    """Return a township's villages in the office's order, or the *only* one asked for."""
    year = village_coverage(session, date(today.year, 1, 1), today, township_id=township_id)
    seen = (
        select(func.max(Visit.day))
        .where(Visit.village_id == Village.id, Visit.state == VisitState.DONE, Visit.day <= today)
        .correlate(Village)
        .scalar_subquery()
    )
    called = (
        select(func.max(HouseholdVisit.day))
        .where(HouseholdVisit.village_id == Village.id, HouseholdVisit.day <= today)
        .correlate(Village)
        .scalar_subquery()
    )
    held = (
        select(func.count())
        .where(Issue.village_id == Village.id, Issue.state.in_(OPEN))
        .correlate(Village)
        .scalar_subquery()
    )
    query = select(Village.id, Village.kind, Village.households, seen, called, held).where(
        Village.township_id == township_id, *(() if only is None else (Village.id == only,))
    )
    facts = {row[0]: row[1:] for row in session.execute(query)}
    rows = []
    for each in year:
        if each.village_id not in facts:
            continue
        kind, households, visited, knocked, is_open = facts[each.village_id]
        ever = max((day for day in (visited, knocked) if day is not None), default=None)
        rows.append(
            VillageRow(
                id=each.village_id, name=each.village, kind=kind, households=households,
                last_day=each.last_day or ever, open=is_open, calls=each.calls, reached=each.reached,
            )
        )  # fmt: skip
    return tuple(rows)


def village_detail(
    session: Session, village_id: int, *, today: date, calendar: WorkCalendar, soon: int = SOON
) -> VillageDetail | None:
    """Return one village, or None if it is gone."""
    village = session.get(Village, village_id)
    if village is None:
        return None
    township = session.get_one(Township, village.township_id)
    (row,) = village_rows(session, today, township_id=township.id, only=village_id)
    knocked = exists().where(HouseholdVisit.visit_id == Visit.id, HouseholdVisit.village_id == village_id)
    return VillageDetail(
        row=row, township_id=township.id, township=township.name,
        visits=visit_lines(session, or_(Visit.village_id == village_id, knocked)),
        issues=open_issue_lines(session, Issue.village_id == village_id, today=today, calendar=calendar, soon=soon),
    )  # fmt: skip
