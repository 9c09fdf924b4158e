"""What was refused goes back in a copy of the user's own file, with the reason beside each row.

openpyxl keeps the file's formats but is not frugal, so it runs in a child process with the
limits of reading: `python -m core.imports.errors_copy`, orders as JSON on stdin.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from copy import copy
from pathlib import Path
from typing import Any

from core.files import write_file
from core.i18n import N_, _
from core.import_errors import WorkbookTooMuchText
from core.imports.delimited import decoded, delimiter_of
from core.imports.limits import SECONDS
from core.imports.plan import ImportPlan, SheetPlan, Verdict
from core.imports.reader import limit_memory
from core.imports.workbook import TEXTS
from core.paths import ROOT

REASON = N_("Not imported because")
LONGEST_CELL = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def write_errors_copy(plan: ImportPlan, source: Path, target: Path) -> int:
    """Write *source* as *target* with a column of reasons; return how many rows were refused.

    Args:
        plan: The plan that refused them.
        source: One of the files of the import.
        target: The copy, with the ending of *source*; an older one of that name is replaced.

    Raises:
        WorkbookTooMuchText: the file is too large to be copied.
        UserError: the copy cannot be written; see `core.files.replacing`.
    """
    sheets = [sheet for sheet in plan.sheets if Path(sheet.path) == source.absolute() and sheet.table is not None]
    orders = {sheet.name: _order(sheet) for sheet in sheets if sheet.counts[Verdict.REFUSED]}
    orders_text = json.dumps({"source": str(source.absolute()), "heading": _(REASON), "sheets": orders})
    try:
        done = subprocess.run(
            _command(), input=orders_text.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=ROOT, timeout=SECONDS, check=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise WorkbookTooMuchText(file=source.name) from error
    write_file(target, done.stdout)
    return sum(len(order["reasons"]) for order in orders.values())


def copy_name(source: Path) -> str:
    """Return the name that is proposed for the copy."""
    suffix = _("not imported")  # outside the f-string, where the extractor sees it
    return f"{source.stem}-{suffix}{source.suffix}"


def _order(sheet: SheetPlan) -> dict[str, Any]:
    table = sheet.table
    last = max((column.number for column in table.columns), default=0) if table else 0
    return {
        "header_row": table.first_row - 1 if table else 1,
        "last_column": last,
        "reasons": {str(row.number): row.reason for row in sheet.rows if row.verdict is Verdict.REFUSED},
    }


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--write-errors-copy"]
    return [sys.executable, "-X", "utf8", "-m", "core.imports.errors_copy"]


def copied(orders: dict[str, Any]) -> bytes:
    """Return the copy's content."""
    source = Path(orders["source"])
    if source.suffix.lower() in TEXTS:
        return _copied_text(source, orders["heading"], next(iter(orders["sheets"].values()), None))
    return _copied_book(source, orders["heading"], orders["sheets"])


def _copied_book(source: Path, heading: str, sheets: dict[str, dict[str, Any]]) -> bytes:
    from openpyxl import load_workbook  # noqa: PLC0415 - only in the child
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = load_workbook(source, keep_vba=source.suffix.lower() == ".xlsm")
    for name, order in sheets.items():
        sheet = book[name]
        column = order["last_column"] + 1
        rows = range(order["header_row"], min(sheet.max_row, order["header_row"] + 200_000) + 1)
        while any((row, column) in sheet._cells and sheet.cell(row, column).value is not None for row in rows):  # noqa: SLF001 - asking for a cell would make it
            column += 1
        neighbour = sheet.cell(order["header_row"], order["last_column"])
        _write(sheet, order["header_row"], column, heading, like=neighbour)
        for row, reason in order["reasons"].items():
            _write(sheet, int(row), column, reason, like=sheet.cell(int(row), order["last_column"]))
        sheet.column_dimensions[get_column_letter(column)].width = 48
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, text: str, *, like: Any) -> None:
    """Write *text* as text, whatever it begins with, in red and the style beside it."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - only in the child

    cell = sheet.cell(row, column)
    if like.has_style:
        cell.border, cell.fill = copy(like.border), copy(like.fill)
    cell.value = text.translate(_CONTROL)[:LONGEST_CELL]
    cell.data_type = "s"
    cell.font = Font(name=like.font.name, size=like.font.size, bold=like.font.bold, color="B3261E")
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _copied_text(source: Path, heading: str, order: dict[str, Any] | None) -> bytes:
    """Return a CSV copy that Excel opens in the right character set, and in which nothing is a formula."""
    text = decoded(source.read_bytes())
    sign = delimiter_of(text)
    reasons = order["reasons"] if order else {}
    last, header = (order["last_column"], order["header_row"]) if order else (0, 0)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign)
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 1):
        extra = heading if number == header else reasons.get(str(number), "")
        padded = [*row, *[""] * (last - len(row)), extra] if extra else row
        writer.writerow([_as_text(cell) for cell in padded])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _as_text(cell: str) -> str:
    is_number = cell.replace(".", "", 1).removeprefix("-").isdigit()
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not is_number else cell


def main() -> int:
    """Read orders, write the copy."""
    limit_memory()
    sys.stdout.buffer.write(copied(json.load(sys.stdin.buffer)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
