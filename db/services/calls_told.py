"""What a phone call about an issue says of its visits: who was told, which unit answered, which visit is notified."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.planning import CallAnswer, Party
from core.release_calls import TOLD
from core.releases import parts_changed
from core.visits import PLANNED, VisitState
from db.models import PhoneCall, Release, ReleaseRow, Visit, VisitAgency
from db.queries.plan_rows import rows_of
from db.queries.published import published_visits, words_without_people


def visits_told(session: Session, release: Release, call: PhoneCall, *, was: CallAnswer, today: date) -> None:
    """Carry the answer of *call*, which *was* another, over to the visits it is about.

    A unit that was called is told, one that agreed has answered. A visit is notified once its township and its
    leaders have been reached, each by the latest issue that had to reach them about it; an answer taken back takes
    that back. Of a visit that no longer stands as it was published, no answer says anything.
    """
    concerned: dict[str, list[str]] = release.heading.get("concerned", {})
    mine = _standing(session, concerned.get(_key(call), []))
    visits = list(session.scalars(select(Visit).where(Visit.uid.in_(mine)).order_by(Visit.id)))
    asked = _asked(session, mine)
    if call.party is Party.AGENCY:
        for visit in visits:
            if asked[visit.uid][_key(call)] == release.id:
                _unit_told(session, visit, call, today)
        return
    if call.answer not in TOLD and was not in TOLD:
        return  # nobody was told by this call, so nothing that was said elsewhere is taken back
    reached = _reached(session, {issue for keys in asked.values() for issue in keys.values()})
    for visit in visits:
        people = {(issue, key) for key, issue in asked[visit.uid].items() if not key.startswith(Party.AGENCY)}
        _set_told(visit, told=people <= reached)


def _standing(session: Session, uids: Collection[str]) -> set[str]:
    """Return those visits that stand as people were told last; which units go along is between them and the units."""
    published, same = published_visits(session, uids), words_without_people(session)
    return {
        row.uid
        for row in rows_of(session, published.rows.keys())
        if all(part.key == "agencies" for part in parts_changed(published.rows[row.uid], row, same))
    }


def _asked(session: Session, uids: Collection[str]) -> dict[str, dict[str, int]]:
    """Return of each visit whom its issues had to reach, each with the latest of these issues."""
    spoke = select(ReleaseRow.release_id).where(ReleaseRow.visit_uid.in_(sorted(uids)))
    found: dict[str, dict[str, int]] = {uid: {} for uid in uids}
    for release in session.scalars(select(Release).where(Release.id.in_(spoke)).order_by(Release.id)):
        for key, named in release.heading.get("concerned", {}).items():
            for uid in found.keys() & set(named):
                found[uid][key] = release.id
    return found


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


def _reached(session: Session, issues: Collection[int]) -> set[tuple[int, str]]:
    calls = session.scalars(select(PhoneCall).where(PhoneCall.release_id.in_(sorted(issues))))
    return {(call.release_id, _key(call)) for call in calls if call.answer in TOLD}


def _set_told(visit: Visit, *, told: bool) -> None:
    if visit.state in PLANNED and told != (visit.state is VisitState.NOTIFIED):
        visit.state = VisitState.NOTIFIED if told else VisitState.SET


def _key(call: PhoneCall) -> str:
    return f"{call.party.value}:{call.party_id}"
