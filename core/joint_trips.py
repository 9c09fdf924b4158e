"""Two neighbouring townships on one day: what it saves, and whether the neighbour keeps its interval (features.md L22).

The visit at hand stays where it is, so its own township's interval stays what it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from core.i18n import N_, _, day_text, ngettext
from core.visits import Half

OTHER_HALF: Final = {Half.MORNING: Half.AFTERNOON, Half.AFTERNOON: Half.MORNING}
"""A visit of the whole day leaves no half to join."""

_FREE: Final = {
    Half.MORNING: N_("{leader} is free in the morning of {day}"),
    Half.AFTERNOON: N_("{leader} is free in the afternoon of {day}"),
}


@dataclass(frozen=True, slots=True)
class JointTrip:
    """A neighbouring township that the same leader could take in, in the other half of the day.

    Attributes:
        half: When the neighbour would be visited.
        minutes_between: The way from one township to the other, where it is known; so `km_between`.
        km_saved: Against two trips from the seat; None where a distance is not known; so `minutes_saved`.
        need: The neighbour's need index, as in the list of requests.
        moves_visit_id: The visit already planned there that would move to this day.
        reasons: Sentences: why there, and what it saves.
        requests: Open requests of the neighbour, the most urgent first.
    """

    township_id: int
    township: str
    day: date
    half: Half
    leader_id: int
    road: str
    minutes_between: int | None
    km_between: int | None
    km_saved: int | None
    minutes_saved: int | None
    need: int
    overdue_issues: int
    days_since_visit: int | None
    interval: int
    requests: tuple[int, ...]
    moves_visit_id: int | None
    reasons: tuple[str, ...]


def saved(to_one: int | None, to_other: int | None, between: int | None) -> int | None:
    """Return what one round trip saves against two: there and back twice, less seat - one - other - seat."""
    if to_one is None or to_other is None or between is None:
        return None
    return (2 * to_one + 2 * to_other) - (to_one + between + to_other)


def keeps_interval(days: Sequence[date], joined: date, interval: int, *, moved: date | None = None) -> bool:
    """Return whether a township still sees somebody every *interval* days.

    A stretch that was too long before is not held against the trip, unless the trip makes it longer.

    Args:
        days: Days of its visits, past and planned.
        joined: The day of the joint trip.
        interval: Most natural days from one visit to the next.
        moved: The day of the visit that moves to *joined*; None where one is added.
    """
    after = sorted([*_without(days, moved), joined])
    return not any(
        (later - earlier).days > interval and any(earlier < day < later for day in days)
        for earlier, later in pairwise(after)
    )


def _without(days: Sequence[date], moved: date | None) -> list[date]:
    left = list(days)
    if moved in left and moved is not None:
        left.remove(moved)
    return left


@dataclass(frozen=True, slots=True)
class TripFacts:
    """What the sentences of a joint trip are made of.

    Attributes:
        moves: Day of the visit that would move.
        goes_anyway: Who is to go there without this trip, and when.
    """

    leader: str
    here: str
    there: str
    day: date
    half: Half
    road: str
    minutes_between: int | None
    km_between: int | None
    km_saved: int | None
    minutes_saved: int | None
    requests: int
    moves: date | None = None
    goes_anyway: tuple[str, date] | None = None


def trip_reasons(facts: TripFacts) -> Iterator[str]:
    """Yield why the trip is worth it, apart from the need of the township."""
    yield _way(facts)
    if facts.km_saved is not None and facts.minutes_saved is not None:
        both = _("Saves {km} km and {minutes} minutes against two trips")
        yield both.format(km=facts.km_saved, minutes=facts.minutes_saved)
    elif facts.km_saved is not None:
        yield _("Saves {km} km against two trips").format(km=facts.km_saved)
    elif facts.minutes_saved is not None:
        yield _("Saves {minutes} minutes against two trips").format(minutes=facts.minutes_saved)
    yield _(_FREE[facts.half]).format(leader=facts.leader, day=day_text(facts.day))
    if facts.requests:
        waiting = ngettext("{n} request from there waits", "{n} requests from there wait", facts.requests)
        yield waiting.format(n=facts.requests)
    if facts.moves is not None:
        yield _("The visit planned there on {day} would move to this day").format(day=day_text(facts.moves))
    elif facts.goes_anyway is not None:
        leader, day = facts.goes_anyway
        yield _("{leader} goes there on {day} as well").format(leader=leader, day=day_text(day))


def _way(facts: TripFacts) -> str:
    place = f"{facts.here} – {facts.there}"
    if facts.road:
        place = _("{road}, {places}").format(road=facts.road, places=place)
    if facts.minutes_between is not None and facts.km_between is not None:
        said = _("{places}: {minutes} minutes, {km} km")
    elif facts.minutes_between is not None:
        said = _("{places}: {minutes} minutes")
    elif facts.km_between is not None:
        said = _("{places}: {km} km")
    else:
        said = _("{places}: neighbours on one road")
    return said.format(places=place, minutes=facts.minutes_between, km=facts.km_between)
