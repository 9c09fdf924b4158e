"""Accept a clash with a reason, and take that back."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.clash_facts import Level
from core.conflicts import Clash, clash_text, clashes
from core.errors import Vanished
from core.i18n import _
from core.rule_errors import ShortfallNeedsPlan
from core.settings import OfficeSettings
from core.text import clean_line, required_line
from db.models import RuleOverride, Visit
from db.queries.clash_county import clash_context
from db.services.directory import found

_SENTENCE: Final = 400


def accept_clash(session: Session, visit_id: int | None, clash: Clash, *, reason: str, actor: str, today: date) -> int:
    """Keep that a clash of a visit was accepted, and why; return the row's id. Call it in the write that moves it.

    It holds while the visit's day, the rule and the other side (visit and leader) stay the same, and speaks for
    both visits of a pair. A further acceptance of the same clash replaces the reason.

    Raises:
        MissingField: no reason is given.
        TooLong, UnreadableText: the reason cannot be kept.
        Vanished: the visit was deleted meanwhile.
        ShortfallNeedsPlan: it is about a leader who goes too seldom, and belongs to no visit.
    """
    if visit_id is None:
        raise ShortfallNeedsPlan
    words = required_line(reason, _("Reason"), limit=400)
    visit = found(session, Visit, visit_id)
    session.flush()  # the day may have been changed in this very write
    if clash.other_id is not None:
        found(session, Visit, clash.other_id)
    row = session.scalar(
        select(RuleOverride).where(
            RuleOverride.visit_id == visit_id,
            RuleOverride.rule_key == clash.rule_key,
            RuleOverride.other_id == clash.other_id,
            RuleOverride.leader_id == clash.leader_id,
            RuleOverride.day == visit.day,
        )
    )
    if row is None:
        row = RuleOverride(
            visit_id=visit_id, rule_key=clash.rule_key, other_id=clash.other_id, leader_id=clash.leader_id,
            day=visit.day,
        )  # fmt: skip
        session.add(row)
    row.sentence = clash_text(clash)[:_SENTENCE]
    row.reason, row.actor, row.decided_on = words, clean_line(actor, _("Name"))[:60], today
    session.flush()
    return row.id


def accept_forbidden(
    session: Session,
    visit_id: int,
    *,
    reason: str,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    actor: str,
    today: date,
) -> int:
    """Accept, in the write that puts a visit somewhere, whatever forbids it there; return how many clashes.

    Raises:
        MissingField, TooLong, UnreadableText: there is no reason, or it cannot be kept.
        Vanished: the visit was deleted meanwhile.
    """
    day = found(session, Visit, visit_id).day
    session.flush()
    context = clash_context(session, day, day, calendar=calendar, settings=settings)
    own = next((each for each in context.visits if each.id == visit_id), None)
    forbidding = [clash for clash in clashes(own, context) if clash.level is Level.BLOCK] if own is not None else []
    for clash in forbidding:
        accept_clash(session, visit_id, clash, reason=reason, actor=actor, today=today)
    return len(forbidding)


def withdraw_acceptance(session: Session, visit_id: int, clash: Clash) -> None:
    """Open an accepted clash again, from whichever of the two visits it was accepted.

    Raises:
        Vanished: it was not accepted, or somebody withdrew it first.
    """
    sides: list[ColumnElement[bool]] = [
        and_(
            RuleOverride.visit_id == visit_id,
            RuleOverride.other_id == clash.other_id,
            RuleOverride.leader_id == clash.leader_id,
        )
    ]
    if clash.other_id is not None:
        sides.append(and_(RuleOverride.visit_id == clash.other_id, RuleOverride.other_id == visit_id))
    standing = (
        select(RuleOverride)
        .join(Visit, Visit.id == RuleOverride.visit_id)
        .where(RuleOverride.rule_key == clash.rule_key, Visit.day == RuleOverride.day, or_(*sides))
    )
    rows = list(session.scalars(standing))
    if not rows:
        raise Vanished
    for row in rows:
        session.delete(row)
    session.flush()
