"""Paragraphs for an official report, from the records."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from core.command_errors import NoSuchVisit, UnannouncedVisit
from core.outcome import outcome_prose
from core.reports import Span, period_of, prose
from db.queries.personal_words import redactor_of
from db.queries.reports import report_of
from db.queries.settings import office_settings
from db.queries.visit_outcome import outcome_facts
from db.queries.visit_record import record_draft


def visit_prose(session: Session, visit_id: int) -> str:
    """Return what came of a visit: the office's own words where it wrote any, else those made from its record.

    No resident is named in either.

    Raises:
        NoSuchVisit: there is none with this id.
        UnannouncedVisit: it is not to be passed on.
    """
    facts, record = outcome_facts(session, visit_id), record_draft(session, visit_id)
    if facts is None or record is None:
        raise NoSuchVisit(id=visit_id)
    if facts.unannounced:
        raise UnannouncedVisit(id=visit_id)
    return redactor_of(session).text(record.result or outcome_prose(facts))


def month_prose(session: Session, month: date, *, today: date) -> str:
    """Return what came of the month that *month* lies in."""
    words = prose(report_of(session, period_of(Span.MONTH, month), today), office_settings(session).county)
    return redactor_of(session).text(words)
