"""One thing that could be changed, in the rules or in the plan, so that a page can offer it as a link and do it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.i18n import N_, _, day_text
from core.planner.problem import (
    STAND_NAMES,
    Plan,
    PlannedVisit,
    PlannerLeader,
    PlannerTownship,
    Problem,
    Sitting,
    Stand,
)
from core.planner.rules import HARD_OF
from core.planner.wishes import SOFT_OF
from core.quotas import QuotaFacts
from core.visits import HALF_NAMES


class ChangeKind(StrEnum):
    """What is changed: first those of the rules and the data, then those of the plan."""

    STAND = "stand"
    SPACING = "spacing"
    REVISIT = "revisit"
    MOST_A_DAY = "most_a_day"
    INTERVAL = "interval"
    LEAST = "least"
    MOST = "most"
    PRESENT = "present"
    EXCUSE = "excuse"
    OPEN = "open"
    ADD = "add"
    LEADER = "leader"
    MOVE = "move"
    KIND = "kind"


OF_THE_PLAN = frozenset({ChangeKind.ADD, ChangeKind.LEADER, ChangeKind.MOVE, ChangeKind.KIND})


@dataclass(frozen=True, slots=True)
class Change:
    """One change; only the fields that its kind needs are filled.

    Attributes:
        key: The rule of STAND; the kind of outing of INTERVAL, empty for any.
        number: The new figure.
        was: The figure that it replaces.
        quota: The line of LEAST and MOST as it holds for the leader.
        visit: The visit that is changed.
        instead: What stands in its place, or is added.
    """

    kind: ChangeKind
    key: str = ""
    stand: Stand = Stand.PREFER
    number: int = 0
    was: int = 0
    leader_id: int = 0
    township_id: int = 0
    day: date | None = None
    quota: QuotaFacts | None = None
    visit: PlannedVisit | None = None
    instead: PlannedVisit | None = None

    @property
    def is_of_the_plan(self) -> bool:
        """Return whether the plan changes, and the rules stay."""
        return self.kind in OF_THE_PLAN

    def full_text(self, problem: Problem) -> str:
        """Return what is to be done, and with which visit where one is changed."""
        if self.visit is None:
            return self.text(problem)
        return _("{visit}: {change}").format(visit=_visit(problem, self.visit), change=self.text(problem))

    def text(self, problem: Problem) -> str:
        """Return what is to be done, in a few words: Quota 3 → 2."""
        words = _(_WORDS[self.kind])
        line = self.quota
        rule = HARD_OF.get(self.key) or SOFT_OF.get(self.key)
        return words.format(
            was=self.was,
            n=self.number,
            leader=_leader(problem, self.instead.leader_id if self.instead else self.leader_id),
            township=_township(problem, self.instead.township_id if self.instead else self.township_id),
            day=day_text(self.day) if self.day else "",
            meeting=self.key,
            rule=rule.meaning if rule else "",
            stand=_(STAND_NAMES[self.stand]),
            visit=_visit(problem, self.instead) if self.instead else "",
            kind=_kind(problem, self.instead.kind if self.instead else line.kind if line else self.key),
            half=_(HALF_NAMES[self.instead.half]) if self.instead else "",
            new_day=day_text(self.instead.day) if self.instead else "",
        )

    def relaxed(self, problem: Problem) -> Problem:
        """Return the problem with this one thing changed; as it is for a change of the plan."""
        match self.kind:
            case ChangeKind.STAND:
                return replace(problem, stands={**problem.stands, self.key: self.stand})
            case ChangeKind.SPACING:
                return replace(problem, spacing_days=self.number)
            case ChangeKind.REVISIT:
                return replace(problem, revisit_days=self.number)
            case ChangeKind.MOST_A_DAY:
                return replace(problem, most_a_day=self.number)
            case ChangeKind.LEAST | ChangeKind.MOST if self.quota is not None:
                return replace(problem, quotas=_requoted(problem, self))
            case ChangeKind.PRESENT if self.day is not None:
                leaders = tuple(
                    _present(each, self.day) if each.id == self.leader_id else each for each in problem.leaders
                )
                return replace(problem, leaders=leaders)
            case ChangeKind.EXCUSE:
                return replace(problem, sittings=tuple(self._excused(each) for each in problem.sittings))
            case ChangeKind.INTERVAL | ChangeKind.OPEN:
                where = self.township_id
                places = tuple(self._eased(each) if each.id == where else each for each in problem.townships)
                return replace(problem, townships=places)
            case _:
                return problem

    def applied(self, plan: Plan) -> Plan:
        """Return the plan with this one thing changed; as it is for a change of the rules."""
        if not self.is_of_the_plan or self.instead is None:
            return plan
        rest = list(plan)
        if self.visit in rest:
            rest.remove(self.visit)
        return tuple(sorted((*rest, self.instead)))

    def _excused(self, sitting: Sitting) -> Sitting:
        if sitting.day != self.day or sitting.name != self.key:
            return sitting
        return replace(sitting, leader_ids=sitting.leader_ids - {self.leader_id})

    def _eased(self, township: PlannerTownship) -> PlannerTownship:
        if self.kind is ChangeKind.OPEN and self.day is not None:
            return replace(township, closed=township.closed - {self.day})
        if self.key:
            return replace(township, kind_intervals={**township.kind_intervals, self.key: self.number})
        return replace(township, interval=self.number)


def _present(leader: PlannerLeader, day: date) -> PlannerLeader:
    """Return a leader who is here on *day*: his absences are cut around it."""
    away: list[tuple[date, date]] = []
    for first, last in leader.away:
        if not first <= day <= last:
            away.append((first, last))
            continue
        away += [(first, day - timedelta(1))] if first < day else []
        away += [(day + timedelta(1), last)] if day < last else []
    return replace(leader, away=tuple(away))


def _requoted(problem: Problem, change: Change) -> tuple[QuotaFacts, ...]:
    """Return the quotas with a line of one leader's own in the place of what held for him."""
    line = change.quota
    if line is None:
        return problem.quotas
    share = next((each.share for each in problem.leaders if each.id == change.leader_id), 100) or 100
    least, most = line.least, line.most
    if change.kind is ChangeKind.MOST:
        most = change.number
    else:
        least = change.number
    if least is not None:
        least = _at_full(least, share)
    fresh = max((each.id for each in problem.quotas), default=0) + 1
    own = QuotaFacts(fresh, change.leader_id, None, line.kind, line.span, least, most)
    rest = (
        each
        for each in problem.quotas
        if (each.leader_id, each.kind, each.span) != (change.leader_id, line.kind, line.span)
    )
    return (*rest, own)


