"""What is behind a figure: visits, issues, villages or household calls, line by line; each leads to its record."""

from __future__ import annotations

from functools import partial

from core.counts import households_text, issues_text, villages_text, visits_text
from core.i18n import _, clauses, day_text
from core.reports import ReportCall, ReportIssue, ReportVisit
from core.village_coverage import VillageCoverageRow
from db.queries.lines import household_lines_by_id, issue_lines_by_id, visit_lines_by_id
from desktop.context import AppContext
from desktop.directory.panel_lines import visit_line
from desktop.reports.sections import Figure
from desktop.widgets.panel import PanelLine, SidePanel

LIST_MOST = 400


class FigureList(SidePanel):
    """The panel at the right of the reports."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(_("Behind the figure"))
        self._ctx = ctx

    def show_figure(self, figure: Figure) -> None:
        """Show the records that *figure* counts."""
        visits = [record.id for record in figure.records if isinstance(record, ReportVisit)]
        issues = [record.id for record in figure.records if isinstance(record, ReportIssue)]
        calls = [record.id for record in figure.records if isinstance(record, ReportCall)]
        villages = [record for record in figure.records if isinstance(record, VillageCoverageRow)]
        self.begin()
        self.top()
        if visits:
            self.title(figure.title, visits_text(len(visits)))
            self._list_visits(visits)
        elif issues:
            self.title(figure.title, issues_text(len(issues)))
            self._list_issues(issues)
        elif calls:
            self.title(figure.title, households_text(len(calls)))
            self._list_calls(calls)
        elif villages:
            self.title(figure.title, villages_text(len(villages)))
            self._list_villages(villages)
        else:
            self.title(figure.title, _("none"))
            self.calm(_("Nothing in this period."))

    def _list_visits(self, ids: list[int]) -> None:
        with self._ctx.store.read() as session:
            lines = visit_lines_by_id(session, ids)
        for line in lines[:LIST_MOST]:
            words = f"{line.leader} → {line.township}"
            self.line(visit_line(line, words), partial(self._go, "calendar", visit_id=line.id))
        self._more(len(lines))

    def _list_issues(self, ids: list[int]) -> None:
        ctx = self._ctx
        with ctx.store.read() as session:
            lines = issue_lines_by_id(
                session, ids, today=ctx.today(), calendar=ctx.calendar, soon=ctx.settings.due_soon_days
            )
        for line in lines[:LIST_MOST]:
            made = PanelLine(line.title, note=line.agency, note_tone="ink2", timeliness=line.timeliness)
            self.line(made, partial(self._go, "issues", issue_id=line.id))
        self._more(len(lines))

    def _list_calls(self, ids: list[int]) -> None:
        with self._ctx.store.read() as session:
            lines = household_lines_by_id(session, ids)
        for line in lines[:LIST_MOST]:
            place = f"{line.township}　{line.village}"
            below = clauses((line.category, line.relief))
            made = PanelLine(line.who or place, lead=day_text(line.day), lead_width=74, note=place, below=below or " ")
            target = {"visit_id": line.visit_id} if line.visit_id is not None else {"village_id": line.village_id}
            page = "calendar" if line.visit_id is not None else "townships"
            self.line(made, partial(self._go, page, **target))
        self._more(len(lines))

    def _list_villages(self, rows: list[VillageCoverageRow]) -> None:
        for row in rows[:LIST_MOST]:
            last = day_text(row.last_day) if row.last_day is not None else _("not reached")
            calls = households_text(row.calls) if row.calls else ""
            line = PanelLine(f"{row.township}　{row.village}", note=clauses((last, calls)))
            self.line(line, partial(self._go, "townships", village_id=row.village_id))
        self._more(len(rows))

    def _more(self, n: int) -> None:
        if n > LIST_MOST:
            self.calm(_("{n} more; choose a shorter period to see them.").format(n=n - LIST_MOST))

    def _go(self, page: str, **target: int | None) -> None:
        self._ctx.navigate(page, **target)
