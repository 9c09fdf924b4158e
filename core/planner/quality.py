"""What a plan is worth in the office's own figures, before and after: every point lost names its visit and a way out.

There is no sum of it all, and leaders are not ranked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.burden import points_text
from core.counts import visits_text
from core.i18n import N_, _, day_text, ngettext
from core.planner.changes import Change, ChangeKind
from core.planner.explain import OtherDay, candidates, other_days
from core.planner.plan_view import PlanView
from core.planner.probing import Probing
from core.planner.problem import Plan, PlannedVisit, PlannerLeader, PlannerTownship, Problem
from core.planner.scoring import in_period
from core.planner.trial import load_of
from core.planner.unmet import Unmet, open_duties, unmet
from core.planner.verdicts import spoken, told
from core.planner.waiting_times import longest_wait
from core.planner.wishes import continuity, market

MOST_NOTES: Final = 3
MOST_FIXES: Final = 12
"""Losses of one line for which a way out is looked for."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One point lost, with what it is about and a way out where there is one."""

    text: str
    visit: PlannedVisit | None = None
    leader_id: int | None = None
    township_id: int | None = None
    fix: Change | None = None


@dataclass(frozen=True, slots=True)
class LeaderBar:
    """The visits of one leader, for the bars of the report; in the order of rank.

    Attributes:
        least: What the quota asks for in the period; None where it asks for nothing.
    """

    leader_id: int
    name: str
    visits: int
    least: int | None = None


@dataclass(frozen=True, slots=True)
class QualityLine:
    """One figure of a plan.

    Attributes:
        key: `townships`, `longest_wait`, `market`, `leader_visits`, `loads`, `revisited`, `continuity`, `unmet`.
        before, after: As written; `before` is empty where there was no plan.
        notes: Sentences under it.
        losses: What keeps it from being better.
        bars: Of `leader_visits`.
    """

    key: str
    name: str
    before: str
    after: str
    notes: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    bars: tuple[LeaderBar, ...] = ()


def quality(problem: Problem, before: Plan, after: Plan) -> list[QualityLine]:
    """Return the figures of two plans of one problem, in the order of their weight."""
    views = PlanView(problem, before), PlanView(problem, after)
    duties = unmet(problem, after)
    return [
        _townships(*views),
        _longest_wait(*views, duties),
        _market(*views),
        _leader_visits(*views, duties),
        _loads(*views),
        _revisited(*views),
        _continuity(*views),
        _unmet(problem, before, duties),
    ]


def _townships(before: PlanView, after: PlanView) -> QualityLine:
    problem = after.problem
    probing = Probing(after)
    was, now = _reached(before), _reached(after)
    notes: list[str] = []
    losses: list[Loss] = []
    for each in problem.townships:
        if each.id in now and each.id not in was:
            words = ngettext(
                "{township} had none, now {n} visit.", "{township} had none, now {n} visits.", now[each.id]
            )
            notes.append(words.format(township=each.name, n=now[each.id]))
        elif each.id not in now:
            fix = _visit_there(probing, each) if len(losses) < MOST_FIXES else None
            words = _("{township} has no visit.")
            losses.append(Loss(words.format(township=each.name), township_id=each.id, fix=fix))
    whole = len(problem.townships)
    return _line("townships", f"{len(was)} / {whole}", f"{len(now)} / {whole}", notes[:MOST_NOTES], losses)


def _reached(view: PlanView) -> dict[int, int]:
    """Return how many visits each township that is reached at all receives."""
    counts = {each.id: len(in_period(view.problem, view.to(each.id))) for each in view.problem.townships}
    return {key: n for key, n in counts.items() if n}


def _visit_there(probing: Probing, township: PlannerTownship) -> Change | None:
    """Return a visit that could still be added, as early as it can be."""
    kinds = [each.key for each in probing.problem.kinds if each.share] or [each.key for each in probing.problem.kinds]
    for day in probing.days:
        if not probing.bars_place(township.id, day):
            best = probing.best(probing.slots(township.id, day, kinds))
            if best is not None:
                return Change(ChangeKind.ADD, instead=best)
    return None


