"""The planner against others on the Yunling county's next quarter, and its 2026 against the office's own.

All are judged by the planner's scorer: costs in strict order, less is better. CP-SAT has two cores, the others one.
"""

from __future__ import annotations

from collections import Counter
from time import perf_counter

from core.planner.bounds import costs_of, gap_of
from core.planner.plan_view import PlanView
from core.planner.problem import Plan, Problem
from core.planner.rules import plan_breaches
from core.planner.scoring import score
from core.planner.solve import solve
from tests.bench.planner_cases import (
    QUARTERS,
    Moment,
    Rows,
    Watched,
    as_levels,
    at_bound,
    broken,
    gap_text,
    planned,
    problem,
    this_year,
    watch,
    yunling,
)
from tests.bench.planner_rivals import OneModel, in_base_order

LONGER = 60
"""Seconds that CP-SAT is given besides."""


def run() -> Rows:
    """Measure all of them on one problem."""
    store = yunling()
    rows: Rows = []
    for first, last in QUARTERS:
        ours = watch(problem(store, first, last))
        rows.append((f"{first} to {last}: the planner, seconds", ours.seconds, "s"))
        rows += _judged("the planner", ours, ours.last.plan)
        rows += _against(ours)
    rows += _office(*this_year(store))
    store.close()
    return rows


def _against(ours: Watched) -> Rows:
    case, rows = ours.problem, []
    begun = perf_counter()
    rows += _judged("greedy in base order", ours, in_base_order(case))
    rows.append(("  seconds", perf_counter() - begun, "s"))
    rows += _judged("local search, as many seconds", ours, solve(case, seconds=ours.seconds, engine="python").plan)
    begun = perf_counter()
    model = OneModel(case)
    building = perf_counter() - begun
    for seconds in (ours.seconds, LONGER):
        plan, status = model.solve(seconds)
        rows += _judged(f"one model, CP-SAT, {seconds:.0f} s and {building:.1f} s to build it ({status})", ours, plan)
    return rows


def _judged(name: str, ours: Watched, plan: Plan) -> Rows:
    case, worth = ours.problem, score(ours.problem, plan)
    gap, levels = gap_of(case, worth, ours.last.bound), len(ours.last.bound.costs)
    if not planned(plan) or broken(case, plan) == 0:
        assert costs_of(worth)[:levels] >= ours.last.bound.costs, "the bound is not true"
    print(f"  {name}: {as_levels(worth)}; burden {worth.burden[:6]}", flush=True)
    return [
        (f"{name}: gap ({gap_text(gap)})", gap.share * 100, "%"),
        ("  levels at what is proven", at_bound(Moment(0, plan, worth, ours.last.bound)), ""),
        ("  visits planned", len(planned(plan)), ""),
        ("  hard rules broken", broken(case, plan), ""),
    ]


def _office(case: Problem, really: Plan) -> Rows:
    ours = watch(case)
    found = Counter(each.rule for each in plan_breaches(PlanView(case, really)))
    print(f"  hard rules the office broke: {dict(found)}")
    return [
        *_judged("2026 as the office planned it", ours, really),
        *_judged(f"2026 by the planner, {ours.seconds:.0f} s", ours, ours.last.plan),
    ]
