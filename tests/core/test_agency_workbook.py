"""A unit's workbook: what it locks, what it holds, and what every kind of damage to it is called."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.agency_workbook.layout import (
    COLUMNS,
    FIRST_ROW,
    HEAD_ROW,
    HandedOut,
    HandedRow,
    Mark,
    handed_to_json,
    mark_in,
    row_key,
    rows_from_json,
)
from core.agency_workbook.reading import keys_in, mark_of, rows_back
from core.agency_workbook.verdicts import RowVerdict
from core.documents.agency_sheet import AgencySheet, agency_workbook, write_agency_workbook
from core.errors import FileBusy
from core.imports.cells import Sheet
from core.imports.workbook import read_workbook
from core.paper_errors import HeaderChanged, HeaderTwice, NotOurWorkbook, WorkbookNewer

DAY = date(2026, 11, 23)
NO_RESULT = "The cell holds a formula without a stored result; open the file in Excel and save it."
HEADINGS = {column.key: column.title for column in COLUMNS}
AT = {column.key: place for place, column in enumerate(COLUMNS, 1)}
MARK = Mark("3f2b9c1e-8d47-4a50-9e11-0c5d7a6b1f22", "云表〔2026〕3号", "云岭县")


def row(n: int, **cells: str) -> HandedRow:
    given = {
        "no": str(n), "number": f"云岭下访〔2026〕{n:04d}号", "title": f"饮水问题{n}", "place": "青石镇",
        "due": "2026-11-13", "stands": "超期6个工作日", "last": "",
    }  # fmt: skip
    return HandedRow(row_key(MARK.uid, f"issue-{n}"), n, given | cells)


def handed(*rows: HandedRow) -> HandedOut:
    return HandedOut(1, MARK.uid, MARK.number, "云岭县", 1, "县水利局", DAY, HEADINGS, rows)


THREE = handed(row(1), row(2), row(3))


def sheet_of(what: HandedOut) -> AgencySheet:
    return AgencySheet(
        MARK, "县水利局未办结问题", "请于11月30日前交回", ("填白色的列",), HEADINGS, what.rows, "县政府办"
    )


def book_of(what: HandedOut = THREE) -> Any:
    data, _overflow = agency_workbook(sheet_of(what))
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture
def back(tmp_path: Path) -> Any:
    """Save a workbook that came back, and read it as the app does."""

    def read(book: Any, what: HandedOut = THREE) -> Any:
        path = tmp_path / "交回.xlsx"
        book.save(path)
        return rows_back(read_workbook(path).sheets, what, path.name, around=DAY)

    return read


def fill(book: Any, place: int, **answers: Any) -> None:
    for key, value in answers.items():
        book.worksheets[0].cell(FIRST_ROW + place, AT[key]).value = value


def verdicts(rows: Any) -> list[tuple[int, RowVerdict]]:
    return [(one.row, one.verdict) for one in rows]


def test_only_the_units_columns_are_open_and_the_sheet_is_protected() -> None:
    page = book_of().worksheets[0]
    open_columns = {column.key for column in COLUMNS if not page.cell(FIRST_ROW, AT[column.key]).protection.locked}

    assert open_columns == {"words", "done", "expected", "person", "note"}
    assert page.protection.sheet is True
    assert [each.type for each in page.data_validations.dataValidation] == ["list", "date", "textLength"]
    assert page.freeze_panes == "D4"
    assert (page.print_title_rows, page.page_setup.orientation) == ("$3:$3", "landscape")


def test_a_filled_in_workbook_comes_back_cell_by_cell(back: Any) -> None:
    book = book_of()
    fill(book, 0, words="管道已换\n通水", done="是", expected=date(2026, 12, 5), person="李明")
    fill(book, 2, words="𠮷田䶮", done="否", expected="12月8日")
    rows = back(book)

    assert verdicts(rows) == [(4, "fine"), (5, "fine"), (6, "fine")]
    assert rows[0].answers == {"words": "管道已换\n通水", "done": "Yes", "expected": "2026-12-05", "person": "李明"}
    assert rows[1].answers == {}
    assert rows[2].answers == {"words": "𠮷田䶮", "done": "Unsettled", "expected": "2026-12-08"}


def test_text_is_never_a_formula_and_control_characters_go(tmp_path: Path) -> None:
    page = book_of(handed(row(1, title='=HYPERLINK("http://x","y")', last="@SUM(A1)\x07"))).worksheets[0]

    assert (page.cell(FIRST_ROW, AT["title"]).data_type, page.cell(FIRST_ROW, AT["last"]).value) == ("s", "@SUM(A1)")


def test_a_text_longer_than_a_cell_is_told_and_stands_whole_on_a_sheet_of_its_own(back: Any) -> None:
    long_text = "甲乙丙丁戊己庚辛壬癸" * 4000
    what = handed(row(1, last=long_text))
    data, overflow = agency_workbook(sheet_of(what))
    book = openpyxl.load_workbook(io.BytesIO(data))
    full = "".join(line[1].value for line in book["Full texts"].iter_rows())

    assert [(one.row, one.column, one.length) for one in overflow] == [(4, "Last report", 40_000)]
    assert full == long_text
    assert "Full texts" in book.worksheets[0].cell(FIRST_ROW, AT["last"]).value
    assert len(book.worksheets[0].cell(FIRST_ROW, AT["last"]).value) <= 32_767
    assert verdicts(back(book, what)) == [(4, "fine")]


@pytest.mark.parametrize("count", [1, 8, 60, 500])
def test_any_number_of_rows_goes_out_and_comes_back_as_it_was(count: int, back: Any) -> None:
    what = handed(*(row(n) for n in range(1, count + 1)))
    assert {verdict for _row, verdict in verdicts(back(book_of(what), what))} == {"fine"}


def test_added_rows_are_named_and_never_guessed(back: Any) -> None:
    book = book_of()
    book.worksheets[0].cell(8, AT["title"]).value = "新的问题"
    rows = back(book)

    assert verdicts(rows)[-1] == (8, "added")
    assert rows[-1].sentence.startswith("Row 8 was added by hand")


def test_deleted_rows_are_named_and_change_nothing(back: Any) -> None:
    book = book_of()
    book.worksheets[0].delete_rows(5)
    assert verdicts(back(book)) == [(4, "fine"), (5, "fine"), (0, "missing")]


def test_a_doubled_row_that_says_the_same_counts_once_and_one_that_differs_not_at_all(back: Any) -> None:
    book = book_of()
    page = book.worksheets[0]
    for column in range(1, len(COLUMNS) + 1):
        page.cell(7, column).value = page.cell(4, column).value
    assert verdicts(back(book)) == [(4, "fine"), (5, "fine"), (6, "fine")]
    fill(book, 3, words="另一个说法")
    rows = back(book)
    assert verdicts(rows) == [(4, "doubled"), (5, "fine"), (6, "fine"), (7, "doubled")]
    assert rows[0].sentence.startswith("Rows 4, 7 are all issue 云岭下访〔2026〕0001号")


def test_a_key_that_was_changed_is_not_taken_for_another(back: Any) -> None:
    book = book_of()
    book.worksheets[0].cell(5, 1).value = "ABCDEFGH"
    assert verdicts(back(book)) == [(4, "fine"), (5, "changed_key"), (6, "fine"), (0, "missing")]


def test_keys_and_issues_that_slipped_by_one_row_are_found(back: Any) -> None:
    book = book_of()
    page = book.worksheets[0]
    keys = [page.cell(n, 1).value for n in (4, 5, 6)]
    for number, key in zip((5, 6, 4), keys, strict=True):
        page.cell(number, 1).value = key
    fill(book, 0, words="不能算在别人头上")
    rows = back(book)

    assert [verdict for _row, verdict in verdicts(rows)] == ["shifted"] * 3
    assert "云岭下访〔2026〕0003号" in rows[0].sentence
    assert "云岭下访〔2026〕0001号" in rows[0].sentence


def test_cells_shifted_to_the_right_are_found(back: Any) -> None:
    book = book_of()
    book.worksheets[0].cell(4, 3).value = None
    assert verdicts(back(book))[0] == (4, "shifted")


def test_edited_locked_cells_are_named_and_the_answer_still_counts(back: Any) -> None:
    book = book_of()
    fill(book, 0, due=date(2027, 1, 1), words="已动工")
    rows = back(book)

    assert (rows[0].verdict, rows[0].answers) == ("edited", {"words": "已动工"})
    assert "(Due)" in rows[0].sentence


def test_columns_moved_as_a_whole_are_followed(back: Any) -> None:
    book = book_of()
    fill(book, 0, words="已动工")
    book.worksheets[0].insert_cols(3)
    rows = back(book)
    assert (verdicts(rows)[0], rows[0].answers) == ((4, "fine"), {"words": "已动工"})


def test_a_changed_heading_is_refused_by_name(back: Any) -> None:
    book = book_of()
    book.worksheets[0].cell(HEAD_ROW, AT["done"]).value = "完成了没有"
    with pytest.raises(HeaderChanged) as refusal:
        back(book)
    assert "“Settled?” is not there" in str(refusal.value)
    assert "完成了没有" in str(refusal.value)


def test_a_heading_that_stands_twice_is_refused(back: Any) -> None:
    book = book_of()
    book.worksheets[0].cell(HEAD_ROW, len(COLUMNS) + 1).value = "Settled?"
    with pytest.raises(HeaderTwice):
        back(book)


def test_any_other_workbook_is_refused(back: Any) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "事项"])
    with pytest.raises(NotOurWorkbook):
        back(book)


@pytest.mark.parametrize(
    ("answers", "bad"),
    [
        ({"done": "差不多"}, {"done": "“差不多” is neither yes nor no."}),
        ({"expected": "年底前"}, {"expected": "“年底前” is no day. Write one such as 2026-11-23."}),
        (
            {"words": "长" * 3501},
            {"words": "3501 characters are too many, at most 3500 are taken; ask for a shorter text."},
        ),
        ({"words": "倒\u202e写"}, {"words": "There is an invisible control character at position 2."}),
        (
            {"note": "=1+1"},
            {"note": "The cell holds a formula without a stored result; open the file in Excel and save it."},
        ),
        ({"done": "√", "expected": "2026年12月5日"}, {}),
    ],
)
def test_an_answer_that_cannot_be_read_says_why(back: Any, answers: dict[str, str], bad: dict[str, str]) -> None:
    book = book_of()
    fill(book, 0, **answers)
    assert back(book)[0].bad == bad


def test_the_mark_is_found_on_its_sheet_and_a_newer_layout_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book_of().save(path)
    sheets = read_workbook(path).sheets

    assert mark_of(sheets, "a.xlsx") == MARK
    assert keys_in(sheets) == {one.key for one in THREE.rows}
    with pytest.raises(WorkbookNewer):
        mark_of([Sheet("x", {1: [replace(MARK, layout=2).text()]})], "a.xlsx")
    assert mark_of([Sheet("x", {1: ["别的", 3, None]})], "a.xlsx") is None


@pytest.mark.parametrize("text", ["ONSITE:W", "ONSITE:Wx:a:b:c", "ONSITE:W1:a", "ONSITE:V1:abc", ""])
def test_what_is_no_mark_is_none(text: str) -> None:
    assert mark_in(text) is None


def test_keys_differ_between_workbooks_and_what_was_handed_out_is_kept() -> None:
    assert row_key("a", "x") != row_key("b", "x")
    assert rows_from_json(handed_to_json(HEADINGS, THREE.rows)) == THREE.rows


def test_a_file_that_is_held_open_is_told_and_the_older_one_stays(tmp_path: Path, monkeypatch: Any) -> None:
    target = tmp_path / "填.xlsx"
    target.write_bytes(b"older")

    def held(*_args: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(FileBusy):
        write_agency_workbook(target, sheet_of(THREE))
    assert target.read_bytes() == b"older"
