"""Lunar days, solar terms, branch days and lunar festivals.

The table in `resources/holidays/lunar.json` holds 1949 to 2100; it was written by lunar_python
(see `make_tables.py` there), because asking that library costs 0.5 ms a day and the table 1 µs.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from core.i18n import N_, _, is_chinese
from core.paths import resource

_NUMERALS: Final = "〇一二三四五六七八九十"
_MONTHS: Final = ("正月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "冬月", "腊月")
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
ANIMALS: Final = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
SOLAR_TERMS: Final = (
    N_("Lesser Cold"),
    N_("Greater Cold"),
    N_("Start of Spring"),
    N_("Rain Water"),
    N_("Awakening of Insects"),
    N_("Spring Equinox"),
    N_("Pure Brightness"),
    N_("Grain Rain"),
    N_("Start of Summer"),
    N_("Grain Buds"),
    N_("Grain in Ear"),
    N_("Summer Solstice"),
    N_("Lesser Heat"),
    N_("Greater Heat"),
    N_("Start of Autumn"),
    N_("End of Heat"),
    N_("White Dew"),
    N_("Autumn Equinox"),
    N_("Cold Dew"),
    N_("Frost's Descent"),
    N_("Start of Winter"),
    N_("Lesser Snow"),
    N_("Greater Snow"),
    N_("Winter Solstice"),
)
FESTIVALS: Final = {
    (1, 1): N_("Spring Festival"),
    (1, 15): N_("Lantern Festival"),
    (5, 5): N_("Dragon Boat Festival"),
    (7, 7): N_("Double Seventh"),
    (8, 15): N_("Mid-autumn Festival"),
    (9, 9): N_("Double Ninth"),
    (12, 8): N_("Laba Festival"),
}
"""Festivals by lunar month and day; a leap month has none. New Year's Eve is the day before the first."""


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the farmers' calendar.

    Attributes:
        length: Days of its month, 29 or 30.
    """

    year: int
    month: int
    day: int
    is_leap: bool
    length: int


@dataclass(frozen=True, slots=True)
class _Month:
    first: int
    year: int
    month: int
    is_leap: bool
    length: int


class _Table:
    """The shipped table, spread out for bisecting."""

    def __init__(self) -> None:
        raw = json.loads(resource("holidays", "lunar.json").read_text(encoding="utf-8"))["years"]
        self.months: list[_Month] = []
        self.terms: dict[int, int] = {}
        for year, entry in raw.items():
            self._add_months(int(year), entry)
            for index, day in enumerate(entry["terms"].split()):
                self.terms[date(int(year), index // 2 + 1, int(day)).toordinal()] = index
        self.starts = [month.first for month in self.months]
        self.term_days = sorted(self.terms)
        self.first_of = {(m.year, m.month, m.is_leap): m for m in self.months}
        self.end = self.months[-1].first + self.months[-1].length

    def _add_months(self, year: int, entry: dict[str, str]) -> None:
        first, leap = date.fromisoformat(entry["first"]).toordinal(), int(entry["leap"])
        names = [(month, False) for month in range(1, 13)]
        if leap:
            names.insert(leap, (leap, True))
        for (month, is_leap), digit in zip(names, entry["long"], strict=True):
            length = 30 if digit == "1" else 29
            self.months.append(_Month(first, year, month, is_leap, length))
            first += length


@cache
def _table() -> _Table:
    return _Table()


def lunar_of(day: date) -> LunarDay | None:
    """Return the lunar day, or None outside the table (1949 to 2100)."""
    table, ordinal = _table(), day.toordinal()
    index = bisect_right(table.starts, ordinal) - 1
    if index < 0 or ordinal >= table.end:
        return None
    month = table.months[index]
    return LunarDay(month.year, month.month, ordinal - month.first + 1, month.is_leap, month.length)


def solar_of(year: int, month: int, day: int, *, is_leap: bool = False) -> date | None:
    """Return the date of a lunar day, or None if that month has no such day."""
    found = _table().first_of.get((year, month, is_leap))
    if found is None or not 1 <= day <= found.length:
        return None
    return date.fromordinal(found.first + day - 1)


def lunar_day_name(day: int) -> str:
    """Return 初一, 十五, 廿九 or 三十."""
    if day in {10, 20, 30}:
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return ("初", "十", "廿")[day // 10] + _NUMERALS[day % 10]


def lunar_month_name(month: int, *, is_leap: bool = False) -> str:
    """Return 十月, 腊月 or 闰五月."""
    return ("闰" if is_leap else "") + _MONTHS[month - 1]


def lunar_text(day: date) -> str:
    """Return what a calendar cell shows: 十五, and the month's name on its first day (十月, 闰五月)."""
    lunar = lunar_of(day)
    if lunar is None:
        return ""
    if is_chinese():
        return lunar_month_name(lunar.month, is_leap=lunar.is_leap) if lunar.day == 1 else lunar_day_name(lunar.day)
    return _numbers(lunar)


