"""What the clocks of issues are counted from, as it is stored: terms, pauses, extensions. Nothing is written here.

Both the recount of one issue (db.services.issue_clocks) and every preview read from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import OPEN_DOORS, ClockKind
from core.chain_presets import ClockPresetDraft
from core.clocks import ClockPause, ClockTerm, anchored, recount, told_steps
from core.deadline_rules import CountsFrom, Roll, Unit
from core.deadlines import Deadline, Extension, Step, steps_from_json
from core.settings import OfficeSettings
from db.models import ClockPreset, DeadlineRuleRow, Issue, IssueCategory, IssueClock, Suspension
from db.models import Extension as ExtensionRow

R = TypeVar("R", Suspension, ExtensionRow, IssueClock)

STAND_INS: Final = {CountsFrom.ACCEPTED: CountsFrom.RECEIVED, CountsFrom.ASSIGNED: CountsFrom.RAISED}
"""What the day an issue was raised counts as, while the event that a rule counts from is not written down."""

_GRANTED = frozenset({"extension", "extension_until"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit of the office's table, its name and source as message ids."""

    key: str
    name: str
    amount: int
    unit: Unit
    roll: Roll
    counts_from: CountsFrom | None
    source: str
    pausable: bool


@dataclass(frozen=True, slots=True)
class StoredClock:
    """One clock of an issue: the main one, to finish, has no id of its own.

    Attributes:
        rule: None where the office's own limit or a typed one counts.
        extensions: In the order in which they were granted, after the last date that was written.
        stands: Whether pauses stop it.
    """

    id: int | None
    kind: ClockKind
    term: ClockTerm
    due: date
    steps: tuple[Step, ...]
    met_on: date | None
    provisional: bool
    stated: bool
    repeats: bool
    rule: Rule | None
    extensions: tuple[Extension, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether a pause stops it."""
        return self.term.pausable and self.met_on is None

    def deadline(self, calendar: WorkCalendar, pauses: Sequence[ClockPause], *, today: date) -> Deadline:
        """Return where it ends with these pauses."""
        return recount(self.term, calendar, pauses=pauses, extensions=self.extensions, today=today)


def rules(session: Session) -> dict[str, Rule]:
    """Return the office's limits by key."""
    return {row.key: _rule(row) for row in session.scalars(select(DeadlineRuleRow))}


def active_presets(session: Session) -> list[ClockPresetDraft]:
    """Return which limits apply to what, in the office's order; lines set aside are left out."""
    rows = session.scalars(
        select(ClockPreset)
        .join(DeadlineRuleRow, DeadlineRuleRow.key == ClockPreset.rule_key)
        .where(ClockPreset.active, DeadlineRuleRow.active)
        .order_by(ClockPreset.position, ClockPreset.id)
    )
    return [ClockPresetDraft(r.kind, r.rule_key, r.track, r.category, r.channel, r.repeats) for r in rows]


def pauses_of(session: Session, issue_id: int, *, without: int | None = None) -> list[ClockPause]:
    """Return the pauses of an issue, the earliest first."""
    rows = session.scalars(
        select(Suspension).where(Suspension.issue_id == issue_id).order_by(Suspension.starts, Suspension.id)
    )
    return [ClockPause(row.starts, row.ends, row.kind, row.reason) for row in rows if row.id != without]


def stored_clocks(session: Session, issue: Issue, *, settings: OfficeSettings) -> list[StoredClock]:
    """Return every clock of *issue* as it is stored: the main one first, then in the order in which they began."""
    known = rules(session)
    rows = session.scalars(
        select(IssueClock).where(IssueClock.issue_id == issue.id).order_by(IssueClock.starts, IssueClock.id)
    )
    main = main_clock(session, issue, known=known, settings=settings)
    return [*([main] if main is not None else []), *(further_clock(row, known) for row in rows)]


def clocks_and_pauses(
    session: Session, which: ColumnElement[bool], *, known: dict[str, Rule], settings: OfficeSettings
) -> list[tuple[Issue, list[StoredClock], list[ClockPause]]]:
    """Return *which* issues with the `stored_clocks` and the pauses of each, the first due first; four reads in all."""
    pauses = _by_issue(session, Suspension, which, Suspension.starts, Suspension.id)
    granted = _by_issue(session, ExtensionRow, which, ExtensionRow.id)
    further = _by_issue(session, IssueClock, which, IssueClock.starts, IssueClock.id)
    found = []
    for issue in session.scalars(select(Issue).where(which).order_by(Issue.due, Issue.id)).all():
        main = main_clock_with(session, issue, granted[issue.id], known=known, settings=settings)
        clocks = [*([main] if main is not None else []), *(further_clock(row, known) for row in further[issue.id])]
        stood = [ClockPause(row.starts, row.ends, row.kind, row.reason) for row in pauses[issue.id]]
        found.append((issue, clocks, stood))
    return found


def _by_issue(session: Session, model: type[R], which: ColumnElement[bool], *order: Any) -> defaultdict[int, list[R]]:
    found = defaultdict[int, list[R]](list)
    rows: Iterable[R] = session.scalars(
        select(model).where(model.issue_id.in_(select(Issue.id).where(which))).order_by(*order)
    )
    for row in rows:
        found[row.issue_id].append(row)
    return found


def main_clock(
    session: Session, issue: Issue, *, known: dict[str, Rule], settings: OfficeSettings
) -> StoredClock | None:
    """Return the clock behind the issue's own due date; None where it has no date."""
    rows = session.scalars(select(ExtensionRow).where(ExtensionRow.issue_id == issue.id).order_by(ExtensionRow.id))
    return main_clock_with(session, issue, list(rows), known=known, settings=settings)


def main_clock_with(
    session: Session, issue: Issue, granted: Sequence[ExtensionRow], *, known: dict[str, Rule], settings: OfficeSettings
) -> StoredClock | None:
    """Return the main clock where the extensions *granted* were read already."""
    if issue.due is None:
        return None
    steps = steps_from_json(issue.due_steps or [])
    rule = known.get(issue.rule_key or "")
    term = anchored(main_term(issue, rule, settings), steps)
    if issue.due_stated:
        term = replace(term, pausable=True)  # the office's own word, no rule's
    if term.stated_due is None and (issue.due_stated or issue.limit_amount is None):
        term = replace(term, stated_due=issue.due, told=() if issue.due_stated else (Step("stated", issue.due),))
    elif term.stated_due is None and not term.by:
        term = replace(term, by=_by(session, issue, steps, rule, settings))
    return StoredClock(
        id=None,
        kind=ClockKind.FINISH,
        term=term,
        due=issue.due,
        steps=steps,
        met_on=None,
        provisional=issue.due_provisional,
        stated=term.stated_due is not None,
        repeats=False,
        rule=rule if term.stated_due is None else None,
        extensions=granted_extensions(granted, steps),
    )


def main_term(
    issue: Issue, rule: Rule | None, settings: OfficeSettings, *, limit: tuple[int, str] | None = None
) -> ClockTerm:
    """Return what the issue's own due date counts from by its limit, or by another *limit*."""
    given, counted = limit or (issue.limit_amount or 0, issue.limit_unit or settings.default_limit_unit)
    amount, unit = given, Unit(counted)
    if rule is None:
        return ClockTerm(issue.raised_on, amount, unit, Roll(settings.roll))
    start, awaits = main_start(issue, rule.counts_from)
    counts_from = rule.counts_from if awaits is None else STAND_INS[awaits]
    return ClockTerm(start, amount, unit, rule.roll, counts_from, rule.pausable, awaits=awaits, by="rule")


def main_start(issue: Issue, counts_from: CountsFrom | None) -> tuple[date, CountsFrom | None]:
    """Return the day the main clock starts, and the event it still awaits, if any."""
    day = {CountsFrom.ACCEPTED: issue.accepted_on, CountsFrom.ASSIGNED: issue.assigned_on}
    if counts_from in day and counts_from is not None:
        written = day[counts_from]
        return (issue.raised_on, counts_from) if written is None else (written, None)
    return issue.raised_on, None


def further_clock(row: IssueClock, known: dict[str, Rule]) -> StoredClock:
    """Return a stored row as a clock."""
    rule = known.get(row.rule_key or "")
    steps = steps_from_json(row.steps or [])
    pausable = row.kind not in OPEN_DOORS and (rule is None or rule.pausable)
    event = _event(row.counts_from)
    term = ClockTerm(row.starts, row.amount, Unit(row.unit), Roll(row.roll), event, pausable, by="rule" if rule else "")
    term = anchored(term, steps)
    if row.stated and term.stated_due is None:
        term = replace(term, stated_due=row.due)
    return StoredClock(
        row.id, row.kind, term, row.due, steps, row.met_on, row.provisional, row.stated, row.repeats, rule
    )  # fmt: skip


def granted_extensions(granted: Sequence[ExtensionRow], steps: Sequence[Step]) -> tuple[Extension, ...]:
    """Return the extensions that count on from the last written date, by days where they were granted in days."""
    rows = list(granted)
    told = told_steps(steps)
    later = [step for step in steps[len(told) :] if step.key in _GRANTED]
    if told:
        rows = rows[len(rows) - len(later) :] if later else []
    facts: list[dict[str, Any]] = [dict(step.facts) if step.key == "extension" else {} for step in later]
    facts += [{}] * (len(rows) - len(facts))
    return tuple(extension_of(row, fact) for row, fact in zip(rows, facts, strict=False))


def extension_of(row: ExtensionRow, facts: dict[str, Any]) -> Extension:
    """Return a granted extension as it counts: days where *facts* of its step name them, else until a date."""
    days = {"amount": int(facts["n"]), "unit": Unit(facts["unit"])} if "n" in facts else {"until": row.to_due}
    return Extension(
        **days, approver=row.approver, number=row.document_number, reason=row.reason, granted_on=row.granted_on
    )


def _by(session: Session, issue: Issue, steps: Sequence[Step], rule: Rule | None, settings: OfficeSettings) -> str:
    """Return what gave the limit; of older records, what still gives the same."""
    if steps and steps[0].facts.get("by"):
        return str(steps[0].facts["by"])
    if rule is not None:
        return "rule"
    limit = (issue.limit_amount, issue.limit_unit)
    category = session.get(IssueCategory, issue.category) if issue.category else None
    if category is not None:
        return "category" if limit == (category.limit_amount, category.limit_unit) else "typed"
    return "office" if limit == (settings.default_limit_days, settings.default_limit_unit) else "typed"


def _rule(row: DeadlineRuleRow) -> Rule:
    return Rule(
        row.key, row.name, row.amount, Unit(row.unit), Roll(row.roll), _event(row.counts_from), row.source, row.pausable
    )  # fmt: skip


def _event(stored: str) -> CountsFrom | None:
    return CountsFrom(stored) if stored in set(CountsFrom) else None
