"""What was published: the frozen rows of issues, which of them still hold, and how the plan of today differs.

Of every visit the row of the latest issue counts; it holds as long as no later issue speaks of its day without it.
A row of a day outside its own issue's stretch is a visit that was moved away from there, and told of so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from core.plan_rows import PlanRow, issue_name
from core.releases import Change, Mark, PublishedMark, changes_between, parts_changed
from db.models import Release, ReleaseRow, Visit
from db.queries.leader_changes import with_reasons
from db.queries.personal_words import redactor_of
from db.queries.plan_rows import planned_rows, rows_of


@dataclass(frozen=True, slots=True)
class IssueReach:
    """Which days an issue speaks of."""

    id: int
    year: int
    number: int
    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Return whether the issue speaks of *day*."""
        return self.first <= day <= self.last

    @property
    def name(self) -> str:
        """Its name, such as 2026年第3期."""
        return issue_name(self.year, self.number)


@dataclass(slots=True)
class Published:
    """What people were told: the rows that hold, each with the issue it stands in.

    Attributes:
        issues: In the order of publishing.
    """

    issues: list[IssueReach]
    rows: dict[str, PlanRow] = field(default_factory=dict)
    issue_of: dict[str, IssueReach] = field(default_factory=dict)

    def told(self, day: date) -> bool:
        """Return whether any issue speaks of *day*."""
        return any(issue.covers(day) for issue in self.issues)


def issue_reaches(session: Session, *, before: int | None = None) -> list[IssueReach]:
    """Return all issues in the order of publishing, or those before one."""
    query = select(Release.id, Release.year, Release.number, Release.first_day, Release.last_day).order_by(Release.id)
    rows = session.execute(query if before is None else query.where(Release.id < before))
    return [IssueReach(*row) for row in rows]


def published_between(
    session: Session, first: date, last: date, *, before: int | None = None, also: int | None = None
) -> Published:
    """Return what holds of the days from *first* to *last*, and of visits that now stand there.

    Args:
        session: A read.
        first: The first day.
        last: The last day, included.
        before: Only what was published before this issue; the plan of today is left alone then.
        also: Visits in this issue, too.
    """
    named: list[Select[str]] = [select(ReleaseRow.visit_uid).where(ReleaseRow.day.between(first, last))]
    if before is None:
        named.append(select(Visit.uid).where(Visit.day.between(first, last)))
    if also is not None:
        named.append(select(ReleaseRow.visit_uid).where(ReleaseRow.release_id == also))
    wanted = [or_(*(ReleaseRow.visit_uid.in_(query) for query in named))]
    if before is not None:
        wanted.append(ReleaseRow.release_id < before)
    return _holding(session, issue_reaches(session, before=before), wanted)


def published_visits(session: Session, uids: Iterable[str]) -> Published:
    """Return what holds of these visits."""
    return _holding(session, issue_reaches(session), [ReleaseRow.visit_uid.in_(sorted(uids))])


def issue_of_visit(session: Session, visit_id: int) -> IssueReach | None:
    """Return the issue in which people were told of a visit, None where they were not."""
    uid = session.scalar(select(Visit.uid).where(Visit.id == visit_id))
    return None if uid is None else published_visits(session, [uid]).issue_of.get(uid)


def _holding(session: Session, issues: list[IssueReach], wanted: Sequence[ColumnElement[bool]]) -> Published:
    found = Published(issues)
    by_id = {issue.id: issue for issue in issues}
    latest: dict[str, Row[Any]] = {}
    for row in session.execute(select(*_FROZEN).where(*wanted).order_by(ReleaseRow.release_id)):
        latest[row.visit_uid] = row
    headings = headings_of(session, {row.release_id for row in latest.values()})
    last_word: dict[date, int] = {}
    for uid, row in latest.items():
        if row.day not in last_word:
            last_word[row.day] = max((issue.id for issue in issues if issue.covers(row.day)), default=0)
        if row.release_id >= last_word[row.day]:
            found.rows[uid] = plan_row(row, headings[row.release_id])
            found.issue_of[uid] = by_id[row.release_id]
    return found


