"""What the planner says, where everything can be tried; what stays when it plans anew; what its reasons are worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count
from random import Random

from core.planner.explain import Candidate, candidates
from core.planner.problem import Hold, Plan, PlannedVisit, Problem, Stand
from core.planner.repair import repairs
from core.planner.rules import HARD_OF
from core.planner.scoring import Score, score
from core.planner.solve import improve, solve
from tests.bench.planner_cases import QUARTERS, Rows, broken, planned, problem, watch, yunling
from tests.core.planner.brute import optimum
from tests.core.planner.instances import county, random_problem
from tests.core.planner.repair_brute import least, small_case
from tests.core.planner.test_small_instances import misjudged, small_problem

INSTANCES, REPLANS, SLOTS, STOPS = 200, 100, 200, 300
FEW_PLANS = 60_000


def run() -> Rows:
    """Try them all."""
    return [*_instances(), *_larger(), *_repairs(), *_replans(), *_stops(), *_reasons()]


def _instances() -> Rows:
    return _against_all(f"{INSTANCES} tiny instances", (small_problem(seed) for seed in range(INSTANCES)))


def _larger() -> Rows:
    """The same where there are more plans, as long as all of them can still be tried."""
    draw, cases = Random(8), []
    sizes = ((3, 3, 6, 1), (2, 3, 8, 2), (4, 3, 5, 1), (3, 2, 8, 1), (3, 4, 5, 1), (4, 4, 4, 1))
    for seed in range(60):
        leaders, townships, days, kinds = draw.choice(sizes)
        cases.append(random_problem(seed + 5000, leaders=leaders, townships=townships, days=days, kinds=kinds))
    return _against_all("somewhat larger ones", cases)


def _against_all(name: str, cases: Iterable[Problem]) -> Rows:
    tried = best = false = proven = 0
    for case in cases:
        moments = list(improve(case))
        least_cost = optimum(case, moments[-1].plan, most=FEW_PLANS)
        if least_cost is None:
            continue
        tried += 1
        wrong = misjudged(case, least_cost, moments)
        if wrong:
            print(f"  {name}: {wrong}")
        false += bool(wrong)
        best += moments[-1].score == least_cost
        proven += moments[-1].gap.level is None
    return [
        (f"{name}: tried by all their plans", tried, ""),
        ("  bound or gap untrue", false, ""),
        ("  the best plan found, wanted 95", best / tried * 100, "%"),
        ("  and proven on every level that is", proven / tried * 100, "%"),
    ]


def _repairs() -> Rows:
    """The first offer asks least of people: nothing open, then phone calls, visits, days, halves, and the score."""
    most = some = 0
    for seed in range(INSTANCES):
        case, struck = small_case(seed, busy=4)
        toll = least(case, struck)
        first = repairs(case, struck)[0]
        found = (*first.toll, first.score._replace(changed=0))
        most += found == toll
        some += found[:2] == toll[:2]
    return [
        ("small repairs whose first offer asks fewest people", some / INSTANCES * 100, "%"),
        ("  and is the best in everything after that", most / INSTANCES * 100, "%"),
    ]


def _replans() -> Rows:
    """Publish and pin a third of a plan, let somebody fall ill, and plan anew."""
    changed = wrong = moved = 0
    for seed in range(REPLANS):
        draw, case = Random(seed), county(10, 8, seed=seed, last=QUARTERS[1][0].replace(day=31))
        case = replace(case, days=tuple(day for day in case.days if day <= case.last))
        plan = solve(case, should_stop=_after(40)).plan
        holds = (Hold.PINNED, Hold.PUBLISHED, "", "", "", "")
        known = [each._replace(hold=draw.choice(holds), id=n) for n, each in enumerate(plan, 1)]
        who, day = draw.choice(case.leaders), draw.choice(case.days)
        away = (*who.away, (day, case.days[-1]))
        leaders = tuple(replace(each, away=away) if each is who else each for each in case.leaders)
        case = replace(
            case, leaders=leaders, fixed=tuple(each for each in known if each.hold),
            drafts=tuple(each for each in known if not each.hold),
        )  # fmt: skip
        again = solve(case, seed=seed, should_stop=_after(draw.randrange(80))).plan
        changed += tuple(each for each in again if each.hold) != tuple(sorted(case.fixed))
        wrong += broken(case, again) > 0
        moved += len({each.place for each in case.drafts} - {each.place for each in again})
    return [
        (f"{REPLANS} plans made anew, pinned or published visits changed in", changed, ""),
        ("  hard rules broken in", wrong, ""),
        ("  visits moved or dropped that were free to be", moved, ""),
    ]


def _stops() -> Rows:
    """Stop the search after any number of steps."""
    draw, wrong = Random(3), 0
    for seed in range(STOPS):
        case = random_problem(seed, leaders=draw.randint(1, 5), townships=draw.randint(1, 5), days=draw.randint(1, 20))
        engine = draw.choice(("highs", "python"))
        plan = solve(case, should_stop=_after(draw.randrange(400)), engine=engine).plan
        wrong += broken(case, plan) > 0 or tuple(each for each in plan if each.hold) != tuple(sorted(case.fixed))
    return [(f"{STOPS} searches stopped at any step, hard rules broken in", wrong, "")]


def _after(looks: int) -> Callable[[], bool]:
    seen = count()
    return lambda: next(seen) >= looks


def _reasons() -> Rows:
    """Switch off the rule that a reason names: the leader must then stand otherwise than before."""
    store = yunling()
    found: Counter[str] = Counter()
    examples = []
    cases = [problem(store, *QUARTERS[1]), *(county(12, 9, seed=seed) for seed in range(4))]
    cases += [replace(each, quotas=()) for each in cases[:3]]  # else quotas decide nearly everything
    for at, case in enumerate(cases):
        plan, draw = watch(case, seconds=5).last.plan, Random(at)
        for visit in draw.choices(planned(plan), k=SLOTS // len(cases)):
            named = [each for each in candidates(case, plan, visit) if _can_be_off(each.rule)]
            if not named:
                found["unnamed"] += 1
                continue
            each = draw.choice(named)
            off = replace(case, stands={**case.stands, each.rule: Stand.OFF})
            if _stands_alike(case, off, plan, visit, each):
                found[f"idle {each.rule}"] += 1
                examples.append(f"{each.rule}: {each.sentence}")
            found["tried"] += 1
    store.close()
    for text in examples[:8]:
        print(f"  switched off in vain: {text}")
    idle = sum(n for what, n in found.items() if what.startswith("idle"))
    return [
        ("slots of which a leader was drawn with a rule named that can be switched off", found["tried"], ""),
        ("  the leader stands as before without it", idle, ""),
        *((f"    {what}", n, "") for what, n in sorted(found.items()) if what.startswith(("idle", "unnamed"))),
    ]


def _can_be_off(rule: str) -> bool:
    return bool(rule) and not (rule in HARD_OF and HARD_OF[rule].always)


def _stands_alike(case: Problem, off: Problem, plan: Plan, visit: PlannedVisit, each: Candidate) -> bool:
    """Return whether a leader breaks as much, and costs as much more than the next best, with a rule as without it."""
    ranked = candidates(off, plan, visit)
    now = next(one for one in ranked if one.leader_id == each.leader_id)
    if (now.broken, now.fits) != (each.broken, each.fits):
        return False
    against = visit.leader_id if not each.is_present else _rival(case, plan, visit)
    return _costs(case, plan, visit, each.leader_id, against) == _costs(off, plan, visit, each.leader_id, against)


def _rival(case: Problem, plan: Plan, visit: PlannedVisit) -> int:
    return next((one.leader_id for one in candidates(case, plan, visit) if not one.is_present), visit.leader_id)


def _costs(case: Problem, plan: Plan, visit: PlannedVisit, leader: int, other: int) -> list[int]:
    """Return how the plan with one leader differs from that with another, level by level."""
    one, two = (_with(case, plan, visit, each) for each in (leader, other))
    loads = next((a - b for a, b in zip(one.burden, two.burden, strict=True) if a != b), 0)
    rest = (tuple(each._replace(burden=())) for each in (one, two))
    return [loads, *(a - b for a, b in zip(*rest, strict=True) if isinstance(a, int) and isinstance(b, int))]


def _with(case: Problem, plan: Plan, visit: PlannedVisit, leader: int) -> Score:
    rest = list(plan)
    rest.remove(visit)
    return score(case, (*rest, visit._replace(leader_id=leader)))
