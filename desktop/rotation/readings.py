"""What the solve bar says of a plan: the level of cost that decides, what it costs, what is proven, what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.i18n import _
from core.planner.bounds import costs_of
from core.planner.scoring import LEVEL_NAMES
from core.planner.solve import Progress

_IN_TENTHS: Final = frozenset({"burden"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One state of the search.

    Attributes:
        at: Seconds after the beginning.
        level: The level that decides, of `scoring.LEVEL_NAMES`.
        costs, bounds: By level, as far as they are known.
        share: By how much it could still be better at that level, as a part of one; None where nothing is proven.
        proven: The plan is as good as proven possible on every level that is bounded.
    """

    at: float
    level: str
    costs: Mapping[str, int]
    bounds: Mapping[str, int]
    share: float | None
    proven: bool = False


def reading_of(progress: Progress, at: float) -> Reading:
    """Return what is to be said of a plan at a time."""
    bounds = dict(progress.bound.levels)
    costs = dict(zip(LEVEL_NAMES, costs_of(progress.score), strict=True))
    gap = progress.gap
    if gap.level is not None:
        return Reading(at, gap.level, costs, bounds, gap.share)
    level = next((key for key in reversed(bounds) if key != "changed"), "")
    level = level or next((key for key in costs if costs[key]), "unmet")
    return Reading(at, level, costs, bounds, 0.0 if bounds else None, proven=bool(bounds))


def level_name(level: str) -> str:
    """Return the name of a level in the current language."""
    return _(LEVEL_NAMES[level])


def cost_text(level: str, cost: int) -> str:
    """Return a cost as it is written: 8 742; loads in points."""
    if level in _IN_TENTHS:
        return f"{cost / 10:.1f}"
    return f"{cost:,}".replace(",", "\u2009")


def share_text(share: float) -> str:
    """Return 1.9%: rounded up, so that no less is claimed than is left."""
    if share <= 0:
        return "0%"
    tenths = -(-share * 1000 // 1)
    return f"{int(tenths) / 10:.1f}%" if tenths < 1000 else f"{round(share * 100)}%"
