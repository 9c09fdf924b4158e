"""What Ctrl+K finds: townships and leaders by name or initials, issues by number, words or initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.i18n import _
from db.queries.issue_filter import IssueFilter, IssueTab
from db.queries.issues import IssueRow, issue_rows
from db.queries.names import NamedRow, named_leaders, named_townships
from desktop.context import AppContext
from desktop.palette import Found
from desktop.widgets.pinyin import meets

ISSUES_SHOWN = 12


class Finder:
    """Looks for the letters typed in one schedule."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    def __call__(self, typed: str) -> Sequence[Found]:
        """Return townships, leaders and issues that meet *typed*."""
        with self._ctx.store.read() as session:
            townships, leaders = named_townships(session), named_leaders(session)
            issues = [
                row
                for tab in (IssueTab.OPEN, IssueTab.CLOSED)
                for row in issue_rows(
                    session,
                    IssueFilter(tab=tab, text=typed),
                    self._ctx.today(),
                    calendar=self._ctx.calendar,
                    limit=ISSUES_SHOWN,
                )
            ]
        places = [self._place(row) for row in townships if meets(typed, row.name)]
        people = [self._person(row) for row in leaders if meets(typed, row.name)]
        return [*places, *people, *(self._issue(row) for row in issues[:ISSUES_SHOWN])]

    def _place(self, row: NamedRow) -> Found:
        return Found(row.name, self._to("townships", township_id=row.id), _("Township"), "map-pin")

    def _person(self, row: NamedRow) -> Found:
        return Found(row.name, self._to("leaders", leader_id=row.id), row.note, "users-three")

    def _issue(self, row: IssueRow) -> Found:
        return Found(
            row.title, self._to("issues", issue_id=row.id), f"{row.township}  {row.serial:04d}", "clipboard-text"
        )

    def _to(self, page: str, **target: int) -> Callable[[], None]:
        return lambda: self._ctx.navigate(page, **target)
