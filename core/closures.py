"""Days on which nobody is to go to a township, or anywhere (全县停排日): once, or every year again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_EVERY_WAY: Final = (date(2024, 1, 1), date(2029, 12, 31))
"""Four years and one more, with a leap year, show every way in which two yearly closures can meet."""


@dataclass(frozen=True, slots=True)
class ClosureFacts:
    """Days kept free, both included.

    Attributes:
        township_id: None for the whole county.
        yearly: Every year from month and day to month and day; 29 February becomes the 28th.
    """

    starts: date
    ends: date
    township_id: int | None = None
    yearly: bool = False
    reason: str = ""

    def spells(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Yield from when to when it holds, wherever that touches the days from *first* to *last*."""
        longer = self.ends.year - self.starts.year
        years = range(max(first.year - longer, 1), min(last.year, 9999 - longer) + 1)
        for year in years if self.yearly else (self.starts.year,):
            starts, ends = _in_year(self.starts, year), _in_year(self.ends, year + longer)
            if starts <= last and ends >= first:
                yield starts, ends

    def meets(self, other: ClosureFacts) -> bool:
        """Return whether both hold on some day, in the same township or both in the whole county."""
        if self.township_id != other.township_id:
            return False
        once = next((each for each in (self, other) if not each.yearly), None)
        first, last = (once.starts, once.ends) if once else _EVERY_WAY
        mine, theirs = list(self.spells(first, last)), list(other.spells(first, last))
        return any(one[0] <= two[1] and two[0] <= one[1] for one in mine for two in theirs)


def closed_days(
    closures: Iterable[ClosureFacts], first: date, last: date
) -> tuple[dict[date, str], dict[tuple[int, date], str]]:
    """Return the days kept free from *first* to *last* with their reasons: the county's, and by township and day."""
    county: dict[date, str] = {}
    townships: dict[tuple[int, date], str] = {}
    for closure in closures:
        for starts, ends in closure.spells(first, last):
            begin, end = max(starts, first), min(ends, last)
            for n in range((end - begin).days + 1):
                day = begin + timedelta(n)
                if closure.township_id is None:
                    county[day] = closure.reason
                else:
                    townships[closure.township_id, day] = closure.reason
    return county, townships


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
