"""Recurring meetings and reception days: the office's sayings, their stored rule (RFC 5545), their days.

每月第一、三个星期三上午 becomes `FREQ=MONTHLY;BYDAY=1WE,3WE` in the forenoon. What happens on a day off
rides along as `X-DAY-OFF=next` (遇节假日顺延). A saying that is not understood is None: asked, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.i18n import N_, WEEKDAYS, _, clauses, listed
from core.visits import HALF_NAMES, Half

_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKDAYS: Final = (
    {c: n for n, c in enumerate("一二三四五六日")} | {c: n for n, c in enumerate("123456")} | {"天": 6, "7": 6}
)
_ORDINALS: Final = (
    {c: n for n, c in enumerate("一二三四五", 1)} | {c: n for n, c in enumerate("12345", 1)} | {"最后一": -1}
)
_HALVES: Final = {"上午": Half.MORNING, "下午": Half.AFTERNOON, "全天": Half.WHOLE_DAY, "": Half.WHOLE_DAY}
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PARTS: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", "X-DAY-OFF"})
_MONDAY: Final = datetime(2001, 1, 1)  # noqa: DTZ001 - a day, not a moment: every second week counts from here
_REACH: Final = 20  # days a rolled occurrence may come from: longer than any holiday
MOST: Final = 2000


class DayOff(StrEnum):
    """What becomes of an occurrence on a day off."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When something comes round again.

    Attributes:
        rrule: RFC 5545, as other calendars read it.
        starts_at: Where the saying gave an hour.
    """

    rrule: str
    half: Half = Half.WHOLE_DAY
    day_off: DayOff = DayOff.KEEP
    starts_at: time | None = None

    @property
    def spec(self) -> str:
        """The stored form: the rrule, and what happens on a day off."""
        return self.rrule if self.day_off is DayOff.KEEP else f"{self.rrule};X-DAY-OFF={self.day_off}"


def recurrence_from_spec(spec: str, half: Half = Half.WHOLE_DAY) -> Recurrence | None:
    """Return the stored recurrence, or None if it is no rule that this app follows."""
    parts = _parts(spec)
    if parts is None:
        return None
    day_off = parts.pop("X-DAY-OFF", str(DayOff.KEEP))
    if day_off not in set(DayOff):
        return None
    found = Recurrence(";".join(f"{key}={value}" for key, value in parts.items()), half, DayOff(day_off))
    try:
        _rule_days(found.rrule, date(2026, 1, 1), date(2026, 1, 2))
    except (ValueError, TypeError, IndexError):
        return None
    return found


def occurrences(
    rule: Recurrence, first: date, last: date, calendar: WorkCalendar | None = None, *, most: int = MOST
) -> list[date]:
    """Return the days from *first* to *last*, both included, at most *most* of them.

    Without a *calendar* days off are not looked at.
    """
    if last < first:
        return []
    if calendar is None or rule.day_off is DayOff.KEEP:
        return _rule_days(rule.rrule, first, last, most)
    reach = timedelta(_REACH)
    days = _rule_days(rule.rrule, max(first, date.min + reach) - reach, min(last, date.max - reach) + reach, most)
    found = {moved_day(day, rule.day_off, calendar) for day in days}
    return sorted(day for day in found if day is not None and first <= day <= last)[:most]


def moved_day(day: date, day_off: DayOff, calendar: WorkCalendar) -> date | None:
    """Return when something meant for *day* takes place; None where it is left out."""
    return day if day_off is DayOff.KEEP else _MOVES[day_off](calendar, day)


_MOVES: Final[dict[DayOff, Callable[[WorkCalendar, date], date | None]]] = {
    DayOff.NEXT: WorkCalendar.workday_from,
    DayOff.PREVIOUS: WorkCalendar.workday_upto,
    DayOff.SKIP: lambda calendar, day: day if calendar.is_workday(day) else None,
}


def parse_recurrence(text: str) -> Recurrence | None:
    """Return the rule of an office's saying such as 每月第一、三个星期三上午, or None if it is not understood."""
    words = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace(",", "、").strip("。.、;")
    words, day_off = _take_day_off(words)
    found = re.fullmatch(r"(.*?)的?(上午|下午|全天|)(?:(\d{1,2})(?::|点|时)(\d{2}|半|)分?)?", words)
    if found is None:
        return None
    head, half, hour, minute = found.groups()
    if head == "每个工作日":
        rrule: str | None = "FREQ=DAILY"
        day_off = DayOff.SKIP
    else:
        rrule = _every_week(head) or _nth_weekday(head) or _days_of_month(head)
    starts_at = _hour(half, hour, minute)
    if rrule is None or (hour and starts_at is None):
        return None
    if starts_at and not half:
        half = "上午" if starts_at < time(12) else "下午"
    return Recurrence(rrule, _HALVES[half], day_off, starts_at)


def recurrence_text(rule: Recurrence) -> str:
    """Return the rule in the current language; in Chinese as the office says it."""
    parts = _parts(rule.rrule) or {}
    text = _weekly_text(parts) or _monthly_text(parts) or rule.rrule
    if rule.half is not Half.WHOLE_DAY:
        text = _("{days}, {half}").format(days=text, half=_(HALF_NAMES[rule.half]))
    note = {
        DayOff.NEXT: _("moves on if that is a day off"),
        DayOff.PREVIOUS: _("moves forward if that is a day off"),
        DayOff.SKIP: _("not on days off"),
    }.get(rule.day_off)
    return text if note is None else clauses((text, note))


def _parts(spec: str) -> dict[str, str] | None:
    parts = dict(part.split("=", 1) for part in spec.removeprefix("RRULE:").split(";") if "=" in part)
    if parts.get("FREQ") not in _FREQUENCIES or not _PARTS.issuperset(parts):
        return None
    return parts if re.fullmatch(r"[1-9]\d{0,2}", parts.get("INTERVAL", "1")) else None


