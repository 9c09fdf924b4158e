"""Days as people say them: 下周三, 25日, 月底, 农历十月十五, 下个集日, next Wednesday.

A further wording is one line in _WORDINGS.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.calendar.lunar import lunar_of, solar_of
from core.one_line.day_words import (
    LUNAR_DAY,
    LUNAR_MONTH,
    NUMBER,
    day_of,
    lunar_day_number,
    lunar_month_number,
    month_days,
    month_number,
    number,
    week_start,
    weekday_number,
)

LONG_AGO: Final = 180
"""A month and day without a year that lie so many days back mean the coming year's; less is asked."""


class Source:
    """Where a day comes from that only the county knows."""

    MARKET = "market"
    RECEPTION = "reception"
    WORKDAY = "workday"


@dataclass(frozen=True, slots=True)
class DayWords:
    """What one wording can mean.

    Attributes:
        days: The likeliest first; none where the calendar has no such day.
        later: The next day of the same wording, offered where the first has passed.
        source: The day is to be looked up: a value of Source.
        is_weekday: A bare weekday, which beside a date only confirms it.
    """

    days: tuple[date, ...] = ()
    later: date | None = None
    source: str = ""
    is_weekday: bool = False


Reader = Callable[["re.Match[str]", date], DayWords | None]
_DAY: Final = timedelta(1)


def _written(match: re.Match[str], _today: date) -> DayWords:
    """2026-11-25, 2026年11月25日, 20261125."""
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    year = year + 2000 if year < 100 else year
    found = day_of(year, month, day)
    return DayWords(_some(found, *([] if found else month_days(year, month, day))), day_of(year + 1, month, day))


def _month_day(match: re.Match[str], today: date) -> DayWords:
    """11月25日, 11-25, 十一月二十五号, 25 Nov."""
    month, day = month_number(match["m"]), number(match["d"])
    return _coming_year(month, day, today)


def _coming_year(month: int, day: int, today: date) -> DayWords:
    this, following = day_of(today.year, month, day), day_of(today.year + 1, month, day)
    if this is None:  # 31 November, or 29 February of a plain year
        return DayWords(tuple(each for each in month_days(today.year, month, day) if each >= today))
    if (today - this).days > LONG_AGO and following is not None:
        return DayWords((following,))
    return DayWords((this,), following)


def _of_month(match: re.Match[str], today: date) -> DayWords:
    """25日, 下月5号, 本月28日."""
    ahead = {"": 0, "本": 0, "这": 0, "下": 1, "下下": 2}[(match["which"] or "").removesuffix("个")]
    first = _months_on(today, ahead)
    day = number(match["d"])
    found, after = day_of(first.year, first.month, day), _months_on(first, 1)
    if found is None:
        return DayWords(month_days(first.year, first.month, day))
    return DayWords((found,), day_of(after.year, after.month, day))


def _several(match: re.Match[str], today: date) -> DayWords:
    """25-26日: a visit has one day, so it is asked which."""
    month = month_number(match["m"]) if match["m"] else today.month
    days = (_coming_year(month, number(match[each]), today).days for each in ("d", "e"))
    found = tuple(day for each in days for day in each)
    return DayWords(found)


def _month_end(match: re.Match[str], today: date) -> DayWords:
    """月底, 下月底, 11月底, 年底."""
    if match["year"]:
        return DayWords((date(today.year, 12, 31),))
    if match["m"]:
        month = month_number(match["m"])
        year = today.year + (month < today.month)
        return DayWords((_last_of(date(year, month, 1)),)) if 1 <= month <= 12 else DayWords()
    ahead = {"": 0, "本": 0, "这": 0, "下": 1, "下下": 2}[(match["which"] or "").removesuffix("个")]
    last = _last_of(_months_on(today, ahead))
    return DayWords((last,))


def _weekday(match: re.Match[str], today: date) -> DayWords:
    """周三, 本周三, 下周三, 下个周三, 下下周五, 上周四."""
    which, weekday = match["which"] or "", weekday_number(match["w"])
    coming = today + timedelta((weekday - today.weekday()) % 7)
    here = week_start(today) + timedelta(weekday)
    if not which:
        days = (today, today + 7 * _DAY) if coming == today else (coming,)
        return DayWords(days, is_weekday=True)
    if which.startswith(("本", "这")):
        return DayWords((here,), here + 7 * _DAY)
    if which.startswith("上"):
        return DayWords((here - 7 * _DAY,), coming)
    return DayWords(_next_weeks(which, here, today))


