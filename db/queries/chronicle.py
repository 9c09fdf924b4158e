"""The story of a township, a village, a leader or an agency, page by page, the latest first.

Each sort of event is one statement: first the ids of a page out of an index, then what the lines say of them.
A page is asked for by the last line of the page before it, so that a new event never shifts the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from core.chronicle import ORDER, SETTLING, UNTOLD, ChronicleRow, Happening
from core.documents.forms import FORMS
from core.i18n import _, clauses, day_text
from core.issues import IssueState
from core.masking import mask_name, mask_names, mask_numbers, names_in
from core.records import HOUSEHOLD_VISIT_KIND_NAMES
from core.visits import PLANNED
from db.models import (
    Agency,
    HouseholdCategory,
    HouseholdVisit,
    Issue,
    IssueAction,
    Leader,
    PrintedDocument,
    Promise,
    Township,
    Village,
    Visit,
    VisitKindRow,
    VisitRecord,
    VisitRequest,
)
from db.queries.chronicle_scope import Scope
from db.queries.lines import relief_text

PAGE: Final = 60
EVERYTHING: Final = frozenset(Happening)
REACH: Final = timedelta(100)
_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class _Page:
    """Which lines of a story are asked for."""

    scope: Scope
    today: date
    before: ChronicleRow | None
    limit: int
    kinds: frozenset[Happening]

    def ids(self, model: Any, kind: Happening, day: Any, which: ColumnElement[bool]) -> Select[Any]:
        """Return the ids of the lines of one sort that can stand on this page."""
        return (
            select(model.id)
            .where(which, day <= self.today, self._after(kind, day, model.id))
            .order_by(day.desc(), model.id.desc())
            .limit(self.limit)
        )

    def action_ids(self, reach: timedelta | None) -> Select[Any]:
        """Return the ids of lines of issues' timelines; both sorts at once, since the issues are found only once so."""
        day, id_, ends = IssueAction.day, IssueAction.id, IssueAction.kind.in_(SETTLING)
        sorts = {Happening.WORK: IssueAction.kind.not_in(SETTLING | UNTOLD), Happening.CLOSED: ends}
        wanted = [and_(sort, self._after(kind, day, id_)) for kind, sort in sorts.items() if kind in self.kinds]
        latest = self.today if self.before is None else self.before.day
        first = _FIRST if reach is None else latest - reach
        return (
            select(id_)
            .where(day <= latest, day >= first, or_(*wanted), self.scope.actions())
            .order_by(day.desc(), case((ends, 1), else_=0), id_.desc())
            .limit(self.limit)
        )

    def print_ids(self) -> Select[Any]:
        """Return the ids of the prints: they know a moment, and the page a day."""
        at, id_, before = PrintedDocument.printed_at, PrintedDocument.id, self.before
        later = at < _midnight_after(self.today if before is None else before.day)
        if before is not None and ORDER[Happening.PRINT] <= ORDER[before.kind]:
            same = and_(later, id_ < before.id) if before.kind is Happening.PRINT else at < _midnight_of(before.day)
            later = or_(at < _midnight_of(before.day), same)
        return select(id_).where(self.scope.prints(), later).order_by(at.desc(), id_.desc()).limit(self.limit)

    def _after(self, kind: Happening, day: Any, id_: Any) -> ColumnElement[bool]:
        before = self.before
        if before is None:
            return true()
        if ORDER[kind] > ORDER[before.kind]:
            return _bool(day <= before.day)
        if ORDER[kind] < ORDER[before.kind]:
            return _bool(day < before.day)
        return or_(day < before.day, and_(day == before.day, id_ < before.id))


def chronicle(
    session: Session,
    *,
    township_id: int | None = None,
    village_id: int | None = None,
    leader_id: int | None = None,
    agency_id: int | None = None,
    today: date,
    before: ChronicleRow | None = None,
    limit: int = PAGE,
    kinds: Iterable[Happening] = EVERYTHING,
) -> list[ChronicleRow]:
    """Return the *limit* lines of a story that follow *before*, or its first ones; nothing after *today*.

    Exactly one of the four ids says whose story it is; *kinds* are the sorts of event wanted.
    """
    page = _Page(Scope(township_id, village_id, leader_id, agency_id), today, before, limit, frozenset(kinds))
    sources = dict.fromkeys(_SOURCES[kind] for kind in page.kinds)
    found = [sorted(read(session, page), key=_place) for read in sources]
    return list(islice(merge(*found, key=_place), limit))


