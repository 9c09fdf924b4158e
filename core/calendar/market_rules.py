"""Market days (赶集日): one class per rule type, with its words, its stored form and its test.

A further type is one class here, its prefix in `_READERS`, and its spelling in `markets.py`.
The types are those that one county's list mixes (domain.md 1.13). Branch days follow the sixty-day
cycle, so they need no calendar at all.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from core.calendar.lunar import BRANCHES, branch_of, lunar_of
from core.calendar.market_dates import MarketDate, dates_from_spec, dates_text
from core.i18n import N_, WEEKDAYS, _, is_chinese, listed

_NUMERALS: Final = "十一二三四五六七八九"


class SmallMonth(StrEnum):
    """What a market on 三十 does in a lunar month of 29 days; local habit, so each market has its own."""

    NONE = "none"
    EARLY = "early"
    LATE = "late"


class MarketRule(ABC):
    """When one market is held; on the dates of `never` it is not, whatever the rule, and on those of `also` it is."""

    never: tuple[MarketDate, ...] = ()
    also: tuple[MarketDate, ...] = ()

    @abstractmethod
    def is_market_day(self, day: date) -> bool:
        """Return whether the market is held on *day*."""

    @abstractmethod
    def describe(self) -> str:
        """Return the rule in the current language; in Chinese as the office writes it."""

    @property
    @abstractmethod
    def spec(self) -> str:
        """The stored form; `market_rule_from_spec` reads it back. Never changes its meaning."""

    @property
    def question(self) -> str | None:
        """Message id of what only the office can know about this rule, or None."""
        return None

    @property
    def plain(self) -> MarketRule:
        """The rule without its exceptions."""
        return self


@dataclass(frozen=True)
class SolarTail(MarketRule):
    """公历逢1、6: days of the month that end in these digits; 10 is the digit 0."""

    tails: frozenset[int]

    def is_market_day(self, day: date) -> bool:
        """Return whether the day of the month ends in a tail."""
        return day.day % 10 in self.tails

    def describe(self) -> str:
        """Return 公历逢1、6."""
        return _("Solar days ending in {tails}").format(
            tails=listed(str(tail or 10) for tail in _tail_order(self.tails))
        )

    @property
    def spec(self) -> str:
        """`solar:1,6`."""
        return "solar:" + _digits(self.tails)


@dataclass(frozen=True)
class LunarTail(MarketRule):
    """农历逢三、八: lunar days that end in these digits, in leap months too; 十 is 初十, 二十 and 三十."""

    tails: frozenset[int]
    small_month: SmallMonth = SmallMonth.NONE

    def is_market_day(self, day: date) -> bool:
        """Return whether the lunar day ends in a tail, by the habit for months of 29 days."""
        lunar = lunar_of(day)
        if lunar is None:
            return False
        if lunar.day % 10 in self.tails:
            return True
        if 0 not in self.tails:
            return False
        if self.small_month is SmallMonth.EARLY:
            return lunar.day == lunar.length == 29
        if self.small_month is SmallMonth.LATE and lunar.day == 1:
            before = lunar_of(day - timedelta(1))
            return before is not None and before.day == 29
        return False

    def describe(self) -> str:
        """Return 农历逢三、八, with the habit for small months where it differs."""
        tails = (_NUMERALS[tail] if is_chinese() else str(tail or 10) for tail in _tail_order(self.tails))
        text = _("Lunar days ending in {tails}").format(tails=listed(tails))
        if self.small_month is SmallMonth.EARLY:
            return _("{rule} (29th in short months)").format(rule=text)
        if self.small_month is SmallMonth.LATE:
            return _("{rule} (next 1st after short months)").format(rule=text)
        return text

    @property
    def spec(self) -> str:
        """`lunar:3,8`, or `lunar:5,0;early`."""
        habit = "" if self.small_month is SmallMonth.NONE else f";{self.small_month}"
        return "lunar:" + _digits(self.tails) + habit


@dataclass(frozen=True)
class Weekdays(MarketRule):
    """每周星期三、星期六; 1 is Monday and 7 is Sunday."""

    days: frozenset[int]

    def is_market_day(self, day: date) -> bool:
        """Return whether it is one of these weekdays."""
        return day.isoweekday() in self.days

    def describe(self) -> str:
        """Return 每周星期三、星期六."""
        return _("Every {weekdays}").format(weekdays=listed(_(WEEKDAYS[day - 1]) for day in sorted(self.days)))

    @property
    def spec(self) -> str:
        """`weekday:3,6`."""
        return "weekday:" + ",".join(map(str, sorted(self.days)))


@dataclass(frozen=True)
class OddEven(MarketRule):
    """单日 or 双日; lists rarely say of which calendar, so that is asked (solar until answered).

    Attributes:
        is_lunar: None while nobody has said which calendar.
    """

    odd: bool
    is_lunar: bool | None = None

    def is_market_day(self, day: date) -> bool:
        """Return whether the day's number is odd or even."""
        lunar = lunar_of(day) if self.is_lunar else None
        return (lunar.day if lunar else day.day) % 2 == int(self.odd)

    def describe(self) -> str:
        """Return 单日, 公历单日 or 农历双日."""
        words = {
            (True, None): _("Odd days"),
            (True, False): _("Odd solar days"),
            (True, True): _("Odd lunar days"),
            (False, None): _("Even days"),
            (False, False): _("Even solar days"),
            (False, True): _("Even lunar days"),
        }
        return words[self.odd, self.is_lunar]

    @property
    def spec(self) -> str:
        """`odd`, `odd:solar` or `even:lunar`."""
        calendar = {None: "", False: ":solar", True: ":lunar"}[self.is_lunar]
        return ("odd" if self.odd else "even") + calendar

    @property
    def question(self) -> str | None:
        """Which calendar is meant."""
        return N_("Are these odd or even days of the solar or of the lunar month?") if self.is_lunar is None else None


