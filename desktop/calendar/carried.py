"""What is carried over a calendar: a visit that moves, or a request that is to become one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.clash_facts import ClashContext, VisitFacts
from core.visits import Half, VisitDraft, VisitState
from db.queries.calendar import VisitRow
from desktop.calendar.place import Place


@dataclass(frozen=True, slots=True)
class Carried:
    """Something that can be put into a place.

    Attributes:
        facts: As it stands now, or as the request asks for it; `facts.id` is None for a request.
        leader_id: Who goes unless the place says otherwise; None where the request names nobody.
        told: People know of the present date.
        stays_whole: A whole day stays one, whichever half it is dropped on.
    """

    facts: VisitFacts
    leader_id: int | None
    told: bool = False
    stays_whole: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it adds a visit."""
        return self.facts.id is None

    def stands(self) -> Place | None:
        """Return the place it stands in now, None for a request."""
        facts = self.facts
        return None if self.is_new else Place(facts.day, facts.half, self.leader_id, facts.township_id)

    def half_in(self, place: Place) -> Half:
        """Return the half it has in *place*."""
        return self.facts.half if self.stays_whole else place.half

    def leader_in(self, place: Place) -> int | None:
        """Return who goes there."""
        return self.leader_id if place.leader_id is None else place.leader_id

    def township_in(self, place: Place) -> int | None:
        """Return where it goes to; a request is its township's and stays so."""
        return place.township_id if place.township_id is not None and not self.is_new else self.facts.township_id

    def at(self, place: Place) -> VisitFacts:
        """Return the facts as if it stood in *place*, with everybody who goes along."""
        half, leader, township = self.half_in(place), self.leader_in(place), self.township_in(place)
        return self.put(place.day, half, leader, township)

    def put(self, day: date, half: Half, leader: int | None, township: int | None) -> VisitFacts:
        """Return the facts as if it stood there."""
        own = self.facts
        company = own.leader_ids[1:] if self.leader_id is not None else own.leader_ids
        leaders = ((leader,) if leader is not None else ()) + tuple(each for each in company if each != leader)
        starts, ends = (own.starts_at, own.ends_at) if half is own.half else (None, None)
        village = own.village_id if township == own.township_id else None
        return VisitFacts(own.id, day, half, leaders, township, village, own.kind, starts, ends, own.agency_ids)


def carried_visit(visit: VisitRow, context: ClashContext, *, stays_whole: bool = False) -> Carried:
    """Return a visit as something that moves."""
    own = next((each for each in context.visits_on.get(visit.day, ()) if each.id == visit.id), None)
    if own is None:
        own = VisitFacts(
            visit.id, visit.day, visit.half, (visit.leader_id,), visit.township_id, None, visit.kind, visit.starts_at,
            visit.ends_at,
        )  # fmt: skip
    whole = stays_whole and visit.half is Half.WHOLE_DAY
    return Carried(own, visit.leader_id, told=visit.state is VisitState.NOTIFIED, stays_whole=whole)


def carried_draft(draft: VisitDraft) -> Carried:
    """Return a visit that a request asks for as something that is added."""
    company = tuple(draft.accompanying_leaders)
    leaders = company if draft.leader_id is None else (draft.leader_id, *company)
    facts = VisitFacts(
        None, draft.day, draft.half, leaders, draft.township_id, draft.village_id, draft.kind, draft.starts_at,
        draft.ends_at, tuple(draft.accompanying_agencies),
    )  # fmt: skip
    return Carried(facts, draft.leader_id, stays_whole=draft.half is Half.WHOLE_DAY)
