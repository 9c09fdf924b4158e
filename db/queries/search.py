"""Everything that is findable, by words, numbers and pinyin initials; every word of a query must be there.

Three signs and more go through the trigram index; one or two are scanned for, which takes some 50 ms at
100,000 issues. PostgreSQL scans, through pg_trgm where the server has it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from core.issues import SETTLED
from core.names import one_line
from core.search import is_initials, trigram_phrase, words_of
from db.models import (
    Agency,
    Issue,
    Leader,
    Paper,
    PaperIssue,
    Promise,
    SearchEntry,
    Township,
    Village,
    Visit,
    VisitKindRow,
    VisitRequest,
)

LONGEST_SEARCH: Final = 400
"""No number, title or name is longer; a database refuses a much longer pattern."""

TRIGRAM: Final = 3
_INDEX: Final = sa.table("search_words", sa.column("rowid"), sa.column("search_words"))
_NAMED: Final = {
    "agency": Issue.lead_agency_id,
    "township": Issue.township_id,
    "village": Issue.village_id,
    "leader": Issue.case_leader_id,
}
"""Names by which an issue is found although they stand in another record."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A record that was found: its kind in db.search_index.SOURCES, and its id."""

    kind: str
    id: int


def matching_ids(session: Session, kind: str, query: str) -> Select[int]:
    """Return the ids of the records of *kind* that have every word of *query*, as a subquery."""
    words = _words(query)
    conditions = [_has(session, word) for word in words] or [false()]
    return select(SearchEntry.record_id).where(SearchEntry.kind == kind, *conditions)


def found(session: Session, query: str, kinds: Sequence[str], *, limit: int = 50) -> list[FoundRow]:
    """Return up to *limit* records of each of *kinds*, the latest first, in the order of *kinds*."""
    rows: list[FoundRow] = []
    for kind in kinds:
        ids = matching_ids(session, kind, query).order_by(SearchEntry.record_id.desc()).limit(limit)
        rows += [FoundRow(kind, id) for id in session.scalars(ids)]
    return rows


def issues_with(session: Session, query: str) -> ColumnElement[bool]:
    """Return the condition under which an issue has every word of *query*: its own or those of unit, place, leader."""
    words = _words(query)
    return and_(*(_issue_has(session, word) for word in words)) if words else false()


def _issue_has(session: Session, word: str) -> ColumnElement[bool]:
    own = select(SearchEntry.record_id).where(SearchEntry.kind == "issue", _has(session, word))
    ways: list[ColumnElement[bool]] = [Issue.id.in_(own)]
    named = select(SearchEntry.kind, SearchEntry.record_id).where(
        SearchEntry.kind.in_(tuple(_NAMED)), _has(session, word)
    )
    ids: dict[str, list[int]] = {}
    for kind, record_id in session.execute(named):
        ids.setdefault(kind, []).append(record_id)
    ways += [_NAMED[kind].in_(found) for kind, found in ids.items()]
    return or_(*ways)


def _has(session: Session, word: str) -> ColumnElement[bool]:
    ways = [_contains(session, "text", word)]
    if is_initials(word):
        ways.append(_contains(session, "initials", word.lower()))
    return or_(*ways)


def _contains(session: Session, column: str, word: str) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite" and len(word) >= TRIGRAM:
        wanted = f"{column} : {trigram_phrase(word)}"
        rows = select(_INDEX.c.rowid).where(_INDEX.c.search_words.op("MATCH")(wanted))
        return SearchEntry.id.in_(rows)
    place = SearchEntry.text if column == "text" else SearchEntry.initials
    return place.icontains(word, autoescape=True)


