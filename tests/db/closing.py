"""Closing issues in tests that are about something else: the whole chain in one write."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.calendar.workdays import work_calendar
from core.issues import Satisfaction
from core.settings import OfficeSettings
from db.services.issue_moves import Finishing, finish_issue

WHOLE: dict[str, Any] = {
    "evidence": "县政府办 3 号柜",
    "checked_by": "县政府办",
    "reply_way": "电话",
    "satisfaction": Satisfaction.SATISFIED,
}
"""What a simple matter needs besides its result and its day."""


def close_simply(session: Session, issue_id: int, *, result: str, closed_on: date, today: date, **facts: Any) -> None:
    """Close an issue with everything that closing needs."""
    finishing = Finishing(result=result, closed_on=closed_on, replied_on=closed_on, **(WHOLE | facts))
    finish_issue(session, issue_id, finishing, today=today, calendar=work_calendar(), settings=OfficeSettings())
