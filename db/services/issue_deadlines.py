"""From a draft to its due date: said on site, typed in days, a clock preset, the category's limit, or the office's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.clocks import ClockTerm, recount
from core.deadlines import Roll, Step, Unit, stated_deadline, steps_from_json, steps_to_json
from core.errors import DueBeforeRaised
from core.i18n import day_text
from core.issues import IssueDraft
from core.settings import OfficeSettings
from db.queries.clock_limits import GivenLimit, limit_for
from db.queries.clock_terms import STAND_INS


@dataclass(frozen=True, slots=True)
class Term:
    """What an issue stores about its deadline."""

    due: date | None = None
    steps: list[Any] = field(default_factory=list)
    stated: bool = False
    provisional: bool = False
    amount: int | None = None
    unit: str | None = None
    rule_key: str | None = None


def term_of(session: Session, draft: IssueDraft, *, calendar: WorkCalendar, settings: OfficeSettings) -> Term:
    """Return the deadline of *draft*; none for what was settled on the spot.

    Raises:
        DueBeforeRaised: the date said on site had passed before the issue was raised.
        LimitOutOfRange: no office gives so many days.
    """
    if draft.answered_on_site:
        return Term()
    if draft.due is not None:
        if draft.due < draft.raised_on:
            raise DueBeforeRaised(due=day_text(draft.due, year=True), raised=day_text(draft.raised_on, year=True))
        stated = stated_deadline(draft.due, calendar, by_hand=True)
        return Term(stated.due, steps_to_json(stated.steps), stated=True, provisional=stated.provisional)
    limit = _limit_of_draft(session, draft, settings)
    counted = recount(_first_term(draft.raised_on, limit, settings), calendar, today=draft.raised_on)
    return Term(
        counted.due,
        steps_to_json(counted.steps),
        provisional=counted.provisional,
        amount=limit.amount,
        unit=limit.unit,
        rule_key=limit.rule_key,
    )


def further_steps(steps: list[Any], before: date, due: date, facts: dict[str, object], *, late_on: date | None) -> Any:
    """Return stored *steps* with an extension to *due* added.

    Args:
        steps: As stored.
        before: The date so far.
        due: The date from now on.
        facts: approver, number and why.
        late_on: The day it was granted, where the date had passed by then.
    """
    known = list(steps_from_json(steps)) if steps else [Step("stated", before, 0, {})]
    known.append(Step("extension_until", due, (due - before).days, facts))
    if late_on is not None:
        known.append(Step("extension_late", due, 0, {"granted": late_on.isoformat()}))
    return steps_to_json(tuple(known))


def _limit_of_draft(session: Session, draft: IssueDraft, settings: OfficeSettings) -> GivenLimit:
    """Return the days given; typed days are working days unless the office says not."""
    if draft.limit_amount is not None:
        return GivenLimit(draft.limit_amount, draft.limit_unit or settings.default_limit_unit, "typed")
    return limit_for(session, draft, settings)


def _first_term(raised_on: date, limit: GivenLimit, settings: OfficeSettings) -> ClockTerm:
    """Return the term of an issue that nothing happened to yet."""
    term = ClockTerm(raised_on, limit.amount, Unit(limit.unit), Roll(settings.roll), by=limit.by)
    rule = limit.rule
    if rule is None:
        return term
    awaits = rule.counts_from if rule.counts_from in STAND_INS else None
    counts_from = rule.counts_from if awaits is None else STAND_INS[awaits]
    return replace(term, roll=rule.roll, counts_from=counts_from, awaits=awaits, pausable=rule.pausable)
