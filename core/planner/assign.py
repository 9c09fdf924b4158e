"""Who goes: hands the slots of `aggregate` to leaders, month by month, so that quotas are met and loads are level.

What is asked of one month is solved as one small model; the months before it stand. A slot for which nobody is found
stays open, and what is left to wish for is polished afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.planner.linear import INFINITE, NEAR, Linear
from core.planner.openings import Openings
from core.planner.problem import Stand
from core.planner.wishes import wish_of
from core.quotas import QuotaFacts
from core.reports import Period

OPEN, SHORT, BEYOND, STRANGER, OTHERWISE = 1e5, 1e4, 2e3, 0.3, 0.1
"""What it costs to leave a slot open, a quota short, to load somebody beyond what is needed, and lesser wishes."""
TIE = 1e-5  # keeps apart what is alike, so that rounding finds whole numbers soon
MOST_COLUMNS = 12_000
STEP = 10  # tenths of a point in which loads are levelled
MOST_STEPS = 40

Slot = tuple[int, int]
"""Township and day, by their places."""


@dataclass(slots=True)
class Dealt:
    """What each leader has so far, by place.

    Attributes:
        loads: Tenths of a point at a full share.
        days: On which he is out, of this plan.
    """

    loads: list[float]
    days: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    leader_of: dict[Slot, int] = field(default_factory=dict)


def assign(
    openings: Openings,
    slots: Sequence[Slot],
    heaviest: int,
    *,
    like: Mapping[Slot, int] | None = None,
    over: Callable[[], bool] | None = None,
    seed: int = 0,
) -> dict[Slot, int]:
    """Return who goes, slot by slot.

    Loads beyond *heaviest* are taken on only where nothing else is possible; where another plan is given that this one
    is to be *like*, loads beyond what each carries there.
    """
    dealt = Dealt([_load(openings, n) for n in range(len(openings.problem.leaders))])
    for part in _parts(openings, sorted(set(slots), key=lambda slot: (slot[1], slot[0]))):
        limits = [float(heaviest)] * len(dealt.loads) if like is None else _loads(openings, like, part[-1][1])
        _Part(openings, dealt, part, limits, levels=like is None).solve(Linear(over, seed))
    return dealt.leader_of


def _loads(openings: Openings, leader_of: Mapping[Slot, int], until: int) -> list[float]:
    """Return what each leader carries by a day in another plan."""
    problem = openings.problem
    loads = [_load(openings, n) for n in range(len(problem.leaders))]
    for (township, i), leader in leader_of.items():
        if i <= until:
            weight = problem.weight(problem.townships[township].id, openings.days[i])
            loads[leader] += weight * 100 / problem.leaders[leader].share
    return loads


def _load(openings: Openings, leader: int) -> float:
    problem, who = openings.problem, openings.problem.leaders[leader]
    held = [each for each in problem.fixed if each.leader_id == who.id]
    led = sum(problem.weight(each.township_id, each.day, each.half) for each in held)
    return (who.carried + led) * 100 / (who.share or 100)


def _parts(openings: Openings, slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Yield the slots of as many whole months as a model may hold at once."""
    months: dict[tuple[int, int], list[Slot]] = defaultdict(list)
    for slot in slots:
        day = openings.days[slot[1]]
        months[day.year, day.month].append(slot)
    part: list[Slot] = []
    for month in months.values():
        if part and (len(part) + len(month)) * len(openings.problem.leaders) > MOST_COLUMNS:
            yield part
            part = []
        part = [*part, *month]
    if part:
        yield part


