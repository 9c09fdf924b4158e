"""One-line entries on the Yunling county: the form that each fills in, or the question that it needs."""

from __future__ import annotations

import time as clock
from datetime import date, time
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.workdays import WorkCalendar, work_calendar
from core.clock import clock_text
from core.i18n import set_language
from core.one_line import (
    LONGEST,
    AgencyEntry,
    Asked,
    Directory,
    KindEntry,
    LeaderEntry,
    Lexicon,
    Reading,
    TownshipEntry,
    read_line,
)
from tests.yunling_directory import directory

TODAY = date(2026, 11, 23)  # a Monday, 农历十月十五
WEDNESDAY, SUNDAY = date(2026, 11, 25), date(2026, 11, 29)
SLOWEST = 0.05
VISIT, OFFICE, STUDY, TALK, HOMES = (
    "petition_reception", "onsite_office", "research_visit", "policy_outreach", "household_visit",
)  # fmt: skip


@cache
def county() -> Lexicon:
    made = Lexicon(directory())
    assert made.leader_initials["mj"]  # loads pinyin once
    return made


@cache
def calendar() -> WorkCalendar:
    return work_calendar()


def read(line: str, *, today: date = TODAY, given: dict[str, str] | None = None) -> Reading:
    return read_line(line, county(), today=today, calendar=calendar(), given=given)


def form_of(reading: Reading) -> dict[str, Any]:
    """Return the fields that are filled in, in words."""
    lexicon = county()
    where = lexicon.townships[reading.township_id].name if reading.township_id else ""
    where += lexicon.villages[reading.village_id].name if reading.village_id else ""
    found = {
        "day": f"{reading.day:%m-%d}" if reading.day and reading.day.year == 2026 else reading.day and f"{reading.day}",
        "half": reading.half and reading.half.value,
        "at": clock_text(reading.starts_at) + (f"-{clock_text(reading.ends_at)}" if reading.ends_at else ""),
        "leader": lexicon.leaders[reading.leader_id].name if reading.leader_id else "",
        "along": [lexicon.leaders[each].name for each in reading.leaders_along],
        "where": where,
        "kind": reading.kind,
        "form": reading.reception_form and reading.reception_form.value,
        "units": [lexicon.agencies[each].name for each in reading.agencies],
        "unannounced": reading.unannounced,
        "place": reading.place,
        "theme": reading.theme,
    }
    return {key: value for key, value in found.items() if value}


def visit(day: str, leader: str, where: str, kind: str = "", **more: Any) -> dict[str, Any]:
    made = {"day": day, "leader": leader, "where": where, "kind": kind, **more}
    return {key: value for key, value in made.items() if value}


