"""The ledger's rows with what a workbook has room for besides, with people in them or without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.chain import Variant
from core.documents.ledger_sheet import LedgerLine
from core.redaction import Redactor, redacted_person
from db.models import Agency, Issue, IssueAction, IssueAgency, IssueCategory, Petitioner, Village
from db.queries.issues import IssueFilter, IssueRow, issue_rows
from db.queries.personal_words import redactor_of
from db.queries.recusals import kept_from_all

_CHUNK = 500
_ALL = 1_000_000


def ledger_lines(
    session: Session,
    wanted: IssueFilter,
    today: date,
    *,
    calendar: WorkCalendar,
    due_soon_days: int,
    variant: Variant = Variant.REDACTED,
) -> list[LedgerLine]:
    """Return every issue of *wanted* in its order, the restricted ones left out and not counted.

    A redacted line names nobody: the surname of who raised it is left, and every text is looked through.
    """
    kept = kept_from_all(session)
    rows = issue_rows(session, wanted, today, calendar=calendar, due_soon_days=due_soon_days, limit=_ALL)
    rows = [row for row in rows if row.id not in kept]
    redactor = redactor_of(session) if variant is Variant.REDACTED else None
    found: list[LedgerLine] = []
    for start in range(0, len(rows), _CHUNK):
        found.extend(_with_more(session, rows[start : start + _CHUNK], redactor))
    return found


def _with_more(session: Session, rows: Sequence[IssueRow], redactor: Redactor | None) -> list[LedgerLine]:
    ids = [row.id for row in rows]
    more: dict[int, Any] = {
        id: rest
        for id, *rest in session.execute(
            select(
                Issue.id, Village.name, Petitioner.name, Petitioner.phone, Petitioner.address, Petitioner.headcount,
                IssueCategory.name, Issue.close_result,
            )
            .outerjoin(Village, Village.id == Issue.village_id)
            .outerjoin(Petitioner, Petitioner.id == Issue.petitioner_id)
            .outerjoin(IssueCategory, IssueCategory.key == Issue.category)
            .where(Issue.id.in_(ids))
        )
    }  # fmt: skip
    helpers, latest = _helpers(session, ids), _latest(session, ids)

    def text(words: str) -> str:
        return words if redactor is None else redactor.text(words)

    return [
        LedgerLine(
            id=row.id, number=row.number, raised_on=row.raised_on, township=row.township, village=village or "",
            petitioner=(name or "") if redactor is None else redacted_person(name or "", count or 1),
            phone=(phone or "") if redactor is None else "", address=(address or "") if redactor is None else "",
            category=category or "", title=text(row.title), leader=row.leader, agency=row.agency,
            supporting=tuple(helpers[row.id]), due=row.due,
            late=row.timeliness.working_days if row.is_overdue else None, stage=row.stage, state=row.state,
            latest=text(latest.get(row.id, "")), chase_count=row.chase_count, extension_count=row.extension_count,
            closed_on=row.closed_on, result=text(result), satisfaction=row.satisfaction,
        )
        for row in rows
        for village, name, phone, address, count, category, result in (more[row.id],)
    ]  # fmt: skip


def _helpers(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    helpers: dict[int, list[str]] = defaultdict(list)
    for issue_id, name in session.execute(
        select(IssueAgency.issue_id, Agency.name)
        .join(Agency, Agency.id == IssueAgency.agency_id)
        .where(IssueAgency.issue_id.in_(ids))
        .order_by(IssueAgency.position)
    ):
        helpers[issue_id].append(name)
    return helpers


def _latest(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Return the last words in each issue's timeline."""
    last = (
        select(func.max(IssueAction.id))
        .where(IssueAction.issue_id.in_(ids), IssueAction.text != "")
        .group_by(IssueAction.issue_id)
    )
    rows = session.execute(select(IssueAction.issue_id, IssueAction.text).where(IssueAction.id.in_(last)))
    return dict(rows.all())
