"""The best plan of a tiny problem by going through all of them, day by day.

Branches are left only where even the best they could become is worse than a plan already known. The state that counts
along is proved equal to the scorer in `test_state`.
"""

import random

from core.planner.state import State
from core.planner.tables import INTERVAL, NEED, UNMET
from tests.core.planner.instances import random_problem


def tiny_problem(seed):
    """Return a problem small enough to go through: 2 or 3 leaders and townships, 4 to 6 days, 1 or 2 kinds."""
    draw = random.Random(seed)
    leaders, townships, days, kinds = draw.choice(
        ((2, 2, 6, 1), (2, 2, 5, 2), (3, 2, 4, 1), (2, 3, 4, 2), (3, 3, 4, 1))
    )
    return random_problem(seed, leaders=leaders, townships=townships, days=days, kinds=kinds)


def optimum(problem, hint=(), *, most=10**6):
    """Return the best score of all plans; None where that would take more than *most* steps.

    Args:
        hint: A plan that breaks nothing, from which branches can be left early; it changes nothing of the answer.
    """
    return _Search(problem, hint, most).run()


class _TooManyError(Exception):
    pass


class _Search:
    def __init__(self, problem, hint, most):
        self.problem, self.left = problem, most
        self.state = State(problem)
        self.best, self.plan = min((each.score, each.plan) for each in (State(problem, hint), self.state))
        self.days = self.state.tables.days
        self.cells = {day: self._cells(day) for day in self.days}

    def run(self):
        try:
            self._day(0)
        except _TooManyError:
            return None
        return self.best

    def _cells(self, day):
        """Return what could be planned on a day; of two halves that nothing tells apart only one."""
        problem, tables = self.problem, self.state.tables
        halves_matter = bool(problem.pairs) or any(
            asked.place is not None or asked.bits > 0 for asked in tables.asked.get(day, ())
        )
        found = []
        for leader in range(len(problem.leaders)):
            busy = tables.of_leader.busy[leader][day]
            differs = (
                halves_matter or len({tables.of_leader.held_back.get((leader, day, bits), 0) for bits in (1, 2)}) > 1
            )
            halves = [bits for bits in (1, 2) if not busy & bits]
            for township in range(len(problem.townships)):
                for bits in halves if differs else halves[:1]:
                    for kind in range(len(problem.kinds)):
                        cell = tables.at(day, bits, township, leader, kind)
                        if self.state.takes(cell):
                            found.append(cell)
        return found

    def _day(self, at):
        if self.state.score < self.best:
            self.best, self.plan = self.state.score, self.state.plan
        if at == len(self.days):
            return
        if self._least(self.days[at], at) > tuple(self.best)[: self._levels()]:
            return
        self._visit(at, 0)

    def _visit(self, at, after):
        """Go on with the next day, or with one more visit on this one."""
        self.left -= 1
        if self.left < 0:
            raise _TooManyError
        self._day(at + 1)
        cells = self.cells[self.days[at]]
        for n in range(after, len(cells)):
            if self.state.takes(cells[n]):
                self.state.put(cells[n])
                self._visit(at, n + 1)
                self.state.take(cells[n])

    def _levels(self):
        return 5 if self.state.tables.levels_burden else 4

    def _least(self, day, at):
        """Return the gravest costs of the best that could still become of the plan."""
        costs, tables, problem = self.state.costs, self.state.tables, self.problem
        unmet, interval, need = costs[UNMET], costs[INTERVAL], costs[NEED]
        open_days = self.days[at:]
        if tables.receptions_to == UNMET:
            later = [each for each in tables.askings if each.goal == UNMET and each.day >= day]
            unmet -= sum(not self.state.met[each.at] for each in later)
        if tables.quota_to == UNMET:
            for leader in range(len(problem.leaders)):
                for line in tables.lines[leader]:
                    for slot in set(line.slot_of.values()):
                        short = tables.least[slot] - self.state.held[slot]
                        unmet -= max(min(short, sum(line.slot_of[each] == slot for each in open_days)), 0)
        for township in range(len(problem.townships)):
            days = self.state.days_at[township]
            first = min(days[self.state.first_at[township]], tables.n)
            if tables.need_to == NEED:
                need -= tables.of_township.need[township] * max(first - day, 0)
            for kind, limit in tables.of_township.limits[township] if tables.interval_to == INTERVAL else ():
                before = [each for each in (days if kind < 0 else self.state.kind_days[township][kind]) if each < day]
                begins = max(before[-1] + limit + 1, day)
                interval -= max(tables.n - begins, 0)
        found = (unmet, 0, interval, need)
        return (*found, self.state.burden()) if self._levels() == 5 else found
