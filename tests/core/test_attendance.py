"""Sign-in lists as offices keep them, and what they do to the people expected."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from openpyxl import Workbook

from core.attendance import (
    MOST,
    as_attendees,
    as_rows,
    counts,
    from_json,
    merge,
    problem,
    role_of,
    same_people,
    shown_name,
    tick_all,
    to_json,
)
from core.errors import UserError
from core.import_errors import WorkbookNotATable, WorkbookTooOld, WorkbookUnknownEnding
from core.record_errors import TooManyAttendees
from core.records import AttendeeDraft, AttendeeRole
from core.sign_in_files import read_list
from core.sign_in_list import Listed, list_from_cells, list_from_text


def told(text: str) -> list[tuple[str, str, str, bool | None]]:
    return [(p.name, p.unit, p.post, p.present) for p in list_from_text(text).people]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("张三、李四，王五", [("张三", "", ""), ("李四", "", ""), ("王五", "", "")]),
        ("1. 张三\n2、李四\n（3）王五", [("张三", "", ""), ("李四", "", ""), ("王五", "", "")]),
        ("张　三\r\n李 四\r\n", [("张三", "", ""), ("李四", "", "")]),
        ("县水利局：张三、李四（副局长）", [("张三", "县水利局", ""), ("李四", "县水利局", "副局长")]),
        ("参会人员：张三、李四", [("张三", "", ""), ("李四", "", "")]),
        ("水利局 张三 局长\n李四局长\n王五（县教育局局长）",
         [("张三", "水利局", "局长"), ("李四", "", "局长"), ("王五", "县教育局", "局长")]),
        ("张三\t县水利局\t局长\t13800001111\n李四\t县教育局\t\t",
         [("张三", "县水利局", "局长"), ("李四", "县教育局", "")]),
        ("姓名,单位\n张三,水利局\n李四,", [("张三", "水利局", ""), ("李四", "", "")]),
        ("签到表\n时间：2026年11月23日\n姓名\t单位\t姓名\t单位\n张三\t甲局\t李四\t乙局\n王五\t甲局\t\t",
         [("张三", "甲局", ""), ("王五", "甲局", ""), ("李四", "乙局", "")]),
        ("序号\t单位\t签名\n1\t县水利局\t张三\n2\t县教育局\t李四",
         [("张三", "县水利局", ""), ("李四", "县教育局", "")]),
        ("姓  名\t职务（职级）\n张三、李四\t科员", [("张三", "", "科员"), ("李四", "", "科员")]),
        ("阿依古丽·买买提、欧阳明珠、Anna Lee、𠮷田",
         [("阿依古丽·买买提", "", ""), ("欧阳明珠", "", ""), ("Anna Lee", "", ""), ("𠮷田", "", "")]),
        ("姓名\n李小村", [("李小村", "", "")]),
    ],
)  # fmt: skip
def test_lists_of_many_offices_are_read(text: str, people: list[tuple[str, str, str]]) -> None:
    assert told(text) == [(*person, True) for person in people]
    assert list_from_text(text).unread == []


def test_the_column_for_signing_says_who_came() -> None:
    text = "姓名\t单位\t签到\n张三\t甲局\t√\n李四\t乙局\t\n王五\t丙局\t请假\n赵六\t丁局\t赵六\n钱七\t丁局\t孙八代"
    assert [person[3] for person in told(text)] == [True, False, False, True, None]
    blank = list_from_text("姓名\t签到\n张三\t\n李四\t")
    assert blank.is_blank_form
    assert [person.present for person in blank.people] == [None, None]


def test_what_is_not_certain_is_handed_back_and_never_guessed() -> None:
    found = list_from_text(
        "张三\n青石镇\n王县长\n李小村\n今天来的人很多，有水利局的也有教育局的，还有好几个村的群众代表都来了"
    )
    assert [person.name for person in found.people] == ["张三"]
    assert len(found.unread) == 4
    for text in ("", "  \n\t\n", "------", "13800001111"):
        assert list_from_text(text).people == []


def test_an_expected_person_is_ticked_and_a_new_one_added() -> None:
    expected = [
        AttendeeDraft("周立明", post="副县长", role=AttendeeRole.LEADER, leader_id=3),
        AttendeeDraft("张三", unit="云岭县水利局"),
        AttendeeDraft("", unit="县教育局", role=AttendeeRole.AGENCY, agency_id=7),
    ]
    listed = list_from_text("周立明\n水利局：张　三\n县教育局：李四（股长）\n前冲村：王五\n")
    merged = merge(expected, listed, {"住建局": 9})

    assert (merged.ticked, merged.added, merged.doubles, merged.unsure) == (3, 1, [], [])
    assert [(a.name, a.unit, a.post, a.role, a.present) for a in merged.attendees] == [
        ("周立明", "", "副县长", AttendeeRole.LEADER, True),
        ("张三", "云岭县水利局", "", AttendeeRole.OTHER, True),
        ("李四", "县教育局", "股长", AttendeeRole.AGENCY, True),
        ("王五", "前冲村", "", AttendeeRole.VILLAGE, True),
    ]
    assert merged.attendees[2].agency_id == 7
    assert [each.present for each in expected] == [None, None, None]


def test_doubles_are_counted_once_and_namesakes_are_asked_about() -> None:
    expected = [AttendeeDraft("王芳", unit="县水利局"), AttendeeDraft("王芳", unit="县教育局")]
    merged = merge(expected, list_from_text("王芳\n李四\n李四\n张三（甲局局长）\n张三（乙局局长）"))
    assert merged.unsure == ["王芳"]
    assert merged.doubles == ["李四"]
    assert [each.name for each in merged.attendees] == ["王芳", "王芳", "李四", "张三", "张三"]
    assert [each.present for each in merged.attendees[:2]] == [None, None]
    exact = merge(expected, list_from_text("县教育局：王芳"))
    assert [each.present for each in exact.attendees] == [None, True]


def test_a_tick_that_stands_is_not_taken_away() -> None:
    merged = merge([AttendeeDraft("张三", present=True)], list_from_text("姓名\t签到\n张三\t\n李四\t√"))
    assert [each.present for each in merged.attendees] == [True, True]
    away = merge([AttendeeDraft("张三")], list_from_text("姓名\t签到\n张三\t请假\n李四\t√"))
    assert away.attendees[0].present is False
    assert away.absent == 1


def test_more_than_a_thousand_are_refused_with_the_number() -> None:
    most = "\n".join(f"{_han(n)}" for n in range(MOST))
    assert len(merge([], list_from_text(most)).attendees) == MOST
    with pytest.raises(TooManyAttendees, match="1001 people"):
        merge([AttendeeDraft("周立明")], list_from_text(most))


def test_500_people_are_laid_over_500_in_no_time() -> None:
    text = "姓名\t单位\t职务\t签到\n" + "\n".join(f"{_han(n)}\t县水利局\t科员\t√" for n in range(500))
    expected = [AttendeeDraft(_han(n), unit="水利局") for n in range(0, 1000, 2)]
    began = time.perf_counter()
    merged = merge(expected, list_from_text(text))
    assert time.perf_counter() - began < 0.2
    assert (merged.ticked, merged.added) == (250, 250)


def _han(n: int) -> str:
    return "赵钱孙李周吴郑王冯陈"[n // 100] + chr(0x4E00 + n % 100) + "平"


def test_roles_follow_unit_and_post_and_residents_are_masked() -> None:
    assert role_of("县水利局", "局长") is AttendeeRole.AGENCY
    assert role_of("青石镇人民政府", "镇长") is AttendeeRole.TOWNSHIP
    assert role_of("前冲村", "支书") is AttendeeRole.VILLAGE
    assert role_of("前冲村", "村民") is AttendeeRole.RESIDENT
    assert role_of("", "") is AttendeeRole.OTHER
    assert shown_name(AttendeeDraft("王桂英", role=AttendeeRole.RESIDENT)) == "王**"
    doubled = merge([], list_from_cells([["姓名", "职务"], ["王桂英", "村民"], ["王桂英", "村民"]]))
    assert doubled.doubles == ["王**"]


def test_a_unit_that_named_nobody_has_no_name_in_the_table_and_stands_for_itself_when_kept() -> None:
    stored = [
        AttendeeDraft("县水利局", role=AttendeeRole.AGENCY, agency_id=4, id=11),
        AttendeeDraft("青石镇", role=AttendeeRole.TOWNSHIP),
        AttendeeDraft("张三", unit="县教育局", role=AttendeeRole.AGENCY, agency_id=5),
    ]
    rows = as_rows(stored)
    assert [(row.name, row.unit) for row in rows] == [("", "县水利局"), ("", "青石镇"), ("张三", "县教育局")]
    assert as_attendees(rows) == stored
    rows[0].present = True
    assert as_attendees(rows)[0].present
    assert as_attendees([AttendeeDraft("  ")]) == []


def test_everybody_is_ticked_but_for_those_marked_absent() -> None:
    rows = [AttendeeDraft("张三"), AttendeeDraft("李四", present=False), AttendeeDraft("", unit="县水利局")]
    assert tick_all(rows) == 2
    assert [row.present for row in rows] == [True, False, True]
    assert tick_all(rows) == 0
    assert counts(rows) == (2, 1, 0)
    away = [AttendeeDraft("张三", present=False)]
    assert tick_all(away) == 1


def test_rows_survive_a_kill_and_nonsense_in_a_draft_is_left_out() -> None:
    rows = [AttendeeDraft("张三", "县水利局", "局长", AttendeeRole.AGENCY, None, 4, present=False, id=2)]
    assert from_json(to_json(rows)) == rows
    assert from_json("nonsense") == []
    strange = from_json([{"name": 1}, {"name": "李四", "role": "king", "present": "yes", "id": "x"}, None])
    assert strange == [AttendeeDraft("李四")]


def test_what_cannot_be_kept_is_said() -> None:
    assert "position 2" in problem(AttendeeDraft("张\x00三"), "name")
    assert "at most 60" in problem(AttendeeDraft("张" * 61), "name")
    assert "at most 60" in problem(AttendeeDraft("", unit="局" * 61), "unit")
    assert problem(AttendeeDraft("张三", unit="局" * 61), "unit") == ""
    assert problem(AttendeeDraft("", post="局长"), "name")
    assert same_people([AttendeeDraft("张三"), AttendeeDraft("李四"), AttendeeDraft("张　三")]) == {2: 0}


def test_files_are_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "签到"
    for row in (
        ["现场办公签到表"],
        ["序号", "姓名", "单位", "签到"],
        [1, "张三", "县水利局", "√"],
        [2, "李四", "县水利局", None],
    ):
        sheet.append(row)
    book.create_sheet("车辆").append(["车牌", "云A12345"])
    book.save(tmp_path / "签到.xlsx")
    found = read_list(tmp_path / "签到.xlsx")
    assert found.listed.people == [Listed("张三", "县水利局"), Listed("李四", "县水利局", present=False)]
    assert found.sheet == ""
    (tmp_path / "名单.txt").write_bytes("张三\r\n李四\r\n".encode("gb18030"))
    assert [each.name for each in read_list(tmp_path / "名单.txt").listed.people] == ["张三", "李四"]
    (tmp_path / "名单.csv").write_bytes("\ufeff姓名,单位\r\n张三,水利局\r\n".encode())
    assert read_list(tmp_path / "名单.csv").listed.people == [Listed("张三", "水利局")]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.exe", b"MZ", WorkbookUnknownEnding),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", WorkbookTooOld),
        ("a.xlsx", b"no zip", WorkbookNotATable),
        ("a.txt", b"\x00\x01\x02" * 400, UserError),
    ],
)
def test_other_files_are_refused_with_a_sentence(
    tmp_path: Path, name: str, data: bytes, error: type[UserError]
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error):
        read_list(tmp_path / name)
