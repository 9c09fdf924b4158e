"""What the ledger shows: its tabs, its filters and its order, as SQL conditions.

A further tab is one member of IssueTab and its condition in `_tab_condition`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, true
from sqlalchemy.orm import Session

from core.flags import Flag, FlagLimits
from core.issues import OPEN, SETTLED, IssueState
from core.names import one_line
from db.models import Issue, Visit
from db.queries.flag_conditions import flag_condition
from db.queries.search import issues_with

CALLABLE = SETTLED - {IssueState.ARCHIVED}
"""Settled, and the person who raised it may still be asked."""


class IssueTab(StrEnum):
    """The ledger's tabs, in the order of the keys 1 to 5."""

    OPEN = "open"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    CALL_BACK = "call_back"
    CLOSED = "closed"


class IssueOrder(StrEnum):
    """What the ledger can be sorted by."""

    DUE = "due"
    NUMBER = "number"
    TITLE = "title"
    TOWNSHIP = "township"
    AGENCY = "agency"
    STAGE = "stage"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class IssueFilter:
    """Which issues are wanted; empty sets mean all, of several flags one is enough."""

    tab: IssueTab = IssueTab.OPEN
    every: bool = False  # open and settled alike, whatever the tab
    text: str = ""
    townships: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    leaders: frozenset[int] = frozenset()
    categories: frozenset[str] = frozenset()
    flags: frozenset[Flag] = frozenset()
    states: frozenset[IssueState] = frozenset()
    order: IssueOrder = IssueOrder.DUE
    descending: bool = False

    def narrows(self) -> bool:
        """Return whether anything but tab and flags leaves issues out."""
        ticked = self.townships or self.agencies or self.leaders or self.categories or self.states
        return bool(self.text.strip() or ticked)


def conditions(session: Session, wanted: IssueFilter, limits: FlagLimits) -> ColumnElement[bool]:
    """Return the whole condition of *wanted*."""
    tab = true() if wanted.every else _tab_condition(wanted.tab, limits.today, limits.soon)
    return and_(tab, narrowing(session, wanted), with_flags(wanted, limits))


def with_flags(wanted: IssueFilter, limits: FlagLimits) -> ColumnElement[bool]:
    """Return the condition of the flags: one of those wanted is enough."""
    return or_(*(flag_condition(flag, limits) for flag in sorted(wanted.flags))) if wanted.flags else true()


def narrowing(session: Session, wanted: IssueFilter) -> ColumnElement[bool]:
    """Return the condition of the filters and the search text, whatever the tab and the flags."""
    parts: list[ColumnElement[bool]] = []
    if wanted.townships:
        parts.append(Issue.township_id.in_(wanted.townships))
    if wanted.agencies:
        parts.append(Issue.lead_agency_id.in_(wanted.agencies))
    if wanted.leaders:
        sat = select(Visit.id).where(Visit.leader_id.in_(wanted.leaders))
        led = and_(Issue.visit_id.is_(None), Issue.case_leader_id.in_(wanted.leaders))
        parts.append(or_(Issue.visit_id.in_(sat), led))
    if wanted.states:
        parts.append(Issue.state.in_(wanted.states))
    if wanted.categories:
        parts.append(Issue.category.in_(wanted.categories))
    if text := one_line(wanted.text):  # in the form in which texts are kept, without what cannot be asked for
        parts.append(issues_with(session, text))
    return and_(true(), *parts)


def is_overdue(today: date) -> ColumnElement[bool]:
    """Return the one definition of overdue: open, and the due date lies before *today*."""
    return and_(Issue.state.in_(OPEN), Issue.due < today)


def group_of(today: date, soon: date) -> ColumnElement[int]:
    """Return 0 for overdue, 1 for due soon, 2 for in hand, 3 for settled."""
    return case((Issue.state.in_(SETTLED), 3), (Issue.due < today, 0), (Issue.due <= soon, 1), else_=2)


def _tab_condition(tab: IssueTab, today: date, soon: date) -> ColumnElement[bool]:
    match tab:
        case IssueTab.OPEN:
            return Issue.state.in_(OPEN)
        case IssueTab.OVERDUE:
            return is_overdue(today)
        case IssueTab.DUE_SOON:
            return and_(Issue.state.in_(OPEN), Issue.due >= today, Issue.due <= soon)
        case IssueTab.CALL_BACK:
            return and_(Issue.state.in_(CALLABLE), Issue.satisfaction.is_(None))
        case IssueTab.CLOSED:
            return Issue.state.in_(SETTLED)


def count_columns(today: date, soon: date) -> list[ColumnElement[int]]:
    """Return one counting column per tab, in the tabs' order."""
    return [func.count(literal(1)).filter(_tab_condition(tab, today, soon)) for tab in IssueTab]
