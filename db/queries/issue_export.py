"""The ledger's rows with what a workbook has room for besides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.masking import mask_person
from db.models import Agency, Issue, IssueAction, IssueAgency, IssueCategory, Petitioner, Village
from db.queries.issues import IssueFilter, IssueRow, issue_rows

_CHUNK = 500
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class IssueExportRow:
    """One line of the workbook; the petitioner is masked."""

    row: IssueRow
    village: str
    petitioner: str
    category: str
    supporting: tuple[str, ...]
    latest: str
    result: str


def export_rows(
    session: Session, wanted: IssueFilter, today: date, *, calendar: WorkCalendar, due_soon_days: int
) -> list[IssueExportRow]:
    """Return every issue of *wanted* in its order."""
    rows = issue_rows(session, wanted, today, calendar=calendar, due_soon_days=due_soon_days, limit=_ALL)
    found: list[IssueExportRow] = []
    for start in range(0, len(rows), _CHUNK):
        found.extend(_with_more(session, rows[start : start + _CHUNK]))
    return found


def _with_more(session: Session, rows: list[IssueRow]) -> list[IssueExportRow]:
    ids = [row.id for row in rows]
    more = {
        id: rest
        for id, *rest in session.execute(
            select(Issue.id, Village.name, Petitioner.name, Petitioner.phone, IssueCategory.name, Issue.close_result)
            .outerjoin(Village, Village.id == Issue.village_id)
            .outerjoin(Petitioner, Petitioner.id == Issue.petitioner_id)
            .outerjoin(IssueCategory, IssueCategory.key == Issue.category)
            .where(Issue.id.in_(ids))
        )
    }
    helpers = defaultdict(list)
    for issue_id, name in session.execute(
        select(IssueAgency.issue_id, Agency.name)
        .join(Agency, Agency.id == IssueAgency.agency_id)
        .where(IssueAgency.issue_id.in_(ids))
        .order_by(IssueAgency.position)
    ):
        helpers[issue_id].append(name)
    latest = _latest(session, ids)
    return [
        IssueExportRow(
            row, village or "", mask_person(name or "", phone or ""), category or "", tuple(helpers[row.id]),
            latest.get(row.id, ""), result,
        )
        for row in rows
        for village, name, phone, category, result in (more[row.id],)
    ]  # fmt: skip


def _latest(session: Session, ids: list[int]) -> dict[int, str]:
    """Return the last words in each issue's timeline."""
    last = (
        select(func.max(IssueAction.id))
        .where(IssueAction.issue_id.in_(ids), IssueAction.text != "")
        .group_by(IssueAction.issue_id)
    )
    rows = session.execute(select(IssueAction.issue_id, IssueAction.text).where(IssueAction.id.in_(last)))
    return dict(rows.all())
