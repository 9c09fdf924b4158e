"""Cells that hold a day after the visit's: 1-15 said in December is next year's."""

from __future__ import annotations

from datetime import date

from core.i18n import _, day_text
from core.imports.dates import Hint, read_day
from core.imports.notes import Unreadable


class DayCell:
    """Reads and shows days in a grid of a visit on *day*.

    Args:
        day: The visit's.
        same_day: Whether its own day will do.
    """

    def __init__(self, day: date, *, same_day: bool = False) -> None:
        self._day, self._same_day = day, same_day

    def read(self, text: str) -> date | None:
        """Return the day meant, None where the words say none."""
        if not text.strip():
            return None
        try:
            found = read_day(text.strip(), Hint(self._day.year, self._day.month)).day
        except Unreadable:
            return None
        if not self._fits(found) and str(found.year) not in text:
            found = _next_year(found)
        return found

    def tidy(self, text: str) -> str:
        """Return the day as it is kept, or the words as they are."""
        found = self.read(text)
        return found.isoformat() if found is not None else text.strip()

    def shown(self, text: str) -> str:
        """Return the day as it looks while nobody stands in its cell."""
        found = self.read(text)
        return text if found is None else day_text(found, year=found.year != self._day.year)

    def problem(self, text: str, too_early: str) -> str:
        """Return what is wrong with *text*; *too_early* says so of a day that lies too early."""
        found = self.read(text)
        if found is None:
            said = _("“{text}” is not a day. Type one such as {example}.")
            return said.format(text=text, example=self._day.isoformat())
        return "" if self._fits(found) else too_early

    def _fits(self, day: date) -> bool:
        return day >= self._day if self._same_day else day > self._day


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)