def _next_weeks(which: str, here: date, today: date) -> tuple[date, ...]:
    """下周三 on a Saturday or Sunday, 下周日 on any day and 下个周三 on a Monday may each mean two days."""
    weeks = 2 if which.startswith("下下") else 1
    found = here + timedelta(7 * weeks)
    if today.weekday() >= 5:
        return found, found + 7 * _DAY
    if here.weekday() == 6 or ("个" in which and here > today):
        return found, found - 7 * _DAY
    return (found,)


def _week(match: re.Match[str], today: date) -> DayWords:
    """下周, 本周: which of its days is asked."""
    start = week_start(today) + timedelta(7 * {"本": 0, "这": 0, "下": 1, "下下": 2}[match["which"].removesuffix("个")])
    return DayWords(tuple(day for day in (start + timedelta(n) for n in range(5)) if day >= today))


def _weekend(match: re.Match[str], today: date) -> DayWords:
    """周末, 下周末: Saturday or Sunday is asked."""
    saturday = week_start(today) + timedelta(5 + 7 * {"": 0, "本": 0, "这": 0, "下": 1}[match["which"] or ""])
    return DayWords(tuple(day for day in (saturday, saturday + _DAY) if day >= today))


def _spoken(match: re.Match[str], today: date) -> DayWords:
    """今天, 明天, 大后天, tomorrow."""
    return DayWords((today + timedelta(_SPOKEN[" ".join(match[0].split())]),))


def _lunar(match: re.Match[str], today: date) -> DayWords | None:
    """农历十月十五, 腊月初八; 十月十五 alone may be of either calendar."""
    month, day = lunar_month_number(match["m"]), lunar_day_number(match["d"])
    lunar = _coming_lunar(month, day, today, is_leap=bool(match["leap"]))
    certain = match["name"] or match["leap"] or match["m"][0] in "正冬腊" or match["d"][0] in "初廿"
    if certain or not 1 <= month <= 12:
        return lunar
    solar = _coming_year(month, day, today)
    return DayWords(tuple(dict.fromkeys((*lunar.days, *solar.days))), solar.later)


def _coming_lunar(month: int, day: int, today: date, *, is_leap: bool = False) -> DayWords:
    now = lunar_of(today)
    if now is None:
        return DayWords()
    found = [solar_of(now.year + n, month, day, is_leap=is_leap) for n in (-1, 0, 1, 2)]
    days = [each for each in found if each is not None]
    if day == 30 and now.month <= month and found[1] is None and (last := solar_of(now.year, month, 29)) is not None:
        return DayWords((last, last + _DAY))  # a month of 29 days has no 三十
    ahead = next((each for each in days if each >= today), None)
    passed = next((each for each in reversed(days) if each < today), None)
    if passed is not None and (today - passed).days <= LONG_AGO:
        return DayWords((passed,), ahead)
    return DayWords(_some(ahead))


def _lunar_day(match: re.Match[str], today: date) -> DayWords:
    """初八, 农历十五; 十五 alone may be of either calendar."""
    day = lunar_day_number(match["d"])
    lunar = next((each for each in _ahead(today, 62) if (found := lunar_of(each)) and found.day == day), None)
    if match["name"] or match["d"][0] in "初廿":
        return DayWords(_some(lunar))
    solar = next((each for each in _ahead(today, 62) if each.day == day), None)
    return DayWords(tuple(dict.fromkeys(_some(solar, lunar))))


def _english_weekday(match: re.Match[str], today: date) -> DayWords:
    """Wednesday, this Friday, next Monday: "next" before that day of this week is over may mean both."""
    weekday = weekday_number(match["w"][:3])
    coming = today + timedelta((weekday - today.weekday()) % 7)
    here = week_start(today) + timedelta(weekday)
    match (match["which"] or "").strip():
        case "this":
            return DayWords((here,), here + 7 * _DAY)
        case "next":
            return DayWords(_next_weeks("下个", here, today))
        case "on" | "":
            return DayWords((today, today + 7 * _DAY) if coming == today else (coming,), is_weekday=True)
        case _:
            return DayWords((here - 7 * _DAY,), coming)


def _looked_up(source: str) -> Reader:
    return lambda _match, _today: DayWords(source=source)


def _english_date(match: re.Match[str], today: date) -> DayWords:
    month, day = month_number(match["m"]), int(match["d"])
    if match["y"] is None:
        return _coming_year(month, day, today)
    year = int(match["y"])
    return DayWords(_some(day_of(year, month, day)), day_of(year + 1, month, day))


_SPOKEN: Final = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今": 0, "明": 1,
    "今日": 0, "明天": 1, "明日": 1, "后天": 2,
    "大后天": 3,
    "yesterday": -1, "today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip
