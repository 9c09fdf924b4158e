"""Stand-ins and swaps (代班, 调换): who goes instead, why, and who agreed; all kept beside the visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.errors import ChoiceVanished
from core.i18n import _, day_text
from core.people_errors import GoesAlready, NotInOffice
from core.planning import TakeOver
from core.text import clean_line, required_line
from core.visits import Half
from db.models import Leader, LeaderChange, Visit
from db.services.board_moves import Swap, place_visit, swap_visits
from db.services.visits import visit_of


def stand_in(
    session: Session,
    visit_id: int,
    to_leader_id: int,
    *,
    reason: str,
    agreed_by: str = "",
    actor: str,
    today: date,
    version: int | None = None,
    how: TakeOver = TakeOver.STAND_IN,
    to: date | None = None,
    half: Half | None = None,
    township_id: int | None = None,
    overlap_confirmed: bool | None = None,
) -> int:
    """Let another leader go, and keep who, why and who agreed; return the id of that note.

    Args:
        session: A write of the store.
        visit_id: The visit.
        to_leader_id: Who goes.
        reason: Why.
        agreed_by: Who agreed.
        actor: Who writes it down.
        today: The day on which it was agreed.
        version: As the caller saw the visit; None asks nothing.
        how: What sort of change it is.
        to: The day it is put on in the same step; None leaves it where it is.
        half: The half of that day, likewise.
        township_id: The township it is to, likewise.
        overlap_confirmed: Whether a leader in two places is meant; None leaves that as it was.

    Raises:
        GoesAlready: it is the leader who goes anyway.
        NotInOffice: the other leader's term does not hold the visit's day.
        MissingField, TooLong: there is no reason, or too long a one.
        UserError: as with `place_visit`: the visit is over or changed meanwhile, the leader goes elsewhere then.
    """
    agreed = _agreed(how, reason, agreed_by, actor, today)
    visit = visit_of(session, visit_id)
    before, day = visit.leader_id, to or visit.day
    leader = require_in_office(session, to_leader_id, day)
    if before == to_leader_id:
        raise GoesAlready(leader=leader.name)
    place_visit(
        session, visit_id, to=day, half=half, leader_id=to_leader_id, township_id=township_id, version=version,
        pinned_too=True, overlap_confirmed=overlap_confirmed,
    )  # fmt: skip
    return _note(session, visit, before, agreed)


def swap_with(
    session: Session,
    visit_id: int,
    other_id: int,
    *,
    reason: str,
    agreed_by: str = "",
    actor: str,
    today: date,
    versions: tuple[int | None, int | None] = (None, None),
    overlap_confirmed: bool | None = None,
) -> None:
    """Let the leaders of two visits go in each other's place, and keep why and who agreed with both.

    Raises:
        NotInOffice: the term of one does not hold the day of the other's visit.
        UserError: as with `swap_visits`; or there is no reason, or too long a one.
    """
    agreed = _agreed(TakeOver.SWAP, reason, agreed_by, actor, today)
    one, other = visit_of(session, visit_id), visit_of(session, other_id)
    leaders = one.leader_id, other.leader_id
    require_in_office(session, leaders[0], other.day)
    require_in_office(session, leaders[1], one.day)
    swap_visits(
        session, visit_id, other_id, what=Swap.LEADERS, versions=versions, pinned_too=True,
        overlap_confirmed=overlap_confirmed,
    )  # fmt: skip
    for visit, before, beside in ((one, leaders[0], other), (other, leaders[1], one)):
        _note(session, visit, before, agreed, beside.id)


def keep_take_over(
    session: Session, visit_id: int, from_leader_id: int, *, reason: str, agreed_by: str, actor: str, today: date
) -> int:
    """Keep why another leader goes than *from_leader_id*, where the visit itself is changed already.

    Raises:
        MissingField, TooLong: there is no reason, or too long a one.
    """
    agreed = _agreed(TakeOver.STAND_IN, reason, agreed_by, actor, today)
    return _note(session, visit_of(session, visit_id), from_leader_id, agreed)


def require_in_office(session: Session, leader_id: int, day: date) -> Leader:
    """Return a leader whose term holds *day*.

    Raises:
        ChoiceVanished: there is no such leader any more.
        NotInOffice: it does not.
    """
    leader = session.get(Leader, leader_id)
    if leader is None:
        raise ChoiceVanished(field=_("Leader"))
    if not (leader.valid_from or date.min) <= day <= (leader.valid_to or date.max):
        raise NotInOffice(leader=leader.name, day=day_text(day, year=True))
    return leader


@dataclass(frozen=True, slots=True)
class _Agreed:
    """What is kept with every change of leader."""

    how: TakeOver
    reason: str
    agreed_by: str
    actor: str
    on: date


def _agreed(how: TakeOver, reason: str, agreed_by: str, actor: str, on: date) -> _Agreed:
    why = required_line(reason, _("Reason"), limit=400)
    return _Agreed(how, why, clean_line(agreed_by, _("Agreed by"), limit=200), clean_line(actor, _("Name"))[:60], on)


def _note(session: Session, visit: Visit, before: int, agreed: _Agreed, other_id: int | None = None) -> int:
    row = LeaderChange(
        visit_id=visit.id, other_id=other_id, how=agreed.how, from_leader_id=before, to_leader_id=visit.leader_id,
        day=agreed.on, reason=agreed.reason, agreed_by=agreed.agreed_by, actor=agreed.actor,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id
