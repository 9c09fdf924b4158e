"""A plan seen from every side: by day, by township, by leader, with what stays around it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from core.planner.problem import PlannedVisit, Problem


class PlanView:
    """A plan under judgement; it does not change."""

    def __init__(self, problem: Problem, visits: Iterable[PlannedVisit]) -> None:
        self.problem = problem
        self.visits = tuple(sorted(visits))
        self.planned = tuple(each for each in self.visits if not each.hold)
        self._on: dict[date, list[PlannedVisit]] = defaultdict(list)
        self._to: dict[int, list[PlannedVisit]] = defaultdict(list)
        self._of: dict[int, list[PlannedVisit]] = defaultdict(list)
        for visit in sorted((*problem.around, *self.visits)):
            self._on[visit.day].append(visit)
            self._to[visit.township_id].append(visit)
            for leader_id in visit.leader_ids:
                self._of[leader_id].append(visit)

    def on(self, day: date) -> list[PlannedVisit]:
        """Return the visits of a day."""
        return self._on.get(day, [])

    def to(self, township_id: int) -> list[PlannedVisit]:
        """Return the visits to a township in order, those around the period included."""
        return self._to.get(township_id, [])

    def of(self, leader_id: int) -> list[PlannedVisit]:
        """Return the visits that a leader leads or goes along on, in order, those around the period included."""
        return self._of.get(leader_id, [])

    def near(self, there: list[PlannedVisit], day: date, days: int) -> Iterator[PlannedVisit]:
        """Yield the visits of *there* less than *days* apart from *day*, that day's own included."""
        place = bisect_left(there, day - timedelta(max(days - 1, 0)), key=_day_of)
        for visit in there[place:]:
            if (visit.day - day).days >= max(days, 1):
                return
            yield visit


def _day_of(visit: PlannedVisit) -> date:
    return visit.day
