"""One leader against another in one slot: the first rule that tells them apart, in a sentence with its figures."""

from __future__ import annotations

from dataclasses import dataclass

from core.burden import points_text
from core.i18n import _
from core.planner import wishes
from core.planner.plan_view import PlanView
from core.planner.problem import PlannedVisit, Problem, Stand
from core.planner.rules import HARD, HARD_OF, Breach, breaches
from core.planner.scoring import Score, in_period
from core.planner.trial import Trial, level_of, load_of
from core.planner.verdicts import Shortfall, breach_text, meaning, name, need_of, place, reckoned, shortfalls, told
from core.planner.wishes import wish_of


@dataclass(frozen=True, slots=True)
class Rival:
    """A leader in the place of a visit.

    Attributes:
        visit: It with this leader.
        trial: The plan with it.
        broken: What must hold and speaks against it.
        key: What the plan costs more than as it is.
    """

    leader_id: int
    visit: PlannedVisit
    trial: Trial
    broken: tuple[Breach, ...]
    key: Score


def first_difference(key: Score, other: Score) -> str | None:
    """Return the gravest level at which two plans differ."""
    return next((level for level in Score._fields if getattr(key, level) != getattr(other, level)), None)


def rule_of(trial: Trial, level: str, other: Trial | None = None) -> str:
    """Return the rule that makes the difference at a level: the one with most of it, the gravest first."""
    if level == "burden":
        return "fairness"
    theirs = other.costs if other else {}
    keys = [key for key in (*wishes.SOFT_OF, *(rule.key for rule in HARD)) if level_of(trial.problem, key) == level]
    by = {key: trial.costs.get(key, 0) - theirs.get(key, 0) for key in keys if key != "fairness"}
    sign = 1 if sum(by.values()) > 0 else -1
    return max(keys, key=lambda key: (sign * by.get(key, 0), -keys.index(key)))


def behind(view: PlanView, rival: Rival, measure: Rival, level: str) -> tuple[str, str]:
    """Return the rule that puts *rival* behind *measure*, or before, and the sentence that says so."""
    rule = rule_of(rival.trial, level, measure.trial)
    if rival.key > measure.key:
        return rule, _worse(view, rival, measure, rule)
    return rule, _better(view, rival, measure, rule)


def ahead_of(view: PlanView, measure: Rival, second: Rival | None) -> tuple[str, str]:
    """Return the rule that puts *measure* before the next best, and the sentence that says so."""
    problem = view.problem
    if second is None:
        return "", _("Nobody else can go at that time.")
    other = name(problem, second.leader_id)
    level = first_difference(second.key, measure.key)
    if level is None:
        return "", _("{other} would do as well; nothing speaks for a change.").format(other=other)
    rule, sentence = behind(view, second, measure, level)
    if second.key < measure.key:
        return rule, _("Another would be better: {reason}").format(reason=sentence)
    return rule, _ahead(view, measure, second, rule) or sentence


def _ahead(view: PlanView, measure: Rival, second: Rival, rule: str) -> str:
    """Return why *measure*, who is better than *second* by a rule; empty where the other's sentence says it."""
    problem = view.problem
    leader, other = name(problem, measure.leader_id), name(problem, second.leader_id)
    match rule:
        case "quota_under":
            short = next(iter(_grown(second.trial, measure.trial, measure.leader_id)), None)
            if short is None:
                return ""
            words = _("{leader} needs it for the quota: {least} in {stretch}.")
            return words.format(leader=leader, least=short.least, stretch=short.when(problem))
        case "fairness":
            mine, its = load_of(measure.trial, measure.leader_id), load_of(second.trial, second.leader_id)
            if its <= mine:
                return ""
            words = _("{leader} carries a load of {points} with it; {other}, the next choice, would carry {more} more.")
            ids = measure.leader_id, second.leader_id
            text = words.format(leader=leader, other=other, points=points_text(mine), more=points_text(its - mine))
            return reckoned(problem, text, *ids)
        case _ if rule in HARD_OF:
            reason = _preferred(second, rule, problem)
            return _("{other} could go too, but: {reason}").format(other=other, reason=reason) if reason else ""
        case _:
            return _favour(problem, measure, rule)


def _favour(problem: Problem, rival: Rival, rule: str) -> str:
    """Return what a rule has in favour of a leader, said without the other."""
    leader, visit = name(problem, rival.leader_id), rival.visit
    township = problem.township_of.get(visit.township_id)
    if rule == "continuity" and township is not None:
        words = _("{leader} took issues of {township}.")
        if rival.leader_id in township.paired:
            words = _("{leader} is paired with {township}.")
        return words.format(leader=leader, township=township.name)
    if rule == "base":
        if any(visit.place == draft.place for draft in problem.drafts):
            return _("The draft names {leader} here.").format(leader=leader)
        return _("The base rota names {leader} here.").format(leader=leader)
    return ""


