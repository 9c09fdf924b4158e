"""Where a visit could go instead, and what each place costs in telephone calls and days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from core.planner.disruption import Disruption, DisruptionKind, Known
from core.planner.plan_view import PlanView
from core.planner.problem import HALVES, Hold, Plan, PlannedVisit, Problem
from core.planner.rules import Breach, breaches
from core.planner.trial import Trial, loads_of
from core.planning import Party
from core.visits import Half

People = frozenset[tuple[Party, int]]
NOBODY: Final[People] = frozenset()


class Move(NamedTuple):
    """What becomes of a visit: `before` is None for a new one, `after` where it is called off or left open."""

    before: PlannedVisit | None
    after: PlannedVisit | None


class Toll(NamedTuple):
    """What a repair asks of people, in the order in which repairs are compared.

    Attributes:
        open: Visits called off, and urgent ones for which nobody is found.
        people: Who must be phoned: leaders, townships, units.
        moved: Visits that change.
        days: Days by which they shift, in sum.
        halves: Those that go to another half of the day.
    """

    open: int = 0
    people: int = 0
    moved: int = 0
    days: int = 0
    halves: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A visit that needs a place.

    Attributes:
        before: As it stands; None for the urgent one.
        wish: The same without whom the disruption takes from those who go along; of the urgent one what is asked for.
        inside: It must come to lie within the days of the disruption.
    """

    before: PlannedVisit | None
    wish: PlannedVisit
    inside: bool = False

    @property
    def day(self) -> date | None:
        """The day it stands on."""
        return None if self.before is None else self.before.day


