"""Plan, move, close and take back visits. Each verb changes objects only, so that the journal hears all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from sqlalchemy import func, inspect, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from core.errors import (
    ChangedMeanwhile,
    ChoiceVanished,
    DayOutOfRange,
    EndsBeforeStarts,
    LeaderBusy,
    MissingField,
    Vanished,
    VillageElsewhere,
    VisitHasRecords,
    VisitIsOver,
)
from core.i18n import _, day_text, listed, ngettext
from core.text import clean_line, clean_text
from core.visits import HALF_NAMES, PLANNED, VISIT_STATE_NAMES, VOID, Half, VisitDraft, VisitState
from db.models import (
    Agency,
    Attachment,
    Base,
    Issue,
    IssueAction,
    Leader,
    PrintedDocument,
    Promise,
    Township,
    Village,
    Visit,
    VisitAgency,
    VisitKindRow,
    VisitLeader,
)
from db.queries.visits import visit_draft
from db.services.appointments import keep_appointments
from db.services.numbers import next_number

FIRST_DAY: Final = date(1950, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
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
    _require_sound(session, draft)
    year = draft.day.year
    visit = Visit(
        uid=draft.uid,
        year=year,
        number=next_number(session, "visit", year, number=Visit.number, of_year=Visit.year),
        leaders=[],
        agencies=[],
        appointments=[],
    )
    with _booking(session, visit):
        _take_over(session, visit, draft)
        session.add(visit)
    return visit.id


def save_visit(session: Session, draft: VisitDraft) -> int:
    """Save a visit that was opened for editing and return its id; a draft without id is created.

    Raises:
        Vanished: it was deleted meanwhile.
        ChangedMeanwhile: somebody saved it after it was opened.
        LeaderBusy: the leader goes elsewhere in that half of the day, and this was not confirmed.
    """
    if draft.id is None:
        return create_visit(session, draft)
    visit = _visit(session, draft.id)
    if draft.version is not None and draft.version != visit.version:
        raise ChangedMeanwhile
    _require_sound(session, draft)
    before = (visit.day, visit.half)
    with _booking(session, visit):
        _take_over(session, visit, draft)
        if before != (visit.day, visit.half):
            _tell_again(visit)
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
    visit = _visit(session, visit_id)
    if visit.state not in PLANNED:
        raise VisitIsOver(state=_(VISIT_STATE_NAMES[visit.state]), planned=_(VISIT_STATE_NAMES[VisitState.SET]))
    _require_plannable(to)
    target = half or visit.half
    if (to, target) == (visit.day, visit.half):
        return
    with _booking(session, visit):
        if target is not visit.half:
            visit.starts_at = visit.ends_at = None  # a time of the morning says nothing about the afternoon
        visit.day, visit.half = to, target
        if overlap_confirmed is not None:
            visit.overlap_confirmed = overlap_confirmed
        _tell_again(visit)


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
    _visit(session, visit_id).state_reason = text
    session.flush()


def set_state(session: Session, visit_id: int, state: VisitState, *, reason: str = "") -> None:
    """Say that a visit took place, was called off, was missed, or stands again.

    Raises:
        LeaderBusy: a visit called off earlier cannot stand again, its leader goes elsewhere now.
    """
    visit = _visit(session, visit_id)
    with _booking(session, visit):
        visit.state = state
        visit.state_reason = clean_line(reason, _("Reason"), limit=400)


def mark_notified(session: Session, visit_id: int, *, on: date) -> None:
    """Say that leader, township and every accompanying agency have been told."""
    visit = _visit(session, visit_id)
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
    """Plan the same outing once more on another day and return its id; appointments stay with the old one."""
    draft = visit_draft(session, visit_id)
    if draft is None:
        raise Vanished
    draft.uid, draft.id, draft.version, draft.day = uid, None, None, to
    draft.state = VisitState.DRAFT if draft.state is VisitState.DRAFT else VisitState.SET
    draft.appointments = []
    draft.overlap_confirmed = draft.pinned = False
    return create_visit(session, draft)


def delete_visit(session: Session, visit_id: int) -> None:
    """Delete a visit that nothing hangs on.

    Raises:
        VisitHasRecords: issues, papers, photos or promises belong to it; cancel it instead.
    """
    visit = _visit(session, visit_id)
    if held := _records_of(session, visit_id):
        raise VisitHasRecords(what=listed(held))
    keep_appointments(session, visit, [])
    session.delete(visit)
    session.flush()


def _visit(session: Session, visit_id: int) -> Visit:
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


def _tell_again(visit: Visit) -> None:
    """Take back what people were told, because it is no longer true."""
    if visit.state is VisitState.NOTIFIED:
        visit.state = VisitState.SET
    for agency in visit.agencies:
        agency.notified_on = agency.confirmed_on = None


def _require_sound(session: Session, draft: VisitDraft) -> None:
    """Refuse what no visit can be."""
    _require_plannable(draft.day)
    if draft.leader_id is None:
        raise MissingField(field=_("Leader"))
    if draft.township_id is None:
        raise MissingField(field=_("Township"))
    if draft.starts_at and draft.ends_at and draft.ends_at <= draft.starts_at:
        raise EndsBeforeStarts(start=f"{draft.starts_at:%H:%M}", end=f"{draft.ends_at:%H:%M}")
    for model, key, field in (
        (Leader, draft.leader_id, _("Leader")),
        (Township, draft.township_id, _("Township")),
        (VisitKindRow, draft.kind, _("Kind")),
        *((Leader, leader, _("Accompanying leaders")) for leader in draft.accompanying_leaders),
        *((Agency, agency, _("Accompanying units")) for agency in draft.accompanying_agencies),
    ):
        _require_there(session, model, key, field)
    if draft.village_id is not None:
        _require_village(session, draft.village_id, draft.township_id)


def _require_there(session: Session, model: type[Base], key: object, field: str) -> None:
    if session.get(model, key) is None:
        raise ChoiceVanished(field=field)


def _require_village(session: Session, village_id: int, township_id: int) -> None:
    village = session.get(Village, village_id)
    if village is None:
        raise ChoiceVanished(field=_("Village"))
    if village.township_id != township_id:
        raise VillageElsewhere(village=village.name, township=session.get_one(Township, township_id).name)


def _require_plannable(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DayOutOfRange(day=day.isoformat())


@contextmanager
def _booking(session: Session, visit: Visit) -> Iterator[None]:
    """Write what the block changes; the booking index has the last word on whether the leader is free.

    Raises:
        LeaderBusy: two secretaries booked one leader, this one second.
    """
    wish = None
    try:
        with session.begin_nested(), session.no_autoflush:
            yield
            wish = (visit.leader_id, visit.day, visit.half, visit.id)
            if visit.state not in VOID and not visit.overlap_confirmed and _must_be_free(visit):
                _require_free(session, *wish)
            session.flush()
    except IntegrityError:
        if wish is not None:
            _require_free(session, *wish)
        raise


def _must_be_free(visit: Visit) -> bool:
    """Whether this save can newly collide: a note on an old clash is no reason to ask again."""
    state = inspect(visit)
    return (
        state.transient
        or state.pending
        or any(
            state.attrs[name].history.has_changes()
            for name in ("leader_id", "day", "half", "state", "overlap_confirmed")
        )
    )


def _require_free(session: Session, leader_id: int, day: date, half: Half, visit_id: int | None) -> None:
    others = (
        select(Visit.half, Leader.name, Township.name)
        .join(Visit.leader)
        .join(Visit.township)
        .where(Visit.leader_id == leader_id, Visit.day == day, Visit.state.not_in(VOID))
        .where(true() if visit_id is None else Visit.id != visit_id)
        .order_by(Visit.id)
    )
    for taken, leader, township in session.execute(others):
        if taken.overlaps(half):
            raise LeaderBusy(leader=leader, township=township, day=day_text(day), half=_(HALF_NAMES[taken]))


def _records_of(session: Session, visit_id: int) -> list[str]:
    """Return what hangs on a visit, in words."""

    def count(column: InstrumentedAttribute[int | None]) -> int:
        return session.scalar(select(func.count()).where(column == visit_id)) or 0

    issues = count(Issue.visit_id) + count(IssueAction.visit_id)
    papers, promises = count(PrintedDocument.visit_id), count(Promise.visit_id)
    photos = count(Attachment.visit_id)
    held = (
        (issues, ngettext("{n} issue", "{n} issues", issues)),
        (papers, ngettext("{n} printed paper", "{n} printed papers", papers)),
        (promises, ngettext("{n} promise", "{n} promises", promises)),
        (photos, ngettext("{n} attachment", "{n} attachments", photos)),
    )
    return [text.format(n=n) for n, text in held if n]
