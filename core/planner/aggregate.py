"""Where somebody goes when, without asking who: small enough to be proven, and true as a bound for the whole plan.

Leaders are summed up: what they can do on a day, in days that must lie apart, in a month; what quotas ask of them. So
every real plan is a solution here, and what is the least here is the least a real plan can cost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from core.planner.linear import INFINITE, Linear, Numbers
from core.planner.openings import NO_LIMIT, Openings
from core.planner.problem import PlannerTownship, Problem, Stand
from core.planner.wishes import receptions, wish_of


@dataclass(slots=True)
class Level:
    """The cost of one level: of the columns, and what cannot be helped."""

    name: str
    costs: dict[int, float] = field(default_factory=dict)
    constant: int = 0

    def of(self, values: Numbers) -> int:
        """Return the cost of a solution."""
        return round(float(sum(cost * values[column] for column, cost in self.costs.items()))) + self.constant


class _Wait(NamedTuple):
    """How long a township may wait: for a visit of a kind, or of any; without a limit from the first day on."""

    kind: str = ""
    limit: int | None = None
    cost: int = 1


class Aggregate:
    """The model: a column for each township and day, and what is asked of them together."""

    def __init__(self, openings: Openings, over: Callable[[], bool] | None = None, seed: int = 0) -> None:
        self.openings = openings
        self.problem: Problem = openings.problem
        self.linear = Linear(over, seed)
        self.unmet, self.interval, self.need = Level("unmet"), Level("interval"), Level("need")
        self.visit: dict[tuple[int, int], int] = {}
        self._of_kind: dict[tuple[int, str], int] = {}
        self._there_of_kind: dict[tuple[int, int, str], int] = {}
        self._add_visits()
        self._add_kinds()
        self._limit_days()
        self._limit_spacing()
        self._limit_stretches()
        self._add_receptions()
        self._add_quotas()
        for n, township in enumerate(self.problem.townships):
            self._add_waiting(n, township)

    def slots(self, values: Numbers) -> list[tuple[int, int]]:
        """Return township and day of each visit of a solution, by place."""
        return [key for key, column in self.visit.items() for _n in range(round(values[column]))]

    @property
    def floor(self) -> tuple[int, int, int]:
        """What cannot be helped of duties, intervals and need, without solving anything."""
        served = sum(round(self.linear.highest(column)) for column, cost in self.unmet.costs.items() if cost < 0)
        return self.unmet.constant - served, self.interval.constant, self.need.constant

    def kinds_asked(self, values: Numbers) -> dict[tuple[int, int], str]:
        """Return the kinds that intervals ask for, by township and day."""
        return {(n, i): kind for (n, i, kind), column in self._there_of_kind.items() if values[column] > 0.5}

    def weights(self) -> dict[int, float]:
        """Return what the visits weigh."""
        problem, days = self.problem, self.openings.days
        return {column: problem.weight(problem.townships[t].id, days[i]) for (t, i), column in self.visit.items()}

    def keep(self, level: Level, cost: int) -> None:
        """Hold a level at a cost from now on."""
        if level.costs:
            columns = list(level.costs)
            self.linear.row(-INFINITE, cost - level.constant + 1e-6, columns, [level.costs[each] for each in columns])

    def _add_visits(self) -> None:
        openings, single = self.openings, self.openings.must("same_township")
        for n, open_days in enumerate(openings.open):
            for i, is_open in enumerate(open_days):
                if is_open:
                    upper = 1 if single else len(openings.able[i])
                    self.visit[n, i] = self.linear.column(0, upper, whole=True)
        if single and openings.must("revisit") and self.problem.revisit_days > 1:
            for n in range(len(self.problem.townships)):
                self._apart(n)

    def _apart(self, township: int) -> None:
        """At most one visit in as many days as must lie between two."""
        days, apart = self.openings.days, timedelta(self.problem.revisit_days)
        there = [i for i in range(len(days)) if (township, i) in self.visit]
        last: Sequence[int] = ()
        for n, i in enumerate(there):
            window = [j for j in there[n:] if days[j] < days[i] + apart]
            if len(window) > 1 and not set(window) <= set(last):
                self.linear.row(-INFINITE, 1, [self.visit[township, j] for j in window])
                last = window

    def _add_kinds(self) -> None:
        """Columns for the visits of a kind that something asks for, day by day, all townships together."""
        problem = self.problem
        asked = {line.kind for lines in problem.lines.values() for line in lines if line.kind is not None}
        asked |= {kind for township in problem.townships for kind in township.kind_intervals}
        by_day: dict[int, set[str]] = defaultdict(set)
        for each in problem.receptions:
            if each.day in self.openings.place_of:
                by_day[self.openings.place_of[each.day]].add(each.kind)
        on_day = self._columns_by_day()
        for i, columns in enumerate(on_day):
            kinds = sorted((asked | by_day[i]) & set(problem.kind_of))
            for kind in kinds if columns else ():
                self._of_kind[i, kind] = self.linear.column(0, INFINITE)
            if kinds and columns:
                mine = [self._of_kind[i, kind] for kind in kinds]
                self.linear.row(-INFINITE, 0, [*mine, *columns], [1.0] * len(mine) + [-1.0] * len(columns))
        self._add_kinds_there(on_day)

    def _add_kinds_there(self, on_day: Sequence[Sequence[int]]) -> None:
        problem, sums = self.problem, defaultdict(list)
        for n, township in enumerate(problem.townships):
            kinds = sorted(set(township.kind_intervals) & set(problem.kind_of))
            for i in range(len(on_day)) if kinds else ():
                column = self.visit.get((n, i))
                if column is None:
                    continue
                for kind in kinds:
                    self._there_of_kind[n, i, kind] = self.linear.column()
                    sums[i, kind].append(self._there_of_kind[n, i, kind])
                mine = [self._there_of_kind[n, i, kind] for kind in kinds]
                self.linear.row(-INFINITE, 0, [*mine, column], [1.0] * len(mine) + [-1.0])
        for (i, kind), columns in sums.items():
            self.linear.row(-INFINITE, 0, [*columns, self._of_kind[i, kind]], [1.0] * len(columns) + [-1.0])

    def _columns_by_day(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _day in self.openings.days]
        for (_township, i), column in self.visit.items():
            found[i].append(column)
        return found

    def _limit_days(self) -> None:
        openings, most = self.openings, self.problem.most_a_day
        capped = most and openings.must("most_a_day")
        for i, columns in enumerate(self._columns_by_day()):
            room = len(openings.able[i])
            if capped:
                room = min(room, max(most - len(openings.held.on(openings.days[i])), 0))
            if room < sum(self._upper(column) for column in columns):
                self.linear.row(-INFINITE, room, columns)

    def _upper(self, _column: int) -> int:
        return 1 if self.openings.must("same_township") else NO_LIMIT

    def _limit_spacing(self) -> None:
        """In days of which a leader has one visit at most, all of them together have no more than there are leaders."""
        openings, apart = self.openings, self.problem.spacing_days
        if not openings.must("spacing") or apart < 2:
            return
        by_day = self._columns_by_day()
        for i, day in enumerate(openings.days):
            window = [j for j in range(i, len(openings.days)) if openings.days[j] < day + timedelta(apart)]
            columns = [column for j in window for column in by_day[j]]
            room = len({leader for j in window for leader in openings.able[j]})
            if len(window) > 1 and columns:
                self.linear.row(-INFINITE, room, columns)

    def _limit_stretches(self) -> None:
        """Quotas bound what leaders can do together in the stretches they name."""
        openings = self.openings
        rooms: dict[tuple[str | None, date, date], dict[int, int]] = defaultdict(dict)
        for n, leader in enumerate(self.problem.leaders):
            for line, stretch, most in openings.limits(leader):
                rooms[line.kind, stretch.first, stretch.last][n] = most
        by_day = self._columns_by_day()
        for (kind, first, last), room in rooms.items():
            inside = [i for i, day in enumerate(openings.days) if first <= day <= last]
            columns = [column for i in inside for column in by_day[i]]
            if kind is not None:
                columns = [self._of_kind[i, kind] for i in inside if (i, kind) in self._of_kind]
            can = {n: openings.most_visits(n, first, last) for n in range(len(self.problem.leaders))}
            if columns:
                self.linear.row(-INFINITE, sum(min(can[n], room.get(n, NO_LIMIT)) for n in can), columns)

    def _add_receptions(self) -> None:
        problem, openings = self.problem, self.openings
        if wish_of(problem, "receptions") is not Stand.MUST:
            return
        for each in problem.receptions:
            if not receptions(each, openings.held.on(each.day)):
                continue
            i = openings.place_of.get(each.day, -1)
            halves = {half for n in openings.able[i] for half in openings.free[n][i]} if i >= 0 else set()
            asked = [self._of_kind.get((i, each.kind))]
            if each.township_id is not None:
                asked += [self.visit.get((n, i)) for n, t in enumerate(problem.townships) if t.id == each.township_id]
            columns = [column for column in asked if column is not None]
            is_there = any(each.half is None or each.half.overlaps(half) for half in halves)
            if not is_there or len(columns) < len(asked) or (each.township_id is not None and len(asked) == 1):
                self.unmet.constant += 1
                continue
            open_ = self.linear.column()
            self.unmet.costs[open_] = 1
            for column in columns:
                self.linear.row(1, INFINITE, [open_, column])

    def _add_quotas(self) -> None:
        problem, openings = self.problem, self.openings
        if wish_of(problem, "quota_under") is not Stand.MUST:
            return
        asked: dict[tuple[str | None, date, date], Counter[str]] = defaultdict(Counter)
        for n, leader in enumerate(problem.leaders):
            for line in problem.lines[leader.id]:
                for stretch in problem.stretches(line) if line.least is not None else ():
                    if not leader.duty.is_in_office(stretch) or line.least is None:
                        continue
                    short = max(line.least - openings.counted(leader, line, stretch), 0)
                    possible = min(short, openings.most_visits(n, stretch.first, stretch.last))
                    asked[line.kind, stretch.first, stretch.last].update(short=short, possible=possible)
        by_day = self._columns_by_day()
        for (kind, first, last), sums in asked.items():
            inside = [i for i, day in enumerate(openings.days) if first <= day <= last]
            columns = [column for i in inside for column in by_day[i]]
            if kind is not None:
                columns = [self._of_kind[i, kind] for i in inside if (i, kind) in self._of_kind]
            self.unmet.constant += sums["short"]
            if sums["possible"] and columns:
                served = self.linear.column(0, sums["possible"])
                self.unmet.costs[served] = -1
                self.linear.row(-INFINITE, 0, [served, *columns], [1.0] + [-1.0] * len(columns))

    def _add_waiting(self, n: int, township: PlannerTownship) -> None:
        """Columns for the days on which a township waits too long, and for those on which need is kept waiting."""
        problem = self.problem
        if wish_of(problem, "interval") is Stand.MUST:
            for kind, limit in {"": township.interval, **township.kind_intervals}.items():
                self._add_wait(self.interval, n, _Wait(kind, limit))
        if wish_of(problem, "need") is not Stand.OFF and township.need:
            self._add_wait(self.need, n, _Wait(cost=township.need))

    def _add_wait(self, level: Level, n: int, wait: _Wait) -> None:
        """A day costs where no visit is on it or, without a limit, since the first day; with one, within so many."""
        problem, days, township = self.problem, self.openings.days, self.problem.townships[n]
        kind, limit, cost = wait
        before = problem.last_visit.get((township.id, kind)) if limit is not None else None
        held = {v.day for v in problem.fixed if v.township_id == township.id and (not kind or v.kind == kind)}
        held |= {before} if before is not None else set()
        there = [i for i in range(len(days)) if self._asked(n, i, kind) is not None]
        windows: Counter[tuple[int, ...]] = Counter()
        for day in problem.natural_days:
            since = problem.first if limit is None else day - timedelta(limit)
            if not any(since <= each <= day for each in held):
                windows[tuple(i for i in there if since <= days[i] <= day)] += cost
        for window, costs in windows.items():
            if not window:
                level.constant += costs
                continue
            late = self.linear.column()
            level.costs[late] = costs
            columns = [column for i in window if (column := self._asked(n, i, kind)) is not None]
            self.linear.row(1, INFINITE, [late, *columns])

    def _asked(self, n: int, i: int, kind: str) -> int | None:
        return self._there_of_kind.get((n, i, kind)) if kind else self.visit.get((n, i))
