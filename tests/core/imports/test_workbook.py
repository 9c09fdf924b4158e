"""Reading: what is no workbook says so, and hostile ones cost nothing."""

from __future__ import annotations

import os
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core import import_errors as errors
from core.errors import UserError
from core.imports import workbook
from core.imports.cells import BadCell
from core.imports.limits import MAX_ROWS
from core.imports.workbook import read_workbook
from tests.core.imports.odd_books import (
    SHEET_HEAD,
    SHEET_TAIL,
    YUNLING,
    encrypted,
    inline,
    raw_rows,
    raw_xlsx,
    save,
)


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as refused:
        read_workbook(path)
    return refused.value


def test_each_wrong_file_has_its_own_plain_sentence(tmp_path: Path) -> None:
    good = save(tmp_path / "good.xlsx", {"a": [["姓名"], ["张三"]]})
    names = {
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "page.xlsx": b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table></html>",
        "empty.xlsx": b"",
        "half.xlsx": good.read_bytes()[:2000],
        "noise.xlsx": bytes(range(256)) * 20,
        "noise.csv": bytes(range(256)) * 20,
        "photo.png": b"\x89PNG",
        "prose.csv": "没有列的一段话".encode(),
    }
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(tmp_path / "letter.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    (tmp_path / "folder.xlsx").mkdir()
    kinds = {
        "old.xls": errors.WorkbookTooOld,
        "page.xlsx": errors.WorkbookIsWebPage,
        "empty.xlsx": errors.WorkbookEmpty,
        "half.xlsx": errors.WorkbookCutShort,
        "noise.xlsx": errors.WorkbookNotATable,
        "noise.csv": errors.WorkbookNotATable,
        "prose.csv": errors.WorkbookNotATable,
        "letter.xlsx": errors.WorkbookNotATable,
        "photo.png": errors.WorkbookUnknownEnding,
        "folder.xlsx": errors.WorkbookIsFolder,
        "missing.xlsx": errors.WorkbookMissing,
    }
    found = {name: refusal(tmp_path / name) for name in kinds}
    assert {name: type(error) for name, error in found.items()} == kinds
    assert type(refusal(encrypted(tmp_path / "secret.xlsx"))) is errors.WorkbookEncrypted
    assert all(name in error.text() and error.text().endswith(".") for name, error in found.items())


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_no_permission_and_locked_files_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.xlsx", {"a": [["姓名"], ["张三"]]})

    def refuse(winerror: int | None):
        def _open(*_args: object, **_keywords: object) -> None:
            error = PermissionError(13, "denied")
            if winerror:
                error.winerror = winerror  # type: ignore[attr-defined]
            raise error

        return _open

    monkeypatch.setattr(Path, "open", refuse(None))
    assert type(refusal(path)) is errors.WorkbookNoPermission
    monkeypatch.setattr(Path, "open", refuse(32))
    assert type(refusal(path)) is errors.WorkbookLocked


def test_a_far_cell_costs_nothing_and_is_mentioned(tmp_path: Path) -> None:
    path = raw_xlsx(
        tmp_path / "far.xlsx",
        SHEET_HEAD
        + f'<row r="1">{inline("A1", "姓名")}</row><row r="1048576">{inline("XFD1048576", "x")}</row>'
        + SHEET_TAIL,
    )
    began = time.monotonic()
    (sheet,) = read_workbook(path).sheets
    assert (sheet.rows, sheet.beyond, sheet.last_row) == ({1: ["姓名"]}, 1, 1)
    assert time.monotonic() - began < 2


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "bomb.xlsx", raw_rows(inline("A1", "x")), **{"xl/media/a.bin": "0" * 220_000_000})
    began = time.monotonic()
    assert type(refusal(path)) is errors.WorkbookBomb
    assert time.monotonic() - began < 2


def test_a_cell_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "cell.xlsx", raw_rows(inline("A1", "x" * 150_000_000)))
    assert type(refusal(path)) is errors.WorkbookBomb


def test_too_many_parts_and_too_many_rows_are_refused(tmp_path: Path) -> None:
    many = {f"xl/media/{number}.txt": "" for number in range(2_100)}
    assert type(refusal(raw_xlsx(tmp_path / "parts.xlsx", raw_rows(inline("A1", "x")), **many))) is errors.WorkbookBomb
    rows = "".join(
        f'<row r="{number}"><c r="A{number}"><v>{number}</v></c></row>' for number in range(1, MAX_ROWS + 102)
    )
    path = raw_xlsx(tmp_path / "rows.xlsx", SHEET_HEAD + rows + SHEET_TAIL)
    error = refusal(path)
    assert type(error) is errors.WorkbookTooManyRows
    assert "200,000" in error.text()
    (tmp_path / "rows.csv").write_text("a,b\n" * (MAX_ROWS + 1), encoding="utf-8")
    assert type(refusal(tmp_path / "rows.csv")) is errors.WorkbookTooManyRows