CLEAR = (
    ("下周三 孟县长 青石镇 接访", visit("12-02", "孟杰", "青石镇", VISIT)),
    ("下周三孟县长到青石镇接访", visit("12-02", "孟杰", "青石镇", VISIT)),
    ("接访 青石镇 孟县长 下周三", visit("12-02", "孟杰", "青石镇", VISIT)),
    ("青石镇，接访；孟杰；２０２６年１２月２日", visit("12-02", "孟杰", "青石镇", VISIT)),
    ("孟　杰 明天上午 青石镇 约访", visit("11-24", "孟杰", "青石镇", VISIT, half="morning", form="by_appointment")),
    ("明天上午 贺书记 柳河乡 现场办公 带水利局、民政局",
     visit("11-24", "贺凤英", "柳河乡", OFFICE, half="morning", units=["县水利局", "县民政局"])),
    ("11月25日 李部长 qsz 调研 饮水安全", visit("11-25", "李红梅", "青石镇", STUDY, theme="饮水安全")),
    ("mj lhx 接访 25号", visit("11-25", "孟杰", "柳河乡", VISIT)),
    ("周三 下午两点半 孔晓峰 石桥镇前口村 走访",
     visit("11-25", "孔晓峰", "石桥镇前口村", HOMES, half="afternoon", at="14:30")),
    ("11-25 9:00-11:30 蔡县长 龙泉 政策宣讲",
     visit("11-25", "蔡勇", "龙泉镇", TALK, half="morning", at="9:00-11:30")),
    ("月底 叶涛 黑水乡 敲门行动", visit("11-30", "叶涛", "黑水乡", HOMES)),
    ("农历十月十七 夏书记 东岭镇 接访", visit("11-25", "夏红梅", "东岭镇", VISIT)),
    ("下个集日 孟县长 青石镇 宣讲", visit("11-27", "孟杰", "青石镇", TALK)),
    ("下个接访日 孟杰县长 城关街道 接访", visit("12-15", "孟杰", "城关街道", VISIT)),
    ("下个工作日 县长 金沟镇 现场办公会", visit("11-24", "孟杰", "金沟镇", OFFICE)),
    ("腊月初八 程永和 高台乡 慰问 困难群众春节物资",
     visit("2027-01-15", "程永和", "高台乡", HOMES, theme="困难群众春节物资")),
    ("11月26日9点半县委书记到永兴镇石桥调研 主题：乡村振兴",
     visit("11-26", "贺凤英", "永兴镇石桥村", STUDY, half="morning", at="9:30", theme="乡村振兴")),
    ("明天 孟县长在青石镇综治中心一楼接访大厅接访，听取饮水问题",
     visit("11-24", "孟杰", "青石镇", VISIT, place="青石镇综治中心一楼接访大厅", theme="听取饮水问题")),
    ("12月3日 贺书记带孟县长 白杨街道 接访", visit("12-03", "贺凤英", "白杨街道", VISIT, along=["孟杰"])),
    ("明天 李红梅部长 陪贺书记 沙溪镇 调研", visit("11-24", "贺凤英", "沙溪镇", STUDY, along=["李红梅"])),
    ("下下周五全天 陆书记 梅坪镇 四不两直 调研 烤烟收购",
     visit("12-11", "陆赟", "梅坪镇", STUDY, half="day", unannounced=True, theme="烤烟收购")),
    ("后天下午3点 常运来 前冲村 入户", visit("11-25", "常运来", "青石镇前冲村", HOMES, half="afternoon", at="15:00")),
    ("明天9点至下午3点 龙岚 红岩镇李溪村 现场办公",
     visit("11-24", "龙岚", "红岩镇李溪村", OFFICE, half="day", at="9:00-15:00")),
    ("明天 14-17 孟县长 青石镇 接访", visit("11-24", "孟杰", "青石镇", VISIT, half="afternoon", at="14:00-17:00")),
    ("25日（周三）孟县长 青石镇 接访", visit("11-25", "孟杰", "青石镇", VISIT)),
    ("1月5日 孟县长 青石镇 接访", visit("2027-01-05", "孟杰", "青石镇", VISIT)),
    ("12月15日 杨县长 金沟镇 带案下访", visit("12-15", "杨艳", "金沟镇", VISIT, form="case_visit")),
    ("本周五 侯调研员 竹园乡 调研", visit("11-27", "侯超", "竹园乡", STUDY)),
    ("周四 法院院长 双塘乡 接访", visit("11-26", "易志强", "双塘乡", VISIT)),
    ("周四 政协主席 松坪乡 调研", visit("11-26", "孔晓峰", "松坪乡", STUDY)),
    ("周四 人大主任 云门镇 调研", visit("11-26", "梁秀英", "云门镇", STUDY)),
    ("周四 宣传部长 高台乡 宣讲 惠农政策", visit("11-26", "吴春梅", "高台乡", TALK, theme="惠农政策")),
    ("明天，分管副县长赖思远，沙溪镇，现场办公", visit("11-24", "赖思远", "沙溪镇", OFFICE)),
    ("明天孟县长青石调研", visit("11-24", "孟杰", "青石镇", STUDY)),
    ("明天 孟县长 红岩镇 调研 巡查大坝安全", visit("11-24", "孟杰", "红岩镇", STUDY, theme="巡查大坝安全")),
    ("下月7号 蔡勇副县长 新河镇 调研 新河大桥建设", visit("12-07", "蔡勇", "新河镇", STUDY, theme="新河大桥建设")),
    ("明天 孟县长 青石镇 约访，县水利局、县信访局陪同",
     visit("11-24", "孟杰", "青石镇", VISIT, form="by_appointment", units=["县水利局", "县信访局"])),
    ("孟县长 云岭县青石镇 视频接访 明早9点",
     visit("11-24", "孟杰", "青石镇", VISIT, half="morning", at="9:00", form="video")),
    ("明晚7点 孟县长 青石镇 宣讲 院坝会",
     visit("11-24", "孟杰", "青石镇", TALK, half="afternoon", at="19:00", theme="院坝会")),
    ("tomorrow 9am mj qsz reception", visit("11-24", "孟杰", "青石镇", VISIT, half="morning", at="9:00")),
    ("2 Dec, afternoon: hfy, lhx, on-site office, bring slj",
     visit("12-02", "贺凤英", "柳河乡", OFFICE, half="afternoon", units=["县水利局"])),
    ("the day after tomorrow mj qsz research road repair",
     visit("11-25", "孟杰", "青石镇", STUDY, theme="road repair")),
    ("Wednesday mj qsz outreach", visit("11-25", "孟杰", "青石镇", TALK)),
    ("next Wednesday mj qsz households", visit("12-02", "孟杰", "青石镇", HOMES)),
)  # fmt: skip
ON = {"next Wednesday mj qsz households": date(2026, 11, 26)}  # a Thursday: this week's Wednesday is over


