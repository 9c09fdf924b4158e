"""The numbers inside the words for a day: 二十五, 腊月, 廿三, Wednesday, Nov."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from core.imports.dates import chinese_number

NUMBER: Final = "(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
LUNAR_MONTH: Final = "(?:十[一二]|[正一二三四五六七八九十冬腊])"
LUNAR_DAY: Final = "(?:初[一二三四五六七八九十]|三十|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?)"
_WEEKDAYS: Final = {sign: place for place, sign in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH_DAYS: Final = {name: place for place, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_ENGLISH_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def number(text: str) -> int:
    """Return 25 for 25 and for 二十五."""
    return int(text) if text.isdecimal() else chinese_number(text)


def month_number(text: str) -> int:
    """Return 11 for 11, 十一 and Nov."""
    return _ENGLISH_MONTHS.index(text[:3]) + 1 if text[:3] in _ENGLISH_MONTHS else number(text)


def weekday_number(text: str) -> int:
    """Return 0 for 一, 1 and Mon, 6 for 日, 天, 7 and Sun."""
    if text in _ENGLISH_DAYS:
        return _ENGLISH_DAYS[text]
    return int(text) - 1 if text.isdecimal() else _WEEKDAYS[text]


def lunar_month_number(text: str) -> int:
    """Return 1 for 正, 11 for 冬 and 十一, 12 for 腊."""
    return {"正": 1, "冬": 11, "腊": 12}.get(text) or chinese_number(text)


def lunar_day_number(text: str) -> int:
    """Return 8 for 初八, 20 for 廿, 23 for 廿三 and 二十三."""
    return chinese_number(text.removeprefix("初").replace("廿", "二十"))


def week_start(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(day.weekday())


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a date, or None where the calendar has none."""
    if not (1950 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def month_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """Return what 31 November may have been meant as: the last of that month, and that day a month on."""
    if not (1950 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31):
        return ()
    last = date(year, month, monthrange(year, month)[1])
    after = last + timedelta(1)
    found = day_of(after.year, after.month, day)
    return (last, found) if found else (last,)
