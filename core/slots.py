"""Appointments of residents (约访) as stretches of a day: which of them meet, and how they are said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from core.clock import clock_text


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """A resident's slot, and the agency that is wanted for it."""

    at: time | None
    minutes: int | None
    agency_id: int | None = None
    agency: str = ""


def overlapping(slots: Sequence[SlotFacts]) -> Iterator[tuple[SlotFacts, SlotFacts]]:
    """Yield neighbouring slots that meet, in the order of the day; if any two meet, at least one pair comes."""
    timed = sorted((slot for slot in slots if slot.at is not None), key=lambda slot: slot.at or time())
    yield from ((one, other) for one, other in pairwise(timed) if meet(one, other))


def meet(one: SlotFacts, other: SlotFacts) -> bool:
    """Return whether two slots take the same minutes; one without length counts as its moment."""
    (first, last), (other_first, other_last) = _span(one), _span(other)
    if first is None or last is None or other_first is None or other_last is None:
        return False
    return first == other_first or (first < other_last and other_first < last)


def lies_outside(slot: SlotFacts, starts_at: time | None, ends_at: time | None) -> bool:
    """Return whether a slot begins before a visit starts or lasts longer than it does."""
    first, last = _span(slot)
    early = starts_at is not None and first is not None and first < _minute(starts_at)
    late = ends_at is not None and last is not None and last > _minute(ends_at)
    return early or late


def slot_text(slot: SlotFacts) -> str:
    """Return 9:00–9:20, or 9:00 where no length was agreed."""
    first, last = _span(slot)
    if first is None or last is None or last == first:
        return clock_text(slot.at)
    return f"{clock_text(slot.at)}–{last // 60}:{last % 60:02d}"


def _span(slot: SlotFacts) -> tuple[int | None, int | None]:
    if slot.at is None:
        return None, None
    return _minute(slot.at), _minute(slot.at) + (slot.minutes or 0)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
