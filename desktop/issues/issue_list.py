"""Reads the ledger's list page by page, with its counts and the choices of its filters."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from db.queries.issues import (
    DUE_SOON,
    IN_HAND,
    OVERDUE,
    PAGE,
    IssueFilter,
    IssueRow,
    IssueTab,
    issue_counts,
    issue_rows,
    rows_by_id,
)
from db.queries.names import named_agencies, named_leaders, named_townships
from db.queries.settings import issue_categories
from desktop.context import AppContext


class IssueList:
    """What the ledger shows now.

    Attributes:
        rows: The issues read so far, in order.
        counts: How many issues each tab holds.
    """

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self._wanted = IssueFilter()
        self._whole = True
        self._read = 0
        self.rows: list[IssueRow] = []
        self.counts: dict[IssueTab, int] = {}

    def read(self, wanted: IssueFilter, *, keep: int | None) -> None:
        """Read the first page, or as many pages as were there, so that *keep* stays in the list."""
        ctx, soon = self._ctx, self._ctx.settings.due_soon_days
        limit = max(PAGE, len(self.rows)) if keep is not None else PAGE
        self._wanted = wanted
        with ctx.store.read() as session:
            self.counts = issue_counts(session, ctx.today(), calendar=ctx.calendar, due_soon_days=soon, wanted=wanted)
            rows = issue_rows(session, wanted, ctx.today(), calendar=ctx.calendar, due_soon_days=soon, limit=limit)
        self._whole, self._read = len(rows) < limit, len(rows)
        if keep is not None and not self._whole and all(row.id != keep for row in rows):
            found = self.find(keep)  # far down a long list: reach it all the same
            rows += [found] if found else []
        self.rows = rows

    def read_more(self) -> bool:
        """Read the next page; return whether there was one."""
        if self._whole:
            return False
        ctx = self._ctx
        with ctx.store.read() as session:
            more = issue_rows(
                session, self._wanted, ctx.today(), calendar=ctx.calendar, due_soon_days=ctx.settings.due_soon_days,
                offset=self._read,
            )  # fmt: skip
        self._whole, self._read = len(more) < PAGE, self._read + len(more)
        known = {row.id for row in self.rows}
        self.rows = [*self.rows, *(row for row in more if row.id not in known)]
        return bool(more)

    def find(self, issue_id: int) -> IssueRow | None:
        """Return one issue, whatever the filters."""
        ctx, soon = self._ctx, self._ctx.settings.due_soon_days
        with ctx.store.read() as session:
            found = rows_by_id(session, [issue_id], ctx.today(), calendar=ctx.calendar, due_soon_days=soon)
        return found[0] if found else None

    def totals(self) -> dict[int, int] | None:
        """Return how many issues each group holds; None where the tab has no groups."""
        if self._wanted.tab is not IssueTab.OPEN:
            return None
        late, soon = self.counts[IssueTab.OVERDUE], self.counts[IssueTab.DUE_SOON]
        return {OVERDUE: late, DUE_SOON: soon, IN_HAND: self.counts[IssueTab.OPEN] - late - soon}

    def filters(self) -> dict[str, Sequence[tuple[Hashable, str]]]:
        """Return what can be ticked in each filter."""
        with self._ctx.store.read() as session:
            return {
                "townships": [row.pair for row in named_townships(session)],
                "agencies": [row.pair for row in named_agencies(session)],
                "leaders": [row.pair for row in named_leaders(session)],
                "categories": [(row.key, row.name) for row in issue_categories(session)],
            }
