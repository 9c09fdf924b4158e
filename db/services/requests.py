"""Visits that wait to be placed: noted, placed, declined, withdrawn; missed ones come back by themselves.

The request of a visit that is called off waits again, and is answered again once the visit stands again:
it keeps naming that visit until another one is planned for it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import NAMESPACE_URL, uuid4, uuid5

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.errors import LastBeforeFirst, MissingField, Vanished
from core.i18n import _, day_text
from core.preparation import REQUEST_STATE_NAMES, RequestDraft, RequestOrigin, RequestState
from core.preparation_errors import (
    RequestForElsewhere,
    RequestNotOpen,
    RequestPlaced,
    RequestStillOpen,
    VisitNotPlanned,
)
from core.text import clean_line, clean_text, required_line
from core.visits import VISIT_STATE_NAMES, VOID, Half, VisitDraft, VisitState
from db.models import (
    Agency,
    Appointment,
    Leader,
    Pairing,
    Township,
    Visit,
    VisitAgency,
    VisitKindRow,
    VisitRequest,
    VisitRequestAgency,
)
from db.queries.templates import default_template
from db.queries.visits import visit_draft
from db.services.directory import found, opened, whole
from db.services.preparation import copy_plan, has_plan
from db.services.visit_rules import require_plannable, require_there, require_village

MOST_PEOPLE: Final = 100_000
_KIND_ORDER: Final = (VisitKindRow.position, VisitKindRow.key)
_SAME: Final = (
    "received_on", "origin", "township_id", "village_id", "kind", "leader_id", "first_day", "last_day", "half",
    "people",
)  # fmt: skip


def save_request(session: Session, draft: RequestDraft) -> int:
    """Save a request and return its id; the same form saved twice makes one request.

    Raises:
        MissingField: it names no township.
        LastBeforeFirst: the stretch that suits ends before it starts.
        UserError: a field is too long or out of range, its choice was deleted, or it was changed meanwhile.
    """
    if draft.id is None:
        known = session.scalar(select(VisitRequest.id).where(VisitRequest.uid == draft.uid))
        if known is not None:
            return known
    _require_sound(session, draft)
    row = opened(session, VisitRequest, draft.id, draft.version)
    if row is None:
        row = VisitRequest(uid=draft.uid, agencies=[])
    else:
        session.refresh(row, ["agencies"])
    for name in _SAME:
        setattr(row, name, getattr(draft, name))
    row.theme = clean_line(draft.theme, _("Theme"), limit=400)
    row.detail = clean_text(draft.detail, _("Full account"))
    row.place = clean_line(draft.place, _("Place"))
    row.contact_name = clean_line(draft.contact_name, _("Contact"), limit=60)
    row.contact_phone = clean_line(draft.contact_phone, _("Phone"), limit=60)
    wanted = list(dict.fromkeys(draft.agencies))
    if [each.agency_id for each in row.agencies] != wanted:
        kept = {each.agency_id: each for each in row.agencies}
        row.agencies = [kept.get(agency) or VisitRequestAgency(agency_id=agency) for agency in wanted]
        for position, each in enumerate(row.agencies):
            each.position = position
    session.add(row)
    session.flush()
    saved: int = row.id
    return saved


def decline_request(session: Session, request_id: int, *, answer: str, on: date) -> None:
    """Say no to an open request; the answer is what the township is told.

    Raises:
        MissingField: there is no answer.
        RequestPlaced: a visit was planned for it.
    """
    row = _open(session, request_id)
    row.answer = required_line(answer, _("Answer"), limit=400)
    row.state, row.answered_on = RequestState.DECLINED, on
    session.flush()


def withdraw_request(session: Session, request_id: int, *, answer: str = "", on: date) -> None:
    """Note that an open request is no longer asked for.

    Raises:
        RequestPlaced: a visit was planned for it.
    """
    row = _open(session, request_id)
    row.answer = clean_line(answer, _("Answer"), limit=400)
    row.state, row.answered_on = RequestState.WITHDRAWN, on
    session.flush()


def reopen_request(session: Session, request_id: int) -> None:
    """Put a declined or withdrawn request back on the list.

    Raises:
        RequestPlaced: a visit was planned for it.
        RequestStillOpen: it is on the list.
    """
    row = found(session, VisitRequest, request_id)
    if row.state is RequestState.OPEN:
        raise RequestStillOpen
    _refuse_placed(session, row)
    row.state, row.answer, row.answered_on = RequestState.OPEN, "", None
    session.flush()


def delete_request(session: Session, request_id: int) -> None:
    """Delete a request that was entered by mistake.

    Raises:
        RequestPlaced: a visit was planned for it.
    """
    row = found(session, VisitRequest, request_id)
    _refuse_placed(session, row)
    session.refresh(row, ["agencies"])
    session.delete(row)
    session.flush()


def draft_of_request(session: Session, request_id: int, *, day: date, half: Half | None = None) -> VisitDraft:
    """Return the visit that a request asks for, filled in as far as is known; nothing is saved.

    After a missed visit it is that visit once more, with everybody who had an appointment. Otherwise the
    template of the kind gives the hours, and the leader paired with the township goes where none is named.

    Raises:
        RequestPlaced: a visit was planned for it before.
        RequestNotOpen: it was declined or withdrawn.
    """
    row = _open(session, request_id)
    session.refresh(row, ["agencies"])
    kind = row.kind or session.scalar(select(VisitKindRow.key).where(VisitKindRow.active).order_by(*_KIND_ORDER)) or ""
    template = default_template(session, kind)
    wanted = half or row.half or (template.half if template else None) or Half.MORNING
    draft = VisitDraft(uid=str(uuid4()), day=day, half=wanted, kind=kind)
    missed = None if row.missed_visit_id is None else visit_draft(session, row.missed_visit_id)
    if missed is not None:
        draft = _once_more(missed, draft)
    elif template is not None and template.half in {None, wanted}:
        draft.starts_at, draft.ends_at = template.starts_at, template.ends_at
    draft.leader_id = row.leader_id or _paired_leader(session, row.township_id, day)
    draft.township_id, draft.village_id = row.township_id, row.village_id
    draft.theme = row.theme or (template.theme if template else "")
    draft.place, draft.note = row.place or draft.place, row.detail or draft.note
    draft.accompanying_agencies = [each.agency_id for each in row.agencies]
    return draft


def _once_more(missed: VisitDraft, draft: VisitDraft) -> VisitDraft:
    """Return a missed visit on the day and in the half of *draft*; another half has its own times."""
    same = missed.half is draft.half
    people = [replace(each, id=None, came=None, at=each.at if same else None) for each in missed.appointments]
    return replace(
        missed, uid=draft.uid, id=None, version=None, day=draft.day, half=draft.half, state=VisitState.SET,
        starts_at=missed.starts_at if same else None, ends_at=missed.ends_at if same else None,
        pinned=False, overlap_confirmed=False, appointments=people,
    )  # fmt: skip


def _paired_leader(session: Session, township_id: int, day: date) -> int | None:
    """Return the highest leader who answers for the whole township on *day*."""
    query = (
        select(Pairing.leader_id)
        .join(Leader, Leader.id == Pairing.leader_id)
        .where(Pairing.township_id == township_id, Pairing.village_id.is_(None), Pairing.starts <= day)
        .where(or_(Pairing.ends.is_(None), Pairing.ends >= day))
        .where(or_(Leader.valid_to.is_(None), Leader.valid_to >= day))
        .order_by(Leader.rank_order, Leader.id)
        .limit(1)
    )
    return session.scalar(query)


def place_request(session: Session, request_id: int, visit_id: int, on: date) -> None:
    """Note that a visit was planned for a request; after a missed visit its steps and day plan come along.

    Raises:
        RequestPlaced: a visit was planned for it before.
        RequestNotOpen: it was declined or withdrawn.
        RequestForElsewhere: the visit goes to another township.
        VisitNotPlanned: the visit was called off or missed.
    """
    row = _open(session, request_id)
    visit = found(session, Visit, visit_id)
    if visit.state in VOID:
        raise VisitNotPlanned(state=_(VISIT_STATE_NAMES[visit.state]))
    if visit.township_id != row.township_id:
        names = [found(session, Township, key).name for key in (row.township_id, visit.township_id)]
        raise RequestForElsewhere(township=names[0], place=names[1])
    row.state, row.visit_id, row.answered_on = RequestState.PLANNED, visit_id, on
    if row.missed_visit_id is not None and not has_plan(session, visit_id):
        copy_plan(session, row.missed_visit_id, visit_id)
    session.flush()


def visit_state_changed(session: Session, visit: Visit, before: VisitState) -> None:
    """Let the list follow a visit: what is missed or called off waits again, what stands again waits no more."""
    if visit.state is before:
        return
    if visit.state is VisitState.MISSED:
        _ask_again(session, visit)
    elif before is VisitState.MISSED:
        for row in session.scalars(select(VisitRequest).where(VisitRequest.missed_visit_id == visit.id)):
            if row.state is RequestState.OPEN:
                row.state = RequestState.WITHDRAWN
    for row in session.scalars(select(VisitRequest).where(VisitRequest.visit_id == visit.id)):
        if visit.state is VisitState.CANCELLED and row.state is RequestState.PLANNED:
            row.state = RequestState.OPEN
        elif before is VisitState.CANCELLED and row.state is RequestState.OPEN:
            row.state = RequestState.PLANNED
    session.flush()


def release_requests(session: Session, visit_id: int) -> None:
    """Put back on the list what a visit was planned for, because that visit goes."""
    for row in session.scalars(select(VisitRequest).where(VisitRequest.visit_id == visit_id)):
        row.visit_id = None
        if row.state is RequestState.PLANNED:
            row.state, row.answered_on = RequestState.OPEN, None
    session.flush()


def _ask_again(session: Session, visit: Visit) -> None:
    """Note that a missed visit is still owed; missed twice it is one request."""
    known = session.scalar(select(VisitRequest).where(VisitRequest.missed_visit_id == visit.id))
    if known is not None:
        if known.state is RequestState.WITHDRAWN:
            known.state, known.answer, known.answered_on = RequestState.OPEN, "", None
        return
    going = session.scalars(
        select(VisitAgency.agency_id).where(VisitAgency.visit_id == visit.id).order_by(VisitAgency.position)
    )
    people = len(session.scalars(select(Appointment.id).where(Appointment.visit_id == visit.id)).all())
    session.add(
        VisitRequest(
            uid=str(uuid5(NAMESPACE_URL, f"missed:{visit.uid}")),
            received_on=visit.day,
            origin=RequestOrigin.MISSED,
            township_id=visit.township_id,
            village_id=visit.village_id,
            kind=visit.kind,
            leader_id=visit.leader_id,
            theme=visit.theme,
            place=visit.place,
            people=people or None,
            missed_visit_id=visit.id,
            agencies=[VisitRequestAgency(agency_id=key, position=place) for place, key in enumerate(going)],
        )
    )


def _open(session: Session, request_id: int) -> VisitRequest:
    row = found(session, VisitRequest, request_id)
    _refuse_placed(session, row)
    if row.state is not RequestState.OPEN:
        raise RequestNotOpen(state=_(REQUEST_STATE_NAMES[row.state]))
    kept: VisitRequest = row
    return kept


def _refuse_placed(session: Session, row: VisitRequest) -> None:
    if row.state is RequestState.PLANNED:
        visit = session.get(Visit, row.visit_id) if row.visit_id is not None else None
        if visit is None:
            raise Vanished
        raise RequestPlaced(day=day_text(visit.day))


def _require_sound(session: Session, draft: RequestDraft) -> None:
    if draft.township_id is None:
        raise MissingField(field=_("Township"))
    for day in (draft.received_on, draft.first_day, draft.last_day):
        if day is not None:
            require_plannable(day)
    if draft.first_day and draft.last_day and draft.last_day < draft.first_day:
        raise LastBeforeFirst(first=day_text(draft.first_day), last=day_text(draft.last_day))
    whole(draft.people, _("People expected"), 0, MOST_PEOPLE)
    require_there(session, Township, draft.township_id, _("Township"))
    if draft.kind is not None:
        require_there(session, VisitKindRow, draft.kind, _("Kind"))
    if draft.leader_id is not None:
        require_there(session, Leader, draft.leader_id, _("Leader"))
    for agency in draft.agencies:
        require_there(session, Agency, agency, _("Accompanying units"))
    if draft.village_id is not None:
        require_village(session, draft.village_id, draft.township_id)
