"""The ledger's rows and counts, and the one definition of overdue that every screen shares."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, SQLColumnExpression, func, nullslast, select
from sqlalchemy.orm import Session, aliased

from core.calendar.workdays import WorkCalendar
from core.deadlines import SOON, Lateness, Timeliness, state_of
from core.flags import Flag, FlagLimits, soon_until
from core.issues import OPEN, IssueState, Satisfaction, stage_of
from core.settings import OfficeSettings
from core.visits import PLANNED
from db.models import Agency, Issue, Leader, Township, Visit
from db.queries.issue_filter import (
    IssueFilter,
    IssueOrder,
    IssueTab,
    conditions,
    count_columns,
    group_of,
    is_overdue,
    narrowing,
    with_flags,
)
from db.queries.settings import office_settings, work_calendar

PAGE = 500
"""Rows read at once; the ledger asks for more as one scrolls."""

OVERDUE, DUE_SOON, IN_HAND, SETTLED_GROUP = range(4)


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One line of the ledger.

    Attributes:
        timeliness: How it stands on the day of asking.
        kind: Key of the visit's kind; None for an issue that came another way.
        leader: Who brought it back: the visit's leader, else the case leader.
        next_visit_id: The next planned visit to its township, today included.
    """

    id: int
    number: str
    year: int
    serial: int
    title: str
    raised_on: date
    township_id: int
    township: str
    agency_id: int | None
    agency: str
    state: IssueState
    stage: int
    due: date | None
    due_provisional: bool
    timeliness: Timeliness
    closed_on: date | None
    satisfaction: Satisfaction | None
    kind: str | None
    leader: str
    chase_count: int
    extension_count: int
    bring_to_visit_id: int | None
    next_visit_id: int | None
    next_visit_day: date | None
    next_leader: str | None

    @property
    def is_open(self) -> bool:
        """Whether its clock still runs."""
        return self.state in OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether its date has passed."""
        return self.timeliness.kind is Lateness.LATE

    @property
    def late(self) -> int:
        """Working days in (due, today]; 0 where only rest days have passed since."""
        return self.timeliness.working_days if self.is_overdue else 0

    @property
    def left(self) -> int:
        """Working days in (today, due]."""
        return 0 if self.is_overdue else self.timeliness.working_days

    @property
    def group(self) -> int:
        """OVERDUE, DUE_SOON, IN_HAND or SETTLED_GROUP."""
        return _GROUPS[self.timeliness.kind]


_GROUPS = {
    Lateness.LATE: OVERDUE,
    Lateness.TODAY: DUE_SOON,
    Lateness.SOON: DUE_SOON,
    Lateness.IN_TIME: IN_HAND,
    Lateness.NONE: IN_HAND,
    Lateness.CLOSED: SETTLED_GROUP,
}
_PLAIN_COLUMNS = (
    Issue.id,
    Issue.number,
    Issue.year,
    Issue.serial,
    Issue.title,
    Issue.raised_on,
    Issue.township_id,
    Issue.lead_agency_id,
    Issue.state,
    Issue.due,
    Issue.due_provisional,
    Issue.closed_on,
    Issue.satisfaction,
    Issue.chase_count,
    Issue.extension_count,
    Issue.bring_to_visit_id,
)


def issue_rows(
    session: Session,
    wanted: IssueFilter,
    today: date,
    *,
    calendar: WorkCalendar,
    due_soon_days: int = SOON,
    limit: int = PAGE,
    offset: int = 0,
) -> list[IssueRow]:
    """Return the issues of *wanted* in its order: overdue first, then due soon, then in hand."""
    limits = _limits(session, wanted, today, calendar, due_soon_days)
    picked = _picked(wanted, conditions(session, wanted, limits), today, limits.soon).limit(limit).offset(offset)
    return _rows(session, picked, today, calendar, due_soon_days)


def issue_counts(
    session: Session,
    today: date,
    *,
    calendar: WorkCalendar,
    due_soon_days: int = SOON,
    wanted: IssueFilter | None = None,
    flagged: bool = False,
) -> dict[IssueTab, int]:
    """Return how many issues each tab holds, narrowed by the filters of *wanted* but not by its tab.

    The tabs count whatever flags are ticked; with *flagged* only what has one of them is counted.
    """
    soon = soon_until(today, calendar, due_soon_days)
    counting = select(*count_columns(today, soon)).select_from(Issue)
    if wanted is not None and wanted.narrows():
        counting = counting.where(narrowing(session, wanted))
    if wanted is not None and flagged:
        counting = counting.where(with_flags(wanted, _limits(session, wanted, today, calendar, due_soon_days)))
    return dict(zip(IssueTab, session.execute(counting).one(), strict=True))


def overdue(session: Session, today: date, calendar: WorkCalendar | None = None) -> list[IssueRow]:
    """Return every overdue issue, the longest overdue first: Today, badge, ledger and CLI all read this."""
    order = (Issue.due, Issue.year, Issue.serial)
    picked = select(Issue.id, _position(order)).where(is_overdue(today))
    return _rows(session, picked, today, calendar or work_calendar(session), SOON)


def overdue_count(session: Session, today: date) -> int:
    """Return the number on the rail's badge."""
    return session.scalar(select(func.count()).select_from(Issue).where(is_overdue(today))) or 0


