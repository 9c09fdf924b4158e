"""Starting, meeting and counting again the clocks of issues; every due date is stored with the steps that lead to it.

Which clocks an issue has follows from the office's presets (most specific first); what begins or ends one is data in
core.clocks. Nothing here runs by a timer: each function is called by what somebody did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import CLOCK_NAMES, OPEN_DOORS, ClockKind, IssueTrack
from core.chain_presets import ClockPresetDraft
from core.clock_errors import MetBeforeStart
from core.clocks import FOLLOWED_BY, MET_BY, REVIEWS, STARTED_BY, ClockPause, ClockTerm, preset_for, recount
from core.deadline_rules import CountsFrom, Roll, Unit
from core.deadlines import Step, steps_from_json, steps_to_json
from core.errors import DayAhead, Vanished
from core.i18n import _, day_text
from core.issues import SETTLED, ActionKind, IssueState, SourceChannel
from core.settings import OfficeSettings
from db.models import Issue, IssueClock
from db.queries.clock_limits import limit_for
from db.queries.clock_terms import (
    Rule,
    StoredClock,
    active_presets,
    further_clock,
    main_clock,
    pauses_of,
    rules,
    stored_clocks,
)
from db.services.issue_lines import add_line

_EVENTS = {
    ClockKind.OBJECTION: CountsFrom.RECEIVED,
    ClockKind.PROGRESS: CountsFrom.ASSIGNED,
    ClockKind.REVIEW_APPLY: CountsFrom.REPLY_RECEIVED,
    ClockKind.RE_REVIEW_APPLY: CountsFrom.REPLY_RECEIVED,
}


def start_clocks(session: Session, issue: Issue, *, calendar: WorkCalendar, settings: OfficeSettings) -> None:
    """Give a newly registered issue the further clocks that its presets ask for; what was settled at once gets none."""
    if issue.state in SETTLED:
        return
    for kind in STARTED_BY["register"]:
        _start(session, issue, kind, issue.raised_on, calendar=calendar)
    if issue.state is not IssueState.REGISTERED:
        after_move(session, issue, "assign", issue.assigned_on or issue.raised_on, calendar=calendar, settings=settings)
    session.flush()


def after_move(
    session: Session, issue: Issue, move_key: str, day: date, *, calendar: WorkCalendar, settings: OfficeSettings
) -> None:
    """Meet and start the clocks that a move meets and starts, and count again what counts from it.

    Args:
        session: A write of the store.
        issue: After the move.
        move_key: A key of core.life_cycle.MOVES.
        day: On which it happened.
        calendar: The office's.
        settings: The office's.
    """
    session.flush()
    if move_key == "accept":
        issue.accepted_on = issue.accepted_on or day
    for kind in MET_BY.get(move_key, ()):
        if not (move_key == "assign" and issue.track is IssueTrack.SIMPLE_PETITION):  # its clock asks for a decision
            _meet_all(session, issue, kind, day, calendar=calendar)
    if move_key == "reopen":
        _restart(session, issue, day)
    for kind in STARTED_BY.get(move_key, ()) if move_key != "register" else ():
        _start(session, issue, kind, day, calendar=calendar)
    if move_key == "send_back" and issue.feedback_every:
        _start(session, issue, ClockKind.PROGRESS, day, calendar=calendar)
    if move_key in {"accept", "assign"}:
        recount_issue(session, issue, calendar=calendar, settings=settings, today=day)
    session.flush()


def recount_issue(
    session: Session, issue: Issue, *, calendar: WorkCalendar, settings: OfficeSettings, today: date
) -> list[tuple[StoredClock, date]]:
    """Count every running clock of *issue* again with its pauses and extensions, and return those that moved.

    The limits stay as they were given; `reclass_issue` asks the presets anew.
    """
    session.flush()
    clocks, pauses = stored_clocks(session, issue, settings=settings), pauses_of(session, issue.id)
    moved = recount_clocks(session, issue, clocks, pauses, calendar=calendar, today=today)
    session.flush()
    return moved


def recount_clocks(
    session: Session,
    issue: Issue,
    clocks: Sequence[StoredClock],
    pauses: Sequence[ClockPause],
    *,
    calendar: WorkCalendar,
    today: date,
) -> list[tuple[StoredClock, date]]:
    """Do what `recount_issue` does with *clocks* and *pauses* that were read already; it does not flush."""
    moved = []
    for clock in clocks:
        if clock.met_on is not None or (clock.id is None and issue.state in SETTLED):
            continue
        deadline = clock.deadline(calendar, pauses, today=today)
        steps = steps_to_json(_with_recounts(deadline.steps, clock.steps))
        if clock.due != deadline.due:
            moved.append((clock, deadline.due))
        _store(session, issue, clock.id, deadline.due, steps, provisional=deadline.provisional)
    return moved


def reclass_issue(
    session: Session, issue: Issue, *, calendar: WorkCalendar, settings: OfficeSettings, today: date
) -> None:
    """Give an issue whose track, category or channel changed the limits that apply now, and count again.

    Every pause and extension is kept. A date that the office wrote and days that it typed stay as they are; a clock
    that no preset asks for any more goes, unless it was met.
    """
    session.flush()
    known = rules(session)
    main = main_clock(session, issue, known=known, settings=settings)
    if main is not None and not main.stated and main.term.by != "typed":
        limit = limit_for(session, issue, settings)
        issue.limit_amount, issue.limit_unit, issue.rule_key = limit.amount, limit.unit, limit.rule_key
        steps = steps_from_json(issue.due_steps or [])
        issue.due_steps = steps_to_json(_named_by(steps, limit.by))
    _sync_further(session, issue, known, calendar=calendar)
    recount_issue(session, issue, calendar=calendar, settings=settings, today=today)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an edit may change that clocks follow from."""

    track: IssueTrack
    category: str | None
    channel: SourceChannel
    lead_agency_id: int | None
    raised_on: date
    due: date | None
    stated: bool
    limit: tuple[int | None, str | None]
    extended: tuple[Any, ...]


