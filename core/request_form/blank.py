"""The blank request form to hand out, as Word and as Excel; filled in, either comes straight back in.

Fonts are named for all four scripts of a run, or Word and WPS would set the Chinese in their own default.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from core.files import write_file
from core.i18n import N_, _, is_chinese
from core.request_form import labels as f
from core.visits import HALF_NAMES, VisitKind

BODY_FONT, LABEL_FONT = "仿宋", "黑体"
_LAYOUT: Final = (
    (f.TOWNSHIP, f.VILLAGE), (f.KIND,), (f.LEADER, f.HALF), (f.DAYS,), (f.THEME,), (f.DETAIL,), (f.PLACE, f.PEOPLE),
    (f.AGENCIES,), (f.CONTACT, f.PHONE), (f.RECEIVED,),
)  # fmt: skip
"""Rows of the form: one field over the whole width, or two side by side."""
_LIST: Final = (
    f.TOWNSHIP, f.VILLAGE, f.KIND, f.LEADER, f.DAYS, f.HALF, f.THEME, f.DETAIL, f.PLACE, f.PEOPLE, f.AGENCIES,
    f.CONTACT, f.PHONE,
)  # fmt: skip
_HIGH: Final = {f.DETAIL: 4.2, f.THEME: 1.2, f.AGENCIES: 1.4, f.KIND: 1.4}
"""Centimetres of the rows that need more than one line."""
_WIDTHS: Final = (3.2, 5.2, 2.8, 4.8)
_LIST_ROWS: Final = 30


@dataclass(frozen=True, slots=True)
class BlankForm:
    """What the form says of the office.

    Attributes:
        county: Stands in the title.
        office: Where it is sent back to.
        kinds: The office's kinds of visit, as boxes to tick.
    """

    county: str
    office: str
    kinds: tuple[VisitKind, ...]

    @property
    def title(self) -> str:
        """Return the heading."""
        return _("{county} request for a visit by county leaders").format(county=self.county).strip()

    def boxes(self, key: str) -> str:
        """Return the boxes to tick in a field, "" where it is written by hand."""
        if key == f.KIND:
            return "   ".join(f"□{_(kind.name)}" for kind in self.kinds)
        return "   ".join(f"□{_(name)}" for name in HALF_NAMES.values()) if key == f.HALF else ""

    def notes(self) -> list[str]:
        """Return how to fill it in and where to send it."""
        home = self.office or _("the county's office")
        return [
            _(_HOW[0]),
            _(_HOW[1]),
            _(_HOW[2]),
            _("4. Send the filled-in file itself back to {office} as Word or Excel, no photo and no scan.").format(
                office=home
            ),
        ]


_HOW: Final = (
    N_("1. Tick the kind and the half of the day: put √ into the box. Leave empty what does not matter to you."),
    N_("2. Write the days that suit as 2026-12-03, or 2026-12-03 — 2026-12-05; “any day” if every day does."),
    N_("3. Write the units wished for by name, several parted by commas."),
)


def label_of(key: str) -> str:
    """Return a field's label on the form, which its reader knows again."""
    return f.BY_KEY[key].blank if is_chinese() else f.BY_KEY[key].label


def write_blank(target: Path, form: BlankForm) -> None:
    """Write the blank form as *target* says by its ending: .docx or .xlsx.

    Raises:
        UserError: see core.files.replacing.
    """
    whole = io.BytesIO()
    (_word if target.suffix.lower() == ".docx" else _excel)(form).save(whole)
    write_file(target, whole.getvalue())


# Word


def _word(form: BlankForm) -> Any:
    from docx import Document  # noqa: PLC0415 - 0.2 s, only when a form is written
    from docx.shared import Cm, Pt  # noqa: PLC0415

    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)
    _name_fonts(paper.styles["Normal"], BODY_FONT)
    paper.styles["Normal"].font.size = Pt(12)
    about = paper.core_properties
    about.author, about.title, about.comments = form.office or form.county, form.title, ""
    _words(paper.add_paragraph(), form.title, LABEL_FONT, 20, centred=True)
    _fill_table(paper.add_table(rows=len(_LAYOUT), cols=4, style="Table Grid"), form)
    paper.add_paragraph().paragraph_format.space_after = Pt(0)
    _words(paper.add_paragraph(), _("How to fill it in:"), LABEL_FONT, 11)
    for line in form.notes():
        _words(paper.add_paragraph(), line, BODY_FONT, 11)
    return paper


