"""Why him and why not her: the leaders of one slot ranked, and what helped or hurt a visit.

All of it is found by re-scoring alternatives with the scorer that judges every plan, never from a solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.planner.changes import Change
from core.planner.problem import Plan, PlannedVisit, Problem


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
class Reason:
    """What one rule says of a visit.

    Attributes:
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


@dataclass(frozen=True, slots=True)
class OtherDay:
    """The same visit on another day: a sentence why not, empty where it would be as good or better."""

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
    raise NotImplementedError


def helped_and_hurt(problem: Problem, plan: Plan, visit: PlannedVisit) -> list[Reason]:
    """Return what each rule says of a visit, the gravest first: the plan is judged with and without it."""
    raise NotImplementedError


def other_days(problem: Problem, plan: Plan, visit: PlannedVisit, *, within: int = 7) -> list[OtherDay]:
    """Return the days around that the same leader could go on instead, the best first, then why not the others."""
    raise NotImplementedError


def why(problem: Problem, plan: Plan, visit: PlannedVisit) -> Why:
    """Return all that can be said of one visit, and it in a sentence."""
    raise NotImplementedError
