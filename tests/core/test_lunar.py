"""The lunar table against lunar_python, and how its days are said."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Solar

from core.calendar.lunar import (
    branch_of,
    branch_text,
    festival,
    lunar_full,
    lunar_of,
    lunar_text,
    since_solar_term,
    solar_of,
    solar_term,
)
from core.i18n import set_language

WRONG_IN_THE_LIBRARY = range(date(2057, 9, 28).toordinal(), date(2057, 10, 28).toordinal())


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_lunar_day_is_that_of_lunar_python(day):
    lunar = lunar_of(day)
    theirs = Solar.fromYmd(day.year, day.month, day.day).getLunar()

    assert lunar is not None
    if day.toordinal() not in WRONG_IN_THE_LIBRARY:
        month = -lunar.month if lunar.is_leap else lunar.month
        assert (lunar.year, month, lunar.day) == (theirs.getYear(), theirs.getMonth(), theirs.getDay())
    assert branch_of(day) == theirs.getDayZhiIndex()
    assert solar_of(lunar.year, lunar.month, lunar.day, is_leap=lunar.is_leap) == day


def test_a_month_starts_on_the_day_that_the_other_almanacs_say():
    first = lunar_of(date(2057, 9, 28))

    assert first is not None
    assert (first.month, first.day) == (9, 1)


def test_a_cell_shows_the_day_and_the_month_on_its_first_day():
    set_language("zh_CN")

    assert lunar_text(date(2026, 11, 23)) == "十五"
    assert lunar_text(date(2026, 11, 9)) == "十月"
    assert lunar_text(date(2026, 11, 8)) == "三十"
    assert lunar_text(date(2026, 12, 9)) == "冬月"
    assert lunar_text(date(2028, 6, 23)) == "闰五月"
    assert lunar_full(date(2026, 11, 23)) == "农历十月十五"
    assert lunar_full(date(2028, 6, 24)) == "农历闰五月初二"


def test_english_gives_numbers():
    assert lunar_text(date(2026, 11, 23)) == "10/15"
    assert lunar_full(date(2028, 6, 24)) == "Lunar leap 5/2"


def test_the_season_is_told_from_the_last_solar_term():
    set_language("zh_CN")

    assert solar_term(date(2026, 11, 22)) == "小雪"
    assert solar_term(date(2026, 11, 23)) is None
    assert since_solar_term(date(2026, 11, 22)) == "今日小雪"
    assert since_solar_term(date(2026, 11, 23)) == "小雪后第一天"
    assert since_solar_term(date(2026, 12, 6)) == "小雪后第十四天"


def test_solar_terms_of_2026_are_those_of_the_almanac():
    set_language("zh_CN")
    first = date(2026, 1, 1)
    terms = {name: first + timedelta(n) for n in range(365) if (name := solar_term(first + timedelta(n)))}

    assert len(terms) == 24
    assert terms["清明"] == date(2026, 4, 5)
    assert terms["芒种"] == date(2026, 6, 5)
    assert terms["霜降"] == date(2026, 10, 23)


def test_festivals_skip_leap_months_and_find_new_years_eve():
    set_language("zh_CN")

    assert festival(date(2026, 2, 16)) == "除夕"
    assert festival(date(2027, 2, 5)) == "除夕"
    assert festival(date(2026, 9, 25)) == "中秋节"
    assert festival(date(2028, 6, 27)) is None  # the fifth of the leap fifth month
    assert festival(date(2028, 5, 28)) == "端午节"


def test_outside_the_table_nothing_is_guessed():
    assert lunar_of(date(1900, 1, 1)) is None
    assert lunar_text(date(2150, 1, 1)) == ""
    assert solar_of(2026, 13, 1) is None
    assert solar_of(2026, 12, 30) is None
    assert since_solar_term(date(2150, 1, 1)) == ""


def test_branch_days_need_no_calendar():
    assert branch_text(date(2026, 11, 23)) == "辛丑日（牛）"
