"""The market days of a year, for the preview, and the habit for lunar months of 29 days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from core.calendar.lunar import lunar_of
from core.calendar.market_rules import LunarTail, MarketRule, SmallMonth
from core.calendar.markets import market_days
from core.i18n import N_

FIRST_YEAR, LAST_YEAR = 1950, 2099
"""The years that the lunar table covers in full."""
SMALL_MONTH_NAMES: Final = {
    SmallMonth.NONE: N_("No market then"),
    SmallMonth.EARLY: N_("On the 29th"),
    SmallMonth.LATE: N_("On the next 1st"),
}
_NUMERALS: Final = "十一二三四五六七八九"
_HABIT: Final = {SmallMonth.NONE: "", SmallMonth.EARLY: "（小月提前廿九）", SmallMonth.LATE: "（小月顺延初一）"}


@dataclass(frozen=True)
class MarketYear:
    """On which days of a year which of a township's markets is held."""

    year: int
    rules: tuple[MarketRule, ...]

    @cached_property
    def days(self) -> dict[date, tuple[int, ...]]:
        """Each market day with the places in `rules` of the markets held then, in the order of the year."""
        found: dict[date, list[int]] = {}
        for place, rule in enumerate(self.rules):
            for day in market_days(rule, date(self.year, 1, 1), date(self.year, 12, 31)):
                found.setdefault(day, []).append(place)
        return {day: tuple(found[day]) for day in sorted(found)}

    @cached_property
    def left_out(self) -> frozenset[date]:
        """Days without any market that would have one but for a date left out of its rule."""
        plain = MarketYear(self.year, tuple(rule.plain for rule in self.rules if rule.plain is not rule))
        return frozenset(plain.days.keys() - self.days.keys())

    def in_month(self, month: int) -> int:
        """Return how many market days a month has."""
        return sum(day.month == month for day in self.days)

    @cached_property
    def leap_days(self) -> frozenset[date]:
        """Market days that lie in a lunar leap month."""
        return frozenset(day for day in self.days if (lunar := lunar_of(day)) is not None and lunar.is_leap)


def asks_for_small_month(rule: MarketRule | None) -> bool:
    """Return whether months of 29 days leave a question: the market is held on the lunar 30th."""
    return rule is not None and isinstance(rule.plain, LunarTail) and 0 in rule.plain.tails


def small_month_of(rules: Sequence[MarketRule | None]) -> SmallMonth | None:
    """Return the habit of the first market that needs one, None where none does."""
    found = next((rule.plain for rule in rules if rule is not None and asks_for_small_month(rule)), None)
    return found.small_month if isinstance(found, LunarTail) else None


def with_small_month(rule: LunarTail, habit: SmallMonth) -> str:
    """Return the rule with another habit, in the words that offices write."""
    changed = replace(rule, small_month=habit)
    tails = "、".join(_NUMERALS[tail] for tail in sorted(changed.tails, key=lambda tail: tail or 10))
    return f"农历逢{tails}{_HABIT[habit]}"
