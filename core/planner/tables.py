"""A problem in small numbers, so that a change of a plan is judged in microseconds.

What depends on one visit alone is looked up here; what depends on several is kept by `core.planner.state`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from core.planner.numbering import BITS, ENDLESS, HALF_OF, Cell, Numbering, Place
from core.planner.problem import BaseVisit, PlannedVisit, Problem, ReceptionDay, Stand
from core.planner.rows import LeaderRows, TownshipRows
from core.planner.wishes import shares, wish_of
from core.planning import QuotaSpan
from core.quotas import stretch_of
from core.reports import Period

UNMET, INTERVAL, NEED, WISHES, CONTINUITY, TRAVEL, BASE, NOWHERE = range(8)
"""Places in the row of costs; burden and mix are kept apart, and nobody reads the last."""


class Line(NamedTuple):
    """A quota that holds for a leader.

    Attributes:
        kind: -1 for any.
        slot_of: Where its stretches are counted, by day.
    """

    kind: int
    most: int
    slot_of: dict[int, int]


class Musts(NamedTuple):
    """What must hold between visits: days, counts, or whether; 0 where nothing must."""

    revisit: int
    spacing: int
    pair_out: int
    same_township: int
    quota_over: int
    most_a_day: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one day: somebody who receives, a line of the base rota, a draft kept; -1 means any.

    Attributes:
        exactly: Whether a whole day is another half than its morning.
        goal: The cost in which it counts where it is not met.
    """

    at: int
    day: int
    goal: int
    bits: int
    township: int
    leader: int
    kind: int
    exactly: bool = True
    place: Place | None = None

    def is_met_by(self, cell: Cell) -> bool:
        """Return whether *cell*, which is of that day, does it."""
        if self.place is not None:
            return self.place == cell[:5]
        return (
            (self.bits < 0 or self.bits == cell[1] or (not self.exactly and bool(self.bits & cell[1])))
            and (self.township < 0 or self.township == cell[2])
            and (self.leader < 0 or self.leader == cell[3])
            and (self.kind < 0 or self.kind == cell[4])
        )


