"""Moves on the board: another day, half, leader or township; two visits swapped; one made longer; two made one.

Each verb is one write of the caller and so one undo. What stands against it is found before anything is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.board_errors import NothingToSwap, VisitPinned
from core.errors import ChangedMeanwhile, VisitIsOver
from core.i18n import _, day_text
from core.visits import PLANNED, VISIT_STATE_NAMES, Half, VisitState
from db.models import Leader, Township, Visit
from db.services.record_rows import households_follow
from db.services.visit_place import go_elsewhere, require_may_go
from db.services.visit_rules import booking, books_twice, require_plannable, require_there
from db.services.visits import tell_again, visit_of

_NOON: Final = time(13)


class Swap(StrEnum):
    """What two visits exchange."""

    LEADERS = "leaders"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a visit stands, in the terms of this module."""

    day: date
    half: Half
    leader_id: int
    township_id: int

    @classmethod
    def of(cls, visit: Visit) -> Standing:
        """Return where *visit* stands now."""
        return cls(visit.day, visit.half, visit.leader_id, visit.township_id)


def place_visit(
    session: Session,
    visit_id: int,
    *,
    to: date,
    half: Half | None = None,
    leader_id: int | None = None,
    township_id: int | None = None,
    version: int | None = None,
    pinned_too: bool = False,
    overlap_confirmed: bool | None = None,
) -> None:
    """Put a visit on another day or half, under another leader or township, in one go; what is None stays.

    Who was told must be told again. The village and the place of the old township do not go along, and the
    request that the visit answered waits again, for it was that township's.

    Args:
        session: A write of the store.
        visit_id: The visit.
        to: The day.
        half: The half of the day; hours that say nothing about the new one are dropped.
        leader_id: Who goes.
        township_id: Where to.
        version: As the caller saw the visit; None asks nothing.
        pinned_too: Move it although it is pinned.
        overlap_confirmed: Whether a leader in two places is meant; None leaves that as it was.

    Raises:
        Vanished: the visit was deleted meanwhile.
        ChangedMeanwhile: somebody changed it after the caller read it.
        VisitIsOver: it has taken place or was called off.
        VisitPinned: it is to stay, and *pinned_too* was not given.
        VisitBoundToPlace: residents, issues or promises of its township wait for it.
        LeaderBusy: the leader goes elsewhere then, and this was not confirmed.
        ChoiceVanished, DayOutOfRange: there is no such leader, township or day.
    """
    visit = _movable(session, visit_id, version, pinned_too=pinned_too)
    now = Standing.of(visit)
    wish = Standing(to, half or now.half, leader_id or now.leader_id, township_id or now.township_id)
    if wish == now:
        return
    _require_place(session, visit, wish)
    with booking(session, visit):
        _put(session, visit, wish)
        if overlap_confirmed is not None:
            visit.overlap_confirmed = overlap_confirmed
    households_follow(session, visit)
    session.flush()


def resize_visit(
    session: Session,
    visit_id: int,
    *,
    half: Half,
    version: int | None = None,
    pinned_too: bool = False,
    overlap_confirmed: bool | None = None,
) -> None:
    """Make a visit last the whole day, or only one half of it; hours that still hold stay.

    Raises:
        UserError: as with `place_visit`.
    """
    visit = visit_of(session, visit_id)
    place_visit(
        session, visit_id, to=visit.day, half=half, version=version, pinned_too=pinned_too,
        overlap_confirmed=overlap_confirmed,
    )  # fmt: skip


def swap_visits(
    session: Session,
    one_id: int,
    other_id: int,
    *,
    what: Swap,
    versions: tuple[int | None, int | None] = (None, None),
    pinned_too: bool = False,
    overlap_confirmed: bool | None = None,
) -> None:
    """Exchange the leaders of two visits, or their days and halves, in one step with one undo.

    Raises:
        NothingToSwap: they are the same there.
        UserError: as with `place_visit`, for either of them.
    """
    one = _movable(session, one_id, versions[0], pinned_too=pinned_too)
    other = _movable(session, other_id, versions[1], pinned_too=pinned_too)
    wishes = _exchanged(one, other, what)
    if wishes == (Standing.of(one), Standing.of(other)):
        raise NothingToSwap
    meant = [each.overlap_confirmed if overlap_confirmed is None else overlap_confirmed for each in (one, other)]
    with _both_booked(session, (one, other), wishes, meant):
        one.overlap_confirmed = True  # steps out of the booking index until the other has left its place
        session.flush()
        _put(session, other, wishes[1])
        other.overlap_confirmed = meant[1]
        session.flush()
        _put(session, one, wishes[0])
        one.overlap_confirmed = meant[0]
        session.flush()
    for visit in (one, other):
        households_follow(session, visit)
    session.flush()


