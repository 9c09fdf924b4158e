"""Market days against another almanac (cnlunar): three townships of each rule type, 2026 to 2028, day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from cnlunar import Lunar

from core.calendar.markets import market_days, parse_market_rule

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
Almanac = Mapping[date, Any]
Test = Callable[[Any, Almanac], bool]


@pytest.fixture(scope="module")
def almanac() -> Almanac:
    """Return what cnlunar says of each day, and of the day before the first."""
    days = (FIRST - timedelta(1) + timedelta(n) for n in range((LAST - FIRST).days + 2))
    return {day: Lunar(datetime(day.year, day.month, day.day, 12)) for day in days}  # noqa: DTZ001 - it takes no other


def lunar(*ends: str) -> Test:
    """The name of the lunar day ends in one of these: 初三, 十三, 廿三."""
    return lambda day, _all: day.lunarDayCn[-1] in ends


def short_early(*ends: str) -> Test:
    return lambda day, every: lunar(*ends)(day, every) or (day.lunarDayCn == "廿九" and not day.lunarMonthLong)


def short_late(*ends: str) -> Test:
    def held(day: Any, every: Almanac) -> bool:
        before = every[day.date.date() - timedelta(1)]
        return lunar(*ends)(day, every) or (day.lunarDayCn == "初一" and before.lunarDayCn == "廿九")

    return held


def solar(ends: str) -> Test:
    return lambda day, _all: str(day.date.day)[-1] in ends


def weekday(*names: str) -> Test:
    return lambda day, _all: day.weekDayCn in names


def branch(branches: str) -> Test:
    return lambda day, _all: day.day8Char[1] in branches


TOWNSHIPS: list[tuple[str, str, Test]] = [
    ("青石镇", "农历逢三、八", lunar("三", "八")),
    ("柳河乡", "农历逢一、四、七", lunar("一", "四", "七")),
    ("东岭镇", "农历逢五、十", lunar("五", "十")),
    ("提前乡", "农历逢五、十（小月提前廿九）", short_early("五", "十")),
    ("顺延乡", "农历逢十（小月顺延初一）", short_late("十")),
    ("石桥镇", "公历逢1、6", solar("16")),
    ("大湾乡", "公历逢3、6、9", solar("369")),
    ("白杨街道", "逢5、10", solar("50")),
    ("龙泉镇", "每周星期三、星期六", weekday("星期三", "星期六")),
    ("双塘乡", "每周日", weekday("星期日")),
    ("松坪乡", "周一、四赶集", weekday("星期一", "星期四")),
    ("永兴镇", "公历单日", lambda day, _all: day.date.day % 2 == 1),
    ("清溪镇", "农历双日", lambda day, _all: day.lunarDay % 2 == 0),
    ("望云乡", "双日", lambda day, _all: day.date.day % 2 == 0),
    ("甲乡", "天天", lambda _day, _all: True),
    ("乙乡", "每日", lambda _day, _all: True),
    ("丙乡", "百日场", lambda _day, _all: True),
    ("丁乡", "赶子午", branch("子午")),
    ("戊乡", "赶辰戌(龙狗日)", branch("辰戌")),
    ("己乡", "亥巳", branch("巳亥")),
    ("庚乡", "空三赶四（丑巳酉）", branch("丑巳酉")),
    ("辛乡", "卯未亥", branch("卯未亥")),
    ("壬乡", "子辰申", branch("子辰申")),
]


@pytest.mark.parametrize(("rule", "held"), [pytest.param(rule, held, id=name) for name, rule, held in TOWNSHIPS])
def test_three_years_of_market_days_are_those_of_the_other_almanac(rule: str, held: Test, almanac: Almanac) -> None:
    read = parse_market_rule(rule)
    assert read is not None
    theirs = [day for day in almanac if day >= FIRST and held(almanac[day], almanac)]

    ours = market_days(read, FIRST, LAST)

    assert len(theirs) > 100
    assert ours == theirs


def test_the_three_years_hold_a_leap_month_and_months_of_29_days(almanac: Almanac) -> None:
    leap = [day for day, each in almanac.items() if each.isLunarLeapMonth]
    short = {(each.lunarYear, each.lunarMonth) for each in almanac.values() if not each.lunarMonthLong}

    assert (leap[0], leap[-1]) == (date(2028, 6, 23), date(2028, 7, 21))  # 闰五月, 29 days
    assert len(short) >= 15
    assert all((year, 12) in short for year in (2025, 2026, 2027))  # 腊月 ends on 廿九 in each of them


def test_without_a_habit_a_month_of_29_days_has_no_market_on_the_30th(almanac: Almanac) -> None:
    """腊月二十九 of the year 2026 is 5 February 2027: held only where the township moves it there."""
    last = date(2027, 2, 5)
    assert (almanac[last].lunarDayCn, almanac[last + timedelta(1)].lunarDayCn) == ("廿九", "初一")

    rules = ("农历逢十", "农历逢十（小月提前廿九）", "农历逢十（小月顺延初一）")
    days = [market_days(parse_market_rule(rule), last, last + timedelta(1)) for rule in rules]

    assert days == [[], [last], [last + timedelta(1)]]