class _Part:
    """The model of a part of the period."""

    def __init__(
        self, openings: Openings, dealt: Dealt, slots: Sequence[Slot], limits: Sequence[float], *, levels: bool
    ) -> None:
        self.openings, self.dealt, self.slots, self.limits = openings, dealt, slots, limits
        self.levels = levels
        self.problem = openings.problem
        self.costs: dict[int, float] = {}
        self.out: dict[tuple[int, int], int] = {}
        """Column by slot (its place among the slots) and leader."""

    def solve(self, linear: Linear) -> None:
        """Deal the slots out."""
        self._add_choices(linear)
        mine: dict[int, list[int]] = defaultdict(list)
        for s, leader in self.out:
            mine[leader].append(s)
        for leader in sorted(mine):
            self._apart(linear, leader, mine[leader])
            self._limit(linear, leader, mine[leader])
            self._ask(linear, leader, mine[leader])
            self._level(linear, leader, mine[leader])
        self._part_pairs(linear)
        found = linear.rounded(self.costs)
        if not found.is_found:
            return
        for (s, leader), column in self.out.items():
            if found.values[column] > 0.5:
                self._deal(self.slots[s], leader)

    def _deal(self, slot: Slot, leader: int) -> None:
        self.dealt.leader_of[slot] = leader
        self.dealt.days[leader].append(self.openings.days[slot[1]])
        self.dealt.loads[leader] += self._weight(slot) * 100 / self.problem.leaders[leader].share

    def _weight(self, slot: Slot) -> int:
        return self.problem.weight(self.problem.townships[slot[0]].id, self.openings.days[slot[1]])

    def _add_choices(self, linear: Linear) -> None:
        room = max(MOST_COLUMNS // max(len(self.slots), 1), 8)
        for s, slot in enumerate(self.slots):
            columns = [linear.column(0, 1)]
            self.costs[columns[0]] = OPEN
            for leader in self._fit_for(s, slot, room):
                self.out[s, leader] = linear.column(0, 1, whole=True)
                self.costs[self.out[s, leader]] = self._wish(slot, leader) + TIE * ((s * 7919 + leader * 104729) % 997)
                columns.append(self.out[s, leader])
            linear.row(1, 1, columns)

    def _fit_for(self, s: int, slot: Slot, room: int) -> list[int]:
        """Return who could take a slot; where they are too many for one model, another part of them for each slot."""
        township, day = self.problem.townships[slot[0]], self.openings.days[slot[1]]
        apart = timedelta(max(self.problem.spacing_days, 1) if self.openings.must("spacing") else 1)
        found = [
            n
            for n in self.openings.able[slot[1]]
            if self.problem.leaders[n].id not in township.barred
            and not any(abs(day - each) < apart for each in self.dealt.days[n])
        ]
        if len(found) <= room:
            return found
        n = len(self.problem.leaders)
        known = [each for each in found if self.problem.leaders[each].id in township.owners]
        others = sorted((each for each in found if each not in known), key=lambda each: (each - s * room) % n)
        return sorted([*known, *others][:room])

    def _wish(self, slot: Slot, leader: int) -> float:
        township, day = self.problem.townships[slot[0]], self.openings.days[slot[1]]
        who, cost = self.problem.leaders[leader].id, 0.0
        if township.owners and who not in township.owners and wish_of(self.problem, "continuity") is not Stand.OFF:
            cost += STRANGER
        if wish_of(self.problem, "base") is not Stand.OFF:
            kept = {(each.day, each.township_id, each.leader_id) for each in self.problem.drafts}
            cost += 0 if (day, township.id, who) in kept else OTHERWISE
        return cost

    def _apart(self, linear: Linear, leader: int, mine: Sequence[int]) -> None:
        """One place a day, and as many days between two visits as the office asks for."""
        days = self.openings.days
        apart = timedelta(max(self.problem.spacing_days, 1) if self.openings.must("spacing") else 1)
        last: set[int] = set()
        for n, s in enumerate(mine):
            window = [other for other in mine[n:] if days[self.slots[other][1]] < days[self.slots[s][1]] + apart]
            if len(window) > 1 and not set(window) <= last:
                linear.row(-INFINITE, 1, [self.out[other, leader] for other in window])
                last = set(window)

    def _inside(self, mine: Iterable[int], stretch: Period) -> list[int]:
        return [s for s in mine if stretch.first <= self.openings.days[self.slots[s][1]] <= stretch.last]

    def _done(self, leader: int, stretch: Period) -> int:
        return sum(stretch.first <= day <= stretch.last for day in self.dealt.days[leader])

    def _limit(self, linear: Linear, leader: int, mine: Sequence[int]) -> None:
        for line, stretch, most in self.openings.limits(self.problem.leaders[leader]):
            inside = self._inside(mine, stretch)
            if line.kind is None and inside:
                room = max(most - self._done(leader, stretch), 0)
                linear.row(-INFINITE, room, [self.out[s, leader] for s in inside])

    def _ask(self, linear: Linear, leader: int, mine: Sequence[int]) -> None:
        """What quotas ask at least: of stretches that end later, the part that is due by now."""
        if wish_of(self.problem, "quota_under") is Stand.OFF:
            return
        for stretch, least in self._asked(leader).items():
            inside, days = self._inside(mine, stretch), self.openings.days
            until = days[self.slots[mine[-1]][1]]
            whole = [i for i, day in enumerate(days) if stretch.first <= day <= stretch.last]
            due = (
                -(-least * sum(days[i] <= until for i in whole) // max(len(whole), 1))
                if until < stretch.last
                else least
            )
            due -= self._done(leader, stretch)
            if inside and due > 0:
                short = linear.column(0, INFINITE)
                self.costs[short] = SHORT
                linear.row(due, INFINITE, [short, *(self.out[s, leader] for s in inside)])

    def _asked(self, leader: int) -> dict[Period, int]:
        """Return how many visits a leader still owes, by stretch; those of single kinds are summed up."""
        who = self.problem.leaders[leader]
        single: dict[Period, int] = defaultdict(int)
        found: dict[Period, int] = {}
        for line in self.problem.lines[who.id]:
            for stretch in self.problem.stretches(line) if line.least is not None else ():
                if who.duty.is_in_office(stretch):
                    least = self._owed(leader, line, stretch)
                    if line.kind is None:
                        found[stretch] = max(found.get(stretch, 0), least)
                    else:
                        single[stretch] += least
        return {each: max(found.get(each, 0), single[each]) for each in (*found, *single)}

    def _owed(self, leader: int, line: QuotaFacts, stretch: Period) -> int:
        return max((line.least or 0) - self.openings.counted(self.problem.leaders[leader], line, stretch), 0)

    def _level(self, linear: Linear, leader: int, mine: Sequence[int]) -> None:
        """Each further step of load costs more, so that the most loaded are relieved; beyond the limit far more."""
        share, load = self.problem.leaders[leader].share, self.dealt.loads[leader]
        most = (
            sum(sorted((self._weight(self.slots[s]) for s in mine), reverse=True)[: self._most(leader)]) * 100 / share
        )
        columns, low, limit = [], load, self.limits[leader]
        if not self.levels and limit > low:
            columns.append(linear.column(0, limit - low))
            low = limit
        step_size = STEP * max(round(most / STEP / MOST_STEPS), 1)
        while low < load + most:
            high = (low // step_size + 1) * step_size
            if low < limit < high:
                high = limit
            step = linear.column(0, high - low)
            self.costs[step] = ((low - min(self.dealt.loads)) / STEP + 1) ** 2 / STEP
            self.costs[step] += BEYOND if low >= limit - NEAR else 0
            columns.append(step)
            low = high
        if columns:
            last = linear.column(0, INFINITE)
            self.costs[last] = BEYOND * 2
            visits = [self.out[s, leader] for s in mine]
            loads = [self._weight(self.slots[s]) * 100 / share for s in mine]
            linear.row(0, 0, [*columns, last, *visits], [-1.0] * (len(columns) + 1) + loads)

    def _most(self, leader: int) -> int:
        days = self.openings.days
        return self.openings.most_visits(leader, days[self.slots[0][1]], days[self.slots[-1][1]])

    def _part_pairs(self, linear: Linear) -> None:
        """Two of a pair are not out in the same half: where both are free in one half only, one of them goes."""
        if not self.openings.must("pair_out"):
            return
        place = {each.id: n for n, each in enumerate(self.problem.leaders)}
        there: dict[tuple[int, int], list[int]] = defaultdict(list)
        for (s, leader), column in self.out.items():
            there[leader, self.slots[s][1]].append(column)
        for (leader, i), columns in there.items():
            for other in self.problem.partners(self.problem.leaders[leader].id, self.openings.days[i]):
                partner = place.get(other, -1)
                halves = (
                    {*self.openings.free[leader][i], *self.openings.free[partner][i]} if partner > leader else set()
                )
                if len(halves) == 1 and (partner, i) in there:
                    linear.row(-INFINITE, 1, [*columns, *there[partner, i]])
