"""Half-days, clock times and time limits as offices write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time

from core.i18n import N_
from core.imports.cells import BadCell, Cell, text_of
from core.imports.dates import chinese_number, half_in
from core.imports.notes import Unreadable, note
from core.visits import Half

_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:点时])\s*(半|\d{2})?\s*分?")
_NOON = 13
_LIMIT = re.compile(
    r"(\d+(?:\.0+)?|[一二三四五六七八九十两]{1,3})\s*个?\s*"
    r"(工作日|working days?|自然日|日历日|天|日|周|星期|个月|月|days?)?(?:内|之内|以内)?"
)


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A half of the day, and the clock times where they were written."""

    half: Half
    starts: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class ReadLimit:
    """A number of days and how they are counted; `unit` is None where the cell does not say."""

    amount: int
    unit: str | None


def read_span(cell: Cell) -> ReadSpan:
    """Return the half-day and times in a cell such as 上午, 9:00-11:30 or 下午3点.

    Raises:
        Unreadable: no half of a day can be told.
    """
    if isinstance(cell, BadCell):
        raise Unreadable(cell.why)
    if isinstance(cell, datetime | time):
        clock = cell.time() if isinstance(cell, datetime) else cell
        return ReadSpan(Half.MORNING if clock.hour < _NOON else Half.AFTERNOON, clock)
    shown = text_of(cell)
    plain = unicodedata.normalize("NFKC", shown).casefold()
    half, clocks = half_in(plain), _clocks(plain, shown)
    starts, ends = (clocks[0] if clocks else None), (clocks[1] if len(clocks) > 1 else None)
    if half is Half.AFTERNOON and starts and starts.hour < 12:
        starts = starts.replace(hour=starts.hour + 12)
        ends = ends.replace(hour=ends.hour + 12) if ends and ends.hour < 12 else ends
    if starts and ends and ends <= starts:
        raise Unreadable(note(N_("ends before it starts: {text}"), text=shown))
    if half is None and starts is not None:
        half = _half_of(starts, ends)
    if half is None and plain.strip() in _SHORT:
        half = _SHORT[plain.strip()]
    if half is None:
        raise Unreadable(note(N_("names neither morning, afternoon nor all day: {text}"), text=shown))
    return ReadSpan(half, starts, ends)


def read_limit(cell: Cell) -> ReadLimit:
    """Return the limit in a cell such as 15, 15天 or 15个工作日.

    Raises:
        Unreadable: no number of days from 1 to 3660.
    """
    shown = text_of(cell)
    if isinstance(cell, BadCell):
        raise Unreadable(cell.why)
    plain = unicodedata.normalize("NFKC", shown).strip().casefold()
    found = _LIMIT.fullmatch(plain)
    if not found or isinstance(cell, date | bool):
        raise Unreadable(note(N_("is no number of days: {text}"), text=shown))
    digits, word = found[1], found[2] or ""
    amount = int(float(digits)) if digits[0].isdigit() else chinese_number(digits)
    unit = "working" if word.startswith(("工作", "working")) else "natural" if word else None
    if "月" in word:
        raise Unreadable(note(N_("is given in months ({text}): write it in days"), text=shown))
    amount *= 7 if word in {"周", "星期"} else 1
    if not 1 <= amount <= 3660:
        raise Unreadable(note(N_("is no number of days from 1 to 3660: {text}"), text=shown))
    return ReadLimit(amount, unit)


_SHORT = {"上": Half.MORNING, "下": Half.AFTERNOON, "全": Half.WHOLE_DAY, "天": Half.WHOLE_DAY, "日": Half.WHOLE_DAY}


def _clocks(plain: str, shown: str) -> list[time]:
    found: list[time] = []
    for hours, minutes in _CLOCK.findall(plain)[:2]:
        hour, minute = int(hours), 30 if minutes == "半" else int(minutes or 0)
        if hour > 23 or minute > 59:
            raise Unreadable(note(N_("is no time of day: {text}"), text=shown))
        found.append(time(hour, minute))
    return found


def _half_of(starts: time, ends: time | None) -> Half:
    if starts.hour >= 12:
        return Half.AFTERNOON
    return Half.WHOLE_DAY if ends is not None and ends.hour > 14 else Half.MORNING
