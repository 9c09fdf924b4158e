"""The log: what was printed, saved and copied, and who looked at whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.chain import Variant
from core.disclosure_log import ERASED
from core.i18n import N_
from core.masking import mask_person
from db.models import Agency, Issue, Petitioner, PrintedDocument, Reveal, Township, Visit

_MOST: Final = 5000


class LogKind(StrEnum):
    """What a line of the log tells of."""

    COPY = "copy"
    LOOK = "look"
    ERASURE = "erasure"


LOG_KIND_NAMES: Final = {
    LogKind.COPY: N_("Print or file"),
    LogKind.LOOK: N_("Person shown"),
    LogKind.ERASURE: N_("Person erased"),
}


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines are wanted; both days are included.

    Attributes:
        kinds: Empty means all.
        internal: Only copies that name people.
        actor: Only what this person did.
        people: Only lines about these, and internal copies of their issues; empty means all.
    """

    first: date
    last: date
    kinds: frozenset[LogKind] = frozenset()
    internal: bool = False
    actor: str = ""
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line. `person` is masked: the log itself shows nobody in full.

    Attributes:
        what: Form key of a copy, place of a look such as `detail`, `copy:ledger`.
        about: Number of the issue, or place and day of the visit.
        records: How many issues or visits a copy tells of.
    """

    kind: LogKind
    id: int
    at: datetime
    actor: str
    what: str
    about: str = ""
    person: str = ""
    way: str = ""
    variant: Variant | None = None
    number: str = ""
    file_name: str = ""
    records: int = 0
    pages: int = 0
    agency: str = ""
    purpose: str = ""
    issue_id: int | None = None
    visit_id: int | None = None


def disclosure_log(session: Session, wanted: LogFilter) -> list[LogRow]:
    """Return the lines of *wanted*, newest first; at most 5000."""
    rows: list[LogRow] = []
    if not wanted.kinds or LogKind.COPY in wanted.kinds:
        rows += _copies(session, wanted)
    if not wanted.internal and (not wanted.kinds or wanted.kinds - {LogKind.COPY}):
        rows += [row for row in _looks(session, wanted) if not wanted.kinds or row.kind in wanted.kinds]
    rows.sort(key=lambda row: (row.at, row.id), reverse=True)
    return rows[:_MOST]


def log_actors(session: Session) -> list[str]:
    """Return everybody who ever made a copy or looked."""
    copies = session.scalars(select(PrintedDocument.actor).distinct())
    looks = session.scalars(select(Reveal.actor).distinct())
    return sorted({*copies, *looks} - {""})


def _copies(session: Session, wanted: LogFilter) -> list[LogRow]:
    made = PrintedDocument
    query: Any = (
        select(made, Issue.number, Visit.day, Township.name, Agency.name)
        .outerjoin(Issue, Issue.id == made.issue_id)
        .outerjoin(Visit, Visit.id == made.visit_id)
        .outerjoin(Township, Township.id == Visit.township_id)
        .outerjoin(Agency, Agency.id == made.agency_id)
        .where(made.printed_at >= _start(wanted.first), made.printed_at < _start(wanted.last + timedelta(1)))
    )
    if wanted.internal:
        query = query.where(made.variant == Variant.INTERNAL)
    if wanted.actor:
        query = query.where(made.actor == wanted.actor)
    if wanted.people:
        his = select(Issue.id).where(Issue.petitioner_id.in_(wanted.people))
        query = query.where(made.issue_id.in_(his), made.variant == Variant.INTERNAL)
    query = query.order_by(made.printed_at.desc(), made.id.desc()).limit(_MOST)
    return [
        LogRow(
            LogKind.COPY, copy.id, copy.printed_at, copy.actor, copy.form, about=_about(number, day, township),
            way=copy.way, variant=copy.variant, number=copy.number, file_name=copy.file_name, records=copy.records,
            pages=copy.pages, agency=agency or "", purpose=copy.purpose, issue_id=copy.issue_id,
            visit_id=copy.visit_id,
        )
        for copy, number, day, township, agency in session.execute(query)
    ]  # fmt: skip


def _looks(session: Session, wanted: LogFilter) -> list[LogRow]:
    query: Any = (
        select(Reveal, Issue.number, Visit.day, Township.name, Petitioner.name, Petitioner.phone)
        .outerjoin(Issue, Issue.id == Reveal.issue_id)
        .outerjoin(Visit, Visit.id == Reveal.visit_id)
        .outerjoin(Township, Township.id == Visit.township_id)
        .outerjoin(Petitioner, Petitioner.id == Reveal.petitioner_id)
        .where(Reveal.at >= _start(wanted.first), Reveal.at < _start(wanted.last + timedelta(1)))
    )
    if wanted.actor:
        query = query.where(Reveal.actor == wanted.actor)
    if wanted.people:
        query = query.where(Reveal.petitioner_id.in_(wanted.people))
    query = query.order_by(Reveal.at.desc(), Reveal.id.desc()).limit(_MOST)
    return [
        LogRow(
            LogKind.ERASURE if look.what == ERASED else LogKind.LOOK, look.id, look.at, look.actor, look.what,
            about=_about(number, day, township), person=mask_person(name or "", phone or ""), purpose=look.purpose,
            issue_id=look.issue_id, visit_id=look.visit_id,
        )
        for look, number, day, township, name, phone in session.execute(query)
    ]  # fmt: skip


def _about(number: str | None, day: date | None, township: str | None) -> str:
    if number:
        return number
    return f"{township} {day}" if day is not None else ""


def _start(day: date) -> datetime:
    """Return when *day* begins where the office is; stamps are kept in UTC."""
    return datetime.combine(day, time()).astimezone().astimezone(UTC)


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody for the breach report, masked, with an issue that tells him from others."""

    id: int
    person: str
    issues: str
    erased: bool = False


def people_like(session: Session, text: str) -> list[PersonFound]:
    """Return people whose name, phone or issue number is *text*, masked; whoever asks knows whom he means."""
    words = text.strip()
    if not words:
        return []
    query: Any = (
        select(Petitioner.id, Petitioner.name, Petitioner.phone, Petitioner.erased_on, func.count(Issue.id))
        .outerjoin(Issue, Issue.petitioner_id == Petitioner.id)
        .where(or_(Petitioner.name == words, Petitioner.phone == words, Issue.number == words))
        .group_by(Petitioner.id, Petitioner.name, Petitioner.phone, Petitioner.erased_on)
        .order_by(Petitioner.id)
        .limit(200)
    )
    return _with_issues(session, session.execute(query).all())


def _with_issues(session: Session, rows: Sequence[Any]) -> list[PersonFound]:
    numbers: dict[int, list[str]] = {}
    for start in range(0, len(rows), 500):
        ids = [row[0] for row in rows[start : start + 500]]
        for person, number in session.execute(
            select(Issue.petitioner_id, Issue.number).where(Issue.petitioner_id.in_(ids)).order_by(Issue.id)
        ):
            numbers.setdefault(person or 0, []).append(number)
    return [
        PersonFound(row[0], mask_person(row[1], row[2]), "、".join(numbers.get(row[0], [])), erased=row[3] is not None)
        for row in rows
    ]
