"""The year in words: a cell for the card beside the pointer and for screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.i18n import _, clauses, day_text, is_chinese, ngettext, weekday_text
from core.visits import HALF_NAMES, VISIT_STATE_NAMES
from db.queries.calendar import VisitRow
from desktop.calendar.board_words import range_text, waiting_words, week_number
from desktop.calendar.spoken import visit_words
from desktop.calendar.year_data import YearData, YearRow


@dataclass(frozen=True, slots=True)
class CardWords:
    """What the card says: where and when, how long it waited, and the visits."""

    title: str
    when: str
    waiting: str
    visits: tuple[VisitRow, ...]


def year_text(year: int) -> str:
    """Return 2026年 or 2026."""
    return f"{year}年" if is_chinese() else str(year)


def month_name(month: int) -> str:
    """Return 11月 or Nov."""
    return f"{month}月" if is_chinese() else day_text(date(2026, month, 1)).split()[1]


def card_of(data: YearData, row: int, week: int) -> CardWords:
    """Return what is to be said of a cell; the wait is counted on today, or on the week's Monday."""
    town, monday = data.rows[row], data.monday(week)
    on = data.today if monday <= data.today <= monday + timedelta(6) else monday
    waited = town.waits[(on - data.first).days] if town.waits else None
    when = clauses((week_number(monday), range_text(monday, monday + timedelta(6))))
    waiting = waiting_words(waited)
    if town.limit:
        waiting = clauses((waiting, _("agreed {limit} days").format(limit=town.limit)))
    return CardWords(town.name, when, waiting, tuple(data.at(row, week)))


def visit_line(visit: VisitRow) -> str:
    """Return a visit as a line of the card."""
    half = _(HALF_NAMES[visit.half])
    when = f"{day_text(visit.day)} {weekday_text(visit.day)} {half}"
    return f"{when}  {visit.leader}  {_(VISIT_STATE_NAMES[visit.state])}"


def cell_words(data: YearData, row: int, week: int, visit: VisitRow | None) -> str:
    """Return what the cursor is on: the visit chosen first, then the cell."""
    if not 0 <= row < len(data.rows):
        return ""
    card = card_of(data, row, week)
    n = len(card.visits)
    count = ngettext("{n} visit", "{n} visits", n).format(n=n)
    words = [] if visit is None else [f"{day_text(visit.day)} {weekday_text(visit.day)} {visit_words(visit)}"]
    return "\n".join([*words, clauses((card.title, card.when, count, card.waiting))])


def row_words(row: YearRow) -> str:
    """Return what the column at the right says, in full."""
    count = ngettext("{n} visit", "{n} visits", row.count).format(n=row.count)
    if row.longest is None:
        return clauses((row.name, row.note, count, _("never visited")))
    gap = ngettext("{n} day", "{n} days", row.longest).format(n=row.longest)
    told = _("Longest gap {gap}, agreed {limit} days").format(gap=gap, limit=row.limit)
    return clauses((row.name, row.note, count, told))
