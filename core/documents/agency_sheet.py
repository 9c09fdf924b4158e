"""Making a unit's workbook: locked where the office wrote, open where the unit answers, never a formula.

A text longer than a cell holds is told and stands whole on a sheet of its own; nothing is cut in silence.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from core.agency_workbook.layout import (
    COLUMNS,
    DONE,
    EXPECTED,
    FIRST_ROW,
    HEAD_ROW,
    KEY,
    LONGEST_WORDS,
    NO,
    NOTE_ROW,
    TITLE_ROW,
    WORDS,
    YES,
    Column,
    HandedRow,
    Mark,
)
from core.documents.excel import CELL_LIMIT, FORBIDDEN
from core.files import write_file
from core.i18n import _

_FONT: Final = "仿宋"
_OURS, _THEIRS, _HEAD = "F2F0EA", "FFFFFF", "E2DED3"
_PART: Final = CELL_LIMIT // 2
"""Excel counts a rare character such as 𠮷 twice; so many characters fit whatever they are."""
_DAYS: Final = frozenset({"due", EXPECTED})


@dataclass(frozen=True, slots=True)
class AgencySheet:
    """Everything that stands in a workbook.

    Attributes:
        note: What it is and by when it is to come back.
        how: How to fill it in, line by line.
        headings: Column key to heading.
    """

    mark: Mark
    title: str
    note: str
    how: tuple[str, ...]
    headings: Mapping[str, str]
    rows: tuple[HandedRow, ...]
    office: str = ""


@dataclass(frozen=True, slots=True)
class Overflow:
    """A text that no cell holds; it stands whole on the sheet of full texts."""

    row: int
    column: str
    length: int


def write_agency_workbook(
    target: Path, sheet: AgencySheet, watermark: str = "", step: Callable[[int, int], None] | None = None
) -> tuple[Overflow, ...]:
    """Write the workbook and return which texts had to move to the sheet of full texts.

    Raises:
        UserError: see core.files.replacing.
    """
    data, overflow = agency_workbook(sheet, watermark, step)
    write_file(target, data)
    return overflow


def agency_workbook(
    sheet: AgencySheet, watermark: str = "", step: Callable[[int, int], None] | None = None
) -> tuple[bytes, tuple[Overflow, ...]]:
    """Return the workbook's bytes and the texts that no cell holds."""
    from openpyxl import Workbook  # noqa: PLC0415 - 0.2 s, only when one is handed out

    book = Workbook()
    page: Any = book.active
    page.title = _("To fill in")
    _heading(page, sheet)
    full: list[tuple[Overflow, str]] = []
    for place, row in enumerate(sheet.rows):
        _row(page, FIRST_ROW + place, row, full)
        if step is not None and place % 100 == 0:
            step(place, len(sheet.rows))
    _validate(page, len(sheet.rows))
    _lay_out(page)
    page.oddFooter.left.text = watermark.replace("&", "&&")
    _about(book.create_sheet(_("How to fill it in")), sheet, watermark)
    if full:
        _full_texts(book.create_sheet(_("Full texts")), full)
    about = book.properties
    about.creator, about.lastModifiedBy, about.title = sheet.office, sheet.office, sheet.title
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue(), tuple(overflow for overflow, _text in full)


def _heading(page: Any, sheet: AgencySheet) -> None:
    last = len(COLUMNS)
    _cell(page, TITLE_ROW, 1, sheet.title, size=16, bold=True)
    page.merge_cells(start_row=TITLE_ROW, start_column=1, end_row=TITLE_ROW, end_column=last)
    page.row_dimensions[TITLE_ROW].height = 32
    _cell(page, NOTE_ROW, 1, sheet.note, size=11, wraps=True)
    page.merge_cells(start_row=NOTE_ROW, start_column=1, end_row=NOTE_ROW, end_column=last)
    page.row_dimensions[NOTE_ROW].height = 34
    for at, column in enumerate(COLUMNS, 1):
        _cell(
            page,
            HEAD_ROW,
            at,
            sheet.headings[column.key],
            bold=True,
            ground=_HEAD,
            framed=True,
            wraps=True,
            centred=True,
        )
        page.column_dimensions[_letter(at)].width = column.width
    page.row_dimensions[HEAD_ROW].height = 32


