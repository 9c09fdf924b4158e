"""The record of papers and files that left the office, and the numbers they carry."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from core.chain import Variant
from core.documents.pdf import RenderedPdf
from db.models import NumberSeries, PrintedDocument
from db.services.numbers import locked_series

PRINTER: Final = "printer"
PDF: Final = "pdf"
CSV: Final = "csv"
CLIPBOARD: Final = "clipboard"
SERIES: Final = "output"
_LIMITS: Final = {"fonts": 400, "file_name": 255, "purpose": 200, "actor": 60}


def next_output_number(session: Session, year: int) -> str:
    """Return the number of the next copy of *year*, such as 2026-0042; given once, whatever becomes of the copy."""
    row: NumberSeries = locked_series(session, SERIES, year)
    row.last += 1
    session.flush()
    return f"{year}-{row.last:04d}"


def log_output(
    session: Session,
    *,
    form: str,
    way: str,
    variant: Variant,
    number: str,
    at: datetime,
    actor: str = "",
    file_name: str = "",
    agency_id: int | None = None,
    paper_id: int | None = None,
    issue_id: int | None = None,
    visit_id: int | None = None,
    pages: int = 0,
    records: int = 1,
    purpose: str = "",
    sha256: str = "",
    fonts: str = "",
) -> int:
    """Note that a copy left the office: printed, saved or put on the clipboard; returns the record's id.

    Args:
        session: A write that is not undoable: what left cannot be taken back.
        form: Key of the form or list, such as `visit_sheet` or `ledger`.
        way: printer, pdf, docx, xlsx, csv, png, html or clipboard.
        variant: Whether it names people.
        number: From `next_output_number`, as the watermark says it.
        at: The moment, with its time zone.
        actor: Who did it.
        file_name: The file without its folder: folders tell of people's computers.
        agency_id: Whom it goes to.
        paper_id: The numbered paper it is a copy of.
        issue_id: What it is about, where it is about one.
        visit_id: What it is about, where it is about one.
        pages: How many; 0 where it has none.
        records: How many issues or visits it tells of.
        purpose: What for, in the person's words.
        sha256: Hash of the file, to tell later whether a copy is this one.
        fonts: Fonts it is set in.
    """
    record = PrintedDocument(
        form=form, way=way, variant=variant, number=number, agency_id=agency_id, paper_id=paper_id,
        issue_id=issue_id, visit_id=visit_id, printed_at=at, pages=pages, records=records, sha256=sha256,
        actor=actor[: _LIMITS["actor"]], file_name=file_name[: _LIMITS["file_name"]],
        purpose=purpose[: _LIMITS["purpose"]], fonts=fonts[: _LIMITS["fonts"]],
    )  # fmt: skip
    session.add(record)
    session.flush()
    return record.id


def log_pdf(
    session: Session,
    pdf: RenderedPdf,
    *,
    form: str,
    way: str,
    variant: Variant,
    number: str,
    at: datetime,
    actor: str = "",
    file_name: str = "",
    visit_id: int | None = None,
    issue_id: int | None = None,
    paper_id: int | None = None,
    agency_id: int | None = None,
    records: int = 1,
    purpose: str = "",
) -> int:
    """Note that a PDF was printed or saved: its pages, fonts and hash are read from it; see `log_output`."""
    return log_output(
        session, form=form, way=way, variant=variant, number=number, at=at, actor=actor, file_name=file_name,
        visit_id=visit_id, issue_id=issue_id, paper_id=paper_id, agency_id=agency_id, records=records,
        purpose=purpose, pages=pdf.pages, fonts=", ".join(pdf.fonts), sha256=hashlib.sha256(pdf.data).hexdigest(),
    )  # fmt: skip
