"""A list as an Excel workbook that WPS opens too: text stays text, dates stay dates, nothing is a formula.

Cells longer than Excel holds are told, never cut in silence.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.errors import CellTooLong
from core.files import replacing

if TYPE_CHECKING:
    from openpyxl import Workbook

CELL_LIMIT: Final = 32_767
FORBIDDEN: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
"""Signs that an XML file cannot hold."""

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading, its width in characters, and whether long text wraps in it."""

    title: str
    width: float
    wraps: bool = False


def write_list(
    target: Path,
    *,
    title: str,
    note: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[Value]],
    watermark: str = "",
    step: Callable[[int, int], None] | None = None,
) -> None:
    """Write *rows* as a workbook with a title line and a frozen heading; an older file survives a failure.

    Args:
        target: The file, ending in .xlsx.
        title: First line of the sheet.
        note: Second line: what the list holds and when it was made.
        columns: In order.
        rows: One value per column; text that looks like a formula stays text.
        watermark: Who made this copy, when, under which number; in the second line and at the foot of each page.
        step: Called now and then with rows done and rows in all; may raise to cancel.

    Raises:
        CellTooLong: a text is longer than a cell of Excel holds.
        UserError: see core.files.replacing.
    """
    _require_fits(columns, rows)
    book = _book((title, "\u3000".join(filter(None, (note, watermark))), watermark), columns, rows, step)
    _tell_nothing(book, title)
    whole = io.BytesIO()
    book.save(whole)
    with replacing(target) as stream:
        stream.write(whole.getbuffer())


def _book(
    words: tuple[str, str, str],
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[Value]],
    step: Callable[[int, int], None] | None,
) -> Workbook:
    from openpyxl import Workbook  # noqa: PLC0415 - 0.2 s, only when exporting
    from openpyxl.styles import PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    title, note, foot = words
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    _lay_out(sheet)
    sheet.oddFooter.left.text = foot.replace("&", "&&")
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_cell(sheet, title, size=16)])
    sheet.append([_cell(sheet, note)])
    ground = PatternFill("solid", fgColor="EFECE5")
    sheet.append([_cell(sheet, column.title, size=11, framed=True, ground=ground) for column in columns])
    for number, row in enumerate(rows):
        line = zip(row, columns, strict=True)
        sheet.append([_cell(sheet, value, framed=True, wraps=column.wraps) for value, column in line])
        if step is not None and number % 500 == 0:
            step(number, len(rows))
    if rows:
        sheet.auto_filter.ref = f"A3:{get_column_letter(len(columns))}{len(rows) + 3}"
    return book


def _tell_nothing(book: Workbook, title: str) -> None:
    """Leave nobody's name in the file's properties: they tell its title and no author."""
    book.properties.title = title
    book.properties.creator = book.properties.lastModifiedBy = None


def _lay_out(sheet: Any) -> None:
    """A4 landscape, one page wide, the heading on every page and in sight while scrolling."""
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"


def _cell(
    sheet: Any, value: Value, *, size: int = 0, framed: bool = False, wraps: bool = False, ground: Any = None
) -> Any:
    """Return a styled cell; *size* makes it bold, and text is never a formula, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    made = WriteOnlyCell(sheet)
    if isinstance(value, str):
        made.value = value.translate(FORBIDDEN)
        made.data_type = "s"
    else:
        made.value = value
        if isinstance(value, date):
            made.number_format = "yyyy-mm-dd"
    if size:
        made.font = Font(bold=True, size=size)
    if framed:
        made.border = _frame()
    if ground is not None:
        made.fill = ground
    made.alignment = Alignment(vertical="center", wrap_text=wraps)
    return made


@cache
def _frame() -> Any:
    from openpyxl.styles import Border, Side  # noqa: PLC0415

    thin = Side(style="thin", color="999999")
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _require_fits(columns: Sequence[SheetColumn], rows: Sequence[Sequence[Value]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in zip(columns, row, strict=True):
            if isinstance(value, str) and len(value) > CELL_LIMIT:
                raise CellTooLong(row=number, column=column.title, length=len(value), limit=CELL_LIMIT)


def _sheet_name(title: str) -> str:
    return title.translate(dict.fromkeys(map(ord, "[]:*?/\\"), " "))[:31].strip() or "Sheet"
