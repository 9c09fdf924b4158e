"""An absence together with what becomes of the visits that fall into it: one write, one undo (features.md P41)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from core.calendar.workdays import WorkCalendar
from core.conflicts import clashes
from core.directory import AbsenceDraft
from core.errors import ChangedMeanwhile, Vanished
from core.i18n import _, day_text
from core.people_errors import KeepNeedsReason, RepairMissing
from core.settings import OfficeSettings
from core.visits import PLANNED, Half
from db.models import Leader, Township, Visit, VisitLeader
from db.queries.clashes import clash_context
from db.services.board_moves import place_visit
from db.services.clash_overrides import accept_clash
from db.services.leaders import save_absence
from db.services.stand_ins import stand_in
from db.services.visits import visit_of


class Repair(StrEnum):
    """What becomes of a visit whose leader, or somebody who goes along (STAYS_HOME), is away."""

    OTHER_LEADER = "other_leader"
    OTHER_DAY = "other_day"
    STAYS_HOME = "stays_home"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class RepairChoice:
    """What was chosen for one visit.

    Attributes:
        version: As the visit was seen.
        leader_id: Who goes instead.
        day, half: When it takes place instead.
        reason: Why; with KEEP it must be given, otherwise the absence's own reason is taken where there is none.
        agreed_by: Who agreed.
    """

    visit_id: int
    how: Repair
    version: int | None = None
    leader_id: int | None = None
    day: date | None = None
    half: Half | None = None
    reason: str = ""
    agreed_by: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What the rules need: the office's calendar and settings, who acts, and the day."""

    calendar: WorkCalendar
    settings: OfficeSettings
    actor: str
    today: date


def save_absence_with(session: Session, draft: AbsenceDraft, choices: Sequence[RepairChoice], *, around: Around) -> int:
    """Save an absence and do what was chosen for each visit in it; return the absence's id.

    Raises:
        RepairMissing: a visit lies in these days that nothing was chosen for.
        KeepNeedsReason: one is to stay, and nobody said why.
        UserError: as with `save_absence`, `stand_in` and `place_visit`; nothing at all is written then.
    """
    absence_id = save_absence(session, draft)
    for each in choices:
        _repair(session, draft, each, around)
    require_all(session, draft, {each.visit_id for each in choices})
    return absence_id


def _repair(session: Session, draft: AbsenceDraft, choice: RepairChoice, around: Around) -> None:
    why = choice.reason.strip() or draft.reason.strip()
    if choice.how is Repair.OTHER_LEADER and choice.leader_id is not None:
        stand_in(
            session, choice.visit_id, choice.leader_id, reason=why or _("absence"), agreed_by=choice.agreed_by,
            actor=around.actor, today=around.today, version=choice.version,
        )  # fmt: skip
    elif choice.how is Repair.OTHER_DAY and choice.day is not None:
        place_visit(
            session, choice.visit_id, to=choice.day, half=choice.half, version=choice.version, pinned_too=True
        )  # fmt: skip
        session.get_one(Visit, choice.visit_id).state_reason = why[:400]
    elif choice.how is Repair.STAYS_HOME:
        leave_at_home(session, draft.leader_id, choice.visit_id, version=choice.version)
    else:
        _keep(session, draft, choice, around)


def leave_at_home(session: Session, leader_id: int, visit_id: int, *, version: int | None = None) -> None:
    """Take a leader off those who go along; the visit itself stands.

    Raises:
        Vanished, ChangedMeanwhile: somebody deleted or changed it first.
    """
    visit = visit_of(session, visit_id)
    if version is not None and version != visit.version:
        raise ChangedMeanwhile
    visit.leaders = [row for row in visit.leaders if row.leader_id != leader_id]
    for position, row in enumerate(visit.leaders):
        row.position = position
    flag_modified(visit, "note")  # rows of its own changed: the visit's version must say so


def _keep(session: Session, draft: AbsenceDraft, choice: RepairChoice, around: Around) -> None:
    """Accept, with the reason, that the visit stands while its leader is away."""
    visit = session.get(Visit, choice.visit_id)
    if visit is None:
        raise Vanished
    if not choice.reason.strip():
        raise KeepNeedsReason(**_facts(session, visit, draft.leader_id))
    session.flush()
    context = clash_context(session, visit.day, visit.day, calendar=around.calendar, settings=around.settings)
    own = next((each for each in context.visits if each.id == visit.id), None)
    for clash in clashes(own, context) if own is not None else ():
        if clash.rule_key == "absence" and clash.leader_id == draft.leader_id:
            accept_clash(session, visit.id, clash, reason=choice.reason, actor=around.actor, today=around.today)


def require_all(session: Session, draft: AbsenceDraft, chosen: set[int]) -> None:
    """Refuse to leave a visit out that somebody planned while the choices were made.

    Raises:
        RepairMissing: there is one.
    """
    last = draft.ends or draft.starts
    session.flush()
    along = Visit.leaders.any(VisitLeader.leader_id == draft.leader_id)
    left = select(Visit).where(
        or_(Visit.leader_id == draft.leader_id, along), Visit.day.between(draft.starts, last),
        Visit.state.in_(PLANNED),
    )  # fmt: skip
    for visit in session.scalars(left.order_by(Visit.day, Visit.id)):
        if visit.id not in chosen:
            facts = _facts(session, visit)
            raise RepairMissing(township=facts["township"], day=facts["day"])


def _facts(session: Session, visit: Visit, away_id: int | None = None) -> dict[str, str]:
    return {
        "leader": session.get_one(Leader, away_id or visit.leader_id).name,
        "township": session.get_one(Township, visit.township_id).name,
        "day": day_text(visit.day),
    }
