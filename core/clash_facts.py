"""What a clash can depend on: a visit, and the county around it, as small facts without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import cached_property

from core.calendar.workdays import WorkCalendar
from core.visits import Half


class Level(StrEnum):
    """What a clash stops, gravest first."""

    BLOCK = "block"
    BLOCK_ISSUE = "block_issue"
    WARN = "warn"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What a clash can depend on; called-off visits are left out by the caller.

    Attributes:
        leader_ids: The lead leader, then those who come along.
    """

    id: int | None
    day: date
    half: Half
    leader_ids: tuple[int, ...]
    township_id: int | None
    village_id: int | None = None
    kind: str = ""
    starts_at: time | None = None
    ends_at: time | None = None


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """A leader is away, both days included."""

    leader_id: int
    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One sitting of a recurring meeting."""

    name: str
    day: date
    half: Half
    leader_ids: frozenset[int]
    starts_at: time | None = None
    ends_at: time | None = None


@dataclass(frozen=True, slots=True)
class PairFacts:
    """Two leaders who stand in for each other (AB角)."""

    a: int
    b: int
    first: date | None = None
    last: date | None = None

    def other(self, leader_id: int, day: date) -> int | None:
        """Return who stands in for *leader_id* on *day*, if this pair says so."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return None
        return {self.a: self.b, self.b: self.a}.get(leader_id)


@dataclass(frozen=True)
class ClashContext:
    """The county around a visit.

    Attributes:
        visits: The visits of the days around, called-off ones left out; the visit itself may be among them.
        blocked_days: Days on which nobody goes out (全县停排日), with the reason.
        minutes_from_seat: By township; between two townships the way leads over the county seat.
        minutes_between: Where a shorter way is known, by (township, township) in either order.
        levels: Rules whose level the office has changed.
        revisit_days: Days apart within which a township is visited again too soon; 0 asks for none.
        village_revisit_days: The same for one village.
    """

    calendar: WorkCalendar
    visits: Sequence[VisitFacts] = ()
    absences: Sequence[AbsenceFacts] = ()
    meetings: Sequence[MeetingFacts] = ()
    pairs: Sequence[PairFacts] = ()
    blocked_days: Mapping[date, str] = field(default_factory=dict)
    leader_names: Mapping[int, str] = field(default_factory=dict)
    township_names: Mapping[int, str] = field(default_factory=dict)
    village_names: Mapping[int, str] = field(default_factory=dict)
    minutes_from_seat: Mapping[int, int] = field(default_factory=dict)
    minutes_between: Mapping[tuple[int, int], int] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    revisit_days: int = 3
    village_revisit_days: int = 30

    @cached_property
    def visits_on(self) -> Mapping[date, list[VisitFacts]]:
        """The visits by day."""
        found: dict[date, list[VisitFacts]] = defaultdict(list)
        for visit in self.visits:
            found[visit.day].append(visit)
        return found

    @cached_property
    def visits_to(self) -> Mapping[int | None, list[VisitFacts]]:
        """The visits by township."""
        found: dict[int | None, list[VisitFacts]] = defaultdict(list)
        for visit in self.visits:
            found[visit.township_id].append(visit)
        return found

    @cached_property
    def meetings_on(self) -> Mapping[date, list[MeetingFacts]]:
        """The meetings by day."""
        found: dict[date, list[MeetingFacts]] = defaultdict(list)
        for meeting in self.meetings:
            found[meeting.day].append(meeting)
        return found

    def absence_of(self, leader_id: int, day: date) -> AbsenceFacts | None:
        """Return why *leader_id* is away on *day*, if so."""
        away = (each for each in self.absences if each.leader_id == leader_id and each.first <= day <= each.last)
        return next(away, None)

    def others(self, visit: VisitFacts) -> list[VisitFacts]:
        """Return the other visits of that day."""
        return [each for each in self.visits_on.get(visit.day, ()) if each is not visit and is_other(visit, each)]

    def travel(self, one: int | None, other: int | None) -> int | None:
        """Return the minutes between two townships, None where nobody knows."""
        if one is None or other is None:
            return None
        known = self.minutes_between.get((one, other), self.minutes_between.get((other, one)))
        if known is not None:
            return known
        ways = self.minutes_from_seat.get(one), self.minutes_from_seat.get(other)
        return None if ways[0] is None or ways[1] is None else ways[0] + ways[1]

    def leader(self, leader_id: int) -> str:
        """Return a leader's name."""
        return self.leader_names.get(leader_id, f"#{leader_id}")

    def township(self, township_id: int | None) -> str:
        """Return a township's name."""
        return "—" if township_id is None else self.township_names.get(township_id, f"#{township_id}")


def is_other(visit: VisitFacts, each: VisitFacts) -> bool:
    """Return whether *each* is another visit than *visit*; a visit not saved yet differs from all."""
    return visit.id is None or each.id != visit.id
