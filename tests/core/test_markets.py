"""Market rules: the office's spellings, their stored form, and three years by hand."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.lunar import lunar_of
from core.calendar.market_rules import (
    BranchPair,
    BranchTriple,
    Daily,
    LunarTail,
    OddEven,
    SmallMonth,
    SolarTail,
    Unknown,
    Weekdays,
)
from core.calendar.markets import market_days, market_rule_from_spec, next_market_day, parse_market_rule
from core.i18n import set_language

TABLE = Path(__file__).parent / "data" / "markets.csv"
SPELLINGS = [
    ("空三赶四（丑巳酉）", "triple:1"),
    ("空三赶四 丑巳酉", "triple:1"),
    ("卯未亥", "triple:3"),
    ("子辰申", "triple:0"),
    ("赶子午", "pair:0"),
    ("赶辰戌(龙狗日)", "pair:4"),
    ("龙狗日", "pair:4"),
    ("亥巳", "pair:5"),
    ("申寅", "pair:2"),
    ("酉卯", "pair:3"),
    ("农历逢一、四、七", "lunar:1,4,7"),
    ("农历逢 四 、 九", "lunar:4,9"),
    ("农历3、8", "lunar:3,8"),
    ("逢三、八", "lunar:3,8"),
    ("二、五、十", "lunar:2,5,0"),
    ("逢一四七", "lunar:1,4,7"),
    ("圩日：三、六、九", "lunar:3,6,9"),
    ("农历逢五、十（小月提前廿九）", "lunar:5,0;early"),
    ("农历逢十(小月顺延初一)", "lunar:0;late"),
    ("公历逢1、6", "solar:1,6"),
    ("公历 逢 １，４,7", "solar:1,4,7"),
    ("逢3、8", "solar:3,8"),
    ("5、10", "solar:5,0"),
    ("每月逢5、10日", "solar:5,0"),
    ("每周星期三、星期六", "weekday:3,6"),
    ("每周星期日", "weekday:7"),
    ("星期五", "weekday:5"),
    ("周三、六", "weekday:3,6"),
    ("逢礼拜天", "weekday:7"),
    ("每周一、四赶集", "weekday:1,4"),
    ("天天", "daily"),
    ("每日", "daily"),
    ("单日", "odd"),
    ("公历双日", "even:solar"),
    ("农历单日", "odd:lunar"),
    ("未知", "unknown:未知"),
]


@pytest.mark.parametrize(("text", "spec"), SPELLINGS)
def test_an_offices_spelling_is_understood(text, spec):
    rule = parse_market_rule(text)

    assert rule is not None
    assert rule.spec == spec


@pytest.mark.parametrize(
    "text", ["", "  ", "随便", "1/6", "3-8", "赶子丑", "农历初三", "逢1、11", "周末", "无", "子午丑"]
)
def test_what_is_not_sure_is_asked(text):
    assert parse_market_rule(text) is None


def test_only_what_the_office_knows_is_asked():
    assert parse_market_rule("单日").question is not None
    assert parse_market_rule("公历单日").question is None
    assert parse_market_rule("未知").question is not None
    assert parse_market_rule("逢3、8").question is None


TAILS = st.frozensets(st.integers(0, 9), min_size=1, max_size=4)
RULES = st.one_of(
    st.builds(SolarTail, TAILS),
    st.builds(LunarTail, TAILS),
    st.builds(LunarTail, TAILS, st.sampled_from(SmallMonth)),
    st.builds(Weekdays, st.frozensets(st.integers(1, 7), min_size=1)),
    st.builds(OddEven, st.booleans(), st.sampled_from([None, True, False])),
    st.builds(Daily),
    st.builds(BranchPair, st.integers(0, 5)),
    st.builds(BranchTriple, st.integers(0, 3)),
)


@given(RULES)
def test_a_rule_comes_back_from_its_stored_form_and_from_its_own_words(rule):
    set_language("zh_CN")

    assert market_rule_from_spec(rule.spec) == rule
    assert parse_market_rule(rule.describe()) == rule


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    parse_market_rule(text)
    market_rule_from_spec(text)


def test_an_unknown_rule_keeps_the_offices_words():
    assert market_rule_from_spec("unknown:三天一场") == Unknown("三天一场")
    assert market_rule_from_spec("solar:12") is None
    assert market_rule_from_spec("pair:1,2") is None


def _table():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id=f"{row['township']}-{row['year']}") for row in csv.DictReader(file)]


@pytest.mark.parametrize("row", _table())
def test_a_years_market_days_are_those_of_the_hand_list(row):
    year = int(row["year"])

    days = market_days(parse_market_rule(row["rule"]), date(year, 1, 1), date(year, 12, 31))

    assert [f"{day:%m-%d}" for day in days] == row["days"].split()


def test_a_leap_month_is_an_ordinary_month():
    days = market_days(parse_market_rule("农历逢一、四、七"), date(2028, 6, 23), date(2028, 7, 21))

    assert [lunar_of(day).day for day in days] == [1, 4, 7, 11, 14, 17, 21, 24, 27]
    assert all(lunar_of(day).is_leap for day in days)


@pytest.mark.parametrize(
    ("habit", "days"),
    [
        (SmallMonth.NONE, ["初十", "二十"]),
        (SmallMonth.EARLY, ["初十", "二十", "廿九"]),
        (SmallMonth.LATE, ["初十", "二十", "正月初一"]),
    ],
)
def test_a_month_of_29_days_follows_the_markets_own_habit(habit, days):
    # the twelfth month before Spring Festival 2027 (2027-02-06) has 29 days, as every one from 2024 to 2028
    found = market_days(LunarTail(frozenset({0}), habit), date(2027, 1, 9), date(2027, 2, 6))
    names = {10: "初十", 20: "二十", 29: "廿九", 1: "正月初一"}

    assert [names[lunar_of(day).day] for day in found] == days


def test_the_next_market_day_is_found():
    assert next_market_day(Weekdays(frozenset({3, 6})), date(2026, 11, 23)) == date(2026, 11, 25)
    assert next_market_day(Unknown(), date(2026, 11, 23)) is None