def standing_of(issue: Issue) -> Standing:
    """Return what clocks follow from, to be handed to `after_edit` once the issue was corrected."""
    return Standing(
        track=issue.track,
        category=issue.category,
        channel=issue.source_channel,
        lead_agency_id=issue.lead_agency_id,
        raised_on=issue.raised_on,
        due=issue.due,
        stated=issue.due_stated,
        limit=(issue.limit_amount, issue.limit_unit),
        extended=tuple(step for step in issue.due_steps or () if step.get("key") in {"extension", "extension_until"}),
    )


def after_edit(
    session: Session,
    issue: Issue,
    before: Standing,
    *,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    today: date,
) -> None:
    """Let the clocks follow a correction; no pause and no extension is ever lost by one (P27)."""
    now = standing_of(issue)
    if now == before or (issue.due is None and before.due is None):
        return
    if now.stated and (now.due, now.stated) != (before.due, before.stated):
        _write_as_said(session, issue, today)
    elif not now.extended and not now.stated:
        issue.due_steps = [*issue.due_steps, *before.extended]  # granted in days: a recount has to know
    if (now.track, now.category, now.channel) != (before.track, before.category, before.channel):
        reclass_issue(session, issue, calendar=calendar, settings=settings, today=today)
    else:
        recount_issue(session, issue, calendar=calendar, settings=settings, today=today)


def _write_as_said(session: Session, issue: Issue, today: date) -> None:
    """Keep with a date set by hand which pauses it holds: all up to *today*, and those entered that reach beyond."""
    steps = list(steps_from_json(issue.due_steps or []))
    if steps and steps[0].key == "stated_here":
        beyond = [each for each in pauses_of(session, issue.id) if each.ends is not None and each.ends > today]
        stood = [(each.starts.isoformat(), each.ends.isoformat()) for each in beyond if each.ends is not None]
        steps[0] = replace(steps[0], facts={**steps[0].facts, "granted": today.isoformat(), "stood": stood})
        issue.due_steps = steps_to_json(steps)


