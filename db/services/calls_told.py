"""What a phone call about an issue says of its visits: who was told, which unit answered, which visit is notified."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.planning import CallAnswer, Party
from core.release_calls import TOLD
from core.visits import PLANNED, VisitState
from db.models import PhoneCall, Release, Visit, VisitAgency


def visits_told(session: Session, release: Release, call: PhoneCall, *, was: CallAnswer, today: date) -> None:
    """Carry the answer of *call*, which *was* another, over to the visits it is about.

    A unit that was called is told, one that agreed has answered. A visit is notified once its township and its
    leaders have been reached, as far as this issue had to reach them; an answer taken back takes that back.
    """
    concerned: dict[str, list[str]] = release.heading.get("concerned", {})
    mine = concerned.get(_key(call), [])
    visits = list(session.scalars(select(Visit).where(Visit.uid.in_(mine)).order_by(Visit.id)))
    if call.party is Party.AGENCY:
        for visit in visits:
            _unit_told(session, visit, call, today)
        return
    if call.answer not in TOLD and was not in TOLD:
        return  # nobody was told by this call, so nothing that was said elsewhere is taken back
    reached = _reached(session, release)
    for visit in visits:
        asked = [key for key, uids in concerned.items() if visit.uid in uids and not key.startswith(Party.AGENCY)]
        _set_told(visit, told=all(key in reached for key in asked))


def _unit_told(session: Session, visit: Visit, call: PhoneCall, today: date) -> None:
    going = session.get(VisitAgency, (visit.id, call.party_id))
    if going is None:  # it no longer goes along: that is what the call was about
        return
    told = call.answer in TOLD
    going.notified_on = (going.notified_on or today) if told else None
    if call.answer is CallAnswer.AGREED:
        going.confirmed_on = going.confirmed_on or today
    elif not told:
        going.confirmed_on = None


def _reached(session: Session, release: Release) -> set[str]:
    calls: Iterable[PhoneCall] = session.scalars(select(PhoneCall).where(PhoneCall.release_id == release.id))
    return {_key(call) for call in calls if call.answer in TOLD}


def _set_told(visit: Visit, *, told: bool) -> None:
    if visit.state in PLANNED and told != (visit.state is VisitState.NOTIFIED):
        visit.state = VisitState.NOTIFIED if told else VisitState.SET


def _key(call: PhoneCall) -> str:
    return f"{call.party.value}:{call.party_id}"
