"""What the ledger shows: its tabs, its filters and its order, as SQL conditions.

A further tab is one member of IssueTab and its condition in `_tab_condition`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from sqlalchemy import ColumnElement, and_, case, exists, false, func, literal, or_, select, true
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.issues import OPEN, SETTLED, IssueState
from core.names import one_line
from core.search import has_initials, is_initials
from db.models import Agency, Issue, Petitioner, Visit

MOST_BY_INITIALS = 5000
"""More finds than that help nobody, and no database takes as many values in one statement."""

LONGEST_SEARCH = 400
"""No number, title or name is longer; a database refuses a much longer pattern."""

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
    """Which issues are wanted; empty sets mean all."""

    tab: IssueTab = IssueTab.OPEN
    text: str = ""
    townships: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    leaders: frozenset[int] = frozenset()
    categories: frozenset[str] = frozenset()
    order: IssueOrder = IssueOrder.DUE
    descending: bool = False

    def narrows(self) -> bool:
        """Return whether anything but the tab leaves issues out."""
        return bool(self.text.strip() or self.townships or self.agencies or self.leaders or self.categories)


def soon_until(today: date, calendar: WorkCalendar, working_days: int) -> date:
    """Return the last date that has at most *working_days* working days left from *today*.

    The rest days after the last of them belong to it: due on such a Sunday is due soon too.
    """
    last = calendar.add_workdays(today, working_days) if working_days else today
    return calendar.next_workday(last) - timedelta(1)


def conditions(session: Session, wanted: IssueFilter, today: date, soon: date) -> ColumnElement[bool]:
    """Return the whole condition of *wanted*."""
    return and_(_tab_condition(wanted.tab, today, soon), narrowing(session, wanted))


def narrowing(session: Session, wanted: IssueFilter) -> ColumnElement[bool]:
    """Return the condition of the filters and the search text, whatever the tab."""
    parts: list[ColumnElement[bool]] = []
    if wanted.townships:
        parts.append(Issue.township_id.in_(wanted.townships))
    if wanted.agencies:
        parts.append(Issue.lead_agency_id.in_(wanted.agencies))
    if wanted.leaders:
        sat = select(Visit.id).where(Visit.leader_id.in_(wanted.leaders))
        led = and_(Issue.visit_id.is_(None), Issue.case_leader_id.in_(wanted.leaders))
        parts.append(or_(Issue.visit_id.in_(sat), led))
    if wanted.categories:
        parts.append(Issue.category.in_(wanted.categories))
    if text := one_line(wanted.text):  # in the form in which texts are kept, without what cannot be asked for
        parts.append(_text_condition(session, text) if len(text) <= LONGEST_SEARCH else false())
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


def _text_condition(session: Session, text: str) -> ColumnElement[bool]:
    person = exists().where(Petitioner.id == Issue.petitioner_id, Petitioner.name.icontains(text, autoescape=True))
    found = or_(Issue.number.icontains(text, autoescape=True), Issue.title.icontains(text, autoescape=True), person)
    return or_(found, Issue.id.in_(_ids_by_initials(session, text))) if is_initials(text) else found


def _ids_by_initials(session: Session, text: str) -> list[int]:
    """Return the latest issues whose title, petitioner or unit has these initials; read once per session."""
    known: dict[str, list[int]] = session.info.setdefault("issue initials", {})
    if text not in known:
        units = {id for id, name in session.execute(select(Agency.id, Agency.name)) if has_initials(name, text)}
        rows = session.execute(
            select(Issue.id, Issue.title, Issue.lead_agency_id, Petitioner.name)
            .outerjoin(Issue.petitioner)
            .order_by(Issue.id.desc())
        )
        found = (
            id
            for id, title, agency_id, person in rows
            if agency_id in units or has_initials(title, text) or (person and has_initials(person, text))
        )
        known[text] = list(islice(found, MOST_BY_INITIALS))
    return known[text]
