"""What comes between a plan and its days: somebody is called away, a visit is cut short, a road is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from core.i18n import N_, _
from core.planner.problem import Plan, PlannedVisit, Problem, Sitting
from core.visits import Half


class DisruptionKind(StrEnum):
    """What came up."""

    CALLED_AWAY = "called_away"
    ABSENCE = "absence"
    CUT_SHORT = "cut_short"
    URGENT = "urgent"
    ROAD_CLOSED = "road_closed"


DISRUPTION_NAMES: Final = {
    DisruptionKind.CALLED_AWAY: N_("Called away"),
    DisruptionKind.ABSENCE: N_("Absence"),
    DisruptionKind.CUT_SHORT: N_("Cut short"),
    DisruptionKind.URGENT: N_("Urgent visit"),
    DisruptionKind.ROAD_CLOSED: N_("Road closed"),
}
OF_LEADER: Final = frozenset({DisruptionKind.CALLED_AWAY, DisruptionKind.ABSENCE, DisruptionKind.CUT_SHORT})


@dataclass(frozen=True, slots=True)
class Disruption:
    """One thing that came up, from *first* to *last*, both included.

    Attributes:
        leader_id: Who is called away, absent, or has only part of the day.
        township_id: Where the road is closed, or somebody is needed.
        half: What is lost of each day; None loses all of it.
        kind_of_visit: Of the urgent visit; empty where any will do.
    """

    kind: DisruptionKind
    first: date
    last: date
    leader_id: int = 0
    township_id: int = 0
    half: Half | None = None
    kind_of_visit: str = ""

    def covers(self, day: date) -> bool:
        """Return whether *day* is one of its days."""
        return self.first <= day <= self.last

    def strikes(self, visit: PlannedVisit) -> bool:
        """Return whether a visit cannot take place as it is."""
        if self.kind is DisruptionKind.URGENT or not self.covers(visit.day):
            return False
        if self.kind is DisruptionKind.ROAD_CLOSED:
            return visit.township_id == self.township_id
        return self.leader_id in visit.leader_ids and (self.half is None or self.half.overlaps(visit.half))

    def is_met_by(self, visit: PlannedVisit) -> bool:
        """Return whether a visit is the urgent one."""
        return (
            self.kind is DisruptionKind.URGENT
            and self.covers(visit.day)
            and visit.township_id == self.township_id
            and self.kind_of_visit in {"", visit.kind}
        )

    def upon(self, problem: Problem) -> Problem:
        """Return the problem with what came up in it."""
        if self.kind is DisruptionKind.ROAD_CLOSED:
            closed = frozenset(day for day in problem.natural_days if self.covers(day))
            places = (
                replace(each, closed=each.closed | closed) if each.id == self.township_id else each
                for each in problem.townships
            )
            return replace(problem, townships=tuple(places))
        if self.kind not in OF_LEADER:
            return replace(problem)
        if self.half is None:
            people = (
                replace(each, away=(*each.away, (self.first, self.last))) if each.id == self.leader_id else each
                for each in problem.leaders
            )
            return replace(problem, leaders=tuple(people))
        name, who = _(DISRUPTION_NAMES[self.kind]), frozenset({self.leader_id})
        days = (day for day in problem.natural_days if self.covers(day))
        return replace(problem, sittings=(*problem.sittings, *(Sitting(name, day, self.half, who) for day in days)))


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan alone does not tell of its visits.

    Attributes:
        told: Units that go along, by each visit that people know of; a change of any other needs nobody to be phoned.
        over: Visits that took place or were begun: they never change.
    """

    told: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    over: frozenset[int] = frozenset()

    @classmethod
    def of(cls, plan: Plan) -> Known:
        """Return what is taken to be known where nobody says: every visit that exists, without units."""
        return cls({each.id: () for each in plan if each.id})
