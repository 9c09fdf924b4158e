"""The week in words: its head, what an issue's chip says, and what screen readers hear under the cursor."""

from __future__ import annotations

from datetime import date

from core.deadlines import timeliness_text
from core.i18n import _, clauses, ngettext
from core.visits import HALF_NAMES
from db.queries.calendar import VisitRow
from db.queries.due_issues import DueIssueRow
from desktop.calendar.spoken import day_words, visit_tip
from desktop.calendar.week_data import Band, WeekData


def issue_words(issue: DueIssueRow) -> str:
    """Return an issue that falls due as one line."""
    words = _("Issue {number} falls due").format(number=issue.number)
    return clauses([words, issue.township, issue.title, issue.agency, timeliness_text(issue.timeliness)])


def due_count_words(count: int) -> str:
    """Return 2 件到期."""
    return ngettext("{n} due", "{n} due", count).format(n=count)


def band_words(data: WeekData, day: date, band: Band) -> str:
    """Return what a band of a day is called, with what stands in it."""
    if band is Band.DUE:
        count = len(data.due_on(day)) if data.shows_due else len(data.due.get(day, ()))
        return clauses([_("Deadlines of issues"), due_count_words(count)])
    n = len(data.in_band(day, band))
    return clauses([_(HALF_NAMES[band.half]), ngettext("{n} visit", "{n} visits", n).format(n=n)])


def cursor_words(data: WeekData, day: date, band: Band, visit: VisitRow | None, issue: DueIssueRow | None) -> str:
    """Return what the cursor is on: the visit or issue first, then its band, then its day."""
    words = []
    if visit is not None:
        words.append(visit_tip(visit, data.lights.get(visit.id)))
    if issue is not None:
        words.append(issue_words(issue))
    words += [band_words(data, day, band), day_words(data.days.get(day), len(data.on(day)))]
    return "\n".join(filter(None, words))