def _longest_wait(before: PlanView, after: PlanView, duties: Sequence[Unmet]) -> QualityLine:
    problem = after.problem
    waits = sorted(((longest_wait(after, each), each) for each in problem.townships), key=lambda one: -one[0].days)
    was = max((longest_wait(before, each).days for each in problem.townships), default=0)
    notes = []
    if waits:
        wait, township = waits[0]
        words = _("{township} waits until {day}.") if wait.until else _("{township} waits until the period ends.")
        if wait.before and wait.until:
            words = _("{township} had waited {n} days already; the visit is on {day}.")
        notes.append(words.format(township=township.name, n=wait.before, day=day_text(wait.until or problem.last)))
    if len(waits) > 1:
        notes.append(_("The other townships wait {n} days at most.").format(n=waits[1][0].days))
    losses = [_loss(each) for each in duties if each.key == "interval"]
    most = waits[0][0].days if waits else 0
    return _line("longest_wait", _days(was), _days(most), notes, losses)


def _days(n: int) -> str:
    return ngettext("{n} day", "{n} days", n).format(n=n)


def _loss(duty: Unmet) -> Loss:
    visit = duty.visits[-1] if duty.visits else None
    fix = duty.fixes[0] if duty.fixes else None
    text = told(duty.text, duty.because)
    return Loss(text, visit, duty.leader_id, duty.township_id, fix)


def _market(before: PlanView, after: PlanView) -> QualityLine:
    problem = after.problem
    asked = [each for each in _seeking(after) if market(problem, each)]
    losses: list[Loss] = []
    for visit in (each for each in asked if not each.hold):
        kind = problem.kind_of[visit.kind]
        words = _("{visit}: market day, and {kind} keeps off it.")
        if kind.market > 0:
            words = _("{visit}: no market day.")
        text = words.format(visit=spoken(problem, visit), kind=_(kind.name))
        price, fix = _better_day(after, visit) if len(losses) < MOST_FIXES else ("", None)
        losses.append(Loss(told(text, price), visit, visit.leader_id, visit.township_id, fix))
    free = [each for each in in_period(problem, after.visits) if _has_no_market(problem, each)]
    notes = []
    if free:
        words = ngettext(
            "{n} visit where there is no market does not count.",
            "{n} visits where there is no market do not count.",
            len(free),
        )
        notes.append(words.format(n=len(free)))
    return _line("market", _right_side(before), _right_side(after), notes, losses)


def _has_no_market(problem: Problem, visit: PlannedVisit) -> bool:
    kind, there = problem.kind_of.get(visit.kind), problem.township_of.get(visit.township_id)
    return bool(kind and kind.market and there and not there.markets)


def _seeking(view: PlanView) -> list[PlannedVisit]:
    """Return the visits that market days concern."""
    problem, found = view.problem, []
    for each in in_period(problem, view.visits):
        kind, there = problem.kind_of.get(each.kind), problem.township_of.get(each.township_id)
        if kind is not None and there is not None and kind.market and there.markets:
            found.append(each)
    return found


def _right_side(view: PlanView) -> str:
    asked = _seeking(view)
    return f"{sum(not market(view.problem, each) for each in asked)} / {len(asked)}"


def _better_day(view: PlanView, visit: PlannedVisit) -> tuple[str, Change | None]:
    """Return the move to the next day on the right side of market day, with what it costs; else what bars it."""
    bars = []
    for each in other_days(view.problem, view.visits, visit):
        moved = visit._replace(day=each.day)
        if market(view.problem, moved):
            continue
        if each.fits:
            return _on(each), Change(ChangeKind.MOVE, visit=visit, instead=moved)
        bars.append(_on(each))
    return (bars[0] if bars else _("No other day near by is better.")), None


def _on(other: OtherDay) -> str:
    words = _("{day} instead: {reason}")
    return words.format(day=day_text(other.day), reason=other.sentence) if other.sentence else ""


def _leader_visits(before: PlanView, after: PlanView, duties: Sequence[Unmet]) -> QualityLine:
    problem = after.problem
    short = [each for each in duties if each.key == "quota_under"]
    bars = tuple(
        _bar(after, each) for each in sorted(problem.leaders, key=lambda one: (one.rank, one.id)) if each.share
    )
    late = {each.leader_id for each in short}
    notes = []
    full = sum(each.least is not None and each.leader_id not in late for each in bars)
    if full:
        words = ngettext("{n} leader meets the quota.", "{n} leaders meet the quota.", full)
        notes.append(words.format(n=full))
    for leader_id in sorted(each for each in late if each is not None):
        n = sum(each.n for each in short if each.leader_id == leader_id)
        words = ngettext("{leader} is {n} visit short.", "{leader} is {n} visits short.", n)
        notes.append(words.format(leader=problem.leader_of[leader_id].name, n=n))
    losses = [_loss(each) for each in short]
    line = _line("leader_visits", _range(before), _range(after), notes[: MOST_NOTES + 1], losses)
    return replace(line, bars=bars)