def _place(row: ChronicleRow) -> tuple[int, int, int]:
    return row.place


def _bool(condition: Any) -> ColumnElement[bool]:
    made: ColumnElement[bool] = condition
    return made


def _midnight_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()  # the office's own midnight


def _midnight_after(day: date) -> datetime:
    return _midnight_of(min(day, _LAST) + timedelta(1))


def _visits(session: Session, page: _Page) -> Iterator[ChronicleRow]:
    raised = select(func.count()).where(Issue.visit_id == Visit.id).correlate(Visit).scalar_subquery()
    query: Any = (
        select(
            Visit.day, Visit.id, Visit.theme, Visit.place, Visit.state_reason, Leader.name, Township.name,
            func.coalesce(Village.name, ""), VisitKindRow.seal, VisitKindRow.colour, VisitKindRow.name, Visit.state,
            func.coalesce(VisitRecord.cut_short, False), raised,
        )
        .join(Visit.leader)
        .join(Visit.township)
        .outerjoin(Visit.village)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .outerjoin(VisitRecord, VisitRecord.visit_id == Visit.id)
        .where(Visit.id.in_(page.ids(Visit, Happening.VISIT, Visit.day, page.scope.visits())))
    )  # fmt: skip
    for (
        day,
        id_,
        theme,
        place,
        why,
        leader,
        township,
        village,
        seal,
        colour,
        kind,
        state,
        cut,
        issues,
    ) in session.execute(query):
        yield ChronicleRow(
            day, Happening.VISIT, id_, title=theme or place, note=why, visit_id=id_, leader=leader, township=township,
            village=village, seal=seal, colour=colour, visit_kind=kind, state=state, cut_short=cut, issues=issues,
            unlogged=state in PLANNED and day < page.today,
        )  # fmt: skip


def _households(session: Session, page: _Page) -> Iterator[ChronicleRow]:
    which = page.scope.households()
    if which is None:
        return
    query: Any = (
        select(HouseholdVisit, func.coalesce(HouseholdCategory.name, ""), func.coalesce(Leader.name, ""),
               Township.name, Village.name)
        .join(Village, Village.id == HouseholdVisit.village_id)
        .join(Township, Township.id == Village.township_id)
        .outerjoin(Leader, Leader.id == HouseholdVisit.leader_id)
        .outerjoin(HouseholdCategory, HouseholdCategory.key == HouseholdVisit.category)
        .where(HouseholdVisit.id.in_(page.ids(HouseholdVisit, Happening.HOUSEHOLD, HouseholdVisit.day, which)))
    )  # fmt: skip
    for call, category, leader, township, village in session.execute(query):
        needs = mask_names(mask_numbers(call.needs), names_in([call.householder]))
        about = clauses((mask_name(call.householder), _(category) if category else "", needs))
        yield ChronicleRow(
            call.day, Happening.HOUSEHOLD, call.id, title=about or _(HOUSEHOLD_VISIT_KIND_NAMES[call.kind]),
            note=relief_text(call.cash_yuan, call.goods), visit_id=call.visit_id, issue_id=call.issue_id, leader=leader,
            township=township, village=village,
        )  # fmt: skip


def _issues(session: Session, page: _Page) -> Iterator[ChronicleRow]:
    query: Any = (
        select(
            Issue.raised_on, Issue.id, Issue.title, Issue.visit_id, Issue.state, func.coalesce(Agency.name, ""),
            Township.name, func.coalesce(Village.name, ""),
        )
        .join(Issue.township)
        .outerjoin(Issue.village)
        .outerjoin(Issue.lead_agency)
        .where(Issue.id.in_(page.ids(Issue, Happening.ISSUE, Issue.raised_on, page.scope.issues())))
    )  # fmt: skip
    for day, id_, title, visit_id, state, agency, township, village in session.execute(query):
        yield ChronicleRow(
            day, Happening.ISSUE, id_, title=title, visit_id=visit_id, issue_id=id_, agency=agency, township=township,
            village=village, answered=state is IssueState.ANSWERED_ON_SITE,
        )  # fmt: skip


