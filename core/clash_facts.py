"""What a clash can depend on: a visit, and the county around it, as small facts without a database."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final

from core.calendar.seasons import Season
from core.calendar.workdays import WorkCalendar
from core.i18n import N_
from core.quotas import Duty, Outing, QuotaFacts, Tally
from core.visits import Half


class Level(StrEnum):
    """What a clash stops, gravest first."""

    BLOCK = "block"
    BLOCK_ISSUE = "block_issue"
    WARN = "warn"
    IGNORE = "ignore"


LEVEL_NAMES: Final = {
    Level.BLOCK: N_("Forbid"),
    Level.BLOCK_ISSUE: N_("Forbid publishing"),
    Level.WARN: N_("Point out"),
    Level.IGNORE: N_("Ignore"),
}
GRAVITY: Final = {level: place for place, level in enumerate(Level)}
"""The gravest is 0."""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What a clash can depend on; called-off visits are left out by the caller.

    Attributes:
        leader_ids: The lead leader, then those who come along.
        agency_ids: The county units that go along.
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
    agency_ids: tuple[int, ...] = ()


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


@dataclass(frozen=True, slots=True)
class KeptAway:
    """Who must keep away from an issue that a visit takes along (`core.recusal`).

    Attributes:
        number: Empty for a restricted issue: nothing tells that there is one of that number.
    """

    number: str
    leader_ids: frozenset[int] = frozenset()
    agency_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class ClashContext:
    """The county around a visit.

    Attributes:
        visits: The visits of the days around, called-off ones left out; the visit itself may be among them.
        blocked_days: Days on which nobody goes out (全县停排日), with the reason.
        closed_days: The same for one township, by (township, day).
        seasons: The farm seasons, those of single townships included.
        minutes_from_seat: By township; between two townships the way leads over the county seat.
        minutes_between: Where a shorter way is known, by (township, township) in either order.
        levels: Rules whose level the office has changed.
        revisit_days: Days apart within which a township is visited again too soon; 0 asks for none.
        village_revisit_days: The same for one village.
        spacing_days: Days apart within which one leader goes out again too soon; 0 asks for none.
        quotas: How often leaders are to go out.
        duties: The leaders whose visits the quotas count, by id.
        outings: The visits that quotas count, over whole months, quarters and years; None where `visits` hold them.
        research_kinds: Kinds of outing that bring back research, to which the discipline of research applies.
        heads: The county's two heads, who take more units along.
        units_with_heads, units_with_others: Most county units that go along on research.
        kept_away: Who must keep away from what a visit takes along, by visit.
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
    spacing_days: int = 0
    closed_days: Mapping[tuple[int, date], str] = field(default_factory=dict)
    seasons: Sequence[Season] = ()
    quotas: Sequence[QuotaFacts] = ()
    duties: Mapping[int, Duty] = field(default_factory=dict)
    outings: Sequence[VisitFacts] | None = None
    kind_names: Mapping[str, str] = field(default_factory=dict)
    agency_names: Mapping[int, str] = field(default_factory=dict)
    research_kinds: frozenset[str] = frozenset()
    heads: frozenset[int] = frozenset()
    units_with_heads: int = 5
    units_with_others: int = 3
    kept_away: Mapping[int, Sequence[KeptAway]] = field(default_factory=dict)

    @cached_property
    def visits_on(self) -> Mapping[date, list[VisitFacts]]:
        """The visits by day."""
        found: dict[date, list[VisitFacts]] = defaultdict(list)
        for visit in self.visits:
            found[visit.day].append(visit)
        return found

    @cached_property
    def visits_to(self) -> Mapping[int | None, list[VisitFacts]]:
        """The visits by township, in the order of their days."""
        found: dict[int | None, list[VisitFacts]] = defaultdict(list)
        for visit in sorted(self.visits, key=lambda each: (each.day, each.id or 0)):
            found[visit.township_id].append(visit)
        return found

    def visits_near(self, visit: VisitFacts, days: int) -> list[VisitFacts]:
        """Return the other visits to its township less than *days* apart, in the order of days; that day's own not."""
        if visit.township_id is None or days <= 1:
            return []
        there, day, reach = self.visits_to.get(visit.township_id, []), visit.day, timedelta(days - 1)
        first = bisect_left(there, day - reach, key=_day_of)
        last = bisect_right(there, day + reach, key=_day_of)
        own = visit.id
        return [each for each in there[first:last] if each.day != day and (own is None or each.id != own)]

    @cached_property
    def visits_of(self) -> Mapping[int, list[VisitFacts]]:
        """The visits by leader, those he comes along on included."""
        found: dict[int, list[VisitFacts]] = defaultdict(list)
        for visit in self.visits:
            for leader_id in visit.leader_ids:
                found[leader_id].append(visit)
        return found

    @cached_property
    def meetings_on(self) -> Mapping[date, list[MeetingFacts]]:
        """The meetings by day."""
        found: dict[date, list[MeetingFacts]] = defaultdict(list)
        for meeting in self.meetings:
            found[meeting.day].append(meeting)
        return found

    @cached_property
    def absences_of(self) -> Mapping[int, list[AbsenceFacts]]:
        """The absences by leader."""
        found: dict[int, list[AbsenceFacts]] = defaultdict(list)
        for away in self.absences:
            found[away.leader_id].append(away)
        return found

    @cached_property
    def pairs_of(self) -> Mapping[int, list[PairFacts]]:
        """The AB pairs by leader."""
        found: dict[int, list[PairFacts]] = defaultdict(list)
        for pair in self.pairs:
            found[pair.a].append(pair)
            found[pair.b].append(pair)
        return found

    @cached_property
    def tally(self) -> Tally:
        """The outings of the leaders as the quotas count them."""
        counted = self.visits if self.outings is None else self.outings
        return Tally((outing_of(each) for each in counted if each.leader_ids), self.quotas, self.duties)

    def absence_of(self, leader_id: int, day: date) -> AbsenceFacts | None:
        """Return why *leader_id* is away on *day*, if so."""
        return next((each for each in self.absences_of.get(leader_id, ()) if each.first <= day <= each.last), None)

    def partners(self, leader_id: int, day: date) -> list[int]:
        """Return who stands in for *leader_id* on *day*, each once."""
        found = (pair.other(leader_id, day) for pair in self.pairs_of.get(leader_id, ()))
        return list(dict.fromkeys(other for other in found if other is not None))

    def others(self, visit: VisitFacts) -> list[VisitFacts]:
        """Return the other visits of that day."""
        own = visit.id
        that_day = self.visits_on.get(visit.day, ())
        return [each for each in that_day if each is not visit and (own is None or each.id != own)]

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

    def kind(self, key: str) -> str:
        """Return the name of a kind of outing, as a message id where it is a shipped one."""
        return self.kind_names.get(key, key)

    def agency(self, agency_id: int) -> str:
        """Return a unit's name."""
        return self.agency_names.get(agency_id, f"#{agency_id}")

    def village(self, village_id: int) -> str:
        """Return a village's name."""
        return self.village_names.get(village_id, f"#{village_id}")

    def township(self, township_id: int | None) -> str:
        """Return a township's name."""
        return "—" if township_id is None else self.township_names.get(township_id, f"#{township_id}")


def _day_of(visit: VisitFacts) -> date:
    return visit.day


def outing_of(visit: VisitFacts) -> Outing:
    """Return a visit as quotas count it: an outing of its lead leader."""
    return Outing(visit.day, visit.half is Half.AFTERNOON, visit.id or 0, visit.kind, visit.leader_ids[0])


def is_other(visit: VisitFacts, each: VisitFacts) -> bool:
    """Return whether *each* is another visit than *visit*; a visit not saved yet differs from all."""
    return visit.id is None or each.id != visit.id