def _words(query: str) -> list[str]:
    text = one_line(query)  # in the form in which texts are kept, without what cannot be asked for
    return words_of(text) if 0 < len(text) <= LONGEST_SEARCH else []


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A record that was found, as a list of finds shows it; nobody's name who raised something is in it.

    Attributes:
        kind: As in db.search_index.SOURCES.
        text: What it is called.
        note: Where it belongs.
        target_id: What is opened: the record itself, or the issue that a paper is about.
    """

    kind: str
    id: int
    text: str
    note: str = ""
    target_id: int | None = None


def findings(session: Session, query: str, *, limit: int) -> list[FindingRow]:
    """Return records of every kind that have every word of *query* in themselves, at most *limit* of a kind."""
    rows: list[FindingRow] = []
    for kind, shown in _SHOWN.items():
        ids = matching_ids(session, kind, query).order_by(SearchEntry.record_id.desc()).limit(limit)
        chosen = session.scalars(ids).all()
        if chosen:
            found_rows = session.execute(shown(list(chosen)))
            rows += [FindingRow(kind, id, text, note or "", target) for id, text, note, target in found_rows]
    return rows


def _issue_rows(ids: list[int]) -> Select[*tuple[Any, ...]]:
    rows = select(Issue.id, Issue.title, Township.name + "  " + Issue.number, Issue.id)
    settled = sa.case((Issue.state.in_(SETTLED), 1), else_=0)
    return (
        rows.join(Township, Township.id == Issue.township_id)
        .where(Issue.id.in_(ids))
        .order_by(settled, Issue.id.desc())
    )


def _village_rows(ids: list[int]) -> Select[*tuple[Any, ...]]:
    return select(Village.id, Village.name, Township.name, Village.id).join(Township).where(Village.id.in_(ids))


def _visit_rows(ids: list[int]) -> Select[*tuple[Any, ...]]:
    words = func.coalesce(func.nullif(Visit.theme, ""), func.nullif(Visit.place, ""), VisitKindRow.name)
    note = Township.name + "  " + sa.cast(Visit.day, sa.String)
    joined = select(Visit.id, words, note, Visit.id).join(Visit.township)
    return joined.join(VisitKindRow, VisitKindRow.key == Visit.kind).where(Visit.id.in_(ids)).order_by(Visit.day.desc())


def _promise_rows(ids: list[int]) -> Select[*tuple[Any, ...]]:
    rows = select(Promise.id, Promise.text, Leader.name, Promise.township_id)
    return rows.join(Leader, Leader.id == Promise.leader_id).where(Promise.id.in_(ids)).order_by(Promise.id.desc())


def _request_rows(ids: list[int]) -> Select[*tuple[Any, ...]]:
    rows = select(VisitRequest.id, VisitRequest.theme, Township.name, VisitRequest.id)
    return rows.join(Township, Township.id == VisitRequest.township_id).where(VisitRequest.id.in_(ids))


def _paper_rows(ids: list[int]) -> Select[*tuple[Any, ...]]:
    first = select(func.min(PaperIssue.issue_id)).where(PaperIssue.paper_id == Paper.id).scalar_subquery()
    rows = select(Paper.id, Paper.number, Agency.name, first).outerjoin(Agency, Agency.id == Paper.agency_id)
    return rows.where(Paper.id.in_(ids)).order_by(Paper.id.desc())


_SHOWN: Final[dict[str, Callable[[list[int]], Select[*tuple[Any, ...]]]]] = {
    "township": lambda ids: (
        select(Township.id, Township.name, sa.literal(""), Township.id)
        .where(Township.id.in_(ids))
        .order_by(Township.position)
    ),
    "leader": lambda ids: (
        select(Leader.id, Leader.name, Leader.post, Leader.id).where(Leader.id.in_(ids)).order_by(Leader.rank_order)
    ),
    "agency": lambda ids: (
        select(Agency.id, Agency.name, sa.literal(""), Agency.id).where(Agency.id.in_(ids)).order_by(Agency.position)
    ),
    "village": _village_rows,
    "visit": _visit_rows,
    "promise": _promise_rows,
    "request": _request_rows,
    "paper": _paper_rows,
    "issue": _issue_rows,
}
"""What a find of each kind shows: id, words, where it belongs, and what is opened."""
