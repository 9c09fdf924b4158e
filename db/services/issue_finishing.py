"""Simple matters finished in one write: whatever is still missing of the chain is walked, what is known is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.issues import IssueState, Satisfaction
from core.life_cycle import MOVES, Need, missing_of, require, require_all
from core.settings import OfficeSettings
from db.queries.issue_standing import Standing, standing
from db.services.issue_handing import assign_issue
from db.services.issue_settling import (
    Files,
    add_feedback,
    check_issue,
    close_issue,
    record_satisfaction,
    reply_to_person,
)
from db.services.issue_steps import issue_for


@dataclass(frozen=True, slots=True)
class Finishing:
    """What the one dialog brings; whatever is known already may be left empty.

    Attributes:
        result: What came of it; also the unit's answer where none was written down.
        closed_on: When it was settled.
        agency_id: Who handled it, where it was never handed over.
        evidence: Where the paper is kept that proves it.
        files: Names and contents of files that prove it.
        checked_by: Who checked it.
        replied_on: When the person was told.
        reply_way: How the person was told.
        satisfaction: What the person says of it.
        not_asked: Why nobody was asked.
        reason: Why it is closed although the person is not satisfied.
    """

    result: str
    closed_on: date
    agency_id: int | None = None
    evidence: str = ""
    files: Files = ()
    checked_by: str = ""
    replied_on: date | None = None
    reply_way: str = ""
    satisfaction: Satisfaction | None = None
    not_asked: str = ""
    reason: str = ""


def finish_issue(
    session: Session,
    issue_id: int,
    finishing: Finishing,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> None:
    """Walk every step that is missing and close the issue, all in this one write.

    Raises:
        MoveLacks: names everything that is still missing, all at once.
        MoveNotYet: an objection is open, so the issue has no way to its end yet.
        IssueIsSettled, Vanished, DayAhead, DayTooEarly, MoveBeforeLast: it is closed, gone, or a day cannot be.
    """
    issue_for(session, issue_id, MOVES["close"])
    known = standing(session, issue_id)
    assert known is not None
    if known.state is IssueState.OBJECTED:
        require(MOVES["feedback"], known.state, {})
    require_all(MOVES["close"], still_missing(known, finishing))
    around: dict[str, Any] = {"today": today, "calendar": calendar, "settings": settings}
    told = finishing.replied_on if Need.REPLIED in known.missing() else None
    early = min(filter(None, (told, finishing.closed_on)))
    _up_to_checked(session, known, finishing, early, around)
    if Need.REPLIED in known.missing() and told is not None:
        reply_to_person(session, issue_id, way=finishing.reply_way, day=told, **around)
    if Need.SATISFACTION in known.missing() or finishing.satisfaction not in {None, known.satisfaction}:
        said, why = finishing.satisfaction, finishing.not_asked
        record_satisfaction(session, issue_id, satisfaction=said, not_asked=why, day=finishing.closed_on, **around)
    result, reason = finishing.result, finishing.reason
    close_issue(session, issue_id, result=result, reason=reason, day=finishing.closed_on, **around)


def _up_to_checked(session: Session, known: Standing, finishing: Finishing, day: date, around: dict[str, Any]) -> None:
    lacks = known.missing()
    if Need.CHECKED not in lacks:
        return
    if Need.AGENCY in lacks:
        assign_issue(session, known.id, agency_id=finishing.agency_id, day=day, **around)
    if known.state is not IssueState.FEEDBACK or Need.EVIDENCE in lacks:
        words = known.answer or finishing.result
        proof: dict[str, Any] = {"evidence": finishing.evidence, "files": finishing.files}
        add_feedback(session, known.id, text=words, day=day, **proof, **around)
    check_issue(session, known.id, person=finishing.checked_by, day=day, **around)


def still_missing(known: Standing, finishing: Finishing) -> list[Need]:
    """Return what closing needs and neither the timeline nor *finishing* holds, in the order of the steps."""
    brought: dict[Need, object] = {
        Need.AGENCY: finishing.agency_id is not None,
        Need.EVIDENCE: bool(finishing.evidence.strip() or finishing.files),
        Need.CHECKED: bool(finishing.checked_by.strip()),
        Need.REPLIED: finishing.replied_on is not None and bool(finishing.reply_way.strip()),
    }
    missing = [need for need in known.missing() if need in brought and not brought[need]]
    said = finishing.satisfaction or known.satisfaction
    given: dict[Need, object] = {
        Need.CHECKED: True,
        Need.REPLIED: True,
        Need.SATISFACTION: said or finishing.not_asked.strip() or known.not_asked,
        Need.RESULT: finishing.result.strip(),
        Need.REASON: finishing.reason.strip(),
    }
    return missing + missing_of(MOVES["close"], given)