@dataclass(frozen=True)
class Daily(MarketRule):
    """天天: every day."""

    def is_market_day(self, day: date) -> bool:
        """Return True."""
        return day is not None

    def describe(self) -> str:
        """Return 天天."""
        return _("Every day")

    @property
    def spec(self) -> str:
        """`daily`."""
        return "daily"


@dataclass(frozen=True)
class BranchPair(MarketRule):
    """赶子午: every six days, on two opposite earthly branches. `first` is 0 (子) to 5 (巳)."""

    first: int
    prefix: ClassVar[str] = "pair"
    step: ClassVar[int] = 6

    def is_market_day(self, day: date) -> bool:
        """Return whether the day's branch is one of the rule's."""
        return branch_of(day) % self.step == self.first

    @property
    def branches(self) -> str:
        """The branches in the order of the cycle, such as 子午."""
        return "".join(BRANCHES[branch] for branch in range(self.first, 12, self.step))

    def describe(self) -> str:
        """Return 赶子午."""
        return _("Every 6 days, on {branches} days").format(branches=self.branches)

    @property
    def spec(self) -> str:
        """`pair:0`."""
        return f"{self.prefix}:{self.first}"


@dataclass(frozen=True)
class BranchTriple(BranchPair):
    """空三赶四（丑巳酉）: every four days, on three earthly branches. `first` is 0 (子) to 3 (卯)."""

    prefix: ClassVar[str] = "triple"
    step: ClassVar[int] = 4

    def describe(self) -> str:
        """Return 空三赶四（丑巳酉）."""
        return _("Every 4 days, on {branches} days").format(branches=self.branches)


@dataclass(frozen=True)
class Unknown(MarketRule):
    """未知: there is a market, but nobody has written down when. Keeps the office's words."""

    text: str = ""

    def is_market_day(self, day: date) -> bool:
        """Return False: an unknown rule promises nothing."""
        return day is None

    def describe(self) -> str:
        """Return the office's words, or 未知."""
        return self.text or _("Not known")

    @property
    def spec(self) -> str:
        """`unknown:` and the office's words."""
        return f"unknown:{self.text}"

    @property
    def question(self) -> str | None:
        """When the market is held."""
        return N_("On which days is this market held?")


