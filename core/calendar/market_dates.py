"""Dates on which a market is not held, or is held besides: 正月初一, 除夕, 10月1日, 2027-10-01, 1 Oct 2027.

A date without a year comes every year. A lunar month carries on (正月初一、初二), and so does a stretch
within a month (正月初一至初五). What is written in `spec` never changes its meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from core.calendar.lunar import lunar_day_name, lunar_month_name, lunar_of
from core.errors import UserError
from core.i18n import N_, _, day_text, is_chinese, listed
from core.imports.dates import chinese_number

DATES_EXAMPLE: Final = "正月初一、10月1日、2027-10-01"
_NEW_YEARS_EVE: Final = 0
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_N: Final = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_LUNAR_DAY: Final = r"初?[一二三四五六七八九十]|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?|三十|\d{1,2}"
_LEAP_YEAR: Final = 2028
_NAMES: Final = {
    "除夕": (True, 12, _NEW_YEARS_EVE), "年三十": (True, 12, _NEW_YEARS_EVE), "大年三十": (True, 12, _NEW_YEARS_EVE),
    "newyear'seve": (True, 12, _NEW_YEARS_EVE), "春节": (True, 1, 1), "大年初一": (True, 1, 1),
    "springfestival": (True, 1, 1), "元宵": (True, 1, 15), "元宵节": (True, 1, 15), "端午": (True, 5, 5),
    "端午节": (True, 5, 5), "中秋": (True, 8, 15), "中秋节": (True, 8, 15), "重阳": (True, 9, 9),
    "重阳节": (True, 9, 9), "元旦": (False, 1, 1), "国庆": (False, 10, 1), "国庆节": (False, 10, 1),
}  # fmt: skip
_FULL: Final = (
    re.compile(r"(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d{1,2})(?P<n>[a-z]{3,9})(?P<y>\d{4})"),
)
_SOLAR: Final = (
    re.compile(rf"(?:公历|每年|每年公历)?(?P<m>{_N})月(?P<d>{_N})[日号]"),
    re.compile(r"(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})(?P<n>[a-z]{3,9})"),
)
_LUNAR: Final = (
    re.compile(rf"(?:农历|阴历)?(?P<leap>闰)?(?P<m>正|冬|腊|十[一二]?|[二三四五六七八九])月(?P<d>{_LUNAR_DAY})"),
    re.compile(rf"(?:农历|阴历)(?P<leap>闰)?(?P<m>{_N})月(?P<d>{_LUNAR_DAY})[日号]?"),
    re.compile(r"lunar(?P<leap>leap)?(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
)
_LATER: Final = re.compile(rf"(?P<d>{_LUNAR_DAY})[日号]?")


class DateNotRead(UserError):
    """Words in a market's list of dates that are no date."""

    message = N_("“{words}” is not a date that can be read. Write it like {example}.")


class TooManyDates(UserError):
    """A market's rule would not fit into the schedule."""

    message = N_("These are too many dates for one market: {n}. Leave out those that are over.")


@dataclass(frozen=True, slots=True)
class MarketDate:
    """One date: of one year, or of every year.

    Attributes:
        day: Day of the month; 0 of a lunar year's last month is its last day, whether 廿九 or 三十.
        year: None where it comes every year; lunar dates always do.
    """

    month: int
    day: int
    year: int | None = None
    is_lunar: bool = False
    is_leap: bool = False

    def is_on(self, day: date) -> bool:
        """Return whether *day* is this date."""
        if not self.is_lunar:
            return (day.month, day.day) == (self.month, self.day) and self.year in {None, day.year}
        if self.day == _NEW_YEARS_EVE:
            day, month, number = day + timedelta(1), 1, 1
        else:
            month, number = self.month, self.day
        lunar = lunar_of(day)
        return lunar is not None and (lunar.month, lunar.day, lunar.is_leap) == (month, number, self.is_leap)

    @property
    def spec(self) -> str:
        """`L1-1`, `L+6-15` in a leap month, `10-1` or `2027-10-1`."""
        if self.is_lunar:
            return f"L{'+' if self.is_leap else ''}{self.month}-{self.day}"
        return f"{self.month}-{self.day}" if self.year is None else f"{self.year}-{self.month}-{self.day}"

    def describe(self) -> str:
        """Return 正月初一, 除夕, 10月1日 or 2027年10月1日."""
        if not self.is_lunar:
            return day_text(date(self.year or _LEAP_YEAR, self.month, self.day), year=self.year is not None)
        if self.day == _NEW_YEARS_EVE:
            return _("New Year's Eve")
        if is_chinese():
            return lunar_month_name(self.month, is_leap=self.is_leap) + lunar_day_name(self.day)
        return f"Lunar {'leap ' if self.is_leap else ''}{self.month}/{self.day}"


