"""A first plan in pure Python: what weighs most first, each visit where it costs least.

Reception days are filled, then townships visited by need and interval, then leaders sent out who are short of their
quotas. The same serves to mend a plan from which visits were taken out.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from core.planner.attempt import Attempts
from core.planner.numbering import Cell
from core.planner.problem import Plan, Problem
from core.planner.state import State
from core.planner.tables import INTERVAL, NEED, UNMET, Asked

CHANCES = (0.03, 0.1, 0.4)
"""How often the best choice is passed over."""
SAMPLE = 24
"""Townships that are looked at for a leader who is short, where there are many."""
MANY = 40
"""Leaders that are looked at where a plan is only mended."""
FEW = 7
"""Days, and townships, that are looked at for him where a plan is only mended."""


def construct(problem: Problem) -> Plan:
    """Return a plan that breaks no hard rule with what it adds to the fixed visits."""
    state = State(problem)
    Builder(state).build()
    attempts = Attempts(state)
    for cell in sorted(state.cells, reverse=True):
        attempts.change((cell,), ())
    return state.plan


class Builder:
    """Adds to a plan what is missing, gravest first; never takes anything out."""

    def __init__(self, state: State, draw: random.Random | None = None) -> None:
        """*draw* now and then passes over the best choice, for another plan each time; without it none is passed."""
        self.state = state
        self.tables = state.tables
        self._draw = draw
        self._chance = 0.0
        kinds = len(state.problem.kinds)
        self._kinds = list(range(kinds))
        self._leaders = [n for n in range(len(state.problem.leaders)) if state.tables.of_leader.share[n]]
        self._townships = list(range(len(state.problem.townships)))

    def build(self, townships: Iterable[int] | None = None, leaders: Iterable[int] | None = None) -> None:
        """Add visits until nothing that is due can be added; only for some townships and leaders if they are given."""
        if not self._kinds:
            return
        for asked in self.tables.askings:
            if asked.goal == UNMET and not self.state.met[asked.at]:
                self._receive(asked)
        needy = sorted(self._townships if townships is None else townships, key=self._urgency)
        if self._draw is not None:
            self._chance = self._draw.choice(CHANCES)
            if self._draw.random() < self._chance:
                self._draw.shuffle(needy)
        for township in needy if self.tables.need_to == NEED else ():
            self._come_first(township)
        for township in needy if self.tables.interval_to == INTERVAL else ():
            self._come_again(township)
        for leader in self._leaders if leaders is None else leaders:
            if self.tables.quota_to == UNMET:
                self._fill(leader)

    def _urgency(self, township: int) -> tuple[bool, int, float, int]:
        """Return who comes first: who waits too long already, then who has more need."""
        before = self.state.days_at[township][self.state.first_at[township] - 1]
        late = any(before + limit < 0 for kind, limit in self.tables.of_township.limits[township] if kind < 0)
        return not late, -self.tables.of_township.need[township], self._draw.random() if self._draw else 0, township

    def _passes(self) -> bool:
        return self._draw is not None and self._draw.random() < self._chance

    def _receive(self, asked: Asked) -> None:
        """Find somebody for a reception day."""
        if asked.day not in self.tables.days_set or asked.township >= len(self.tables.township_ids):
            return
        townships = [asked.township] if asked.township >= 0 else self._townships
        bits = (1, 2) if asked.bits < 0 else (asked.bits & 1 or 2,) if asked.bits < 3 else (1, 2)
        order = sorted(townships, key=lambda each: self._liking(each, asked.day))
        for township in order:
            if not self._passes() and self.send(asked.day, township, (asked.kind,), bits=bits):
                return

    def _liking(self, township: int, day: int) -> tuple[int, ...]:
        """Return how gladly a township is visited on a day, less first."""
        interval, need = self.state.relief(township, day) if township < len(self._townships) else (0, 0)
        return (
            -interval,
            -need,
            self.tables.weigh(day, 1, township),
            self.tables.of_township.minutes[township],
            township,
        )

    def _come_first(self, township: int) -> None:
        """Let somebody come to a township as early as possible, if it has need."""
        if not self.tables.of_township.need[township]:
            return
        first = self.state.days_at[township][self.state.first_at[township]]
        for day in self.tables.days:
            if day >= first or (not self._passes() and self.send(day, township)):
                return

    def _come_again(self, township: int) -> None:
        """Let somebody come to a township whenever it would wait too long."""
        for kind, limit in self.tables.of_township.limits[township]:
            days = self.state.days_at[township] if kind < 0 else self.state.kind_days[township][kind]
            kinds = self._kinds if kind < 0 else (kind,)
            at = 0
            while at + 1 < len(days):
                begins, after = max(days[at] + limit + 1, 0), min(days[at + 1], self.tables.n)
                if begins >= after or not self._part(township, days[at], begins, after, kinds):
                    at += 1

    def _part(self, township: int, before: int, begins: int, after: int, kinds: Sequence[int]) -> bool:
        """Let somebody come within a wait that is too long: just in time, or else as soon as possible."""
        in_time = [day for day in self.tables.days if before < day <= begins and day < after]
        late = [day for day in self.tables.days if begins < day < after]
        return any(not self._passes() and self.send(day, township, kinds) for day in (*reversed(in_time), *late))

    def _fill(self, leader: int) -> None:
        """Send a leader out as often as he is to go at least."""
        state, least = self.state, self.tables.least
        for line in self.tables.lines[leader]:
            slots: dict[int, list[int]] = {}
            for day in self.tables.days:
                slots.setdefault(line.slot_of[day], []).append(day)
            for slot, days in slots.items():
                while state.held[slot] < least[slot] and self._go_out(leader, days, line.kind):
                    pass

    def _go_out(self, leader: int, days: Sequence[int], kind: int) -> bool:
        """Send a leader out on the best of some days."""
        state, busy = self.state, self.tables.of_leader.busy[leader]
        musts = self.tables.musts
        found: list[tuple[tuple[int, ...], int, int]] = []
        near = self._near(leader)
        for day in days if self._draw is None or len(days) <= FEW else self._draw.sample(days, FEW):
            if busy[day] == 3 or (musts.most_a_day and state.on[day] >= musts.most_a_day):
                continue
            bits = 2 if busy[day] & 1 else 1
            if not (state.is_free(leader, day, bits) or (not busy[day] and state.is_free(leader, day, 2))):
                continue
            found += [
                (self._worth(leader, township, day), day, township)
                for township in near
                if not self.tables.of_township.shut[township][day] and state.is_open(township, day)
            ]
        kinds = self._kinds if kind < 0 else (kind,)
        found.sort()
        return any(not self._passes() and self.send(day, township, kinds, (leader,)) for _worth, day, township in found)

    def _near(self, leader: int) -> list[int]:
        """Return the townships that a leader may go to; a part of them where there are many."""
        rows = self.tables.of_township
        townships = [each for each in self._townships if leader not in rows.barred[each]]
        most = SAMPLE if self._draw is None else FEW
        if len(townships) <= most:
            return townships
        draw = self._draw or random.Random(leader)
        own = [each for each in townships if leader in rows.owners[each]]
        return sorted({*own, *draw.sample(townships, most)})

    def _worth(self, leader: int, township: int, day: int) -> tuple[int, ...]:
        rows = self.tables.of_township
        interval, need = self.state.relief(township, day)
        is_new = rows.has_owners[township] and leader not in rows.owners[township]
        return -interval, -need, self.tables.weigh(day, 1, township), int(is_new), rows.minutes[township]

    def send(
        self,
        day: int,
        township: int,
        kinds: Sequence[int] | None = None,
        leaders: Iterable[int] | None = None,
        bits: Sequence[int] = (1, 2),
    ) -> Cell | None:
        """Add a visit with the best leader, kind and half; return None where nobody can go."""
        state, tables, musts = self.state, self.tables, self.tables.musts
        if tables.of_township.shut[township][day] or not state.is_open(township, day):
            return None
        if musts.most_a_day and state.on[day] >= musts.most_a_day:
            return None
        for leader in leaders or self._ranked(day, township, kinds or self._kinds):
            for half in bits:
                if tables.of_leader.busy[leader][day] & half:
                    continue
                for kind in self._kinds_for(day, township, leader, kinds or self._kinds):
                    cell = tables.at(day, half, township, leader, kind)
                    if state.takes(cell):
                        state.put(cell)
                        return cell
        return None

    def _ranked(self, day: int, township: int, kinds: Sequence[int]) -> list[int]:
        """Return who could go, who owes visits and carries least first."""
        rows, led, shares = self.tables.of_leader, self.state.led, self.tables.of_leader.share
        barred, owners = self.tables.of_township.barred[township], self.tables.of_township.owners[township]
        weight = self.tables.weigh(day, 1, township)
        found = [
            (-self._owes(each, day, kinds), (led[each] + weight) * 100 // shares[each], each not in owners, each)
            for each in self._looked_at(owners)
            if rows.busy[each][day] != 3 and each not in barred and not self._passes()
        ]
        found.sort()
        return [each[3] for each in found]

    def _looked_at(self, owners: frozenset[int]) -> list[int]:
        """Return the leaders to choose from: all, or where a plan is only mended and they are many, some."""
        if self._draw is None or len(self._leaders) <= MANY:
            return self._leaders
        shares = self.tables.of_leader.share
        own = [each for each in sorted(owners) if shares[each]]
        return list(dict.fromkeys((*own, *self._draw.sample(self._leaders, MANY))))

    def _owes(self, leader: int, day: int, kinds: Sequence[int]) -> int:
        """Return how many quotas of a leader a visit would help to fulfil."""
        held, least = self.state.held, self.tables.least
        return sum(
            held[line.slot_of[day]] < least[line.slot_of[day]] and (line.kind < 0 or line.kind in kinds)
            for line in self.tables.lines[leader]
        )

    def _kinds_for(self, day: int, township: int, leader: int, kinds: Sequence[int]) -> list[int]:
        """Return the kinds, those first that are owed, then those the mix lacks, then by market day."""
        if len(kinds) == 1:
            return [kinds[0]]
        rows, counts = self.tables.of_township, self.state.kinds
        dealt = self.tables.dealt(len(self.state.cells) + 1)
        is_market = day in rows.markets[township]
        found = [
            (
                -self._owes(leader, day, (kind,)),
                counts[kind] >= dealt[kind],
                bool(rows.seeks[kind]) and is_market != (rows.seeks[kind] > 0),
                counts[kind] - dealt[kind],
                kind,
            )
            for kind in kinds
        ]
        return [each[4] for each in sorted(found)]
