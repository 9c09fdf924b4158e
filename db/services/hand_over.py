"""The hand-over from one leader to the next (班子调整): everything ticked passes in one write."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.errors import MissingField
from core.hand_over import PASSING_NAMES, Passing, PassingItem
from core.i18n import _
from core.issues import ActionKind
from core.people_errors import GoesAlready, HandOverStale, NothingToHandOver
from core.planning import TakeOver
from core.text import required_line
from db.models import BackupPair, Issue, Leader, Meeting, MeetingAttendee, Pairing, VisitLeader
from db.queries.hand_over import hand_over_items
from db.queries.recusals import require_leader
from db.services.backup_pairs import add_pair
from db.services.directory import found
from db.services.issue_lines import add_line
from db.services.stand_ins import stand_in
from db.services.visit_rules import require_plannable
from db.services.visits import tell_again, visit_of


@dataclass(frozen=True, slots=True)
class Passage:
    """Who hands over to whom, from which day on and why; nobody may follow."""

    leader_id: int
    to_leader_id: int | None
    on: date | None
    reason: str
    actor: str
    today: date
    agreed_by: str = ""

    @property
    def day(self) -> date:
        """The first day of the one who follows.

        Raises:
            MissingField: none was given.
        """
        if self.on is None:
            raise MissingField(field=_("From day"))
        return self.on

    @property
    def last(self) -> date:
        """The last day of the one who leaves."""
        return self.day - timedelta(1)


def hand_over(session: Session, passage: Passage, ticked: Collection[tuple[Passing, int]]) -> int:
    """Hand over what is ticked, all of it or nothing; return how many things passed.

    Raises:
        NothingToHandOver: nothing is ticked.
        MissingField: day or reason are missing.
        GoesAlready: the leader would hand over to himself.
        HandOverStale: something ticked is not there any more, or cannot pass any more.
        UserError: what stands against it was found only when it was written.
    """
    require_plannable(passage.day)
    required_line(passage.reason, _("Reason"), limit=400)
    leader = found(session, Leader, passage.leader_id)
    if passage.to_leader_id == leader.id:
        raise GoesAlready(leader=leader.name)
    if passage.to_leader_id is not None:
        found(session, Leader, passage.to_leader_id)
    if not ticked:
        raise NothingToHandOver
    known = {
        item.key: item for item in hand_over_items(session, leader.id, passage.to_leader_id, on=passage.day)
    }  # fmt: skip
    for key in ticked:
        _require_passing(known, key)
    for key in sorted(ticked, key=list(known).index):
        _ACTS[key[0]](session, passage, key[1])
        session.flush()
    return len(ticked)


def _require_passing(known: Mapping[tuple[Passing, int], PassingItem], key: tuple[Passing, int]) -> None:
    item = known.get(key)
    if item is None or item.against:
        what = item.text if item is not None else _(PASSING_NAMES[key[0]])
        raise HandOverStale(what=what)


def _issue(session: Session, passage: Passage, key: int) -> None:
    issue = found(session, Issue, key)
    require_leader(session, issue, passage.to_leader_id)
    before, after = found(session, Leader, passage.leader_id), found(session, Leader, passage.to_leader_id)
    issue.case_leader_id = after.id
    words = _("Leader in charge: {old} > {new}").format(old=before.name, new=after.name)
    add_line(session, issue, ActionKind.EDITED, passage.today, text=words)


def _pairing(session: Session, passage: Passage, key: int) -> None:
    row = found(session, Pairing, key)
    starts, ends = max(row.starts, passage.day), row.ends
    if passage.to_leader_id is not None and not _answers(session, passage.to_leader_id, row, starts):
        session.add(
            Pairing(
                leader_id=passage.to_leader_id, township_id=row.township_id, village_id=row.village_id,
                starts=starts, ends=ends,
            )
        )  # fmt: skip
    if row.starts >= passage.day:
        session.delete(row)
    else:
        row.ends = passage.last


def _answers(session: Session, leader_id: int, pairing: Pairing, on: date) -> bool:
    """Return whether the one who follows answers for the place already."""
    same = select(Pairing.id).where(
        Pairing.leader_id == leader_id, Pairing.township_id == pairing.township_id,
        Pairing.village_id == pairing.village_id, Pairing.starts <= on,
        or_(Pairing.ends.is_(None), Pairing.ends >= on),
    )  # fmt: skip
    return session.scalar(same.limit(1)) is not None


def _visit(session: Session, passage: Passage, key: int) -> None:
    stand_in(
        session, key, passage.to_leader_id or 0, reason=passage.reason, agreed_by=passage.agreed_by,
        actor=passage.actor, today=passage.today, how=TakeOver.RESHUFFLE,
    )  # fmt: skip


def _company(session: Session, passage: Passage, key: int) -> None:
    visit = visit_of(session, key)
    new = passage.to_leader_id
    there = {visit.leader_id, *(row.leader_id for row in visit.leaders)}
    place = next(row.position for row in visit.leaders if row.leader_id == passage.leader_id)
    kept = [row for row in visit.leaders if row.leader_id != passage.leader_id]
    if new is not None and new not in there:
        kept.append(VisitLeader(leader_id=new, position=place))
    visit.leaders = kept
    tell_again(visit)


def _backup(session: Session, passage: Passage, key: int) -> None:
    row = found(session, BackupPair, key)
    other = row.b_leader_id if row.a_leader_id == passage.leader_id else row.a_leader_id
    starts, ends = row.starts, row.ends
    if starts is not None and starts >= passage.day:
        session.delete(row)
    else:
        row.ends = passage.last
    session.flush()
    if passage.to_leader_id not in {None, other}:
        add_pair(session, passage.to_leader_id or 0, other, max(starts or passage.day, passage.day), ends)


def _meeting(session: Session, passage: Passage, key: int) -> None:
    found(session, Meeting, key)
    session.delete(found(session, MeetingAttendee, (key, passage.leader_id)))
    new = passage.to_leader_id
    if new is not None and session.get(MeetingAttendee, (key, new)) is None:
        session.add(MeetingAttendee(meeting_id=key, leader_id=new))


def _term(session: Session, passage: Passage, key: int) -> None:
    found(session, Leader, key).valid_to = passage.last


_ACTS: Final[Mapping[Passing, Callable[[Session, Passage, int], None]]] = {
    Passing.ISSUE: _issue,
    Passing.PAIRING: _pairing,
    Passing.VISIT: _visit,
    Passing.COMPANY: _company,
    Passing.BACKUP: _backup,
    Passing.MEETING: _meeting,
    Passing.TERM: _term,
}
