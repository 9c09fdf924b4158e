"""What a clash rule gives back, and what the rules reckon with: hours of a visit, and what overlaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from core.clash_facts import ClashContext, MeetingFacts, VisitFacts
from core.visits import Half

HOURS: Final = {
    Half.MORNING: (time(9), time(11, 30)),
    Half.AFTERNOON: (time(14, 30), time(17)),
    Half.WHOLE_DAY: (time(9), time(17)),
}
"""When a visit without times of its own is taken to be on site."""


@dataclass(frozen=True, slots=True)
class Found:
    """One breach of a rule.

    Attributes:
        sentence: Message id where another one than the rule's is right.
    """

    facts: Mapping[str, Any]
    other_id: int | None = None
    leader_id: int | None = None
    sentence: str = ""


Find = Callable[[VisitFacts, ClashContext], Iterator[Found]]


def meet(one: VisitFacts | MeetingFacts, other: VisitFacts | MeetingFacts) -> bool:
    """Return whether two engagements of one day overlap: by the clock where both have hours, else by the half."""
    if one.starts_at and one.ends_at and other.starts_at and other.ends_at:
        return one.starts_at < other.ends_at and other.starts_at < one.ends_at
    return one.half.overlaps(other.half)


def hours(engagement: VisitFacts | MeetingFacts) -> tuple[time, time]:
    """Return from when to when somebody is there; what has no hours keeps those of its half."""
    usual = HOURS[engagement.half]
    begins = engagement.starts_at or usual[0]
    return begins, engagement.ends_at or max(usual[1], begins)


def reaches(day: date, leaves: time, minutes: int, begins: time) -> bool:
    """Return whether *minutes* of road fit between leaving one place and beginning at the next."""
    return datetime.combine(day, leaves) + timedelta(minutes=minutes) <= datetime.combine(day, begins)
