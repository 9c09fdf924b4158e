"""What Ctrl+K finds: townships and leaders by name or initials, issues by number, words or initials.

A line that says where and when, or where and who, is offered as a new visit before all else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.i18n import _, ngettext
from db.queries.issue_filter import IssueFilter, IssueTab
from db.queries.issues import IssueRow, issue_rows
from db.queries.names import NamedRow, named_leaders, named_townships
from desktop.context import AppContext
from desktop.palette import Found
from desktop.visits.line_reading import LineReader
from desktop.widgets.pinyin import meets

ISSUES_SHOWN = 12


class Finder:
    """Looks for the letters typed in one schedule."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self._lines = LineReader(ctx)

    def __call__(self, typed: str) -> Sequence[Found]:
        """Return townships, leaders and issues that meet *typed*, after the visit that it describes."""
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
        return [*self._visit(typed), *places, *people, *(self._issue(row) for row in issues[:ISSUES_SHOWN])]

    def _visit(self, typed: str) -> list[Found]:
        if self._ctx.read_only:
            return []
        reading = self._lines.read(typed)
        if not reading.is_visit:
            return []
        words = _("New visit: {what}").format(what=self._lines.words_of(reading))
        asked = len(reading.questions)
        note = ngettext("{n} question", "{n} questions", asked).format(n=asked) if asked else ""
        return [Found(words, lambda: self._ctx.navigate("calendar", new_visit_line=typed), note, "note-pencil", -1)]

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
