"""What the map tells apart by tint: how much of its interval a township has waited, and what is open there."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.i18n import N_
from core.visits import waits_too_long


class MapLayer(StrEnum):
    """What the map is tinted by."""

    DAYS = "days"
    ISSUES = "issues"


class Level(StrEnum):
    """How a township stands in a layer."""

    RECENT = "recent"
    HALF = "half"
    NEAR = "near"
    PAST = "past"
    NEVER = "never"
    CLEAR = "clear"
    OPEN = "open"
    LATE = "late"
    LATER = "later"
    LATEST = "latest"


LAYER_NAMES: Final = {MapLayer.DAYS: N_("Days since last visit"), MapLayer.ISSUES: N_("Open issues")}
LEVEL_NAMES: Final = {
    Level.RECENT: N_("Up to half the interval"),
    Level.HALF: N_("Over half"),
    Level.NEAR: N_("Last quarter"),
    Level.PAST: N_("Past the interval"),
    Level.NEVER: N_("Never visited"),
    Level.CLEAR: N_("Nothing open"),
    Level.OPEN: N_("Open, none overdue"),
    Level.LATE: N_("1—2 overdue"),
    Level.LATER: N_("3—5 overdue"),
    Level.LATEST: N_("6 or more overdue"),
}
LEVELS: Final = {
    MapLayer.DAYS: (Level.RECENT, Level.HALF, Level.NEAR, Level.PAST, Level.NEVER),
    MapLayer.ISSUES: (Level.CLEAR, Level.OPEN, Level.LATE, Level.LATER, Level.LATEST),
}
"""From calm to pressing."""
_FEW: Final = 2
_SOME: Final = 5


def wait_level(days: int | None, limit: int) -> Level:
    """Return how long a township has waited, measured by its interval."""
    if days is None:
        return Level.NEVER
    if waits_too_long(days, limit):
        return Level.PAST
    if days * 4 > limit * 3:
        return Level.NEAR
    return Level.HALF if days * 2 > limit else Level.RECENT


def issue_level(open_issues: int, overdue: int) -> Level:
    """Return how its issues stand, graded by how many are overdue."""
    if overdue > _SOME:
        return Level.LATEST
    if overdue:
        return Level.LATER if overdue > _FEW else Level.LATE
    return Level.OPEN if open_issues else Level.CLEAR
