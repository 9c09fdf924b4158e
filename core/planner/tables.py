"""A problem in small numbers, so that a change of a plan is judged in microseconds.

Leaders, townships and kinds go by their place in a row, days by their distance from the first one. What depends on one
visit alone is looked up; what depends on several is kept by `core.planner.state`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from core.planner.problem import PlannedVisit, PlannerLeader, PlannerTownship, Problem, Stand
from core.planner.rules import HARD, stand_of
from core.planner.wishes import shares, wish_of
from core.quotas import QuotaFacts, stretch_of
from core.visits import Half

Cell = tuple[int, int, int, int, int, tuple[int, ...], int]
"""A visit: day, half as bits, township, leader, kind, who goes along, id (below zero for what stays)."""
Place = tuple[int, int, int, int, int]

BITS: Final = {Half.MORNING: 1, Half.AFTERNOON: 2, Half.WHOLE_DAY: 3}
HALF_OF: Final = (Half.MORNING, Half.MORNING, Half.AFTERNOON, Half.WHOLE_DAY)
UNMET, INTERVAL, NEED, WISHES, CONTINUITY, TRAVEL, BASE, NOWHERE = range(8)
"""Places in the row of costs; burden and mix are kept apart, and nobody reads the last."""
ENDLESS: Final = 10**7


class Line(NamedTuple):
    """A quota that holds for a leader.

    Attributes:
        kind: -1 for any.
        slot_of: Where its stretches are counted, by day.
    """

    kind: int
    most: int
    slot_of: dict[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one day: somebody who receives, a line of the base rota, a draft kept; -1 and 0 mean any."""

    bits: int
    township: int
    leader: int
    kind: int
    place: Place | None = None

    def is_met_by(self, cell: Cell) -> bool:
        """Return whether *cell*, which is of that day, does it."""
        if self.place is not None:
            return self.place == cell[:5]
        return (
            (not self.bits or self.bits == cell[1])
            and self.township in {-1, cell[2]}
            and self.leader in {-1, cell[3]}
            and self.kind in {-1, cell[4]}
        )