def _worse(view: PlanView, rival: Rival, measure: Rival, rule: str) -> str:
    problem = view.problem
    leader, other = name(problem, rival.leader_id), name(problem, measure.leader_id)
    match rule:
        case "quota_under":
            short = next(iter(_grown(rival.trial, measure.trial, measure.leader_id)), None)
            if short is not None:
                words = _("Then {other} would have {n} in {stretch}, and the quota is {least}.")
                text = words.format(other=other, n=short.n, stretch=short.when(problem), least=short.least)
                return told(text, _carries(view, rival))
        case "fairness":
            return _loads(rival, measure, worse=True)
        case "continuity" | "base":
            return _favour(problem, measure, rule)
        case _ if rule in HARD_OF:
            reason = _preferred(rival, rule, problem)
            if reason:
                return _("Could go, but: {reason}").format(reason=reason)
    return _("Less good than {other}: {rule}").format(other=other, leader=leader, rule=meaning(rule))


def _better(view: PlanView, rival: Rival, measure: Rival, rule: str) -> str:
    problem = view.problem
    leader, other = name(problem, rival.leader_id), name(problem, measure.leader_id)
    match rule:
        case "quota_under":
            short = next(iter(_grown(measure.trial, rival.trial, rival.leader_id)), None)
            if short is not None:
                words = _("{leader} has {n} so far in {stretch}, and the quota is {least}.")
                return words.format(leader=leader, n=short.n, stretch=short.when(problem), least=short.least)
        case "fairness":
            return _loads(rival, measure, worse=False)
        case "continuity" | "base":
            return _favour(problem, rival, rule)
        case _ if rule in HARD_OF:
            reason = _preferred(measure, rule, problem)
            if reason:
                return _("Better: {reason}").format(reason=reason)
    return _("Better than {other}: {rule}").format(other=other, rule=meaning(rule))


def _loads(rival: Rival, measure: Rival, *, worse: bool) -> str:
    """Return both loads, each with the visit, and how many visits that are."""
    problem, ids = rival.trial.problem, (rival.leader_id, measure.leader_id)
    mine, its = load_of(rival.trial, ids[0]), load_of(measure.trial, ids[1])
    facts = {
        "leader": name(problem, ids[0]),
        "other": name(problem, ids[1]),
        "n": _led(rival),
        "m": _led(measure),
        "points": points_text(mine),
        "more": points_text(abs(mine - its)),
    }
    if worse and mine > its:
        words = _(
            "With it {leader} would have a load of {points} (visits: {n}), {more} more than {other} (visits: {m})."
        )
    elif not worse and mine < its:
        words = _(
            "With it {leader} would have a load of {points} (visits: {n}), {more} less than {other} (visits: {m})."
        )
    elif worse:
        words = _("With {leader} the loads would be less even than with {other}.")
    else:
        words = _("With {leader} the loads would be more even than with {other}.")
    return reckoned(problem, words.format(**facts), *ids)


def _carries(view: PlanView, rival: Rival) -> str:
    """Return what a leader carries without the visit; all others being equal it decides among many."""
    if wish_of(view.problem, "fairness") is Stand.OFF:
        return ""
    words = _("{leader} has a load of {points}.")
    text = words.format(leader=name(view.problem, rival.leader_id), points=points_text(load_of(view, rival.leader_id)))
    return reckoned(view.problem, text, rival.leader_id)


def _led(rival: Rival) -> int:
    there = in_period(rival.trial.problem, rival.trial.of(rival.leader_id))
    return sum(each.leader_id == rival.leader_id for each in there)


def _grown(trial: Trial, than: Trial, leader_id: int) -> list[Shortfall]:
    """Return where a leader falls short in one plan, and less in the other."""
    known = {(each.line, each.stretch): each.n for each in shortfalls(than, leader_id)}
    return [each for each in shortfalls(trial, leader_id) if known.get((each.line, each.stretch), each.least) > each.n]


def _preferred(rival: Rival, rule: str, problem: Problem) -> str:
    """Return what a rule that is only preferred says against a visit."""
    for breach in breaches(rival.visit, rival.trial, Stand.PREFER):
        if breach.rule == rule:
            return breach_text(breach, problem)
    return ""


def needs_of(rival: Rival, measure: Rival, rule: str) -> str:
    """Return what would have to change for *rival* to be as good as *measure*; empty where he is better."""
    problem = rival.trial.problem
    if rival.key < measure.key:
        return ""
    leader, other = name(problem, rival.leader_id), name(problem, measure.leader_id)
    township = place(problem, rival.visit.township_id)
    match rule:
        case "quota_under":
            return _("{other} would need another visit in its place.").format(other=other)
        case "fairness":
            less = max(load_of(rival.trial, rival.leader_id) - load_of(measure.trial, measure.leader_id), 1)
            words = _("{leader} would first have to give up a load of {points} elsewhere.")
            return words.format(leader=leader, points=points_text(less))
        case "continuity":
            return _("{leader} would have to take an issue of {township}.").format(leader=leader, township=township)
        case "base":
            return _("The draft or the base rota would have to be changed.")
        case _ if rule in HARD_OF:
            for breach in breaches(rival.visit, rival.trial, Stand.PREFER):
                if breach.rule == rule:
                    return need_of(breach, rival.trial).text
    return _("The rule would have to be switched off: {rule}").format(rule=meaning(rule))