class Tables(Numbering):
    """What of a problem never changes; lists go by leader, township or kind."""

    def __init__(self, problem: Problem, more: Iterable[PlannedVisit] = ()) -> None:
        super().__init__(problem, more)
        self.of_leader = LeaderRows(self)
        self.of_township = TownshipRows(self)
        days = problem.days if self.must("rest_day") else problem.natural_days
        self.days = sorted({self.day(each) for each in days if problem.first <= each <= problem.last})
        """Those on which the planner may plan."""
        self.days_set = frozenset(self.days)
        limits = {"revisit": problem.revisit_days, "spacing": problem.spacing_days, "most_a_day": problem.most_a_day}
        self.musts = Musts(*(limits.get(rule, 1) if self.must(rule) else 0 for rule in Musts._fields))
        self._goals()
        self.least: list[int] = []
        """What is owed in each slot of the quotas."""
        self._known_stretches: dict[QuotaSpan, list[tuple[Period, list[int]]]] = {}
        self.lines = [self._lines(id) for id in self.leader_ids]
        self.asked: dict[int, list[Asked]] = defaultdict(list)
        """What is asked of each day."""
        self.askings: list[Asked] = []
        self._ask()
        self._dealt: dict[int, list[int]] = {}
        self._weights: list[int] = [-1] * (4 * self.n * len(self.township_ids))

    def weigh(self, day: int, bits: int, township: int) -> int:
        """Return what a visit weighs, in tenths of a point."""
        at = (township * self.n + day) * 4 + bits
        known = self._weights[at]
        if known < 0:
            that_day = self.problem.first + timedelta(day)
            known = self.problem.weight(self.township_ids[township], that_day, HALF_OF[bits])
            self._weights[at] = known
        return known

    def dealt(self, n: int) -> list[int]:
        """Return the parts of the kinds in *n* visits."""
        known = self._dealt.get(n)
        if known is None:
            found = shares(self.problem, n)
            known = self._dealt[n] = [found.get(key, 0) for key in self.kind_keys]
        return known

    def held_back(self, cell: Cell) -> int:
        """Return how many preferred rules a visit breaks by itself."""
        day, bits, township = cell[:3]
        found = self.of_township.shunned[township][day]
        if self.of_leader.held_back:
            for leader in (cell[3], *cell[5]):
                found += self.of_leader.held_back.get((leader, day, bits), 0)
        return found

    def _goals(self) -> None:
        """Find in which cost each wish counts."""

        def goal(key: str, must: int, prefer: int = -1) -> int:
            return {Stand.MUST: must, Stand.PREFER: must if prefer < 0 else prefer}.get(
                wish_of(self.problem, key), NOWHERE
            )

        self.receptions_to = goal("receptions", UNMET, WISHES)
        self.quota_to = goal("quota_under", UNMET, WISHES)
        self.interval_to = goal("interval", INTERVAL, WISHES)
        self.need_to = goal("need", NEED)
        self.market_to = goal("market", WISHES)
        self.continuity_to = goal("continuity", CONTINUITY)
        self.travel_to = goal("travel", TRAVEL)
        self.together_to = goal("together", TRAVEL)
        self.base_to = goal("base", BASE)
        self.levels_burden = wish_of(self.problem, "fairness") is not Stand.OFF
        self.mixes = wish_of(self.problem, "kinds") is not Stand.OFF

    def _lines(self, leader_id: int) -> list[Line]:
        """Number the stretches of a leader's quotas."""
        problem, found = self.problem, []
        for line in problem.lines.get(leader_id, ()):
            slot_of: dict[int, int] = {}
            duty = problem.leader_of[leader_id].duty
            for stretch, days in self._stretches(line.span):
                owes = problem.first <= stretch.last <= problem.last and duty.is_in_office(stretch)
                slot_of.update(dict.fromkeys(days, len(self.least)))
                self.least.append(line.least or 0 if owes else 0)
            kind = -1 if line.kind is None else self.kind_at.get(line.kind, len(self.kind_keys))
            found.append(Line(kind, ENDLESS if line.most is None else line.most, slot_of))
        return found

    def _stretches(self, span: QuotaSpan) -> list[tuple[Period, list[int]]]:
        """Return the stretches of quotas that touch the period, with the days that count for each."""
        if span not in self._known_stretches:
            found: dict[Period, list[int]] = {stretch_of(span, day): [] for day in self.problem.natural_days}
            days = (*self.problem.natural_days, *(each.day for each in self.problem.around))
            for day in dict.fromkeys(days):
                if stretch_of(span, day) in found:
                    found[stretch_of(span, day)].append(self.day(day))
            self._known_stretches[span] = list(found.items())
        return self._known_stretches[span]

    def _ask(self) -> None:
        """Number what is asked of single days."""
        for reception in self.problem.receptions:
            self._ask_for(self._reception(reception))
        for line in self.problem.base:
            self._ask_for(self._base(line))
        for draft in self.problem.drafts:
            place = self.cell(draft)[:5]
            self._ask_for(Asked(len(self.askings), place[0], self.base_to, *place[1:], place=place))

    def _ask_for(self, asked: Asked) -> None:
        self.asked[asked.day].append(asked)
        self.askings.append(asked)

    def _reception(self, asks: ReceptionDay) -> Asked:
        township = -1 if asks.township_id is None else self.township_at.get(asks.township_id, ENDLESS)
        bits = -1 if asks.half is None else BITS[asks.half]
        day, at, kind = self.day(asks.day), len(self.askings), self.kind_at[asks.kind]
        return Asked(at, day, self.receptions_to, bits, township, -1, kind, exactly=False)

    def _base(self, asks: BaseVisit) -> Asked:
        township = -1 if asks.township_id is None else self.township_at.get(asks.township_id, ENDLESS)
        leader = -1 if asks.leader_id is None else self.leader_at.get(asks.leader_id, ENDLESS)
        kind = -1 if asks.kind is None else self.kind_at.get(asks.kind, ENDLESS)
        bits = -1 if asks.half is None else BITS[asks.half]
        return Asked(len(self.askings), self.day(asks.day), self.base_to, bits, township, leader, kind)
