"""What would become of dates, before anything is saved: a pause while it is typed, presets changed by the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import CLOCK_NAMES, OPEN_DOORS, ClockKind
from core.chain_presets import ClockPresetDraft
from core.clocks import REVIEWS, ClockPause, preset_for
from core.deadlines import step_text
from core.i18n import _
from core.issues import OPEN, SETTLED
from core.settings import OfficeSettings
from db.models import Issue
from db.queries.clock_limits import GivenLimit, limit_among
from db.queries.clock_terms import (
    Rule,
    StoredClock,
    active_presets,
    clocks_and_pauses,
    main_term,
    pauses_of,
    rules,
    stored_clocks,
)


@dataclass(frozen=True, slots=True)
class _Office:
    """The presets as they are now."""

    presets: list[ClockPresetDraft]
    known: dict[str, Rule]
    settings: OfficeSettings


@dataclass(frozen=True, slots=True)
class PausePreview:
    """What a pause would do to one running clock.

    Attributes:
        bar: Why it runs on, naming the rule; empty where it stands still.
    """

    kind: ClockKind
    name: str
    before: date
    after: date
    bar: str


@dataclass(frozen=True, slots=True)
class WouldMove:
    """A date that today's presets would give otherwise.

    Attributes:
        because: The step that says so, in words.
    """

    issue_id: int
    clock_id: int | None
    number: str
    title: str
    clock: str
    old: date
    new: date
    because: str

    @property
    def mark(self) -> tuple[int, int | None, date, date]:
        """Return what must still be so when it is accepted."""
        return self.issue_id, self.clock_id, self.old, self.new


def pause_preview(
    session: Session,
    issue_id: int,
    pause: ClockPause | None,
    *,
    without: int | None = None,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> list[PausePreview]:
    """Return what *pause* would do to each running clock of an issue; None takes the pause *without* away.

    Args:
        session: For reading.
        issue_id: The issue.
        pause: As it is being typed.
        without: Id of the pause that is being corrected.
        today: A pause without an end counts up to it.
        calendar: The office's.
        settings: The office's.
    """
    issue = session.get(Issue, issue_id)
    if issue is None:
        return []
    closed = issue.state in SETTLED
    others = pauses_of(session, issue_id, without=without)
    then = [*others, *([pause] if pause is not None else [])]
    found = []
    for clock in stored_clocks(session, issue, settings=settings):
        if clock.met_on is not None or (closed and clock.kind not in REVIEWS):
            continue
        bar = bars_pause(clock, closed=closed)
        after = clock.due if bar else clock.deadline(calendar, then, today=today).due
        found.append(PausePreview(clock.kind, _(CLOCK_NAMES[clock.kind]), clock.due, after, bar))
    return found


def bars_pause(clock: StoredClock, *, closed: bool) -> str:
    """Return why a clock cannot stand still, naming its rule; empty where it can."""
    if clock.met_on is not None or (closed and clock.kind not in REVIEWS):
        return _("it runs no more")
    if clock.kind in OPEN_DOORS:
        return _("it is a time within which somebody may act")
    if not clock.term.pausable and clock.rule is not None:
        return _("{rule} ({source}) does not allow it").format(rule=_(clock.rule.name), source=_(clock.rule.source))
    return ""


def would_move(
    session: Session,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[WouldMove]:
    """Return every date of an open issue that the presets as they are now would give otherwise.

    *step* hears how many issues were looked at, of how many, and may stop the count by raising.
    """
    office = _Office(active_presets(session), rules(session), settings)
    issues = clocks_and_pauses(session, Issue.state.in_(OPEN), known=office.known, settings=settings)
    found = []
    for n, (issue, clocks, stood) in enumerate(issues):
        step(n, len(issues))
        for clock in clocks:
            anew = _anew(session, issue, clock, office)
            move = None if anew is None else _move(issue, anew, stood, calendar=calendar, today=today)
            found += [move] if move is not None else []
    return found


def _move(
    issue: Issue, clock: StoredClock, pauses: list[ClockPause], *, calendar: WorkCalendar, today: date
) -> WouldMove | None:
    deadline = clock.deadline(calendar, pauses, today=today)
    if deadline.due == clock.due:
        return None
    counted = next((step for step in deadline.steps if step.key in {"natural", "working"}), deadline.steps[-1])
    return WouldMove(
        issue_id=issue.id,
        clock_id=clock.id,
        number=issue.number,
        title=issue.title,
        clock=_(CLOCK_NAMES[clock.kind]),
        old=clock.due,
        new=deadline.due,
        because=step_text(counted),
    )


def _anew(session: Session, issue: Issue, clock: StoredClock, office: _Office) -> StoredClock | None:
    """Return a running clock by the limit that applies now; None where nobody's preset gave its date."""
    if clock.id is None:
        return _main_anew(session, issue, clock, office)
    return _further_anew(issue, clock, office) if clock.met_on is None else None


def _main_anew(session: Session, issue: Issue, main: StoredClock, office: _Office) -> StoredClock | None:
    if main.stated or main.term.by == "typed":
        return None
    limit: GivenLimit = limit_among(session, issue, office.presets, office.known, office.settings)
    term = main_term(issue, limit.rule, office.settings, limit=(limit.amount, limit.unit))
    return replace(main, term=replace(term, by=limit.by), rule=limit.rule)


def _further_anew(issue: Issue, clock: StoredClock, office: _Office) -> StoredClock | None:
    if clock.stated or (clock.kind is ClockKind.PROGRESS and issue.feedback_every):
        return None
    asked: dict[str, Any] = {"track": issue.track, "category": issue.category, "channel": issue.source_channel}
    preset = preset_for(office.presets, clock.kind, **asked)
    rule = office.known.get(preset.rule_key) if preset is not None else None
    if rule is None or clock.term.stated_due is not None:
        return None
    pausable = clock.kind not in OPEN_DOORS and rule.pausable
    term = replace(clock.term, amount=rule.amount, unit=rule.unit, roll=rule.roll, pausable=pausable)
    return replace(clock, term=term, rule=rule)
