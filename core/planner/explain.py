"""Why him and why not her: the leaders of one slot ranked, and what helped or hurt a visit.

All of it is found by re-scoring alternatives with the rules that judge every plan, never from a solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.i18n import _, day_text
from core.planner.changes import Change, ChangeKind
from core.planner.comparing import Rival, ahead_of, behind, first_difference, needs_of, rule_of
from core.planner.helped import Reason, helped_and_hurt, later_text
from core.planner.plan_view import PlanView
from core.planner.problem import Plan, PlannedVisit, Problem
from core.planner.rules import breaches
from core.planner.scoring import Score
from core.planner.trial import Trial, loads_of
from core.planner.verdicts import AS_GOOD, breach_text, name, need_of, place
from core.visits import HALF_NAMES

__all__ = ["Candidate", "LevelChange", "OtherDay", "Reason", "Why"]
__all__ += ["candidates", "helped_and_hurt", "other_days", "why"]


@dataclass(frozen=True, slots=True)
class LevelChange:
    """What a plan loses at the first level that differs; less than 0 is a gain.

    Attributes:
        level: As in `scoring.LEVEL_NAMES`.
    """

    level: str
    by: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A leader in the place of one visit.

    Attributes:
        rank: From 1, those who fit first.
        is_present: It is who leads the visit in this plan.
        fits: No rule that must hold speaks against it.
        score_change: The first level at which the plan with this leader differs from the plan as it is, if any.
        rule: Key of the rule that decides, of `rules.HARD` or `wishes.SOFT`; empty where only the order decides.
        sentence: Why, or why not.
        needs: What would have to change; empty for the first.
        change: The same for a page to do, where one change does it.
        broken: How many times it would break what must hold.
    """

    leader_id: int
    rank: int
    is_present: bool
    fits: bool
    score_change: LevelChange | None
    rule: str
    sentence: str
    needs: str = ""
    change: Change | None = None
    broken: int = 0


@dataclass(frozen=True, slots=True)
class OtherDay:
    """The same visit on another day, with a sentence why not; empty where it would be as good or better."""

    day: date
    fits: bool
    score_change: LevelChange | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Why:
    """All that can be said of one visit."""

    visit: PlannedVisit
    summary: str
    candidates: tuple[Candidate, ...]
    reasons: tuple[Reason, ...]
    days: tuple[OtherDay, ...]


def candidates(problem: Problem, plan: Plan, visit: PlannedVisit) -> list[Candidate]:
    """Return every leader in the place of *visit*, which is one of *plan*, the best first."""
    view, visit = _opened(problem, plan, visit)
    loads = loads_of(view)
    rivals = [_rival(view, visit, each.id, loads) for each in problem.leaders]
    if visit.leader_id not in problem.leader_of:
        rivals.append(_rival(view, visit, visit.leader_id, loads))
    present = next(each for each in rivals if each.leader_id == visit.leader_id)
    rivals.sort(key=lambda each: (len(each.broken), each.key, each is not present, each.leader_id))
    measure = present if not present.broken or rivals[0].broken else rivals[0]
    second = next((each for each in rivals if each is not measure and not each.broken), None)
    ranking = _Ranking(view, present, measure, second)
    return [ranking.candidate(each, rank) for rank, each in enumerate(rivals, 1)]


def other_days(problem: Problem, plan: Plan, visit: PlannedVisit, *, within: int = 7) -> list[OtherDay]:
    """Return the days around that the same leader could go on instead, the best first, then why not the others."""
    view, visit = _opened(problem, plan, visit)
    loads = loads_of(view)
    stays = Score(burden=tuple(sorted(loads.values(), reverse=True)))
    found = []
    for n in (*range(-within, 0), *range(1, within + 1)):
        moved = visit._replace(day=visit.day + timedelta(n))
        if moved.day not in problem.plannable:
            continue
        trial = Trial(view, out=(visit,), into=(moved,))
        broken, key = trial.breaks(), trial.key(loads)
        change = _level_change(key, stays)
        if broken:
            text = breach_text(broken[0], problem)
        else:
            text = later_text(trial, visit, moved, rule_of(trial, change.level)) if change and change.by > 0 else ""
        found.append((len(broken), key, moved.day, OtherDay(moved.day, not broken, change, text)))
    return [each for *_order, each in sorted(found, key=lambda one: one[:3])]


