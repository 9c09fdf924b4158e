"""Workbooks as other offices write them, and as nobody should; built by code so that each oddity can be read here."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook as Book

from core.imports.cells import Workbook
from core.imports.plan import Existing, ImportPlan
from core.imports.planning import Choices, make_plan
from core.imports.sheet_kinds import Draft
from core.imports.workbook import read_workbook

TODAY = date(2026, 11, 23)
SAMPLE = Path(__file__).resolve().parents[3] / "resources" / "sample"
YUNLING = tuple(sorted(SAMPLE.glob("yunling-*.xlsx")))
Rows = Sequence[Sequence[Any]]

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{RELATIONS}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'
)
BOOK_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
SHEET_HEAD = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
SHEET_TAIL = "</sheetData></worksheet>"


class NothingYet:
    """A schedule with nothing in it."""

    def known(self) -> tuple[()]:
        return ()

    def find(self, _draft: Draft) -> Existing | None:
        return None

    def busy(self, _leader: str, _day: str) -> tuple[()]:
        return ()


def save(path: Path, sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[str]] | None = None) -> Path:
    """Write a workbook of these sheets."""
    book = Book()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merge in (merges or {}).get(name, ()):
            sheet.merge_cells(merge)
    book.save(path)
    return path


def raw_xlsx(path: Path, sheet_xml: str, **more: str) -> Path:
    """Write a workbook whose one sheet is exactly this XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", ROOT_RELS)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", BOOK_RELS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml)
        for name, text in more.items():
            archive.writestr(name, text)
    return path


def raw_rows(*rows: str) -> str:
    """Return sheet XML of rows, each given as its cells' XML."""
    lines = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, 1))
    return SHEET_HEAD + lines + SHEET_TAIL


def inline(reference: str, text: str) -> str:
    """Return one text cell."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def encrypted(path: Path) -> Path:
    """Write what Excel writes for a workbook with a password: an OLE file with an EncryptedPackage stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    path.write_bytes(head + bytes(512) + "EncryptedPackage".encode("utf-16-le") + struct.pack("<I", 7) + bytes(512))
    return path


def plan_of(*paths: Path, answers: Mapping[str, str] | None = None, today: date = TODAY) -> ImportPlan:
    """Return the plan of importing files into an empty schedule."""
    return make_plan(books_of(*paths), NothingYet(), Choices(dict(answers or {})), today=today)


def books_of(*paths: Path) -> list[Workbook]:
    """Read files."""
    return [read_workbook(path) for path in paths]


ROSTER: Mapping[str, Rows] = {
    "领导": [["姓名", "职务"], ["王　某", "县长"], ["李四", "副县长"], ["赵六", "副县长"]],
    "乡镇": [["乡镇", "人口"], ["青石镇", 100], ["柳河乡", 200]],
    "村": [["乡镇", "村"], ["青石镇", "前冲村"], ["青石镇", "后岭社区"], ["柳河乡", "李湾村"]],
    "单位": [["单位全称", "简称"], ["县水利局", "县水务局"], ["县交通运输局", "县交通局"]],
}
"""A small county."""
