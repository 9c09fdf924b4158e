"""How a request is said: the days that suit, how long it waits, the kind."""

from __future__ import annotations

from datetime import date

from core.i18n import _, clauses, day_text, is_chinese, ngettext
from core.preparation import RequestOrigin
from core.visits import HALF_NAMES, VISIT_STATE_NAMES, VisitState
from db.queries.requests import UnplacedRow


def days_words(first: date | None, last: date | None) -> str:
    """Return 12月3日, 12月3日—5日, by 10 Dec or any day."""
    if first is None and last is None:
        return _("any day")
    if first is None and last is not None:
        return _("by {day}").format(day=day_text(last))
    if last is None and first is not None:
        return _("from {day} on").format(day=day_text(first))
    return _stretch(first, last) if first is not None and last is not None else ""


def _stretch(first: date, last: date) -> str:
    """Return 12月3日—5日 or 3—5 Dec: the month is said once."""
    if first == last:
        return day_text(first)
    if (first.year, first.month) != (last.year, last.month):
        return f"{day_text(first)}—{day_text(last)}"
    return f"{day_text(first)}—{last.day}日" if is_chinese() else f"{first.day}—{day_text(last)}"


def when_words(row: UnplacedRow) -> str:
    """Return the days and the half of the day that suit."""
    half = f" {_(HALF_NAMES[row.half])}" if row.half is not None else ""
    return days_words(row.first_day, row.last_day) + half


def waiting_words(row: UnplacedRow) -> str:
    """Return how long it has been waiting."""
    if row.waiting_days <= 0:
        return _("came in today")
    return ngettext("waiting {n} day", "waiting {n} days", row.waiting_days).format(n=row.waiting_days)


def place_words(row: UnplacedRow) -> str:
    """Return the township and its village."""
    return f"{row.township} {row.village}" if row.village else row.township


def about_words(row: UnplacedRow) -> str:
    """Return what it is about: the theme, else the kind, else where it comes from."""
    return row.theme or (_(row.kind_name) if row.kind_name else "")


def is_missed(row: UnplacedRow) -> bool:
    """Return whether it is a visit that did not take place."""
    return row.origin is RequestOrigin.MISSED


def missed_word() -> str:
    """Return the mark of a visit that did not take place."""
    return _(VISIT_STATE_NAMES[VisitState.MISSED])


def spoken(row: UnplacedRow) -> str:
    """Return a row as a screen reader says it."""
    missed = missed_word() if is_missed(row) else ""
    return clauses((place_words(row), about_words(row), missed, when_words(row), waiting_words(row), *row.reasons))