def township_open_issues(
    session: Session, township_id: int, today: date, *, calendar: WorkCalendar, due_soon_days: int = SOON
) -> list[IssueRow]:
    """Return the open issues of one township, overdue first: what a visit there brings along."""
    here = (Issue.township_id == township_id, Issue.state.in_(OPEN))
    order = (nullslast(Issue.due.asc()), Issue.year, Issue.serial)
    return _rows(session, select(Issue.id, _position(order)).where(*here), today, calendar, due_soon_days)


def rows_by_id(
    session: Session, ids: list[int], today: date, *, calendar: WorkCalendar, due_soon_days: int = SOON
) -> list[IssueRow]:
    """Return these issues, those deleted meanwhile left out."""
    picked = select(Issue.id, _position((Issue.id,))).where(Issue.id.in_(ids))
    return _rows(session, picked, today, calendar, due_soon_days)


def _limits(
    session: Session, wanted: IssueFilter, today: date, calendar: WorkCalendar, due_soon_days: int
) -> FlagLimits:
    """Return the days that the conditions compare with; the office's numbers are read where flags ask for them."""
    settings = office_settings(session) if wanted.flags else OfficeSettings()
    return FlagLimits.on(today, calendar, replace(settings, due_soon_days=due_soon_days))


def _picked(wanted: IssueFilter, condition: ColumnElement[bool], today: date, soon: date) -> Select[int, int]:
    order = _order(wanted, today, soon)
    picked = select(Issue.id, _position(order)).where(condition)
    if wanted.order is IssueOrder.TOWNSHIP:
        picked = picked.join(Issue.township)
    if wanted.order is IssueOrder.AGENCY:
        picked = picked.outerjoin(Issue.lead_agency)
    if wanted.order is IssueOrder.LEADER:
        picked = picked.outerjoin(Issue.visit).outerjoin(
            Leader, Leader.id == func.coalesce(Visit.leader_id, Issue.case_leader_id)
        )
    return picked.order_by(*order)