class Tables:
    """What of a problem never changes; lists go by leader, township or kind."""

    def __init__(self, problem: Problem, more: Iterable[PlannedVisit] = ()) -> None:
        """Number everything that *problem* and *more* visits name."""
        self.problem = problem
        self.n = len(problem.natural_days)
        named = (*problem.fixed, *problem.drafts, *problem.around, *more)
        self.leader_ids = _row([each.id for each in problem.leaders], (id for each in named for id in each.leader_ids))
        self.township_ids = _row([each.id for each in problem.townships], (each.township_id for each in named))
        self.kind_keys = _row([each.key for each in problem.kinds], (each.kind for each in named))
        self.leader_at = {id: n for n, id in enumerate(self.leader_ids)}
        self.township_at = {id: n for n, id in enumerate(self.township_ids)}
        self.kind_at = {key: n for n, key in enumerate(self.kind_keys)}
        self.rules = {each.key: stand_of(problem, each) for each in HARD}
        self.plannable = [self.day(each) for each in problem.days if problem.first <= each <= problem.last]
        self._goals()
        self._leaders()
        self._townships()
        self._quotas()
        self._asked()
        self.draft_at = {cell[:5]: cell for cell in map(self.cell, reversed(problem.drafts))}
        self._dealt: dict[int, list[int]] = {}

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
            tuple(self.leader_at[each] for each in visit.along),
            visit.id,
        )

    def at(self, day: int, bits: int, township: int, leader: int, kind: int) -> Cell:
        """Return the visit of a place: the draft that stands there, or a new one."""
        place = (day, bits, township, leader, kind)
        return self.draft_at.get(place) or (*place, (), 0)

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
            tuple(self.leader_ids[each] for each in along),
        )

    def weigh(self, day: int, bits: int, township: int) -> int:
        """Return what a visit weighs, in tenths of a point."""
        return self.problem.weight(
            self.township_ids[township], self.problem.first + timedelta(day), HALF_OF[bits]
        )

    def dealt(self, n: int) -> list[int]:
        """Return the parts of the kinds in *n* visits."""
        known = self._dealt.get(n)
        if known is None:
            found = shares(self.problem, n)
            known = self._dealt[n] = [found.get(key, 0) for key in self.kind_keys]
        return known

    def _goals(self) -> None:
        """Find in which cost each wish counts."""

        def goal(key: str, must: int, prefer: int) -> int:
            return {Stand.MUST: must, Stand.PREFER: prefer, Stand.OFF: NOWHERE}[wish_of(self.problem, key)]

        self.receptions_to = goal("receptions", UNMET, WISHES)
        self.quota_to = goal("quota_under", UNMET, WISHES)
        self.interval_to = goal("interval", INTERVAL, WISHES)
        self.need_to = goal("need", NEED, NEED)
        self.market_to = goal("market", WISHES, WISHES)
        self.continuity_to = goal("continuity", CONTINUITY, CONTINUITY)
        self.travel_to = goal("travel", TRAVEL, TRAVEL)
        self.together_to = goal("together", TRAVEL, TRAVEL)
        self.base_to = goal("base", BASE, BASE)
        self.levels_burden = wish_of(self.problem, "fairness") is not Stand.OFF
        self.mixes = wish_of(self.problem, "kinds") is not Stand.OFF

    def _must(self, rule: str) -> bool:
        return self.rules[rule] is Stand.MUST

    def _prefer(self, rule: str) -> int:
        return int(self.rules[rule] is Stand.PREFER)

    def _leaders(self) -> None:
        """Find when leaders cannot go, and how much would rather hold them back, by half."""
        problem = self.problem
        self.share = [each.share for each in problem.leaders] + [0] * (len(self.leader_ids) - len(problem.leaders))
        self.carried = [each.carried for each in problem.leaders] + [0] * (len(self.leader_ids) - len(problem.leaders))
        self.busy = [bytearray(self.n) for _each in self.leader_ids]
        self.held_back: dict[tuple[int, int, int], int] = defaultdict(int)
        self.partners = self._partners()
        away = {each.id: self._away(each) for each in problem.leaders}
        for at, leader in enumerate(problem.leaders):
            for day in range(self.n) if not leader.share else away[leader.id]:
                self.busy[at][day] = 3
        for (id, day), sittings in problem.sittings_on.items():
            for sitting in sittings if id in self.leader_at else ():
                self._hold("meeting", self.leader_at[id], self.day(day), BITS[sitting.half])
        for at, others in enumerate(self.partners):
            for other, first, last in others:
                for day in away.get(self.leader_ids[other], ()):
                    if first <= day <= last:
                        self._hold("backup_away", at, day, 3)

    def _hold(self, rule: str, leader: int, day: int, bits: int) -> None:
        if not 0 <= day < self.n:
            return
        if self._must(rule):
            self.busy[leader][day] |= bits
        elif self._prefer(rule):
            for mine in (1, 2, 3):
                self.held_back[leader, day, mine] += bool(mine & bits)

    def _away(self, leader: PlannerLeader) -> list[int]:
        """Return the days on which a leader is away or not in office, in order."""
        first, last = 0, self.n - 1
        spans = [(self.day(one), self.day(other)) for one, other in leader.away]
        if leader.first is not None:
            spans.append((0, self.day(leader.first) - 1))
        if leader.last is not None:
            spans.append((self.day(leader.last) + 1, self.n - 1))
        return sorted({day for one, other in spans for day in range(max(one, first), min(other, last) + 1)})

    def _partners(self) -> list[list[tuple[int, int, int]]]:
        """Return who forms a pair with each leader, from and to."""
        found: list[list[tuple[int, int, int]]] = [[] for _each in self.leader_ids]
        for a, b, first, last in self.problem.pairs:
            if a in self.leader_at and b in self.leader_at:
                since = -ENDLESS if first is None else self.day(first)
                until = ENDLESS if last is None else self.day(last)
                found[self.leader_at[a]].append((self.leader_at[b], since, until))
                found[self.leader_at[b]].append((self.leader_at[a], since, until))
        return found

    def _townships(self) -> None:
        """Find when nobody can go to townships, and what a visit there costs by itself."""
        problem, known = self.problem, self.problem.township_of
        rows: Sequence[PlannerTownship | None] = [known.get(id) for id in self.township_ids]
        rest = [int(day not in problem.plannable) for day in problem.natural_days]
        self.shut = [self._closed(each, rest, self._is_shut) for each in rows]
        self.shunned = [self._closed(each, rest, self._is_shunned) for each in rows]
        self.minutes = [(each.minutes or 0) if each else 0 for each in rows]
        self.need = [each.need if each else 0 for each in rows]
        self.barred = [frozenset(self.leader_at.get(id, -1) for id in each.barred) if each else frozenset() for each in rows]
        self.owners = [frozenset(self.leader_at.get(id, -1) for id in each.owners) if each else frozenset() for each in rows]
        self.limit = [each.interval if each else ENDLESS for each in rows]
        self.kind_limits = [
            {self.kind_at.get(key, -1): limit for key, limit in each.kind_intervals.items()} if each else {} for each in rows
        ]
        self.markets = [frozenset(self.day(day) for day in each.markets) if each else frozenset() for each in rows]
        seeks = {each.key: each.market for each in problem.kinds}
        self.seeks = [seeks.get(key, 0) for key in self.kind_keys]
        self.joint = {self.township_at[id] for pair in problem.together for id in pair if id in self.township_at}