def _actions(session: Session, page: _Page) -> Iterator[ChronicleRow]:
    goer = aliased(Leader)
    query: Any = (
        select(IssueAction, Issue.title, func.coalesce(Agency.name, ""), func.coalesce(Leader.name, goer.name, ""),
               Township.name, func.coalesce(Village.name, ""))
        .join(Issue, Issue.id == IssueAction.issue_id)
        .join(Township, Township.id == Issue.township_id)
        .outerjoin(Village, Village.id == Issue.village_id)
        .outerjoin(Agency, Agency.id == IssueAction.agency_id)
        .outerjoin(Leader, Leader.id == IssueAction.leader_id)
        .outerjoin(Visit, Visit.id == IssueAction.visit_id)
        .outerjoin(goer, goer.id == Visit.leader_id)
    )  # fmt: skip
    found: list[Any] = []
    for reach in (REACH, None):  # the latest months first: nearly always they fill the page, and an index holds them
        found = list(session.execute(query.where(IssueAction.id.in_(page.action_ids(reach)))))
        if len(found) >= page.limit:
            break
    for action, title, agency, leader, township, village in found:
        kind = Happening.CLOSED if action.kind in SETTLING else Happening.WORK
        yield ChronicleRow(
            action.day, kind, action.id, title=title, note=action.text, visit_id=action.visit_id,
            issue_id=action.issue_id, leader=leader, agency=agency, township=township, village=village,
            action=action.kind, mark=action.mark, satisfaction=action.satisfaction, due=action.due,
        )  # fmt: skip


def _promises(session: Session, page: _Page) -> Iterator[ChronicleRow]:
    which = page.scope.promises()
    if which is None:
        return
    query: Any = (
        select(Promise, Leader.name, Township.name)
        .join(Leader, Leader.id == Promise.leader_id)
        .join(Township, Township.id == Promise.township_id)
        .where(Promise.id.in_(page.ids(Promise, Happening.PROMISE, Promise.made_on, which)))
    )
    for promise, leader, township in session.execute(query):
        yield ChronicleRow(
            promise.made_on, Happening.PROMISE, promise.id, title=promise.text, visit_id=promise.visit_id,
            issue_id=promise.issue_id, leader=leader, township=township, due=promise.due,
            note=_("kept on {day}").format(day=day_text(promise.kept_on)) if promise.kept_on else "",
        )  # fmt: skip


def _requests(session: Session, page: _Page) -> Iterator[ChronicleRow]:
    ids = page.ids(VisitRequest, Happening.REQUEST, VisitRequest.received_on, page.scope.requests())
    query: Any = (
        select(VisitRequest, Township.name, func.coalesce(Village.name, ""))
        .join(Township, Township.id == VisitRequest.township_id)
        .outerjoin(Village, Village.id == VisitRequest.village_id)
        .where(VisitRequest.id.in_(ids))
    )
    for asked, township, village in session.execute(query):
        yield ChronicleRow(
            asked.received_on, Happening.REQUEST, asked.id, title=asked.theme or mask_numbers(asked.detail),
            note=asked.answer, visit_id=asked.visit_id or asked.missed_visit_id, request_id=asked.id,
            township=township, village=village, request_state=asked.state,
        )  # fmt: skip


def _prints(session: Session, page: _Page) -> Iterator[ChronicleRow]:
    query: Any = (
        select(PrintedDocument, Visit.day, Leader.name, Township.name, Issue.title)
        .outerjoin(Visit, Visit.id == PrintedDocument.visit_id)
        .outerjoin(Leader, Leader.id == Visit.leader_id)
        .outerjoin(Issue, Issue.id == PrintedDocument.issue_id)
        .outerjoin(Township, Township.id == func.coalesce(Visit.township_id, Issue.township_id))
        .where(PrintedDocument.id.in_(page.print_ids()))
    )
    for paper, day, leader, township, title in session.execute(query):
        form = FORMS.get(paper.form)
        about = title or (f"{day_text(day)} {leader}" if day else "")
        yield ChronicleRow(
            paper.printed_at.astimezone().date(), Happening.PRINT, paper.id, title=about, note=paper.actor,
            visit_id=paper.visit_id, issue_id=paper.issue_id, leader=leader or "", township=township or "",
            visit_kind=form.name if form else "",
        )  # fmt: skip


_SOURCES: Final[Mapping[Happening, Callable[[Session, _Page], Iterator[ChronicleRow]]]] = {
    Happening.VISIT: _visits,
    Happening.HOUSEHOLD: _households,
    Happening.ISSUE: _issues,
    Happening.WORK: _actions,
    Happening.CLOSED: _actions,
    Happening.PROMISE: _promises,
    Happening.REQUEST: _requests,
    Happening.PRINT: _prints,
}
