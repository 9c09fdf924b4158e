"""What the planner plans with, as plain values: leaders, townships, days, what stays, what went before.

Nothing here reads a database; a test builds a problem by hand. Days are natural days, both ends of a stretch
included; burden is in tenths of a point, travel in minutes one way from the county seat.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from core.burden import SHIPPED, Burdened, Weights, parts_of, total
from core.calendar.workdays import WorkCalendar
from core.i18n import N_
from core.organisation import LeadershipBody
from core.planning import QuotaSpan
from core.quotas import Duty, QuotaFacts, quotas_of, stretch_of
from core.reports import Period
from core.visits import Half

HALVES = (Half.MORNING, Half.AFTERNOON)
"""What the planner deals out; whole days come from people only."""


class Stand(StrEnum):
    """How firmly a rule holds in a plan: the office's choice."""

    MUST = "must"
    PREFER = "prefer"
    OFF = "off"


STAND_NAMES = {Stand.MUST: N_("Must"), Stand.PREFER: N_("If possible"), Stand.OFF: N_("Off")}


class Hold(StrEnum):
    """Why a visit stays as it is."""

    PINNED = "pinned"
    PUBLISHED = "published"
    BOUND = "bound"
    SET = "set"


HOLD_NAMES = {
    Hold.PINNED: N_("Pinned"),
    Hold.PUBLISHED: N_("Published"),
    Hold.BOUND: N_("People or papers wait for it"),
    Hold.SET: N_("The office planned it"),
}


class PlannedVisit(NamedTuple):
    """One visit of a plan; the order of the tuple is the order of a plan.

    Attributes:
        id: The visit it is in the schedule; 0 for a new one.
        hold: Why it stays, as a `Hold`; empty where the planner may move it.
        along: Leaders who go along.
    """

    day: date
    half: Half
    township_id: int
    leader_id: int
    kind: str
    id: int = 0
    hold: str = ""
    along: tuple[int, ...] = ()

    @property
    def leader_ids(self) -> tuple[int, ...]:
        """The lead leader, then those who go along."""
        return (self.leader_id, *self.along)

    @property
    def place(self) -> tuple[date, Half, int, int, str]:
        """What of it is planned: day, half, township, leader, kind."""
        return self[:5]


Plan = tuple[PlannedVisit, ...]
"""What stays and what is planned, sorted."""


@dataclass(frozen=True, slots=True)
class PlannerLeader:
    """A leader as the planner sees him.

    Attributes:
        rank: Place in the order of rank (班子排序).
        share: Of duty, in percent; 0 takes no part.
        first, last: In office.
        away: Absences, from and to.
        carried: Tenths of a point carried this year before the period, credits and corrections included.
    """

    id: int
    name: str
    rank: int = 0
    body: LeadershipBody = LeadershipBody.OTHER
    share: int = 100
    first: date | None = None
    last: date | None = None
    away: tuple[tuple[date, date], ...] = ()
    portfolio: str = ""
    carried: int = 0

    @property
    def duty(self) -> Duty:
        """The leader as quotas see him."""
        return Duty(self.id, self.body, self.share, self.first, self.last)

    def is_away(self, day: date) -> bool:
        """Return whether he is absent or not in office on *day*."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return True
        return any(first <= day <= last for first, last in self.away)


@dataclass(frozen=True, slots=True)
class PlannerTownship:
    """A township as the planner sees it.

    Attributes:
        interval: Days within which it is to be visited.
        kind_intervals: The same for single kinds of outing.
        minutes: On the road from the seat; None where nobody knows.
        need: Its need index on the first day (`core.need`).
        markets: Market days of the period.
        closed: Days on which nobody goes there.
        seasons: Days of farm season.
        owners: Leaders who took its open issues, with how many; paired ones (包联) count one more.
        barred: Leaders who must keep away from what is open there.
    """

    id: int
    name: str
    interval: int = 30
    kind_intervals: Mapping[str, int] = field(default_factory=dict)
    minutes: int | None = None
    need: int = 0
    markets: frozenset[date] = frozenset()
    closed: frozenset[date] = frozenset()
    seasons: frozenset[date] = frozenset()
    owners: Mapping[int, int] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()
    paired: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannerKind:
    """A kind of outing.

    Attributes:
        market: 1 seeks market days, -1 keeps off them, 0 does not mind (features.md L2).
        share: Its part in the mix, in visits of the last twelve months; 0 is planned only where a rule asks for it.
    """

    key: str
    name: str
    market: int = 0
    share: int = 0


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting on one day that leaders must attend."""

    name: str
    day: date
    half: Half
    leader_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class ReceptionDay:
    """A day on which somebody must receive people: a visit of that kind, in that township if one is named."""

    day: date
    kind: str
    township_id: int | None = None
    half: Half | None = None