def _rule_days(rrule: str, first: date, last: date, most: int = MOST) -> list[date]:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - slow to import, and few pages need it

    start = _MONDAY if "INTERVAL=" in rrule else datetime.combine(first, time())
    # Without an end, a rule that never comes true would be searched to the year 9999.
    bounded = f"{rrule};UNTIL={last.isoformat().replace('-', '')}T000000"
    found = rrulestr(bounded, dtstart=start).xafter(datetime.combine(first, time()), inc=True)
    return [moment.date() for moment in islice(found, most)]


def _take_day_off(words: str) -> tuple[str, DayOff]:
    rest = r"(?:法定)?(?:节假日|休息日|节日|假日|双休日|周末)"
    found = re.search(
        rf"[、;(]?(?:如?遇|逢)?{rest}(?:和{rest}|、{rest})?(?:则|时)?(顺延|往后顺延|提前|除外|不开|取消|休息)\)?$",
        words,
    )
    if found is None:
        return words, DayOff.KEEP
    kind = DayOff.NEXT if "顺延" in found[1] else DayOff.PREVIOUS if found[1] == "提前" else DayOff.SKIP
    return words[: found.start()], kind


def _hour(half: str, hour: str | None, minute: str | None) -> time | None:
    if not hour:
        return None
    number = int(hour) + (12 if half == "下午" and int(hour) < 12 else 0)
    minutes = 30 if minute == "半" else int(minute or 0)
    return time(number, minutes) if number < 24 and minutes < 60 else None


_WEEKDAY_NAME: Final = r"(?:个?(?:星期|礼拜|周))"
_WEEKDAY_LIST: Final = rf"{_WEEKDAY_NAME}?[一二三四五六日天1-7](?:[、和及]{_WEEKDAY_NAME}?[一二三四五六日天1-7])*"


def _weekday_codes(words: str) -> list[str]:
    numbers = {_WEEKDAYS[c] for c in re.sub(rf"{_WEEKDAY_NAME}|[、和及]", "", words)}
    return [_CODES[number] for number in sorted(numbers)]


def _every_week(words: str) -> str | None:
    """Read 每周一, 每周星期三、五, 每个星期五, 每天."""
    if words in {"每天", "每日"}:
        return "FREQ=DAILY"
    found = re.fullmatch(rf"每(?:逢)?{_WEEKDAY_NAME}({_WEEKDAY_LIST})", words)
    return None if found is None else f"FREQ=WEEKLY;BYDAY={','.join(_weekday_codes(found[1]))}"


def _nth_weekday(words: str) -> str | None:
    """Read 每月第一、三个星期三, 每月最后一个星期五, 每月第1个周一."""
    place = r"(?:第?[一二三四五1-5]|最后一)个?"
    found = re.fullmatch(rf"每个?月的?({place}(?:[、和及]{place})*){_WEEKDAY_NAME}({_WEEKDAY_LIST})", words)
    if found is None:
        return None
    places = sorted(_ORDINALS[part] for part in re.findall(r"最后一|[一二三四五1-5]", found[1]))
    days = [f"{place}{code}" for place in places for code in _weekday_codes(found[2])]
    return f"FREQ=MONTHLY;BYDAY={','.join(days)}"


def _days_of_month(words: str) -> str | None:
    """Read 每月15日, 每月5日、20日, 每月最后一天."""
    if words in {"每月最后一天", "每月最后一日", "每月末", "每月月末", "每月月底"}:
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    found = re.fullmatch(r"每个?月的?((?:\d{1,2}[日号]?[、和及])*\d{1,2}[日号])", words)
    if found is None:
        return None
    days = sorted({int(day) for day in re.findall(r"\d+", found[1])})
    return None if days[0] < 1 or days[-1] > 31 else f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}"


def _weekly_text(parts: dict[str, str]) -> str | None:
    if parts == {"FREQ": "DAILY"}:
        return _("Every day of the week")
    if set(parts) != {"FREQ", "BYDAY"} or parts["FREQ"] != "WEEKLY":
        return None
    return _("Weekly on {weekdays}").format(weekdays=listed(_weekday(code) for code in parts["BYDAY"].split(",")))


def _monthly_text(parts: dict[str, str]) -> str | None:
    if parts.get("FREQ") != "MONTHLY" or len(parts) != 2:
        return None
    if "BYMONTHDAY" in parts:
        if parts["BYMONTHDAY"] == "-1":
            return _("On the last day of each month")
        return _("On day {days} of each month").format(days=listed(parts["BYMONTHDAY"].split(",")))
    days = [re.fullmatch(r"(-?\d+)([A-Z]{2})", day) for day in parts.get("BYDAY", "").split(",")]
    known = [(found[1], found[2]) for found in days if found is not None and -2 < int(found[1]) < 6]
    if len(known) != len(days):
        return None
    places: dict[str, list[str]] = {}
    for place, code in known:
        places.setdefault(code, []).append(place_text(place))
    words = [
        _("the {places} {weekday}").format(places=listed(names), weekday=_weekday(code))
        for code, names in places.items()
    ]
    return _("Each month on {days}").format(days=listed(words))


def place_text(number: str) -> str:
    """Return 第一 for "1", 最后一 for "-1"."""
    names = {
        "1": N_("first"),
        "2": N_("second"),
        "3": N_("third"),
        "4": N_("fourth"),
        "5": N_("fifth"),
        "-1": N_("last"),
    }
    return _(names[number])


def _weekday(code: str) -> str:
    return _(WEEKDAYS[_CODES.index(code)])
