"""What speaks for or against a place that a visit is carried to, by the rules of the plan."""

from __future__ import annotations

from core.i18n import _, day_text, ngettext, weekday_text
from core.planner.plan_view import PlanView
from core.planner.problem import Plan, PlannedVisit, Problem, Stand
from core.planner.rules import HARD_OF, breaches
from core.visits import HALF_NAMES
from desktop.calendar.verdict import Line, Tone, Verdict


def judged(problem: Problem, plan: Plan, visit: PlannedVisit, place: PlannedVisit) -> Verdict:
    """Return what a plan would say of *visit* at another *place*; only what nobody can do is barred."""
    moved = place._replace(hold="")
    rest = tuple(each for each in plan if each.place != visit.place)
    view = PlanView(problem, (*rest, moved))
    lines: list[Line] = []
    for stand in (Stand.MUST, Stand.PREFER):
        for breach in breaches(moved, view, stand):
            tone = Tone.STOP if HARD_OF[breach.rule].always else Tone.WARN
            line = Line(tone, breach.text(problem))
            if line not in lines:
                lines.append(line)
    if not lines:
        lines.append(Line(Tone.FREE, _("No rule speaks against it")))
    lines += _facts(problem, view, moved)
    return Verdict(_title(problem, moved), tuple(lines))


def _title(problem: Problem, visit: PlannedVisit) -> str:
    leader, township = problem.leader_of.get(visit.leader_id), problem.township_of.get(visit.township_id)
    who = leader.name if leader is not None else f"#{visit.leader_id}"
    where = township.name if township is not None else f"#{visit.township_id}"
    when = f"{day_text(visit.day)} {weekday_text(visit.day)} {_(HALF_NAMES[visit.half])}"
    return f"{who} → {where}  {when}"


def _facts(problem: Problem, view: PlanView, visit: PlannedVisit) -> list[Line]:
    """Return the days since the last visit there, and whether it is market day."""
    found = []
    before = [each.day for each in view.to(visit.township_id) if each.day < visit.day]
    township = problem.township_of.get(visit.township_id)
    if before:
        n = (visit.day - before[-1]).days
        words = ngettext("{n} day after the last visit", "{n} days after the last visit", n).format(n=n)
        late = township is not None and n > township.interval
        found.append(Line(Tone.WARN if late else Tone.CALM, words))
    if township is not None and township.markets and visit.day in township.markets:
        found.append(Line(Tone.CALM, _("Market day in {township}").format(township=township.name)))
    return found
