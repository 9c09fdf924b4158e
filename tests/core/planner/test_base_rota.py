"""The base rota: the words offices write, their days, and whose turn it is."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base_rota_errors import PatternEmpty, PatternNotRead
from core.calendar.market_rules import Daily, LunarTail
from core.calendar.recurrence import DayOff
from core.calendar.workdays import work_calendar
from core.i18n import set_language
from core.planner.base_pattern import ordered
from core.planner.base_rota import (
    BaseLine,
    Pattern,
    Sort,
    base_days,
    base_visits,
    pattern_days,
    pattern_from_spec,
    pattern_moves,
    pattern_to_spec,
    read_pattern,
)
from core.planner.problem import BaseVisit, PlannerLeader, ReceptionDay
from core.visits import Half

CALENDAR = work_calendar()
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
MARKETS = (LunarTail(frozenset({3, 8})),)
WEDNESDAY = Pattern(Sort.WEEKDAY, weekdays=(3,))
SAYINGS = [
    ("每月15日遇节假日顺延", "day:15;roll=next", None, ["1-15", "2-24", "3-16"]),
    ("每月15日，遇法定节假日提前到前一个工作日", "day:15;roll=previous", None, ["1-15", "2-14", "3-13"]),
    ("每月15号（遇节假日不排）接访", "day:15;roll=skip", None, ["1-15", "4-15", "5-15"]),
    ("每周三", "week;days=3;roll=skip", None, ["1-7", "1-14", "1-21"]),
    ("每周一至周五上午", "week;days=1,2,3,4,5;roll=skip", Half.MORNING, ["1-5", "1-6", "1-7"]),
    ("每月第一个周一", "nth:1;days=1;roll=next", None, ["1-5", "2-2", "3-2"]),
    ("每月第一、三个星期三和星期五", "nth:1,3;days=3,5;roll=next", None, ["1-4", "1-7", "1-16"]),
    ("单周周五", "week;days=5;weeks=odd;roll=skip", None, ["1-16", "1-30", "2-13"]),
    ("双周的星期一、三下午", "week;days=1,3;weeks=even;roll=skip", Half.AFTERNOON, ["1-5", "1-7", "1-19"]),
    ("农历初九", "lunar:9;roll=next", None, ["1-27", "2-25", "3-27"]),
    ("每月农历初一、十五", "lunar:1,15;roll=next", None, ["1-4", "1-19", "2-2"]),
    ("农历正月初九", "lunar:9;months=1;roll=next", None, ["2-25"]),
    ("农历逢三、八", "rule;roll=skip|lunar:3,8", None, ["1-6", "1-16", "1-21"]),
    ("赶集日", "market;roll=skip", None, ["1-6", "1-16", "1-21"]),
    ("每逢赶集日，节假日照排", "market;roll=keep", None, ["1-1", "1-6", "1-11"]),
    ("每个工作日", "daily;roll=skip", None, ["1-4", "1-5", "1-6"]),
    ("每天", "daily;roll=keep", None, ["1-1", "1-2", "1-3"]),
    ("月底", "day:-1;roll=previous", None, ["1-30", "2-28", "3-31"]),
    ("每月10日、最后一天（遇节假日顺延）", "day:10,-1;roll=next", None, ["1-12", "2-2", "2-10"]),
    ("每月第2个和最后一个工作日", "work:2,-1;roll=skip", None, ["1-5", "1-30", "2-3"]),
    ("单月15日", "day:15;months=1,3,5,7,9,11;roll=next", None, ["1-15", "3-16", "5-15"]),
    ("每季度末月最后一个工作日", "work:-1;months=3,6,9,12;roll=skip", None, ["3-31", "6-30", "9-30"]),
    ("每年3月、9月的15日", "day:15;months=3,9;roll=next", None, ["3-16", "9-15"]),
]
numbers = {
    Sort.MONTH_DAY: [-1, *range(1, 32)], Sort.NTH_WEEKDAY: [-1, *range(1, 6)], Sort.NTH_WORKDAY: [-1, *range(1, 24)],
    Sort.LUNAR: list(range(1, 31)),
}  # fmt: skip


@st.composite
def patterns(draw: st.DrawFn) -> Pattern:
    sort = draw(st.sampled_from(sorted(Sort)))
    few = {"min_size": 1, "max_size": 3, "unique": True}
    months = st.lists(st.integers(1, 12), max_size=3, unique=True)
    by_week = sort in {Sort.WEEKDAY, Sort.NTH_WEEKDAY}
    rolls = {
        Sort.WORKDAYS: [DayOff.SKIP, DayOff.KEEP], Sort.NTH_WORKDAY: [DayOff.SKIP],
    }.get(sort, list(DayOff))  # fmt: skip
    return ordered(
        Pattern(
            sort,
            tuple(draw(st.lists(st.sampled_from(numbers[sort]), **few))) if sort in numbers else (),
            tuple(draw(st.lists(st.integers(1, 7), **few))) if by_week else (),
            draw(st.sampled_from([None, True, False])) if sort is Sort.WEEKDAY else None,
            tuple(draw(months)) if sort in numbers else (),
            draw(st.sampled_from(["lunar:3,8", "solar:1,6", "odd:lunar", "pair:2", "triple:1"]))
            if sort is Sort.RULE
            else "",
            draw(st.sampled_from(rolls)),
        )
    )


@pytest.mark.parametrize(("words", "spec", "half", "days"), SAYINGS)
def test_a_saying_becomes_days(words, spec, half, days):
    said = read_pattern(words)

    assert (pattern_to_spec(said.pattern), said.half) == (spec, half)
    found = pattern_days(said.pattern, *YEAR, CALENDAR, MARKETS)
    assert [f"{day.month}-{day.day}" for day in found[: len(days)]] == days


@settings(max_examples=60)
@given(patterns())
def test_what_is_kept_or_said_is_read_again(pattern):
    set_language("zh_CN")
    try:
        assert pattern.is_sound
        assert pattern_from_spec(pattern_to_spec(pattern)) == pattern
        assert read_pattern(pattern.describe()).pattern == pattern
    finally:
        set_language("en")


@settings(max_examples=40)
@given(patterns(), st.dates(date(2024, 1, 1), date(2027, 6, 1)), st.integers(0, 60))
def test_days_do_not_depend_on_where_one_looks(pattern, first, length):
    last = first + timedelta(length)
    whole = pattern_moves(pattern, first - timedelta(40), last + timedelta(40), CALENDAR, MARKETS)
    part = pattern_moves(pattern, first, last, CALENDAR, MARKETS)

    assert part == [each for each in whole if first <= (each.day or each.meant) <= last]
    days = [each.day for each in part if each.day]
    assert days == sorted(set(days))
    assert pattern.day_off is DayOff.KEEP or all(map(CALENDAR.is_workday, days))


@pytest.mark.parametrize(
    "words",
    ["有空就去", "隔周周五", "每月32日", "农历三十一", "农历十三月初一", "每月", "单周", "（限）15日", "每月第九个周一",
     "每年15月3日", "八", "赶集", "每月十五",
     "x" * 500, "农历单周周五", "每周八", "每月15日（限十三月）", "逢", "，，，"],
)  # fmt: skip
def test_what_is_not_sure_is_refused_with_one_sentence(words):
    if words == "赶集":  # so short, and still plain
        assert read_pattern(words).pattern.sort is Sort.MARKET
        return
    with pytest.raises((PatternNotRead, PatternEmpty)):
        read_pattern(words)


@given(st.text(alphabet="每月周第一二三十五日初农历逢单双工作天赶集遇节假日顺延、，（）()0123456789限年 ", max_size=24))
def test_any_words_are_read_or_refused(words):
    try:
        said = read_pattern(words)
    except (PatternNotRead, PatternEmpty):
        return
    assert said.pattern.is_sound


@pytest.mark.parametrize(
    "spec", ["", "day", "day:15", "day:0;roll=next", "day:15;roll=often", "week;days=8;roll=skip", "rule;roll=skip",
             "rule;roll=skip|nonsense", "week;days=1;weeks=third;roll=skip", "moon:3;roll=keep",
             "day:15;roll=next;x=1"],
)  # fmt: skip
def test_what_this_version_cannot_read_is_none(spec):
    assert pattern_from_spec(spec) is None


def test_a_market_held_daily_is_no_market():
    assert pattern_days(Pattern(Sort.MARKET), *YEAR, CALENDAR, (Daily(),)) == []


def line(pattern: Pattern = WEDNESDAY, **fields: object) -> BaseLine:
    return BaseLine(**({"id": 1, "name": "周三", "pattern": pattern} | fields))  # type: ignore[arg-type]


def leaders(*away: tuple[int, date, date], n: int = 3) -> list[PlannerLeader]:
    return [
        PlannerLeader(each, f"L{each}", away=tuple((a, b) for who, a, b in away if who == each))
        for each in range(1, n + 1)
    ]


def test_turns_are_even_over_the_year_and_do_not_begin_anew_in_autumn():
    rota = [line(Pattern(Sort.WORKDAYS), turns=(1, 2, 3))]
    whole = base_days(rota, *YEAR, CALENDAR, leaders=leaders())
    autumn = base_days(rota, date(2026, 9, 1), YEAR[1], CALENDAR, leaders=leaders())

    counts = Counter(each.leader_id for each in whole)
    assert max(counts.values()) - min(counts.values()) <= 1
    assert autumn == [each for each in whole if each.meant >= date(2026, 9, 1)]


def test_who_is_away_takes_the_next_turn():
    away = (1, date(2026, 1, 1), date(2026, 1, 15))
    days = base_days([line(turns=(1, 2, 3))], date(2026, 1, 1), date(2026, 2, 11), CALENDAR, leaders=leaders(away))

    assert [each.leader_id for each in days] == [2, 3, 1, 2, 3, 1]
    assert [each.passed for each in days[:3]] == [(1,), (1,), ()]


def test_who_left_office_or_has_no_share_is_left_out_and_nobody_goes_twice_a_day():
    people = [
        PlannerLeader(1, "gone", last=date(2025, 12, 31)), PlannerLeader(2, "none", share=0), PlannerLeader(3, "here"),
        PlannerLeader(4, "here too"),
    ]  # fmt: skip
    upper, lower = line(turns=(1, 2, 3)), line(id=2, turns=(3, 4))
    days = base_days([upper, lower], date(2026, 1, 1), date(2026, 1, 31), CALENDAR, leaders=people)

    assert {each.leader_id for each in days if each.line is upper} == {3}
    assert {each.leader_id for each in days if each.line is lower} == {4}


def test_a_line_becomes_wishes_and_duties():
    rota = [
        line(kind="petition_reception", township_id=7, half=Half.MORNING, must=True, turns=(1,)),
        line(Pattern(Sort.MONTH_DAY, (15,), day_off=DayOff.NEXT), id=2, half=Half.WHOLE_DAY),
        line(id=3, first=date(2026, 1, 14), last=date(2026, 1, 14), must=True),
    ]
    visits, receptions = base_visits(rota, date(2026, 1, 12), date(2026, 1, 16), CALENDAR, leaders=leaders())

    wednesday = date(2026, 1, 14)
    assert visits == [
        BaseVisit(wednesday, Half.MORNING, 7, 1, "petition_reception"), BaseVisit(wednesday),
        BaseVisit(date(2026, 1, 15)),
    ]  # fmt: skip
    assert receptions == [ReceptionDay(wednesday, "petition_reception", 7, Half.MORNING)]
