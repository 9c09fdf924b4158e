"""The log as a workbook: itself a list that leaves, so numbered and noted like any other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.chain import VARIANT_NAMES
from core.disclosure_log import FORM, form_name, place_name, way_name
from core.documents.excel import SheetColumn, write_list
from core.i18n import N_, _, day_text, ngettext
from db.queries.disclosure import LOG_KIND_NAMES, LogFilter, LogKind, LogRow
from db.services.exports import export_file
from db.store import Store

_COLUMNS = (
    (N_("Time"), 18), (N_("By whom"), 14), (N_("Kind"), 14), (N_("What"), 30), (N_("How"), 14), (N_("Variant"), 10),
    (N_("Copy no."), 14), (N_("About"), 26), (N_("Person"), 20), (N_("Issues or visits"), 10), (N_("File"), 40),
    (N_("To"), 20), (N_("Purpose"), 30),
)  # fmt: skip


def export_log(
    store: Store, chosen: Path, rows: Sequence[LogRow], wanted: LogFilter, *, watermarked: bool = True
) -> Path:
    """Write the log's lines as a workbook, people masked; return the file.

    Raises:
        UserError: the file could not be written; an older one is unharmed.
    """

    def write(target: Path, watermark: str) -> None:
        days = (day_text(day, year=True) for day in (wanted.first, wanted.last))
        note = ngettext("{n} line, {first} to {last}", "{n} lines, {first} to {last}", len(rows))
        first, last = days
        write_list(
            target, title=_("Log of copies and looks"), note=note.format(n=len(rows), first=first, last=last),
            columns=[SheetColumn(_(title), width, wraps=width > 25) for title, width in _COLUMNS],
            rows=[cells(row) for row in rows], watermark=watermark,
        )  # fmt: skip

    return export_file(store, chosen, write, form=FORM, suffix=".xlsx", records=len(rows), watermarked=watermarked)


def cells(row: LogRow) -> list[str | int | None]:
    """Return one line as it stands in the workbook and on a terminal."""
    copy = row.kind is LogKind.COPY
    return [
        f"{row.at.astimezone():%Y-%m-%d %H:%M:%S}", row.actor, _(LOG_KIND_NAMES[row.kind]),
        form_name(row.what) if copy else place_name(row.what), way_name(row.way) if copy else "",
        _(VARIANT_NAMES[row.variant]) if row.variant else "", row.number, row.about, row.person,
        row.records if copy else None, row.file_name, row.agency, row.purpose,
    ]  # fmt: skip
