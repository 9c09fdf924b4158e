"""What each rule makes of one visit: the plan is judged with and without it, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.burden import points_text
from core.i18n import _, day_text, ngettext
from core.planner import wishes
from core.planner.plan_view import PlanView
from core.planner.problem import Plan, PlannedVisit, Problem, Stand
from core.planner.rules import HARD, HARD_OF, breaches
from core.planner.scoring import Score, in_period
from core.planner.trial import Trial, level_of, load_of
from core.planner.verdicts import breach_text, meaning, name, place, reckoned, shortfalls
from core.planner.wishes import SOFT_OF, wish_of


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule says of a visit.

    Attributes:
        level: Where it counts, as in `scoring.LEVEL_NAMES`.
        by: What the plan would lose there without the visit, in the rule's own unit; less than 0 where it would gain.
    """

    rule: str
    level: str
    by: int
    text: str

    @property
    def helps(self) -> bool:
        """Return whether the rule speaks for the visit."""
        return self.by > 0


def helped_and_hurt(problem: Problem, plan: Plan, visit: PlannedVisit) -> list[Reason]:
    """Return what each rule says of a visit, the gravest first: the plan is judged with and without it.

    A wish that costs nothing here speaks for the visit where it would cost something on another day or of somebody
    else: a market day, a leader who knows the township.
    """
    free = visit._replace(hold="")
    rest = list(plan)
    rest.remove(visit)
    view = PlanView(problem, (*rest, free))
    without = Trial(view, out=(free,))
    found = dict(without.costs)
    lighter = load_of(view, visit.leader_id) - load_of(without, visit.leader_id)
    if lighter and wish_of(problem, "fairness") is not Stand.OFF:
        found["fairness"] = -lighter
    for key in _granted(problem, free):
        found.setdefault(key, 1)
    order = [*SOFT_OF, *(rule.key for rule in HARD)]
    telling = _Telling(free, view, without)
    reasons = [Reason(key, level_of(problem, key), by, telling.text(key, by)) for key, by in found.items()]
    levels = Score._fields
    return sorted(reasons, key=lambda one: (levels.index(one.level), order.index(one.rule)))


def _granted(problem: Problem, visit: PlannedVisit) -> list[str]:
    """Return the wishes that a visit grants, and another would not."""
    found = []
    township, kind = problem.township_of.get(visit.township_id), problem.kind_of.get(visit.kind)
    if township and kind and kind.market and township.markets and not wishes.market(problem, visit):
        found.append("market")
    if township and township.owners and not wishes.continuity(problem, visit):
        found.append("continuity")
    return [key for key in found if wish_of(problem, key) is not Stand.OFF]


@dataclass(frozen=True, slots=True)
class _Telling:
    """One visit in its plan and without it."""

    visit: PlannedVisit
    view: PlanView
    without: PlanView

    def text(self, key: str, by: int) -> str:
        """Return what a rule says of the visit."""
        problem, visit = self.view.problem, self.visit
        match key:
            case "receptions":
                return _("It fills the reception day of {day}.").format(day=day_text(visit.day))
            case "quota_under":
                return _quota(problem, visit, self.without) or meaning(key)
            case "interval":
                words = ngettext(
                    "Without it {township} would be {n} day longer past its interval.",
                    "Without it {township} would be {n} days longer past its interval.",
                    by,
                )
                return words.format(township=place(problem, visit.township_id), n=by)
            case "need":
                return _need(problem, visit, self.without)
            case "fairness":
                words = _("It adds a load of {points}; {leader} has {total} with it.")
                total = points_text(load_of(self.view, visit.leader_id))
                text = words.format(points=points_text(-by), leader=name(problem, visit.leader_id), total=total)
                return reckoned(problem, text, visit.leader_id)
            case "market" | "kinds":
                return _of_the_kind(problem, key, by, visit)
            case _ if key in HARD_OF:
                return _preferred(key, visit, self.view)
            case _:
                return _of_the_visit(problem, key, by, visit)


def _preferred(key: str, visit: PlannedVisit, view: PlanView) -> str:
    """Return what a rule that is only preferred says against a visit in *view*."""
    found = (breach for breach in breaches(visit, view, Stand.PREFER) if breach.rule == key)
    return next((breach_text(each, view.problem) for each in found), meaning(key))


