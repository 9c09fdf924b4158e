"""Letting the clocks of an issue stand still (暂停计时): from a day to a day, for a reason, and where the rule allows.

A pause is kept whatever becomes of the issue; which clocks it stops is asked anew each time they are counted.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import PAUSE_NAMES
from core.clock_errors import NothingStandsStill, PauseEndsFirst, PauseIsOver, PauseStillOpen, PauseTooLong
from core.clocks import REVIEWS, ClockPause
from core.errors import DayAhead, DayTooEarly, IssueIsSettled, Vanished
from core.i18n import _, clauses, day_text, statements
from core.issues import SETTLED, ActionKind
from core.settings import OfficeSettings
from core.text import required_line
from db.models import Issue, Suspension
from db.queries.clock_previews import bars_pause
from db.queries.clock_terms import clocks_and_pauses, rules, stored_clocks
from db.services.issue_clocks import recount_clocks, recount_issue
from db.services.issue_lines import add_line

LONGEST_PAUSE: Final = 1100
"""Natural days; whoever types a wrong year is told."""


def pause_issue(
    session: Session,
    issue_id: int,
    pause: ClockPause,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> int:
    """Let the clocks of an issue stand still and return the pause's id.

    Args:
        session: A write of the store.
        issue_id: The issue.
        pause: Its days, kind and reason.
        today: A pause without an end counts up to it.
        calendar: The office's.
        settings: The office's.

    Raises:
        Vanished: the issue was deleted meanwhile.
        MissingField, TooLong, UnreadableText: there is no reason, or it cannot be kept.
        PauseEndsFirst, PauseTooLong, PauseStillOpen, DayTooEarly: the days make no sense.
        IssueIsSettled: it is closed, and no review runs.
        NothingStandsStill: no rule of its clocks allows a pause; each is named.
    """
    issue = _issue(session, issue_id)
    row = Suspension(issue_id=issue_id)
    _fill(session, row, issue, pause)
    _require_something_stands(session, issue, settings)
    session.add(row)
    due = _count(session, issue, calendar=calendar, settings=settings, today=today)
    add_line(session, issue, ActionKind.SUSPENDED, today, text=_words(row), due=due)
    session.flush()
    return row.id


def end_pause(
    session: Session,
    pause_id: int,
    *,
    ends: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Let the clocks run again; *ends* is the last day that did not count.

    Raises:
        Vanished: the pause was taken back meanwhile.
        PauseIsOver: it has its end already.
        DayAhead: its last day is still to come; that is a correction, not an end.
        PauseEndsFirst, PauseTooLong: it began later, or years before.
    """
    row, issue = _pause(session, pause_id)
    if row.ends is not None:
        raise PauseIsOver(ends=day_text(row.ends, year=True))
    if ends > today:
        raise DayAhead(field=_("Last day of the pause"), day=day_text(ends, year=True))
    _require_days(issue, row.starts, ends)
    row.ends = ends
    due = _count(session, issue, calendar=calendar, settings=settings, today=today)
    add_line(session, issue, ActionKind.RESUMED, today, text=_words(row), due=due)
    session.flush()