def _fill_table(table: Any, form: BlankForm) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    table.autofit = False
    for row, keys in zip(table.rows, _LAYOUT, strict=True):
        row.height, row.height_rule = Cm(_HIGH.get(keys[0], 1.0)), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width, cell.vertical_alignment = Cm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if len(keys) == 1:
            row.cells[1].merge(row.cells[3])
        for at, key in enumerate(keys):
            _words(row.cells[2 * at].paragraphs[0], label_of(key), LABEL_FONT, 12, centred=True)
            _words(row.cells[2 * at + 1].paragraphs[0], form.boxes(key), BODY_FONT, 12)


def _words(paragraph: Any, text: str, font: str, size: int, *, centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    paragraph.paragraph_format.space_after = Pt(2)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _name_fonts(run, font)


def _name_fonts(styled: Any, font: str) -> None:
    """Name the font for Latin, Chinese and all other signs; a theme's choice would win otherwise."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    styled.font.name = font
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)


# Excel


def _excel(form: BlankForm) -> Any:
    from openpyxl import Workbook  # noqa: PLC0415 - 0.2 s, only when a form is written

    book = Workbook()
    _one_request(book.active, form)
    _several(book.create_sheet(_("Several requests")), form)
    book.properties.creator, book.properties.title = form.office or form.county, form.title
    return book


def _one_request(sheet: Any, form: BlankForm) -> None:
    sheet.title = _("One request")
    for column, width in zip("ABCD", (16, 28, 14, 26), strict=True):
        sheet.column_dimensions[column].width = width
    _cell(sheet, (1, 1), form.title, LABEL_FONT, size=18)
    sheet.merge_cells("A1:D1")
    sheet.row_dimensions[1].height = 40
    for number, keys in enumerate(_LAYOUT, 2):
        sheet.row_dimensions[number].height = _HIGH.get(keys[0], 1.0) * 28.35
        for at, key in enumerate(keys):
            _cell(sheet, (number, 2 * at + 1), label_of(key), LABEL_FONT, size=12, framed=True)
            _cell(sheet, (number, 2 * at + 2), form.boxes(key) or None, BODY_FONT, size=12, framed=True, left=True)
        if len(keys) == 1:
            for covered in (3, 4):
                _cell(sheet, (number, covered), None, BODY_FONT, size=12, framed=True)
            sheet.merge_cells(start_row=number, start_column=2, end_row=number, end_column=4)
    for below, line in enumerate([_("How to fill it in:"), *form.notes()], len(_LAYOUT) + 3):
        _cell(sheet, (below, 1), line, BODY_FONT, size=11, left=True)
        sheet.merge_cells(start_row=below, start_column=1, end_row=below, end_column=4)
        sheet.row_dimensions[below].height = 30 if len(line) > 40 else 18
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _several(sheet: Any, form: BlankForm) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    _cell(sheet, (1, 1), form.title, LABEL_FONT, size=16, left=True)
    for at, key in enumerate(_LIST, 1):
        _cell(sheet, (2, at), label_of(key), LABEL_FONT, size=11, framed=True)
        sheet.column_dimensions[get_column_letter(at)].width = 30 if key in {f.DETAIL, f.THEME} else 16
        for number in range(3, 3 + _LIST_ROWS):
            _cell(sheet, (number, at), None, BODY_FONT, size=11, framed=True, left=True)
    for key, words in ((f.KIND, [_(kind.name) for kind in form.kinds]), (f.HALF, [_(n) for n in HALF_NAMES.values()])):
        listed = ",".join(word.replace(",", " ") for word in words)
        if len(listed) <= 250:  # Excel refuses longer lists
            choice = DataValidation(type="list", formula1='"' + listed.replace('"', "") + '"', allow_blank=True)
            letter = get_column_letter(_LIST.index(key) + 1)
            choice.add(f"{letter}3:{letter}{2 + _LIST_ROWS}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "B3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _cell(
    sheet: Any, place: tuple[int, int], value: str | None, font: str, *, size: int, framed: bool = False,
    left: bool = False,
) -> None:  # fmt: skip
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415

    made = sheet.cell(*place, value)
    if value is not None:
        made.data_type = "s"  # whatever the county's name begins with, it is no formula
    made.font = Font(name=font, size=size)
    made.alignment = Alignment(vertical="center", horizontal="left" if left else "center", wrap_text=True)
    if framed:
        thin = Side(style="thin", color="000000")
        made.border = Border(left=thin, right=thin, top=thin, bottom=thin)
