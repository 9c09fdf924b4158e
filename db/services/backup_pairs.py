"""AB pairs (AB角): who stands in for whom, from when to when; one pair is seen from both sides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.directory import PairDraft
from core.errors import LastBeforeFirst, MissingField
from core.i18n import _, day_text
from core.people_errors import OwnPartner, PairOverlaps, PairTooOften
from db.models import BackupPair, Leader
from db.services.directory import found


def keep_pairs(session: Session, leader_id: int, wanted: Sequence[PairDraft]) -> None:
    """Make these the AB pairs of a leader, from whichever side they were entered; others of his go.

    Raises:
        MissingField: a line has dates and no partner.
        OwnPartner: somebody would stand in for himself.
        LastBeforeFirst: a line would end before it starts.
        PairOverlaps: two lines with one partner share a day.
        PairTooOften: more lines with one partner than the file keeps.
        Vanished: the partner was deleted meanwhile.
    """
    for each in wanted:
        _require_sound(session, leader_id, each)
    for partner_id in {each.partner_id for each in wanted}:
        lines = [each for each in wanted if each.partner_id == partner_id]
        if partner_id is not None and _overlap(lines):
            raise PairOverlaps(leader=found(session, Leader, partner_id).name)
        if partner_id is not None and len(lines) > 2:
            raise PairTooOften(leader=found(session, Leader, partner_id).name)
    mine = or_(BackupPair.a_leader_id == leader_id, BackupPair.b_leader_id == leader_id)
    known = {row.id: row for row in session.scalars(select(BackupPair).where(mine).order_by(BackupPair.id))}
    kept = [each for each in wanted if _same_people(known.get(each.id or 0), leader_id, each.partner_id)]
    for key, row in known.items():
        if key not in {each.id for each in kept}:
            session.delete(row)
    session.flush()
    for each in kept:
        row = known[each.id or 0]
        row.starts, row.ends = each.starts, each.ends
    for each in wanted:
        if each not in kept and each.partner_id is not None:
            add_pair(session, leader_id, each.partner_id, each.starts, each.ends)
    session.flush()


def add_pair(session: Session, one: int, other: int, starts: date | None, ends: date | None) -> None:
    """Add a line; the same two people stand in the file once in each order, so twice at most.

    Raises:
        PairOverlaps: the two are a pair on one of the days already.
        PairTooOften: they stand there twice.
    """
    both = (one, other)
    query = select(BackupPair).where(BackupPair.a_leader_id.in_(both), BackupPair.b_leader_id.in_(both))
    standing = list(session.scalars(query))
    lines = [PairDraft(other, row.starts, row.ends) for row in standing]
    if _overlap([*lines, PairDraft(other, starts, ends)]):
        raise PairOverlaps(leader=found(session, Leader, other).name)
    taken = {(row.a_leader_id, row.b_leader_id) for row in standing}
    free = next((pair for pair in (both, both[::-1]) if pair not in taken), None)
    if free is None:
        raise PairTooOften(leader=found(session, Leader, other).name)
    session.add(BackupPair(a_leader_id=free[0], b_leader_id=free[1], starts=starts, ends=ends))
    session.flush()


def _require_sound(session: Session, leader_id: int, line: PairDraft) -> None:
    if line.partner_id is None:
        raise MissingField(field=_("AB partner"))
    partner = found(session, Leader, line.partner_id)
    if partner.id == leader_id:
        raise OwnPartner(leader=partner.name)
    if line.starts is not None and line.ends is not None and line.ends < line.starts:
        raise LastBeforeFirst(first=day_text(line.starts, year=True), last=day_text(line.ends, year=True))


def _overlap(lines: Iterable[PairDraft]) -> bool:
    """Return whether two of *lines*, all of the same two people, share a day."""
    ordered = sorted(lines, key=lambda each: each.starts or date.min)
    return any((one.ends or date.max) >= (other.starts or date.min) for one, other in pairwise(ordered))


def _same_people(row: BackupPair | None, leader_id: int, partner_id: int | None) -> bool:
    return row is not None and {row.a_leader_id, row.b_leader_id} == {leader_id, partner_id}
