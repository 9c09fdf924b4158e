"""What follows when a visit goes to another township, and when two visits to one township become one."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.board_errors import CannotJoin, CannotJoinUnannounced, VisitBoundToPlace
from core.counts import households_text
from core.errors import ChangedMeanwhile, VisitIsOver
from core.i18n import _, listed, ngettext
from core.visits import PLANNED, VISIT_STATE_NAMES, VisitState
from db.models import (
    HouseholdVisit,
    Issue,
    IssueAction,
    Leader,
    Promise,
    Township,
    Village,
    Visit,
    VisitAgency,
    VisitLeader,
    VisitRequest,
)
from db.services.requests import release_requests
from db.services.visits import set_state, tell_again, visit_of


def require_may_go(session: Session, visit: Visit) -> None:
    """Refuse to take a visit away from those of its township who wait for it.

    Raises:
        VisitBoundToPlace: residents have appointments, or issues, promises or households hang on it.
    """

    def count(column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]) -> int:
        return session.scalar(select(func.count()).where(column == visit.id)) or 0

    asked = len(visit.appointments)
    issues = count(Issue.visit_id) + count(IssueAction.visit_id)
    promises, households = count(Promise.visit_id), count(HouseholdVisit.visit_id)
    held = (
        (asked, ngettext("{n} appointment", "{n} appointments", asked)),
        (issues, ngettext("{n} issue", "{n} issues", issues)),
        (promises, ngettext("{n} promise", "{n} promises", promises)),
        (households, households_text(households)),
    )
    what = [text.format(n=n) for n, text in held if n]
    if what:
        name = session.get_one(Township, visit.township_id).name
        raise VisitBoundToPlace(what=listed(what), township=name)


def go_elsewhere(session: Session, visit: Visit, township_id: int) -> None:
    """Give a visit another township; village, place, request and issues to bring stay behind with the old one."""
    release_requests(session, visit.id)
    for issue in session.scalars(select(Issue).where(Issue.bring_to_visit_id == visit.id)):
        issue.bring_to_visit_id = None
    visit.township_id = township_id
    visit.place = session.get_one(Township, township_id).reception_place
    village = session.get(Village, visit.village_id) if visit.village_id is not None else None
    if village is None or village.township_id != township_id:
        visit.village_id = None


def join_visits(
    session: Session, one_id: int, other_id: int, *, versions: tuple[int | None, int | None] = (None, None)
) -> int:
    """Let two visits to one township on one day go together (结对同行) and return the id of the one that stays.

    The higher leader leads, the other one goes along; units, appointments, requests and issues to bring come over,
    and the other visit is called off with that reason, its number kept.

    Raises:
        CannotJoin: they go to different townships or on different days.
        CannotJoinUnannounced: one of them is unannounced, the other is not.
        VisitIsOver: one of them has taken place or was called off.
        ChangedMeanwhile, Vanished: one of them is no longer what the caller saw.
    """
    found = [visit_of(session, key) for key in (one_id, other_id)]
    for visit, version in zip(found, versions, strict=True):
        if version is not None and version != visit.version:
            raise ChangedMeanwhile
        if visit.state not in PLANNED:
            raise VisitIsOver(state=_(VISIT_STATE_NAMES[visit.state]), planned=_(VISIT_STATE_NAMES[VisitState.SET]))
    if found[0].id == found[1].id or len({(visit.day, visit.township_id) for visit in found}) > 1:
        raise CannotJoin
    if found[0].unannounced != found[1].unannounced:
        raise CannotJoinUnannounced
    ranks = {row.id: (row.rank_order, row.id) for row in session.scalars(select(Leader))}
    lead, other = sorted(found, key=lambda visit: ranks[visit.leader_id])
    _take_along(session, lead, other)
    session.flush()
    reason = _("Goes together with {leader}").format(leader=session.get_one(Leader, lead.leader_id).name)
    set_state(session, other.id, VisitState.CANCELLED, reason=reason)
    return lead.id


def _take_along(session: Session, lead: Visit, other: Visit) -> None:
    company = dict.fromkeys([*(row.leader_id for row in lead.leaders), other.leader_id])
    company |= dict.fromkeys(row.leader_id for row in other.leaders)
    company.pop(lead.leader_id, None)
    known = {row.leader_id for row in lead.leaders}
    lead.leaders += [
        VisitLeader(leader_id=key, position=place) for place, key in enumerate(company) if key not in known
    ]
    units = {row.agency_id for row in lead.agencies}
    lead.agencies += [
        VisitAgency(agency_id=row.agency_id, position=len(units) + place)
        for place, row in enumerate(each for each in other.agencies if each.agency_id not in units)
    ]
    for row in list(other.appointments):
        if lead.half is not other.half:
            row.at = None
        row.position += len(lead.appointments)
        lead.appointments.append(row)
    for request in session.scalars(select(VisitRequest).where(VisitRequest.visit_id == other.id)):
        request.visit_id = lead.id
    for issue in session.scalars(select(Issue).where(Issue.bring_to_visit_id == other.id)):
        issue.bring_to_visit_id = lead.id
    tell_again(lead)
