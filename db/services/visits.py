"""Plan, move, close and take back visits. Each verb changes objects only, so that the journal hears all of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from core.errors import ChangedMeanwhile, Vanished, VisitHasRecords, VisitIsOver
from core.i18n import _, listed
from core.text import clean_line, clean_text
from core.visits import PLANNED, VISIT_STATE_NAMES, Half, VisitDraft, VisitState
from db.models import Visit, VisitAgency, VisitLeader
from db.queries.visits import visit_draft
from db.services.appointments import keep_appointments
from db.services.numbers import next_number
from db.services.preparation import copy_plan
from db.services.record_rows import households_follow
from db.services.requests import release_requests, visit_state_changed
from db.services.visit_rules import booking, records_of, require_plannable, require_sound

_PLAIN: Final = ("day", "half", "starts_at", "ends_at", "kind", "reception_form", "leader_id", "township_id")
_FLAGS: Final = ("village_id", "state", "unannounced", "pinned", "overlap_confirmed")


def create_visit(session: Session, draft: VisitDraft) -> int:
    """Save a new visit and return its id; the same form saved twice makes one visit.

    Raises:
        LeaderBusy: the leader goes elsewhere in that half of the day, and this was not confirmed.
        UserError: a field is missing, too long, unreadable, or its choice was deleted meanwhile.
    """
    known = session.scalar(select(Visit.id).where(Visit.uid == draft.uid))
    if known is not None:
        return known
    require_sound(session, draft)
    year = draft.day.year
    visit = Visit(
        uid=draft.uid,
        year=year,
        number=next_number(session, "visit", year, number=Visit.number, of_year=Visit.year),
        leaders=[],
        agencies=[],
        appointments=[],
    )
    with booking(session, visit):
        _take_over(session, visit, draft)
        session.add(visit)
    return visit.id


def save_visit(session: Session, draft: VisitDraft) -> int:
    """Save a visit that was opened for editing and return its id; a draft without id is created.

    Raises:
        Vanished: it was deleted meanwhile.
        ChangedMeanwhile: somebody saved it after it was opened.
        LeaderBusy: the leader goes elsewhere in that half of the day, and this was not confirmed.
        VillageElsewhere, NextVisitNotLater: households that were called on do not fit the new place or day.
    """
    if draft.id is None:
        return create_visit(session, draft)
    visit = visit_of(session, draft.id)
    if draft.version is not None and draft.version != visit.version:
        raise ChangedMeanwhile
    require_sound(session, draft)
    before, stood = (visit.day, visit.half), visit.state
    with booking(session, visit):
        _take_over(session, visit, draft)
        if before != (visit.day, visit.half):
            tell_again(visit)
    households_follow(session, visit)
    visit_state_changed(session, visit, stood)
    return visit.id


def move_visit(
    session: Session, visit_id: int, *, to: date, half: Half | None = None, overlap_confirmed: bool | None = None
) -> None:
    """Move a visit to another day or half; who was already told must be told again.

    Raises:
        Vanished: the visit was deleted meanwhile.
        VisitIsOver: it has taken place or was called off.
        LeaderBusy: the leader goes elsewhere then, and this was not confirmed.
    """
    visit = visit_of(session, visit_id)
    if visit.state not in PLANNED:
        raise VisitIsOver(state=_(VISIT_STATE_NAMES[visit.state]), planned=_(VISIT_STATE_NAMES[VisitState.SET]))
    require_plannable(to)
    target = half or visit.half
    if (to, target) == (visit.day, visit.half):
        return
    with booking(session, visit):
        if target is not visit.half:
            visit.starts_at = visit.ends_at = None  # a time of the morning says nothing about the afternoon
        visit.day, visit.half = to, target
        if overlap_confirmed is not None:
            visit.overlap_confirmed = overlap_confirmed
        tell_again(visit)
    households_follow(session, visit)
    session.flush()


def postpone_visit(
    session: Session,
    visit_id: int,
    *,
    to: date,
    half: Half,
    reason: str = "",
    overlap_confirmed: bool | None = None,
) -> None:
    """Move a visit and keep the reason with it.

    Raises:
        VisitIsOver: it has taken place or was called off.
        LeaderBusy: the leader goes elsewhere then, and this was not confirmed.
    """
    text = clean_line(reason, _("Reason"), limit=400)
    move_visit(session, visit_id, to=to, half=half, overlap_confirmed=overlap_confirmed)
    visit_of(session, visit_id).state_reason = text
    session.flush()


def set_state(session: Session, visit_id: int, state: VisitState, *, reason: str = "") -> None:
    """Say that a visit took place, was called off, was missed, or stands again.

    A missed visit comes back to the list of those to place; so does the request of one that is called off.

    Raises:
        LeaderBusy: a visit called off earlier cannot stand again, its leader goes elsewhere now.
    """
    visit = visit_of(session, visit_id)
    stood = visit.state
    with booking(session, visit):
        visit.state = state
        visit.state_reason = clean_line(reason, _("Reason"), limit=400)
    visit_state_changed(session, visit, stood)


def mark_notified(session: Session, visit_id: int, *, on: date) -> None:
    """Say that leader, township and every accompanying agency have been told."""
    visit = visit_of(session, visit_id)
    if visit.state in PLANNED:
        visit.state = VisitState.NOTIFIED
    for agency in visit.agencies:
        agency.notified_on = agency.notified_on or on
    session.flush()


def set_agency_answer(session: Session, visit_id: int, agency_id: int, *, confirmed_on: date | None) -> None:
    """Say that an accompanying agency answered (回执), or that it did not after all.

    Raises:
        Vanished: the agency no longer goes along.
    """
    going = session.get(VisitAgency, (visit_id, agency_id))
    if going is None:
        raise Vanished
    going.confirmed_on = confirmed_on
    if confirmed_on is not None:
        going.notified_on = going.notified_on or confirmed_on
    session.flush()


def duplicate_visit(session: Session, visit_id: int, *, uid: str, to: date) -> int:
    """Plan the same outing once more on another day and return its id.

    Steps, none of them done, and day plan come along; appointments stay with the old one.
    """
    draft = visit_draft(session, visit_id)
    if draft is None:
        raise Vanished
    draft.uid, draft.id, draft.version, draft.day = uid, None, None, to
    draft.state = VisitState.DRAFT if draft.state is VisitState.DRAFT else VisitState.SET
    draft.appointments = []
    draft.overlap_confirmed = draft.pinned = False
    copied = create_visit(session, draft)
    copy_plan(session, visit_id, copied)
    return copied


def delete_visit(session: Session, visit_id: int) -> None:
    """Delete a visit that nothing hangs on; the request it was planned for waits again.

    Raises:
        VisitHasRecords: issues, papers, photos or promises belong to it; cancel it instead.
    """
    visit = visit_of(session, visit_id)
    if held := records_of(session, visit_id):
        raise VisitHasRecords(what=listed(held))
    keep_appointments(session, visit, [])
    release_requests(session, visit_id)
    session.delete(visit)
    session.flush()


def visit_of(session: Session, visit_id: int) -> Visit:
    """Return a visit with everybody who goes along and asked to be received.

    Raises:
        Vanished: it was deleted meanwhile.
    """
    visit = session.get(
        Visit,
        visit_id,
        options=[selectinload(Visit.leaders), selectinload(Visit.agencies), selectinload(Visit.appointments)],
    )
    if visit is None:
        raise Vanished
    return visit


def _take_over(session: Session, visit: Visit, draft: VisitDraft) -> None:
    for name in (*_PLAIN, *_FLAGS):
        setattr(visit, name, getattr(draft, name))
    visit.place = clean_line(draft.place, _("Place"))
    visit.theme = clean_line(draft.theme, _("Theme"), limit=400)
    visit.note = clean_text(draft.note, _("Note"))
    others = [leader for leader in dict.fromkeys(draft.accompanying_leaders) if leader != draft.leader_id]
    changed = _keep_leaders(visit, others)
    changed |= _keep_agencies(visit, list(dict.fromkeys(draft.accompanying_agencies)))
    changed |= keep_appointments(session, visit, draft.appointments)
    if changed and visit.id is not None:
        flag_modified(visit, "note")  # rows of its own changed: the visit's version must say so


def _keep_leaders(visit: Visit, wanted: list[int]) -> bool:
    if [row.leader_id for row in visit.leaders] == wanted:
        return False
    known = {row.leader_id: row for row in visit.leaders}
    visit.leaders = [known.get(leader) or VisitLeader(leader_id=leader) for leader in wanted]
    for position, row in enumerate(visit.leaders):
        row.position = position
    return True


def _keep_agencies(visit: Visit, wanted: list[int]) -> bool:
    if [row.agency_id for row in visit.agencies] == wanted:
        return False
    known = {row.agency_id: row for row in visit.agencies}
    visit.agencies = [known.get(agency) or VisitAgency(agency_id=agency) for agency in wanted]
    for position, row in enumerate(visit.agencies):
        row.position = position
    return True


def tell_again(visit: Visit) -> None:
    """Take back what people were told, because it is no longer true."""
    if visit.state is VisitState.NOTIFIED:
        visit.state = VisitState.SET
    for agency in visit.agencies:
        agency.notified_on = agency.confirmed_on = None
