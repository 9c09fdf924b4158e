"""What the planner is measured on, and what is noted while it works."""

from __future__ import annotations

import resource
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter

from core.planner.bounds import Bound, Gap, costs_of, gap_of
from core.planner.plan_view import PlanView
from core.planner.problem import Plan, Problem
from core.planner.rules import plan_breaches
from core.planner.scoring import LEVEL_NAMES, Score
from core.planner.solve import improve
from core.quotas import QuotaFacts
from db.queries.planner import problem_of
from db.queries.settings import office_settings, work_calendar
from db.services.plan_rules import save_quota
from db.store import Store, open_store
from tests.bench.county import TODAY, county_file

Rows = list[tuple[str, float, str]]
QUARTERS = ((date(2026, 12, 1), date(2027, 2, 28)), (date(2027, 1, 1), date(2027, 3, 31)))
NEXT_YEAR = date(2027, 1, 1), date(2027, 12, 31)
THIS_YEAR = date(2026, 1, 1), date(2026, 12, 31)


def yunling() -> Store:
    """Open a copy of the Yunling county in which every leader owes one visit a month, and no more than four."""
    path = Path(tempfile.mkdtemp(prefix="onsite-planner-")) / "county.db"
    shutil.copy(county_file(), path)
    store = open_store(path)
    with store.write("Quotas") as session:
        save_quota(session, QuotaFacts(0, least=1, most=4))
    return store


def problem(store: Store, first: date, last: date, *, today: date = TODAY) -> Problem:
    """Read what a plan of these days depends on."""
    with store.read() as session:
        return problem_of(
            session, first, last, today=today, calendar=work_calendar(session), settings=office_settings(session)
        )


def this_year(store: Store) -> tuple[Problem, Plan]:
    """Return 2026 as a problem of which nothing is planned yet, and the visits that the office planned in it."""
    known = problem(store, *THIS_YEAR, today=THIS_YEAR[0])
    really = tuple(sorted(each._replace(hold="") for each in (*known.fixed, *known.drafts)))
    kinds = problem(store, *QUARTERS[0]).kinds  # the mix of the year that is told about
    return replace(known, fixed=(), drafts=(), kinds=kinds), really


@dataclass(frozen=True, slots=True)
class Moment:
    """What was known of a plan at a time."""

    seconds: float
    plan: Plan
    score: Score
    bound: Bound


@dataclass(frozen=True, slots=True)
class Watched:
    """A search from its beginning to its end."""

    problem: Problem
    moments: tuple[Moment, ...]
    seconds: float

    @property
    def last(self) -> Moment:
        """What it ended with."""
        return self.moments[-1]

    @property
    def first_gap(self) -> Gap:
        """How far the first draft was from it."""
        return gap_of(self.problem, self.moments[0].score, self.last.bound)

    @property
    def gap(self) -> Gap:
        """How far the end is from what was proven."""
        return gap_of(self.problem, self.last.score, self.last.bound)

    def within(self, share: float) -> float:
        """Return when the plan came that near to what was proven at the end, for good; infinite if it never did."""
        return self._since(lambda each: gap_of(self.problem, each.score, self.last.bound).share <= share)

    def within_of_cost(self, share: float) -> float:
        """Return the same for a gap that is taken of the whole cost of its level, not of what planning wins there."""
        return self._since(lambda each: _of_cost(each.score, self.last.bound) <= share)

    def _since(self, is_near: Callable[[Moment], bool]) -> float:
        since = float("inf")
        for each in self.moments:
            since = min(since, each.seconds) if is_near(each) else float("inf")
        return since


def watch(case: Problem, *, seconds: float = 600.0, engine: str = "auto") -> Watched:
    """Let the planner work to its end, or for so many seconds."""
    begun = perf_counter()

    def is_over() -> bool:
        return perf_counter() - begun >= seconds

    moments = tuple(
        Moment(perf_counter() - begun, each.plan, each.score, each.bound)
        for each in improve(case, engine=engine, should_stop=is_over)
    )
    return Watched(case, moments, perf_counter() - begun)


def told(name: str, found: Watched) -> Rows:
    """Return the figures of a search."""
    return [
        (f"{name}: first draft", found.moments[0].seconds, "s"),
        ("  within 1 % of what is proven, for good", found.within(0.01), "s"),
        ("  within 0.2 %", found.within(0.002), "s"),
        ("  within 1 %, of the whole cost of the level", found.within_of_cost(0.01), "s"),
        ("  within 0.2 %, of that", found.within_of_cost(0.002), "s"),
        (f"  gap of the first draft ({gap_text(found.first_gap)})", found.first_gap.share * 100, "%"),
        ("  until it ends by itself", found.seconds, "s"),
        (f"  gap at the end ({gap_text(found.gap)})", found.gap.share * 100, "%"),
        (f"  levels at what is proven, of {len(found.last.bound.costs)}", at_bound(found.last), ""),
        ("  visits planned", len(planned(found.last.plan)), ""),
        ("  hard rules broken", broken(found.problem, found.last.plan), ""),
    ]


def _of_cost(worth: Score, bound: Bound) -> float:
    pairs = zip(costs_of(worth), bound.costs, strict=False)
    return next(((cost - least) / cost for cost, least in pairs if cost > least), 0.0)


def gap_text(gap: Gap) -> str:
    """Return at which level a gap is."""
    return gap.level or "none on any proven level"


def at_bound(moment: Moment) -> int:
    """Return on how many of the gravest levels a plan costs no more than proven necessary."""
    pairs = zip(costs_of(moment.score), moment.bound.costs, strict=False)
    return next((n for n, (cost, least) in enumerate(pairs) if cost > least), len(moment.bound.costs))


def planned(plan: Plan) -> Plan:
    """Return what of a plan is planned."""
    return tuple(each for each in plan if not each.hold)


def broken(case: Problem, plan: Plan) -> int:
    """Return how many times a plan breaks what must hold."""
    return len(plan_breaches(PlanView(case, plan)))


def peak() -> float:
    """Return the most memory that this process ever took, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def as_levels(score: Score) -> str:
    """Return a score in one line; of the loads the heaviest."""
    costs = zip(LEVEL_NAMES, costs_of(score), strict=True)
    return ", ".join(f"{level} {cost:,}" for level, cost in costs if level != "changed")
