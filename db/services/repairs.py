"""Mending a plan: what came up and all that it changes are one write, and one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.closures import ClosureFacts, closed_days
from core.directory import AbsenceDraft
from core.errors import ChangedMeanwhile
from core.i18n import _, clauses
from core.planner.disruption import DISRUPTION_NAMES, Disruption, DisruptionKind
from core.planner.problem import PlannedVisit
from core.planner.repair_moves import Move
from core.planning import TakeOver
from core.text import clean_line
from core.visits import VisitDraft, VisitState
from db.models import Absence, Visit
from db.queries.quotas import closures_touching
from db.services.absence_repair import Around, leave_at_home, require_all
from db.services.board_moves import place_visit
from db.services.leaders import save_absence
from db.services.plan_rules import save_closure
from db.services.stand_ins import stand_in, swap_with
from db.services.visit_rules import booking
from db.services.visits import create_visit, set_state, visit_of


@dataclass(frozen=True, slots=True)
class Why:
    """What is kept with each change: why, and who agreed."""

    reason: str
    agreed_by: str = ""

    @property
    def line(self) -> str:
        """Both in one line."""
        agreed = _("agreed by {who}").format(who=self.agreed_by) if self.agreed_by else ""
        return clauses((self.reason, agreed))[:400]


@dataclass(frozen=True, slots=True)
class Mended:
    """What was written.

    Attributes:
        visit_ids: The visits that changed, the new one included.
        stayed_home: Who no longer goes on each of them.
    """

    visit_ids: tuple[int, ...]
    stayed_home: Mapping[int, tuple[int, ...]]


def mend(
    session: Session,
    disruption: Disruption,
    moves: Sequence[Move],
    *,
    versions: Mapping[int, int],
    uid: str,
    around: Around,
    reason: str = "",
    agreed_by: str = "",
    absence: AbsenceDraft | None = None,
) -> Mended:
    """Write down what came up and make the changes of one offer.

    Args:
        session: A write of the store.
        disruption: What came up; an absence or a closed road is saved where the schedule does not know of it.
        moves: The changes of the offer.
        versions: Of the visits, as the offer saw them.
        uid: Of the urgent visit, made once by the caller, so that it is planned once.
        around: The office's calendar and settings, who acts, and the day.
        reason: Why; by default what came up.
        agreed_by: Who agreed.
        absence: The absence as it was typed, where one was.

    Raises:
        ChangedMeanwhile, Vanished: a visit is not as the offer saw it.
        RepairMissing: a visit was planned meanwhile into the days of the absence.
        UserError: as with `save_absence`, `save_closure`, `stand_in` and `place_visit`; nothing is written then.
    """
    why = Why(
        clean_line(reason, _("Reason"), limit=300) or _(DISRUPTION_NAMES[disruption.kind]),
        clean_line(agreed_by, _("Agreed by"), limit=100),
    )
    for before, _after in moves:
        if before is not None and visit_of(session, before.id).version != versions.get(before.id):
            raise ChangedMeanwhile
    draft = _keep(session, disruption, why, absence)
    changed = _Changes(session, why, around, uid).make(moves)
    if draft is not None and draft.starts is not None and draft.starts >= around.today:
        require_all(session, draft, {each.id for each, _after in moves if each is not None})
    return Mended(tuple(changed), _stayed_home(moves))


def _keep(session: Session, disruption: Disruption, why: Why, absence: AbsenceDraft | None) -> AbsenceDraft | None:
    """Save the absence or the closed road, unless it is known."""
    if disruption.kind is DisruptionKind.ROAD_CLOSED:
        _keep_closed(session, disruption, why)
    if disruption.kind not in {DisruptionKind.CALLED_AWAY, DisruptionKind.ABSENCE} or disruption.half is not None:
        return None
    draft = absence or AbsenceDraft(disruption.leader_id, disruption.first, disruption.last, why.reason[:200])
    known = select(Absence.id).where(
        Absence.leader_id == disruption.leader_id, Absence.starts <= disruption.first, Absence.ends >= disruption.last
    )
    if absence is not None or session.scalar(known) is None:
        save_absence(session, draft)
    return draft


def _keep_closed(session: Session, disruption: Disruption, why: Why) -> None:
    first, last = disruption.first, disruption.last
    closed = closed_days(closures_touching(session, first, last), first, last)[1]
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    if not all((disruption.township_id, day) in closed for day in days):
        save_closure(session, ClosureFacts(first, last, disruption.township_id, reason=why.reason[:200]))


def _stayed_home(moves: Sequence[Move]) -> dict[int, tuple[int, ...]]:
    found = {}
    for before, after in moves:
        if before is not None:
            going = () if after is None else after.leader_ids
            found[before.id] = tuple(each for each in before.leader_ids if each not in going)
    return found


class _Changes:
    """The changes of one offer, each made when its place is free."""

    def __init__(self, session: Session, why: Why, around: Around, uid: str) -> None:
        self._session, self._why, self._around, self._uid = session, why, around, uid
        self._meant: dict[int, bool] = {}

    def make(self, moves: Sequence[Move]) -> list[int]:
        """Make every change and return the visits, the new one included."""
        waiting = [each for each in moves if each != (None, None)]
        made = self._swap(waiting)
        while waiting:
            at = next((n for n, each in enumerate(waiting) if not self._is_taken(each, waiting)), None)
            move = waiting.pop(at or 0)
            made.append(self._one(move, steps_in=at is None))
        for visit_id, meant in self._meant.items():
            visit = visit_of(self._session, visit_id)
            with booking(self._session, visit):
                visit.overlap_confirmed = meant
        return sorted(made)

    def _swap(self, waiting: list[Move]) -> list[int]:
        """Make the exchanges of leaders that keep both visits where they are."""
        for one in waiting:
            for other in waiting:
                ids = _exchanged(one, other)
                if ids is not None:
                    swap_with(
                        self._session, *ids, reason=self._why.reason, agreed_by=self._why.agreed_by,
                        actor=self._around.actor, today=self._around.today,
                    )  # fmt: skip
                    waiting.remove(one)
                    waiting.remove(other)
                    return [*ids, *self._swap(waiting)]
        return []

    @staticmethod
    def _is_taken(move: Move, waiting: Sequence[Move]) -> bool:
        """Return whether a visit that is still to go stands in the place."""
        after = move.after
        if after is None:
            return False
        there = (each.before for each in waiting if each is not move and each.before is not None)
        return any(
            each.leader_id == after.leader_id and each.day == after.day and each.half.overlaps(after.half)
            for each in there
        )

    def _one(self, move: Move, *, steps_in: bool) -> int:
        before, after = move
        if before is None:
            return self._plan(after)
        if after is None:
            set_state(self._session, before.id, VisitState.CANCELLED, reason=self._why.line)
            return before.id
        for who in before.along:
            if who not in after.leader_ids:
                leave_at_home(self._session, who, before.id)
        confirmed = None
        if steps_in:  # it stands beside the one that makes room next, for as long as that takes
            self._meant[before.id] = visit_of(self._session, before.id).overlap_confirmed
            confirmed = True
        if before.leader_id != after.leader_id:
            self._give(before, after, confirmed)
        elif (before.day, before.half) != (after.day, after.half):
            place_visit(
                self._session, before.id, to=after.day, half=after.half, pinned_too=True, overlap_confirmed=confirmed
            )  # fmt: skip
            self._session.get_one(Visit, before.id).state_reason = self._why.line
        self._session.flush()
        return before.id

    def _give(self, before: PlannedVisit, after: PlannedVisit, confirmed: bool | None) -> None:  # noqa: FBT001 - as in the table
        stand_in(
            self._session, before.id, after.leader_id, reason=self._why.reason, agreed_by=self._why.agreed_by,
            actor=self._around.actor, today=self._around.today, how=TakeOver.STAND_IN, to=after.day, half=after.half,
            overlap_confirmed=confirmed,
        )  # fmt: skip

    def _plan(self, after: PlannedVisit | None) -> int:
        if after is None:
            raise ValueError("nothing to plan")
        return create_visit(
            self._session,
            VisitDraft(
                self._uid, after.day, after.half, after.kind, after.leader_id, after.township_id,
                note=self._why.line,
            ),
        )  # fmt: skip


def _exchanged(one: Move, other: Move) -> tuple[int, int] | None:
    """Return the visits if the two only exchange their leaders."""
    a, to_a, b, to_b = *one, *other
    if one is other or a is None or b is None or to_a is None or to_b is None or a.leader_id == b.leader_id:
        return None
    stay = (a.day, a.half, b.day, b.half) == (to_a.day, to_a.half, to_b.day, to_b.half)
    alone = (a.along, b.along) == (to_a.along, to_b.along)
    exchanged = (to_a.leader_id, to_b.leader_id) == (b.leader_id, a.leader_id)
    return (a.id, b.id) if stay and alone and exchanged else None
