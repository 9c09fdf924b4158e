"""An offer in plain words: who must be phoned, what changes, what gets worse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from core.i18n import _, clauses, day_text, ngettext
from core.planner.plan_view import PlanView
from core.planner.problem import Plan, PlannedVisit, Problem, Stand
from core.planner.repair import Offer
from core.planner.repair_moves import Move
from core.planner.rules import breaches
from core.planner.scoring import LEVEL_NAMES, Score, score
from core.visits import HALF_NAMES, Half

FEW: Final = 4
"""Up to as many calls an offer is called small."""


def offer_text(problem: Problem, offer: Offer) -> str:
    """Return an offer in one sentence: Only 2 to phone: 王建国 8 Dec > 10 Dec."""
    return _("{calls}: {changes}").format(calls=calls_text(offer.toll.people), changes=changes_text(problem, offer))


def calls_text(n: int) -> str:
    """Return how many must be phoned."""
    if not n:
        return _("Nobody to phone")
    if n <= FEW:
        return ngettext("Only {n} to phone", "Only {n} to phone", n).format(n=n)
    return ngettext("{n} to phone", "{n} to phone", n).format(n=n)


def changes_text(problem: Problem, offer: Offer) -> str:
    """Return every change of an offer, shortly."""
    return clauses(move_text(problem, each) for each in offer.changes)


def move_text(problem: Problem, move: Move) -> str:
    """Return what becomes of one visit."""
    before, after = move
    if before is None:
        return _("Nobody is found to go.") if after is None else _new(problem, after)
    names = _names(problem, before)
    if after is None:
        return _("{leader} {day} {township} is called off").format(**names)
    new = _names(problem, after)
    when = _when(before, after)
    if before.leader_id == after.leader_id:
        return _same_leader(before, after, names, when)
    if before.day == after.day:
        words = _("{new} goes to {township} on {day} for {leader}")
        return words.format(new=new["leader"], **names | {"day": when[1]})
    words = _("{new} goes to {township} for {leader}, {before} > {after}")
    return words.format(new=new["leader"], before=when[0], after=when[1], **names)


def _same_leader(before: PlannedVisit, after: PlannedVisit, names: dict[str, str], when: tuple[str, str]) -> str:
    if (before.day, before.half) == (after.day, after.half):
        return _("{leader} goes to {township} on {day} with fewer people").format(**names)
    if before.day == after.day and before.half is Half.WHOLE_DAY:
        return _("{leader} {day} {township}: only {half}").format(**names, half=_(HALF_NAMES[after.half]))
    return _("{leader} {township} {before} > {after}").format(before=when[0], after=when[1], **names)


def _new(problem: Problem, visit: PlannedVisit) -> str:
    words = _("{leader} goes to {township} on {day}, {half}")
    return words.format(**_names(problem, visit), half=_(HALF_NAMES[visit.half]))


def _when(before: PlannedVisit, after: PlannedVisit) -> tuple[str, str]:
    """Return both days, with the half where that changes."""
    days = day_text(before.day), day_text(after.day)
    if before.half is after.half:
        return days
    halves = _(HALF_NAMES[before.half]), _(HALF_NAMES[after.half])
    if before.day == after.day and before.leader_id == after.leader_id:
        return f"{days[0]} {halves[0]}", halves[1]
    return f"{days[0]} {halves[0]}", f"{days[1]} {halves[1]}"


def _names(problem: Problem, visit: PlannedVisit) -> dict[str, str]:
    leader, township = problem.leader_of.get(visit.leader_id), problem.township_of.get(visit.township_id)
    return {
        "leader": leader.name if leader else f"#{visit.leader_id}",
        "township": township.name if township else f"#{visit.township_id}",
        "day": day_text(visit.day),
    }


def worse_lines(problem: Problem, before: Problem, offer: Offer) -> list[str]:
    """Return what an offer leaves open, and what else gets worse by it.

    Args:
        problem: The plan under what came up.
        before: The plan as it stood.
        offer: What is offered.
    """
    stood = tuple(sorted((*before.fixed, *before.drafts)))
    touched = {each.before for each in offer.changes}
    same_eyes = tuple(each._replace(hold="") if each in touched else each for each in stood)
    return [
        *_left_open(problem, offer),
        *_preferred(problem, offer),
        *_standing_by(problem, stood, offer),
        *_levels(score(before, same_eyes), offer.score),
    ]


def _left_open(problem: Problem, offer: Offer) -> Iterator[str]:
    """Yield the duty that each visit called off leaves open: when somebody comes next."""
    for visit in offer.called_off:
        following = [each.day for each in offer.plan if each.township_id == visit.township_id and each.day >= visit.day]
        names = _names(problem, visit)
        if following:
            yield _("Nobody comes to {township} before {next}.").format(next=day_text(min(following)), **names)
        else:
            words = _("Nobody comes to {township} until {last}; the visit must be placed anew.")
            yield words.format(last=day_text(problem.last), **names)


def _preferred(problem: Problem, offer: Offer) -> Iterator[str]:
    """Yield what speaks against the changed visits without forbidding them."""
    view = PlanView(problem, offer.plan)
    for move in offer.changes:
        if move.after is not None:
            for stand in (Stand.MUST, Stand.PREFER):
                for breach in breaches(move.after, view, stand):
                    yield breach.text(problem)


def _standing_by(problem: Problem, stood: Plan, offer: Offer) -> Iterator[str]:
    """Yield visits that keep their place although their leader now stands in for who is away."""
    view, kept = PlanView(problem, offer.plan), {each.place for each in stood}
    for visit in offer.plan:
        if visit.place in kept:
            for breach in breaches(visit, view):
                if breach.rule == "backup_away":
                    yield breach.text(problem)


def _levels(before: Score, after: Score) -> Iterator[str]:
    """Yield each level at which the plan loses, old > new; calls are said elsewhere."""
    for level in LEVEL_NAMES:
        old, new = getattr(before, level), getattr(after, level)
        if level == "burden":
            old, new = (old[0] if old else 0) / 10, (new[0] if new else 0) / 10
        if level not in {"changed", "base"} and new > old:
            words = _("{what}: {before} > {after}")
            yield words.format(what=_(LEVEL_NAMES[level]), before=f"{old:g}", after=f"{new:g}")
