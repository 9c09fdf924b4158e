"""The record of papers that left the office."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from core.documents.pdf import RenderedPdf
from db.models import PrintedDocument

PRINTER = "printer"
PDF = "pdf"
_FONTS_LIMIT = 400


def record_printed(
    session: Session,
    pdf: RenderedPdf,
    *,
    form: str,
    way: str,
    at: datetime,
    actor: str = "",
    visit_id: int | None = None,
    issue_id: int | None = None,
) -> int:
    """Note that a paper was printed or saved; returns the record's id.

    Args:
        session: An open write.
        pdf: What was printed; its hash tells later whether a paper is this one.
        form: Key of the form.
        way: PRINTER or PDF.
        at: The moment, with its time zone.
        actor: Who did it.
        visit_id: What it is about.
        issue_id: What it is about.
    """
    record = PrintedDocument(
        form=form,
        visit_id=visit_id,
        issue_id=issue_id,
        way=way,
        printed_at=at,
        actor=actor,
        pages=pdf.pages,
        fonts=", ".join(pdf.fonts)[:_FONTS_LIMIT],
        sha256=hashlib.sha256(pdf.data).hexdigest(),
    )
    session.add(record)
    session.flush()
    return record.id
