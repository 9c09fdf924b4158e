"""How often leaders are to go out (次数要求, domain.md 1.3): which lines hold for a leader, and what counts for each.

A visit counts once, for the leader who leads it; whoever comes along is not counted, as everywhere in the app.
Called-off and missed visits are left out by the caller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from core.organisation import LeadershipBody
from core.planning import QuotaSpan
from core.reports import Period, Span, period_of


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """One line of the office's quotas; empty fields mean any.

    Attributes:
        least, most: None where that side is open.
    """

    id: int
    leader_id: int | None = None
    body: LeadershipBody | None = None
    kind: str | None = None
    span: QuotaSpan = QuotaSpan.MONTH
    least: int | None = None
    most: int | None = None

    def counts(self, kind: str) -> bool:
        """Return whether outings of *kind* count."""
        return self.kind is None or self.kind == kind


@dataclass(frozen=True, slots=True)
class Duty:
    """A leader as quotas see him: of which body, how large a share he takes, and from when to when in office."""

    leader_id: int
    body: LeadershipBody = LeadershipBody.OTHER
    share: int = 100
    first: date | None = None
    last: date | None = None

    def is_in_office(self, stretch: Period) -> bool:
        """Return whether he is in office for the whole stretch; a part of it asks nothing of him."""
        return (self.first or date.min) <= stretch.first and stretch.last <= (self.last or date.max)


class Outing(NamedTuple):
    """One visit as quotas count it; the order of the tuple is the order of counting."""

    day: date
    is_later: bool
    id: int
    kind: str
    leader_id: int


def quotas_of(duty: Duty, quotas: Iterable[QuotaFacts]) -> tuple[QuotaFacts, ...]:
    """Return the lines that hold for a leader: for each kind and span the most specific, his own before his body's.

    What he owes at least goes by his share of duty, rounded half up; what he may at most does not.
    """
    best: dict[tuple[str | None, QuotaSpan], QuotaFacts] = {}
    for line in quotas:
        if line.leader_id not in {None, duty.leader_id} or line.body not in {None, duty.body}:
            continue
        known = best.get((line.kind, line.span))
        if known is None or _rank(line) > _rank(known):
            best[line.kind, line.span] = line
    return tuple(_shared(line, duty.share) for line in best.values())


def _rank(line: QuotaFacts) -> tuple[bool, bool]:
    return line.leader_id is not None, line.body is not None


def _shared(line: QuotaFacts, share: int) -> QuotaFacts:
    if line.least is None or share == 100:
        return line
    return replace(line, least=(line.least * share + 50) // 100)


@lru_cache(maxsize=1024)
def stretch_of(span: QuotaSpan, day: date) -> Period:
    """Return the month, quarter or year that *day* counts for."""
    return period_of(Span(span.value), day)


class Tally:
    """The outings that count for each leader, line and stretch."""

    def __init__(self, outings: Iterable[Outing], quotas: Sequence[QuotaFacts], duties: Mapping[int, Duty]) -> None:
        self._lines = {id: quotas_of(duty, quotas) for id, duty in duties.items()} if quotas else {}
        self._held: dict[tuple[int, int, date], list[Outing]] = defaultdict(list)
        self._by_id: dict[int, Outing] = {}
        if not self._lines:
            return
        for outing in outings:
            self._by_id[outing.id] = outing
            for line in self.lines(outing.leader_id):
                if line.counts(outing.kind):
                    self._held[self._key(line, outing.leader_id, outing.day)].append(outing)
        for held in self._held.values():
            held.sort()

    def lines(self, leader_id: int) -> tuple[QuotaFacts, ...]:
        """Return the quotas that hold for a leader."""
        return self._lines.get(leader_id, ())

    def held(self, line: QuotaFacts, leader_id: int, day: date) -> Sequence[Outing]:
        """Return the outings that count for a line in the stretch around *day*, in their order."""
        return self._held.get(self._key(line, leader_id, day), ())

    def stored(self, visit_id: int | None) -> Outing | None:
        """Return a visit as it stands now, before it is moved."""
        return None if visit_id is None else self._by_id.get(visit_id)

    @staticmethod
    def _key(line: QuotaFacts, leader_id: int, day: date) -> tuple[int, int, date]:
        return line.id, leader_id, stretch_of(line.span, day).first
