"""What no visit can be, who is free, and what hangs on a visit: asked before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.clash_facts import Level
from core.counts import households_text
from core.errors import (
    ChoiceVanished,
    DayOutOfRange,
    EndsBeforeStarts,
    LeaderBusy,
    MissingField,
    VillageElsewhere,
)
from core.i18n import _, day_text, ngettext
from core.visits import HALF_NAMES, VOID, Half, VisitDraft
from db.models import (
    Agency,
    Attachment,
    Base,
    HouseholdVisit,
    Issue,
    IssueAction,
    Leader,
    PrintedDocument,
    Promise,
    Township,
    Village,
    Visit,
    VisitKindRow,
    VisitNote,
    VisitRecord,
)
from db.queries.clash_levels import chosen_levels

FIRST_DAY: Final = date(1950, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)


def require_sound(session: Session, draft: VisitDraft) -> None:
    """Refuse what no visit can be.

    Raises:
        UserError: a field is missing, out of range, or its choice was deleted meanwhile.
    """
    require_plannable(draft.day)
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
        *((Agency, row.agency_id, _("Appointments")) for row in draft.appointments if row.agency_id is not None),
    ):
        require_there(session, model, key, field)
    if draft.village_id is not None:
        require_village(session, draft.village_id, draft.township_id)


def require_there(session: Session, model: type[Base], key: object, field: str) -> None:
    """Refuse a choice that was deleted meanwhile."""
    if session.get(model, key) is None:
        raise ChoiceVanished(field=field)


def require_village(session: Session, village_id: int, township_id: int) -> None:
    """Refuse a village of another township."""
    village = session.get(Village, village_id)
    if village is None:
        raise ChoiceVanished(field=_("Village"))
    if village.township_id != township_id:
        raise VillageElsewhere(village=village.name, township=session.get_one(Township, township_id).name)


def require_plannable(day: date) -> None:
    """Refuse a day that no office plans for."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DayOutOfRange(day=day.isoformat())


@contextmanager
def booking(session: Session, visit: Visit) -> Iterator[None]:
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
                visit.overlap_confirmed = books_twice(session, visit, wish[:3])
            session.flush()
    except IntegrityError:
        if wish is not None:
            require_free(session, *wish)
        raise


def books_twice(session: Session, visit: Visit, wish: tuple[int, date, Half], *, beside: int | None = None) -> bool:
    """Return whether a leader, day and half book a leader twice as meant: the office's rule for that is milder.

    Raises:
        LeaderBusy: the leader goes elsewhere then, and the rule is as shipped.
    """
    try:
        require_free(session, *wish, visit.id, beside=beside)
    except LeaderBusy:
        if chosen_levels(session).get("double_booking", Level.BLOCK) is Level.BLOCK:
            raise
        return True
    return False


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


def require_free(
    session: Session, leader_id: int, day: date, half: Half, visit_id: int | None, *, beside: int | None = None
) -> None:
    """Refuse a leader who goes elsewhere in that half of the day; the visit *beside* gives way at the same time."""
    others = (
        select(Visit.half, Leader.name, Township.name)
        .join(Visit.leader)
        .join(Visit.township)
        .where(Visit.leader_id == leader_id, Visit.day == day, Visit.state.not_in(VOID))
        .where(*(Visit.id != each for each in (visit_id, beside) if each is not None))
        .order_by(Visit.id)
    )
    for taken, leader, township in session.execute(others):
        if taken.overlaps(half):
            raise LeaderBusy(leader=leader, township=township, day=day_text(day), half=_(HALF_NAMES[taken]))


def records_of(session: Session, visit_id: int) -> list[str]:
    """Return what hangs on a visit, in words."""

    def count(column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]) -> int:
        return session.scalar(select(func.count()).where(column == visit_id)) or 0

    issues = count(Issue.visit_id) + count(IssueAction.visit_id)
    papers, promises = count(PrintedDocument.visit_id), count(Promise.visit_id)
    photos, households = count(Attachment.visit_id), count(HouseholdVisit.visit_id)
    records = count(VisitRecord.visit_id) or min(count(VisitNote.visit_id), 1)
    held = (
        (issues, ngettext("{n} issue", "{n} issues", issues)),
        (papers, ngettext("{n} printed paper", "{n} printed papers", papers)),
        (promises, ngettext("{n} promise", "{n} promises", promises)),
        (photos, ngettext("{n} attachment", "{n} attachments", photos)),
        (households, households_text(households)),
        (records, ngettext("{n} record", "{n} records", records)),
    )
    return [text.format(n=n) for n, text in held if n]
