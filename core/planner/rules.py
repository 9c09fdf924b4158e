"""What must hold in a plan, and what is wished for: one function per rule, whose docstring is what the user reads.

A hard rule yields every reason against one visit; a plan of the planner has none against a visit that it may move. How
firmly a rule holds (`Stand`) is the office's: what is only preferred counts among the wishes of `scoring`. The same
rules judge a plan that was made by hand. Rules that the board has too carry the keys of `core.conflicts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from core.i18n import N_, _, day_text
from core.planner.plan_view import PlanView
from core.planner.problem import PlannedVisit, Problem, Stand
from core.quotas import QuotaFacts, stretch_of
from core.visits import HALF_NAMES, Half


@dataclass(frozen=True, slots=True)
class Breach:
    """What speaks against one visit of a plan.

    Attributes:
        sentence: Message id, filled in by `facts`.
        other: The visit it collides with, where there is one.
    """

    rule: str
    visit: PlannedVisit
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    other: PlannedVisit | None = None

    def text(self, problem: Problem) -> str:
        """Return it as one sentence in the current language."""
        return _(self.sentence).format(**{name: _spoken(name, fact, problem) for name, fact in self.facts.items()})


def _spoken(name: str, fact: object, problem: Problem) -> str:
    if isinstance(fact, Half):
        return _(HALF_NAMES[fact])
    if name in {"leader", "other"} and isinstance(fact, int):
        return problem.leader_of[fact].name if fact in problem.leader_of else f"#{fact}"
    if name == "township" and isinstance(fact, int):
        return problem.township_of[fact].name if fact in problem.township_of else f"#{fact}"
    return day_text(fact) if hasattr(fact, "toordinal") else str(fact)  # type: ignore[arg-type]


Reasons = Iterator[tuple[str, Mapping[str, Any], PlannedVisit | None]]


def leader_is_there(visit: PlannedVisit, view: PlanView) -> Reasons:
    """A leader who is away, not in office or without a share of duty is not sent out."""
    for leader_id in visit.leader_ids:
        leader = view.problem.leader_of.get(leader_id)
        if leader is not None and leader.is_away(visit.day):
            yield N_("{leader} is away on {day}."), {"leader": leader_id, "day": visit.day}, None
        elif leader is not None and not leader.share:
            yield N_("{leader} takes no part in the rota."), {"leader": leader_id}, None


def one_place_a_day(visit: PlannedVisit, view: PlanView) -> Reasons:
    """A leader goes to one place a day."""
    for each in view.on(visit.day):
        for leader_id in set(visit.leader_ids) & set(each.leader_ids) if each != visit else ():
            facts = {"leader": leader_id, "township": each.township_id, "day": visit.day}
            yield N_("{leader} already goes to {township} on {day}."), facts, each


def keeps_away(visit: PlannedVisit, view: PlanView) -> Reasons:
    """Who must keep away from an issue that is open in a township does not go there."""
    township = view.problem.township_of.get(visit.township_id)
    for leader_id in visit.leader_ids:
        if township is not None and leader_id in township.barred:
            facts = {"leader": leader_id, "township": township.id}
            yield N_("{leader} must keep away from what is open in {township}."), facts, None


def on_working_days(visit: PlannedVisit, view: PlanView) -> Reasons:
    """On days off, and on days that the county keeps free, nobody is sent out; make-up Saturdays are working days."""
    if visit.day not in view.problem.plannable:
        yield N_("Nobody is sent out on {day}."), {"day": visit.day}, None


def township_is_open(visit: PlannedVisit, view: PlanView) -> Reasons:
    """Nobody is sent to a township on days that it keeps free."""
    township = view.problem.township_of.get(visit.township_id)
    if township is not None and visit.day in township.closed:
        yield N_("{township} keeps {day} free."), {"township": township.id, "day": visit.day}, None


def meetings_first(visit: PlannedVisit, view: PlanView) -> Reasons:
    """A leader's fixed meetings come first."""
    for leader_id in visit.leader_ids:
        for sitting in view.problem.sittings_on.get((leader_id, visit.day), ()):
            if sitting.half.overlaps(visit.half):
                facts = {"leader": leader_id, "meeting": sitting.name, "day": visit.day, "half": sitting.half}
                yield N_("{leader} has the {meeting} on {day}, {half}."), facts, None


def backup_stays(visit: PlannedVisit, view: PlanView) -> Reasons:
    """Who stands in for somebody away stays at the county seat."""
    for leader_id in visit.leader_ids:
        for other in view.problem.partners(leader_id, visit.day):
            partner = view.problem.leader_of.get(other)
            if partner is not None and partner.is_away(visit.day):
                facts = {"leader": leader_id, "other": other, "day": visit.day}
                yield N_("{leader} stands in for {other}, who is away on {day}."), facts, None


def pair_not_both_out(visit: PlannedVisit, view: PlanView) -> Reasons:
    """The two of an AB pair are not out at the same time."""
    for leader_id in visit.leader_ids:
        partners = set(view.problem.partners(leader_id, visit.day))
        for each in view.on(visit.day) if partners else ():
            for other in partners & set(each.leader_ids) if each.half.overlaps(visit.half) and each != visit else ():
                facts = {"leader": leader_id, "other": other, "township": each.township_id, "day": visit.day}
                yield N_("{other}, who forms a pair with {leader}, goes to {township} on {day}."), facts, each


