"""The base rota (基础轮值): on which days somebody goes, where, whose turn it is; the planner fills and repairs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.calendar.market_rules import MarketRule
from core.calendar.workdays import WorkCalendar
from core.planner.base_pattern import (
    DAY_OFF_NAMES,
    LAST,
    SORT_NAMES,
    Pattern,
    PatternDay,
    Sort,
    pattern_days,
    pattern_from_spec,
    pattern_moves,
    pattern_to_spec,
    usual_day_off,
)
from core.planner.base_words import PATTERN_EXAMPLE, Said, read_pattern
from core.planner.problem import BaseVisit, PlannerLeader, ReceptionDay
from core.visits import Half

__all__ = [
    "DAY_OFF_NAMES", "LAST", "PATTERN_EXAMPLE", "SORT_NAMES", "BaseDay", "BaseLine", "Pattern", "PatternDay", "Said",
    "Sort", "base_days", "base_visits", "pattern_days", "pattern_from_spec", "pattern_moves", "pattern_to_spec",
    "read_pattern", "turns_from", "usual_day_off",
]  # fmt: skip

Markets = Mapping[int, Sequence[MarketRule]]
LONGEST: Final = 10
"""Years that turns are followed back."""


@dataclass(frozen=True, slots=True)
class BaseLine:
    """A line of the base rota.

    Attributes:
        turns: Leaders in the order in which they take turns; one alone goes every time, none leaves it open.
        first, last: From when to when it holds; None is open.
        must: A reception day: somebody has to be there.
    """

    id: int
    name: str
    pattern: Pattern
    half: Half | None = None
    kind: str | None = None
    township_id: int | None = None
    turns: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    must: bool = False


@dataclass(frozen=True, slots=True)
class BaseDay:
    """One day of a line.

    Attributes:
        meant: The day it was meant for, before a day off moved it.
        day: When it takes place; None is left out, being a day off.
        leader_id: Whose turn it is; None where that is open, or where nobody of the line is there.
        passed: Whose turn it would have been before, had they been there; they take the next one.
    """

    line: BaseLine
    meant: date
    day: date | None
    leader_id: int | None = None
    passed: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something has to be chosen yet before it can be a visit: who, where, or what for."""
        return None in {self.leader_id, self.line.township_id, self.line.kind}


def turns_from(line: BaseLine, first: date) -> date:
    """Return the day from which a line's turns count: its own first one, else the first of that year."""
    begins = date(first.year, 1, 1)
    if line.first is None:
        return begins
    return max(line.first, begins.replace(year=max(first.year - LONGEST, 1)))


def base_days(
    lines: Sequence[BaseLine],
    first: date,
    last: date,
    calendar: WorkCalendar,
    *,
    leaders: Sequence[PlannerLeader] = (),
    markets: Markets | None = None,
) -> list[BaseDay]:
    """Return every day of every line from *first* to *last*, in order of days, then of lines.

    Who is away, not in office, or has the turn of an upper line that day, is passed over and takes the next turn.

    Args:
        lines: In the office's order.
        first: The first day.
        last: The last day, included.
        calendar: The office's.
        leaders: With their absences from `turns_from` on; who is not among them takes no turn.
        markets: The market rules of each township.
    """
    known = {each.id: each for each in leaders}
    taken: set[tuple[int, date]] = set()
    found = []
    for place, line in enumerate(lines):
        held = (markets or {}).get(line.township_id or 0, ())
        begin, end = turns_from(line, first), last if line.last is None else min(last, line.last)
        days = pattern_moves(line.pattern, begin, end, calendar, held) if begin <= end else []
        found += [(place, each) for each in _deal(line, days, known, taken) if (each.day or each.meant) >= first]
    found.sort(key=lambda each: (each[1].day or each[1].meant, each[0]))
    return [each for _place, each in found]


def base_visits(
    lines: Sequence[BaseLine],
    first: date,
    last: date,
    calendar: WorkCalendar,
    *,
    leaders: Sequence[PlannerLeader] = (),
    markets: Markets | None = None,
) -> tuple[list[BaseVisit], list[ReceptionDay]]:
    """Return what the lines ask for from *first* to *last*, and the reception days among it; see `base_days`.

    A whole day is asked for as any half: the planner deals out halves.
    """
    visits, receptions = [], []
    for each in base_days(lines, first, last, calendar, leaders=leaders, markets=markets):
        line, day = each.line, each.day
        if day is None:
            continue
        half = None if line.half is Half.WHOLE_DAY else line.half
        visits.append(BaseVisit(day, half, line.township_id, each.leader_id, line.kind))
        if line.must and line.kind is not None:
            receptions.append(ReceptionDay(day, line.kind, line.township_id, half))
    return visits, receptions


def _deal(
    line: BaseLine,
    days: Sequence[PatternDay],
    known: Mapping[int, PlannerLeader],
    taken: set[tuple[int, date]],
) -> list[BaseDay]:
    """Deal the days of a line out to those whose turn it is; they go to the end of the queue."""
    queue, found = [each for each in line.turns if each in known], []
    for meant, day in days:
        free = next((n for n, each in enumerate(queue) if day and _can(known[each], day, taken)), None)
        if day is None or free is None:
            found.append(BaseDay(line, meant, day, None, tuple(queue) if day else ()))
            continue
        leader_id = queue.pop(free)
        passed = tuple(queue[:free])
        queue.append(leader_id)
        taken.add((leader_id, day))
        found.append(BaseDay(line, meant, day, leader_id, passed))
    return found


def _can(leader: PlannerLeader, day: date, taken: set[tuple[int, date]]) -> bool:
    return leader.share > 0 and not leader.is_away(day) and (leader.id, day) not in taken
