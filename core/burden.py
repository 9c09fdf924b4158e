"""What outings weigh: points per leader, each explained by its visit (features.md P19, P20).

Points are counted in tenths, so that sums are exact. A further reason to weigh more is one line in
WEIGHTS and one in `parts_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.calendar.workdays import WorkCalendar
from core.i18n import N_, _, clauses
from core.visits import Half

MOST_TENTHS: Final = 1000


class Weight(StrEnum):
    """What can make an outing weigh; the values are stored and never renamed."""

    HALF = "half"
    WHOLE = "whole"
    REMOTE = "remote"
    REMOTE_MINUTES = "remote_minutes"
    MARKET = "market"
    WEEKEND = "weekend"
    HOLIDAY_EVE = "holiday_eve"
    ACCOMPANYING = "accompanying"


WEIGHT_NAMES: Final = {
    Weight.HALF: N_("Half a day"),
    Weight.WHOLE: N_("Whole day"),
    Weight.REMOTE: N_("Remote township"),
    Weight.REMOTE_MINUTES: N_("Remote from … minutes on the road"),
    Weight.MARKET: N_("Market day"),
    Weight.WEEKEND: N_("Weekend or holiday"),
    Weight.HOLIDAY_EVE: N_("Eve of a holiday"),
    Weight.ACCOMPANYING: N_("Going along"),
}
SHIPPED: Final[Mapping[Weight, int]] = {
    Weight.HALF: 10,
    Weight.WHOLE: 20,
    Weight.REMOTE: 5,
    Weight.REMOTE_MINUTES: 60,
    Weight.MARKET: 3,
    Weight.WEEKEND: 10,
    Weight.HOLIDAY_EVE: 5,
    Weight.ACCOMPANYING: 5,
}
"""Tenths of a point; minutes for REMOTE_MINUTES."""
Weights = Mapping[Weight, int]


@dataclass(frozen=True, slots=True)
class Burdened:
    """What of a visit weighs.

    Attributes:
        minutes: On the road one way; None where nobody knows.
    """

    day: date
    half: Half
    minutes: int | None = None
    is_market_day: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One reason and its tenths of a point."""

    weight: Weight
    tenths: int


@dataclass(frozen=True, slots=True)
class Share:
    """A leader as the ledger sees him: how large a share he takes, and from when to when in office."""

    leader_id: int
    percent: int = 100
    first: date | None = None
    last: date | None = None

    def days_in(self, first: date, last: date) -> int:
        """Return how many of the days from *first* to *last* lie in his term."""
        return max((min(last, self.last or last) - max(first, self.first or first)).days + 1, 0)


def parts_of(visit: Burdened, weights: Weights, calendar: WorkCalendar) -> tuple[Part, ...]:
    """Return what a visit weighs for whom it is led by, reason by reason; reasons of no weight are left out."""
    holds = {
        Weight.WHOLE: visit.half is Half.WHOLE_DAY,
        Weight.HALF: visit.half is not Half.WHOLE_DAY,
        Weight.REMOTE: visit.minutes is not None and visit.minutes >= weights[Weight.REMOTE_MINUTES],
        Weight.MARKET: visit.is_market_day,
        Weight.WEEKEND: not calendar.is_workday(visit.day),
        Weight.HOLIDAY_EVE: is_holiday_eve(visit.day, calendar),
    }
    return tuple(Part(each, weights[each]) for each, does in holds.items() if does and weights[each])


def is_holiday_eve(day: date, calendar: WorkCalendar) -> bool:
    """Return whether *day* is a working day and a named holiday begins the day after."""
    after = day + timedelta(1)
    return calendar.is_workday(day) and not calendar.is_workday(after) and bool(calendar.name_of(after))


def total(parts: Iterable[Part]) -> int:
    """Return the sum in tenths of a point."""
    return sum(part.tenths for part in parts)


def credits_of(shares: Sequence[Share], carried: Iterable[tuple[int, date, int]], first: date) -> dict[int, int]:
    """Return what newcomers are credited with: what the group carried on average before they came (P20).

    The group are those in office from *first* until the newcomer came, each taken at a full share; the newcomer
    is credited by his own share. It stays as it is afterwards, however the group goes on.

    Args:
        shares: The leaders.
        carried: Leader, day and tenths of what was done, corrections included.
        first: First day of the period.
    """
    late = [each for each in shares if each.first is not None and each.first > first and each.percent]
    loads = list(carried) if late else []
    found = {}
    for newcomer in late:
        until = newcomer.first - timedelta(1) if newcomer.first is not None else first
        days = (until - first).days + 1
        stayed = {
            each.leader_id: each.percent for each in shares if each.percent and each.days_in(first, until) == days
        }
        if not stayed:
            continue
        full = sum(tenths * 100 / stayed[who] for who, day, tenths in loads if who in stayed and day <= until)
        found[newcomer.leader_id] = int(full / len(stayed) * newcomer.percent / 100 + 0.5)
    return found


def level_of(tenths: int, percent: int) -> int | None:
    """Return points as they would be at a full share; None for who takes no share."""
    if not percent:
        return None
    return tenths if percent == 100 else int(tenths * 100 / percent + (0.5 if tenths >= 0 else -0.5))


def points_text(tenths: int) -> str:
    """Return 12.5, 12, -0.5."""
    sign, whole = "-" if tenths < 0 else "", abs(tenths)
    return f"{sign}{whole // 10}.{whole % 10}" if whole % 10 else f"{sign}{whole // 10}"


def parts_text(parts: Iterable[Part]) -> str:
    """Return half a day 1, remote township 0.5."""
    words = _("{reason} {points}")
    return clauses(words.format(reason=_(WEIGHT_NAMES[part.weight]), points=points_text(part.tenths)) for part in parts)