def _bar(view: PlanView, leader: PlannerLeader) -> LeaderBar:
    """Return the visits of a leader, and what the quotas for any kind ask for in the period."""
    problem, first = view.problem, view.problem.first
    asked = [
        (line.least or 0)
        * sum(leader.duty.is_in_office(each) for each in problem.stretches(line) if each.first >= first)
        for line in problem.lines[leader.id]
        if line.kind is None and line.least is not None
    ]
    return LeaderBar(leader.id, leader.name, _led(view, leader.id), max(asked, default=None))


def _led(view: PlanView, leader_id: int) -> int:
    return sum(each.leader_id == leader_id for each in in_period(view.problem, view.of(leader_id)))


def _range(view: PlanView) -> str:
    led = [_led(view, each.id) for each in view.problem.leaders if each.share]
    few, many = min(led, default=0), max(led, default=0)
    return visits_text(many) if few == many else _("{few}—{many} visits").format(few=few, many=many)


def _loads(before: PlanView, after: PlanView) -> QualityLine:
    """Return the lightest and the heaviest load; whose they are is nobody's business here."""
    return _line("loads", _spread(before), _spread(after), (), ())


def _spread(view: PlanView) -> str:
    loads = [load_of(view, each.id) for each in view.problem.leaders if each.share]
    few, many = points_text(min(loads, default=0)), points_text(max(loads, default=0))
    return _("{few}—{many} points").format(few=few, many=many)


def _revisited(before: PlanView, after: PlanView) -> QualityLine:
    problem = after.problem
    asked = [each for each in problem.townships if each.owners and set(each.owners) - each.paired]
    was, now = _reached(before), _reached(after)
    probing = Probing(after)
    words = _("Nobody goes to {township}, where issues are open.")
    losses = [
        Loss(words.format(township=each.name), township_id=each.id, fix=_visit_there(probing, each))
        for each in asked
        if each.id not in now
    ]
    notes = [_("Every township with open issues is visited.")] if asked and not losses else []
    old, new = sum(each.id in was for each in asked), sum(each.id in now for each in asked)
    return _line("revisited", f"{old} / {len(asked)}", f"{new} / {len(asked)}", notes, losses)


def _continuity(before: PlanView, after: PlanView) -> QualityLine:
    problem = after.problem
    losses: list[Loss] = []
    for visit in after.planned:
        if continuity(problem, visit):
            reason, fix = _owner_instead(after, visit) if len(losses) < MOST_FIXES else ("", None)
            words = _("{visit}: others took the issues there.")
            text = told(words.format(visit=spoken(problem, visit)), reason)
            losses.append(Loss(text, visit, visit.leader_id, visit.township_id, fix))
    return _line("continuity", _known(before), _known(after), (), losses)


def _known(view: PlanView) -> str:
    problem = view.problem
    places = {each.id for each in problem.townships if each.owners}
    asked = [each for each in in_period(problem, view.visits) if each.township_id in places]
    return f"{sum(not continuity(problem, each) for each in asked)} / {len(asked)}"


def _owner_instead(view: PlanView, visit: PlannedVisit) -> tuple[str, Change | None]:
    """Return the change to who took issues there, with what it costs; else what bars the first of them."""
    problem = view.problem
    owners = problem.township_of[visit.township_id].owners
    bars = ""
    for each in candidates(problem, view.visits, visit):
        if each.leader_id in owners and not each.is_present:
            if each.fits and each.change is not None:
                return each.sentence, each.change
            bars = bars or each.sentence
    return bars, None


def _unmet(problem: Problem, before: Plan, duties: Sequence[Unmet]) -> QualityLine:
    was = open_duties(problem, before)
    return _line("unmet", str(was), str(len(duties)), (), [_loss(each) for each in duties])


def _line(key: str, before: str, after: str, notes: Sequence[str], losses: Sequence[Loss]) -> QualityLine:
    return QualityLine(key, _(LINE_NAMES[key]), before, after, tuple(notes), tuple(losses))


LINE_NAMES: Final = {
    "townships": N_("Townships reached"),
    "longest_wait": N_("Longest wait"),
    "market": N_("Market days"),
    "leader_visits": N_("Visits of leaders"),
    "loads": N_("Loads of leaders"),
    "revisited": N_("Townships with open issues"),
    "continuity": N_("Led by who knows the issues"),
    "unmet": N_("Duties left open"),
}
