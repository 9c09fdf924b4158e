"""What comes between, and how to mend it with the fewest telephone calls (features.md P2, L4).

Repairs that leave nothing open come first; then the number of people who must be phoned decides, then how many visits
change, by how many days they shift, and last what the plan is worth. Beside the visits struck one more may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.i18n import N_
from core.planner.disruption import Disruption, DisruptionKind, Known
from core.planner.problem import Plan, PlannedVisit, Problem
from core.planner.repair_moves import Item, Move, People, Scene, Toll
from core.planner.repair_search import Found, Search, are_allowed, found_of
from core.planner.scoring import Score, score
from core.planning import Party
from core.visits import Half


class Family(StrEnum):
    """How a plan is mended."""

    DATE = "date"
    LEADER = "leader"
    MIXED = "mixed"
    SWAP = "swap"
    NEW = "new"
    FORWARD = "forward"
    OPEN = "open"


FAMILY_NAMES: Final = {
    Family.DATE: N_("Same leader, another day"),
    Family.LEADER: N_("Same day, another leader"),
    Family.MIXED: N_("Some of each"),
    Family.SWAP: N_("With another visit"),
    Family.NEW: N_("A new visit"),
    Family.FORWARD: N_("A visit brought forward"),
    Family.OPEN: N_("Called off"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to mend a plan.

    Attributes:
        plan: Afterwards; what changed carries no hold any more.
        changes: What becomes of each visit that changes.
        people: Who must be phoned, leaders first.
        toll: What it asks of people, in the order in which offers stand.
        score: What the plan costs afterwards; `changed` counts the visits that people know of.
    """

    family: Family
    plan: Plan
    changes: tuple[Move, ...]
    people: tuple[tuple[Party, int], ...]
    toll: Toll
    score: Score

    @property
    def changes_anything(self) -> bool:
        """Return whether there is anything to do; an urgent visit for which nobody is found changes nothing."""
        return any(each != (None, None) for each in self.changes)

    @property
    def called_off(self) -> tuple[PlannedVisit, ...]:
        """The visits that do not take place."""
        return tuple(each.before for each in self.changes if each.after is None and each.before is not None)


def repairs(problem: Problem, disruption: Disruption, *, most: int = 5, known: Known | None = None) -> list[Offer]:
    """Return the ways to mend a plan, the one that asks least of people first; none where nothing is touched.

    Args:
        problem: The plan as it stands; pinned and bound visits stay unless they are struck themselves.
        disruption: What came up.
        most: Offers at most.
        known: What people know of the visits; by default they know of all of them.
    """
    plan = tuple(sorted((*problem.fixed, *problem.drafts)))
    scene = Scene(disruption.upon(problem), problem, disruption, known or Known.of(plan))
    if disruption.kind is DisruptionKind.URGENT:
        if any(disruption.is_met_by(each) for each in plan):
            return []
        pool = _urgent(scene, most)
    else:
        if not scene.struck:
            return []
        pool = _struck(scene, most)
    chosen = sorted(_various(pool, most))
    return [_offer(scene, each) for each in chosen]


def struck_by(problem: Problem, disruption: Disruption, *, known: Known | None = None) -> tuple[PlannedVisit, ...]:
    """Return the visits that cannot take place as they are."""
    plan = tuple(sorted((*problem.fixed, *problem.drafts)))
    scene = Scene(problem, problem, disruption, known or Known.of(plan))
    return tuple(each.before for each in scene.struck if each.before is not None)


def _struck(scene: Scene, most: int) -> list[Found]:
    items = scene.struck
    pool = Search(scene, items).best(most)
    pool += _with_one_more(scene, items, pool)
    pool += Search(scene, items, accepts=_keeps_leader).best(3, off=0)
    pool += Search(scene, items, accepts=_keeps_day).best(3, off=0)
    pool += _swaps(scene, min(pool).moves)
    pool.append(found_of(scene, [Move(each.before, None) for each in items]))
    return pool


def _urgent(scene: Scene, most: int) -> list[Found]:
    wanted = scene.disruption
    kind = wanted.kind_of_visit or max(scene.problem.kinds, key=lambda one: one.share).key
    wish = PlannedVisit(wanted.first, Half.MORNING, wanted.township_id, 0, kind)
    new = (Item(None, wish, inside=True),)
    pool = Search(scene, new).best(most, off=0)
    for each in scene.others:
        if each.wish.township_id == wanted.township_id and wanted.kind_of_visit in {"", each.wish.kind}:
            pool += Search(scene, (Item(each.before, each.wish, inside=True),)).best(1, off=0)
    pool.append(found_of(scene, [Move(None, None)]))
    return pool + _with_one_more(scene, new, pool)


def _keeps_leader(item: Item, place: PlannedVisit) -> bool:
    return place.leader_id == item.wish.leader_id


def _keeps_day(item: Item, place: PlannedVisit) -> bool:
    return place.day == item.day and place.leader_id != item.wish.leader_id


def _with_one_more(scene: Scene, items: Sequence[Item], pool: Iterable[Found]) -> list[Found]:
    """Return the better repairs for which one more visit gives way; there are none unless fewer are phoned then."""
    best = min(pool, default=None)
    forced: People = frozenset().union(*(scene.forced(each) for each in items))
    beside = {each.before: each for each in scene.others}
    asked = {visit: len(forced | scene.forced(item)) for visit, item in beside.items()}
    useful = _in_the_way(scene, items, beside.keys(), None if best is None or best.toll.open else best.toll.people)
    found: list[Found] = []
    for visit in sorted(useful, key=lambda each: (asked[each], each)):
        if best is not None and not best.toll.open and asked[visit] > best.toll.people:
            break
        below = None if best is None else best.toll
        off = None if best is None or best.toll.open else 0
        better = Search(scene, (*items, beside[visit]), beside=1).best(1, off=off, below=below)
        if better and (best is None or better[0] < best):
            best = better[0]
            found.append(best)
    return found


