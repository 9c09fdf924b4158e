"""The agenda in the calendar page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from typing_extensions import override

from core.i18n import month_text
from db.queries.calendar import DayRow, VisitRow
from desktop.calendar.agenda_view import AgendaView
from desktop.calendar.panes import CalendarPane
from desktop.calendar.reading import Stretch, read_month, read_reach, read_stretch

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage


class AgendaPane(CalendarPane):
    """All visits as one list around `page.month_day`, which follows what is at the upper edge."""

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self.view = self.widget = self.keyed = AgendaView(page.today)
        self.view.menu_wanted.connect(page.open_menu)
        self.view.reached.connect(self._follow)
        self._cursor = page.month_day
        self._month: date | None = None
        self._count_soon = QTimer(self, singleShot=True, interval=120)
        self._count_soon.timeout.connect(self._count)

    @override
    def load(self) -> None:
        page = self.page
        self._count()
        page.moves.span = None
        reach, anew = read_reach(page.ctx), self._month != page.month_day
        self._month = page.month_day
        keep = page.side.visit_id()
        self.view.show_from(page.month_day, reach, self.stretch, page.today, keep=keep, anew=anew)

    def _count(self) -> None:
        """Count the month for the legend."""
        page = self.page
        if page.pane is not self and self._month is not None:
            return
        month = read_month(page.ctx, page.month_day, page.today, page.filter)
        page.legend.show_counts(month.counts, month.total, month.done)

    def _follow(self, day: date) -> None:
        """Let header and legend say the month that was scrolled to."""
        page = self.page
        if page.pane is self and day.replace(day=1) != page.month_day:
            page.month_day = self._month = day.replace(day=1)
            self._cursor = day
            page.show_title()
            self._count_soon.start()

    def stretch(self, first: date, last: date) -> Stretch:
        """Return the visits of some days that the filter leaves in sight."""
        return read_stretch(self.page.ctx, first, last, self.page.today, self.page.filter)

    @override
    def title(self) -> str:
        return month_text(self.page.month_day)

    @override
    def turn(self, step: int) -> None:
        month = self.page.month_day
        year, at = divmod(month.year * 12 + month.month - 1 + step, 12)
        if 1950 <= year <= 2100:
            self.page.show_period_of(date(year, at + 1, 1))

    @override
    def go_to(self, day: date, *, keyboard: bool = False) -> None:
        self.page.show_period_of(day)
        self._cursor = day
        self.view.show_day(day)

    @override
    def cursor(self) -> date:
        chosen = self.view.rows.visit(self.selected())
        return self._cursor if chosen is None else chosen.day

    @override
    def day_in_sight(self) -> date:
        return self.page.month_day

    @override
    def selected(self) -> int | None:
        return self.page.side.visit_id()

    @override
    def choose(self, visit_id: int | None, day: date | None = None) -> None:
        if day is not None and self.view.rows.row_of(visit_id) is None:
            self.page.show_period_of(day)
        self.view.choose(visit_id)

    @override
    def visit(self, visit_id: int | None) -> VisitRow | None:
        return self.view.rows.visit(visit_id)

    @override
    def day_row(self, day: date) -> DayRow | None:
        return self.stretch(day, day)[1].get(day)
