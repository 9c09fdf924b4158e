"""A first plan in pure Python: what weighs most first, each visit where it costs least."""

from __future__ import annotations

from core.planner.problem import Plan, Problem


def construct(problem: Problem) -> Plan:
    """Return a plan that breaks no hard rule with what it adds to the fixed visits."""
    raise NotImplementedError
