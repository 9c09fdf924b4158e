"""Visits and issues as single lines, as detail panels and reports list them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.deadlines import SOON, Timeliness, state_of
from core.i18n import _, clauses
from core.issues import OPEN
from core.masking import mask_name
from core.visits import VOID, Half, VisitState
from db.models import (
    Agency,
    HouseholdCategory,
    HouseholdVisit,
    Issue,
    Leader,
    Township,
    Village,
    Visit,
    VisitKindRow,
)

VISITS_SHOWN = 12
BATCH = 400


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit."""

    id: int
    day: date
    half: Half
    seal: str
    colour: str
    kind: str
    leader: str
    township: str
    village: str
    state: VisitState
    issues: int


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One issue, and how it stands against its date."""

    id: int
    number: str
    title: str
    agency: str
    timeliness: Timeliness


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """One call on a household, masked."""

    id: int
    day: date
    township: str
    village: str
    village_id: int
    who: str
    category: str
    relief: str
    visit_id: int | None


def visit_lines(
    session: Session, *which: ColumnElement[bool], newest_first: bool = True, most: int = VISITS_SHOWN
) -> tuple[VisitLine, ...]:
    """Return the visits that meet *which*, those called off left out."""
    order = (Visit.day.desc(), Visit.id.desc()) if newest_first else (Visit.day, Visit.id)
    query = _visits().where(Visit.state.not_in(VOID), *which).order_by(*order).limit(most)
    return tuple(VisitLine(*row) for row in session.execute(query))


def visit_lines_by_id(session: Session, ids: Iterable[int]) -> list[VisitLine]:
    """Return these visits, the latest first; called off ones too."""
    lines = [VisitLine(*row) for some in _batches(ids) for row in session.execute(_visits().where(Visit.id.in_(some)))]
    return sorted(lines, key=lambda line: (-line.day.toordinal(), line.id))


def open_issue_lines(
    session: Session, *which: ColumnElement[bool], today: date, calendar: WorkCalendar, soon: int = SOON
) -> tuple[IssueLine, ...]:
    """Return the open issues that meet *which*, those that have waited longest first, undated ones last."""
    found = session.execute(_issues().where(Issue.state.in_(OPEN), *which)).all()
    return tuple(_issue_lines(found, today, calendar, soon))


def agency_issue_lines(
    session: Session, agency_id: int, *, today: date, calendar: WorkCalendar, soon: int = SOON
) -> tuple[IssueLine, ...]:
    """Return the open issues that an agency leads."""
    return open_issue_lines(session, Issue.lead_agency_id == agency_id, today=today, calendar=calendar, soon=soon)


def issue_lines_by_id(
    session: Session, ids: Iterable[int], *, today: date, calendar: WorkCalendar, soon: int = SOON
) -> list[IssueLine]:
    """Return these issues: open before settled ones, those that have waited longest first."""
    found = [row for some in _batches(ids) for row in session.execute(_issues().where(Issue.id.in_(some)))]
    return _issue_lines(found, today, calendar, soon)


def household_lines_by_id(session: Session, ids: Iterable[int]) -> list[HouseholdLine]:
    """Return these calls on households, the latest first; nobody's name is given in full."""
    query = (
        select(
            HouseholdVisit, func.coalesce(HouseholdCategory.name, ""), Township.name, Village.name,
            func.coalesce(Visit.day, HouseholdVisit.day),
        )
        .join(Village, Village.id == HouseholdVisit.village_id)
        .join(Township, Township.id == Village.township_id)
        .outerjoin(Visit, Visit.id == HouseholdVisit.visit_id)
        .outerjoin(HouseholdCategory, HouseholdCategory.key == HouseholdVisit.category)
    )  # fmt: skip
    found: list[Any] = [
        row for some in _batches(ids) for row in session.execute(query.where(HouseholdVisit.id.in_(some)))
    ]
    lines = [
        HouseholdLine(
            call.id, day, township, village, call.village_id, mask_name(call.householder),
            _(category) if category else "", relief_text(call.cash_yuan, call.goods), call.visit_id,
        )
        for call, category, township, village, day in found
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-line.day.toordinal(), line.id))


def relief_text(cash_yuan: int | None, goods: str) -> str:
    """Return 500 元，大米一袋: what was handed over."""
    return clauses((_("{n} yuan").format(n=f"{cash_yuan:,}") if cash_yuan else "", goods))


def _visits() -> Select[*tuple[Any, ...]]:
    raised = select(func.count()).where(Issue.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    return (
        select(
            Visit.id, Visit.day, Visit.half, VisitKindRow.seal, VisitKindRow.colour, VisitKindRow.name,
            Leader.name, Township.name, func.coalesce(Village.name, ""), Visit.state, raised,
        )
        .join(Visit.leader)
        .join(Visit.township)
        .outerjoin(Visit.village)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
    )  # fmt: skip


def _issues() -> Select[*tuple[Any, ...]]:
    return select(
        Issue.id, Issue.number, Issue.title, func.coalesce(Agency.name, ""), Issue.due, Issue.state
    ).outerjoin(Issue.lead_agency)


def _issue_lines(found: Iterable[Any], today: date, calendar: WorkCalendar, soon: int) -> list[IssueLine]:
    rows = sorted(found, key=lambda row: (row.state not in OPEN, row.due or date.max, row.id))
    return [
        IssueLine(id, number, title, agency, state_of(due, today, calendar, is_open=state in OPEN, soon=soon))
        for id, number, title, agency, due, state in rows
    ]


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Cut *ids* into lists short enough for one statement."""
    rest = iter(ids)
    while some := list(islice(rest, BATCH)):
        yield some
