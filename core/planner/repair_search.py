"""The repairs that ask least of people: visits placed one by one, the cheapest place first, the dear ones cut off.

Nothing here looks at a clock; what is tried is counted, so that the same plan gets the same repairs everywhere.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from typing import Any, Final

from core.planner.problem import PlannedVisit
from core.planner.repair_moves import NOBODY, Item, Move, People, Scene, Toll, toll
from core.planner.scoring import Score
from core.planner.trial import Trial

_MOST_CHECKS: Final = 3000
"""Places tried at one depth of a search before it settles for the best found."""

Filter = Callable[[Item, PlannedVisit], bool]


@dataclass(frozen=True, order=True, slots=True)
class Found:
    """A repair: what it asks of people, then what the plan is worth, then the moves themselves."""

    toll: Toll
    score: Score
    order: tuple[Any, ...]
    moves: tuple[Move, ...] = field(compare=False)


@dataclass(slots=True)
class Best:
    """The best repairs met so far; none that asks more than *below*."""

    most: int
    below: Toll | None = None
    found: list[Found] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Return whether a further one would push one out."""
        return len(self.found) >= self.most

    def may_hold(self, least: Toll) -> bool:
        """Return whether a repair that asks at least that much could be among them."""
        if self.below is not None and least > self.below:
            return False
        return not self.is_full or least <= self.found[-1].toll

    def add(self, one: Found) -> None:
        """Keep a repair if it is good enough."""
        if all(one.order != each.order for each in self.found):
            insort(self.found, one)
            del self.found[self.most :]


@dataclass(frozen=True, slots=True)
class _Step:
    """Some visits placed: who must be phoned by now, and by how much they shift."""

    people: People
    cap: int
    off: int
    moves: tuple[Move, ...] = ()
    open: int = 0
    days: int = 0
    halves: int = 0

    @property
    def places(self) -> list[PlannedVisit]:
        return [each.after for each in self.moves if each.after is not None]


