"""What the calendar page asks of a view: month, board, agenda, and whatever comes later.

A pane holds the widget, connects its wishes to the page, and reads what it shows. Its widget has at least the
signals `selected(object)`, `open_wanted(int)` and `closed()`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from core.i18n import N_
from db.queries.calendar import DayRow, VisitRow

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage


class CalendarPane(QObject):
    """One view in the page; subclasses build `widget` in `__init__` and answer the rest.

    Attributes:
        BEFORE, AFTER: Msgids: what turning the page means.
        HAS_LEGEND: The bar of kinds stands below it.
        OPENS_DETAILS: A visit chosen brings the inspector up by itself.
        widget: What is shown.
        keyed: What takes the keys.
    """

    BEFORE: ClassVar[str] = N_("Previous month")
    AFTER: ClassVar[str] = N_("Next month")
    HAS_LEGEND: ClassVar[bool] = True
    OPENS_DETAILS: ClassVar[bool] = True
    widget: QWidget
    keyed: QWidget

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self.page = page

    def load(self) -> None:
        """Read what is in sight and show it, with title and counts."""
        raise NotImplementedError

    def title(self) -> str:
        """Return the words of the header."""
        raise NotImplementedError

    def turn(self, step: int) -> None:
        """Show what lies before or after."""
        raise NotImplementedError

    def go_to(self, day: date, *, keyboard: bool = False) -> None:
        """Bring a day into sight and put the cursor there."""
        raise NotImplementedError

    def bring(self, day: date) -> None:
        """Bring a day into sight when the view comes up; nothing is chosen by it."""
        self.go_to(day)

    def cursor(self) -> date:
        """Return the day that the next command is about."""
        raise NotImplementedError

    def day_in_sight(self) -> date:
        """Return a day of the period that the header names: what publishing begins with."""
        return self.cursor()

    def selected(self) -> int | None:
        """Return the visit chosen."""
        raise NotImplementedError

    def choose(self, visit_id: int | None, day: date | None = None) -> None:
        """Choose a visit, brought into sight by its day, or none."""
        raise NotImplementedError

    def visit(self, visit_id: int | None) -> VisitRow | None:
        """Return a visit that was read."""
        raise NotImplementedError

    def day_row(self, day: date) -> DayRow | None:
        """Return what is special about a day, None where it was not read."""
        raise NotImplementedError

    def corner_of(self, visit_id: int | None) -> QPoint | None:  # noqa: ARG002 - for the views that have places
        """Return where on the screen a menu about a visit opens, None where it has no place in sight."""
        return None

    def further(self) -> list[QWidget]:
        """Return what F6 goes to after the view itself."""
        return []

    def kinds_used(self) -> set[str]:
        """Return the kinds of visit in sight."""
        return set()

    @property
    def by_mouse(self) -> bool:
        """Whether the visit chosen was just clicked."""
        return False

    def is_carrying(self) -> bool:
        """Whether something is lifted."""
        return False

    def cancel(self) -> None:
        """Let go of what is carried before another view comes."""
