"""The biography of an issue's dates for whoever must not read people in it: print, command line, hand-over copies."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import Variant
from core.documents.date_story import ClockStory, DateStory
from core.redaction import Redactor
from db.models import Agency, Issue, Township
from db.queries.issue_clocks import ClockRow, IssueClocks, PauseRow, issue_clocks, pause_text
from db.queries.personal_words import redactor_of
from db.queries.settings import office_settings


@dataclass(frozen=True, slots=True)
class Biography:
    """What a printed biography tells.

    Attributes:
        variant: Redacted unless somebody asks for the internal copy.
    """

    county: str
    office: str
    township: str
    agency: str
    raised_on: date
    asked_on: date
    clocks: IssueClocks
    variant: Variant = Variant.REDACTED


def biography_of(
    session: Session,
    issue_id: int,
    *,
    today: date,
    calendar: WorkCalendar,
    variant: Variant = Variant.REDACTED,
) -> Biography | None:
    """Return the biography of an issue's dates; None where the issue was deleted meanwhile."""
    issue = session.get(Issue, issue_id)
    found = issue_clocks(session, issue_id, today=today, calendar=calendar)
    if issue is None or found is None:
        return None
    if variant is Variant.REDACTED:
        found = without_people(found, redactor_of(session))
    settings = office_settings(session)
    township = session.get(Township, issue.township_id)
    agency = session.get(Agency, issue.lead_agency_id) if issue.lead_agency_id is not None else None
    return Biography(
        county=settings.county,
        office=settings.office,
        township=township.name if township is not None else "",
        agency=agency.name if agency is not None else "",
        raised_on=issue.raised_on,
        asked_on=today,
        clocks=found,
        variant=variant,
    )


def date_story(told: Biography, watermark: str = "") -> DateStory:
    """Return the biography as the form prints it."""
    found = told.clocks
    return DateStory(
        county=told.county,
        office=told.office,
        number=found.number,
        title=found.title,
        township=told.township,
        agency=told.agency,
        raised_on=told.raised_on,
        asked_on=told.asked_on,
        clocks=tuple(
            ClockStory(
                clock.name,
                clock.due,
                clock.standing,
                clock.warn_on if clock.runs and clock.warn_on != clock.due and not clock.is_door else None,
                clock.steps,
            )
            for clock in found.clocks
        ),
        pauses=tuple(pause_text(pause) for pause in found.pauses),
        history=found.history,
        variant=told.variant,
        watermark=watermark,
    )


def find_issue(session: Session, wanted: str) -> list[tuple[int, str]]:
    """Return id and number of the issues that *wanted* can mean: a whole number, an id, or the end of a number."""
    text = unicodedata.normalize("NFKC", wanted).strip()
    if not text:
        return []
    exact = session.execute(select(Issue.id, Issue.number).where(Issue.number.in_({text, wanted.strip()}))).all()
    if exact:
        return [(row.id, row.number) for row in exact]
    if text.isdecimal() and not text.startswith("0") and len(text) < 19:
        issue = session.get(Issue, int(text))
        return [(issue.id, issue.number)] if issue is not None else []
    part = Issue.number.contains(text, autoescape=True)
    rows = session.execute(select(Issue.id, Issue.number).where(part).order_by(Issue.number).limit(20)).all()
    return [(row.id, row.number) for row in rows]


def without_people(found: IssueClocks, hidden: Redactor) -> IssueClocks:
    """Return *found* as a redacted copy tells it."""
    return replace(
        found,
        title=hidden.text(found.title),
        clocks=tuple(_clock(clock, hidden) for clock in found.clocks),
        pauses=tuple(_pause(pause, hidden) for pause in found.pauses),
        history=hidden.texts(found.history),
    )


def _clock(clock: ClockRow, hidden: Redactor) -> ClockRow:
    return replace(clock, steps=hidden.texts(clock.steps))


def _pause(pause: PauseRow, hidden: Redactor) -> PauseRow:
    return replace(pause, reason=hidden.text(pause.reason))
