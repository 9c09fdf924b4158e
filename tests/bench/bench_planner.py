"""The rota planner on the Yunling county, a quarter and a year, and on 300 leaders in 250 townships."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from hashlib import sha256
from random import Random
from statistics import median
from time import perf_counter

from core.planner.bounds import gap_of
from core.planner.disruption import Disruption, DisruptionKind
from core.planner.explain import candidates
from core.planner.problem import Hold, Plan, Problem
from core.planner.repair import repairs
from core.planner.solve import solve
from tests.bench.planner_cases import NEXT_YEAR, QUARTERS, Rows, gap_text, peak, planned, problem, told, watch, yunling
from tests.bench.timing import milliseconds, p95
from tests.core.planner.instances import county

LARGE = 300, 250
LONGEST = 60
SLOTS, CASES = 60, 20


def run() -> Rows:
    """Plan them all, each in a process of its own where memory is told."""
    store = yunling()
    rows: Rows = []
    for first, last in QUARTERS:
        begun = perf_counter()
        case = problem(store, first, last)
        rows.append((f"reading {first} to {last}", perf_counter() - begun, "s"))
        found = watch(case)
        rows += told(f"Yunling, {first} to {last}", found)
    rows += _asked(case, found.last.plan)
    case = problem(store, *NEXT_YEAR)
    found = watch(case)
    rows += told("Yunling, the year 2027, budget 20 s", found)
    store.close()
    with _another_process() as pool:
        again = pool.submit(_year_again).result()
    rows.append(
        ("  imported and planned again by another process, different bytes", int(again != _mark(found.last.plan)), "")
    )
    with _another_process() as pool:
        rows += pool.submit(_large).result()
    return rows


def _another_process() -> ProcessPoolExecutor:
    """Return a process with a memory, and an order of hashes, of its own."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def _year_again() -> str:
    store = yunling()
    mark = _mark(watch(problem(store, *NEXT_YEAR)).last.plan)
    store.close()
    return mark


def _large() -> Rows:
    case = county(*LARGE)
    found = watch(case, seconds=LONGEST)
    rows = told(f"300 leaders, 250 townships, a quarter, budget 30 s, cut at {LONGEST}", found)
    rows.append(("  peak, budget 2,048", peak(), "MB"))
    plain = solve(case, seconds=30, engine="python")
    gap = gap_of(case, plain.score, found.last.bound)
    return [*rows, (f"  without HiGHS, after 30 s: gap ({gap_text(gap)})", gap.share * 100, "%")]


def _mark(plan: Plan) -> str:
    return sha256(repr(plan).encode()).hexdigest()


def _asked(case: Problem, plan: Plan) -> Rows:
    """Ask why, and for repairs, as the page does."""
    random = Random(6)
    taken = [milliseconds(partial(candidates, case, plan, visit)) for visit in random.sample(planned(plan), SLOTS)]
    rows: Rows = [
        ("leaders ranked for one visit, p50", median(taken), "ms"),
        ("  p95, budget 200", p95(taken), "ms"),
    ]
    stays = (each._replace(hold=each.hold or Hold.PUBLISHED, id=each.id or n) for n, each in enumerate(plan, 100_000))
    published = replace(case, fixed=tuple(stays), drafts=())
    spent, offers = [], []
    for kind in [kind for kind in DisruptionKind for _n in range(CASES)]:
        visit, lasting = random.choice(published.fixed), random.randint(1, 10)
        last = published.days[min(published.days.index(visit.day) + lasting, len(published.days) - 1)]
        half = visit.half if kind is DisruptionKind.CUT_SHORT else None
        township = visit.township_id if kind is DisruptionKind.ROAD_CLOSED else random.choice(case.townships).id
        struck = Disruption(kind, visit.day, last, visit.leader_id, township, half)
        begun = perf_counter()
        offers.append(len(repairs(published, struck)))
        spent.append(perf_counter() - begun)
    return [
        *rows,
        (f"repairs of {len(spent)} mishaps of every kind, p50", median(spent), "s"),
        ("  the slowest, budget 3", max(spent), "s"),
        ("  with fewer than three offers", sum(0 < n < 3 for n in offers), ""),
    ]
