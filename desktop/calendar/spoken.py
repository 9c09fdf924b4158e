"""Days and visits in words: for screen readers, tooltips and the agenda."""

from __future__ import annotations

from datetime import date

from core.clock import clock_text
from core.i18n import _, clauses, day_text, listed, ngettext, weekday_text
from core.readiness import Readiness
from core.visits import HALF_NAMES, VISIT_STATE_NAMES
from db.queries.calendar import DayRow, VisitRow
from desktop.calendar.month_data import MonthData
from desktop.visits.readiness import readiness_words


def hours_text(visit: VisitRow) -> str:
    """Return 上午 9:00—11:30, or 上午 alone."""
    half = _(HALF_NAMES[visit.half])
    if visit.starts_at is None:
        return half
    ends = f"—{clock_text(visit.ends_at)}" if visit.ends_at else ""
    return f"{half} {clock_text(visit.starts_at)}{ends}"


def visit_tip(visit: VisitRow, light: Readiness | None) -> str:
    """Return a visit as its tooltip says it: below its words how ready it is, where that is known."""
    return visit_words(visit) if light is None else f"{visit_words(visit)}\n{readiness_words(light)}"


def visit_words(visit: VisitRow) -> str:
    """Return a visit as one line to be read aloud."""
    words = [
        _("{leader} to {township}").format(leader=visit.leader, township=visit.township),
        _(visit.kind_name),
        hours_text(visit),
        _(VISIT_STATE_NAMES[visit.state]),
    ]
    if visit.theme:
        words.insert(2, visit.theme)
    if visit.overdue:
        words.append(_("Township with overdue issues"))
    if visit.appointments:
        words.append(
            ngettext("{n} resident expected", "{n} residents expected", visit.appointments).format(n=visit.appointments)
        )
    return clauses(words)


def day_words(row: DayRow | None, visits: int) -> str:
    """Return a day as one line to be read aloud."""
    if row is None:
        return ""
    words = [f"{day_text(row.day)} {weekday_text(row.day)}", row.term or row.lunar]
    words += [name for name in dict.fromkeys((row.holiday, row.festival)) if name]
    if row.closed:
        words.append(_("Nobody is sent out: {reason}").format(reason=row.closed))
    if row.badge is not None or row.day.weekday() >= 5:
        words.append(_("Working day") if row.is_workday else _("Day off"))
    if row.reception:
        words.append(_("Reception day"))
    if row.markets:
        words.append(_("market in {townships}").format(townships=listed(row.markets)))
    words.append(ngettext("{n} visit", "{n} visits", visits).format(n=visits))
    return clauses(words)


def day_tip(row: DayRow | None, visits: int) -> str:
    """Return a day as its tooltip says it."""
    words = day_words(row, visits)
    if row is not None and row.seasons:
        words += "\n" + "\n".join(season.hint() for season in row.seasons)
    if row is not None and row.provisional:
        words += "\n" + _("The holidays of this year are not announced yet.")
    return words


def said_of(data: MonthData, day: date, visit: VisitRow | None) -> str:
    """Return what the cursor is on: the visit first, then its day."""
    words = day_words(data.days.get(day), len(data.on(day)))
    return words if visit is None else f"{visit_tip(visit, data.lights.get(visit.id))}\n{words}"
