"""Publishing the plan, one write for each act: an issue, its answers on the telephone, its confirmation.

An undone issue leaves a gap: its number is never given again. What an issue said is kept as it was said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.documents.release_forms import parties_text, rota_title
from core.errors import Vanished
from core.i18n import _, day_text
from core.plan_rows import PlanRow, digest, issue_name
from core.planning import CallAnswer, ReleaseState
from core.release_calls import Call, calls_for
from core.release_check import ReleaseCheck
from core.release_errors import (
    CallsOpen,
    NothingChanged,
    NothingToPublish,
    ReasonNeeded,
    ReleaseStopped,
    StretchBackwards,
    StretchTooLong,
)
from core.settings import OfficeSettings
from core.text import clean_line
from core.visits import VisitState
from db.models import PhoneCall, Release, ReleaseRow, Visit
from db.queries.personal_words import redactor_of
from db.queries.release_check import phones_of, release_check
from db.queries.releases import call_rows, waiting_names
from db.services.calls_told import visits_told
from db.services.numbers import locked_series, next_number

MOST_DAYS: Final = 400
SERIES: Final = "release"


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of publishing."""

    id: int
    year: int
    number: int
    check: ReleaseCheck
    calls: int
    drafts: int

    @property
    def name(self) -> str:
        """Its name, such as 2026年第3期."""
        return issue_name(self.year, self.number)