def pin_visit(session: Session, visit_id: int, *, pinned: bool) -> None:
    """Say that a visit stays where it is, or that it may move again.

    Raises:
        Vanished: it was deleted meanwhile.
        VisitIsOver: it has taken place or was called off.
    """
    _movable(session, visit_id, None, pinned_too=True).pinned = pinned
    session.flush()


def _movable(session: Session, visit_id: int, version: int | None, *, pinned_too: bool) -> Visit:
    visit = visit_of(session, visit_id)
    if version is not None and version != visit.version:
        raise ChangedMeanwhile
    if visit.state not in PLANNED:
        raise VisitIsOver(state=_(VISIT_STATE_NAMES[visit.state]), planned=_(VISIT_STATE_NAMES[VisitState.SET]))
    if visit.pinned and not pinned_too:
        leader, township = session.get_one(Leader, visit.leader_id), session.get_one(Township, visit.township_id)
        raise VisitPinned(leader=leader.name, township=township.name, day=day_text(visit.day))
    return visit


def _exchanged(one: Visit, other: Visit, what: Swap) -> tuple[Standing, Standing]:
    """Return where the two stand after the swap."""
    here, there = Standing.of(one), Standing.of(other)
    if what is Swap.LEADERS:
        return (
            Standing(here.day, here.half, there.leader_id, here.township_id),
            Standing(there.day, there.half, here.leader_id, there.township_id),
        )
    return (
        Standing(there.day, there.half, here.leader_id, here.township_id),
        Standing(here.day, here.half, there.leader_id, there.township_id),
    )


def _require_place(session: Session, visit: Visit, wish: Standing) -> None:
    """Refuse what cannot be before anything of the visit is changed."""
    require_plannable(wish.day)
    if wish.leader_id != visit.leader_id:
        require_there(session, Leader, wish.leader_id, _("Leader"))
    if wish.township_id != visit.township_id:
        require_there(session, Township, wish.township_id, _("Township"))
        require_may_go(session, visit)


def _put(session: Session, visit: Visit, wish: Standing) -> None:
    """Change the visit, and what would no longer be true of it."""
    if wish.half is not visit.half:
        visit.starts_at, visit.ends_at = hours_kept(visit.starts_at, visit.ends_at, visit.half, wish.half)
    if wish.township_id != visit.township_id:
        go_elsewhere(session, visit, wish.township_id)
    visit.day, visit.half = wish.day, wish.half
    if wish.leader_id != visit.leader_id:
        visit.leader_id = wish.leader_id
        left = [row for row in visit.leaders if row.leader_id != wish.leader_id]
        if len(left) != len(visit.leaders):
            visit.leaders = left
    tell_again(visit)


def hours_kept(starts: time | None, ends: time | None, half: Half, to: Half) -> tuple[time | None, time | None]:
    """Return what the hours of a visit still say once it lies in another half: a morning's nothing of an afternoon."""
    if half is Half.WHOLE_DAY:
        kept = [at if at and (at <= _NOON if to is Half.MORNING else at >= _NOON) else None for at in (starts, ends)]
        return kept[0], kept[1]
    if to is Half.WHOLE_DAY:
        return (starts, None) if half is Half.MORNING else (None, ends)
    return None, None


@contextmanager
def _both_booked(
    session: Session, visits: tuple[Visit, Visit], wishes: tuple[Standing, Standing], meant: list[bool]
) -> Iterator[None]:
    """Write what the block changes if both leaders are free then, the two visits themselves aside.

    Raises:
        LeaderBusy: one of them goes elsewhere.
    """
    pairs = [(0, visits[0], visits[1], wishes[0]), (1, visits[1], visits[0], wishes[1])]

    def ask() -> None:
        for at, visit, beside, wish in pairs:
            if not meant[at]:
                meant[at] = books_twice(session, visit, (wish.leader_id, wish.day, wish.half), beside=beside.id)

    ask()
    try:
        with session.begin_nested(), session.no_autoflush:
            yield
    except IntegrityError:
        ask()
        raise
