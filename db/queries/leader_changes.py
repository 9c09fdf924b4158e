"""Who went, or is to go, in whose place: for the visit, and for the ledgers of both leaders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, aliased

from core.i18n import _, clauses, day_text
from core.planning import TAKE_OVER_NAMES, TakeOver
from core.releases import Change
from core.visits import VisitState
from db.models import Leader, LeaderChange, Township, Visit

SHOWN = 12


@dataclass(frozen=True, slots=True)
class LeaderChangeRow:
    """One change of leader.

    Attributes:
        day: The visit's day.
        decided_on: The day on which it was agreed.
    """

    id: int
    visit_id: int
    day: date
    township: str
    state: VisitState
    how: TakeOver
    from_leader_id: int
    from_leader: str
    to_leader_id: int
    to_leader: str
    reason: str
    agreed_by: str
    decided_on: date

    @property
    def who(self) -> str:
        """Stand-in: the one who goes, for whom."""
        words = _("{how}: {to} for {leader}")
        return words.format(how=_(TAKE_OVER_NAMES[self.how]), to=self.to_leader, leader=self.from_leader)

    @property
    def why(self) -> str:
        """The reason, who agreed, and when."""
        agreed = _("agreed by {who}").format(who=self.agreed_by) if self.agreed_by else ""
        return clauses((self.reason, agreed, day_text(self.decided_on)))

    @property
    def sentence(self) -> str:
        """All of it on one line."""
        return clauses((self.who, self.why))


def changes_of_visit(session: Session, visit_id: int) -> tuple[LeaderChangeRow, ...]:
    """Return the changes of leader of a visit, the first first."""
    return _rows(session, LeaderChange.visit_id == visit_id, newest_first=False)


def changes_of_leader(session: Session, leader_id: int, *, most: int = SHOWN) -> tuple[LeaderChangeRow, ...]:
    """Return where a leader went for others and others for him, the latest first."""
    concerns = or_(LeaderChange.from_leader_id == leader_id, LeaderChange.to_leader_id == leader_id)
    return _rows(session, concerns, newest_first=True)[:most]


def with_reasons(session: Session, changes: Iterable[Change], text_of: Callable[[str], str]) -> list[Change]:
    """Return *changes*, those of a leader with every reason from the one people know of to the one who goes now."""
    listed = list(changes)
    asked = {change.uid for change in listed if any(part.key == "leader" for part in change.parts)}
    if not asked:
        return listed
    query = (
        select(Visit.uid, LeaderChange.from_leader_id, LeaderChange.to_leader_id, LeaderChange.reason)
        .join(Visit, Visit.id == LeaderChange.visit_id)
        .where(Visit.uid.in_(sorted(asked)))
        .order_by(LeaderChange.id.desc())
    )
    steps: dict[str, list[tuple[int, int, str]]] = {}
    for uid, before, after, reason in session.execute(query):
        steps.setdefault(uid, []).append((before, after, reason))
    return [
        replace(change, why=tuple(text_of(reason) for reason in _since(change, steps[change.uid])))
        if change.uid in steps
        else change
        for change in listed
    ]


def _since(change: Change, steps: Iterable[tuple[int, int, str]]) -> list[str]:
    """Return the reasons of the steps that lead from the old leader to the new one, the latest step given first."""
    goes = change.new.leader_id if change.new is not None else None
    told = change.old.leader_id if change.old is not None else None
    found: list[str] = []
    for before, after, reason in steps:
        if after != goes:
            break
        found.append(reason)
        goes = before
        if goes == told:
            break
    return list(dict.fromkeys(reversed(found)))


def _rows(session: Session, which: ColumnElement[bool], *, newest_first: bool) -> tuple[LeaderChangeRow, ...]:
    before, after = aliased(Leader), aliased(Leader)
    query: Select[*tuple[Any, ...]] = (
        select(
            LeaderChange.id, Visit.id, Visit.day, Township.name, Visit.state, LeaderChange.how,
            before.id, before.name, after.id, after.name, LeaderChange.reason, LeaderChange.agreed_by, LeaderChange.day,
        )
        .join(Visit, Visit.id == LeaderChange.visit_id)
        .join(Township, Township.id == Visit.township_id)
        .join(before, before.id == LeaderChange.from_leader_id)
        .join(after, after.id == LeaderChange.to_leader_id)
        .where(which)
        .order_by(*((Visit.day.desc(), LeaderChange.id.desc()) if newest_first else (LeaderChange.id,)))
    )  # fmt: skip
    return tuple(LeaderChangeRow(*row) for row in session.execute(query))
