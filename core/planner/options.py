"""How a plan is to be made: rules, limits, who is left out; and a plan as plain values, for what is kept of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from core.calendar.workdays import WorkCalendar
from core.clash_facts import Level
from core.coverage import MOST_DAYS
from core.planner.problem import PlannedVisit, Stand
from core.planner.rules import HARD, HARD_OF
from core.planner.wishes import SOFT, SOFT_OF
from core.visits import Half

LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    "most_a_day": (0, 500),
    "most_a_month": (0, 31),
    "spacing_days": (0, 90),
    "revisit_days": (0, 90),
    "interval_days": (1, MOST_DAYS),
}
"""The limits that a plan may set differently, each with what it can be."""
USUAL_SPACING: Final = 3
"""Days between two visits of one leader in a draft where the office asks for none."""


@dataclass(frozen=True)
class PlanOptions:
    """What a plan does differently from the office's settings; what is None or not named follows them.

    Attributes:
        stands: How firmly rules and wishes hold, by key.
        most_a_day: Most visits of the county on one day; 0 sets no limit. None takes the average of the
            working days with visits in the last twelve months, rounded up and at least 2 (`usual_most`).
        most_a_month: Most visits of a leader a month where no quota says it; 0 sets no limit. None takes twice the
            average of the last twelve months, rounded up and at least 2 (`usual_month`).
        spacing_days: Between two visits of one leader. None takes the office's, or 3 where the office asks for none:
            the board lets a leader out every day, a draft does not send him.
        revisit_days: Between two visits to one township.
        interval_days: Within which every township is visited that has no interval of its own.
        left_out: Leaders who take no part.
        kinds: The only kinds that are planned; empty plans all.
    """

    stands: Mapping[str, Stand] = field(default_factory=dict)
    most_a_day: int | None = None
    most_a_month: int | None = None
    spacing_days: int | None = None
    revisit_days: int | None = None
    interval_days: int | None = None
    left_out: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values, what follows the office left out."""
        limits = {name: getattr(self, name) for name in LIMITS if getattr(self, name) is not None}
        found = {
            "stands": {key: self.stands[key].value for key in sorted(self.stands)},
            "left_out": sorted(self.left_out),
            "kinds": sorted(self.kinds),
        }
        return limits | {name: each for name, each in found.items() if each}

    @classmethod
    def from_json(cls, values: object) -> PlanOptions:
        """Read it back; what no version knows, or cannot be, follows the office."""
        read: Mapping[str, Any] = values if isinstance(values, dict) else {}
        stands = read.get("stands")
        return cls(
            stands=_stands(stands if isinstance(stands, dict) else {}),
            left_out=frozenset(each for each in _listed(read.get("left_out")) if type(each) is int),
            kinds=frozenset(each for each in _listed(read.get("kinds")) if isinstance(each, str)),
            **{name: _within(read.get(name), *limits) for name, limits in LIMITS.items()},
        )


def stands_of(levels: Mapping[str, Level]) -> dict[str, Stand]:
    """Return how firmly rules hold in a plan that the board judges by *levels*.

    What the board only points out is still a must where visits are made up: nobody plans into a clash. A farm season
    alone is pointed out and no more, unless the office forbids it.
    """
    shipped = {rule.key: rule.stand for rule in (*HARD, *SOFT)}
    found = {}
    for key, level in levels.items():
        if key in shipped:
            mild = level is Level.WARN and shipped[key] is Stand.PREFER
            found[key] = Stand.OFF if level is Level.IGNORE else Stand.PREFER if mild else Stand.MUST
    return found


def usual_most(days: Iterable[date], calendar: WorkCalendar) -> int:
    """Return the limit for one day that follows from visits that took place; 0 where there was none.

    It is the average of the working days with visits, rounded up and at least 2: a draft goes out as the county does.
    """
    counts = Counter(day for day in days if calendar.is_workday(day))
    return max(-(-counts.total() // len(counts)), 2) if counts else 0


def usual_month(visits: int, leaders: int) -> int:
    """Return the limit of a leader's month that follows from *visits* in twelve months; 0 where there was none."""
    return max(-(-visits // (6 * leaders)), 2) if visits and leaders else 0


def rows_of_plan(visits: Iterable[PlannedVisit]) -> list[dict[str, Any]]:
    """Return visits as plain values, one row each."""
    return [
        {
            "id": each.id, "day": each.day.isoformat(), "half": each.half.value, "township_id": each.township_id,
            "leader_id": each.leader_id, "kind": each.kind, "hold": each.hold, "along": list(each.along),
        }
        for each in visits
    ]  # fmt: skip


def plan_of_rows(rows: object) -> tuple[PlannedVisit, ...]:
    """Read visits back, sorted; a row that cannot be read is left out."""
    found = (_visit(each) for each in _listed(rows))
    return tuple(sorted(each for each in found if each is not None))


def _visit(row: object) -> PlannedVisit | None:
    try:
        values: Any = row
        return PlannedVisit(
            date.fromisoformat(values["day"]), Half(values["half"]), int(values["township_id"]),
            int(values["leader_id"]), str(values["kind"]), int(values.get("id", 0)), str(values.get("hold", "")),
            tuple(int(each) for each in values.get("along", ())),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _stands(values: Mapping[Any, Any]) -> dict[str, Stand]:
    known = {*HARD_OF, *SOFT_OF}
    return {
        key: Stand(value) for key, value in values.items() if key in known and value in {each.value for each in Stand}
    }


def _within(value: object, least: int, most: int) -> int | None:
    return value if type(value) is int and least <= value <= most else None


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