def test_billion_laughs_and_outside_entities_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + raw_rows(inline("A1", "&b;")).partition("?>")[2]
    outside = (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + raw_rows(inline("A1", "&x;")).partition("?>")[2]
    )
    for name, xml in (("laughs.xlsx", laughs), ("outside.xlsx", outside)):
        assert type(refusal(raw_xlsx(tmp_path / name, xml))) is errors.WorkbookHostile


def test_a_broken_off_part_is_half_a_file(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "torn.xlsx", raw_rows(inline("A1", "x"))[:-30])
    assert type(refusal(path)) is errors.WorkbookCutShort


def test_reading_stops_when_its_time_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.xlsx", {"a": [["姓名"], ["张三"]]})
    monkeypatch.setattr(workbook, "reader_command", lambda _path: [sys.executable, "-c", "import time; time.sleep(30)"])
    began = time.monotonic()
    with pytest.raises(errors.WorkbookTooSlow):
        read_workbook(path, seconds=0.3)
    assert time.monotonic() - began < 5


def test_a_child_that_dies_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.xlsx", {"a": [["姓名"], ["张三"]]})
    monkeypatch.setattr(workbook, "reader_command", lambda _path: [sys.executable, "-c", "import os; os._exit(137)"])
    with pytest.raises(errors.WorkbookTooMuchText):
        read_workbook(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no address-space limit there")
def test_the_child_cannot_take_more_than_its_memory() -> None:
    code = "from core.imports.reader import limit_memory; limit_memory(); b = bytearray(1200 * 1024 * 1024)"
    assert os.spawnl(os.P_WAIT, sys.executable, sys.executable, "-c", code) != 0


def test_bad_cells_do_not_take_the_sheet_with_them(tmp_path: Path) -> None:
    rows = raw_rows(
        inline("A1", "日期"),
        '<c r="A2" t="d"><v>2026-13-45</v></c><c r="B2"><v>1e999</v></c><c r="C2" t="e"><v>#REF!</v></c>',
        '<c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><f>SUM(A1)</f></c><c r="C3" t="b"><v>1</v></c>',
        '<c r="A4" t="str"><f>"a"</f><v>文字</v></c><c r="B4" t="s"><v>99</v></c><c r="C4" t="n"><v>abc</v></c>',
    )
    (sheet,) = read_workbook(raw_xlsx(tmp_path / "bad.xlsx", rows)).sheets
    assert sheet.at(1, 1) == "日期"
    assert [type(cell) for cell in sheet.row(2)] == [BadCell] * 3
    assert sheet.at(3, 1) == 2
    assert isinstance(sheet.at(3, 2), BadCell)  # never evaluated
    assert sheet.at(3, 3) is True
    assert sheet.at(4, 1) == "文字"
    assert [type(cell) for cell in sheet.row(4)[1:]] == [BadCell] * 2


def test_merged_columns_are_filled_down_and_titles_are_not_spread(tmp_path: Path) -> None:
    path = save(
        tmp_path / "m.xlsx",
        {
            "村": [
                ["村名单", None],
                ["乡镇", "村"],
                ["青石镇", "前冲村"],
                [None, "后岭社区"],
                [None, None],
                [None, "云坎村"],
            ]
        },
        {"村": ["A1:B1", "A3:A6"]},
    )
    (sheet,) = read_workbook(path).sheets
    assert [sheet.at(row, 1) for row in range(1, 7)] == ["村名单", "乡镇", "青石镇", "青石镇", None, "青石镇"]
    assert sheet.at(1, 2) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_text_tables_of_every_encoding(tmp_path: Path, encoding: str, sign: str) -> None:
    rows = [["姓名", "职务"], ["张𠮷", "县委常委、副县长"], ["李㙓", "二级调研员"]]
    path = tmp_path / "表 😀.csv"
    path.write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    (sheet,) = read_workbook(path).sheets
    assert [sheet.row(number) for number in (1, 2, 3)] == rows


def test_text_in_no_known_character_set_is_asked_for_otherwise(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"a,b\n\xff\xfe\xfd,\x81\x20\n")
    assert type(refusal(tmp_path / "x.csv")) is errors.WorkbookUnknownText


def test_the_same_dates_come_out_as_openpyxl_reads_them() -> None:
    for path in YUNLING:
        ours = {sheet.name: sheet for sheet in read_workbook(path).sheets}
        for theirs in load_workbook(path, data_only=True):
            for row in theirs.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        mine = ours[theirs.title].at(cell.row, cell.column)
                        day = cell.value.date() if cell.is_date else cell.value
                        assert mine == day or (isinstance(mine, date) and mine == day)
