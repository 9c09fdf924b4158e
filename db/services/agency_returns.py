"""The ways of a unit's workbook as whole steps: written and noted on its way out, read and compared on its way back.

The window and the headless commands share them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from core.agency_workbook.layout import HandedOut, Mark, rows_from_json
from core.agency_workbook.reading import keys_in, mark_of, rows_back
from core.chain import PaperKind
from core.documents.agency_sheet import AgencySheet, Overflow, write_agency_workbook
from core.errors import Vanished
from core.imports.cells import Sheet
from core.imports.workbook import read_workbook
from core.settings import OfficeSettings
from db.models import Agency, Paper
from db.queries.agency_workbooks import Review, handed_out, review_of
from db.services.agency_workbooks import HandedWorkbook, sheet_again
from db.services.exports import export_file
from db.store import Store

FORM = PaperKind.AGENCY_WORKBOOK.value


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as its cells were read; slow to make, quick to compare."""

    name: str
    sheets: tuple[Sheet, ...]
    mark: Mark | None


def save_workbook(
    store: Store, made: HandedWorkbook, chosen: Path, settings: OfficeSettings
) -> tuple[Path, tuple[Overflow, ...]]:
    """Write a workbook that was handed out and note it; its name says that it names nobody.

    Raises:
        UserError: the file could not be written; an older one is unharmed.
    """
    overflow: list[Overflow] = []

    def write(target: Path, watermark: str) -> None:
        overflow[:] = write_agency_workbook(target, made.sheet, watermark)

    target = export_file(
        store, chosen, write, form=FORM, suffix=".xlsx", watermarked=settings.watermark,
        records=len(made.sheet.rows), agency_id=made.agency_id, paper_id=made.paper_id,
    )  # fmt: skip
    return target, tuple(overflow)


def handed_again(session: Session, paper_id: int, settings: OfficeSettings) -> HandedWorkbook:
    """Return a workbook as it was handed out, to be saved once more.

    Raises:
        Vanished: handing it out was undone.
    """
    paper = session.get(Paper, paper_id)
    agency = session.get(Agency, paper.agency_id) if paper is not None and paper.agency_id is not None else None
    if paper is None or agency is None or paper.kind is not PaperKind.AGENCY_WORKBOOK:
        raise Vanished
    sheet: AgencySheet = sheet_again(paper, agency, rows_from_json(paper.fields), settings)
    return HandedWorkbook(paper.id, paper.number, agency.id, agency.name, sheet)


def read_file(path: Path) -> ReadFile:
    """Return the cells of a file that came back, read in a child process within limits.

    Raises:
        UserError: it is no workbook, or not one that may be read.
    """
    book = read_workbook(path)
    sheets = tuple(book.sheets)
    return ReadFile(path.name, sheets, mark_of(sheets, path.name))


def review_file(session: Session, read: ReadFile, *, today: date) -> Review:
    """Return how a file that came back stands to the schedule.

    Raises:
        UserError: it is another schedule's, or its headings were changed.
    """
    handed: HandedOut = handed_out(session, read.mark, keys_in(read.sheets), read.name)
    rows = rows_back(read.sheets, handed, read.name, around=today)
    return review_of(session, handed, rows)