def headings_of(session: Session, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return what was frozen beside the rows of these issues."""
    query = select(Release.id, Release.heading).where(Release.id.in_(sorted(ids)))
    return {row.id: row.heading for row in session.execute(query)}


_FROZEN: Final = tuple(
    getattr(ReleaseRow, column.name)
    for column in ReleaseRow.__table__.columns
    if column.name not in {"id", "position", "number"}
)
"""Columns, not objects: a year of a big county is ten thousand rows, read after every change of the plan."""


def frozen_rows(session: Session, release_id: int, heading: dict[str, Any]) -> list[PlanRow]:
    """Return all rows of an issue in their order, moved-away ones last."""
    query = select(*_FROZEN).where(ReleaseRow.release_id == release_id).order_by(ReleaseRow.position)
    return [plan_row(row, heading) for row in session.execute(query)]


def plan_row(row: Row[Any], heading: dict[str, Any]) -> PlanRow:
    """Return a frozen row as the rules take it."""
    companions, agencies = heading.get("people", {}).get(row.visit_uid, ((), ()))
    return PlanRow(
        uid=row.visit_uid, day=row.day, half=row.half, kind=row.kind, leader=row.leader, township=row.township,
        starts_at=row.starts_at, ends_at=row.ends_at, seal=row.seal, reception_form=row.reception_form, post=row.post,
        portfolio=row.portfolio, village=row.village, place=row.place, theme=row.theme, companions=row.companions,
        agencies=row.agencies, kind_key=heading.get("kinds", {}).get(row.kind, ""), leader_id=row.leader_id,
        township_id=row.township_id, companion_ids=tuple(companions), agency_ids=tuple(agencies),
    )  # fmt: skip


def words_without_people(session: Session) -> Callable[[str], str]:
    """Return what makes frozen and present words comparable; people are read only where two words differ."""
    known: list[Callable[[str], str]] = []

    def text(words: str) -> str:
        if not known:
            known.append(redactor_of(session).text)
        return known[0](words)

    return text


def published_state(session: Session, first: date, last: date) -> dict[int, PublishedMark]:
    """Return how each visit of these days stands to what was published; visits that nobody published are left out.

    A visit that stands elsewhere now is found on the day it was published for, and on the day it stands.
    """
    published = published_between(session, first, last)
    if not published.issues:
        return {}
    now = {row.uid: row for row in planned_rows(session, first, last)}
    now |= {row.uid: row for row in rows_of(session, published.rows.keys() - now.keys())}
    same, marks = words_without_people(session), {}
    for uid, row in now.items():
        if (before := published.rows.get(uid)) is not None:
            parts = parts_changed(before, row, same)
            mark = Mark.CHANGED if parts else Mark.ISSUED
            marks[row.visit_id or 0] = PublishedMark(mark, published.issue_of[uid].name, parts)
        elif published.told(row.day):
            marks[row.visit_id or 0] = PublishedMark(Mark.NEW)
    gone = published.rows.keys() - now.keys()
    for visit_id, uid in session.execute(select(Visit.id, Visit.uid).where(Visit.uid.in_(gone))):
        marks[visit_id] = PublishedMark(Mark.CALLED_OFF, published.issue_of[uid].name)
    return marks


def pending_changes(session: Session, today: date) -> list[Change]:
    """Return what differs from what was published, from *today* on: what people do not know yet."""
    last = session.scalar(select(func.max(Release.last_day)))
    if last is None or last < today:
        return []
    published = published_between(session, today, last)
    now = planned_rows(session, today, last)
    now += rows_of(session, published.rows.keys() - {row.uid for row in now})
    found = changes_between(
        published.rows.values(), now, told=published.told, reach=lambda day: day >= today,
        text_of=words_without_people(session),
    )  # fmt: skip
    return [change for change in found if change.last_day >= today]


def notice_changes(session: Session, release_id: int) -> list[Change]:
    """Return what an issue changed of those before it, from frozen rows alone: a reprint says what the print said."""
    release = session.get_one(Release, release_id)
    published = published_between(session, release.first_day, release.last_day, before=release_id, also=release_id)
    new = frozen_rows(session, release_id, release.heading)
    found = changes_between(
        published.rows.values(), new, told=published.told,
        reach=lambda day: release.first_day <= day <= release.last_day,
    )  # fmt: skip
    return _frozen_reasons(found, release.heading)


def compared(session: Session, one_id: int, other_id: int | None) -> list[Change]:
    """Return what differs between two issues, old > new; *other_id* None compares with the plan of today."""
    one = session.get_one(Release, one_id)
    old = frozen_rows(session, one_id, one.heading)

    def told(day: date) -> bool:
        return one.first_day <= day <= one.last_day

    if other_id is None:
        new = planned_rows(session, one.first_day, one.last_day)
        new += rows_of(session, {row.uid for row in old} - {row.uid for row in new})
        same = words_without_people(session)
        return with_reasons(session, changes_between(old, new, told=told, reach=told, text_of=same), same)
    other = session.get_one(Release, other_id)
    new = frozen_rows(session, other_id, other.heading)
    found = changes_between(old, new, told=told, reach=lambda day: other.first_day <= day <= other.last_day)
    return _frozen_reasons(found, other.heading)


def _frozen_reasons(changes: Iterable[Change], heading: dict[str, Any]) -> list[Change]:
    """Return *changes* with the reasons that were printed with them."""
    why: dict[str, list[str]] = heading.get("printed", {}).get("why", {})
    return [replace(change, why=tuple(why[change.uid])) if change.uid in why else change for change in changes]
