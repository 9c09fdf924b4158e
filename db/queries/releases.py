"""Issues of the plan as lists and papers show them: what was frozen, who was phoned, whether it is still unharmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from core.documents.release_forms import CallFacts, IssueFacts, NoticeFacts, PhoneListFacts, RotaFacts
from core.errors import Vanished
from core.i18n import _
from core.plan_rows import digest, issue_name
from core.planning import CallAnswer, Party, ReleaseState
from core.redaction import Redactor
from core.release_calls import TOLD, is_open
from core.release_errors import NoIssueYet, ReleaseUnknown
from db.models import PhoneCall, Release, ReleaseRow
from db.queries.later_issues import overtaken_calls
from db.queries.personal_words import redactor_of
from db.queries.published import frozen_rows, notice_changes


@dataclass(frozen=True, slots=True)
class ReleaseInfoRow:
    """One issue in the list.

    Attributes:
        visits: Rows of its own stretch.
        calls: People to be phoned; *waiting* of them have not been reached.
        replaces: The issue that it followed, such as 2026年第2期.
        reason: Why it was issued again.
    """

    id: int
    year: int
    number: int
    first: date
    last: date
    title: str
    state: ReleaseState
    issued_on: date
    actor: str
    reason: str
    replaces: str
    confirmed_on: date | None
    visits: int
    calls: int
    waiting: int

    @property
    def name(self) -> str:
        """Its name, such as 2026年第3期."""
        return issue_name(self.year, self.number)


@dataclass(frozen=True, slots=True)
class CallRow:
    """One line of the phone list.

    Attributes:
        changed_by: The later issue that speaks to them of the same visits, such as 2026年第3期.
        is_overtaken: Nothing of what this line says still holds.
    """

    id: int
    party: Party
    party_id: int | None
    name: str
    phone: str
    words: str
    answer: CallAnswer
    answered_at: datetime | None
    call_again_at: datetime | None
    actor: str
    note: str
    changed_by: str = ""
    is_overtaken: bool = False

    @property
    def warning(self) -> str:
        """What to say first where a later issue changed some of it; empty where all of it holds."""
        return _("Changed by {issue}").format(issue=self.changed_by) if self.changed_by else ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to be reached."""
        return is_open(self.answer)


def release_rows(session: Session, *, only: int | None = None) -> list[ReleaseInfoRow]:
    """Return all issues, the latest first, or only one."""
    visits = (
        select(func.count())
        .where(
            ReleaseRow.release_id == Release.id, ReleaseRow.day >= Release.first_day, ReleaseRow.day <= Release.last_day
        )
        .correlate(Release)
        .scalar_subquery()
    )
    query = select(Release, visits, _calls(), _calls(PhoneCall.answer.not_in(TOLD))).order_by(Release.id.desc())
    names = {row.id: issue_name(row.year, row.number) for row in session.execute(
        select(Release.id, Release.year, Release.number))}  # fmt: skip
    if only is not None:
        query = query.where(Release.id == only)
    return [
        ReleaseInfoRow(
            id=row.id, year=row.year, number=row.number, first=row.first_day, last=row.last_day, title=row.title,
            state=row.state, issued_on=row.issued_on, actor=row.actor, reason=row.reason,
            replaces=names.get(row.replaces_id or 0, ""), confirmed_on=row.confirmed_on, visits=count, calls=calls,
            waiting=waiting,
        )
        for row, count, calls, waiting in session.execute(query)
    ]  # fmt: skip


def _calls(*tests: ColumnElement[bool]) -> Any:
    return select(func.count()).where(PhoneCall.release_id == Release.id, *tests).correlate(Release).scalar_subquery()


def release_row(session: Session, release_id: int) -> ReleaseInfoRow:
    """Return one issue.

    Raises:
        Vanished: publishing it was undone meanwhile.
    """
    found = release_rows(session, only=release_id)
    if not found:
        raise Vanished
    return found[0]


def release_named(session: Session, text: str) -> ReleaseInfoRow:
    """Return the issue that *text* names: 3 is the latest of that number, 2026-3 that of the year.

    Raises:
        NoIssueYet: nothing was published so far.
        ReleaseUnknown: there is no such issue.
    """
    rows = release_rows(session)
    if not rows:
        raise NoIssueYet
    year, _dash, number = text.strip().rpartition("-")
    for row in rows:
        if str(row.number) == number and year in {"", str(row.year)}:
            return row
    known = ", ".join(f"{row.year}-{row.number}" for row in reversed(rows[:12]))
    raise ReleaseUnknown(number=text, known=known)


