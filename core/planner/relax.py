"""The smallest single thing to give up that makes an open duty possible, proved by planning again, with its price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from core.burden import points_text
from core.i18n import _, clauses, ngettext
from core.planner.changes import Change, ChangeKind
from core.planner.duty import Unmet, still_open
from core.planner.mending import TRIALS, mended, slots_of, unavoidable
from core.planner.plan_view import PlanView
from core.planner.probing import Probing
from core.planner.problem import Plan, Problem, Stand
from core.planner.rules import HARD, plan_breaches, stand_of
from core.planner.scoring import LEVEL_NAMES, Score, score

MOST_TRIED: Final = 40
"""Changes that are looked into for one duty."""
_PEOPLE: Final = 4


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing that could be given up.

    Attributes:
        text: What is given up, in a few words.
        price: What else gets worse, as a sentence.
        plan: The proof: with the change, a plan that meets the duty and breaks no rule that must hold.
        score: Of that plan.
    """

    change: Change
    text: str
    price: str
    plan: Plan
    score: Score


def relaxations(problem: Problem, plan: Plan, duty: Unmet, *, most: int = 3) -> list[Relaxation]:
    """Return the smallest relaxations each of which alone makes *duty* possible, the smallest first.

    None are needed, and none returned, where a change of the plan does it (`Unmet.fixes`). Days that a township waits
    before anybody could have gone there count as lost.

    Args:
        problem: What is planned.
        plan: The plan that leaves the duty open.
        duty: One of `unmet(problem, plan)`.
        most: How many to find.
    """
    floor = unavoidable(Probing(PlanView(problem, plan)), duty)
    if floor >= duty.n:
        floor = 0
    if mended(problem, plan, duty, 2 * TRIALS, floor=floor) is not None:
        return []
    return list(islice(_found(problem, plan, duty, floor), most))


def _found(problem: Problem, plan: Plan, duty: Unmet, floor: int) -> Iterator[Relaxation]:
    known: list[Change] = []
    for change in islice(_changes(problem, plan, duty), MOST_TRIED):
        if _is_more_of(change, known):
            continue
        relaxed = change.relaxed(problem)
        proof = mended(relaxed, plan, duty, floor=floor)
        if proof is not None and still_open(PlanView(relaxed, proof), duty) <= floor:
            known.append(change)
            after = score(relaxed, proof)
            price = _price(problem, proof, score(relaxed, plan), after)
            yield Relaxation(change, change.text(problem), price, proof, after)


_RULES: Final = {
    ChangeKind.SPACING: "spacing",
    ChangeKind.REVISIT: "revisit",
    ChangeKind.MOST_A_DAY: "most_a_day",
    ChangeKind.MOST: "quota_over",
    ChangeKind.EXCUSE: "meeting",
    ChangeKind.OPEN: "blocked_day",
}


def _is_more_of(change: Change, known: Iterable[Change]) -> bool:
    """Return whether less of the same is known to do: a smaller figure, or one figure instead of the whole rule."""
    if change.kind is ChangeKind.STAND:
        return any(_RULES.get(each.kind) == change.key for each in known)
    same = [each for each in known if each.kind is change.kind]
    return any(each.leader_id == change.leader_id and each.day == change.day for each in same)


def _changes(problem: Problem, plan: Plan, duty: Unmet) -> Iterator[Change]:
    """Yield what could be given up, the smallest first: a figure by one, one person's one day, more, a whole rule."""
    bars = _Bars(Probing(PlanView(problem, plan)), duty)
    yield from _figures(problem, bars, 1)
    yield from _longer(duty, 0, 10)
    yield from bars.people()
    yield from _figures(problem, bars, 2)
    yield from _longer(duty, 10, 50)
    if duty.quota is not None and duty.leader_id is not None and duty.quota.least is not None:
        least = duty.quota.least
        yield Change(ChangeKind.LEAST, number=least - duty.n, was=least, leader_id=duty.leader_id, quota=duty.quota)
    for rule in HARD:
        if rule.key in bars.keys and not rule.always and stand_of(problem, rule) is Stand.MUST:
            yield Change(ChangeKind.STAND, key=rule.key, stand=Stand.PREFER)