@dataclass(frozen=True)
class Amended(MarketRule):
    """Another rule but for some dates: on those of `never` there is no market, on those of `also` there is one."""

    rule: MarketRule
    never: tuple[MarketDate, ...] = ()
    also: tuple[MarketDate, ...] = ()

    def is_market_day(self, day: date) -> bool:
        """Return whether the market is held; a date on both lists is none."""
        if any(each.is_on(day) for each in self.never):
            return False
        return self.rule.is_market_day(day) or any(each.is_on(day) for each in self.also)

    def describe(self) -> str:
        """Return 农历逢三、八（正月初一除外）."""
        text = self.rule.describe()
        if self.never:
            text = _("{rule} (not on {days})").format(rule=text, days=dates_text(self.never))
        if self.also:
            text = _("{rule} (also on {days})").format(rule=text, days=dates_text(self.also))
        return text

    @property
    def spec(self) -> str:
        """`amended:except=L1-1,10-1;also=2027-2-1|lunar:3,8`; either list may be missing."""
        lists = (("except", self.never), ("also", self.also))
        dates = ";".join(f"{name}={','.join(each.spec for each in found)}" for name, found in lists if found)
        return f"amended:{dates}|{self.rule.spec}"

    @property
    def question(self) -> str | None:
        """What is asked about the rule itself."""
        return self.rule.question

    @property
    def plain(self) -> MarketRule:
        """The rule itself."""
        return self.rule


def amended(rule: MarketRule, never: tuple[MarketDate, ...], also: tuple[MarketDate, ...]) -> MarketRule:
    """Return *rule* with exceptions, or as it is where there are none."""
    return Amended(rule.plain, never, also) if never or also else rule.plain


def market_rule_from_spec(spec: str) -> MarketRule | None:
    """Return the rule that `spec` stored, or None if this version cannot read it."""
    kind, _colon, rest = spec.partition(":")
    reader = _READERS.get(kind)
    try:
        return reader(rest) if reader else None
    except ValueError:
        return None


def _numbers(text: str, allowed: range) -> frozenset[int]:
    found = frozenset(int(part) for part in text.split(","))
    if not found <= set(allowed):
        raise ValueError(text)
    return found


def _number(text: str, allowed: range) -> int:
    if int(text) not in allowed:
        raise ValueError(text)
    return int(text)


def _lunar(text: str) -> MarketRule:
    tails, _semicolon, habit = text.partition(";")
    return LunarTail(_numbers(tails, range(10)), SmallMonth(habit or "none"))


def _amended(text: str) -> MarketRule:
    lists, bar, inner = text.partition("|")
    rule, found = market_rule_from_spec(inner), dict(part.split("=", 1) for part in lists.split(";") if part)
    if not bar or rule is None or found.keys() - {"except", "also"}:
        raise ValueError(text)
    return amended(rule, dates_from_spec(found.get("except", "")), dates_from_spec(found.get("also", "")))


def _odd_even(text: str, *, odd: bool) -> MarketRule:
    return OddEven(odd, {"": None, "solar": False, "lunar": True}.get(text))


_READERS: Final[dict[str, Callable[[str], MarketRule]]] = {
    "solar": lambda text: SolarTail(_numbers(text, range(10))),
    "lunar": _lunar,
    "weekday": lambda text: Weekdays(_numbers(text, range(1, 8))),
    "odd": lambda text: _odd_even(text, odd=True),
    "even": lambda text: _odd_even(text, odd=False),
    "daily": lambda _text: Daily(),
    "pair": lambda text: BranchPair(_number(text, range(6))),
    "triple": lambda text: BranchTriple(_number(text, range(4))),
    "unknown": Unknown,
    "amended": _amended,
}


def _tail_order(tails: Iterable[int]) -> list[int]:
    return sorted(tails, key=lambda tail: tail or 10)


def _digits(tails: Iterable[int]) -> str:
    return ",".join(str(tail) for tail in _tail_order(tails))
