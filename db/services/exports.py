"""Lists that leave as files: numbered, written, noted. The window and the headless commands share them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from core.calendar.workdays import WorkCalendar
from core.chain import Variant
from core.documents.ledger_sheet import FORM, write_ledger
from core.output_names import marked_path, plain_path
from core.settings import OfficeSettings
from db.queries.issue_export import ledger_lines
from db.queries.issues import IssueFilter
from db.services.outputs import note_file, stamp_copy
from db.store import Store


def export_ledger(
    store: Store,
    chosen: Path,
    wanted: IssueFilter,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    variant: Variant = Variant.REDACTED,
    step: Callable[[int, int], None] | None = None,
) -> tuple[Path, int]:
    """Write the ledger as a workbook and note it; return the file, whose name says the variant, and its issues.

    Args:
        store: Where it is noted; a redacted one is written from a schedule open for reading too, without a note.
        chosen: Where somebody wants it; the variant is put into the name.
        wanted: Which issues, in which order; the restricted ones never.
        today: The day to judge by.
        calendar: The office's.
        settings: The office's.
        variant: Redacted unless somebody asked for names.
        step: Called with rows done and rows in all; may raise to stop.

    Raises:
        LogNeedsWriting: an internal copy, where nothing can be noted.
        UserError: the file could not be written; an older one is unharmed.
    """
    with store.read() as session:
        lines = ledger_lines(
            session, wanted, today, calendar=calendar, due_soon_days=settings.due_soon_days, variant=variant
        )

    def write(target: Path, watermark: str) -> None:
        write_ledger(
            target, lines, county=settings.county, today=today, variant=variant, watermark=watermark, step=step
        )

    target = export_file(
        store, chosen, write, form=FORM, suffix=".xlsx", variant=variant, watermarked=settings.watermark,
        records=len(lines), issue_ids=[line.id for line in lines],
    )  # fmt: skip
    return target, len(lines)


def export_file(
    store: Store,
    chosen: Path,
    write: Callable[[Path, str], object],
    *,
    form: str,
    suffix: str,
    records: int,
    variant: Variant = Variant.REDACTED,
    marked: bool = True,
    watermarked: bool = True,
    issue_ids: Sequence[int] = (),
    visit_id: int | None = None,
    agency_id: int | None = None,
    paper_id: int | None = None,
    purpose: str = "",
) -> Path:
    """Let *write* make a file that leaves the office: numbered before, noted after; return where it lies.

    Args:
        store: Where it is noted; see `db.services.outputs`.
        chosen: Where somebody wants it; the variant is put into the name.
        write: Given the file and the watermark's words; has to write it whole or not at all.
        form: Key of the form or list.
        suffix: Ending, such as .xlsx.
        records: How many issues or visits it tells of.
        variant: Redacted unless somebody asked for names.
        marked: Name and watermark say the variant; a list that could name nobody has none to say.
        watermarked: The office wants watermarks.
        issue_ids: Whose petitioners an internal copy names.
        visit_id: The visit it is about.
        agency_id: Whom it goes to.
        paper_id: The numbered paper it is.
        purpose: What for.

    Raises:
        LogNeedsWriting: an internal copy, where nothing can be noted.
    """
    target = marked_path(chosen, variant, suffix) if marked else plain_path(chosen, suffix)
    stamp = stamp_copy(store, variant)
    write(target, stamp.words(marked=marked) if watermarked else "")
    note_file(
        store, stamp, target, form=form, records=records, issue_ids=issue_ids, visit_id=visit_id,
        agency_id=agency_id, paper_id=paper_id, purpose=purpose,
    )  # fmt: skip
    return target
