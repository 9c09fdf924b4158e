"""The calendar's views, in the order of the segments.

A further view is one line in VIEWS, its number key in desktop/actions.py, and a module with a CalendarPane that
holds the widget: see `panes.py` for what the page asks of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from core.i18n import N_

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage
    from desktop.calendar.panes import CalendarPane


@dataclass(frozen=True, slots=True)
class ViewEntry:
    """One segment of the header.

    Attributes:
        key: Never renamed: this computer remembers it.
        title: A msgid.
        factory: `module:Class` of its CalendarPane, made when it is first shown.
    """

    key: str
    title: str
    factory: str

    def make(self, page: CalendarPage) -> CalendarPane:
        """Return a new pane for *page*."""
        module, name = self.factory.split(":")
        return cast("CalendarPane", getattr(import_module(module), name)(page))


MONTH: Final = "month"
WEEK: Final = "week"
BOARD: Final = "board"
AGENDA: Final = "agenda"
YEAR: Final = "year"
VIEWS: Final = (
    ViewEntry(MONTH, N_("Month"), "desktop.calendar.month_pane:MonthPane"),
    ViewEntry(WEEK, N_("Week"), "desktop.calendar.week_pane:WeekPane"),
    ViewEntry(BOARD, N_("Board"), "desktop.calendar.board_pane:BoardPane"),
    ViewEntry(AGENDA, N_("Agenda"), "desktop.calendar.agenda_pane:AgendaPane"),
    ViewEntry(YEAR, N_("Year"), "desktop.calendar.year_pane:YearPane"),
)


def view_of(key: str) -> ViewEntry:
    """Return a view by its key; the month where there is no such view."""
    return next((entry for entry in VIEWS if entry.key == key), VIEWS[0])
