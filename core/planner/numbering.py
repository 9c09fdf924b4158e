"""The visits of a problem as small numbers: what can be compared, hashed and looked up at once.

Leaders, townships and kinds go by their place in a row, days by their distance from the first one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from core.planner.problem import PlannedVisit, Problem, Stand
from core.planner.rules import HARD, stand_of
from core.visits import Half

Cell = tuple[int, int, int, int, int, tuple[int, ...], int]
"""A visit: day, half as bits, township, leader, kind, who goes along, id (below zero for what stays)."""
Place = tuple[int, int, int, int, int]

BITS: Final = {Half.MORNING: 1, Half.AFTERNOON: 2, Half.WHOLE_DAY: 3}
HALF_OF: Final = (Half.MORNING, Half.MORNING, Half.AFTERNOON, Half.WHOLE_DAY)
ENDLESS: Final = 10**7


class Numbering:
    """Which number stands for whom, and back."""

    def __init__(self, problem: Problem, more: Iterable[PlannedVisit] = ()) -> None:
        """Number everything that *problem* and *more* visits name."""
        self.problem = problem
        self.n = len(problem.natural_days)
        self.rules = {each.key: stand_of(problem, each) for each in HARD}
        named = (*problem.fixed, *problem.drafts, *problem.around, *more)
        others = (id for each in named for id in each.leader_ids)
        self.leader_ids = tuple(dict.fromkeys((*(each.id for each in problem.leaders), *others)))
        there = (each.township_id for each in named)
        self.township_ids = tuple(dict.fromkeys((*(each.id for each in problem.townships), *there)))
        asked = (key for each in problem.townships for key in each.kind_intervals)
        keys = (*(each.key for each in problem.kinds), *asked, *(each.kind for each in named))
        self.kind_keys = tuple(dict.fromkeys((*keys, *(each.kind for each in problem.receptions))))
        self.leader_at = {id: n for n, id in enumerate(self.leader_ids)}
        self.township_at = {id: n for n, id in enumerate(self.township_ids)}
        self.kind_at = {key: n for n, key in enumerate(self.kind_keys)}
        self.draft_at = {cell[:5]: cell for cell in map(self.cell, reversed(problem.drafts))}

    def must(self, rule: str) -> bool:
        """Return whether a hard rule must hold."""
        return self.rules[rule] is Stand.MUST

    def prefer(self, rule: str) -> bool:
        """Return whether a hard rule is only preferred."""
        return self.rules[rule] is Stand.PREFER

    def day(self, day: date) -> int:
        """Return the place of a day."""
        return (day - self.problem.first).days

    def cell(self, visit: PlannedVisit) -> Cell:
        """Return a visit in numbers."""
        return (
            self.day(visit.day),
            BITS[visit.half],
            self.township_at[visit.township_id],
            self.leader_at[visit.leader_id],
            self.kind_at[visit.kind],
            tuple([self.leader_at[each] for each in visit.along]),
            visit.id,
        )

    def at(self, day: int, bits: int, township: int, leader: int, kind: int) -> Cell:
        """Return the visit of a place: the draft that stands there, or a new one."""
        return self.draft_at.get((day, bits, township, leader, kind)) or (day, bits, township, leader, kind, (), 0)

    def visit(self, cell: Cell) -> PlannedVisit:
        """Return a visit of numbers as it is in a plan."""
        day, bits, township, leader, kind, along, id = cell
        return PlannedVisit(
            self.problem.first + timedelta(day),
            HALF_OF[bits],
            self.township_ids[township],
            self.leader_ids[leader],
            self.kind_keys[kind],
            id,
            "",
            tuple([self.leader_ids[each] for each in along]),
        )