@dataclass(frozen=True)
class Scene:
    """A plan and what comes between; *problem* holds the disruption already."""

    problem: Problem
    before: Problem
    disruption: Disruption
    known: Known

    @cached_property
    def plan(self) -> Plan:
        """The plan as it stands."""
        return tuple(sorted((*self.problem.fixed, *self.problem.drafts)))

    @cached_property
    def view(self) -> PlanView:
        """The same from every side, under the disruption."""
        return PlanView(self.problem, self.plan)

    @cached_property
    def struck(self) -> tuple[Item, ...]:
        """The visits that cannot take place as they are."""
        hit = (each for each in self.plan if self.disruption.strikes(each) and self.may_change(each, struck=True))
        return tuple(Item(each, self._without(each)) for each in hit)

    @cached_property
    def others(self) -> tuple[Item, ...]:
        """The visits that may change beside those struck."""
        free = (each for each in self.plan if not self.disruption.strikes(each) and self.may_change(each))
        return tuple(Item(each, each._replace(hold="")) for each in free)

    @cached_property
    def leader_ids(self) -> tuple[int, ...]:
        """Whoever takes part in the rota, by rank."""
        return tuple(each.id for each in sorted(self.problem.leaders, key=lambda one: (one.rank, one.id)) if each.share)

    def leaders_for(self, item: Item) -> tuple[int, ...]:
        """Return who could go, the visit's own leader first."""
        own = () if item.before is None else (item.wish.leader_id,)
        return (*own, *(each for each in self.leader_ids if each not in own))

    @cached_property
    def stood(self) -> Mapping[PlannedVisit, Mapping[object, int]]:
        """What spoke against each visit before anything came up, and how much: that may go on."""
        view = PlanView(self.before, self.plan)
        return {each: {_signature(one): _much(one) for one in breaches(each, view)} for each in self.plan}

    def may_change(self, visit: PlannedVisit, *, struck: bool = False) -> bool:
        """Return whether a visit may change; pinned and bound ones only if they are *struck*."""
        if visit.id in self.known.over or visit.day < self.problem.first:
            return False
        return struck or visit.hold in {"", Hold.PUBLISHED}

    def _without(self, visit: PlannedVisit) -> PlannedVisit:
        lost = self.disruption.leader_id if self.disruption.kind is not DisruptionKind.ROAD_CLOSED else 0
        return visit._replace(hold="", along=tuple(each for each in visit.along if each != lost))

    def people(self, move: Move) -> People:
        """Return who must be phoned about a move: everybody concerned before and after, if people know of it."""
        if move.before is not None and move.before.id not in self.known.told:
            return NOBODY
        sides = [each for each in move if each is not None]
        found = {(Party.LEADER, who) for each in sides for who in each.leader_ids}
        found |= {(Party.TOWNSHIP, each.township_id) for each in sides}
        if move.before is not None:
            found |= {(Party.AGENCY, unit) for unit in self.known.told[move.before.id]}
        return frozenset(found)

    def forced(self, item: Item) -> People:
        """Return who must be phoned whatever becomes of a visit."""
        return NOBODY if item.before is None else self.people(Move(item.before, None))

    def people_with(self, item: Item, leader_id: int) -> People:
        """Return who must be phoned if that leader goes."""
        return self.people(Move(item.before, item.wish._replace(leader_id=leader_id)))

    def spots(self, item: Item, leader_id: int) -> list[tuple[int, int, PlannedVisit]]:
        """Return every other place of a visit under one leader, with days and halves shifted, the nearest first.

        Of the rules only those are asked that cost nothing.
        """
        known = self._spots.get((item, leader_id))
        if known is None:
            known = self._spots[item, leader_id] = sorted(self._each_spot(item, leader_id))
        return known

    def _each_spot(self, item: Item, leader_id: int) -> Iterator[tuple[int, int, PlannedVisit]]:
        leader, before = self.problem.leader_of.get(leader_id), item.before
        along = tuple(each for each in item.wish.along if each != leader_id)
        for day in self._days(item):
            if leader is not None and leader.is_away(day) and (before is None or before.day != day):
                continue
            for half in self._halves(item, day):
                place = item.wish._replace(day=day, half=half, leader_id=leader_id, along=along)
                if before is not None and (place.place, place.along) == (before.place, before.along):
                    continue
                if not self.disruption.strikes(place):
                    yield (*self.shift(item, place), place)

    @cached_property
    def _spots(self) -> dict[tuple[Item, int], list[tuple[int, int, PlannedVisit]]]:
        return {}

    @cached_property
    def loads(self) -> Mapping[int, int]:
        """The load of each leader as the plan stands."""
        return loads_of(self.view)

    def _days(self, item: Item) -> Sequence[date]:
        days = [day for day in self.problem.days if not item.inside or self.disruption.covers(day)]
        own = item.day
        return days if own is None or own in days or item.inside else [own, *days]

    def _halves(self, item: Item, day: date) -> tuple[Half, ...]:
        if item.wish.half is not Half.WHOLE_DAY:
            return HALVES
        lost = self.disruption.half
        if lost is not None and day == item.day and lost is not Half.WHOLE_DAY and self.disruption.covers(day):
            return (Half.WHOLE_DAY, *(half for half in HALVES if half is not lost))
        return (Half.WHOLE_DAY,)

    def shift(self, item: Item, place: PlannedVisit) -> tuple[int, int]:
        """Return by how many days a visit shifts, and whether its half changes; an urgent one counts from the first."""
        if item.before is None:
            return (place.day - self.disruption.first).days, 0
        return abs((place.day - item.before.day).days), int(place.half is not item.before.half)

    def is_allowed(self, item: Item, place: PlannedVisit, view: Trial) -> bool:
        """Return whether no rule forbids a place in the plan *view*, but for what stood already."""
        if self.disruption.strikes(place):
            return False
        return all(self._stood(item, each) for each in breaches(place, view))

    def _stood(self, item: Item, breach: Breach) -> bool:
        """Return whether a visit broke that rule as much before."""
        stood = self.stood[item.before] if item.before is not None else {}
        return bool(stood) and _much(breach) <= stood.get(_signature(breach), -1)

    def unlocks(self, item: Item, place: PlannedVisit, out: Sequence[PlannedVisit]) -> frozenset[PlannedVisit] | None:
        """Return the visits any of which would have to give way once *out* are; None where the place is free."""
        view = Trial(self.view, out, [place])
        found: frozenset[PlannedVisit] | None = None
        for each in breaches(place, view):
            if self._stood(item, each):
                continue
            found = _in_the_way(each, place, view) if found is None else found & _in_the_way(each, place, view)
            if not found:
                break
        return found


def _in_the_way(breach: Breach, place: PlannedVisit, view: PlanView) -> frozenset[PlannedVisit]:
    if breach.other is not None:
        return frozenset({breach.other})
    if breach.rule == "quota_over":
        return frozenset(view.of(place.leader_id))
    return frozenset(view.on(place.day)) if breach.rule == "most_a_day" else frozenset()


def _signature(breach: Breach) -> object:
    """Return what tells one breach from another."""
    facts = tuple(sorted((name, str(fact)) for name, fact in breach.facts.items() if name != "n"))
    return breach.rule, breach.sentence, facts, breach.other


def _much(breach: Breach) -> int:
    """Return by how many visits a rule is broken, where it counts any."""
    n = breach.facts.get("n", 0)
    return n if isinstance(n, int) else 0


def toll(scene: Scene, moves: Sequence[Move]) -> Toll:
    """Return what a repair asks of people."""
    people = frozenset().union(*(scene.people(each) for each in moves)) if moves else NOBODY
    days = halves = 0
    for before, after in moves:
        if after is not None:
            by, half = scene.shift(Item(before, after), after)
            days, halves = days + by, halves + half
    lost = sum(each.after is None for each in moves)
    return Toll(lost, len(people), sum(each != (None, None) for each in moves), days, halves)
