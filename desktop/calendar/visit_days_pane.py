"""What month and week have in common in the calendar page: their view, and what its wishes lead to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from typing_extensions import override

from core.visits import Half
from db.queries.calendar import DayRow, VisitRow
from desktop.calendar.day_popup import DayPopup
from desktop.calendar.days_view import VisitDaysView
from desktop.calendar.panes import CalendarPane
from desktop.calendar.place import Place

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage


class VisitDaysPane(CalendarPane):
    """A pane of days in which visits are carried.

    Args:
        page: The calendar.
        view: What it shows.
    """

    view: VisitDaysView

    def __init__(self, page: CalendarPage, view: VisitDaysView) -> None:
        super().__init__(page)
        self.view = self.widget = self.keyed = view
        self._day_popup: DayPopup | None = None
        view.judge = page.moves.judge
        view.can_change = not page.ctx.read_only
        view.new_wanted.connect(page.commands.new)
        view.move_wanted.connect(self._move)
        view.day_wanted.connect(self._open_day)
        view.menu_wanted.connect(page.open_menu)

    @override
    def turn(self, step: int) -> None:
        self.view.turn(step)

    @override
    def cursor(self) -> date:
        return self.view.show_state.cursor

    @override
    def selected(self) -> int | None:
        return self.view.show_state.selected

    @override
    def visit(self, visit_id: int | None) -> VisitRow | None:
        return self.view.data.visit(visit_id)

    @override
    def day_row(self, day: date) -> DayRow | None:
        return self.view.data.days.get(day)

    @override
    def kinds_used(self) -> set[str]:
        return set(self.view.data.counts)

    @property
    @override
    def by_mouse(self) -> bool:
        return self.view.by_mouse

    @override
    def is_carrying(self) -> bool:
        return self.view.carry.is_active()

    @override
    def cancel(self) -> None:
        self.view.carry.cancel()

    def _move(self, visit_id: int, day: date, half: Half) -> None:
        visit = self.view.data.visit(visit_id) or self.view.carry.last_visit(visit_id)
        if visit is not None:
            self.page.moving.place(visit, Place(day, half))

    def _open_day(self, day: date, at: QRect) -> None:
        if self._day_popup is None:
            self._day_popup = DayPopup()
            self._day_popup.picked.connect(self.view.select)
            self._day_popup.opened.connect(self.page.commands.edit)
        self._day_popup.open_at(self.view.viewport(), at, day, self.view.data.on(day))