@dataclass(frozen=True, slots=True)
class BaseVisit:
    """One line of the base rota: who would go where; empty fields leave it open."""

    day: date
    half: Half | None = None
    township_id: int | None = None
    leader_id: int | None = None
    kind: str | None = None

    def is_met_by(self, visit: PlannedVisit) -> bool:
        """Return whether *visit* is what the base rota asks for."""
        return (
            visit.day == self.day
            and self.half in {None, visit.half}
            and self.township_id in {None, visit.township_id}
            and self.leader_id in {None, visit.leader_id}
            and self.kind in {None, visit.kind}
        )


@dataclass(frozen=True)
class Problem:
    """Everything a plan depends on.

    Attributes:
        first, last: The period to plan.
        days: The days of it on which visits may be planned, in order.
        fixed: Visits of the period that stay.
        drafts: Visits of the period that may be moved or dropped.
        around: Visits before (24 months) and after the period; they stay too.
        pairs: AB pairs: the two, from and to.
        together: Townships that are best visited on one day.
        stands: How firmly each rule holds, where the office or this plan differs from `core.planner.rules`.
        revisit_days, spacing_days: As `core.settings` has them.
        most_a_day: Most visits of the county on one day; 0 sets no limit.
        most_a_month: Most visits of a leader a month where no quota says it; 0 sets no limit.
    """

    first: date
    last: date
    days: tuple[date, ...]
    calendar: WorkCalendar
    leaders: tuple[PlannerLeader, ...] = ()
    townships: tuple[PlannerTownship, ...] = ()
    kinds: tuple[PlannerKind, ...] = ()
    fixed: tuple[PlannedVisit, ...] = ()
    drafts: tuple[PlannedVisit, ...] = ()
    around: tuple[PlannedVisit, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    pairs: tuple[tuple[int, int, date | None, date | None], ...] = ()
    receptions: tuple[ReceptionDay, ...] = ()
    together: tuple[tuple[int, int], ...] = ()
    base: tuple[BaseVisit, ...] = ()
    minutes_between: Mapping[tuple[int, int], int] = field(default_factory=dict)
    quotas: tuple[QuotaFacts, ...] = ()
    stands: Mapping[str, Stand] = field(default_factory=dict)
    weights: Weights = field(default_factory=lambda: SHIPPED)
    revisit_days: int = 3
    spacing_days: int = 3
    most_a_day: int = 0
    most_a_month: int = 0

    @cached_property
    def leader_of(self) -> Mapping[int, PlannerLeader]:
        """The leaders by id."""
        return {each.id: each for each in self.leaders}

    @cached_property
    def township_of(self) -> Mapping[int, PlannerTownship]:
        """The townships by id."""
        return {each.id: each for each in self.townships}

    @cached_property
    def kind_of(self) -> Mapping[str, PlannerKind]:
        """The kinds by key."""
        return {each.key: each for each in self.kinds}

    @cached_property
    def natural_days(self) -> tuple[date, ...]:
        """Every day of the period."""
        return tuple(self.first + timedelta(n) for n in range((self.last - self.first).days + 1))

    @cached_property
    def plannable(self) -> frozenset[date]:
        """The days on which visits may be planned."""
        return frozenset(self.days)

    @cached_property
    def sittings_on(self) -> Mapping[tuple[int, date], tuple[Sitting, ...]]:
        """The meetings of a leader on a day."""
        found: dict[tuple[int, date], list[Sitting]] = defaultdict(list)
        for each in self.sittings:
            for leader_id in each.leader_ids:
                found[leader_id, each.day].append(each)
        return {key: tuple(sittings) for key, sittings in found.items()}

    @cached_property
    def visits_before(self) -> Mapping[int, tuple[PlannedVisit, ...]]:
        """What stays around the period, by township, in order."""
        return self._grouped(self.around)

    @cached_property
    def last_visit(self) -> Mapping[tuple[int, str], date]:
        """The last visit before the period by township and kind, and under an empty kind of any."""
        found: dict[tuple[int, str], date] = {}
        for visit in sorted(self.around):
            if visit.day < self.first:
                found[visit.township_id, visit.kind] = found[visit.township_id, ""] = visit.day
        return found

    @cached_property
    def lines(self) -> Mapping[int, tuple[QuotaFacts, ...]]:
        """The quotas that hold for each leader, the usual limit of a month among them."""
        quotas = limited(self.quotas, self.most_a_month)
        return {each.id: quotas_of(each.duty, quotas) for each in self.leaders}

    def partners(self, leader_id: int, day: date) -> Iterator[int]:
        """Yield who forms an AB pair with a leader on a day."""
        for other, first, last in self._pairs_of.get(leader_id, ()):
            if (first is None or first <= day) and (last is None or day <= last):
                yield other

    @cached_property
    def _pairs_of(self) -> Mapping[int, list[tuple[int, date | None, date | None]]]:
        found: dict[int, list[tuple[int, date | None, date | None]]] = defaultdict(list)
        for a, b, first, last in self.pairs:
            found[a].append((b, first, last))
            found[b].append((a, first, last))
        return found

    def stretches(self, line: QuotaFacts) -> tuple[Period, ...]:
        """Return the stretches of a quota that end in the period: a month's plan does not fill a year."""
        ends = dict.fromkeys(stretch_of(line.span, day) for day in self.natural_days)
        return tuple(each for each in ends if self.first <= each.last <= self.last)

    def weight(self, township_id: int, day: date, half: Half = Half.MORNING) -> int:
        """Return what a visit weighs, in tenths of a point (`core.burden`); kept for each township and day.

        That a day is market day does not count here: the plan seeks market days, so nobody is spared them.
        """
        known = self._weights.get((township_id, day, half))
        if known is None:
            township = self.township_of.get(township_id)
            visit = Burdened(day, half, township.minutes if township else None)
            known = self._weights[township_id, day, half] = total(parts_of(visit, self.weights, self.calendar))
        return known

    @cached_property
    def _weights(self) -> dict[tuple[int, date, Half], int]:
        return {}

    def road(self, one: int, other: int) -> int | None:
        """Return the minutes between two townships, over the seat where no shorter way is known."""
        known = self.minutes_between.get((one, other), self.minutes_between.get((other, one)))
        if known is not None:
            return known
        ways = self.township_of[one].minutes, self.township_of[other].minutes
        return None if ways[0] is None or ways[1] is None else ways[0] + ways[1]

    @staticmethod
    def _grouped(visits: Sequence[PlannedVisit]) -> Mapping[int, tuple[PlannedVisit, ...]]:
        found: dict[int, list[PlannedVisit]] = defaultdict(list)
        for visit in sorted(visits):
            found[visit.township_id].append(visit)
        return {key: tuple(each) for key, each in found.items()}


def limited(quotas: Sequence[QuotaFacts], most: int) -> tuple[QuotaFacts, ...]:
    """Return the quotas with *most* visits a month where they set none: else the least loaded would go every day."""
    if not most:
        return tuple(quotas)
    open_ended = {each for each in quotas if each.span is QuotaSpan.MONTH and each.kind is None and each.most is None}
    found = [replace(each, most=max(most, each.least or 0)) if each in open_ended else each for each in quotas]
    if not any(_is_general(each) for each in quotas):
        found.append(QuotaFacts(0, span=QuotaSpan.MONTH, most=most))
    return tuple(found)


def _is_general(line: QuotaFacts) -> bool:
    """Return whether a line speaks of all visits of every leader in a month."""
    return line.span is QuotaSpan.MONTH and line.kind is None and line.leader_id is None and line.body is None
