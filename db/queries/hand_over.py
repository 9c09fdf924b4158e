"""What a leader holds on the day another one takes over: issues, pairings, visits, AB pairs, meetings, the term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from core.errors import UserError
from core.hand_over import ENDS_ALONE, Passing, PassingItem
from core.i18n import N_, _, clauses, day_text
from core.issues import OPEN
from core.visits import HALF_NAMES, PLANNED
from db.models import (
    Absence,
    BackupPair,
    Issue,
    Leader,
    Meeting,
    MeetingAttendee,
    Pairing,
    Township,
    Village,
    Visit,
    VisitLeader,
)
from db.queries.recusals import require_leader

_BUSY = N_("{leader} goes to {township} then")
_PASSES = N_("passes to {leader}")


@dataclass(frozen=True, slots=True)
class Handing:
    """Who hands over to whom from which day on; nobody may follow."""

    leader_id: int
    on: date
    follower: Leader | None

    @property
    def passes(self) -> str:
        """Say to whom a thing passes, or that it stays."""
        return _(_PASSES).format(leader=self.follower.name) if self.follower is not None else _("stays")


def hand_over_items(session: Session, leader_id: int, to_leader_id: int | None, *, on: date) -> list[PassingItem]:
    """Return all that a leader holds on a day and after it, and what would become of each.

    What cannot pass says why; where nobody follows, whatever cannot end by itself stays.
    """
    follower = session.get(Leader, to_leader_id) if to_leader_id is not None else None
    handing = Handing(leader_id, on, follower)
    parts = (_issues, _pairings, _visits, _company, _backups, _meetings, _term)
    return [item for part in parts for item in part(session, handing)]


def _issues(session: Session, handing: Handing) -> Iterator[PassingItem]:
    query = select(Issue).where(Issue.case_leader_id == handing.leader_id, Issue.state.in_(OPEN)).order_by(Issue.id)
    for issue in session.scalars(query):
        against = _stays(Passing.ISSUE, handing)
        if handing.follower is not None:
            try:
                require_leader(session, issue, handing.follower.id)
            except UserError as error:
                against = str(error)
        words = _("restricted issue") if issue.restricted else f"{issue.number}\u3000{issue.title}"
        yield PassingItem(Passing.ISSUE, issue.id, words, _at_once(handing), against)


def _pairings(session: Session, handing: Handing) -> Iterator[PassingItem]:
    query: Select[*tuple[Any, ...]] = (
        select(Pairing, Township.name, Village.name)
        .join(Township, Township.id == Pairing.township_id)
        .outerjoin(Village, Village.id == Pairing.village_id)
        .where(Pairing.leader_id == handing.leader_id, _lasts(Pairing.ends, handing.on))
        .order_by(Township.position, Township.id, Pairing.id)
    )
    for row, township, village in session.execute(query):
        where = f"{township} {village}" if village else township
        yield PassingItem(Passing.PAIRING, row.id, where, _dated(handing, row.starts))


def _visits(session: Session, handing: Handing) -> Iterator[PassingItem]:
    for visit, township in session.execute(_planned(handing).where(Visit.leader_id == handing.leader_id)):
        against, hint = _stays(Passing.VISIT, handing), ""
        if handing.follower is not None:
            against = _busy(session, visit, handing.follower)
            hint = _away(session, visit.day, handing.follower)
        yield PassingItem(Passing.VISIT, visit.id, _visit_words(visit, township), handing.passes, against, hint)


def _company(session: Session, handing: Handing) -> Iterator[PassingItem]:
    query = _planned(handing).join(VisitLeader, VisitLeader.visit_id == Visit.id)
    for visit, township in session.execute(query.where(VisitLeader.leader_id == handing.leader_id)):
        against, hint = _stays(Passing.COMPANY, handing), ""
        if handing.follower is not None:
            hint = _away(session, visit.day, handing.follower)
        yield PassingItem(Passing.COMPANY, visit.id, _visit_words(visit, township), handing.passes, against, hint)


def _backups(session: Session, handing: Handing) -> Iterator[PassingItem]:
    me = handing.leader_id
    query = select(BackupPair).where(
        or_(BackupPair.a_leader_id == me, BackupPair.b_leader_id == me), _lasts(BackupPair.ends, handing.on)
    )
    for row in session.scalars(query.order_by(BackupPair.id)):
        other = session.get_one(Leader, row.b_leader_id if row.a_leader_id == me else row.a_leader_id)
        becomes = _dated(handing, row.starts)
        if handing.follower is not None and other.id == handing.follower.id:
            becomes = _ends(handing, row.starts)
        yield PassingItem(Passing.BACKUP, row.id, other.name, becomes)


def _meetings(session: Session, handing: Handing) -> Iterator[PassingItem]:
    query = (
        select(Meeting)
        .join(MeetingAttendee, MeetingAttendee.meeting_id == Meeting.id)
        .where(MeetingAttendee.leader_id == handing.leader_id, _lasts(Meeting.last_day, handing.on))
        .order_by(Meeting.id)
    )
    for row in session.scalars(query):
        becomes = _at_once(handing) if handing.follower is not None else _("no longer attends")
        yield PassingItem(Passing.MEETING, row.id, row.name, becomes)


def _term(session: Session, handing: Handing) -> Iterator[PassingItem]:
    leader = session.get(Leader, handing.leader_id)
    if leader is None or (leader.valid_to is not None and leader.valid_to < handing.on):
        return
    last = handing.on - timedelta(1)
    if leader.valid_from is not None and leader.valid_from > last:
        return
    words = _("ends on {day}").format(day=day_text(last, year=True))
    yield PassingItem(Passing.TERM, leader.id, leader.name, words)


def _planned(handing: Handing) -> Select[*tuple[Any, ...]]:
    return (
        select(Visit, Township.name)
        .join(Township, Township.id == Visit.township_id)
        .where(Visit.day >= handing.on, Visit.state.in_(PLANNED))
        .order_by(Visit.day, Visit.half, Visit.id)
    )


def _lasts(column: Any, on: date) -> ColumnElement[bool]:
    return or_(column.is_(None), column >= on)


def _stays(kind: Passing, handing: Handing) -> str:
    return "" if handing.follower is not None or kind in ENDS_ALONE else _("stays: nobody follows")


def _busy(session: Session, visit: Visit, follower: Leader) -> str:
    """Return where the follower goes at that time, or that the term does not hold the day."""
    if not (follower.valid_from or date.min) <= visit.day <= (follower.valid_to or date.max):
        return _("{leader} is not in office then").format(leader=follower.name)
    query = (
        select(Visit.half, Township.name)
        .join(Township, Township.id == Visit.township_id)
        .where(Visit.leader_id == follower.id, Visit.day == visit.day, Visit.state.in_(PLANNED), Visit.id != visit.id)
        .order_by(Visit.id)
    )
    for half, township in session.execute(query):
        if half.overlaps(visit.half):
            return _(_BUSY).format(leader=follower.name, township=township)
    return ""


def _away(session: Session, day: date, follower: Leader) -> str:
    away = select(Absence.id).where(Absence.leader_id == follower.id, Absence.starts <= day, Absence.ends >= day)
    return _("{leader} is away then").format(leader=follower.name) if session.scalar(away.limit(1)) else ""


def _dated(handing: Handing, starts: date | None) -> str:
    """Say that a dated thing ends the day before and begins anew."""
    if handing.follower is None:
        return _ends(handing, starts)
    words = _("from {day} {leader}")
    return words.format(day=day_text(max(handing.on, starts or handing.on)), leader=handing.follower.name)


def _ends(handing: Handing, starts: date | None) -> str:
    if starts is not None and starts >= handing.on:
        return _("is dropped")
    return _("ends on {day}").format(day=day_text(handing.on - timedelta(1), year=True))


def _at_once(handing: Handing) -> str:
    """Say that it passes now, for it has no date of its own."""
    return clauses((handing.passes, _("at once"))) if handing.follower is not None else handing.passes


def _visit_words(visit: Visit, township: str) -> str:
    return f"{day_text(visit.day)} {_(HALF_NAMES[visit.half])}\u3000{township}"
