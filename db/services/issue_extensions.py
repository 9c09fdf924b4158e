"""Granting more time (延期): for a reason, by somebody, under a number; a petition once, by thirty days at most.

An extension of a petition counts in natural days from the end of the term, so a pause found later moves it as well;
elsewhere the date written in the approval stands as written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import IssueTrack
from core.clock_errors import ExtendedAlready, ExtensionTooLong, ToldBeforeRaised
from core.deadline_rules import Unit
from core.deadlines import Deadline, steps_to_json
from core.deadlines import Extension as MoreTime
from core.errors import (
    DayAhead,
    ExtensionNotLater,
    IssueIsSettled,
    MissingField,
    NothingToExtend,
    Vanished,
)
from core.i18n import _, day_text
from core.issues import SETTLED, ActionKind
from core.settings import OfficeSettings
from core.text import required_line
from db.models import Extension, Issue, IssueAction
from db.queries.clock_terms import StoredClock, main_clock, pauses_of, rules
from db.queries.settings import office_settings, work_calendar
from db.services.issue_lines import add_line, keep_first_date

MOST_DAYS: Final = 30
"""Natural days (Art. 34); the office's limit `petition_extend` wins where it is shorter."""


@dataclass(frozen=True, slots=True)
class Room:
    """What an extension may give.

    Attributes:
        due: The date so far.
        days: Natural days that may be added at most; None where nobody limits them.
        last: The latest date that gives.
        late: The date has passed already.
        extended_on: A petition was extended before, on this day: no more.
    """

    due: date
    days: int | None
    last: date | None
    late: bool
    extended_on: date | None


