"""What the office planned itself stays, as far as the rules let it: the planner fills in around it."""

from __future__ import annotations

from dataclasses import replace

from core.planner.problem import Hold, Plan, Problem, Stand
from core.planner.state import State
from core.planner.wishes import wish_of


def keeping(problem: Problem) -> Problem:
    """Return the problem with its drafts held, where the office's own plan must stay; else the problem itself.

    A draft that a rule speaks against, such as that its leader is away by now, may still be moved; of two that collide
    the earlier one stays.
    """
    if wish_of(problem, "base") is not Stand.MUST or not problem.drafts:
        return problem
    state, kept, free = State(problem, problem.fixed), [], []
    for draft in sorted(problem.drafts):
        if state.fits(draft):
            state.add(draft)
            kept.append(draft._replace(hold=Hold.SET.value))
        else:
            free.append(draft)
    return replace(problem, fixed=tuple(sorted((*problem.fixed, *kept))), drafts=tuple(free))


def released(plan: Plan) -> Plan:
    """Return a plan in which what the office planned may be moved again: it stayed, but it is no pin."""
    return tuple(each._replace(hold="") if each.hold == Hold.SET else each for each in plan)
