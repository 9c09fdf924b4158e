"""Enter a change of the calendar together with the moves that the office accepted: one act, one undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.changes import CalendarChange, Move, MoveKind, PreviewOutdated, held_steps, moved_steps
from core.calendar.workdays import WorkCalendar
from core.deadlines import steps_from_json, steps_to_json
from core.issues import ActionKind
from core.settings import OfficeSettings
from db.models import CalendarDayRow, Issue, IssueClock
from db.queries.calendar_changes import moves
from db.queries.settings import work_calendar
from db.services.calendar_days import announce_year, clear_day, set_day, withdraw_year
from db.services.issue_lines import add_line
from db.services.visits import move_visit

Key = tuple[MoveKind, int]
_BATCH: Final = 400


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done, for saying it."""

    moved: int
    held: int
    visits: int
    remarked: int


def change_calendar(
    session: Session,
    change: CalendarChange,
    *,
    shown: Sequence[Move],
    accepted: Collection[Key],
    today: date,
    settings: OfficeSettings,
    who: str = "",
) -> Applied:
    """Enter the days of *change*, move what was accepted, and keep in the biographies what was held.

    Args:
        session: A write of the store.
        change: The days and years.
        shown: The preview as the office saw it.
        accepted: Keys of the lines that may move; the others are held.
        today: Written beside what moved.
        settings: The office's.
        who: Who decided, for the biographies.

    Raises:
        PreviewOutdated: something was saved meanwhile, so that other dates would move than those shown.
        UserError: a day is out of range, or a visit cannot move there.
    """
    now = moves(session, change, today=today, settings=settings)
    if {each.mark for each in now} != {each.mark for each in shown}:
        raise PreviewOutdated
    _enter(session, change)
    session.flush()
    act = _Act(change, work_calendar(session), _rows(session, now), today, who)
    done = Counter(_carry_out(session, move, act, taken=move.key in accepted) for move in now)
    session.flush()
    return Applied(done["moved"], done["held"], done["visits"], done["remarked"])


def _carry_out(session: Session, move: Move, act: _Act, *, taken: bool) -> str:
    """Do what was decided of one line; return under what it counts."""
    if move.kind is not MoveKind.VISIT:
        _keep(session, move, act, taken=taken)
        return "remarked" if not move.moves else "moved" if taken else "held"
    if taken:
        move_visit(session, move.id, to=move.new)
    return "visits" if taken else "left"


def _enter(session: Session, change: CalendarChange) -> None:
    for day, origin in change.cleared:
        clear_day(session, day, origin=origin)
    for entry in change.days:
        set_day(session, entry.day, is_workday=entry.is_workday, name=entry.name, origin=str(entry.origin))
        row = session.get(CalendarDayRow, (entry.day, str(entry.origin)))
        if row is not None:
            row.note = change.notes.get(entry.day, "")[:200]
    for year in change.withdrawn:
        withdraw_year(session, year)
    for year, source in change.announced.items():
        announce_year(session, year, source=source)


@dataclass(frozen=True, slots=True)
class _Act:
    """What all lines of one change share."""

    change: CalendarChange
    after: WorkCalendar
    rows: dict[Key, Issue | IssueClock]
    today: date
    who: str


def _keep(session: Session, move: Move, act: _Act, *, taken: bool) -> None:
    """Write the new date and biography of an issue or of one of its clocks, or that it was held."""
    row = act.rows[move.key]
    told: dict[str, Any] = {"today": act.today, "who": act.who}
    held = move.moves and not taken
    due, provisional = move.new, move.provisional
    stored = steps_from_json((row.steps if isinstance(row, IssueClock) else row.due_steps) or [])
    if held:
        due, provisional = move.old, not act.after.is_settled(move.old)
        steps = held_steps(stored, move, act.change, provisional=provisional, **told)
    else:
        steps = moved_steps(stored, move, act.change, **told)
    if isinstance(row, IssueClock):
        row.due, row.steps, row.provisional = due, steps_to_json(steps), provisional
    else:
        row.due, row.due_steps, row.due_provisional = due, steps_to_json(steps), provisional
    if move.moves and taken:
        _tell(session, move, act)


def _rows(session: Session, lines: Sequence[Move]) -> dict[Key, Issue | IssueClock]:
    """Return what the lines speak of, read at once and held: one by one each would flush the one before."""
    clocks = [each.id for each in lines if each.kind is MoveKind.CLOCK]
    issues = sorted({each.issue_id for each in lines if each.issue_id is not None})
    rows: dict[Key, Issue | IssueClock] = {}
    for start in range(0, len(issues), _BATCH):
        some = issues[start : start + _BATCH]
        for issue in session.scalars(select(Issue).where(Issue.id.in_(some))):
            rows[MoveKind.DUE, issue.id] = issue
    for start in range(0, len(clocks), _BATCH):
        for clock in session.scalars(select(IssueClock).where(IssueClock.id.in_(clocks[start : start + _BATCH]))):
            rows[MoveKind.CLOCK, clock.id] = clock
    return rows


def _tell(session: Session, move: Move, act: _Act) -> None:
    """Add the line to the timeline of the issue."""
    issue = act.rows[MoveKind.DUE, move.issue_id or 0]
    if isinstance(issue, Issue):
        due = move.new if move.kind is MoveKind.DUE else None
        words = act.change.words if due is not None else f"{move.title}: {act.change.words}"
        add_line(
            session, issue, ActionKind.RECOUNTED, act.today, text=words, due=due, agency_id=issue.lead_agency_id
        )  # fmt: skip