def call_rows(session: Session, release_id: int) -> list[CallRow]:
    """Return the phone list of an issue in its order; lines that a later issue changed say so."""
    later = overtaken_calls(session, release_id)
    query = (
        select(PhoneCall)
        .where(PhoneCall.release_id == release_id)
        .order_by(
            case({party.value: place for place, party in enumerate(Party)}, value=PhoneCall.party),
            PhoneCall.position, PhoneCall.id,
        )
    )  # fmt: skip
    found = []
    for row in session.scalars(query):
        word = later.get(f"{row.party.value}:{row.party_id}")
        found.append(
            CallRow(
                row.id, row.party, row.party_id, row.name, row.phone, row.words, row.answer, row.answered_at,
                row.call_again_at, row.actor, row.note, word.issue if word else "", word is not None and word.wholly,
            )
        )  # fmt: skip
    return found


def issue_to_phone(session: Session) -> int | None:
    """Return the latest issue with somebody to reach of what still holds, else the latest; None before the first."""
    rows = release_rows(session)
    for row in rows:
        if row.waiting and any(call.is_open and not call.is_overtaken for call in call_rows(session, row.id)):
            return row.id
    return rows[0].id if rows else None


def is_unharmed(session: Session, release_id: int) -> bool:
    """Return whether the frozen rows are still those that were published.

    They may differ after a person was erased from the schedule for good, or where the file was changed by another
    program.
    """
    release = _release(session, release_id)
    return digest(frozen_rows(session, release_id, release.heading), release.heading) == release.sha256


def rota_facts(session: Session, release_id: int, *, watermark: str = "") -> RotaFacts:
    """Return the rota as it was published.

    Raises:
        Vanished: publishing it was undone meanwhile.
    """
    release = _release(session, release_id)
    rows = frozen_rows(session, release_id, release.heading)
    inside = tuple(row for row in rows if release.first_day <= row.day <= release.last_day)
    return RotaFacts(_heading(session, release, watermark), inside)


def notice_facts(session: Session, release_id: int, *, watermark: str = "") -> NoticeFacts:
    """Return the change notice of an issue, from frozen rows alone.

    Raises:
        Vanished: publishing it was undone meanwhile.
    """
    release = _release(session, release_id)
    return NoticeFacts(_heading(session, release, watermark), tuple(notice_changes(session, release_id)))


def phone_list_facts(session: Session, release_id: int, *, watermark: str = "") -> PhoneListFacts:
    """Return the phone list with what came of it so far; remarks name no resident.

    Raises:
        Vanished: publishing it was undone meanwhile.
    """
    release, rows = _release(session, release_id), call_rows(session, release_id)
    hidden = redactor_of(session) if any(row.note for row in rows) else Redactor()
    calls = tuple(
        CallFacts(
            row.party, row.name, row.phone, "\n".join(filter(None, (row.warning, row.words))), row.answer,
            row.answered_at, row.call_again_at,
            hidden.text(row.note),
        )
        for row in rows
    )  # fmt: skip
    return PhoneListFacts(_heading(session, release, watermark), calls)


def _heading(session: Session, release: Release, watermark: str) -> IssueFacts:
    printed = release.heading.get("printed", {})
    before = session.get(Release, release.replaces_id) if release.replaces_id is not None else None
    facts = IssueFacts(
        year=release.year, number=release.number, first=release.first_day, last=release.last_day,
        issued_on=release.issued_on, title=release.title, county=printed.get("county", ""),
        office=printed.get("office", ""), reason=release.reason, watermark=watermark,
    )  # fmt: skip
    return facts if before is None else replace(facts, replaces=issue_name(before.year, before.number))


def _release(session: Session, release_id: int) -> Release:
    release = session.get(Release, release_id)
    if release is None:
        raise Vanished
    return release


def waiting_names(rows: Sequence[CallRow]) -> list[str]:
    """Return who has not been reached."""
    return [row.name for row in rows if row.is_open]
