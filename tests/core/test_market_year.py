"""The year of market days, and the habit for months of 29 days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.market_rules import LunarTail, SmallMonth, Unknown
from core.calendar.market_year import MarketYear, asks_for_small_month, small_month_of, with_small_month
from core.calendar.markets import parse_market_rule


def test_a_year_says_which_market_is_held_on_which_day():
    year = MarketYear(2026, (parse_market_rule("农历逢五、十"), parse_market_rule("公历逢1、6")))

    assert year.days[date(2026, 11, 23)] == (0,)  # 十月十五
    assert year.days[date(2026, 11, 26)] == (1,)
    assert year.days[date(2026, 10, 21)] == (1,)
    assert date(2026, 11, 24) not in year.days
    assert sum(year.in_month(month) for month in range(1, 13)) == len(year.days)
    assert any(len(held) == 2 for held in year.days.values())
    assert list(year.days) == sorted(year.days)


def test_the_market_days_of_a_leap_month_are_known():
    rules = (parse_market_rule("农历逢五、十"),)

    assert MarketYear(2026, rules).leap_days == frozenset()
    assert sorted(MarketYear(2028, rules).leap_days) == [
        date(2028, 6, 27), date(2028, 7, 2), date(2028, 7, 7), date(2028, 7, 12), date(2028, 7, 17),
    ]  # fmt: skip


@given(st.frozensets(st.integers(0, 9), min_size=1, max_size=4), st.sampled_from(SmallMonth))
def test_a_rule_rewritten_with_a_habit_is_read_back_as_that(tails, habit):
    rule = LunarTail(tails | {0})

    assert parse_market_rule(with_small_month(rule, habit)) == LunarTail(tails | {0}, habit)


@pytest.mark.parametrize(
    ("words", "habit"),
    [
        (["农历逢三、八"], None),
        (["公历逢5、10"], None),
        (["农历逢五、十"], SmallMonth.NONE),
        (["农历逢三、八", "农历逢十（小月顺延初一）"], SmallMonth.LATE),
    ],
)
def test_only_a_market_on_the_lunar_30th_asks_for_a_habit(words, habit):
    assert small_month_of([parse_market_rule(each) for each in words]) is habit


def test_words_that_nobody_understood_ask_for_nothing():
    assert not asks_for_small_month(None)
    assert not asks_for_small_month(Unknown("三天一场"))
    assert small_month_of([None]) is None
