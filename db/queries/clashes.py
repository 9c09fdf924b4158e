"""Every clash in a stretch of days, and what of it was accepted; the county around it is in `clash_county`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.clash_facts import GRAVITY, ClashContext, VisitFacts
from core.conflicts import Clash, clashes, shortfalls
from core.settings import OfficeSettings
from core.visits import PLANNED
from db.models import RuleOverride, Visit
from db.queries.clash_county import clash_context
from db.queries.clash_levels import chosen_levels

__all__ = ["AcceptedRow", "ClashRow", "accepted_of", "chosen_levels", "clash_context", "clashes_between"]


@dataclass(frozen=True, slots=True)
class ClashRow:
    """One clash on the board; publishing is stopped by `level` BLOCK and BLOCK_ISSUE unless `accepted`.

    Attributes:
        visit_id: None where it is about a leader who goes too seldom (`clash.rule_key == "quota_under"`).
        day: The visit's day, or the last day of the quota's stretch.
        accepted: Why somebody accepted it; None while it is open.
    """

    visit_id: int | None
    day: date
    clash: Clash
    accepted: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody accepted it."""
        return self.accepted is None


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """What somebody accepted of a visit, and why.

    Attributes:
        sentence: What was said of the clash then.
        holds: The visit still stands on that day.
    """

    id: int
    rule_key: str
    sentence: str
    reason: str
    actor: str
    decided_on: date
    holds: bool


def clashes_between(
    session: Session,
    first: date,
    last: date,
    *,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    today: date | None = None,
    only: Collection[int] | None = None,
) -> list[ClashRow]:
    """Return the clashes of the planned visits from *first* to *last*: by day, the gravest first.

    Visits that took place are not judged; called-off ones are not there at all. A pair of visits yields one row
    for each of the two that lies in the stretch.

    Args:
        session: The schedule.
        first: The first day.
        last: The last day, included.
        calendar: Working days.
        settings: The office's settings.
        today: Leaves out what is over by then.
        only: Judges only these visits, and no shortfall of quotas.
    """
    begin = first if today is None else max(first, today)
    query = select(Visit.id).where(Visit.day.between(begin, last), Visit.state.in_(PLANNED))
    judged = {id for id in session.scalars(query) if only is None or id in only}
    context = clash_context(session, first, last, calendar=calendar, settings=settings)
    accepted = _Accepted(session, context)
    rows = [
        ClashRow(visit.id, visit.day, clash, accepted.reason(visit, clash))
        for visit in context.visits if visit.id in judged for clash in clashes(visit, context)
    ]  # fmt: skip
    if only is None:
        rows += [ClashRow(None, day, clash) for day, clash in shortfalls(context, begin, last)]
    return sorted(rows, key=_order)


def _order(row: ClashRow) -> tuple[date, int, int]:
    return row.day, GRAVITY[row.clash.level], row.visit_id or 0


def accepted_of(session: Session, visit_id: int) -> list[AcceptedRow]:
    """Return what was ever accepted of a visit, the latest last."""
    query = (
        select(RuleOverride, Visit.day)
        .join(Visit, Visit.id == RuleOverride.visit_id)
        .where(RuleOverride.visit_id == visit_id)
        .order_by(RuleOverride.id)
    )
    return [
        AcceptedRow(row.id, row.rule_key, row.sentence, row.reason, row.actor, row.decided_on, row.day == day)
        for row, day in session.execute(query)
    ]


class _Accepted:
    """The acceptances of visits that still stand on the day they were accepted for."""

    def __init__(self, session: Session, context: ClashContext) -> None:
        self._visits = {each.id: each for each in context.visits}
        self._found: dict[tuple[int, str, int | None], list[tuple[int | None, str]]] = defaultdict(list)
        columns = (
            RuleOverride.visit_id, RuleOverride.rule_key, RuleOverride.other_id, RuleOverride.leader_id,
            RuleOverride.reason,
        )  # fmt: skip
        query = select(*columns).join(Visit, Visit.id == RuleOverride.visit_id).where(Visit.day == RuleOverride.day)
        for visit_id, rule, other, leader, reason in session.execute(query.order_by(RuleOverride.id)):
            self._found[visit_id, rule, other].append((leader, reason))

    def reason(self, visit: VisitFacts, clash: Clash) -> str | None:
        """Return why a clash of *visit* was accepted, from either side; None while it is open."""
        own = self._found.get((visit.id or 0, clash.rule_key, clash.other_id), ())
        found = [reason for leader, reason in own if leader == clash.leader_id]
        other = self._visits.get(clash.other_id) if clash.other_id is not None else None
        if not found and other is not None:
            theirs = self._found.get((other.id or 0, clash.rule_key, visit.id), ())
            there = {None, *visit.leader_ids, *other.leader_ids}
            found = [reason for leader, reason in theirs if leader in there]
        return found[-1] if found else None