def one_visit_per_township(visit: PlannedVisit, view: PlanView) -> Reasons:
    """A township receives one visit a day; who goes together counts as one."""
    for each in view.on(visit.day):
        if each.township_id == visit.township_id and each != visit:
            facts = {"leader": each.leader_id, "township": each.township_id, "day": visit.day}
            yield N_("{leader} already goes to {township} on {day}."), facts, each


def not_again_so_soon(visit: PlannedVisit, view: PlanView) -> Reasons:
    """Between two visits to one township lie as many days as the office asks for."""
    for each in view.near(view.to(visit.township_id), visit.day, view.problem.revisit_days):
        if each.day != visit.day:
            facts = {"leader": each.leader_id, "township": each.township_id, "day": each.day}
            yield N_("{township} has a visit of {leader} on {day}, which is too near."), facts, each


def leaders_rest_between(visit: PlannedVisit, view: PlanView) -> Reasons:
    """Between two visits of one leader lie as many days as the office asks for."""
    for leader_id in visit.leader_ids:
        for each in view.near(view.of(leader_id), visit.day, view.problem.spacing_days):
            if each.day != visit.day:
                facts = {"leader": leader_id, "township": each.township_id, "day": each.day}
                yield N_("{leader} goes to {township} on {day}, which is too near."), facts, each


def quota_not_passed(visit: PlannedVisit, view: PlanView) -> Reasons:
    """A leader goes out no more often than the quota says."""
    for line in view.problem.lines.get(visit.leader_id, ()):
        if line.most is not None and line.counts(visit.kind):
            n = sum(1 for _each in held(view, line, visit.leader_id, visit))
            if n > line.most:
                facts = {"leader": visit.leader_id, "n": n, "most": line.most}
                yield N_("{leader} would go out {n} times, and the quota is {most} at most."), facts, None


def held(view: PlanView, line: QuotaFacts, leader_id: int, visit: PlannedVisit) -> Iterator[PlannedVisit]:
    """Yield what a leader leads that counts for a quota in the stretch around a visit."""
    stretch = stretch_of(line.span, visit.day)
    for each in view.of(leader_id):
        if each.leader_id == leader_id and stretch.first <= each.day <= stretch.last and line.counts(each.kind):
            yield each


def not_too_many_a_day(visit: PlannedVisit, view: PlanView) -> Reasons:
    """No more visits set out on one day than the county has cars and people for."""
    n, most = len(view.on(visit.day)), view.problem.most_a_day
    if most and n > most:
        facts = {"day": visit.day, "n": n, "most": most}
        yield N_("On {day} there would be {n} visits, and {most} at most set out."), facts, None


def outside_the_farm_season(visit: PlannedVisit, view: PlanView) -> Reasons:
    """In the farm season people are in the fields."""
    township = view.problem.township_of.get(visit.township_id)
    if township is not None and visit.day in township.seasons:
        yield N_("It is farm season in {township} on {day}."), {"township": township.id, "day": visit.day}, None


@dataclass(frozen=True, slots=True)
class HardRule:
    """A rule that can bar a visit.

    Attributes:
        key: Stored with the office's choice; never renamed.
        stand: Where the office has not chosen.
        always: It cannot be switched: nobody is in two places.
    """

    key: str
    find: Callable[[PlannedVisit, PlanView], Reasons]
    stand: Stand = Stand.MUST
    always: bool = False

    @property
    def meaning(self) -> str:
        """The sentence of the rule in the current language."""
        return _((self.find.__doc__ or "").strip())


HARD: Final = (
    HardRule("absence", leader_is_there, always=True),
    HardRule("double_booking", one_place_a_day, always=True),
    HardRule("recusal", keeps_away, always=True),
    HardRule("rest_day", on_working_days),
    HardRule("blocked_day", township_is_open),
    HardRule("meeting", meetings_first),
    HardRule("backup_away", backup_stays),
    HardRule("pair_out", pair_not_both_out),
    HardRule("same_township", one_visit_per_township),
    HardRule("revisit", not_again_so_soon),
    HardRule("spacing", leaders_rest_between),
    HardRule("quota_over", quota_not_passed),
    HardRule("most_a_day", not_too_many_a_day),
    HardRule("farm_season", outside_the_farm_season, Stand.PREFER),
)
HARD_OF: Final = {rule.key: rule for rule in HARD}


def stand_of(problem: Problem, rule: HardRule) -> Stand:
    """Return how firmly a rule holds in this plan."""
    return Stand.MUST if rule.always else problem.stands.get(rule.key, rule.stand)


def breaches(visit: PlannedVisit, view: PlanView, stand: Stand = Stand.MUST) -> Iterator[Breach]:
    """Yield what speaks against a visit that is in the view, by the rules that hold as firmly as *stand*."""
    for rule in HARD:
        if stand_of(view.problem, rule) is stand:
            for sentence, facts, other in rule.find(visit, view):
                yield Breach(rule.key, visit, sentence, facts, other)


def plan_breaches(view: PlanView) -> list[Breach]:
    """Return every hard rule that a plan breaks with visits that may be moved; a plan of the planner has none."""
    return [each for visit in view.planned for each in breaches(visit, view)]