def lunar_full(day: date) -> str:
    """Return 农历十月十五, or "Lunar 10/15"."""
    lunar = lunar_of(day)
    if lunar is None:
        return ""
    if is_chinese():
        return "农历" + lunar_month_name(lunar.month, is_leap=lunar.is_leap) + lunar_day_name(lunar.day)
    return f"Lunar {_numbers(lunar)}"


def _numbers(lunar: LunarDay) -> str:
    return f"{'leap ' if lunar.is_leap else ''}{lunar.month}/{lunar.day}"


def solar_term(day: date) -> str | None:
    """Return the solar term that begins on this day (小雪), if one does."""
    index = _table().terms.get(day.toordinal())
    return None if index is None else _(SOLAR_TERMS[index])


def solar_term_day(year: int, index: int) -> date | None:
    """Return the day of the solar term *index* (0 is Lesser Cold, in January) in a solar year."""
    table = _table()
    place = bisect_right(table.term_days, date(year, 1, 1).toordinal()) + index
    if place >= len(table.term_days):
        return None
    found = date.fromordinal(table.term_days[place])
    return found if found.year == year else None


def since_solar_term(day: date) -> str:
    """Return how far the season is: 今日小雪, then 小雪后第一天."""
    table, ordinal = _table(), day.toordinal()
    place = bisect_right(table.term_days, ordinal) - 1
    passed = ordinal - table.term_days[place] if place >= 0 else 99
    if passed > 16:  # beyond the table
        return ""
    name = _(SOLAR_TERMS[table.terms[table.term_days[place]]])
    if passed == 0:
        return _("{term} today").format(term=name)
    number = lunar_day_name(passed).removeprefix("初") if is_chinese() else str(passed)
    return _("Day {n} after {term}").format(n=number, term=name)


def festival(day: date) -> str | None:
    """Return the lunar festival of this day (除夕, 中秋节), if it is one."""
    lunar = lunar_of(day)
    if lunar is None or lunar.is_leap:
        return None
    tomorrow = lunar_of(day + timedelta(1)) if lunar.month == 12 and lunar.day >= 29 else None
    if tomorrow is not None and (tomorrow.month, tomorrow.day) == (1, 1):
        return _(N_("New Year's Eve"))
    name = FESTIVALS.get((lunar.month, lunar.day))
    return None if name is None else _(name)


def branch_of(day: date) -> int:
    """Return the day's earthly branch, 0 for 子 to 11 for 亥."""
    return (day.toordinal() + 2) % 12


def branch_text(day: date) -> str:
    """Return the day's stem, branch and animal: 甲子日（鼠）."""
    ordinal = day.toordinal()
    branch = branch_of(day)
    return f"{STEMS[(ordinal + 4) % 10]}{BRANCHES[branch]}日（{ANIMALS[branch]}）"
