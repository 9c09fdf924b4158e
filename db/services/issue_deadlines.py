"""From a draft to its due date: said on site, typed in days, the category's preset, or the office's own limit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.deadlines import Roll, Step, Unit, due_date, stated_deadline, steps_from_json, steps_to_json
from core.errors import DueBeforeRaised
from core.i18n import day_text
from core.issues import IssueDraft
from core.settings import OfficeSettings
from db.models import IssueCategory


@dataclass(frozen=True, slots=True)
class Term:
    """What an issue stores about its deadline."""

    due: date | None = None
    steps: list[Any] = field(default_factory=list)
    stated: bool = False
    provisional: bool = False
    amount: int | None = None
    unit: str | None = None


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
    amount, unit = limit_of(session, draft, settings)
    counted = due_date(draft.raised_on, amount, Unit(unit), calendar, Roll(settings.roll))
    return Term(counted.due, steps_to_json(counted.steps), provisional=counted.provisional, amount=amount, unit=unit)


def limit_of(session: Session, draft: IssueDraft, settings: OfficeSettings) -> tuple[int, str]:
    """Return the days given and how they are counted; typed days are working days unless the office says not."""
    if draft.limit_amount is not None:
        return draft.limit_amount, draft.limit_unit or settings.default_limit_unit
    category = session.get(IssueCategory, draft.category) if draft.category else None
    if category is not None:
        return category.limit_amount, category.limit_unit
    return settings.default_limit_days, settings.default_limit_unit


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