def correct_pause(
    session: Session,
    pause_id: int,
    pause: ClockPause,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Correct what was written down of a pause; the timeline keeps what stood before.

    Raises:
        Vanished, MissingField, TooLong, UnreadableText, PauseEndsFirst, PauseTooLong, PauseStillOpen, DayTooEarly:
            as for a new one.
    """
    row, issue = _pause(session, pause_id)
    before = _words(row)
    if not _fill(session, row, issue, pause):
        return
    due = _count(session, issue, calendar=calendar, settings=settings, today=today)
    words = _("Pause corrected: {after}; before: {before}").format(after=_words(row), before=before)
    add_line(session, issue, ActionKind.RECOUNTED, today, text=words, due=due)
    session.flush()


def drop_pause(
    session: Session,
    pause_id: int,
    *,
    reason: str,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Take back a pause that should never have been written down; the timeline says so, and why.

    Raises:
        Vanished: it was taken back already.
        MissingField, TooLong, UnreadableText: there is no reason, or it cannot be kept.
    """
    row, issue = _pause(session, pause_id)
    why = required_line(reason, _("Reason"), limit=400)
    words = _("Pause taken back: {pause}. {why}").format(pause=_words(row), why=why)
    session.delete(row)
    due = _count(session, issue, calendar=calendar, settings=settings, today=today)
    add_line(session, issue, ActionKind.RECOUNTED, today, text=words, due=due)
    session.flush()


def carry_on(session: Session, *, today: date, calendar: WorkCalendar, settings: OfficeSettings) -> int:
    """Move the dates of the issues that stand still without an end up to *today*; return how many moved.

    Such a date moves with every day, so that nothing that stands still ever counts as overdue.
    """
    paused = select(Suspension.issue_id).where(Suspension.ends.is_(None), Suspension.starts <= today)
    which = and_(Issue.id.in_(paused), Issue.state.not_in(SETTLED))
    found = clocks_and_pauses(session, which, known=rules(session), settings=settings)
    moved = sum(bool(recount_clocks(session, *each, calendar=calendar, today=today)) for each in found)
    session.flush()
    return moved


def _fill(session: Session, row: Suspension, issue: Issue, pause: ClockPause) -> bool:
    """Write *pause* into *row* if its words and days make sense; return whether it says anything new."""
    why = required_line(pause.reason, _("Reason"), limit=400)
    _require_days(issue, pause.starts, pause.ends)
    _require_no_open(session, issue.id, pause.ends, leave_out=row.id)
    stood, then = (row.starts, row.ends, row.kind, row.reason), (pause.starts, pause.ends, pause.kind, why)
    row.starts, row.ends, row.kind, row.reason = then
    return stood != then


def _require_something_stands(session: Session, issue: Issue, settings: OfficeSettings) -> None:
    closed = issue.state in SETTLED
    running = [each for each in stored_clocks(session, issue, settings=settings) if each.met_on is None]
    if closed:
        running = [each for each in running if each.kind in REVIEWS]
        if not running:
            raise IssueIsSettled(number=issue.number)
    bars = [bars_pause(clock, closed=closed) for clock in running]
    if all(bars):
        told = dict.fromkeys(bars)
        raise NothingStandsStill(rules=statements(told) or _("it has no date"))


def _require_days(issue: Issue, starts: date, ends: date | None) -> None:
    if starts < issue.raised_on:
        facts = {"day": day_text(starts, year=True), "raised": day_text(issue.raised_on, year=True)}
        raise DayTooEarly(field=_("First day of the pause"), **facts)
    if ends is None:
        return
    facts = {"starts": day_text(starts, year=True), "ends": day_text(ends, year=True)}
    if ends < starts:
        raise PauseEndsFirst(**facts)
    if (ends - starts).days > LONGEST_PAUSE:
        raise PauseTooLong(**facts, limit=LONGEST_PAUSE)


def _require_no_open(session: Session, issue_id: int, ends: date | None, *, leave_out: int | None = None) -> None:
    if ends is not None:
        return
    rows = select(Suspension).where(Suspension.issue_id == issue_id, Suspension.ends.is_(None))
    other = next((row for row in session.scalars(rows) if row.id != leave_out), None)
    if other is not None:
        raise PauseStillOpen(starts=day_text(other.starts, year=True))


def _count(
    session: Session, issue: Issue, *, calendar: WorkCalendar, settings: OfficeSettings, today: date
) -> date | None:
    """Count again and return the issue's own date where it moved."""
    before = issue.due
    recount_issue(session, issue, calendar=calendar, settings=settings, today=today)
    return issue.due if issue.due != before else None


def _words(row: Suspension) -> str:
    """Return what the timeline says of a pause: 听证，11月10日起，至11月20日，原因."""
    starts = _("from {day}").format(day=day_text(row.starts, year=True))
    ends = _("to {day}").format(day=day_text(row.ends, year=True)) if row.ends is not None else _("no end yet")
    return clauses((_(PAUSE_NAMES[row.kind]), f"{starts} {ends}", row.reason))


def _issue(session: Session, issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise Vanished
    return issue


def _pause(session: Session, pause_id: int) -> tuple[Suspension, Issue]:
    row = session.get(Suspension, pause_id)
    if row is None:
        raise Vanished
    return row, _issue(session, row.issue_id)
