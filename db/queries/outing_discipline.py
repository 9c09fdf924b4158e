"""What the hints of `core.discipline` need to know of a visit, planned or recorded."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.discipline import EarlierOuting, OutingFacts, is_head
from core.records import AttendeeRole, RecordDraft
from core.settings import OfficeSettings
from core.visits import VOID, VisitDraft
from db.models import Leader, Village, Visit, VisitKindRow
from db.queries.visits import visit_draft


def outing_facts(
    session: Session, draft: VisitDraft, settings: OfficeSettings, record: RecordDraft | None = None
) -> OutingFacts | None:
    """Return the facts of a visit under edit; None while its kind or leader is not chosen.

    *record*, where there is one, says who really came along and in how many vehicles.
    """
    form = session.scalar(select(VisitKindRow.record).where(VisitKindRow.key == draft.kind))
    leader = session.get(Leader, draft.leader_id) if draft.leader_id is not None else None
    if form is None or leader is None:
        return None
    village = session.get(Village, draft.village_id) if draft.village_id is not None else None
    place = draft.place.strip()
    return OutingFacts(
        record=form,
        day=draft.day,
        leader=leader.name,
        is_head=is_head(leader.post, leader.rank_order),
        along=_along(draft, record),
        vehicles=record.vehicles if record is not None else None,
        site=village.name if village is not None else place,
        others=_others(session, draft, village, place, settings.revisit_days),
    )


def outing_facts_of(
    session: Session, visit_id: int, settings: OfficeSettings, record: RecordDraft | None = None
) -> OutingFacts | None:
    """Return the facts of a stored visit; None if it was deleted."""
    draft = visit_draft(session, visit_id)
    return outing_facts(session, draft, settings, record) if draft is not None else None


def _along(draft: VisitDraft, record: RecordDraft | None) -> int:
    planned = len(set(draft.accompanying_agencies))
    if record is None:
        return planned
    if record.companions is not None:
        return record.companions
    units = [each for each in record.attendees if each.role is AttendeeRole.AGENCY]
    came = {each.agency_id or each.unit or each.name for each in units if each.present is not False}
    return len(came) if units else planned


def _others(
    session: Session, draft: VisitDraft, village: Village | None, place: str, days: int
) -> tuple[EarlierOuting, ...]:
    """Return the other visits to that village, or to that place of the township, around the day."""
    if village is not None:
        same = Visit.village_id == village.id
    elif place:
        same = (Visit.township_id == draft.township_id) & (func.trim(Visit.place) == place)
    else:
        return ()
    reach = timedelta(days)
    query = (
        select(Visit.day, Leader.name)
        .join(Visit.leader)
        .where(same, Visit.state.not_in(VOID), Visit.day.between(draft.day - reach, draft.day + reach))
        .order_by(Visit.day, Visit.id)
    )
    if draft.id is not None:
        query = query.where(Visit.id != draft.id)
    return tuple(EarlierOuting(day, leader) for day, leader in session.execute(query))