def checked_stretch(
    session: Session, first: date, last: date, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> ReleaseCheck:
    """Return what publishing these days would run into.

    Raises:
        StretchBackwards, StretchTooLong: these are no days to publish.
    """
    if last < first:
        raise StretchBackwards(first=day_text(first, year=True), last=day_text(last, year=True))
    if (last - first).days >= MOST_DAYS:
        raise StretchTooLong(limit=MOST_DAYS)
    return release_check(session, first, last, today=today, calendar=calendar, settings=settings)


def publish(
    session: Session,
    first: date,
    last: date,
    *,
    today: date,
    at: datetime,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    reason: str = "",
    title: str = "",
    actor: str = "",
) -> Issued:
    """Freeze the announced visits of these days as the next issue, set its drafts, and write its phone list.

    Args:
        session: A write of the store.
        first: The first day.
        last: The last day, included.
        today: The day that it is issued on.
        at: The moment, with its time zone.
        calendar: The office's.
        settings: The office's.
        reason: Why something published changes; asked for where something does.
        title: Of the rota; by default county and stretch.
        actor: Who publishes.

    Raises:
        StretchBackwards, StretchTooLong: these are no days to publish.
        NothingToPublish, NothingChanged: an issue would say nothing, or nothing new.
        ReleaseStopped: clashes stand that the office does not publish with.
        ReasonNeeded: published visits change, and nobody said why.
    """
    locked_series(session, SERIES, today.year)  # two who publish at once: the second sees what the first published
    check = checked_stretch(session, first, last, today=today, calendar=calendar, settings=settings)
    why = clean_line(reason, _("Reason"), limit=400)
    _require_publishable(check, why)
    number = next_number(session, SERIES, today.year, number=Release.number, of_year=Release.year)
    words = clean_line(title, _("Title"), limit=200) or rota_title(settings.county, first, last)
    if why or title:  # both are printed
        hidden = redactor_of(session)
        why, words = hidden.text(why)[:400], hidden.text(words)[:200]
    release = Release(
        year=today.year, number=number, first_day=first, last_day=last, title=words, issued_on=today, issued_at=at,
        actor=actor[:60], reason=why, replaces_id=check.replaces_id, rows=[], calls=[],
    )  # fmt: skip
    rows = (*check.rows, *check.moved_out)
    calls = _calls(session, check, today)
    release.heading = _heading(rows, [call for call, _row in calls], settings, words)
    if why_of := {change.uid: list(change.why) for change in check.changes if change.why}:
        release.heading["printed"]["why"] = why_of
    release.sha256 = digest(rows, release.heading)
    release.rows = [_frozen(place, row) for place, row in enumerate(rows)]
    release.calls = [row for _call, row in calls]
    session.add(release)
    drafts = _set_drafts(session, check.rows)
    session.flush()
    return Issued(release.id, release.year, number, check, len(calls), drafts)


def confirm_release(session: Session, release_id: int, *, on: date) -> None:
    """Say that everybody knows of an issue.

    Raises:
        Vanished: publishing it was undone meanwhile.
        CallsOpen: somebody was not reached yet; the sentence names who.
    """
    release = session.get(Release, release_id)
    if release is None:
        raise Vanished
    waiting = waiting_names(call_rows(session, release_id))
    if waiting:
        raise CallsOpen(who=parties_text(waiting), issue=issue_name(release.year, release.number))
    release.state, release.confirmed_on = ReleaseState.CONFIRMED, on
    session.flush()


def answer_call(
    session: Session,
    call_id: int,
    answer: CallAnswer,
    *,
    at: datetime,
    today: date,
    call_again_at: datetime | None = None,
    note: str | None = None,
    actor: str = "",
) -> None:
    """Write down what came of a call; whoever was reached is told of the visits, too, in the same step.

    An answer taken back opens a confirmed issue again. The note stays unless another is given.

    Raises:
        Vanished: publishing the issue was undone meanwhile.
    """
    call = session.get(PhoneCall, call_id)
    release = session.get(Release, call.release_id) if call is not None else None
    if call is None or release is None:
        raise Vanished
    was, call.answer = call.answer, answer
    call.answered_at = None if answer is CallAnswer.OPEN else at
    call.call_again_at = call_again_at if answer is CallAnswer.CALL_BACK else None
    call.actor = "" if answer is CallAnswer.OPEN else actor[:60]
    if note is not None:
        call.note = clean_line(note, _("Remark"), limit=400)
    session.flush()
    visits_told(session, release, call, was=was, today=today)
    if release.state is ReleaseState.CONFIRMED and answer in {CallAnswer.OPEN, CallAnswer.CALL_BACK}:
        release.state, release.confirmed_on = ReleaseState.ISSUED, None
    session.flush()


def _require_publishable(check: ReleaseCheck, reason: str) -> None:
    days = {"first": day_text(check.first, year=True), "last": day_text(check.last, year=True)}
    if check.is_empty:
        raise NothingToPublish(**days)
    if check.says_the_same:
        raise NothingChanged(issue=check.replaces)
    if check.stopping:
        raise ReleaseStopped(n=len(check.stopping), first=check.stopping[0].sentence)
    if check.needs_reason and not reason:
        raise ReasonNeeded(n=len(check.changes), field=_("Reason"))


def _calls(session: Session, check: ReleaseCheck, today: date) -> list[tuple[Call, PhoneCall]]:
    """Return the phone list: what lies behind us needs nobody to be phoned."""
    first_told = [row for row in check.first_told if row.day >= today]
    calls = calls_for(first_told, [change for change in check.changes if change.last_day >= today])
    numbers = phones_of(session, [(call.party, call.party_id) for call in calls])
    order = list(numbers)
    known = [call for call in calls if (call.party, call.party_id) in numbers]
    known.sort(key=lambda call: order.index((call.party, call.party_id)))
    made = []
    for place, call in enumerate(known):
        name, phone = numbers[call.party, call.party_id]
        row = PhoneCall(
            position=place, party=call.party, party_id=call.party_id, name=name[:200], phone=phone, words=call.words
        )
        made.append((call, row))
    return made


def _heading(rows: Iterable[PlanRow], calls: Iterable[Call], settings: OfficeSettings, title: str) -> dict[str, Any]:
    listed = list(rows)
    return {
        "printed": {"county": settings.county, "office": settings.office, "title": title},
        "kinds": {row.kind: row.kind_key for row in listed},
        "people": {
            row.uid: [list(row.companion_ids), list(row.agency_ids)]
            for row in listed
            if row.companion_ids or row.agency_ids
        },
        "concerned": {f"{call.party.value}:{call.party_id}": call.visits for call in calls},
    }


def _frozen(place: int, row: PlanRow) -> ReleaseRow:
    return ReleaseRow(
        position=place, visit_uid=row.uid, day=row.day, half=row.half, starts_at=row.starts_at, ends_at=row.ends_at,
        kind=row.kind, seal=row.seal, reception_form=row.reception_form, leader_id=row.leader_id, leader=row.leader,
        post=row.post, portfolio=row.portfolio, township_id=row.township_id, township=row.township,
        village=row.village, place=row.place, theme=row.theme, companions=row.companions, agencies=row.agencies,
    )  # fmt: skip


def _set_drafts(session: Session, rows: Iterable[PlanRow]) -> int:
    ids = {row.visit_id for row in rows}
    drafts = [
        visit
        for visit in session.scalars(select(Visit).where(Visit.state == VisitState.DRAFT).order_by(Visit.id))
        if visit.id in ids
    ]
    for visit in drafts:
        visit.state = VisitState.SET
    return len(drafts)
