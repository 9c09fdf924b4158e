"""On which days a line of the base rota comes round: its parts, its stored form, its days, its words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from core.calendar.lunar import lunar_day_name, lunar_month_name, lunar_of
from core.calendar.market_rules import Daily, MarketRule, market_rule_from_spec
from core.calendar.recurrence import DayOff, Recurrence, moved_day, place_text, recurrence_text
from core.calendar.workdays import WorkCalendar
from core.i18n import N_, WEEKDAYS, _, clauses, is_chinese, listed

REACH: Final = timedelta(20)
"""How far a day off can push a day: longer than any holiday."""
LAST: Final = -1
"""The last day, weekday or working day of a month."""
_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Sort(StrEnum):
    """What a pattern goes by; the values are stored."""

    WORKDAYS = "daily"
    WEEKDAY = "week"
    MONTH_DAY = "day"
    NTH_WEEKDAY = "nth"
    NTH_WORKDAY = "work"
    LUNAR = "lunar"
    MARKET = "market"
    RULE = "rule"


SORT_NAMES: Final = {
    Sort.WORKDAYS: N_("Every working day"),
    Sort.WEEKDAY: N_("Weekday"),
    Sort.MONTH_DAY: N_("Day of the month"),
    Sort.NTH_WEEKDAY: N_("Nth weekday of the month"),
    Sort.NTH_WORKDAY: N_("Nth working day of the month"),
    Sort.LUNAR: N_("Lunar date"),
    Sort.MARKET: N_("Market day of the township"),
    Sort.RULE: N_("By the last digit of the day"),
}
DAY_OFF_NAMES: Final = {
    DayOff.NEXT: N_("Moves on"),
    DayOff.PREVIOUS: N_("Moves forward"),
    DayOff.SKIP: N_("Left out"),
    DayOff.KEEP: N_("Stays"),
}
"""What becomes of a day that is off."""
_ALLOWED: Final = {
    Sort.MONTH_DAY: (LAST, *range(1, 32)), Sort.NTH_WEEKDAY: (LAST, *range(1, 6)),
    Sort.NTH_WORKDAY: (LAST, *range(1, 24)), Sort.LUNAR: tuple(range(1, 31)),
}  # fmt: skip
_BY_MONTH: Final = frozenset({Sort.MONTH_DAY, Sort.NTH_WEEKDAY, Sort.NTH_WORKDAY, Sort.LUNAR})
_BY_WEEKDAY: Final = frozenset({Sort.WEEKDAY, Sort.NTH_WEEKDAY})


@dataclass(frozen=True, slots=True)
class Pattern:
    """When a line comes round.

    Attributes:
        numbers: Days of the month, of the lunar month, or places of a weekday or working day; `LAST` is the last one.
        weekdays: 1 is Monday.
        odd: Only weeks with an odd or an even number (ISO 8601); None takes every week.
        months: Only these of the year, lunar ones for lunar dates; empty takes every month.
        rule: Of `core.calendar.market_rules`, for days by their last digit.
        day_off: What becomes of a day that is off.
    """

    sort: Sort
    numbers: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    odd: bool | None = None
    months: tuple[int, ...] = ()
    rule: str = ""
    day_off: DayOff = DayOff.SKIP

    @property
    def is_sound(self) -> bool:
        """Whether it says all that its sort needs, and nothing that no calendar has."""
        allowed = _ALLOWED.get(self.sort, ())
        numbers = bool(self.numbers) == bool(allowed) and set(self.numbers) <= set(allowed)
        weekdays = bool(self.weekdays) == (self.sort in _BY_WEEKDAY) and set(self.weekdays) <= set(range(1, 8))
        months = set(self.months) <= set(range(1, 13)) and (not self.months or self.sort in _BY_MONTH)
        rule = market_rule_from_spec(self.rule) is not None if self.sort is Sort.RULE else not self.rule
        return numbers and weekdays and months and rule and (self.odd is None or self.sort is Sort.WEEKDAY)

    def describe(self) -> str:
        """Return it in the current language; in Chinese as offices say it."""
        text = _DESCRIBED[self.sort](self)
        if self.months and self.sort is not Sort.LUNAR:
            text = _("{days} (only in {months})").format(days=text, months=months_text(self.months))
        if self.sort in {Sort.WORKDAYS, Sort.NTH_WORKDAY}:
            return text
        return clauses((text, _(_NOTES[self.day_off])))


class PatternDay(NamedTuple):
    """One day of a pattern: when it takes place, and for which day it was meant; None is left out."""

    meant: date
    day: date | None


def usual_day_off(sort: Sort) -> DayOff:
    """Return what becomes of a day off where nobody said: dates move on, what comes every week or market is left out.

    So reception days have always been read (`core.reception`).
    """
    return DayOff.NEXT if sort in {Sort.MONTH_DAY, Sort.NTH_WEEKDAY, Sort.LUNAR} else DayOff.SKIP


def pattern_days(
    pattern: Pattern, first: date, last: date, calendar: WorkCalendar, markets: Sequence[MarketRule] = ()
) -> list[date]:
    """Return the days from *first* to *last*, both included, each once.

    Args:
        pattern: Which days are meant.
        first: The first day.
        last: The last day.
        calendar: Whose days off move it.
        markets: The rules of the township's markets; one that is held daily is no market.
    """
    return [each.day for each in pattern_moves(pattern, first, last, calendar, markets) if each.day is not None]


def pattern_moves(
    pattern: Pattern, first: date, last: date, calendar: WorkCalendar, markets: Sequence[MarketRule] = ()
) -> list[PatternDay]:
    """Return the days of a pattern in order, with what they were meant for, and the days that are left out.

    Two that are moved to one day are one.
    """
    held = [rule for rule in markets if not isinstance(rule.plain, Daily)]
    meets = _tester(pattern, calendar, held)
    begin, end = _away(first, -REACH), _away(last, REACH)
    found: dict[date, PatternDay] = {}
    for n in range((end - begin).days + 1):
        meant = begin + timedelta(n)
        if meets(meant):
            day = moved_day(meant, pattern.day_off, calendar)
            if first <= (day or meant) <= last:
                known = found.get(day or meant)
                found[day or meant] = known if known is not None and known.day is not None else PatternDay(meant, day)
    return [found[day] for day in sorted(found)]


def pattern_to_spec(pattern: Pattern) -> str:
    """Return the stored form: `day:15;roll=next`, `week;days=5;weeks=odd;roll=skip`, `rule;roll=skip|lunar:3,8`."""
    head = f"{pattern.sort}:{_joined(pattern.numbers)}" if pattern.numbers else str(pattern.sort)
    parts = {
        "days": _joined(pattern.weekdays),
        "weeks": "" if pattern.odd is None else "odd" if pattern.odd else "even",
        "months": _joined(pattern.months),
        "roll": str(pattern.day_off),
    }
    said = ";".join([head, *(f"{name}={value}" for name, value in parts.items() if value)])
    return f"{said}|{pattern.rule}" if pattern.rule else said


def pattern_from_spec(spec: str) -> Pattern | None:
    """Return the stored pattern, or None if this version cannot read it."""
    said, _bar, rule = spec.partition("|")
    head, *rest = said.split(";")
    sort, _colon, numbers = head.partition(":")
    try:
        parts = dict(part.split("=", 1) for part in rest)
        weeks = parts.pop("weeks", None)
        made = Pattern(
            Sort(sort), _numbers(numbers), _numbers(parts.pop("days", "")),
            None if weeks is None else {"odd": True, "even": False}[weeks],
            _numbers(parts.pop("months", "")), rule, DayOff(parts.pop("roll")),
        )  # fmt: skip
    except (ValueError, KeyError):
        return None
    return made if not parts and made.is_sound else None


def months_text(months: Sequence[int]) -> str:
    """Return 3月、9月."""
    return listed(f"{month}月" if is_chinese() else f"{date(2024, month, 1):%b}" for month in months)


def ordered(pattern: Pattern) -> Pattern:
    """Return it with its numbers in order, each once, the last one at the end."""
    numbers = tuple(sorted(set(pattern.numbers), key=lambda n: (n == LAST, n)))
    weekdays, months = tuple(sorted(set(pattern.weekdays))), tuple(sorted(set(pattern.months)))
    return replace(pattern, numbers=numbers, weekdays=weekdays, months=months if len(months) < 12 else ())


# Days

Test = Callable[[date], bool]


def _tester(pattern: Pattern, calendar: WorkCalendar, markets: Sequence[MarketRule]) -> Test:
    numbers, weekdays, months = set(pattern.numbers), set(pattern.weekdays), set(pattern.months)

    def in_month(day: date) -> bool:
        return not months or day.month in months

    def nth_weekday(day: date) -> bool:
        place, ends = (day.day - 1) // 7 + 1, _month_end(day) - day.day < 7
        return day.isoweekday() in weekdays and (place in numbers or (ends and LAST in numbers)) and in_month(day)

    def nth_workday(day: date) -> bool:
        if not calendar.is_workday(day) or not in_month(day):
            return False
        before, end = day.replace(day=1) - timedelta(1), day.replace(day=_month_end(day))
        place, after = calendar.workdays_between(before, day), calendar.workdays_between(day, end)
        return place in numbers or (not after and LAST in numbers)

    def lunar_date(day: date) -> bool:
        lunar = lunar_of(day)
        if lunar is None or lunar.day not in numbers:
            return False
        return not months or (lunar.month in months and not lunar.is_leap)

    rule = market_rule_from_spec(pattern.rule) if pattern.rule else None
    tests: dict[Sort, Test] = {
        Sort.WORKDAYS: lambda day: pattern.day_off is DayOff.KEEP or calendar.is_workday(day),
        Sort.WEEKDAY: lambda day: day.isoweekday() in weekdays and pattern.odd in {None, _is_odd(day)},
        Sort.MONTH_DAY: lambda day: (
            (day.day in numbers or (day.day == _month_end(day) and LAST in numbers)) and in_month(day)
        ),
        Sort.NTH_WEEKDAY: nth_weekday,
        Sort.NTH_WORKDAY: nth_workday,
        Sort.LUNAR: lunar_date,
        Sort.MARKET: lambda day: any(each.is_market_day(day) for each in markets),
        Sort.RULE: lambda day: rule is not None and rule.is_market_day(day),
    }
    return tests[pattern.sort]


def _is_odd(day: date) -> bool:
    return day.isocalendar().week % 2 == 1


def _month_end(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _away(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


# Words

_NOTES: Final = {
    DayOff.NEXT: N_("moves on if that is a day off"),
    DayOff.PREVIOUS: N_("moves forward if that is a day off"),
    DayOff.SKIP: N_("not on days off"),
    DayOff.KEEP: N_("on days off too"),
}


def _said(rrule: str) -> str:
    return recurrence_text(Recurrence(rrule))


def _weekly(pattern: Pattern) -> str:
    if pattern.odd is None:
        return _said(f"FREQ=WEEKLY;BYDAY={','.join(_CODES[day - 1] for day in pattern.weekdays)}")
    words = _("In odd weeks on {weekdays}") if pattern.odd else _("In even weeks on {weekdays}")
    return words.format(weekdays=_weekdays(pattern))


def _weekdays(pattern: Pattern) -> str:
    return listed(_(WEEKDAYS[day - 1]) for day in pattern.weekdays)


def _monthly(pattern: Pattern) -> str:
    days = [str(n) for n in pattern.numbers if n != LAST]
    found = [_said(f"FREQ=MONTHLY;BYMONTHDAY={','.join(days)}")] if days else []
    if LAST in pattern.numbers:
        found.append(_said("FREQ=MONTHLY;BYMONTHDAY=-1"))
    return listed(found)


def _nth(pattern: Pattern) -> str:
    places, weekdays = listed(place_text(str(n)) for n in pattern.numbers), _weekdays(pattern)
    return _("Each month on {days}").format(days=_("the {places} {weekday}").format(places=places, weekday=weekdays))


def _nth_workday(pattern: Pattern) -> str:
    found = []
    places = [n for n in pattern.numbers if n != LAST]
    if places:
        words = _("On working day {places} of each month")
        found.append(words.format(places=listed(map(str, places))))
    if LAST in pattern.numbers:
        found.append(_("On the last working day of each month"))
    return listed(found)


def _lunar(pattern: Pattern) -> str:
    if is_chinese():
        months = listed(lunar_month_name(month) for month in pattern.months) if pattern.months else "每月"
        return f"农历{months}{listed(lunar_day_name(day) for day in pattern.numbers)}"
    days = listed(map(str, pattern.numbers))
    if not pattern.months:
        return _("On day {days} of each lunar month").format(days=days)
    months = listed(map(str, pattern.months))
    return _("On day {days} of lunar month {months}").format(days=days, months=months)


def _rule(pattern: Pattern) -> str:
    rule = market_rule_from_spec(pattern.rule)
    return pattern.rule if rule is None else rule.describe()


_DESCRIBED: Final[dict[Sort, Callable[[Pattern], str]]] = {
    Sort.WORKDAYS: lambda each: _("Every working day") if each.day_off is DayOff.SKIP else _said("FREQ=DAILY"),
    Sort.WEEKDAY: _weekly,
    Sort.MONTH_DAY: _monthly,
    Sort.NTH_WEEKDAY: _nth,
    Sort.NTH_WORKDAY: _nth_workday,
    Sort.LUNAR: _lunar,
    Sort.MARKET: lambda _each: _("On market days of the township"),
    Sort.RULE: _rule,
}


def _joined(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def _numbers(text: str) -> tuple[int, ...]:
    if not re.fullmatch(r"(?:-?\d{1,2}(?:,-?\d{1,2})*)?", text, re.ASCII):
        raise ValueError(text)
    return tuple(int(part) for part in text.split(",")) if text else ()