def _order(wanted: IssueFilter, today: date, soon: date) -> Sequence[SQLColumnExpression[Any]]:
    """Return what the rows are sorted by; the groups always stay together."""
    settled = wanted.tab in {IssueTab.CLOSED, IssueTab.CALL_BACK}
    by = {
        IssueOrder.DUE: (_day_of_lists(wanted, settled=settled),),
        IssueOrder.NUMBER: (Issue.year, Issue.serial),
        IssueOrder.TITLE: (Issue.title,),
        IssueOrder.TOWNSHIP: (Township.position, Township.name),
        IssueOrder.AGENCY: (Agency.position, Agency.name),
        IssueOrder.STAGE: (Issue.state,),
        IssueOrder.LEADER: (Leader.rank_order, Leader.name),
    }[wanted.order]
    latest_first = settled and wanted.order is IssueOrder.DUE and Flag.LOOK_BACK not in wanted.flags
    down = wanted.descending != latest_first  # closed: the latest first
    keys = [nullslast(column.desc() if down else column.asc()) for column in by]
    groups = () if settled or wanted.tab is not IssueTab.OPEN else (group_of(today, soon),)
    tail = (Issue.due, Issue.year, Issue.serial) if not settled else (Issue.id,)
    return (*groups, *keys, *tail)


def _day_of_lists(wanted: IssueFilter, *, settled: bool) -> SQLColumnExpression[Any]:
    """Return the day that a list goes by: due, settled on, or drawn for a look-back on."""
    if Flag.LOOK_BACK in wanted.flags:
        return Issue.drawn_on
    return Issue.closed_on if settled else Issue.due


def _position(order: Sequence[SQLColumnExpression[Any]]) -> ColumnElement[int]:
    """Return the place in *order*, so that the details can be joined on without sorting twice by rule."""
    return func.row_number().over(order_by=order).label("position")


def _rows(session: Session, picked: Select[int, int], today: date, calendar: WorkCalendar, soon: int) -> list[IssueRow]:
    """Join to the picked issues what a line shows: one statement."""
    chosen = picked.subquery("chosen")
    coming, goer, sitter, case_leader = aliased(Visit), aliased(Leader), aliased(Leader), aliased(Leader)
    statement = (
        select(
            *_PLAIN_COLUMNS,
            Township.name.label("township"),
            func.coalesce(Agency.name, "").label("agency"),
            Visit.kind,
            func.coalesce(sitter.name, case_leader.name, "").label("leader"),
            coming.id.label("next_visit_id"),
            coming.day.label("next_visit_day"),
            goer.name.label("next_leader"),
        )
        .join(chosen, chosen.c.id == Issue.id)
        .join(Township, Township.id == Issue.township_id)
        .outerjoin(Agency, Agency.id == Issue.lead_agency_id)
        .outerjoin(Visit, Visit.id == Issue.visit_id)
        .outerjoin(sitter, sitter.id == Visit.leader_id)
        .outerjoin(case_leader, case_leader.id == Issue.case_leader_id)
        .outerjoin(coming, coming.id == _next_visit(today))
        .outerjoin(goer, goer.id == coming.leader_id)
        .order_by(chosen.c.position)
    )
    stands = cache(partial(state_of, today=today, calendar=calendar, soon=soon))
    return [_row(found, stands) for found in session.execute(statement)]


def _next_visit(today: date) -> ScalarSelect[int]:
    """Return the next planned visit to an issue's township, today's included."""
    following = aliased(Visit)
    return (
        select(following.id)
        .where(following.township_id == Issue.township_id, following.day >= today, following.state.in_(PLANNED))
        .order_by(following.day, following.half.desc(), following.id)
        .limit(1)
        .correlate(Issue)
        .scalar_subquery()
    )


def _row(found: Row[*tuple[Any, ...]], stands: Callable[..., Timeliness]) -> IssueRow:
    plain = dict(found._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    lead_agency_id = plain.pop("lead_agency_id")
    return IssueRow(
        **plain,
        agency_id=lead_agency_id,
        stage=stage_of(found.state, satisfied_known=found.satisfaction is not None),
        timeliness=stands(found.due, is_open=found.state in OPEN),
    )


__all__ = [
    "DUE_SOON",
    "IN_HAND",
    "OVERDUE",
    "PAGE",
    "SETTLED_GROUP",
    "IssueFilter",
    "IssueOrder",
    "IssueRow",
    "IssueTab",
    "issue_counts",
    "issue_rows",
    "overdue",
    "overdue_count",
    "rows_by_id",
    "township_open_issues",
]
