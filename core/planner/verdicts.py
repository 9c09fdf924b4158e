"""What speaks against a leader in one slot, and what would have to change: plain sentences with their figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from core.i18n import N_, _, day_text, is_chinese
from core.joint_trips import OTHER_HALF
from core.planner import wishes
from core.planner.changes import Change, ChangeKind
from core.planner.plan_view import PlanView
from core.planner.problem import HOLD_NAMES, Hold, PlannedVisit, Problem
from core.planner.rules import HARD_OF, Breach, breaches, held
from core.planner.trial import Trial
from core.planner.wishes import SOFT_OF
from core.quotas import QuotaFacts
from core.reports import Period
from core.visits import HALF_NAMES

SLOT_RULES: Final = frozenset({"rest_day", "blocked_day", "same_township", "revisit", "most_a_day", "farm_season"})
"""Rules that bar the slot whoever goes."""


class Shortfall(NamedTuple):
    """A leader has n visits in a stretch, and the quota asks for more."""

    line: QuotaFacts
    stretch: Period
    n: int

    @property
    def least(self) -> int:
        """What the quota asks for."""
        return self.line.least or 0

    def when(self, problem: Problem) -> str:
        """Return December 2026, with the kind where only one counts."""
        kind = problem.kind_of.get(self.line.kind or "")
        if kind is None:
            return self.stretch.text()
        return _("{stretch} ({kind})").format(stretch=self.stretch.text(), kind=_(kind.name))


def shortfalls(view: PlanView, leader_id: int) -> list[Shortfall]:
    """Return where a leader falls short of his quotas in the period."""
    problem, found = view.problem, []
    leader = problem.leader_of.get(leader_id)
    led = [each for each in view.of(leader_id) if each.leader_id == leader_id]
    for line in problem.lines.get(leader_id, ()) if leader else ():
        for stretch in problem.stretches(line):
            if leader and wishes.quota_under(leader, line, stretch, led):
                n = sum(stretch.first <= each.day <= stretch.last and line.counts(each.kind) for each in led)
                found.append(Shortfall(line, stretch, n))
    return found


def meaning(key: str) -> str:
    """Return the sentence of a rule."""
    return HARD_OF[key].meaning if key in HARD_OF else SOFT_OF[key].meaning


def name(problem: Problem, leader_id: int) -> str:
    """Return the name of a leader."""
    return problem.leader_of[leader_id].name if leader_id in problem.leader_of else f"#{leader_id}"


def place(problem: Problem, township_id: int) -> str:
    """Return the name of a township."""
    return problem.township_of[township_id].name if township_id in problem.township_of else f"#{township_id}"


def spoken(problem: Problem, visit: PlannedVisit) -> str:
    """Return a visit in a few words: 3 Dec, Morning, Chen Yutong to Wangyun."""
    words = _("{day} {half}, {leader} to {township}")
    return words.format(
        day=day_text(visit.day),
        half=_(HALF_NAMES[visit.half]),
        leader=name(problem, visit.leader_id),
        township=place(problem, visit.township_id),
    )


def breach_text(breach: Breach, problem: Problem) -> str:
    """Return what speaks against a visit; of an absence all its days."""
    leader = problem.leader_of.get(breach.facts.get("leader", 0))
    day = breach.visit.day
    if breach.rule != "absence" or leader is None or "day" not in breach.facts:
        return breach.text(problem)
    for first, last in leader.away:
        if first <= day <= last:
            if first == last:
                return _("{leader} is away on {first}.").format(leader=leader.name, first=day_text(first))
            words = _("{leader} is away from {first} to {last}.")
            return words.format(leader=leader.name, first=day_text(first), last=day_text(last))
    return _("{leader} is not in office on {day}.").format(leader=leader.name, day=day_text(day))


def told(*sentences: str) -> str:
    """Return sentences one after the other, empty ones left out."""
    return ("" if is_chinese() else " ").join(filter(None, sentences))


class Need(NamedTuple):
    """What would have to change, in words, and for a page to do."""

    text: str
    change: Change | None = None


def need_of(breach: Breach, view: PlanView) -> Need:
    """Return what would have to change for a visit that is in *view* not to break that rule."""
    problem, visit = view.problem, breach.visit
    if breach.rule in {"meeting", "pair_out"}:
        other = _other_half(visit, view)
        if other is not None:
            words = _("Go in the other half of the day: {half}.").format(half=_(HALF_NAMES[other.half]))
            return Need(words, Change(ChangeKind.MOVE, visit=visit, instead=other))
    if breach.other is not None and breach.other.hold and breach.rule in {"double_booking", "spacing", "pair_out"}:
        words = _("{visit} stays ({hold}); somebody else has to go.")
        stays = _(HOLD_NAMES[Hold(breach.other.hold)])
        return Need(words.format(visit=spoken(problem, breach.other), hold=stays))
    return _need(breach, view)


def _need(breach: Breach, view: PlanView) -> Need:
    problem, visit, facts = view.problem, breach.visit, breach.facts
    leader_id = int(facts.get("leader", visit.leader_id))
    who, day = name(problem, leader_id), day_text(visit.day)
    match breach.rule:
        case "absence" if "day" not in facts or not problem.leader_of[leader_id].share:
            return Need(_("{leader} would need a share of duty.").format(leader=who))
        case "absence" if not _is_absent(problem, leader_id, visit.day):
            return Need(_("Nothing: somebody else has to go."))
        case "absence":
            return _there(problem, leader_id, visit.day)
        case "double_booking":
            words = _("Send somebody else to {township} that day.")
            return Need(words.format(township=place(problem, int(facts["township"]))))
        case "recusal":
            return Need(_("Nothing: somebody else has to go."))
        case "meeting":
            change = Change(ChangeKind.EXCUSE, key=str(facts["meeting"]), leader_id=leader_id, day=visit.day)
            words = _("Excuse {leader} from the {meeting} on {day}.")
            return Need(words.format(leader=who, meeting=facts["meeting"], day=day), change)
        case "backup_away":
            return _there(problem, int(facts["other"]), visit.day)
        case "pair_out":
            words = _("{other} would have to stay at the seat on {day}.")
            return Need(words.format(other=name(problem, int(facts["other"])), day=day))
        case _:
            return _need_of_figures(breach, view, leader_id)


def _is_absent(problem: Problem, leader_id: int, day: date) -> bool:
    """Return whether a leader who is in office is away."""
    leader = problem.leader_of[leader_id]
    return replace(leader, away=()).is_away(day) is False


def _there(problem: Problem, leader_id: int, day: date) -> Need:
    words = _("{leader} would have to be here on {day}.")
    change = Change(ChangeKind.PRESENT, leader_id=leader_id, day=day)
    return Need(words.format(leader=name(problem, leader_id), day=day_text(day)), change)


def _need_of_figures(breach: Breach, view: PlanView, leader_id: int) -> Need:
    problem, visit = view.problem, breach.visit
    if breach.rule == "spacing" and breach.other is not None:
        days = abs((breach.other.day - visit.day).days)
        change = Change(ChangeKind.SPACING, number=days, was=problem.spacing_days)
        words = _("Move the visit to {township} on {day}, or set the days between to {n}.")
        township = place(problem, breach.other.township_id)
        return Need(words.format(day=day_text(breach.other.day), township=township, n=days), change)
    if breach.rule == "quota_over":
        line = over(view, visit)
        n = int(breach.facts["n"])
        change = Change(ChangeKind.MOST, number=n, was=int(breach.facts["most"]), leader_id=leader_id, quota=line)
        return Need(_("Let {leader} go out {n} times.").format(leader=name(problem, leader_id), n=n), change)
    return Need(_("Another day; who goes makes no difference."))


def over(view: PlanView, visit: PlannedVisit) -> QuotaFacts | None:
    """Return the quota that a leader passes with a visit that is in *view*."""
    for line in view.problem.lines.get(visit.leader_id, ()):
        counted = list(held(view, line, visit.leader_id, visit)) if line.counts(visit.kind) else []
        if line.most is not None and len(counted) > line.most:
            return line
    return None


def _other_half(visit: PlannedVisit, view: PlanView) -> PlannedVisit | None:
    """Return the visit in the other half of its day if nothing that must hold speaks against that."""
    half = OTHER_HALF.get(visit.half)
    if half is None:
        return None
    other = visit._replace(half=half)
    moved = Trial(view, out=(visit,), into=(other,))
    return other if not any(breaches(other, moved)) else None


def reckoned(problem: Problem, text: str, *leader_ids: int) -> str:
    """Return a sentence with points in it, marked where the leaders do not all carry a full share."""
    if all(problem.leader_of[each].share == 100 for each in leader_ids if each in problem.leader_of):
        return text
    return _("{sentence} (At a full share.)").format(sentence=text)


AS_GOOD: Final = N_("As good as {other}; nothing speaks for a change.")
