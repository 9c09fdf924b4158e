"""One thing that could be changed, in the rules or in the plan, so that a page can offer it as a link and do it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from core.i18n import N_, _, day_text
from core.planner.problem import Plan, PlannedVisit, PlannerLeader, Problem, Stand
from core.planner.rules import HARD_OF, stand_of
from core.planner.wishes import wish_of
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


OF_THE_PLAN = frozenset({ChangeKind.ADD, ChangeKind.LEADER, ChangeKind.MOVE})


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

    def text(self, problem: Problem) -> str:
        """Return what is to be done, in a few words: Quota 3 → 2."""
        raise NotImplementedError

    def relaxed(self, problem: Problem) -> Problem:
        """Return the problem with this one thing changed; as it is for a change of the plan."""
        raise NotImplementedError

    def applied(self, plan: Plan) -> Plan:
        """Return the plan with this one thing changed; as it is for a change of the rules."""
        raise NotImplementedError
