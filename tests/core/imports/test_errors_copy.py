"""Refused rows come back in a copy of the user's own file."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from core.imports.errors_copy import copy_name, write_errors_copy
from core.imports.workbook import read_workbook
from tests.core.imports.odd_books import ROSTER, plan_of, save

HEAD = ["日期", "时间", "领导", "乡镇", "类型"]


def test_the_copy_keeps_the_file_and_adds_a_column_of_reasons(tmp_path: Path) -> None:
    rows = [
        ["安排表（2026年）"],
        HEAD,
        ["3月2日", "上午", "王某", "青石镇", "接访"],
        ["2月31日", "上午", "王某", "青石镇", "接访"],
    ]
    path = save(tmp_path / "a.xlsx", {"安排表": rows, **ROSTER}, {"安排表": ["A1:E1"]})
    book = load_workbook(path)
    book["安排表"]["A4"].fill = PatternFill("solid", fgColor="FFFF00")
    book["安排表"]["A6"] = "=cmd|'/c calc'!A1"
    book["安排表"]["A6"].data_type = "s"
    book.save(path)
    plan = plan_of(path)
    target = tmp_path / copy_name(path)
    assert write_errors_copy(plan, path, target) == 2
    sheet = load_workbook(target)["安排表"]
    assert [sheet.cell(row, 6).value for row in (1, 2, 3)] == [None, "Not imported because", None]
    assert "names day 31 of month 2" in sheet.cell(4, 6).value
    assert sheet["A4"].fill.fgColor.rgb == "00FFFF00"
    assert "A1:E1" in [str(merge) for merge in sheet.merged_cells.ranges]
    assert sheet["A6"].data_type == "s"
    assert [item.name for item in read_workbook(target).sheets] == ["安排表", *ROSTER]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_text_table_comes_back_as_text_that_excel_opens(tmp_path: Path, encoding: str) -> None:
    roster = save(tmp_path / "roster.xlsx", ROSTER)
    path = tmp_path / "安排表2026.csv"
    lines = [
        ",".join(HEAD),
        "3月2日,上午,王某,青石镇,接访",
        "2月31日,上午,王某,青石镇,接访",
        "=1+1,上午,王某,青石镇,接访",
    ]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    target = tmp_path / "copy.csv"
    assert write_errors_copy(plan_of(path, roster), path, target) == 2
    text = target.read_bytes().decode("utf-8-sig").splitlines()
    assert text[0] == ",".join([*HEAD, "Not imported because"])
    assert text[1] == lines[1]
    assert text[2].startswith(lines[2])
    assert "names day 31" in text[2]
    assert text[3].startswith("'=1+1,")
