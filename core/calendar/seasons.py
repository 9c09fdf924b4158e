"""Farm seasons (农忙): windows of the year in which people are in the fields by day, for all townships or for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.errors import UserError
from core.i18n import N_, _, clauses, day_text

_LONGEST: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP: Final = 2024  # any leap year: 29 February can be written


class NoSuchMonthDay(UserError):
    """A season that begins on 31 February."""

    message = N_("There is no {month}-{day} in any year. Write a day such as 5-21.")


@dataclass(frozen=True, slots=True)
class Season:
    """A window of every year, both ends included; one that ends before it begins runs over New Year.

    Attributes:
        starts, ends: Month and day.
        township_id: None for all townships that have no window of the same name of their own.
    """

    name: str
    starts: tuple[int, int]
    ends: tuple[int, int]
    township_id: int | None = None
    advice: str = ""

    def covers(self, day: date) -> bool:
        """Return whether *day* lies in it."""
        here = (day.month, day.day)
        if self.starts <= self.ends:
            return self.starts <= here <= self.ends
        return here >= self.starts or here <= self.ends

    def words(self) -> str:
        """Return 三秋（10月20日至11月15日）."""
        span = _("{first} to {last}").format(first=month_day_text(self.starts), last=month_day_text(self.ends))
        return _("{name} ({span})").format(name=self.name, span=span)

    def hint(self) -> str:
        """Return the season with what it advises."""
        return clauses([self.words(), self.advice])


def require_month_day(month: int, day: int) -> tuple[int, int]:
    """Return month and day as a pair.

    Raises:
        NoSuchMonthDay: no year has it.
    """
    if not (1 <= month <= 12 and 1 <= day <= _LONGEST[month - 1]):
        raise NoSuchMonthDay(month=month, day=day)
    return month, day


def month_day_text(pair: tuple[int, int]) -> str:
    """Return 10月20日 or 20 Oct."""
    return day_text(date(_LEAP, *pair))


def seasons_of(seasons: Iterable[Season], township_id: int | None) -> list[Season]:
    """Return the windows that hold in a township: its own, and the common ones it has no own window for."""
    known = list(seasons)
    own = {each.name for each in known if each.township_id == township_id and township_id is not None}
    return [
        each for each in known if each.township_id == township_id or (each.township_id is None and each.name not in own)
    ]


def seasons_on(seasons: Sequence[Season], day: date, township_id: int | None = None) -> list[Season]:
    """Return the seasons of a township on *day*; without a township, every season that anybody has then."""
    held = seasons if township_id is None else seasons_of(seasons, township_id)
    return [each for each in held if each.covers(day)]
