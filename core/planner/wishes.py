"""What a plan is wished to do, as costs in whole numbers: one function per rule, whose docstring the user reads.

Costs are counted township by township and leader by leader, so that a change is judged by what it touches. Their order
of weight is that of `scoring.Score`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.i18n import _
from core.planner.problem import BaseVisit, PlannedVisit, PlannerLeader, PlannerTownship, Problem, ReceptionDay, Stand
from core.quotas import QuotaFacts
from core.reports import Period


def interval(problem: Problem, township: PlannerTownship, visits: Sequence[PlannedVisit]) -> int:
    """Every township is visited as often as promised."""
    kinds = {"": township.interval, **township.kind_intervals}
    return sum(days_waited(problem, township, visits, kind, limit) for kind, limit in kinds.items())


def days_waited(
    problem: Problem, township: PlannerTownship, visits: Sequence[PlannedVisit], kind: str, limit: int
) -> int:
    """Return on how many days of the period a township waits longer than *limit* days; *visits* are sorted.

    Where nobody ever went there it waits from the first day on.
    """
    days = [visit.day for visit in visits if not kind or visit.kind == kind]
    before, over = problem.last_visit.get((township.id, kind)), 0
    for day in (*days, problem.last + timedelta(1)):
        begins = problem.first if before is None else max(before + timedelta(limit + 1), problem.first)
        over += max((day - begins).days, 0)
        before = day
    return over


def need(problem: Problem, township: PlannerTownship, visits: Sequence[PlannedVisit]) -> int:
    """Who needs a visit most, by overdue issues, promises and time, is visited first."""
    until = visits[0].day if visits else problem.last + timedelta(1)
    return township.need * max((until - problem.first).days, 0)


def receptions(reception: ReceptionDay, that_day: Sequence[PlannedVisit]) -> int:
    """Every reception day has somebody who receives."""
    return int(not any(_receives(reception, visit) for visit in that_day))


def _receives(reception: ReceptionDay, visit: PlannedVisit) -> bool:
    return (
        visit.kind == reception.kind
        and reception.township_id in {None, visit.township_id}
        and (reception.half is None or reception.half.overlaps(visit.half))
    )


def quota_under(leader: PlannerLeader, line: QuotaFacts, stretch: Period, visits: Sequence[PlannedVisit]) -> int:
    """Every leader goes out as often as the quota says."""
    if line.least is None or not leader.duty.is_in_office(stretch):
        return 0
    n = sum(stretch.first <= each.day <= stretch.last and line.counts(each.kind) for each in visits)
    return max(line.least - n, 0)


def fairness(problem: Problem, leader: PlannerLeader, visits: Sequence[PlannedVisit]) -> int:
    """The most loaded leader is relieved first, then the next."""
    led = sum(problem.weight(each.township_id, each.day, each.half) for each in visits)
    return (leader.carried + led) * 100 // leader.share if leader.share else 0


def kinds(problem: Problem, counts: Mapping[str, int]) -> int:
    """The kinds of outing stand in the mix of the last twelve months."""
    wanted = shares(problem, sum(counts.values()))
    return sum(max(n - wanted.get(kind, 0), 0) for kind, n in counts.items())


def shares(problem: Problem, n: int) -> dict[str, int]:
    """Return *n* visits dealt out to the kinds by their part in the mix: whole numbers, by the largest remainder."""
    whole = sum(kind.share for kind in problem.kinds)
    if not whole:
        return {kind.key: n for kind in problem.kinds}
    dealt = {kind.key: n * kind.share // whole for kind in problem.kinds}
    rest = sorted(range(len(problem.kinds)), key=lambda i: (-(n * problem.kinds[i].share % whole), i))
    for i in rest[: n - sum(dealt.values())]:
        dealt[problem.kinds[i].key] += 1
    return dealt


def market(problem: Problem, visit: PlannedVisit) -> int:
    """Receptions and policy talks fall on market days, site meetings keep off them."""
    kind, township = problem.kind_of.get(visit.kind), problem.township_of.get(visit.township_id)
    if kind is None or township is None or not township.markets or not kind.market:
        return 0
    return int((visit.day in township.markets) != (kind.market > 0))


def continuity(problem: Problem, visit: PlannedVisit) -> int:
    """Who took a township's issues, or is paired with it, goes there again."""
    township = problem.township_of.get(visit.township_id)
    return int(township is not None and bool(township.owners) and visit.leader_id not in township.owners)


def travel(problem: Problem, visit: PlannedVisit) -> int:
    """The roads are short."""
    township = problem.township_of.get(visit.township_id)
    return (township.minutes or 0) if township is not None else 0


def together(problem: Problem, that_day: Sequence[PlannedVisit]) -> int:
    """Townships on one road are visited on one day: the minutes that saves."""
    there = {each.township_id for each in that_day}
    saved = 0
    for one, other in problem.together:
        if one in there and other in there and one in problem.township_of and other in problem.township_of:
            saved += min(problem.township_of[one].minutes or 0, problem.township_of[other].minutes or 0)
    return saved


def base(lines: Sequence[BaseVisit], drafts: Sequence[PlannedVisit], that_day: Sequence[PlannedVisit]) -> int:
    """What the office planned itself, and its base rota, stay as they are.

    Counts what of one day is not kept: a visit stands for as many lines as it meets, and a draft is kept where a visit
    is of its very place.
    """
    places = {each.place for each in that_day}
    lost = sum(draft.place not in places for draft in drafts)
    return lost + sum(not any(line.is_met_by(each) for each in that_day) for line in lines)


@dataclass(frozen=True, slots=True)
class SoftRule:
    """A wish; `stand` is where the office has not chosen."""

    key: str
    cost: Callable[..., int]
    stand: Stand = Stand.PREFER

    @property
    def meaning(self) -> str:
        """The sentence of the rule in the current language."""
        return _((self.cost.__doc__ or "").strip().split("\n", 1)[0])


SOFT: Final = (
    SoftRule("receptions", receptions, Stand.MUST),
    SoftRule("quota_under", quota_under, Stand.MUST),
    SoftRule("interval", interval, Stand.MUST),
    SoftRule("need", need),
    SoftRule("fairness", fairness),
    SoftRule("kinds", kinds),
    SoftRule("market", market),
    SoftRule("continuity", continuity),
    SoftRule("travel", travel),
    SoftRule("together", together),
    SoftRule("base", base, Stand.MUST),
)
"""In the order of weight. Those that must hold are counted first; preferred, they count among the wishes."""
SOFT_OF: Final = {rule.key: rule for rule in SOFT}


def wish_of(problem: Problem, key: str) -> Stand:
    """Return how firmly a wish is held in this plan."""
    return problem.stands.get(key, SOFT_OF[key].stand)


def day_lines(problem: Problem) -> dict[date, tuple[BaseVisit, ...]]:
    """Return the base rota's lines by day."""
    found: dict[date, tuple[BaseVisit, ...]] = {}
    for line in problem.base:
        found[line.day] = (*found.get(line.day, ()), line)
    return found
