"""Dates as offices write them; what cannot be told for certain is refused with a reason.

A further spelling is one more pattern in `_DATED` or `_DAY_ONLY`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.i18n import N_
from core.imports.cells import BadCell, Cell, text_of
from core.imports.notes import Note, Unreadable, note
from core.visits import Half

FIRST_YEAR, LAST_YEAR = 1950, 2100
_WEEKDAYS = {
    "一": 0,
    "二": 1,
    "三": 2,
    "四": 3,
    "五": 4,
    "六": 5,
    "日": 6,
    "天": 6,
    **{str(n): n - 1 for n in range(1, 8)},
}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)\s*([一二三四五六日天1-7])")
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]?")
_HALVES = (
    (Half.MORNING, ("上午", "早上", "早晨", "am", "forenoon", "morning")),
    (Half.AFTERNOON, ("下午", "午后", "pm", "afternoon")),
    (Half.WHOLE_DAY, ("全天", "整天", "一天", "all day", "whole day", "终日", "全日")),
)
_SEPARATOR = r"\s*[-/.、]\s*"
_DATED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<y>\d{{4}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<d>\d{{1,2}})(?:[日号t\s].*)?",
        r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        rf"(?P<yy>\d{{2}}){_SEPARATOR}(?P<m>\d{{1,2}}){_SEPARATOR}(?P<d>\d{{1,2}})",
        r"(?P<yy>\d{2})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?",
        rf"(?P<m>\d{{1,2}}){_SEPARATOR}(?P<d>\d{{1,2}})",
        r"(?P<d>\d{1,2})\s*[日号]",
    )
)
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九十]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?"
)
_RANGE = re.compile(r"\d\s*[日号月]?\s*(?:[—–~～至到]|--|-\s*(?=\d{1,2}\s*[日号月]))\s*\d")
_CLOCK = re.compile(r"[\st]\s*\d{1,2}[:点时]\d{0,2}.*$|(?<=[日号])\s*\d{1,2}[:点时]\d{0,2}.*$")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*(?:年|[-./]|$|(?=\D))")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月(?!\s*\d)")
_CHINESE_MONTH = re.compile(r"(十[一二]?|[一二三四五六七八九])月份?")
_ISO_MONTH = re.compile(r"20\d{2}\s*[-./年]\s*(1[0-2]|0?[1-9])(?!\d)")
_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Hint:
    """What title, sheet name and file name say about the year and month of a sheet."""

    year: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A date as read, with what else its cell said."""

    day: date
    half: Half | None = None
    weekday: int | None = None
    doubt: Note | None = None


def hint_from(*texts: str) -> Hint:
    """Return the first year and the first month that the texts tell, best text first."""
    year = month = None
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        if year is None and (found := _YEAR.search(plain)):
            year = int(found[1])
        if month is None:
            month = _month_in(plain)
    return Hint(year, month)


def read_day(cell: Cell, hint: Hint = Hint()) -> ReadDay:
    """Return the date in a cell.

    Raises:
        Unreadable: no date, an impossible one, or one that could mean two days.
    """
    match cell:
        case BadCell():
            raise Unreadable(cell.why)
        case datetime():
            return ReadDay(_plausible(cell.date(), text_of(cell)))
        case date():
            return ReadDay(_plausible(cell, text_of(cell)))
        case bool() | None:
            raise Unreadable(note(N_("is no date: {text}"), text=text_of(cell)))
        case int() | float():
            return ReadDay(_from_number(cell, hint))
        case _:
            return _from_text(text_of(cell), hint)


def weekday_of(text: str) -> int | None:
    """Return 0 for 星期一, 周一, 一 or Monday; None when *text* names no weekday."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if found := _WEEKDAY.search(plain):
        return _WEEKDAYS[found[1]]
    if plain in _WEEKDAYS:
        return _WEEKDAYS[plain]
    return next((n for n, name in enumerate(_ENGLISH) if plain.startswith(name)), None)


def half_in(text: str) -> Half | None:
    """Return the half of the day that *text* names; morning and afternoon together are the whole day."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    dense = "".join(plain.split())
    found = {half for half, words in _HALVES if any(word in plain or word in dense for word in words)}
    if Half.WHOLE_DAY in found or len(found) > 1:
        return Half.WHOLE_DAY
    return next(iter(found), None)