@pytest.mark.parametrize(("line", "wanted"), CLEAR, ids=[line for line, _ in CLEAR])
def test_a_clear_line_fills_the_form_and_asks_nothing(line: str, wanted: dict[str, Any]) -> None:
    reading = read(line, today=ON.get(line, TODAY))
    assert [question.sentence() for question in reading.questions] == []
    assert form_of(reading) == wanted
    assert reading.is_visit


DEPUTIES = ["孟杰", "叶涛", "蔡勇", "龙岚", "刘志强", "赖思远", "杨艳", "程永和"]
UNCLEAR = (
    ("下周三 王县长 青石镇 接访", TODAY, Asked.LEADER, DEPUTIES),
    ("今天 书记 青石镇 接访", TODAY, Asked.LEADER, ["贺凤英", "武秀英", "夏红梅"]),
    ("明天 青石镇夏书记接访", TODAY, Asked.LEADER, ["夏红梅"]),
    ("明天 yy qsz 接访", TODAY, Asked.LEADER, ["杨艳", "易艳"]),
    ("明天 副县长 青石镇 接访", TODAY, Asked.LEADER, ["叶涛", "蔡勇", "龙岚", "刘志强", "赖思远", "杨艳", "程永和"]),
    ("明天 贺凤英县长 青石镇 接访", TODAY, Asked.LEADER, ["贺凤英", "孟杰"]),
    ("12-3 易志强和金娟 白杨街道 接访", TODAY, Asked.LEADER, ["易志强", "金娟"]),
    ("周三 孟县长 青石镇 接访", WEDNESDAY, Asked.DAY, ["2026-11-25", "2026-12-02"]),
    ("下周三 孟县长 青石镇 接访", SUNDAY, Asked.DAY, ["2026-12-02", "2026-12-09"]),
    ("下个周三 孟县长 青石镇 接访", TODAY, Asked.DAY, ["2026-12-02", "2026-11-25"]),
    ("next Wednesday mj qsz research", TODAY, Asked.DAY, ["2026-12-02", "2026-11-25"]),
    ("十五 孟县长 青石镇 接访", TODAY, Asked.DAY, ["2026-12-15", "2026-11-23"]),
    ("20日 孟县长 石桥镇 接访", TODAY, Asked.DAY, ["2026-11-20", "2026-12-20"]),
    ("周六 孟县长 石桥镇 接访", TODAY, Asked.DAY, ["2026-11-28", "2026-11-30"]),
    ("2027年1月1日 孟县长 青石镇 接访", TODAY, Asked.DAY, ["2027-01-01", "2027-01-04"]),
    ("11月31日 孟县长 青石镇 接访", TODAY, Asked.DAY, ["2026-11-30", "2026-12-31"]),
    ("11月25日周五 孟县长 青石镇 接访", TODAY, Asked.DAY, ["2026-11-25", "2026-11-27"]),
    ("25-26日 孟县长 青石镇 接访", TODAY, Asked.DAY, ["2026-11-25", "2026-11-26"]),
    ("下周三孟县长到青石镇接访，解决下周五停水问题", TODAY, Asked.DAY, ["2026-12-02", "2026-12-04"]),
    ("腊月三十 孟县长 青石镇 慰问", TODAY, Asked.DAY, ["2027-02-05", "2027-02-06"]),
    ("下周 孟县长 青石镇 接访", TODAY, Asked.DAY,
     ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04"]),
    ("9-11 孟县长 青石镇 接访", TODAY, Asked.DAY, ["2026-09-11", "2027-09-11", "hours"]),
    ("下个集日 龙县长 东岭镇 宣讲", TODAY, Asked.DAY, ["2026-11-28", "2026-12-04"]),
    ("下个集日 孟县长 白杨街道 接访", TODAY, Asked.DAY, []),
    ("明天 孟县长 石桥 接访", TODAY, Asked.PLACE, ["石桥镇", "石桥村"]),
    ("明天 孟县长 李溪村 接访", TODAY, Asked.PLACE, ["李溪村", "李溪村"]),
    ("明天 孟县长 青石镇 李溪村 接访", TODAY, Asked.PLACE, ["青石镇", "李溪村", "李溪村"]),
    ("明天 孟县长到青石看水库", TODAY, Asked.PLACE, ["青石镇"]),
    ("明天 7点 孟县长 青石镇 走访", TODAY, Asked.TIME, ["7:00", "19:00"]),
    ("明天 上午14:30 孟县长 青石镇 走访", TODAY, Asked.TIME, ["14:30", "morning"]),
    ("明天 孟县长 青石镇 走访调研", TODAY, Asked.KIND, [HOMES, STUDY]),
    ("明天 孟县长 青石镇 接访 带气象局", TODAY, Asked.AGENCY, []),
)  # fmt: skip
FIELDS = {
    Asked.DAY: "day", Asked.TIME: "at", Asked.LEADER: "leader", Asked.PLACE: "where", Asked.KIND: "kind",
    Asked.AGENCY: "units",
}  # fmt: skip
BY_NAME = {Asked.LEADER, Asked.PLACE}


@pytest.mark.parametrize(("line", "today", "asked", "choices"), UNCLEAR, ids=[each[0] for each in UNCLEAR])
def test_an_unclear_line_asks_and_leaves_the_field_empty(
    line: str, today: date, asked: Asked, choices: list[str]
) -> None:
    reading = read(line, today=today)
    assert [question.asked for question in reading.questions] == [asked]
    answers = reading.questions[0].answers
    assert [each.label if asked in BY_NAME else each.key for each in answers] == choices
    assert FIELDS[asked] not in form_of(reading)


@pytest.mark.parametrize(("line", "today", "asked", "choices"), UNCLEAR, ids=[each[0] for each in UNCLEAR])
def test_every_answer_settles_its_question_and_fills_its_field(
    line: str, today: date, asked: Asked, choices: list[str]
) -> None:
    question = read(line, today=today).questions[0]
    seen = set()
    for answer in question.answers:
        settled = read(line, today=today, given={question.key: answer.key})
        assert settled.questions == []
        seen.add(repr(settled))
    assert len(seen) == len(choices)
    left_open = read(line, today=today, given={question.key: ""})
    assert left_open.questions == []
    assert FIELDS[asked] not in form_of(left_open)


def test_two_leaders_of_one_surname_are_both_offered_whatever_their_rank() -> None:
    leaders = (LeaderEntry(1, "王建国", "县委副书记、县长"), LeaderEntry(2, "王秀兰", "副县长"))
    lexicon = Lexicon(Directory(leaders, (TownshipEntry(1, "青石镇"),)))
    named = read_line("明天 王县长 青石镇", lexicon, today=TODAY, calendar=calendar())
    assert [answer.label for answer in named.questions[0].answers] == ["王建国", "王秀兰"]
    deputy = read_line("明天 王副县长 青石镇", lexicon, today=TODAY, calendar=calendar())
    assert (deputy.leader_id, deputy.questions) == (2, [])
    alone = read_line("明天 县长 青石镇", lexicon, today=TODAY, calendar=calendar())
    assert (alone.leader_id, alone.questions) == (1, [])


def test_two_leaders_of_one_name_and_two_townships_of_one_short_name_are_asked() -> None:
    leaders = (LeaderEntry(1, "李伟", "副县长"), LeaderEntry(2, "李伟", "县政协副主席"))
    townships = (TownshipEntry(1, "石桥镇"), TownshipEntry(2, "石桥乡"))
    lexicon = Lexicon(Directory(leaders, townships))
    reading = read_line("明天 李伟 石桥", lexicon, today=TODAY, calendar=calendar())
    assert [[answer.key for answer in question.answers] for question in reading.questions] == [["1", "2"], ["1", "2"]]
    certain = read_line("明天 李伟副县长 石桥乡", lexicon, today=TODAY, calendar=calendar())
    assert (certain.leader_id, certain.township_id, certain.questions) == (1, 2, [])


def test_an_offices_own_kind_is_known_by_its_name() -> None:
    lexicon = Lexicon(Directory(townships=(TownshipEntry(1, "青石镇"),), kinds=(KindEntry("own1", "板凳会"),)))
    assert read_line("明天 青石镇 板凳会", lexicon, today=TODAY, calendar=calendar()).kind == "own1"
    asked = read_line("明天 青石镇 接访", lexicon, today=TODAY, calendar=calendar())
    assert (asked.kind, [question.asked for question in asked.questions]) == (None, [Asked.KIND])


def test_two_units_with_one_short_name_are_asked() -> None:
    agencies = (AgencyEntry(1, "县水利局"), AgencyEntry(2, "县水利工程建设中心", "水利局"))
    lexicon = Lexicon(Directory(agencies=agencies))
    reading = read_line("带水利局", lexicon, today=TODAY, calendar=calendar())
    assert [[answer.key for answer in question.answers] for question in reading.questions] == [["1", "2"]]


def test_what_is_understood_and_asked_is_said_in_chinese_too() -> None:
    set_language("zh_CN")
    question = read("20日 孟县长 石桥镇 接访").questions[0]
    assert question.sentence() == "“20日”指哪一天？"
    assert [f"{answer.label} {answer.note}" for answer in question.answers] == [
        "11月20日 周五 已过",
        "12月20日 周日 休息日",
    ]


def test_a_line_too_short_to_be_a_visit_is_none() -> None:
    for line in ("", "   ", "青石镇", "孟县长", "明天", "调研", "孟县长 明天"):
        assert not read(line).is_visit
    assert read("明天 " * LONGEST) == Reading()


@given(st.text(max_size=LONGEST + 50))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_quickly_and_without_an_error(text: str) -> None:
    quickly_read(text)


PIECES = (
    "下周三", "周", "王", "县长", "书记", "青石", "镇", "石桥", "村", "接访", "带", "水利局", "、", "，", " ", "十五",
    "初", "八", "月", "日", "11", "-", "25", ":", "30", "点", "半", "上午", "到", "在", "大厅", "mj", "qsz", "next ",
    "Wed", "nov", "农历", "闰", "腊", "集日", "副", "年", "2026", "99", "０", "①",
    "\u3000", "\u200b", "\ud800", "孟", "杰", "和", "陪",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=500, deadline=None)
def test_any_order_of_our_own_words_is_read_quickly_and_without_an_error(text: str) -> None:
    reading = quickly_read(text)
    for question in reading.questions:
        for answer in question.answers:
            quickly_read(text, {question.key: answer.key})


def quickly_read(text: str, answers: dict[str, str] | None = None) -> Reading:
    best = 1.0
    for _attempt in range(3):  # the machine may be busy with something else
        began = clock.perf_counter()
        reading = read(text, given=answers)
        best = min(best, clock.perf_counter() - began)
        if best < SLOWEST:
            break
    assert best < SLOWEST
    assert reading.day is None or (reading.day.year >= 1950 and isinstance(reading.starts_at, time | None))
    return reading
