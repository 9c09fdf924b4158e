"""What Ctrl+K finds by words, numbers or pinyin initials: places, people, units, visits, papers, promises, issues.

A line that says where and when, or where and who, is offered as a new visit before all else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from core.i18n import N_, _, ngettext
from db.queries.search import FindingRow, findings
from desktop.context import AppContext
from desktop.palette import Found
from desktop.visits.line_reading import LineReader

SHOWN: Final = 12
"""Finds of one kind."""
_PLACES: Final[dict[str, tuple[str, str, str, str]]] = {
    "township": ("townships", "township_id", "map-pin", N_("Township")),
    "village": ("townships", "village_id", "map-pin", ""),
    "leader": ("leaders", "leader_id", "users-three", ""),
    "agency": ("issues", "agency_id", "clipboard-text", N_("Unit")),
    "visit": ("calendar", "visit_id", "calendar-blank", ""),
    "request": ("calendar", "requests", "file-plus", ""),
    "promise": ("townships", "township_id", "clipboard-text", ""),
    "paper": ("issues", "issue_id", "printer", ""),
    "issue": ("issues", "issue_id", "clipboard-text", ""),
}
"""Of each kind: the page it opens, what it is told, its icon, and words for a find that says nothing more."""


class Finder:
    """Looks for the letters typed in one schedule."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx
        self._lines = LineReader(ctx)

    def __call__(self, typed: str) -> Sequence[Found]:
        """Return everything that meets *typed*, after the visit that it describes."""
        with self._ctx.store.read() as session:
            found = findings(session, typed, limit=SHOWN)
        return [*self._visit(typed), *(self._found(row) for row in found)]

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

    def _found(self, row: FindingRow) -> Found:
        page, key, icon, words = _PLACES[row.kind]
        return Found(row.text, self._to(page, **{key: row.target_id}), row.note or (_(words) if words else ""), icon)

    def _to(self, page: str, **target: Any) -> Callable[[], None]:
        return lambda: self._ctx.navigate(page, **target)