def _figures(problem: Problem, bars: _Bars, step: int) -> Iterator[Change]:
    """Yield the figures of the rules that bar, changed by *step*."""
    if "spacing" in bars.keys and problem.spacing_days > step:
        yield Change(ChangeKind.SPACING, number=problem.spacing_days - step, was=problem.spacing_days)
    if "revisit" in bars.keys and problem.revisit_days > step:
        yield Change(ChangeKind.REVISIT, number=problem.revisit_days - step, was=problem.revisit_days)
    if "most_a_day" in bars.keys:
        yield Change(ChangeKind.MOST_A_DAY, number=problem.most_a_day + step, was=problem.most_a_day)
    for leader_id in bars.full:
        for line in problem.lines[leader_id]:
            if line.most is not None:
                yield Change(ChangeKind.MOST, number=line.most + step, was=line.most, leader_id=leader_id, quota=line)


def _longer(duty: Unmet, least: int, most: int) -> Iterator[Change]:
    """Yield the interval that would be kept, if it is more than *least* and at most *most* percent longer."""
    for change in duty.fixes:
        more = change.number - change.was
        if change.kind is ChangeKind.INTERVAL and change.was * least < more * 100 <= change.was * most:
            yield change


class _Bars:
    """Which rules stand in the way of a duty, and who is kept by what on which day."""

    def __init__(self, probing: Probing, duty: Unmet) -> None:
        self.problem = probing.problem
        self.keys: set[str] = set()
        self._loads = probing.loads
        self._people: set[tuple[int, str, int, date]] = set()
        self._closed: set[tuple[date, int]] = set()
        for each in slots_of(probing, duty):
            there = probing.bars_place(each.township_id, each.day)
            here = probing.bars_leader(each.leader_id, each.day, each.half, each.kind)
            self.keys |= {there, here}
            if not there:
                self._people.add((self._loads.get(each.leader_id, 0), here, each.leader_id, each.day))
            elif there == "blocked_day" and not here:
                self._closed.add((each.day, each.township_id))

    @property
    def full(self) -> list[int]:
        """Those whose quota is full, who carry least first."""
        return list(dict.fromkeys(who for _load, key, who, _day in sorted(self._people) if key == "quota_over"))[
            :_PEOPLE
        ]

    def people(self) -> Iterator[Change]:
        """Yield the meetings, closed days and absences of one day, each of whom they concern and who carries least."""
        kept = sorted(self._people)
        for _load, _key, who, day in [each for each in kept if each[1] == "meeting"][:_PEOPLE]:
            for name in dict.fromkeys(each.name for each in self.problem.sittings_on.get((who, day), ())):
                yield Change(ChangeKind.EXCUSE, key=name, leader_id=who, day=day)
        for day, town in sorted(self._closed)[:_PEOPLE]:
            yield Change(ChangeKind.OPEN, township_id=town, day=day)
        for _load, _key, who, day in [each for each in kept if each[1] == "absence"][:_PEOPLE]:
            if self.problem.leader_of[who].share:
                yield Change(ChangeKind.PRESENT, leader_id=who, day=day)


def _price(problem: Problem, proof: Plan, before: Score, after: Score) -> str:
    """Return what gets worse: visits that today's rules forbid, then each level by how much."""
    n = len({each.visit for each in plan_breaches(PlanView(problem, proof))})
    parts = []
    if n:
        words = ngettext("{n} visit that today's rules forbid", "{n} visits that today's rules forbid", n)
        parts.append(words.format(n=n))
    for level in Score._fields:
        old, new = getattr(before, level), getattr(after, level)
        is_load = level == "burden"
        by = max(new, default=0) - max(old, default=0) if is_load else new - old
        if by > 0:
            text = points_text(by) if is_load else str(by)
            parts.append(_("{level} +{by}").format(level=_(LEVEL_NAMES[level]), by=text))
    return clauses(parts) if parts else _("Nothing else gets worse.")