def _at_full(least: int, share: int) -> int:
    """Return the line that asks *least* of a leader with *share* percent of duty, as `core.quotas` reckons it."""
    full = least * 100 // share
    while (full * share + 50) // 100 > least:
        full -= 1
    while (full * share + 50) // 100 < least:
        full += 1
    return full


def _leader(problem: Problem, leader_id: int) -> str:
    return problem.leader_of[leader_id].name if leader_id in problem.leader_of else ""


def _township(problem: Problem, township_id: int) -> str:
    return problem.township_of[township_id].name if township_id in problem.township_of else ""


def _kind(problem: Problem, key: str | None) -> str:
    return _(problem.kind_of[key].name) if key and key in problem.kind_of else ""


def _visit(problem: Problem, visit: PlannedVisit) -> str:
    words = _("{day} {half}, {leader} to {township}")
    return words.format(
        day=day_text(visit.day),
        half=_(HALF_NAMES[visit.half]),
        leader=_leader(problem, visit.leader_id),
        township=_township(problem, visit.township_id),
    )


_WORDS: Final = {
    ChangeKind.STAND: N_("“{rule}” → {stand}"),
    ChangeKind.SPACING: N_("Days between two visits of a leader {was} → {n}"),
    ChangeKind.REVISIT: N_("Days between two visits to a township {was} → {n}"),
    ChangeKind.MOST_A_DAY: N_("Most visits a day {was} → {n}"),
    ChangeKind.INTERVAL: N_("Interval of {township} {was} → {n} days"),
    ChangeKind.LEAST: N_("Quota of {leader} {was} → {n}"),
    ChangeKind.MOST: N_("Most visits of {leader} {was} → {n}"),
    ChangeKind.PRESENT: N_("{leader} stays here on {day}"),
    ChangeKind.EXCUSE: N_("Excuse {leader} from the {meeting} on {day}"),
    ChangeKind.OPEN: N_("Let {township} be visited on {day}"),
    ChangeKind.ADD: N_("Add: {visit}"),
    ChangeKind.LEADER: N_("Send {leader} instead"),
    ChangeKind.MOVE: N_("Move to {new_day}, {half}"),
    ChangeKind.KIND: N_("Make the visit of {leader} to {township} a {kind}"),
}
