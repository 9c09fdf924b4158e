"""The number of an issue: given once, in the series of the office or, for restricted issues, in one of their own."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.chain import IssueTrack
from core.settings import OfficeSettings
from db.models import Issue
from db.services.numbers import locked_series

OPEN_SERIES, RESTRICTED_SERIES = "issue", "restricted"


def is_kept_apart(issue: Issue) -> bool:
    """Return whether *issue* counts among the restricted ones."""
    return bool(issue.restricted) or issue.track is IssueTrack.REPORT


def give_number(session: Session, issue: Issue, settings: OfficeSettings) -> None:
    """Give *issue* the next number of its series, one that nothing ever carried."""
    series = RESTRICTED_SERIES if is_kept_apart(issue) else OPEN_SERIES
    row = locked_series(session, series, issue.year)
    used = select(func.max(Issue.serial)).where(Issue.year == issue.year, Issue.series == series)
    row.last = max(row.last, session.scalar(used) or 0)
    while True:
        row.last += 1
        written = settings.restricted_number if series == RESTRICTED_SERIES else settings.issue_number
        number = written(issue.year, row.last)
        if session.scalar(select(Issue.id).where(Issue.number == number)) is None:  # an imported one may read the same
            break
    issue.series, issue.serial, issue.number = series, row.last, number


def is_in_wrong_series(issue: Issue) -> bool:
    """Return whether *issue* still counts where it no longer belongs."""
    return (issue.series == RESTRICTED_SERIES) is not is_kept_apart(issue)
