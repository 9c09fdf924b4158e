"""Leaders in rank order with their year in numbers, and one leader with absences, meetings and visits.

Numbers stand beside each leader for planning; nothing here orders leaders by them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from core.calendar.recurrence import occurrences, recurrence_from_spec, recurrence_text
from core.calendar.workdays import WorkCalendar
from core.directory import AbsenceDraft, LeaderDraft, PairDraft
from core.i18n import listed
from core.masking import mask_phone
from core.organisation import LeadershipBody
from core.visits import PLANNED, VOID, VisitState
from db.models import (
    Absence,
    BackupPair,
    Leader,
    Meeting,
    MeetingAttendee,
    Pairing,
    Township,
    Visit,
    VisitKindRow,
    VisitLeader,
)
from db.queries.coverage import nearest_visits
from db.queries.leader_changes import LeaderChangeRow, changes_of_leader
from db.queries.lines import BATCH, VisitLine, visit_lines

MEETING_REACH = timedelta(62)


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often a leader went out for one kind of visit this year: done, and still planned."""

    kind: str
    seal: str
    colour: str
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """A leader in the list.

    Attributes:
        away_until: Last day of the absence that today falls into.
        next_away: First day of the next absence.
        year: The one that today lies in; days of another are shown with theirs.
        serves: Whether today lies in the term.
        kinds: One entry per kind in use, in the office's order.
    """

    id: int
    name: str
    post: str
    portfolio: str
    body: LeadershipBody
    rank: int
    partner: str
    away_until: date | None
    next_away: date | None
    serves: bool
    kinds: tuple[KindCount, ...]
    last_day: date | None
    last_township: str
    next_day: date | None
    next_township: str
    year: int

    @property
    def done(self) -> int:
        """Visits made this year."""
        return sum(kind.done for kind in self.kinds)

    @property
    def planned(self) -> int:
        """Visits still to come this year."""
        return sum(kind.planned for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence, and the visits that fall into it."""

    id: int
    starts: date
    ends: date
    reason: str
    version: int
    visits: int


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A recurring meeting the leader sits in."""

    id: int
    name: str
    words: str
    next_day: date | None


@dataclass(frozen=True, slots=True)
class PairedRow:
    """A township the leader answers for."""

    township_id: int
    township: str
    starts: date


@dataclass(frozen=True, slots=True)
class LeaderDetail:
    """All that the panel shows."""

    row: LeaderRow
    phone: str
    duty_share: int
    duty_reason: str
    valid_from: date | None
    valid_to: date | None
    note: str
    paired: tuple[PairedRow, ...]
    absences: tuple[AbsenceRow, ...]
    changes: tuple[LeaderChangeRow, ...]
    meetings: tuple[MeetingLine, ...]
    coming: tuple[VisitLine, ...]
    past: tuple[VisitLine, ...]


def leader_rows(session: Session, today: date, *, only: int | None = None) -> list[LeaderRow]:
    """Return all leaders in rank order, those whose term is over last; or the *only* one asked for."""
    counts, kinds = _counts(session, today), _kinds(session)
    partners, away = _partners(session, today), _away(session, today)
    last, coming = nearest_visits(session, Visit.leader_id, today, only=only)
    rows: list[LeaderRow] = []
    for rank, leader in enumerate(session.scalars(select(Leader).order_by(Leader.rank_order, Leader.id)), start=1):
        if only not in {None, leader.id}:
            continue
        until, next_away = away.get(leader.id, (None, None))
        seen, following = last.get(leader.id), coming.get(leader.id)
        starts, ends = leader.valid_from or date.min, leader.valid_to or date.max
        mine = tuple(
            replace(kind, done=d, planned=p) for kind in kinds for d, p in [counts.get((leader.id, kind.kind), (0, 0))]
        )
        rows.append(
            LeaderRow(
                id=leader.id, name=leader.name, post=leader.post, portfolio=leader.portfolio, body=leader.body,
                rank=rank, partner=listed(partners.get(leader.id, ())), away_until=until,
                next_away=next_away, serves=starts <= today <= ends, kinds=mine,
                last_day=seen.day if seen else None, last_township=seen.township if seen else "",
                next_day=following.day if following else None, next_township=following.township if following else "",
                year=today.year,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: not row.serves)


def leader_detail(session: Session, leader_id: int, *, today: date, calendar: WorkCalendar) -> LeaderDetail | None:
    """Return one leader, or None if there is none any more."""
    leader = session.get(Leader, leader_id)
    if leader is None:
        return None
    (row,) = leader_rows(session, today, only=leader_id)
    mine = Visit.leader_id == leader_id
    return LeaderDetail(
        row=row, phone=mask_phone(leader.phone), duty_share=leader.duty_share, duty_reason=leader.duty_reason,
        valid_from=leader.valid_from, valid_to=leader.valid_to, note=leader.note,
        paired=_paired(session, leader_id, today), absences=_absences(session, leader_id, today),
        changes=changes_of_leader(session, leader_id),
        meetings=_meetings(session, leader_id, today, calendar),
        coming=visit_lines(session, mine, Visit.state.in_(PLANNED), Visit.day >= today, newest_first=False),
        past=visit_lines(session, mine, or_(Visit.day < today, Visit.state.not_in(PLANNED))),
    )  # fmt: skip


def leader_draft(session: Session, leader_id: int, today: date) -> LeaderDraft | None:
    """Return a leader for editing, the phone in full."""
    row = session.get(Leader, leader_id)
    if row is None:
        return None
    return LeaderDraft(
        name=row.name, post=row.post, body=row.body, portfolio=row.portfolio, phone=row.phone,
        duty_share=row.duty_share, duty_reason=row.duty_reason, valid_from=row.valid_from, valid_to=row.valid_to,
        pairs=pair_drafts(session, leader_id),
        townships=[each.township_id for each in _paired(session, leader_id, today)],
        note=row.note, id=row.id, version=row.version,
    )  # fmt: skip


def pair_drafts(session: Session, leader_id: int) -> list[PairDraft]:
    """Return the AB pairs of a leader for editing, from either side, those that ended first."""
    query = select(BackupPair).where(_in_pair(leader_id))
    rows = sorted(session.scalars(query), key=lambda row: (row.ends or date.max, row.starts or date.min, row.id))
    return [
        PairDraft(row.b_leader_id if row.a_leader_id == leader_id else row.a_leader_id, row.starts, row.ends, row.id)
        for row in rows
    ]


def absence_draft(session: Session, absence_id: int) -> AbsenceDraft | None:
    """Return an absence for editing."""
    row = session.get(Absence, absence_id)
    return None if row is None else AbsenceDraft(row.leader_id, row.starts, row.ends, row.reason, row.id, row.version)


def visits_within(session: Session, leader_id: int, starts: date, ends: date) -> tuple[VisitLine, ...]:
    """Return the planned visits that the leader leads or goes along on: what an absence would hit, every one."""
    days = Visit.day.between(starts, ends)
    along = Visit.leaders.any(VisitLeader.leader_id == leader_id)
    mine = or_(Visit.leader_id == leader_id, along)
    return visit_lines(session, mine, Visit.state.in_(PLANNED), days, newest_first=False, most=BATCH)


def _kinds(session: Session) -> list[KindCount]:
    query = select(VisitKindRow.key, VisitKindRow.seal, VisitKindRow.colour).order_by(
        VisitKindRow.position, VisitKindRow.key
    )
    return [KindCount(key, seal, colour, 0, 0) for key, seal, colour in session.execute(query)]


def _counts(session: Session, today: date) -> dict[tuple[int, str], tuple[int, int]]:
    done = func.count().filter(Visit.state == VisitState.DONE)
    planned = func.count().filter(and_(Visit.state.in_(PLANNED), Visit.day >= today))
    query = (
        select(Visit.leader_id, Visit.kind, done, planned)
        .where(Visit.day.between(date(today.year, 1, 1), date(today.year, 12, 31)), Visit.state.not_in(VOID))
        .group_by(Visit.leader_id, Visit.kind)
    )
    return {(leader, kind): (made, left) for leader, kind, made, left in session.execute(query)}


def _standing_pairs(today: date) -> Select[int, int]:
    return select(BackupPair.a_leader_id, BackupPair.b_leader_id).where(
        or_(BackupPair.starts.is_(None), BackupPair.starts <= today),
        or_(BackupPair.ends.is_(None), BackupPair.ends >= today),
    )


def _in_pair(leader_id: int) -> ColumnElement[bool]:
    return or_(BackupPair.a_leader_id == leader_id, BackupPair.b_leader_id == leader_id)


def _partners(session: Session, today: date) -> dict[int, list[str]]:
    names = {row.id: row.name for row in session.execute(select(Leader.id, Leader.name))}
    partners: dict[int, list[str]] = {}
    for a, b in session.execute(_standing_pairs(today)):
        partners.setdefault(a, []).append(names[b])
        partners.setdefault(b, []).append(names[a])
    return partners


def _away(session: Session, today: date) -> dict[int, tuple[date | None, date | None]]:
    query = (
        select(Absence.leader_id, Absence.starts, Absence.ends).where(Absence.ends >= today).order_by(Absence.starts)
    )
    away: dict[int, tuple[date | None, date | None]] = {}
    for leader_id, starts, ends in session.execute(query):
        until, coming = away.get(leader_id, (None, None))
        if starts <= today:
            until = ends if until is None else max(until, ends)
        elif coming is None:
            coming = starts
        away[leader_id] = (until, coming)
    return away


def _paired(session: Session, leader_id: int, today: date) -> tuple[PairedRow, ...]:
    query = (
        select(Township.id, Township.name, Pairing.starts)
        .join(Township, Township.id == Pairing.township_id)
        .where(Pairing.leader_id == leader_id, Pairing.village_id.is_(None), Pairing.starts <= today)
        .where(or_(Pairing.ends.is_(None), Pairing.ends >= today))
        .order_by(Township.position, Township.id)
    )
    return tuple(PairedRow(*row) for row in session.execute(query))


def _absences(session: Session, leader_id: int, today: date) -> tuple[AbsenceRow, ...]:
    hit = (
        select(func.count())
        .where(
            or_(Visit.leader_id == Absence.leader_id, Visit.leaders.any(VisitLeader.leader_id == Absence.leader_id)),
            Visit.day.between(Absence.starts, Absence.ends),
        )
        .where(Visit.state.in_(PLANNED))
        .correlate(Absence)
        .scalar_subquery()
    )
    query = (
        select(Absence.id, Absence.starts, Absence.ends, Absence.reason, Absence.version, hit)
        .where(Absence.leader_id == leader_id, Absence.ends >= today - timedelta(365))
        .order_by(Absence.ends < today, Absence.starts)
    )
    return tuple(AbsenceRow(*row) for row in session.execute(query))


def _meetings(session: Session, leader_id: int, today: date, calendar: WorkCalendar) -> tuple[MeetingLine, ...]:
    query = (
        select(Meeting)
        .join(MeetingAttendee, MeetingAttendee.meeting_id == Meeting.id)
        .where(MeetingAttendee.leader_id == leader_id, or_(Meeting.last_day.is_(None), Meeting.last_day >= today))
        .order_by(Meeting.id)
    )
    lines = []
    for meeting in session.scalars(query):
        rule = recurrence_from_spec(meeting.rrule, meeting.half)
        start = max(today, meeting.first_day)
        days = occurrences(rule, start, start + MEETING_REACH, calendar, most=1) if rule is not None else []
        words = recurrence_text(rule) if rule is not None else meeting.rule_text
        lines.append(MeetingLine(meeting.id, meeting.name, words, days[0] if days else None))
    return tuple(lines)
