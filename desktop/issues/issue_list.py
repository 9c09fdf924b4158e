"""Reads the ledger's list page by page, with its counts and the choices of its filters."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any

from core.flags import Flag
from db.queries.flags import IssueMarks, flag_counts, marks_of_issues
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
from desktop.issues.flag_row import KEYS


class IssueList:
    """What the ledger shows now.

    Attributes:
        rows: The issues read so far, in order.
        counts: How many issues each tab holds.
        flags: How many issues have each flag of the row below the tabs.
        marks: What stands beside the date of each issue read so far.
    """

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self._wanted = IssueFilter()
        self._whole = True
        self._read = 0
        self._counted: IssueFilter | None = None
        self.rows: list[IssueRow] = []
        self.counts: dict[IssueTab, int] = {}
        self.flags: dict[Flag, int] = {}
        self.marks: dict[int, IssueMarks] = {}

    def read(self, wanted: IssueFilter, *, keep: int | None) -> None:
        """Read the first page, or as many pages as were there, so that *keep* stays in the list."""
        ctx, soon = self._ctx, self._ctx.settings.due_soon_days
        limit = max(PAGE, len(self.rows)) if keep is not None else PAGE
        self._wanted = wanted
        with ctx.store.read() as session:
            self._count(session, wanted)
            rows = issue_rows(session, wanted, ctx.today(), calendar=ctx.calendar, due_soon_days=soon, limit=limit)
        self._whole, self._read = len(rows) < limit, len(rows)
        if keep is not None and not self._whole and all(row.id != keep for row in rows):
            found = self.find(keep)  # far down a long list: reach it all the same
            rows += [found] if found else []
        self.rows = rows
        self.marks = self._marks_of(rows)

    def forget(self) -> None:
        """Count again next time: something in the schedule has changed."""
        self._counted = None

    def _count(self, session: Any, wanted: IssueFilter) -> None:
        """Count tabs and flags, unless another tab, flag or order of the same issues is all that is wanted."""
        same = IssueFilter()
        narrowed = replace(wanted, tab=same.tab, flags=same.flags, order=same.order, descending=same.descending)
        if narrowed == self._counted:
            return
        ctx = self._ctx
        around: dict[str, Any] = {"today": ctx.today(), "calendar": ctx.calendar, "wanted": narrowed}
        self.counts = issue_counts(session, due_soon_days=ctx.settings.due_soon_days, **around)
        self.flags = flag_counts(session, settings=ctx.settings, flags=KEYS, **around)
        self._counted = narrowed

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
        self.marks |= self._marks_of(more)
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
        if self._wanted.flags:
            return self._totals_of_flags()
        late, soon = self.counts[IssueTab.OVERDUE], self.counts[IssueTab.DUE_SOON]
        return {OVERDUE: late, DUE_SOON: soon, IN_HAND: self.counts[IssueTab.OPEN] - late - soon}

    def _totals_of_flags(self) -> dict[int, int]:
        """Return how many issues of the flags wanted each group holds: counted, since not all are read yet."""
        if self._whole:
            return {group: sum(row.group == group for row in self.rows) for group in (OVERDUE, DUE_SOON, IN_HAND)}
        ctx, wanted = self._ctx, self._wanted
        with ctx.store.read() as session:
            counts = issue_counts(
                session, ctx.today(), calendar=ctx.calendar, due_soon_days=ctx.settings.due_soon_days, wanted=wanted,
                flagged=True,
            )  # fmt: skip
        late, soon = counts[IssueTab.OVERDUE], counts[IssueTab.DUE_SOON]
        return {OVERDUE: late, DUE_SOON: soon, IN_HAND: counts[IssueTab.OPEN] - late - soon}

    def _marks_of(self, rows: Sequence[IssueRow]) -> dict[int, IssueMarks]:
        ctx = self._ctx
        with ctx.store.read() as session:
            return marks_of_issues(
                session, [row.id for row in rows], today=ctx.today(), calendar=ctx.calendar, settings=ctx.settings
            )

    def filters(self) -> dict[str, Sequence[tuple[Hashable, str]]]:
        """Return what can be ticked in each filter."""
        with self._ctx.store.read() as session:
            return {
                "townships": [row.pair for row in named_townships(session)],
                "agencies": [row.pair for row in named_agencies(session)],
                "leaders": [row.pair for row in named_leaders(session)],
                "categories": [(row.key, row.name) for row in issue_categories(session)],
            }
