"""What a plan is worth: costs in strict order, the first that differs decides, whoever made the plan.

Hard rules are not priced: `rules.plan_breaches` of a plan from the planner is empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from core.i18n import N_
from core.planner import wishes
from core.planner.plan_view import PlanView
from core.planner.problem import PlannedVisit, Problem, Stand
from core.planner.rules import breaches
from core.planner.wishes import wish_of


class Score(NamedTuple):
    """Costs of a plan, the gravest first; less is better, and they compare in this order.

    Attributes:
        unmet: Reception days without anybody, and visits that leaders fall short of their quotas.
        changed: Published visits that another plan changes; 0 unless a plan is repaired.
        interval: Days on which townships wait longer than promised.
        need: Need index times the days until somebody comes, over all townships.
        burden: Loads at a full share in tenths of a point, the heaviest first.
        mix: Visits of a kind beyond its part.
        wishes: Visits on the wrong side of market day, and breaches of rules that are only preferred.
        continuity: Visits of somebody who does not know the township's issues.
        travel: Minutes on the road, one way, less what trips on one road save.
        base: Drafts and lines of the base rota that are not kept.
    """

    unmet: int = 0
    changed: int = 0
    interval: int = 0
    need: int = 0
    burden: tuple[int, ...] = ()
    mix: int = 0
    wishes: int = 0
    continuity: int = 0
    travel: int = 0
    base: int = 0


LEVEL_NAMES = {
    "unmet": N_("Duties left open"),
    "changed": N_("Published visits changed"),
    "interval": N_("Days beyond the interval"),
    "need": N_("Need kept waiting"),
    "burden": N_("Heaviest loads"),
    "mix": N_("Kinds out of the mix"),
    "wishes": N_("Market days and wishes missed"),
    "continuity": N_("Visits by somebody new there"),
    "travel": N_("Minutes on the road"),
    "base": N_("Drafts and base rota not kept"),
}
"""Name of each level of `Score`, in its order."""


def score(problem: Problem, visits: Iterable[PlannedVisit]) -> Score:
    """Return what a plan costs; *visits* are all of the period, those that stay included."""
    view = PlanView(problem, visits)
    must, preferred = _standing(view)
    burden = tuple(sorted(_loads(view).values(), reverse=True)) if wish_of(problem, "fairness") != Stand.OFF else ()
    return Score(
        unmet=must["receptions"] + must["quota_under"],
        interval=must["interval"],
        need=_need(view) if wish_of(problem, "need") != Stand.OFF else 0,
        burden=burden,
        mix=_mix(view) if wish_of(problem, "kinds") != Stand.OFF else 0,
        wishes=sum(preferred.values()) + _each(view, "market") + _preferred(view),
        continuity=_each(view, "continuity"),
        travel=_each(view, "travel") - _saved(view),
        base=_base(view) if wish_of(problem, "base") != Stand.OFF else 0,
    )


def _standing(view: PlanView) -> tuple[dict[str, int], dict[str, int]]:
    """Return the costs of the duties: of those that must be done, and of those that are only preferred."""
    found = {"receptions": _receptions(view), "quota_under": _short(view), "interval": _interval(view)}
    must = {key: n if wish_of(view.problem, key) is Stand.MUST else 0 for key, n in found.items()}
    return must, {key: n if wish_of(view.problem, key) is Stand.PREFER else 0 for key, n in found.items()}


def in_period(problem: Problem, visits: Iterable[PlannedVisit]) -> list[PlannedVisit]:
    """Return the visits of the period, in their order."""
    return [each for each in visits if problem.first <= each.day <= problem.last]


def _receptions(view: PlanView) -> int:
    return sum(wishes.receptions(each, view.on(each.day)) for each in view.problem.receptions)


def _short(view: PlanView) -> int:
    problem, short = view.problem, 0
    for leader in problem.leaders:
        led = [each for each in view.of(leader.id) if each.leader_id == leader.id]
        for line in problem.lines[leader.id]:
            short += sum(wishes.quota_under(leader, line, each, led) for each in problem.stretches(line))
    return short


def _interval(view: PlanView) -> int:
    problem = view.problem
    return sum(wishes.interval(problem, each, in_period(problem, view.to(each.id))) for each in problem.townships)


def _need(view: PlanView) -> int:
    problem = view.problem
    return sum(wishes.need(problem, each, in_period(problem, view.to(each.id))) for each in problem.townships)


def _loads(view: PlanView) -> dict[int, int]:
    """Return the load of each leader who takes part."""
    problem, led = view.problem, defaultdict(list)
    for visit in view.visits:
        led[visit.leader_id].append(visit)
    return {each.id: wishes.fairness(problem, each, led[each.id]) for each in problem.leaders if each.share}


def _mix(view: PlanView) -> int:
    counts: dict[str, int] = defaultdict(int)
    for visit in view.planned:
        counts[visit.kind] += 1
    return wishes.kinds(view.problem, counts)


def _each(view: PlanView, key: str) -> int:
    """Return the cost of a wish that is asked of each visit by itself."""
    rule = wishes.SOFT_OF[key]
    if wish_of(view.problem, key) is Stand.OFF:
        return 0
    return sum(rule.cost(view.problem, visit) for visit in view.planned)


def _preferred(view: PlanView) -> int:
    return sum(1 for visit in view.planned for _each in breaches(visit, view, Stand.PREFER))


def _saved(view: PlanView) -> int:
    if wish_of(view.problem, "together") is Stand.OFF:
        return 0
    return sum(wishes.together(view.problem, view.on(day)) for day in {each.day for each in view.planned})


def _base(view: PlanView) -> int:
    problem = view.problem
    lines, drafts = wishes.day_lines(problem), defaultdict(list)
    for draft in problem.drafts:
        drafts[draft.day].append(draft)
    return sum(wishes.base(lines.get(day, ()), drafts[day], view.on(day)) for day in {*lines, *drafts})
