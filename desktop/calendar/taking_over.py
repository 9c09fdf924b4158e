"""Which moves and swaps change the leader of something published, so that they ask why and who agreed."""

from __future__ import annotations

from core.i18n import _, day_text, weekday_text
from core.planning import TakeOver
from core.visits import HALF_NAMES
from db.queries.calendar import VisitRow
from db.queries.published import issue_of_visit
from desktop.calendar.moves import Moves
from desktop.calendar.place import Place
from desktop.context import AppContext
from desktop.people.take_over_dialog import TakenOver


def taken_by_move(ctx: AppContext, moves: Moves, visit: VisitRow, place: Place) -> TakenOver | None:
    """Return what is asked where a published visit gets another leader in *place*; None where it may just go there."""
    if place.leader_id is None or place.leader_id == visit.leader_id:
        return None
    issue = _issue(ctx, visit)
    if issue is None:
        return None
    context = moves.context(place.day, place.day)
    leader = context.leader(place.leader_id)
    township = visit.township if place.township_id is None else context.township(place.township_id)
    return TakenOver(
        TakeOver.STAND_IN, visit.id, place.leader_id, issue, f"{visit.leader} → {visit.township}", (_stands(visit),),
        (_words(place, leader, township),), _("{to} goes for {leader}.").format(to=leader, leader=visit.leader),
    )  # fmt: skip


def taken_by_swap(ctx: AppContext, one: VisitRow, other: VisitRow) -> TakenOver | None:
    """Return what is asked where two leaders swap and people were told of either; None where nobody was."""
    issue = _issue(ctx, one) or _issue(ctx, other)
    if issue is None:
        return None
    after = [
        _words(Place(each.day, each.half), leader, each.township)
        for each, leader in ((one, other.leader), (other, one.leader))
    ]
    title = _("Swap {one} and {other}").format(
        one=f"{one.leader} → {one.township}", other=f"{other.leader} → {other.township}"
    )
    said = _("{one} and {other} swap.").format(one=one.leader, other=other.leader)
    return TakenOver(
        TakeOver.SWAP, one.id, other.leader_id, issue, title, (_stands(one), _stands(other)), after, said
    )  # fmt: skip


def _issue(ctx: AppContext, visit: VisitRow) -> int | None:
    with ctx.store.read() as session:
        issue = issue_of_visit(session, visit.id)
    return None if issue is None else issue.number


def _stands(visit: VisitRow) -> str:
    return _words(Place(visit.day, visit.half), visit.leader, visit.township)


def _words(place: Place, leader: str, township: str) -> str:
    return f"{day_text(place.day)} {weekday_text(place.day)} {_(HALF_NAMES[place.half])}\u3000{leader} → {township}"
