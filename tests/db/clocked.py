"""Issues with clocks, for the tests of what starts, stops, meets and moves them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from core.chain import ClockKind, IssueTrack, PauseKind
from core.clocks import ClockPause
from core.issues import IssueDraft
from db import models as m
from db.queries.issue_clocks import ClockRow, IssueClocks, issue_clocks
from db.services import issue_moves
from db.services.issue_extensions import extend_issue
from db.services.issues import edit_issue, register_issues
from db.services.pauses import pause_issue
from db.store import Store
from tests.db.county import AROUND, CALENDAR, QINGSHI, SETTINGS, TODAY, WATER, ask, do

RAISED = date(2026, 9, 1)
OFFICE = {"calendar": CALENDAR, "settings": SETTINGS}
GRANT: dict[str, Any] = {"reason": "管材未到货", "approver": "周立明", "document_number": "云延〔2026〕3号"}


def register(store: Store, uid: str = "a", **changes: Any) -> int:
    """Write down an issue and return its id."""
    given: dict[str, Any] = {"title": "水管漏水", "raised_on": RAISED, "township_id": QINGSHI}
    ids: list[int] = do(store, register_issues, [IssueDraft(uid=uid, **(given | changes))], **OFFICE)
    return ids[0]


def petition(store: Store, uid: str = "a", **changes: Any) -> int:
    """Write down a petition."""
    return register(store, uid, **({"track": IssueTrack.PETITION} | changes))


def move(store: Store, name: str, issue_id: int, day: date, **fields: Any) -> None:
    """Make a move of the life cycle on a day."""
    do(store, getattr(issue_moves, name), issue_id, day=day, **(AROUND | {"today": TODAY}), **fields)


def pause(
    store: Store,
    issue_id: int,
    starts: date,
    ends: date | None,
    *,
    kind: PauseKind = PauseKind.PAPERS,
    today: date = TODAY,
    reason: str = "等图纸",
) -> int:
    """Let the clocks stand still and return the pause's id."""
    found: int = do(
        store, pause_issue, issue_id, ClockPause(starts, ends, kind, reason), today=today, **OFFICE
    )  # fmt: skip
    return found


def extend(store: Store, issue_id: int, *, today: date = TODAY, **fields: Any) -> None:
    """Grant more time."""
    do(store, extend_issue, issue_id, today=today, **OFFICE, **(GRANT | fields))


def edit(store: Store, issue_id: int, **changes: Any) -> None:
    """Correct an issue as the form does."""
    from dataclasses import replace  # noqa: PLC0415

    from db.queries.issue_detail import issue_draft  # noqa: PLC0415

    draft = ask(store, issue_draft, issue_id)
    do(store, edit_issue, replace(draft, **changes), **AROUND)


def clocks(store: Store, issue_id: int, *, today: date = TODAY) -> IssueClocks:
    """Return everything about the clocks of an issue."""
    found = ask(store, issue_clocks, issue_id, today=today, calendar=CALENDAR)
    assert isinstance(found, IssueClocks)
    return found


def clock(store: Store, issue_id: int, kind: ClockKind, *, today: date = TODAY) -> ClockRow:
    """Return the newest clock of a kind."""
    return [each for each in clocks(store, issue_id, today=today).clocks if each.kind is kind][-1]


def dues(store: Store, issue_id: int) -> dict[ClockKind, date]:
    """Return the date of each clock."""
    return {each.kind: each.due for each in clocks(store, issue_id).clocks}


def stored(store: Store, issue_id: int) -> m.Issue:
    """Return the issue as it is stored."""
    with store.read() as session:
        return session.scalars(select(m.Issue).where(m.Issue.id == issue_id)).one()


__all__ = ["OFFICE", "RAISED", "TODAY", "WATER"]
