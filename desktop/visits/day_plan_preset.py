"""What a day plan begins with: the road there and back, filled in where nothing stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from core.preparation import StopDraft, StopKind


def with_road(stops: Sequence[StopDraft], *, journey: int | None, begins: time | None) -> list[StopDraft]:
    """Return *stops* with setting off, arriving and setting off back; what stands there already is kept.

    Args:
        stops: In their order.
        journey: Minutes from the seat to the township; None leaves the minutes open.
        begins: When the visit begins on site; None leaves the time of setting off open.
    """
    found = [replace(stop) for stop in stops]
    kinds = [stop.kind for stop in found]
    if StopKind.LEAVE not in kinds:
        found.insert(0, StopDraft(StopKind.LEAVE))
    if StopKind.ARRIVE not in kinds:
        found.insert(
            next(n for n, stop in enumerate(found, 1) if stop.kind is StopKind.LEAVE), StopDraft(StopKind.ARRIVE)
        )
    if StopKind.RETURN not in kinds:
        found.append(StopDraft(StopKind.RETURN))
    for stop in found:
        if stop.kind in {StopKind.LEAVE, StopKind.RETURN} and stop.minutes is None:
            stop.minutes = journey
        if stop.kind is StopKind.LEAVE and stop.at is None and begins is not None and stop.minutes is not None:
            stop.at = _before(begins, stop.minutes)
    return found


def _before(at: time, minutes: int) -> time | None:
    """Return the time so many minutes earlier; None on the day before."""
    earlier = at.hour * 60 + at.minute - minutes
    return time(earlier // 60, earlier % 60) if earlier >= 0 else None
