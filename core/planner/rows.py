"""What of leaders and townships never changes while a plan is made, day by day."""

from __future__ import annotations

from collections import defaultdict

from core.planner.numbering import BITS, ENDLESS, Numbering
from core.planner.problem import PlannerLeader, PlannerTownship


class LeaderRows:
    """When leaders cannot go, and how much would rather hold them back.

    Attributes:
        busy: By leader and day the halves, as bits, in which he cannot go.
        held_back: By leader, day and half how many preferred rules he would break.
        partners: Who forms a pair with each leader, from and to.
    """

    def __init__(self, numbers: Numbering) -> None:
        self._numbers = numbers
        problem = numbers.problem
        strangers = [0] * (len(numbers.leader_ids) - len(problem.leaders))
        self.share = [each.share for each in problem.leaders] + strangers
        self.carried = [each.carried for each in problem.leaders] + strangers
        self.busy = [bytearray(numbers.n) for _each in numbers.leader_ids]
        self.held_back: dict[tuple[int, int, int], int] = defaultdict(int)
        self.partners = self._partners()
        away = [self._away(each) for each in problem.leaders] + [[] for _each in strangers]
        for at, leader in enumerate(problem.leaders):
            for day in away[at] if leader.share else range(numbers.n):
                self.busy[at][day] = 3
        for (id, that_day), sittings in problem.sittings_on.items():
            for sitting in sittings if id in numbers.leader_at else ():
                self._hold("meeting", numbers.leader_at[id], numbers.day(that_day), BITS[sitting.half])
        for at, others in enumerate(self.partners):
            for other, first, last in others:
                for day in away[other]:
                    if first <= day <= last:
                        self._hold("backup_away", at, day, 3)

    def _hold(self, rule: str, leader: int, day: int, bits: int) -> None:
        if not 0 <= day < self._numbers.n:
            return
        if self._numbers.must(rule):
            self.busy[leader][day] |= bits
        elif self._numbers.prefer(rule):
            for mine in (1, 2, 3):
                self.held_back[leader, day, mine] += bool(mine & bits)

    def _away(self, leader: PlannerLeader) -> list[int]:
        """Return the days on which a leader is away or not in office, in order."""
        numbers = self._numbers
        spans = [(numbers.day(one), numbers.day(other)) for one, other in leader.away]
        if leader.first is not None:
            spans.append((0, numbers.day(leader.first) - 1))
        if leader.last is not None:
            spans.append((numbers.day(leader.last) + 1, numbers.n - 1))
        return sorted({day for one, other in spans for day in range(max(one, 0), min(other, numbers.n - 1) + 1)})

    def _partners(self) -> list[list[tuple[int, int, int]]]:
        numbers = self._numbers
        found: list[list[tuple[int, int, int]]] = [[] for _each in numbers.leader_ids]
        for a, b, first, last in numbers.problem.pairs:
            if a in numbers.leader_at and b in numbers.leader_at:
                since = -ENDLESS if first is None else numbers.day(first)
                until = ENDLESS if last is None else numbers.day(last)
                for one, other in ((a, b), (b, a)):
                    found[numbers.leader_at[one]].append((numbers.leader_at[other], since, until))
        return found


class TownshipRows:
    """When nobody can go to townships, and what a visit there costs by itself.

    Attributes:
        shut: By township and day whether nobody can go.
        shunned: By township and day how many preferred rules a visit would break.
        limits: The intervals by kind; -1 for any.
        seeks: By kind whether it seeks market days.
        joint: With which townships one shares a road, and the minutes that saves.
    """

    def __init__(self, numbers: Numbering) -> None:
        self._numbers = numbers
        problem = numbers.problem
        rows = [problem.township_of.get(id) for id in numbers.township_ids]
        rest = bytes(day not in problem.plannable for day in problem.natural_days)
        self.shut = [self._days(each, rest, must=True) for each in rows]
        self.shunned = [self._days(each, rest, must=False) for each in rows]
        self.minutes = [(each.minutes or 0) if each else 0 for each in rows]
        self.need = [each.need if each else 0 for each in rows]
        self.markets = [frozenset(numbers.day(day) for day in each.markets) if each else frozenset() for each in rows]
        self.barred = [self._known(each.barred) if each else frozenset() for each in rows]
        self.owners = [self._known(each.owners) if each else frozenset() for each in rows]
        self.has_owners = [bool(each and each.owners) for each in rows]
        self.limits = [self._limits(each) if each else [] for each in rows]
        seeks = {each.key: each.market for each in problem.kinds}
        self.seeks = [seeks.get(key, 0) for key in numbers.kind_keys]
        self.joint = self._joint()

    def _joint(self) -> dict[int, list[tuple[int, int]]]:
        """Return with which townships one shares a road, and what that saves."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        at, known = self._numbers.township_at, self._numbers.problem.township_of
        for one, other in self._numbers.problem.together:
            if one in known and other in known:
                minutes = min(known[one].minutes or 0, known[other].minutes or 0)
                for a, b in dict.fromkeys(((one, other), (other, one))):
                    found[at[a]].append((at[b], minutes))
        return dict(found)

    def _known(self, ids: object) -> frozenset[int]:
        at = self._numbers.leader_at
        return frozenset(at[id] for id in at if id in ids)  # type: ignore[operator]

    def _limits(self, township: PlannerTownship) -> list[tuple[int, int]]:
        kinds = [(self._numbers.kind_at[key], limit) for key, limit in township.kind_intervals.items() if key]
        return [(-1, township.kind_intervals.get("", township.interval)), *kinds]

    def _days(self, township: PlannerTownship | None, rest: bytes, *, must: bool) -> bytearray:
        """Return on which days a visit breaks rules that must hold, or that are preferred, and how many."""
        numbers = self._numbers
        asks = numbers.must if must else numbers.prefer
        found = bytearray(rest if asks("rest_day") else numbers.n)
        for rule, days in (("blocked_day", "closed"), ("farm_season", "seasons")):
            for day in sorted(getattr(township, days, ())) if asks(rule) else ():
                if 0 <= numbers.day(day) < numbers.n:
                    found[numbers.day(day)] += 1
        return found