def why(problem: Problem, plan: Plan, visit: PlannedVisit) -> Why:
    """Return all that can be said of one visit, and it in a sentence."""
    ranked = candidates(problem, plan, visit)
    present = next(each for each in ranked if each.is_present)
    words = _("{leader} goes to {township} on {day}, {half}. {reason}")
    summary = words.format(
        leader=name(problem, visit.leader_id),
        township=place(problem, visit.township_id),
        day=day_text(visit.day),
        half=_(HALF_NAMES[visit.half]),
        reason=present.sentence,
    )
    reasons = helped_and_hurt(problem, plan, visit)
    return Why(visit, summary.strip(), tuple(ranked), tuple(reasons), tuple(other_days(problem, plan, visit)))


def _opened(problem: Problem, plan: Plan, visit: PlannedVisit) -> tuple[PlanView, PlannedVisit]:
    """Return the plan with *visit* free to be moved, so that what is wished of it counts for everybody."""
    free = visit._replace(hold="")
    rest = list(plan)
    rest.remove(visit)
    return PlanView(problem, (*rest, free)), free


def _rival(view: PlanView, visit: PlannedVisit, leader_id: int, loads: dict[int, int]) -> Rival:
    along = tuple(each for each in visit.along if each != leader_id)
    other = visit._replace(leader_id=leader_id, along=along)
    if leader_id == visit.leader_id:
        trial = Trial(view)
        return Rival(leader_id, visit, trial, tuple(breaches(visit, view)), trial.key(loads))
    trial = Trial(view, out=(visit,), into=(other,))
    return Rival(leader_id, other, trial, tuple(trial.breaks()), trial.key(loads))


@dataclass(frozen=True, slots=True)
class _Ranking:
    """One slot: who leads it now, whom the others are measured by, and who fits best besides."""

    view: PlanView
    present: Rival
    measure: Rival
    second: Rival | None

    def candidate(self, rival: Rival, rank: int) -> Candidate:
        """Return a leader with the sentence why or why not."""
        rule, sentence, needs, change = self._said(rival)
        return Candidate(
            rival.leader_id,
            rank,
            is_present=rival is self.present,
            fits=not rival.broken,
            score_change=_level_change(rival.key, self.present.key),
            rule=rule,
            sentence=sentence,
            needs=needs,
            change=change,
            broken=len(rival.broken),
        )

    def _said(self, rival: Rival) -> tuple[str, str, str, Change | None]:
        """Return the rule that decides, why, what would have to change, and the change."""
        if rival.broken:
            breach, n = rival.broken[0], len(rival.broken)
            sentence = breach_text(breach, self.view.problem)
            if n > 1:
                sentence = _("{reason} ({n} reasons in all)").format(reason=sentence, n=n)
            needs = need_of(breach, rival.trial)
            return breach.rule, sentence, needs.text, needs.change if n == 1 else None
        if rival is self.measure:
            return *ahead_of(self.view, rival, self.second), "", None
        send = None
        if rival is not self.present:
            send = Change(ChangeKind.LEADER, leader_id=rival.leader_id, visit=self.present.visit, instead=rival.visit)
        level = first_difference(rival.key, self.measure.key)
        if level is None:
            other = name(self.view.problem, self.measure.leader_id)
            return "", _(AS_GOOD).format(other=other), _("Nothing; either may go."), send
        rule, sentence = behind(self.view, rival, self.measure, level)
        return rule, sentence, needs_of(rival, self.measure, rule), send


def _level_change(key: Score, other: Score) -> LevelChange | None:
    level = first_difference(key, other)
    if level is None:
        return None
    mine, its = getattr(key, level), getattr(other, level)
    if level != "burden":
        return LevelChange(level, mine - its)
    return LevelChange(level, next(a - b for a, b in zip(mine, its, strict=True) if a != b))