def _in_the_way(
    scene: Scene, items: Sequence[Item], beside: Iterable[PlannedVisit | None], fewer: int | None
) -> set[PlannedVisit]:
    """Return the visits that alone keep one of *items* from a place at which fewer people are phoned."""
    out = [each.before for each in items if each.before is not None]
    forced: People = frozenset().union(*(scene.forced(each) for each in items))
    may = set(beside)
    found: set[PlannedVisit | None] = set()
    for item in items:
        for leader_id in scene.leaders_for(item):
            if fewer is not None and len(forced | scene.people_with(item, leader_id)) >= fewer:
                continue
            for _days, _halves, place in scene.spots(item, leader_id):
                found |= (scene.unlocks(item, place, out) or frozenset()) & may
    return {each for each in found if each is not None}


def _swaps(scene: Scene, moves: Sequence[Move]) -> list[Found]:
    """Return the best exchanges of leaders, or of dates, of one visit struck with one that is not."""
    found: list[Found] = []
    for at, (before, _after) in enumerate(moves[:3]):
        item = next((each for each in scene.struck if each.before == before), None)
        if item is None:
            continue
        for other in scene.others:
            if any(other.before == each.before for each in moves):
                continue
            for mine, theirs in _exchanged(item, other):
                tried = (*moves[:at], Move(before, mine), *moves[at + 1 :], Move(other.before, theirs))
                if are_allowed(scene, tried):
                    found.append(found_of(scene, tried))
    return sorted(found)[:2]


def _exchanged(one: Item, other: Item) -> Iterator[tuple[PlannedVisit, PlannedVisit]]:
    mine, theirs = one.wish, other.wish
    if mine.leader_id != theirs.leader_id and not {mine.leader_id, theirs.leader_id} & {*mine.along, *theirs.along}:
        yield mine._replace(leader_id=theirs.leader_id), theirs._replace(leader_id=mine.leader_id)
    if Half.WHOLE_DAY not in {mine.half, theirs.half} or mine.half is theirs.half:
        yield mine._replace(day=theirs.day, half=theirs.half), theirs._replace(day=mine.day, half=mine.half)


def _various(pool: Iterable[Found], most: int) -> list[Found]:
    """Return the best, the best of each family, and then what is best of the rest."""
    ranked = list({each.order: each for each in sorted(pool, reverse=True)}.values())[::-1]
    first_of = {family_of(each.moves): each for each in reversed(ranked)}
    chosen = ranked[:1] + sorted(each for each in first_of.values() if each is not ranked[0])[: most - 1]
    rest = [each for each in ranked if each not in chosen]
    days = [_coarse(each) for each in chosen]
    for each in sorted(rest, key=lambda one: (_coarse(one) in days, one)):
        if len(chosen) >= most or (len(chosen) >= 3 and _coarse(each) in map(_coarse, chosen)):
            break
        chosen.append(each)
    return chosen


def _coarse(found: Found) -> tuple[object, ...]:
    """Return a repair without the half of the day."""
    return tuple(sorted(
        (before.id if before else 0, *((after.day, after.leader_id) if after else ())) for before, after in found.moves
    ))  # fmt: skip


def family_of(moves: Sequence[Move]) -> Family:
    """Return how these moves mend the plan."""
    if all(each.after is None for each in moves):
        return Family.OPEN
    if any(before is None for before, _after in moves):
        return Family.NEW if len(moves) == 1 else Family.SWAP
    pairs = [(before, after) for before, after in moves if before is not None and after is not None]
    if len(pairs) < len(moves):
        return Family.MIXED
    if all(before.leader_id == after.leader_id for before, after in pairs):
        return Family.DATE
    return Family.LEADER if all(before.day == after.day for before, after in pairs) else Family.MIXED


def _offer(scene: Scene, found: Found) -> Offer:
    changed = {each.before for each in found.moves}
    after = [each.after for each in found.moves if each.after is not None]
    plan = tuple(sorted((*(each for each in scene.plan if each not in changed), *after)))
    people = sorted(frozenset().union(*(scene.people(each) for each in found.moves)), key=_party_first)
    told = sum(each.before is not None and each.before.id in scene.known.told for each in found.moves)
    return Offer(
        _family(scene, found.moves), plan, tuple(sorted(found.moves, key=_by_day)), tuple(people), found.toll,
        score(scene.problem, plan)._replace(changed=told),
    )  # fmt: skip


def _family(scene: Scene, moves: Sequence[Move]) -> Family:
    struck = {each.before for each in scene.struck}
    if scene.disruption.kind is DisruptionKind.URGENT:
        return Family.FORWARD if all(each.before is not None for each in moves) else family_of(moves)
    beside = any(each.before not in struck for each in moves)
    return Family.SWAP if beside else family_of(moves)


def _by_day(move: Move) -> tuple[object, ...]:
    visit = move.before or move.after
    return () if visit is None else (visit.day, visit)


_PARTIES: Final = tuple(Party)


def _party_first(one: tuple[Party, int]) -> tuple[int, int]:
    return _PARTIES.index(one[0]), one[1]
