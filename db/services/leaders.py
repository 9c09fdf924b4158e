"""Add and correct leaders, their order, pairings, AB partners and absences."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.counts import households_text, issues_text, notes_text, promises_text, visits_text
from core.directory import AbsenceDraft, LeaderDraft
from core.errors import LastBeforeFirst, MissingField, NameTaken
from core.i18n import _, day_text
from core.names import person_name
from core.people_errors import AbsencesOverlap, AbsentThatDay
from core.text import clean_line, clean_text, required_line
from db.models import (
    Absence,
    BackupPair,
    BurdenEntry,
    HouseholdVisit,
    Issue,
    IssueAction,
    Leader,
    LeaderChange,
    MeetingAttendee,
    Pairing,
    Promise,
    Quota,
    Visit,
    VisitLeader,
)
from db.services.backup_pairs import keep_pairs
from db.services.directory import NAME_LIMIT, found, next_position, opened, require_unused, whole
from db.services.ordering import move_in_order
from db.services.visit_rules import require_plannable


def save_leader(session: Session, draft: LeaderDraft, *, today: date) -> int:
    """Save a leader with partner and paired townships; a new one is listed last. Return the id.

    A pairing that ends keeps its record up to yesterday; one made today and dropped today leaves none.

    Raises:
        MissingField: there is no name.
        LastBeforeFirst: the term, or a pair, would end before it starts.
        PairOverlaps, PairTooOften: two lines of one AB pair do not go together.
        UserError: a field is too long or out of range, or the leader was changed meanwhile.
    """
    name = person_name(required_line(draft.name, _("Name"), limit=NAME_LIMIT))
    _require_order(draft.valid_from, draft.valid_to)
    post = clean_line(draft.post, _("Post"), limit=200)
    twin = session.scalar(select(Leader.id).where(Leader.name == name, Leader.post == post))
    if twin is not None and twin != draft.id:
        raise NameTaken(name=f"{name} {post}".strip())
    row = opened(session, Leader, draft.id, draft.version)
    if row is None:
        row = Leader(rank_order=next_position(session, Leader.rank_order))
        session.add(row)
    row.name, row.post, row.body = name, post, draft.body
    row.portfolio = clean_line(draft.portfolio, _("Portfolio"), limit=400)
    row.phone = clean_line(draft.phone, _("Phone"), limit=60)
    share = whole(draft.duty_share, _("Duty share, %"), 0, 100)
    row.duty_share = 100 if share is None else share
    row.duty_reason = clean_line(draft.duty_reason, _("Reason"), limit=200)
    row.valid_from, row.valid_to = draft.valid_from, draft.valid_to
    row.note = clean_text(draft.note, _("Note"))
    session.flush()
    keep_pairs(session, row.id, draft.pairs)
    _answer_for(session, row.id, draft.townships, today)
    return row.id


def delete_leader(session: Session, leader_id: int) -> None:
    """Delete a leader that nothing refers to; others end by a date (`valid_to`).

    Raises:
        Vanished: the leader is gone already.
        StillInUse: visits or issues name the leader.
    """
    row = found(session, Leader, leader_id)
    require_unused(
        session,
        row.name,
        (visits_text, Visit.leader_id == row.id, Visit),
        (visits_text, VisitLeader.leader_id == row.id, VisitLeader),
        (issues_text, Issue.case_leader_id == row.id, Issue),
        (notes_text, IssueAction.leader_id == row.id, IssueAction),
        (promises_text, Promise.leader_id == row.id, Promise),
        (households_text, HouseholdVisit.leader_id == row.id, HouseholdVisit),
        (
            visits_text,
            or_(LeaderChange.from_leader_id == row.id, LeaderChange.to_leader_id == row.id),
            LeaderChange,
        ),
    )
    for model, condition in (
        (Absence, Absence.leader_id == row.id),
        (Pairing, Pairing.leader_id == row.id),
        (Quota, Quota.leader_id == row.id),
        (BurdenEntry, BurdenEntry.leader_id == row.id),
        (MeetingAttendee, MeetingAttendee.leader_id == row.id),
        (BackupPair, or_(BackupPair.a_leader_id == row.id, BackupPair.b_leader_id == row.id)),
    ):
        for each in session.scalars(select(model).where(condition)):
            session.delete(each)
    session.flush()
    session.delete(row)


def move_leader(session: Session, leader_id: int, *, steps: int) -> bool:
    """Move a leader up (negative) or down in the rank order; return whether anything moved."""
    row = found(session, Leader, leader_id)
    return move_in_order(session, row, Leader.rank_order, steps=steps, first=1)


def save_absence(session: Session, draft: AbsenceDraft) -> int:
    """Save a leader's absence and return its id; visits in it stay where they are, and are pointed out.

    Raises:
        MissingField: a day is missing.
        LastBeforeFirst: it would end before it starts.
        AbsencesOverlap: the leader is away on one of the days already.
        DayOutOfRange: no office plans for such a day.
        UserError: it was changed or deleted meanwhile.
    """
    if draft.starts is None:
        raise MissingField(field=_("First day"))
    ends = draft.ends or draft.starts
    _require_order(draft.starts, ends)
    for day in (draft.starts, ends):
        require_plannable(day)
    leader = found(session, Leader, draft.leader_id)
    row = opened(session, Absence, draft.id, draft.version)
    _require_apart(session, leader, draft.id, draft.starts, ends)
    if row is None:
        row = Absence(leader_id=draft.leader_id)
        session.add(row)
    row.starts, row.ends = draft.starts, ends
    row.reason = clean_line(draft.reason, _("Reason"), limit=200)
    session.flush()
    return row.id


def delete_absence(session: Session, absence_id: int) -> None:
    """Delete an absence.

    Raises:
        Vanished: it is gone already.
    """
    session.delete(found(session, Absence, absence_id))


def _require_apart(session: Session, leader: Leader, own: int | None, starts: date, ends: date) -> None:
    others = select(Absence).where(Absence.leader_id == leader.id, Absence.starts <= ends, Absence.ends >= starts)
    row = session.scalars((others if own is None else others.where(Absence.id != own)).order_by(Absence.starts)).first()
    if row is not None:
        first, last = day_text(row.starts, year=True), day_text(row.ends, year=True)
        error = AbsentThatDay if first == last else AbsencesOverlap
        raise error(leader=leader.name, first=first, last=last)


def _require_order(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise LastBeforeFirst(first=day_text(first, year=True), last=day_text(last, year=True))


def _answer_for(session: Session, leader_id: int, townships: list[int], today: date) -> None:
    """Start pairings with *townships* and end those with others; village pairings stay as they are."""
    query = select(Pairing).where(
        Pairing.leader_id == leader_id,
        Pairing.village_id.is_(None),
        Pairing.starts <= today,
        or_(Pairing.ends.is_(None), Pairing.ends >= today),
    )
    standing = {pairing.township_id: pairing for pairing in session.scalars(query)}
    for township_id, pairing in standing.items():
        if township_id in townships:
            continue
        if pairing.starts >= today:
            session.delete(pairing)
        else:
            pairing.ends = today - timedelta(1)
    for township_id in dict.fromkeys(townships):
        if township_id not in standing:
            session.add(Pairing(leader_id=leader_id, township_id=township_id, starts=today))
    session.flush()