def meet_clock(
    session: Session,
    clock_id: int,
    *,
    day: date,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Write down that what a further clock asks for was done; a review asked for or given starts the next clock.

    Raises:
        Vanished: there is no such clock any more.
        DayAhead, MetBeforeStart: it was not done on such a day.
    """
    row = session.get(IssueClock, clock_id)
    issue = session.get(Issue, row.issue_id) if row is not None else None
    if row is None or issue is None:
        raise Vanished
    name = _(CLOCK_NAMES[row.kind])
    if day > today:
        raise DayAhead(field=name, day=day_text(day, year=True))
    if day < row.starts:
        raise MetBeforeStart(clock=name, day=day_text(day, year=True), starts=day_text(row.starts, year=True))
    first = row.met_on is None
    row.met_on = day
    add_line(session, issue, ActionKind.MET, day, text=name)
    following = FOLLOWED_BY.get(row.kind)
    if first and following is not None:
        _start(session, issue, following, day, calendar=calendar)
    if first and row.repeats:
        _start(session, issue, row.kind, day, calendar=calendar)
    session.flush()
    if not first:
        recount_issue(session, issue, calendar=calendar, settings=settings, today=today)


def ask_feedback_every(
    session: Session, issue_id: int, *, every: int | None, today: date, calendar: WorkCalendar
) -> None:
    """Ask the unit for a progress report every so many natural days (反馈周期); None asks for none.

    Raises:
        Vanished: the issue was deleted meanwhile.
        LimitOutOfRange: nobody asks so rarely.
    """
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise Vanished
    issue.feedback_every = every
    for row in _running(session, issue, ClockKind.PROGRESS):
        session.delete(row)
    session.flush()
    if every is not None:
        _start(session, issue, ClockKind.PROGRESS, max(issue.noted_on or today, issue.raised_on), calendar=calendar)
    session.flush()


def _start(session: Session, issue: Issue, kind: ClockKind, day: date, *, calendar: WorkCalendar) -> IssueClock | None:
    """Start a clock on *day* where a preset, or the period asked for, wants one."""
    if kind is ClockKind.PROGRESS and issue.feedback_every:
        term = ClockTerm(day, issue.feedback_every, Unit.NATURAL, Roll.NEXT)
        return _add(session, issue, kind, term, calendar=calendar, repeats=True)
    preset = _preset(session, issue, kind)
    rule = rules(session).get(preset.rule_key) if preset is not None else None
    if preset is None or rule is None:
        return None
    event = _EVENTS.get(kind, CountsFrom.RECEIVED if rule.counts_from is None else rule.counts_from)
    term = ClockTerm(day, rule.amount, rule.unit, rule.roll, event, by="rule")
    return _add(session, issue, kind, term, calendar=calendar, repeats=preset.repeats, rule_key=rule.key)


def _add(
    session: Session,
    issue: Issue,
    kind: ClockKind,
    term: ClockTerm,
    *,
    calendar: WorkCalendar,
    repeats: bool,
    rule_key: str | None = None,
) -> IssueClock:
    counted = recount(term, calendar, today=term.start)
    row = IssueClock(issue_id=issue.id, kind=kind, rule_key=rule_key, starts=term.start, repeats=repeats)
    row.amount, row.unit, row.roll = term.amount, str(term.unit), str(term.roll)
    row.counts_from = str(term.counts_from or "")
    row.due, row.steps, row.provisional = counted.due, steps_to_json(counted.steps), counted.provisional
    session.add(row)
    session.flush()
    pauses = pauses_of(session, issue.id)
    if pauses:
        clock = further_clock(row, rules(session))
        counted = clock.deadline(calendar, pauses, today=term.start)
        row.due, row.steps, row.provisional = counted.due, steps_to_json(counted.steps), counted.provisional
    return row


def _preset(session: Session, issue: Issue, kind: ClockKind) -> ClockPresetDraft | None:
    return preset_for(
        active_presets(session), kind, track=issue.track, category=issue.category, channel=issue.source_channel
    )  # fmt: skip


def _running(session: Session, issue: Issue, kind: ClockKind) -> list[IssueClock]:
    return list(
        session.scalars(
            select(IssueClock).where(
                IssueClock.issue_id == issue.id, IssueClock.kind == kind, IssueClock.met_on.is_(None)
            )
        )
    )


def _meet_all(session: Session, issue: Issue, kind: ClockKind, day: date, *, calendar: WorkCalendar) -> None:
    """Meet the running clocks of a kind; one that repeats begins anew. A door whose time is over has ended already."""
    for row in _running(session, issue, kind):
        if kind in OPEN_DOORS and row.due < day:
            continue
        row.met_on = max(day, row.starts)
        if row.repeats:
            _start(session, issue, kind, day, calendar=calendar)


def _restart(session: Session, issue: Issue, day: date) -> None:
    """Say in the biography that the date is the reopening's; what followed the void reply goes."""
    steps = list(steps_from_json(issue.due_steps or []))
    if issue.due is not None and steps and steps[-1].key == "extension_until":
        last = steps.pop()
        facts = {"why": last.facts.get("why", ""), "granted": day.isoformat()}
        steps.append(replace(last, key="reopened", facts=facts))
        issue.due_steps = steps_to_json(steps)
    for kind in REVIEWS:
        for row in _running(session, issue, kind):
            session.delete(row)


def _sync_further(session: Session, issue: Issue, known: dict[str, Rule], *, calendar: WorkCalendar) -> None:
    """Let the running further clocks be those that the presets ask for now."""
    rows = session.scalars(select(IssueClock).where(IssueClock.issue_id == issue.id)).all()
    for row in rows:
        preset = _preset(session, issue, row.kind)
        rule = known.get(preset.rule_key) if preset is not None else None
        if row.met_on is not None or row.stated or (row.kind is ClockKind.PROGRESS and issue.feedback_every):
            continue
        if preset is None or rule is None:
            session.delete(row)
        else:
            row.rule_key, row.amount, row.unit = rule.key, rule.amount, str(rule.unit)
            row.roll, row.repeats = str(rule.roll), preset.repeats
    session.flush()
    have = {row.kind for row in rows}
    begun: list[tuple[ClockKind, Any]] = [(kind, issue.raised_on) for kind in STARTED_BY["register"]]
    begun += [(ClockKind.PROGRESS, issue.assigned_on), (ClockKind.OBJECTION, issue.receipt_on)]
    begun += [(ClockKind.REVIEW_APPLY, issue.replied_on)]
    for kind, day in begun:
        if kind not in have and day is not None and (issue.state not in SETTLED or kind in REVIEWS):
            made = _start(session, issue, kind, day, calendar=calendar)
            done = issue.accepted_on or issue.assigned_on if kind is ClockKind.ACCEPT else issue.replied_on
            if made is not None and kind in {ClockKind.ACCEPT, ClockKind.REPLY} and done is not None:
                made.met_on = max(done, day)


def _store(
    session: Session, issue: Issue, clock_id: int | None, due: date, steps: list[Any], *, provisional: bool
) -> None:
    if clock_id is None:
        issue.due, issue.due_steps, issue.due_provisional = due, steps, provisional
        return
    row = session.get(IssueClock, clock_id)
    if row is not None:
        row.due, row.steps, row.provisional = due, steps, provisional


def _with_recounts(steps: tuple[Step, ...], stored: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return *steps* with what is stored of earlier recounts, so that a biography forgets nothing."""
    return (*steps, *(step for step in stored if step.key == "recounted" and step not in steps))


def _named_by(steps: tuple[Step, ...], by: str) -> tuple[Step, ...]:
    """Return *steps* with what gave the limit from now on."""
    if not steps:
        return steps
    return (replace(steps[0], facts={**steps[0].facts, "by": by}), *steps[1:])