def _row(page: Any, number: int, row: HandedRow, full: list[tuple[Overflow, str]]) -> None:
    for at, column in enumerate(COLUMNS, 1):
        text = row.key if column.key == KEY else row.cells.get(column.key, "")
        if _units(text) > CELL_LIMIT:
            overflow = Overflow(number, column.title, len(text))
            full.append((overflow, text))
            told = _("… (whole text on the sheet “{sheet}”, row {row})").format(sheet=_("Full texts"), row=number)
            text = text[: _PART - len(told)] + told
        _cell(page, number, at, _value(column, text), framed=True, wraps=column.wraps, open_to_unit=column.theirs,
              ground=_THEIRS if column.theirs else _OURS, small=column.key == KEY)  # fmt: skip


def _value(column: Column, text: str) -> str | date | None:
    if not text:
        return None
    if column.key in _DAYS:
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _validate(page: Any, count: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - see above

    last = FIRST_ROW + max(count, 1) - 1
    places = {column.key: f"{_letter(at)}{FIRST_ROW}:{_letter(at)}{last}" for at, column in enumerate(COLUMNS, 1)}
    choice = DataValidation(type="list", formula1=f'"{_(YES)},{_(NO)}"', allow_blank=True, showErrorMessage=True)
    choice.error, choice.errorTitle = _("Choose yes or no from the list."), _("Settled?")
    choice.add(places[DONE])
    day = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True)
    day.error, day.errorTitle = _("Write a day such as 2026-12-05."), _("Expected to be settled")
    day.add(places[EXPECTED])
    words = DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_WORDS), allow_blank=True,
        showErrorMessage=True,
    )  # fmt: skip
    words.error = _("At most {n} characters fit here; send longer texts on paper.").format(n=LONGEST_WORDS)
    words.errorTitle = _("How it was handled")
    words.add(places[WORDS])
    for each in (choice, day, words):
        page.add_data_validation(each)


def _lay_out(page: Any) -> None:
    """Locked but for the unit's columns; widths and heights may be changed, and the list filtered."""
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False
    page.protection.autoFilter = False
    page.freeze_panes = f"D{FIRST_ROW}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    page.oddFooter.center.text = "&P / &N"


def _about(page: Any, sheet: AgencySheet, watermark: str) -> None:
    page.column_dimensions["A"].width = 100
    for number, line in enumerate(
        (sheet.title, "", *sheet.how, "", _("Do not delete this line:"), sheet.mark.text(), watermark), 1
    ):
        _cell(page, number, 1, line or None, wraps=True, bold=number == 1, size=14 if number == 1 else 11)
    page.protection.sheet = True


def _full_texts(page: Any, full: list[tuple[Overflow, str]]) -> None:
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 120
    number = 1
    for overflow, text in full:
        where = _("Row {row}, {column}").format(row=overflow.row, column=_(overflow.column))
        for start in range(0, len(text), _PART):
            _cell(page, number, 1, where)
            _cell(page, number, 2, text[start : start + _PART], wraps=True)
            number += 1
    page.protection.sheet = True


def _cell(
    page: Any, row: int, column: int, value: str | date | None, *, size: int = 11, bold: bool = False,
    framed: bool = False, wraps: bool = False, centred: bool = False, open_to_unit: bool = False, ground: str = "",
    small: bool = False,
) -> None:  # fmt: skip
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side  # noqa: PLC0415 - see above

    made = page.cell(row, column)
    if isinstance(value, str):
        made.value = value.translate(FORBIDDEN)
        made.data_type = "s"  # whatever it begins with, it is no formula
        made.number_format = "@"
    elif value is not None:
        made.value, made.number_format = value, "yyyy-mm-dd"
    elif open_to_unit and COLUMNS[column - 1].key == EXPECTED:
        made.number_format = "yyyy-mm-dd"
    elif open_to_unit:
        made.number_format = "@"  # what is typed here stays text, "=" and "0012" too
    made.font = Font(name=_FONT, size=8 if small else size, bold=bold, color="808080" if small else None)
    made.alignment = Alignment(vertical="center", horizontal="center" if centred else None, wrap_text=wraps)
    made.protection = Protection(locked=not open_to_unit)
    if ground:
        made.fill = PatternFill("solid", fgColor=ground)
    if framed:
        thin = Side(style="thin", color="999999")
        made.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _letter(number: int) -> str:
    return chr(64 + number)