def _of_the_kind(problem: Problem, key: str, by: int, visit: PlannedVisit) -> str:
    """Return what market days and the mix of kinds say."""
    kind, there = problem.kind_of.get(visit.kind), problem.township_of.get(visit.township_id)
    if key == "kinds":
        words = _("{kind} has less than its part without it.") if by > 0 else _("{kind} has more than its part.")
    elif there is not None and visit.day in there.markets:
        words = _("{day} is market day in {township}.")
        if by < 0:
            words = _("{day} is market day in {township}; {kind} keeps off market days.")
    else:
        words = _("{day} is no market day in {township}.")
        if by < 0:
            words = _("{day} is no market day in {township}; {kind} seeks market days.")
    township = place(problem, visit.township_id)
    return words.format(kind=_(kind.name) if kind else visit.kind, day=day_text(visit.day), township=township)


def _of_the_visit(problem: Problem, key: str, by: int, visit: PlannedVisit) -> str:
    there = problem.township_of.get(visit.township_id)
    match key:
        case "continuity":
            words = _("{leader} took issues of {township}.")
            if by < 0:
                words = _("{leader} took no issue of {township}; others did.")
            elif there is not None and visit.leader_id in there.paired:
                words = _("{leader} is paired with {township}.")
            return words.format(leader=name(problem, visit.leader_id), township=place(problem, visit.township_id))
        case "travel":
            return _("{n} minutes on the road, one way.").format(n=-by)
        case "together":
            return _("On one road with another visit of that day: {n} minutes saved.").format(n=by)
        case "base" if by > 0:
            return _("So it stands in the draft or the base rota.")
        case "base":
            return _("It stands in the way of the base rota.")
        case _:
            return meaning(key)


def _quota(problem: Problem, visit: PlannedVisit, without: PlanView) -> str:
    short = next(iter(shortfalls(without, visit.leader_id)), None)
    if short is None:
        return ""
    words = _("{leader} needs it for the quota: {least} in {stretch}.")
    return words.format(leader=name(problem, visit.leader_id), least=short.least, stretch=short.when(problem))


def _need(problem: Problem, visit: PlannedVisit, without: PlanView) -> str:
    """Return who waits how much longer without a visit that is the first of the period."""
    later = in_period(problem, without.to(visit.township_id))
    until = later[0].day if later else problem.last + timedelta(1)
    n, need = (until - visit.day).days, problem.township_of[visit.township_id].need
    words = ngettext(
        "It is the first visit to {township}, whose need is {need}; without it the wait is {n} day longer.",
        "It is the first visit to {township}, whose need is {need}; without it the wait is {n} days longer.",
        n,
    )
    return words.format(township=place(problem, visit.township_id), need=need, n=n)


def later_text(trial: Trial, visit: PlannedVisit, moved: PlannedVisit, key: str) -> str:
    """Return why another day is worse for a visit, by the rule that decides."""
    problem, n = trial.problem, trial.costs.get(key, 0)
    township, leader, day = place(problem, visit.township_id), name(problem, visit.leader_id), day_text(moved.day)
    match key:
        case "interval":
            words = ngettext(
                "{township} would be {n} day longer past its interval.",
                "{township} would be {n} days longer past its interval.",
                n,
            )
            return words.format(township=township, n=n)
        case "need":
            days = (moved.day - visit.day).days
            words = ngettext(
                "{township} would wait {n} day longer, and its need is {need}.",
                "{township} would wait {n} days longer, and its need is {need}.",
                days,
            )
            return words.format(township=township, n=days, need=problem.township_of[visit.township_id].need)
        case "receptions":
            return _("The reception day of {day} would have nobody.").format(day=day_text(visit.day))
        case "quota_under":
            return _("{leader} would miss the quota of that stretch.").format(leader=leader)
        case "fairness":
            return _("A visit of {leader} weighs more on {day}.").format(leader=leader, day=day)
        case "market":
            return _of_the_kind(problem, key, -1, moved)
        case "together":
            return _("{n} minutes more on the road: the visit on the same road would be alone.").format(n=n)
        case "base":
            return _("The draft or the base rota has it on {day}.").format(day=day_text(visit.day))
        case _ if key in HARD_OF:
            return _preferred(key, moved, trial)
        case _:
            return meaning(key)