_NEXT: Final = r"(?:下一?个|下一?次|下)"
_AHEAD: Final = r"(?P<which>下下个?|下个?|本|这个?)"
_WEEK_OF: Final = r"(?P<which>下下个?|下个?|本|这个?|上个?)?"
_MONTHS: Final = r"(?P<m>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*)"
_WEEKDAYS: Final = r"(?P<w>(?:mon|tues?|wed|wednes|thu|thurs?|fri|sat|satur|sun)(?:day)?)"
_YEAR: Final = r"(?P<y>\d{4}|\d{2}(?=年))"
_M, _D = r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_ANY_M, _ANY_D = rf"(?P<m>\d{{1,2}}|{NUMBER})", rf"(?P<d>\d{{1,2}}|{NUMBER})"
_TO: Final = r"\s*[-—–~至到和、]\s*"
_LUNAR: Final = r"(?P<name>农历|阴历|旧历)?"
_MARKET: Final = r"(?:赶集日?|集日|集期|赶场日?|场期|圩日|圩期|逢集|逢场|街天|市场日)"
_NO_COUNT: Final = r"(?!\s*(?:公里|千米|米|万|亿|元|亩|度|吨|%|户|人|km|倍|折|[楼院线井地店房内游间起]))"
_WORDINGS: Final[tuple[tuple[str, Reader], ...]] = (
    (rf"(?<!\d){_YEAR}\s*[-/.年]\s*{_M}\s*[-/.月]\s*{_D}(?!\d)\s*[日号]?", _written),
    (r"(?<!\d)(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)", _written),
    (rf"(?:(?<!\d){_M}月)?(?<![\d.]){_D}[日号]?{_TO}(?P<e>\d{{1,2}})[日号]{_NO_COUNT}", _several),
    (rf"{_LUNAR}(?P<leap>闰)?(?P<m>{LUNAR_MONTH})月(?P<d>{LUNAR_DAY})(?![日号一二三四五六七八九十])", _lunar),
    (rf"(?<![\d一二三四五六七八九十]){_ANY_M}\s*月\s*{_ANY_D}(?!\d)(?:\s*[日号])?+{_NO_COUNT}", _month_day),
    (rf"(?:{_AHEAD}月|(?<!\d){_ANY_M}月份?|月|(?P<year>年))[底末]", _month_end),
    (rf"(?:{_AHEAD}月)?(?<![\d.]){_ANY_D}[日号]{_NO_COUNT}", _of_month),
    (rf"(?<![\d:.-]){_M}[-/.]{_D}(?![\d:点时.]|\s*[-—~]){_NO_COUNT}", _month_day),
    (
        rf"(?<!每){_WEEK_OF}(?:周|星期|礼拜)(?P<w>[一二三四五六日天1-7])(?![\d年])",
        _weekday,
    ),
    (rf"{_AHEAD}(?:周|星期|礼拜)(?!末)", _week),
    (r"(?<!每)(?P<which>下|本|这)?周末", _weekend),
    (r"大前天|前天|昨天|昨日|今天|今日|大后天|明天|明日|后天|今(?=[早晚])|明(?=[早晚])", _spoken),
    (rf"{_NEXT}?{_MARKET}|(?:the )?next market(?: day)?|market day", _looked_up(Source.MARKET)),
    (rf"{_NEXT}?(?:接访日|接待日)|(?:the )?next reception day|reception day", _looked_up(Source.RECEPTION)),
    (rf"{_NEXT}工作日|(?:the )?next working day", _looked_up(Source.WORKDAY)),
    (r"\b(?:the )?day after tomorrow\b|\byesterday\b|\btoday\b|\btomorrow\b", _spoken),
    (rf"\b{_D}(?:st|nd|rd|th)?(?: of)? {_MONTHS}\b\.?(?:,? (?P<y>20\d\d)\b)?", _english_date),
    (rf"\b{_MONTHS}\.? {_D}(?:st|nd|rd|th)?\b(?:,? (?P<y>20\d\d)\b)?", _english_date),
    (rf"\b(?P<which>this |next |on |last )?{_WEEKDAYS}\b", _english_weekday),
)
WORDINGS: Final = tuple((re.compile(pattern), reader) for pattern, reader in _WORDINGS)
BARE: Final = (re.compile(rf"(?P<name>农历|阴历|旧历)?(?P<d>{LUNAR_DAY})(?![日号月一二三四五六七八九十])"), _lunar_day)
"""初八 or 十五: read only where nothing stands beside it."""


def _some(*days: date | None) -> tuple[date, ...]:
    return tuple(day for day in days if day is not None)


def _ahead(today: date, days: int) -> list[date]:
    return [today + timedelta(n) for n in range(days)]


def _months_on(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def _last_of(day: date) -> date:
    return _months_on(day, 1) - _DAY