def dates_text(dates: Iterable[MarketDate]) -> str:
    """Return the dates in the current language."""
    return listed(each.describe() for each in dates)


def dates_from_spec(spec: str) -> tuple[MarketDate, ...]:
    """Return the dates that a list of specs stands for.

    Raises:
        ValueError: one of them is from a newer version.
    """
    return tuple(_date_from_spec(part) for part in spec.split(",") if part)


def read_market_dates(text: str) -> tuple[MarketDate, ...]:
    """Return the dates that somebody typed, each once, as they stand.

    Raises:
        DateNotRead: a part of the words is no date; it names that part.
    """
    found: list[MarketDate] = []
    for part in _parts(text):
        begin, _to, end = (each.strip() for each in _parted(part))
        first = _one(begin, found[-1] if found else None)
        last = _one(end, first) if end and first is not None else first
        stretch = _stretch(first, last)
        if not stretch:
            raise DateNotRead(words=part, example=DATES_EXAMPLE)
        found += stretch
    return tuple(dict.fromkeys(found))


def _parts(text: str) -> list[str]:
    words = unicodedata.normalize("NFKC", text).strip().strip("。.")
    return [part.strip() for part in re.split(r"[、,;\n]|\s和\s|和|\s(?:and)\s", words) if part.strip()]


def _parted(part: str) -> tuple[str, str, str]:
    """Return both ends of a stretch; a hyphen between digits is a date's own."""
    found = re.fullmatch(r"(.+?)\s*(?:至|到|~|—+|–|\sto\s|(?<=[日号一二三四五六七八九十])-)\s*(.+)", part)
    return (found[1], "-", found[2]) if found else (part, "", "")


def _one(text: str, before: MarketDate | None) -> MarketDate | None:
    """Return the date of a single wording; one without a month is of the month before it."""
    words = re.sub(r"\s+", "", text).lower().replace("’", "'")
    if words in _NAMES:
        is_lunar, month, day = _NAMES[words]
        return MarketDate(month, day, is_lunar=is_lunar)
    for pattern in (*_FULL, *_SOLAR):
        if found := pattern.fullmatch(words):
            return _solar(found)
    for pattern in _LUNAR:
        if found := pattern.fullmatch(words):
            month, day = _lunar_number(found["m"]), _lunar_number(found["d"])
            return _sound(MarketDate(month, day, is_lunar=True, is_leap=bool(found["leap"])))
    later = _LATER.fullmatch(words)
    if later is None or before is None or before.day == _NEW_YEARS_EVE:
        return None
    return _sound(replace(before, day=_lunar_number(later["d"])))


def _solar(found: re.Match[str]) -> MarketDate | None:
    parts = found.groupdict()
    name = parts.get("n")
    if name and name[:3] not in _MONTHS:
        return None
    month = _MONTHS.index(name[:3]) + 1 if name else _lunar_number(parts["m"] or "")
    year = int(parts["y"]) if parts.get("y") else None
    return _sound(MarketDate(month, _lunar_number(parts["d"] or ""), year))


def _lunar_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    named = {"正": 1, "冬": 11, "腊": 12}.get(text)
    return named or chinese_number(text.removeprefix("初").replace("廿", "二十"))


def _sound(wanted: MarketDate) -> MarketDate | None:
    """Return the date if a calendar can have it."""
    if wanted.is_lunar:
        return wanted if 1 <= wanted.month <= 12 and 1 <= wanted.day <= 30 else None
    try:
        date(wanted.year or _LEAP_YEAR, wanted.month, wanted.day)
    except ValueError:
        return None
    return wanted if wanted.year is None or 1950 <= wanted.year <= 2100 else None


def _stretch(first: MarketDate | None, last: MarketDate | None) -> list[MarketDate]:
    """Return each date from *first* to *last*, of one month; none where that is no stretch."""
    if first is None or last is None:
        return []
    if first == last:
        return [first]
    if replace(first, day=1) != replace(last, day=1) or _NEW_YEARS_EVE in {first.day, last.day}:
        return []
    return [replace(first, day=day) for day in range(first.day, last.day + 1)]


def _date_from_spec(spec: str) -> MarketDate:
    found = re.fullmatch(r"(?P<lunar>L)?(?P<leap>\+)?(?:(?P<y>\d{4})-)?(?P<m>\d{1,2})-(?P<d>\d{1,2})", spec)
    if found is None:
        raise ValueError(spec)
    is_lunar, year = found["lunar"] is not None, int(found["y"]) if found["y"] else None
    made = MarketDate(int(found["m"]), int(found["d"]), year, is_lunar=is_lunar, is_leap=found["leap"] is not None)
    eve = is_lunar and (made.month, made.day) == (12, _NEW_YEARS_EVE)
    if not eve and _sound(made) is None:
        raise ValueError(spec)
    return made
