"""Dates left out of a market's rule or added to it: how they are typed, kept, told, and what days they make."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.market_dates import DateNotRead, MarketDate, dates_from_spec, dates_text, read_market_dates
from core.calendar.market_phrases import MarketPhrase, split_phrase
from core.calendar.market_rules import Amended, LunarTail
from core.calendar.market_year import MarketYear, asks_for_small_month
from core.calendar.markets import market_days, market_rule_from_spec, parse_market_rule
from core.directory import read_markets, unread_dates
from core.i18n import set_language


@pytest.mark.parametrize(
    ("typed", "spec"),
    [
        ("正月初一", "L1-1"),
        ("正月初一、初二和十五", "L1-1,L1-2,L1-15"),
        ("正月初一至初三", "L1-1,L1-2,L1-3"),
        ("春节、除夕", "L1-1,L12-0"),
        ("闰五月初一", "L+5-1"),
        ("农历8月15日，八月十六", "L8-15,L8-16"),
        ("10月1日", "10-1"),
        ("10-1, 10/2; 10.3", "10-1,10-2,10-3"),
        ("10月1日-3日", "10-1,10-2,10-3"),
        ("2027-10-01 2027年10月2日".replace(" ", "、"), "2027-10-1,2027-10-2"),
        ("２０２７１００１", "2027-10-1"),
        ("1 Oct and 2 Oct 2027, Lunar 1/1, New Year's Eve", "10-1,2027-10-2,L1-1,L12-0"),
        ("10月1日、10月1日", "10-1"),
        (" 、 ", ""),
    ],
)
def test_dates_are_read_as_people_type_them(typed, spec):
    found = read_market_dates(typed)

    assert ",".join(each.spec for each in found) == spec
    assert dates_from_spec(spec) == found
    for language in ("en", "zh_CN"):
        set_language(language)
        assert read_market_dates(dates_text(found)) == found


@pytest.mark.parametrize(
    "typed",
    [
        "看情况", "十三月初一", "2月30日", "正月三十一", "2027-02-29", "初一", "正月初五至初一", "正月初一至二月初二",
        "32 Oct", "1 Okt",
    ],
)  # fmt: skip
def test_what_is_no_date_is_said_in_one_sentence(typed):
    with pytest.raises(DateNotRead) as refused:
        read_market_dates(f"10月1日、{typed}" if typed != "初一" else typed)

    assert str(refused.value) == (
        f"“{typed}” is not a date that can be read. Write it like 正月初一、10月1日、2027-10-01."
    )


@pytest.mark.parametrize("spec", ["L13-1", "L1-31", "2-30", "L+", "x", "1-1-1-1"])
def test_a_date_of_a_newer_version_is_no_date(spec):
    assert market_rule_from_spec(f"amended:except={spec}|daily") is None
    assert market_rule_from_spec("amended:someday=1-1|daily") is None
    assert market_rule_from_spec("amended:except=1-1") is None


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("农历逢三、八（正月初一除外）", MarketPhrase("农历逢三、八", "正月初一")),
        ("农历逢三、八，正月初一除外", MarketPhrase("农历逢三、八", "正月初一")),
        ("天天（除夕、春节休市）", MarketPhrase("天天", "除夕、春节")),
        ("每周三（除10月1日外）（腊月廿八也赶）", MarketPhrase("每周三", "10月1日", "腊月廿八")),
        ("农历逢十（小月不赶）", MarketPhrase("农历逢十（小月不赶）")),
        ("农历逢五、十（小月提前廿九）（元旦不赶）", MarketPhrase("农历逢五、十（小月提前廿九）", "元旦")),
        ("空三赶四（丑巳酉）", MarketPhrase("空三赶四（丑巳酉）")),
        ("逢3，8", MarketPhrase("逢3，8")),
        ("Every day (not on 1 Oct) (also on 2 Oct)", MarketPhrase("Every day", "1 Oct", "2 Oct")),
    ],
)
def test_words_come_apart_into_the_rule_and_its_dates(words, phrase):
    assert split_phrase(words) == phrase
    assert split_phrase(phrase.text) == phrase


def test_a_date_left_out_and_one_added_make_the_days_of_every_year():
    rule = parse_market_rule("农历逢一、六（正月初一、2027-03-13除外）（10月2日加集）")
    plain = LunarTail(frozenset({1, 6}))
    first, last = date(2025, 1, 1), date(2028, 12, 31)
    gone = {date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26), date(2027, 3, 13)}

    usual, now = set(market_days(plain, first, last)), set(market_days(rule, first, last))

    assert gone <= usual
    assert usual - now == gone
    assert now - usual == {date(year, 10, 2) for year in range(2025, 2029)} - usual
    assert MarketYear(2027, (rule,)).left_out == {date(2027, 2, 6), date(2027, 3, 13)}


def test_new_years_eve_is_the_last_day_whether_the_month_has_29_days_or_30():
    eve = MarketDate(12, 0, is_lunar=True)
    days = (date(2024, 1, 1) + timedelta(n) for n in range(3 * 366))

    assert [day for day in days if eve.is_on(day)] == [date(2024, 2, 9), date(2025, 1, 28), date(2026, 2, 16)]


def test_the_exceptions_stay_with_the_rule_and_are_said():
    rule = parse_market_rule("农历逢五、十（小月提前廿九）（正月初一除外）")

    assert market_rule_from_spec(rule.spec) == rule == Amended(rule.plain, rule.never)
    assert asks_for_small_month(rule)
    assert rule.describe() == "Lunar days ending in 5, 10 (29th in short months) (not on Lunar 1/1)"
    set_language("zh_CN")
    assert rule.describe() == "农历逢五、十（小月提前廿九）（正月初一除外）"
    assert parse_market_rule(rule.describe()) == rule


def test_unread_dates_are_told_apart_from_unread_words():
    assert str(unread_dates("逢三、八（看情况除外）")).startswith("“看情况” is not a date")
    assert unread_dates("看情况（正月初一除外）") is None
    assert parse_market_rule("逢三、八（看情况除外）") is None
    many = "、".join(f"2027-{month}-{day}" for month in (10, 11) for day in range(10, 30))
    assert str(unread_dates(f"逢三、八（{many}除外）")) == (
        "These are too many dates for one market: 40. Leave out those that are over."
    )


def test_stored_words_keep_their_rule_when_only_the_dates_change():
    known = {"Even days": ("even:lunar", ""), "三天一场（元旦除外）": ("amended:except=1-1|solar:3", "")}

    read = dict(read_markets("Even days（正月初一除外）；三天一场", known))

    assert [rule.spec for rule in read.values()] == ["amended:except=L1-1|even:lunar", "solar:3"]


@given(st.lists(st.dates(date(1950, 1, 1), date(2100, 12, 31)), min_size=1, max_size=12))
def test_any_dates_are_kept_and_left_out(days):
    rule = parse_market_rule(f"天天（{'、'.join(map(str, days))}除外）")

    assert market_rule_from_spec(rule.spec) == rule
    assert not any(rule.is_market_day(day) for day in days)