def _from_text(shown: str, hint: Hint) -> ReadDay:
    plain = unicodedata.normalize("NFKC", shown).strip().casefold()
    half, weekday = half_in(plain), None
    if found := _WEEKDAY.search(plain):
        weekday = _WEEKDAYS[found[1]]
        plain = plain.replace(found[0], " ")
    plain = _BRACKETS.sub(" ", plain)
    for _half, words in _HALVES:
        for word in words:
            plain = plain.replace(word, " ")
    plain = _CLOCK.sub("", plain).strip(" ,.;，。；\u3000")
    if _RANGE.search(plain):
        raise Unreadable(note(N_("holds several days ({text}): write one row for each day"), text=shown))
    if chinese := _CHINESE_DATE.fullmatch(plain):
        plain = f"{_digits(chinese[1])}年{chinese_number(chinese[2])}月{chinese_number(chinese[3])}日"
    for pattern in _DATED:
        if found := pattern.fullmatch(plain):
            return _dated(found.groupdict(), shown, hint, half, weekday)
    if plain.isdecimal() and len(plain) == 5:
        return ReadDay(_from_number(int(plain), hint), half, weekday)
    raise Unreadable(note(N_("is no date: {text}"), text=shown))


def _dated(parts: dict[str, str | None], shown: str, hint: Hint, half: Half | None, weekday: int | None) -> ReadDay:
    year = int(written) if (written := parts.get("y")) else _short_year(parts.get("yy"), shown, hint)
    month = int(written) if (written := parts.get("m")) else hint.month
    if year is None:
        raise Unreadable(note(N_("names no year ({text}), and neither does the title or the sheet name"), text=shown))
    if month is None:
        raise Unreadable(note(N_("names no month ({text}), and neither does the title or the sheet name"), text=shown))
    doubt = None
    if not (parts.get("y") or parts.get("yy")) and hint.month not in {None, month}:
        doubt = note(
            N_("{text} lies outside the month of the sheet; the year {year} was taken from its title"),
            text=shown,
            year=year,
        )
    return ReadDay(_day(year, month, int(parts["d"] or 0), shown), half, weekday, doubt)


def _short_year(text: str | None, shown: str, hint: Hint) -> int | None:
    if text is None:
        return hint.year
    year = 2000 + int(text)
    if hint.year is not None and abs(hint.year - year) <= 1:
        return year
    raise Unreadable(note(N_("has a year of two digits ({text}): write all four"), text=shown))


def _from_number(number: float, hint: Hint) -> date:
    shown = f"{number:.10g}"
    if not math.isfinite(number):
        raise Unreadable(note(N_("is no date: {text}"), text=shown))
    whole = int(number)
    if number == whole and 19_000_101 <= whole <= 99_991_231:
        return _day(whole // 10000, whole // 100 % 100, whole % 100, shown)
    if 18_264 <= number <= 73_415:  # 1950 to 2100, as Excel counts
        return _plausible(_EPOCH + timedelta(days=whole), shown)
    if number == whole and 1 <= whole <= 31 and hint.month and hint.year:
        return _day(hint.year, hint.month, whole, shown)
    month, _, day = shown.partition(".")
    if hint.year and day and 1 <= number < 13 and len(day) <= 2:
        if day in {"1", "2", "3"}:
            reason = N_(
                "may mean day {one} or day {two} of the month: Excel dropped a zero; "
                "write it as {month}-{one} or {month}-{two}"
            )
            raise Unreadable(note(reason, one=int(day), two=int(day) * 10, month=month))
        return _day(hint.year, int(month), int(day), shown)
    raise Unreadable(note(N_("is no date: {text}"), text=shown))


def _day(year: int, month: int, day: int, shown: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(note(N_("lies in the year {year}, which cannot be right: {text}"), year=year, text=shown))
    if not 1 <= month <= 12:
        raise Unreadable(note(N_("names month {month}, which does not exist: {text}"), month=month, text=shown))
    if not 1 <= day <= monthrange(year, month)[1]:
        raise Unreadable(
            note(N_("names day {day} of month {month}, which does not exist: {text}"), day=day, month=month, text=shown)
        )
    return date(year, month, day)


def _plausible(day: date, shown: str) -> date:
    return _day(day.year, day.month, day.day, shown)


def _month_in(plain: str) -> int | None:
    if found := _ISO_MONTH.search(plain) or _MONTH.search(plain):
        return int(found[1])
    chinese = _CHINESE_MONTH.search(plain)
    return chinese_number(chinese[1]) if chinese else None


def chinese_number(text: str) -> int:
    """Return 12 for 十二 or 12, 0 for what is no number below 100."""
    if text.isdecimal():
        return int(text)
    if not text or any(sign not in "〇零○一二三四五六七八九十两" for sign in text):
        return 0
    tens, ten, ones = text.partition("十")
    return _sign(ones) + 10 * (_sign(tens) or 1) if ten else _sign(text)


def _sign(text: str) -> int:
    return 2 if text.startswith("两") else max("〇一二三四五六七八九".find(text[:1]), 0) if text else 0


def _digits(text: str) -> str:
    return "".join(str(max("〇一二三四五六七八九".find(sign), 0)) for sign in text)
