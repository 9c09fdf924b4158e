"""The smallest single thing to give up that makes an open duty possible, proved by planning again, with its price."""

from __future__ import annotations

from dataclasses import dataclass

from core.planner.changes import Change
from core.planner.problem import Plan, Problem
from core.planner.scoring import Score
from core.planner.unmet import Unmet


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing that could be given up.

    Attributes:
        text: What is given up, in a few words.
        price: What else gets worse, as a sentence.
        plan: The proof: a plan that meets the duty and breaks no rule that must hold.
    """

    change: Change
    text: str
    price: str
    plan: Plan
    score: Score


def relaxations(problem: Problem, plan: Plan, duty: Unmet, *, most: int = 3) -> list[Relaxation]:
    """Return the smallest relaxations each of which alone makes *duty* possible; empty where none does."""
    raise NotImplementedError