class Search:
    """Places for some visits at once; each changes or, as the last resort, is called off.

    Args:
        scene: The plan and what comes between.
        items: The visits.
        accepts: Which places are looked at.
        beside: How many of the last items may not be called off.
    """

    def __init__(
        self, scene: Scene, items: Sequence[Item], *, accepts: Filter | None = None, beside: int = 0
    ) -> None:  # fmt: skip
        self.scene, self.items = scene, tuple(items)
        self._accepts, self._may_fall = accepts, len(self.items) - beside
        self._out = [each.before for each in self.items if each.before is not None]
        self._forced: People = NOBODY.union(*(scene.forced(each) for each in self.items))
        self._alone: dict[tuple[int, PlannedVisit], bool] = {}
        self._least: dict[tuple[int, bool], int] = {}
        self._checks = 0

    def best(self, most: int, *, off: int | None = None, below: Toll | None = None) -> list[Found]:
        """Return the *most* best repairs; those that call off fewer visits come first.

        Args:
            most: How many.
            off: How many visits may be called off at most; None as many as must be.
            below: Nothing that asks more than this.
        """
        best = Best(most, below)
        for fallen in range((self._may_fall if off is None else off) + 1):
            for more in range(2 * len(self.items) + 1):
                self._checks = 0
                self._descend(_Step(self._forced, len(self._forced) + more, fallen), best)
                if best.is_full:
                    break
            if best.found:
                break
        return best.found

    def _descend(self, step: _Step, best: Best) -> None:
        at = len(step.moves)
        if at == len(self.items):
            self._arrive(step, best)
            return
        item, rest = self.items[at], self._rest(at + 1, step)
        for days, halves, place in self._places(item, step):
            if not best.may_hold(self._least_toll(step, len(step.people), step.days + days + rest)):
                break  # later places lie further away
            people = step.people | self.scene.people_with(item, place.leader_id)
            if not best.may_hold(self._least_toll(step, len(people), step.days + days + rest)):
                continue
            if self._fits(at, place, step):
                self._descend(self._with(step, people, Move(item.before, place), days, halves), best)
            if self._checks > _MOST_CHECKS:
                return
        if step.open < step.off and at < self._may_fall:
            self._descend(self._with(step, step.people, Move(item.before, None), 0, 0), best)

    @staticmethod
    def _with(step: _Step, people: People, move: Move, days: int, halves: int) -> _Step:
        return _Step(
            people, step.cap, step.off, (*step.moves, move), step.open + (move.after is None), step.days + days,
            step.halves + halves,
        )  # fmt: skip

    def _least_toll(self, step: _Step, people: int, days: int) -> Toll:
        return Toll(step.open, people, len(self._out) if step.off else len(self.items), days, 0)

    def _arrive(self, step: _Step, best: Best) -> None:
        asked = toll(self.scene, step.moves)
        if step.open == step.off and best.may_hold(asked):
            best.add(found_of(self.scene, step.moves, asked))

    def _places(self, item: Item, step: _Step) -> Iterator[tuple[int, int, PlannedVisit]]:
        """Yield where a visit could go without phoning more people than the step may, the nearest first."""
        rows: list[list[tuple[int, int, int, PlannedVisit]]] = []
        for rank, leader_id in enumerate(self.scene.leaders_for(item)):
            if len(step.people | self.scene.people_with(item, leader_id)) <= step.cap:
                spots = self.scene.spots(item, leader_id)
                rows.append([(days, halves, rank, place) for days, halves, place in spots])
        for days, halves, _rank, place in merge(*rows):
            if self._accepts is None or self._accepts(item, place):
                yield days, halves, place

    def _rest(self, at: int, step: _Step) -> int:
        """Return by how many days the visits from *at* on must shift at least."""
        if step.off:
            return 0
        return sum(self._least_days(n, step.cap > len(self._forced)) for n in range(at, len(self.items)))

    def _least_days(self, at: int, anybody: bool) -> int:  # noqa: FBT001 - one of two sets of leaders
        known = self._least.get((at, anybody))
        if known is None:
            step = _Step(self._forced, len(self._forced) + (1_000 if anybody else 0), 0)
            spots = self._places(self.items[at], step)
            known = next((days for days, _halves, place in spots if self._fits(at, place, step)), 10_000)
            self._least[at, anybody] = known
        return known

    def _fits(self, at: int, place: PlannedVisit, step: _Step) -> bool:
        """Return whether no rule forbids a place beside those that are taken by now."""
        scene, item = self.scene, self.items[at]
        alone = self._alone.get((at, place))
        if alone is None:
            self._checks += 1
            view = Trial(scene.view, self._out, [place])
            alone = self._alone[at, place] = scene.is_allowed(item, place, view)
        if not alone or not step.moves:
            return alone
        self._checks += 1
        return scene.is_allowed(item, place, Trial(scene.view, self._out, [*step.places, place]))


def found_of(scene: Scene, moves: Sequence[Move], asked: Toll | None = None) -> Found:
    """Return a repair with what it asks of people and what the plan is worth then."""
    out = [each.before for each in moves if each.before is not None]
    into = [each.after for each in moves if each.after is not None]
    worth = Trial(scene.view, out, into).key(scene.loads)
    return Found(toll(scene, moves) if asked is None else asked, worth, _order(moves), tuple(moves))


def _order(moves: Sequence[Move]) -> tuple[Any, ...]:
    return tuple(sorted((before or (), after or ()) for before, after in moves))


def are_allowed(scene: Scene, moves: Sequence[Move]) -> bool:
    """Return whether no rule forbids any of these moves, made together."""
    out = [each.before for each in moves if each.before is not None]
    into = [each.after for each in moves if each.after is not None]
    view = Trial(scene.view, out, into)
    items = ((Item(before, after), after) for before, after in moves if after is not None)
    return all(scene.is_allowed(item, place, view) for item, place in items)