def extension_room(
    session: Session, issue_id: int, *, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> Room:
    """Return what an extension of the issue may give.

    Raises:
        NothingToExtend: the issue has no date.
        IssueIsSettled, Vanished: it is closed or gone.
    """
    issue = _open(session, issue_id)
    clock = _clock(session, issue, settings)
    late = today > clock.due
    if issue.track is not IssueTrack.PETITION:
        return Room(clock.due, None, None, late, None)
    before = _granted_before(session, issue)
    days = _most_days(session)
    last = _extended(session, issue, clock, MoreTime(amount=days), calendar=calendar, today=today).due
    return Room(clock.due, days, last, late, before)


def due_after(
    session: Session, issue_id: int, *, days: int, today: date, calendar: WorkCalendar, settings: OfficeSettings
) -> date:
    """Return the date that so many natural days more would give.

    Raises:
        NothingToExtend, IssueIsSettled, Vanished: it cannot be extended.
        LimitOutOfRange: nobody gives so many days.
    """
    issue = _open(session, issue_id)
    granted = MoreTime(amount=days, granted_on=today)
    return _extended(session, issue, _clock(session, issue, settings), granted, calendar=calendar, today=today).due


def extend_issue(
    session: Session,
    issue_id: int,
    *,
    reason: str,
    approver: str,
    document_number: str,
    today: date,
    due: date | None = None,
    days: int | None = None,
    told_on: date | None = None,
    calendar: WorkCalendar | None = None,
    settings: OfficeSettings | None = None,
) -> None:
    """Grant more time; an extension granted after the date had passed stays marked as late (P28).

    Args:
        session: A write of the store.
        issue_id: The issue.
        reason: Why.
        approver: Who approved it; of a petition, the head of the unit.
        document_number: Of the approval.
        today: The day it is granted on.
        due: The new date; or else
        days: Natural days from the end of the term.
        told_on: When the petitioner was told why; a petition needs it.
        calendar: The office's; None reads it.
        settings: The office's; None reads them.

    Raises:
        MissingField: reason, approver, document number, the new date or, of a petition, told_on is empty.
        NothingToExtend: the issue has no date.
        ExtensionNotLater: it gives no time.
        ExtendedAlready, ExtensionTooLong: a petition may be extended once, by thirty natural days.
        DayAhead, ToldBeforeRaised: nobody was told on such a day.
        IssueIsSettled, Vanished: it is closed or gone.
    """
    office = settings or office_settings(session)
    days_off = calendar or work_calendar(session)
    issue = _open(session, issue_id)
    why = required_line(reason, _("Reason"), limit=400)
    who = required_line(approver, _("Approved by"), limit=60)
    number = required_line(document_number, _("Document number"), limit=60)
    clock = _clock(session, issue, office)
    granted = MoreTime(approver=who, number=number, reason=why, granted_on=today)
    if issue.track is IssueTrack.PETITION:
        _judge_petition(session, issue, told_on, today)
        granted = _in_days(session, issue, clock, granted, due=due, days=days, calendar=days_off, today=today)
    else:
        granted = _by_date(clock, granted, due=due, days=days)
    counted = _extended(session, issue, clock, granted, calendar=days_off, today=today)
    if counted.due <= clock.due:
        raise ExtensionNotLater(due=day_text(clock.due, year=True))
    _grant(session, issue, clock.due, counted, granted, told_on=told_on)


def _by_date(clock: StoredClock, granted: MoreTime, *, due: date | None, days: int | None) -> MoreTime:
    """Return an extension as an office grants it: to a date, or by days."""
    if due is None and days is None:
        raise MissingField(field=_("New date"))
    if due is None:
        return replace(granted, amount=days or 0, unit=Unit.NATURAL)
    if due <= clock.due:
        raise ExtensionNotLater(due=day_text(clock.due, year=True))
    return replace(granted, until=due)


def _in_days(
    session: Session,
    issue: Issue,
    clock: StoredClock,
    granted: MoreTime,
    *,
    due: date | None,
    days: int | None,
    calendar: WorkCalendar,
    today: date,
) -> MoreTime:
    """Return an extension of a petition: natural days from the end of the term, never more than the rule gives."""
    most = _most_days(session)
    last = _extended(session, issue, clock, replace(granted, amount=most), calendar=calendar, today=today).due
    if due is None and days is None:
        raise MissingField(field=_("Natural days"))
    if (days is not None and days > most) or (due is not None and due > last):
        raise ExtensionTooLong(limit=most, last=day_text(last, year=True))
    if days is not None:
        if days < 1:
            raise ExtensionNotLater(due=day_text(clock.due, year=True))
        return replace(granted, amount=days)
    if due is None or due <= clock.due:
        raise ExtensionNotLater(due=day_text(clock.due, year=True))
    fitting = (
        amount
        for amount in range(1, most + 1)
        if _extended(session, issue, clock, replace(granted, amount=amount), calendar=calendar, today=today).due == due
    )
    amount = next(fitting, None)
    return replace(granted, amount=amount) if amount is not None else replace(granted, until=due)


def _judge_petition(session: Session, issue: Issue, told_on: date | None, today: date) -> None:
    before = _granted_before(session, issue)
    if before is not None:
        due = day_text(issue.due, year=True) if issue.due else ""
        raise ExtendedAlready(day=day_text(before, year=True), due=due)
    if told_on is None:
        raise MissingField(field=_("Petitioner told on"))
    if told_on > today:
        raise DayAhead(field=_("Petitioner told on"), day=day_text(told_on, year=True))
    if told_on < issue.raised_on:
        raise ToldBeforeRaised(day=day_text(told_on, year=True), raised=day_text(issue.raised_on, year=True))


def _granted_before(session: Session, issue: Issue) -> date | None:
    """Return when a petition was extended already; a reopened one starts anew."""
    reopened = session.scalar(
        select(IssueAction.day)
        .where(IssueAction.issue_id == issue.id, IssueAction.kind == ActionKind.REOPENED)
        .order_by(IssueAction.id.desc())
        .limit(1)
    )
    days = session.scalars(
        select(Extension.granted_on).where(Extension.issue_id == issue.id).order_by(Extension.granted_on)
    )
    return next((day for day in days if reopened is None or day >= reopened), None)


def _extended(
    session: Session, issue: Issue, clock: StoredClock, granted: MoreTime, *, calendar: WorkCalendar, today: date
) -> Deadline:
    """Return where the issue ends with one extension more."""
    longer = replace(clock, extensions=(*clock.extensions, granted))
    return longer.deadline(calendar, pauses_of(session, issue.id), today=today)


def _grant(
    session: Session, issue: Issue, before: date, counted: Deadline, granted: MoreTime, *, told_on: date | None
) -> None:
    day = granted.granted_on or before
    keep_first_date(session, issue)
    late = day > before
    row = Extension(issue_id=issue.id, granted_on=day, from_due=before, to_due=counted.due, late=late)
    row.reason, row.approver, row.document_number = granted.reason, granted.approver, granted.number
    row.told_on = told_on
    session.add(row)
    issue.due, issue.due_steps = counted.due, steps_to_json(counted.steps)
    issue.due_provisional = counted.provisional
    issue.extension_count += 1
    add_line(
        session, issue, ActionKind.EXTENDED, day, text=granted.reason, due=counted.due, agency_id=issue.lead_agency_id
    )  # fmt: skip
    session.flush()


def _most_days(session: Session) -> int:
    rule = rules(session).get("petition_extend")
    return min(MOST_DAYS, rule.amount) if rule is not None and rule.unit is Unit.NATURAL else MOST_DAYS


def _open(session: Session, issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise Vanished
    if issue.state in SETTLED:
        raise IssueIsSettled(number=issue.number)
    if issue.due is None:
        raise NothingToExtend(number=issue.number)
    return issue


def _clock(session: Session, issue: Issue, settings: OfficeSettings) -> StoredClock:
    clock = main_clock(session, issue, known=rules(session), settings=settings)
    if clock is None:
        raise NothingToExtend(number=issue.number)
    return clock
