"""What kind each outing is of: somebody receives on reception days, quotas of kinds are met, the mix is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from core.planner.linear import INFINITE, Linear
from core.planner.openings import Openings
from core.planner.problem import PlannedVisit, Stand
from core.planner.wishes import market, receptions, shares, wish_of
from core.visits import Half

OPEN, LATE, MIX, MARKET, KEPT, UNWANTED = 1000, 60, 20, 3, 0.5, 5

Outing = tuple[int, int, int]
"""Township, day and leader, by their places."""


def kinds_of(
    openings: Openings,
    outings: Sequence[Outing],
    asked: Mapping[tuple[int, int], str],
    over: Callable[[], bool] | None = None,
    seed: int = 0,
) -> list[PlannedVisit]:
    """Return the outings as visits, each in the first half that suits; *asked* are the kinds that intervals ask for."""
    model = _Kinds(openings, outings, asked)
    return model.visits(model.solved(Linear(over, seed))) if openings.problem.kinds else []


class _Kinds:
    def __init__(self, openings: Openings, outings: Sequence[Outing], asked: Mapping[tuple[int, int], str]) -> None:
        self.openings, self.problem = openings, openings.problem
        self.outings, self.asked = outings, asked
        self.costs: dict[int, float] = {}
        self.of_kind: dict[tuple[int, str], int] = {}
        self.halves: dict[int, Half] = {}
        self.on_day: dict[int, list[int]] = defaultdict(list)
        for j, (_township, i, _leader) in enumerate(outings):
            self.on_day[i].append(j)

    def solved(self, linear: Linear) -> list[str]:
        """Return the kinds, outing by outing."""
        kinds = [each.key for each in self.problem.kinds]
        for j, outing in enumerate(self.outings):
            for kind in kinds:
                self.of_kind[j, kind] = linear.column(whole=True)
                self.costs[self.of_kind[j, kind]] = self._wish(outing, kind)
            linear.row(1, 1, [self.of_kind[j, kind] for kind in kinds])
        self._add_receptions(linear)
        self._add_quotas(linear)
        self._add_mix(linear)
        found = linear.rounded(self.costs)
        if not found.is_found:  # quotas of kinds leave no kind for somebody
            return [max(kinds, key=lambda kind: self.problem.kind_of[kind].share)] * len(self.outings)
        return [
            max(kinds, key=lambda kind, j=j: found.values[self.of_kind[j, kind]])  # type: ignore[misc]
            for j in range(len(self.outings))
        ]

    def visits(self, kinds: Sequence[str]) -> list[PlannedVisit]:
        """Return the visits; those that have but one half come first, then those whose half is asked for."""
        problem, days = self.problem, self.openings.days
        drafts = {(each.day, each.township_id, each.leader_id): each.half for each in problem.drafts}
        found = []
        for j, (township, i, leader) in enumerate(self.outings):
            where, who = problem.townships[township].id, problem.leaders[leader].id
            wished = self._received(j, kinds[j]) or drafts.get((days[i], where, who)) or self._base_half(j, kinds[j])
            free = self.openings.free[leader][i]
            half = wished if wished in free else free[0]
            visit = PlannedVisit(days[i], half or free[0], where, who, kinds[j])
            found.append((len(free), wished is None, visit))
        return [visit for _n, _any, visit in sorted(found)]

    def _received(self, j: int, kind: str) -> Half | None:
        """Return the half in which an outing is asked for by a reception day."""
        township, i, _leader = self.outings[j]
        where, day = self.problem.townships[township].id, self.openings.days[i]
        for each in self.problem.receptions:
            if each.day == day and each.kind == kind and each.half and each.township_id in {None, where}:
                return each.half
        return None

    def _base_half(self, j: int, kind: str) -> Half | None:
        township, i, leader = self.outings[j]
        problem, day = self.problem, self.openings.days[i]
        for half in self.openings.free[leader][i]:
            visit = PlannedVisit(day, half, problem.townships[township].id, problem.leaders[leader].id, kind)
            if any(line.half is half and line.is_met_by(visit) for line in problem.base):
                return half
        return None

    def _wish(self, outing: Outing, kind: str) -> float:
        problem, (township, i, leader) = self.problem, outing
        where, who, day = problem.townships[township].id, problem.leaders[leader].id, self.openings.days[i]
        visit, cost = PlannedVisit(day, Half.MORNING, where, who, kind), 0.0
        if wish_of(problem, "market") is not Stand.OFF:
            cost += MARKET * market(problem, visit)
        cost -= LATE * (self.asked.get((township, i)) == kind)
        cost += UNWANTED * (not problem.kind_of[kind].share)
        kept = any(each.place[2:] == visit.place[2:] and each.day == day for each in problem.drafts)
        return cost - KEPT * kept

    def _add_receptions(self, linear: Linear) -> None:
        problem, openings = self.problem, self.openings
        for each in problem.receptions:
            i = openings.place_of.get(each.day, -1)
            if wish_of(problem, "receptions") is Stand.OFF or not receptions(each, openings.held.on(each.day)):
                continue
            columns = []
            for j in self.on_day.get(i, ()):
                township, _day, leader = self.outings[j]
                is_there = each.township_id in {None, problem.townships[township].id}
                if is_there and (each.half is None or each.half in openings.free[leader][i]):
                    columns += [self.of_kind[j, each.kind]] if (j, each.kind) in self.of_kind else []
            if columns:
                open_ = linear.column()
                self.costs[open_] = OPEN
                linear.row(1, INFINITE, [open_, *columns])

    def _add_quotas(self, linear: Linear) -> None:
        """The quotas of single kinds."""
        problem, openings = self.problem, self.openings
        mine: dict[int, list[int]] = defaultdict(list)
        for j, (_township, _day, who) in enumerate(self.outings):
            mine[who].append(j)
        for n in sorted(mine):
            leader = problem.leaders[n]
            for line, stretch, most in openings.limits(leader):
                columns = self._counting(mine[n], line.kind, stretch.first, stretch.last)
                if line.kind is not None and columns:
                    linear.row(-INFINITE, most, columns)
            for line in problem.lines[leader.id]:
                for stretch in problem.stretches(line) if line.kind is not None and line.least is not None else ():
                    columns = self._counting(mine[n], line.kind, stretch.first, stretch.last)
                    owed = (line.least or 0) - openings.counted(leader, line, stretch)
                    if columns and owed > 0 and leader.duty.is_in_office(stretch):
                        short = linear.column(0, INFINITE)
                        self.costs[short] = OPEN
                        linear.row(owed, INFINITE, [short, *columns])

    def _counting(self, mine: Sequence[int], kind: str | None, first: object, last: object) -> list[int]:
        days = self.openings.days
        inside = [j for j in mine if first <= days[self.outings[j][1]] <= last]  # type: ignore[operator]
        return [self.of_kind[j, kind] for j in inside if kind is not None and (j, kind) in self.of_kind]

    def _add_mix(self, linear: Linear) -> None:
        if wish_of(self.problem, "kinds") is Stand.OFF:
            return
        for kind, wanted in shares(self.problem, len(self.outings)).items():
            over = linear.column(0, INFINITE)
            self.costs[over] = MIX
            columns = [self.of_kind[j, kind] for j in range(len(self.outings))]
            if columns:
                linear.row(-INFINITE, wanted, [over, *columns], [-1.0] + [1.0] * len(columns))
