"""What is typed into cells, pasted as rows, masked on screen, searched and told as a story."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.calendar.workdays import CalendarDay, Origin, work_calendar
from core.documents.excel import SheetColumn, write_list
from core.entry_cells import limit_of, phone_hint, phone_shown, village_in
from core.entry_rows import ADDRESS, NAME, PHONE, TITLE, EntryRow, pasted, rows_from_json, rows_of, rows_to_json
from core.errors import CellTooLong
from core.issues import ActionKind
from core.masking import mask_name, mask_person, mask_phone
from core.search import has_initials, is_initials
from core.timeline import TimelineLine, deadlines_passed

TODAY = date(2026, 11, 23)
CALENDAR = work_calendar([CalendarDay(date(2026, 11, 28), is_workday=True, origin=Origin.COUNTY)])


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("5", date(2026, 11, 28)),
        ("５天", date(2026, 11, 28)),
        ("5个工作日", date(2026, 11, 28)),
        ("5自然日", date(2026, 11, 28)),
        ("6 自然日", date(2026, 11, 30)),  # a Sunday moves to the Monday
        ("12-4", date(2026, 12, 4)),
        ("12月4日", date(2026, 12, 4)),
        ("12月4号", date(2026, 12, 4)),
        ("2026/12/4", date(2026, 12, 4)),
        ("１２．４", date(2026, 12, 4)),
        ("2026年12月4日", date(2026, 12, 4)),
        ("1-8", date(2027, 1, 8)),
        ("月底", date(2026, 11, 30)),
        ("明天", date(2026, 11, 24)),
        ("", None),
    ],
)
def test_a_deadline_is_read_as_people_write_it(typed: str, due: date | None) -> None:
    found = limit_of(typed, TODAY, CALENDAR, unit="working", roll="next")
    assert (found.due, found.problem) == (due, "")


@pytest.mark.parametrize("typed", ["尽快", "0", "99999", "11-1", "13-40", "2-30", "10 10", "-5"])
def test_a_deadline_that_makes_no_sense_gives_a_sentence(typed: str) -> None:
    found = limit_of(typed, TODAY, CALENDAR, unit="working", roll="next")
    assert found.due is None
    assert found.problem.endswith(".")


def test_a_date_in_the_past_is_the_nearest_of_that_name() -> None:
    january = date(2027, 1, 5)
    found = limit_of("12-28", date(2020, 1, 1), CALENDAR, unit="natural", roll="none", around=january)
    assert found.due == date(2026, 12, 28)


def test_phones_are_grouped_for_the_eye_and_odd_ones_pointed_out() -> None:
    assert phone_shown("13800002204") == "138 0000 2204"
    assert phone_shown("0735-5221234") == "0735-5221234"
    assert [bool(phone_hint(phone)) for phone in ("13800002204", "1380000220", "没有电话", "", "5221234")] == [
        False, True, True, False, False,
    ]  # fmt: skip


def test_an_address_finds_its_village_the_longest_name_first() -> None:
    villages = [(1, "岭背村"), (2, "岭背村新区"), (3, "上街社区")]
    assert [village_in(text, villages) for text in ("岭背村三组", "岭背三组", "岭背村新区2号", "上街18号", "县城")] == [
        1, 1, 2, 3, None,
    ]  # fmt: skip


def test_rows_survive_json_and_strange_drafts_lose_only_what_is_strange() -> None:
    rows = [EntryRow(name="王五", title="=1+1", settled=True), EntryRow()]
    assert rows_from_json(rows_to_json(rows)) == rows[:1]
    odd = rows_from_json([{"title": "水管", "limit": 10, "later": "x"}, "nonsense", {"uid": "u"}])
    assert [row.title for row in odd] == ["水管", ""]


def test_a_pasted_block_is_mapped_by_its_headings_or_by_place() -> None:
    headed = pasted("序号\t姓名\t电话\t反映问题\n1\t王五\t13800000001\t水管")
    assert headed is not None
    assert (headed.sure, headed.targets) == (True, (None, NAME, PHONE, TITLE))
    placed = pasted("1\t王五\t13800000001\t岭背村\t水管\t县水利局\t10\n2\t李四\t13800000002\t岭背村\t路灯\t县住建局\t5")
    assert placed is not None
    assert placed.sure
    assert [(row.name, row.phone, row.title) for row in rows_of(placed)] == [
        ("王五", "13800000001", "水管"),
        ("李四", "13800000002", "路灯"),
    ]


def test_a_block_whose_phones_are_no_phones_is_not_certain() -> None:
    block = pasted("王五\t岭背村\t水管破裂\n李四\t岭背村\t路灯不亮")
    assert block is not None
    assert not block.sure


def test_a_cell_with_line_breaks_stays_one_cell_and_one_cell_is_no_block() -> None:
    block = pasted('王五\t13800000001\t岭背村\t"第一行\n第二行"\t县水利局\t10')
    assert block is not None
    assert [row.title for row in rows_of(block)] == ["第一行 第二行"]
    assert pasted("王五") is None
    assert pasted("王五\r\n") is None


def test_a_narrow_block_goes_where_the_cursor_stands() -> None:
    block = pasted("岭背村\t水管破裂\n东坪村\t路灯不亮", at=ADDRESS)
    assert block is not None
    assert block.sure
    assert rows_of(block)[1].title == "路灯不亮"


@pytest.mark.parametrize(
    ("name", "masked"),
    [("王桂英", "王**"), ("欧阳修", "欧阳**"), ("王五等5人", "王**"), ("", ""), ("Anna", "A**"), ("𠮷田", "𠮷**")],
)
def test_names_keep_the_surname_only(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800006612", "138****6612"),
        ("138 0000 6612", "138****6612"),
        ("5221234", "****34"),
        ("12345", "****"),
        ("", ""),
    ],
)
def test_phones_keep_their_ends_only(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked
    assert mask_person("", phone) == masked


def test_initials_find_a_text() -> None:
    assert has_initials("灌溉渠渗漏，30 亩田缺水", "ggqsl")
    assert not has_initials("灌溉渠渗漏", "xx")
    assert [is_initials(query) for query in ("ggq", "g", "灌溉", "0287", "a b")] == [True, False, False, False, False]


def test_every_passing_of_a_date_stays_on_record() -> None:
    lines = [
        TimelineLine(date(2026, 9, 1), ActionKind.ASSIGNED, due=date(2026, 9, 15)),
        TimelineLine(date(2026, 9, 10), ActionKind.EXTENDED, due=date(2026, 9, 30)),  # in time
        TimelineLine(date(2026, 10, 8), ActionKind.EXTENDED, due=date(2026, 10, 31)),  # late
        TimelineLine(date(2026, 11, 5), ActionKind.CLOSED),  # late again
        TimelineLine(date(2026, 11, 10), ActionKind.REOPENED, due=date(2026, 12, 1)),
    ]
    passed = deadlines_passed(lines, due=date(2026, 12, 1), settled_on=None, today=TODAY)
    assert passed == [date(2026, 9, 30), date(2026, 10, 31)]


def test_a_workbook_holds_text_as_text_and_dates_as_dates(tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    columns = [SheetColumn("A", 10), SheetColumn("B", 10)]
    write_list(
        target, title="云岭县/台账", note="3", columns=columns, rows=[["=1+1", TODAY], ["+86\x00", 7], ["@x", None]]
    )
    sheet = load_workbook(target).active
    assert sheet is not None
    assert [cell.data_type for cell in sheet["A"]][3:] == ["s", "s", "s"]
    assert sheet["A5"].value == "+86"
    assert sheet["B4"].value.date() == TODAY
    assert sheet.freeze_panes == "A4"


def test_a_text_too_long_for_excel_is_told_and_the_older_file_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    target.write_bytes(b"older")
    with pytest.raises(CellTooLong, match="32767"):
        write_list(target, title="T", note="", columns=[SheetColumn("A", 9)], rows=[["x" * 32_768]])
    assert target.read_bytes() == b"older"
