"""What a change of the calendar would move: open issues, their further clocks, and visits. Nothing is written here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.calendar.changes import (
    LONGEST_REST,
    CalendarChange,
    Move,
    MoveKind,
    Recount,
    Why,
    compared,
    restate,
    touched_days,
)
from core.calendar.workdays import CalendarDay, WorkCalendar
from core.chain import CLOCK_NAMES
from core.clocks import REVIEWS, ClockPause
from core.i18n import _
from core.issues import OPEN
from core.reception import reception_days
from core.settings import OfficeSettings
from core.visits import PLANNED
from db.models import (
    AnnouncedYear,
    CalendarDayRow,
    Extension,
    Issue,
    IssueCategory,
    IssueClock,
    Leader,
    Suspension,
    Township,
    Visit,
    VisitKindRow,
)
from db.queries.clock_terms import Rule, StoredClock, further_clock, main_clock_with, rules
from db.queries.settings import work_calendar


@dataclass(frozen=True, slots=True)
class _Around:
    """Both calendars, and what issues hold beside their dates."""

    before: WorkCalendar
    after: WorkCalendar
    touched: Sequence[date]
    today: date
    settings: OfficeSettings
    rules: dict[str, Rule]
    categories: Sequence[IssueCategory]  # held, so that none is read again for each issue
    pauses: dict[int, list[ClockPause]] = field(default_factory=dict)
    extensions: dict[int, list[Extension]] = field(default_factory=dict)

    def is_near(self, first: date, last: date) -> bool:
        """Return whether a day changes from *first* to *last*."""
        place = bisect_left(self.touched, first)
        return place < len(self.touched) and self.touched[place] <= last


def own_days(session: Session) -> list[CalendarDay]:
    """Return the days that the office itself has entered."""
    rows = session.scalars(select(CalendarDayRow).order_by(CalendarDayRow.day))
    return [CalendarDay(row.day, is_workday=row.is_workday, name=row.name, origin=row.origin) for row in rows]


def calendar_after(session: Session, change: CalendarChange) -> WorkCalendar:
    """Return the calendar as it would be."""
    return change.on(own_days(session), session.scalars(select(AnnouncedYear.year)))


def moves(
    session: Session,
    change: CalendarChange,
    *,
    today: date,
    settings: OfficeSettings,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[Move]:
    """Return what *change* would move, the earliest date first; moves before mere remarks.

    *step* hears how many dates were looked at, of how many, and may stop the count by raising.
    """
    before, after = work_calendar(session), calendar_after(session, change)
    touched = touched_days(before, after, change)
    if not touched:
        return []
    categories = list(session.scalars(select(IssueCategory)))
    around = _Around(before, after, touched, today, settings, rules(session), categories)
    found = [*_issue_moves(session, around, step), *_visit_moves(session, around, settings)]
    return sorted(found, key=lambda each: (not each.moves, each.kind is MoveKind.VISIT, each.old, each.name, each.id))


def _issue_moves(session: Session, around: _Around, step: Callable[[int, int], None]) -> Iterable[Move]:
    reach = around.touched[0] - timedelta(LONGEST_REST)
    runs = or_(Issue.state.in_(OPEN), IssueClock.kind.in_(REVIEWS))
    issues = (
        select(Issue, Township.name)
        .join(Issue.township)
        .where(Issue.state.in_(OPEN), Issue.due.is_not(None), Issue.due >= reach)
    )
    clocks = (
        select(IssueClock, Issue, Township.name)
        .join(IssueClock.issue)
        .join(Issue.township)
        .where(runs, IssueClock.met_on.is_(None), IssueClock.due >= reach)
    )
    main, further = list(session.execute(issues)), list(session.execute(clocks))
    _fill_ledgers(session, around, {issue.id for issue, _name in main} | {issue.id for _c, issue, _n in further})
    total = len(main) + len(further)
    for n, (issue, place) in enumerate(main):
        step(n, total)
        if issue.due is None or not _can_touch(issue.raised_on, issue.due, around):
            continue
        granted = around.extensions.get(issue.id, [])
        clock = main_clock_with(session, issue, granted, known=around.rules, settings=around.settings)
        found = _recounted(clock, issue.id, around) if clock is not None else None
        if found is not None:
            yield _move((MoveKind.DUE, issue.id), issue, found, title=issue.title, place=place, old=issue.due)
    for n, (row, issue, place) in enumerate(further, start=len(main)):
        step(n, total)
        if _can_touch(row.starts, row.due, around):
            found = _recounted(further_clock(row, around.rules), issue.id, around)
            if found is not None:
                words = _(CLOCK_NAMES[row.kind])
                yield _move((MoveKind.CLOCK, row.id), issue, found, title=words, place=place, old=row.due)


def _fill_ledgers(session: Session, around: _Around, wanted: set[int]) -> None:
    """Read the pauses and extensions of all these issues at once."""
    for pause in session.scalars(select(Suspension).order_by(Suspension.starts, Suspension.id)):
        if pause.issue_id in wanted:
            held = around.pauses.setdefault(pause.issue_id, [])
            held.append(ClockPause(pause.starts, pause.ends, pause.kind, pause.reason))
    for extension in session.scalars(select(Extension).order_by(Extension.id)):
        if extension.issue_id in wanted:
            around.extensions.setdefault(extension.issue_id, []).append(extension)


def _recounted(clock: StoredClock, issue_id: int, around: _Around) -> Recount | None:
    """Return what the change does to one clock."""
    before, after = around.before, around.after
    pauses = around.pauses.get(issue_id, [])
    if clock.stated and not clock.extensions and not pauses:
        if not around.is_near(clock.due, clock.due):
            return None
        return restate(clock.due, clock.steps, before, after, provisional=clock.provisional)
    old = clock.deadline(before, pauses, today=around.today)
    stands = [pause for pause in pauses if pause.ends is None]
    if old.due != clock.due and stands and clock.stands:
        # A clock that stands still now is counted to its end when it goes on; its date is that of the day it stopped.
        pauses = [pause for pause in pauses if pause.ends is not None]
        old = clock.deadline(before, pauses, today=around.today)
        if old.due != clock.due:
            return None
    new = clock.deadline(after, pauses, today=around.today)
    return compared(clock.due, old, new, provisional=clock.provisional)


def _can_touch(start: date, due: date, around: _Around) -> bool:
    """Return whether a changed day lies where it can count."""
    return around.is_near(start, due + timedelta(LONGEST_REST))


def _move(key: tuple[MoveKind, int], issue: Issue, found: Recount, *, title: str, place: str, old: date) -> Move:
    new = found.deadline
    return Move(
        *key, issue.id, issue.number, title, place, old, new.due, found.why, new.provisional, new.steps,
        found.because,
    )  # fmt: skip


def _visit_moves(session: Session, around: _Around, settings: OfficeSettings) -> Iterable[Move]:
    """Yield the planned visits that would be on a day off, or whose reception day itself moves."""
    first, last = max(around.touched[0], around.today), around.touched[-1]
    if first > last:
        return
    query = (
        select(Visit.id, Visit.day, Visit.theme, Leader.name, Township.name, VisitKindRow.receives_people)
        .join(Visit.leader)
        .join(Visit.township)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.state.in_(PLANNED), Visit.day.between(first, last))
    )
    rolled = _rolled_receptions(settings.reception_rule, first, last, around)
    before, after = around.before, around.after
    for row in session.execute(query).all():
        visit_id, day, theme, leader, place, receives = row
        facts: dict[str, Any] = {"name": leader, "title": theme, "place": place, "old": day}
        if receives and day in rolled:
            yield Move(MoveKind.VISIT, visit_id, None, new=rolled[day], why=Why.RECEPTION, **facts)
        elif before.is_workday(day) and not after.is_workday(day):
            because = after.name_of(day)
            new = after.next_workday(day)
            yield Move(MoveKind.VISIT, visit_id, None, new=new, why=Why.DAY_OFF, because=because, **facts)


def _rolled_receptions(rule: str, first: date, last: date, around: _Around) -> dict[date, date]:
    """Return the reception days that move, with where they go; those of a month keep their order."""
    far = last + timedelta(LONGEST_REST)
    then = sorted(reception_days(rule, first, far, around.before))
    now = sorted(reception_days(rule, first, far, around.after))
    if len(then) != len(now):  # a weekday left out is no move
        return {}
    return {old: new for old, new in zip(then, now, strict=True) if old != new}
