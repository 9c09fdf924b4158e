"""What a request form leaves open is asked, never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from core.i18n import set_language
from core.request_form.days import Wish, read_wish
from core.request_form.readings import LEAVE_OUT, Verdict
from core.request_form.values import kinds_named, looks_whole, people_in, split_phone, ticked
from core.visits import SHIPPED_KINDS
from tests.core.request_forms import TODAY, asks, field, one


@pytest.fixture(autouse=True)
def chinese():
    set_language("zh_CN")


# Questions instead of guesses


def test_an_unknown_township_is_asked_with_the_nearest_first():
    found = one("乡镇：清石镇\n主题：饮水")
    asked = field(found, "township")
    assert asks(found) == ["township"]
    assert asked.raw == "清石镇"
    assert asked.options[0].key == "use:青石镇"
    assert LEAVE_OUT not in [option.key for option in asked.options]
    assert one("乡镇：清石镇\n主题：饮水", {"township": "use:青石镇"}).draft.township_id == 1
    assert one("乡镇：清石镇\n主题：饮水", {"township": "use:火星镇"}).open


def test_a_township_that_only_the_title_names_is_offered_not_taken():
    found = one("青石镇下访申请表\n主题：饮水")
    assert asks(found) == ["township"]
    assert field(found, "township").options[0].key == "use:青石镇"


def test_a_village_is_looked_for_once_its_township_is_known():
    text = "乡镇：清石镇\n村：柳树弯村"
    assert asks(one(text)) == ["township"]
    answered = one(text, {"township": "use:青石镇"})
    assert asks(answered) == ["village"]
    assert one(text, {"township": "use:青石镇", "village": "use:柳树湾村"}).draft.village_id == 11
    assert one(text, {"township": "use:青石镇", "village": LEAVE_OUT}).draft.village_id is None


def test_a_township_with_its_village_in_one_cell():
    found = one("乡镇：青石镇柳树湾村\n主题：饮水")
    assert (found.draft.township_id, found.draft.village_id) == (1, 11)


@pytest.mark.parametrize(
    ("words", "leader"),
    [("陈雨桐", 22), ("陈雨桐县长", 22), ("县委书记 周立明", 21), ("不限", None), ("王副县长", "?"), ("陈雨彤", "?"),
     ("周立明、陈雨桐", "?"), ("分管副县长", "?")],
)  # fmt: skip
def test_leaders(words, leader):
    found = one(f"乡镇：青石镇\n希望领导：{words}")
    if leader == "?":
        assert asks(found) == ["leader"]
        assert field(found, "leader").options
    else:
        assert (found.draft.leader_id, asks(found)) == (leader, [])


def test_two_leaders_of_one_surname_are_both_offered_first():
    options = field(one("乡镇：青石镇\n希望领导：王副县长"), "leader").options
    assert {option.key for option in options[:2]} == {"use:王建国", "use:王建军"}


def test_units_by_alias_and_one_question_for_each_unknown_one():
    text = "乡镇：青石镇\n希望到场单位：水务局、人社局、路灯所、火星办"
    found = one(text)
    assert found.draft.agencies == [31, 32]
    assert len(found.open) == 2
    answers = {each.key: LEAVE_OUT for each in found.open}
    answers[found.open[0].key] = "use:县自然资源局"
    assert one(text, answers).draft.agencies == [31, 32, 33]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("信访接待", "petition_reception"), ("约访", "petition_reception"), ("调研", "research_visit"),
     ("□信访接待 ☑现场办公 □调查研究", "onsite_office"), ("□信访接待√ □现场办公", "petition_reception"),
     ("[√]政策宣讲 [ ]现场办公", "policy_outreach"), ("入户走访", "household_visit"), ("信访接待、现场办公", "?"),
     ("信访接待/现场办公/调查研究/政策宣讲", "?"), ("开会", "?"), ("□信访接待 □现场办公", None)],
)  # fmt: skip
def test_kinds(words, kind):
    found = one(f"乡镇：青石镇\n类型：{words}")
    assert (asks(found) == ["kind"]) if kind == "?" else (found.draft.kind == kind and not asks(found))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("12月3日", (2026, 12, 3), (2026, 12, 3)),
        ("2026.12.3上午", (2026, 12, 3), (2026, 12, 3)),
        ("12月3日（周四）9:00-11:30", (2026, 12, 3), (2026, 12, 3)),
        ("12月3日—5日", (2026, 12, 3), (2026, 12, 5)),
        ("12.3-12.5", (2026, 12, 3), (2026, 12, 5)),
        ("2026-12-03 至 2026-12-05", (2026, 12, 3), (2026, 12, 5)),
        ("12月28日至2027年1月5日", (2026, 12, 28), (2027, 1, 5)),
        ("12月28日至1月5日", (2026, 12, 28), (2027, 1, 5)),
        ("12月上旬", (2026, 12, 1), (2026, 12, 10)),
        ("12月下旬", (2026, 12, 21), (2026, 12, 31)),
        ("12月10日前", None, (2026, 12, 10)),
        ("12月中旬之前", None, (2026, 12, 20)),
        ("12月10日以后", (2026, 12, 10), None),
        ("二〇二六年十二月三日", (2026, 12, 3), (2026, 12, 3)),
        ("不限", None, None),
        ("尽快", None, None),
    ],
)
def test_days_that_are_certain(words, first, last):
    found = read_wish(words, received=TODAY)
    assert found.wish is not None, found
    assert (found.wish.first, found.wish.last) == (first and date(*first), last and date(*last))


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ("下周三", [(12, 2)]), ("周五", [(11, 27), (12, 4)]), ("明天", [(11, 24)]),
        ("12月3日（周三）", [(12, 3), (12, 2)]), ("12月3日、12月8日", [(12, 3), (12, 8), (12, 3)]),
        ("12月3日或5日", [(12, 3), (12, 5), (12, 3)]), ("12月5日至3日", [(12, 3)]), ("春耕以后", []), ("2月30日", []),
        ("13月5日", []), ("农闲时", []), ("12月", None),
    ],
)  # fmt: skip
def test_days_that_are_asked(words, choices):
    found = read_wish(words, received=TODAY)
    if choices is None:
        assert found.wish == Wish(date(2026, 12, 1), date(2026, 12, 31))
        return
    assert found.wish is None
    assert found.why is not None
    assert [(each.first.month, each.first.day) for each in found.choices][: len(choices)] == choices


def test_a_day_that_is_over_and_names_no_year_is_asked_with_next_year_first():
    found = one("乡镇：青石镇\n希望时间：1月8日")
    assert asks(found) == ["days"]
    assert [option.value.first for option in field(found, "days").options[:2]] == [date(2027, 1, 8), date(2026, 1, 8)]
    key = field(found, "days").options[0].key
    assert one("乡镇：青石镇\n希望时间：1月8日", {"days": key}).draft.first_day == date(2027, 1, 8)


def test_the_same_label_with_two_values_is_asked():
    found = one("乡镇：青石镇\n主题：饮水\n主题：修路")
    assert asks(found) == ["theme:which"]
    assert one("乡镇：青石镇\n主题：饮水\n主题：修路", {"theme:which": "line:1"}).draft.theme == "修路"


@pytest.mark.parametrize(
    ("words", "people"),
    [("约80人", 80), ("八十余人", 80), ("1,200人", 1200), ("80-100人", "?"), ("若干", "?"), ("3万人", "?")],
)
def test_numbers_of_people(words, people):
    found = one(f"乡镇：青石镇\n预计人数：{words}")
    assert asks(found) == ["people"] if people == "?" else found.draft.people == people


def test_a_phone_with_a_digit_too_few_is_asked_and_texts_too_long_are_never_cut():
    found = one(f"乡镇：青石镇\n联系电话：1380000220\n主题：{'长' * 401}")
    assert asks(found) == ["theme", "phone"]
    assert "401" in field(found, "theme").why.text()
    taken = one(f"乡镇：青石镇\n联系电话：1380000220\n主题：{'长' * 401}", {"phone": "as_is", "theme": LEAVE_OUT})
    assert (taken.draft.contact_phone, taken.draft.theme, asks(taken)) == ("1380000220", "", [])


def test_first_and_last_day_in_columns_of_their_own():
    found = one("乡镇：青石镇\n最早日期：12月3日\n最晚日期：12月8日")
    assert (found.draft.first_day, found.draft.last_day) == (date(2026, 12, 3), date(2026, 12, 8))
    assert asks(one("乡镇：青石镇\n最早日期：12月8日\n最晚日期：12月3日")) == ["last_day:order"]


def test_what_was_taken_for_granted_is_said():
    found = field(one("乡镇：青石镇\n希望时间：尽快"), "days")
    assert (found.verdict, bool(found.why)) == (Verdict.NOTED, True)


def test_small_readers():
    assert ticked("没有框") is None
    assert ticked("□甲 □乙") == []
    assert ticked("■甲 □乙 √丙") == ["甲", "丙"]
    assert people_in("几十人") == people_in("十几人") == []
    assert [kind.key for kind in kinds_named("接访", SHIPPED_KINDS)] == ["petition_reception"]
    assert split_phone("罗晓梅（13800002207）") == ("罗晓梅", "13800002207")
    assert looks_whole("0798-8221234")
    assert not looks_whole("1380000220")


def test_a_day_of_application_still_to_come_may_be_the_day_wished_for():
    text = "乡镇：青石镇\n申请时间：12月3日"
    assert asks(one(text)) == ["received"]
    wished, form = one(text, {"received": "wished"}).draft, one(text, {"received": "today"}).draft
    assert (wished.first_day, wished.received_on) == (date(2026, 12, 3), TODAY)
    assert (form.first_day, form.received_on) == (None, TODAY)


@pytest.mark.parametrize("cell", ["0000年12月上旬", "9999年12月下旬", "9999年12月31日", date(9999, 12, 31)])
def test_a_year_that_no_office_plans_in_is_asked(cell):
    found = read_wish(cell, received=TODAY)
    assert (found.wish, found.choices) == (None, ())
    assert found.why is not None


def test_a_number_of_people_as_long_as_a_page_is_asked():
    assert people_in("9" * 400) == []
