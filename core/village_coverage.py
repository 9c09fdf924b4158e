"""Villages reached in a period and households called on there, and their sums; nobody is ranked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby


@dataclass(frozen=True, slots=True)
class VillageCoverageRow:
    """One village in a period.

    Attributes:
        households: Households that live there, as the roster says; 0 where it says nothing.
        visits: Visits that took place there, or from which households there were called on.
        last_day: The latest of those days; None if nobody came.
        calls: Households called on.
    """

    township_id: int
    township: str
    village_id: int
    village: str
    households: int
    visits: int
    last_day: date | None
    calls: int

    @property
    def reached(self) -> bool:
        """Whether anybody came."""
        return self.last_day is not None

    def is_below(self, least: int) -> bool:
        """Whether fewer households were called on than the office wants, or than live there."""
        return self.calls < (min(least, self.households) if self.households else least)


@dataclass(frozen=True, slots=True)
class CoverageTotal:
    """A township's villages added up, or the county's where `township_id` is None.

    Attributes:
        households_reached: Households in the villages reached.
        below: Villages in which fewer households were called on than the office wants.
    """

    township_id: int | None
    township: str
    villages: int
    reached: int
    households: int
    households_reached: int
    calls: int
    below: int


def coverage_totals(rows: Iterable[VillageCoverageRow], least: int) -> list[CoverageTotal]:
    """Return a line per township and, last, the county's; *least* households are wanted in each village."""
    every = list(rows)
    by_township = groupby(every, key=lambda row: (row.township_id, row.township))
    totals = [_total(township_id, name, list(some), least) for (township_id, name), some in by_township]
    return [*totals, _total(None, "", every, least)]


def _total(township_id: int | None, name: str, rows: list[VillageCoverageRow], least: int) -> CoverageTotal:
    reached = [row for row in rows if row.reached]
    return CoverageTotal(
        township_id=township_id,
        township=name,
        villages=len(rows),
        reached=len(reached),
        households=sum(row.households for row in rows),
        households_reached=sum(row.households for row in reached),
        calls=sum(row.calls for row in rows),
        below=sum(row.is_below(least) for row in rows),
    )
