"""The month in the calendar page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from typing_extensions import override

from core.i18n import month_text
from core.visits import Half
from db.queries.calendar import DayRow, VisitRow
from desktop.calendar.day_popup import DayPopup
from desktop.calendar.month_data import MonthData
from desktop.calendar.month_view import MonthView
from desktop.calendar.panes import CalendarPane
from desktop.calendar.place import Place
from desktop.calendar.reading import read_month

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage


class MonthPane(CalendarPane):
    """Six weeks around `page.month_day`."""

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self.view = self.widget = self.keyed = MonthView(MonthData(page.month_day, page.today))
        self._day_popup: DayPopup | None = None
        view = self.view
        view.judge = page.moves.judge
        view.can_change = not page.ctx.read_only
        view.month_wanted.connect(page.show_period_of)
        view.new_wanted.connect(page.commands.new)
        view.move_wanted.connect(self._move)
        view.day_wanted.connect(self._open_day)
        view.menu_wanted.connect(page.open_menu)

    @override
    def load(self) -> None:
        page = self.page
        data = read_month(page.ctx, page.month_day, page.today, page.filter)
        self.view.show_month(data)
        page.moves.span = None
        page.legend.show_counts(data.counts, data.total, data.done)

    @override
    def title(self) -> str:
        return month_text(self.page.month_day)

    @override
    def turn(self, step: int) -> None:
        self.view.turn(step)

    @override
    def go_to(self, day: date, *, keyboard: bool = False) -> None:
        self.page.show_period_of(day)
        self.view.put_cursor(day, keyboard=keyboard)

    @override
    def bring(self, day: date) -> None:
        if not self.view.layout_now.shows(day):
            self.page.show_period_of(day)
        self.view.show_state.cursor = day

    @override
    def cursor(self) -> date:
        return self.view.show_state.cursor

    @override
    def day_in_sight(self) -> date:
        return self.page.month_day

    @override
    def selected(self) -> int | None:
        return self.view.show_state.selected

    @override
    def choose(self, visit_id: int | None, day: date | None = None) -> None:
        if day is not None and not self.view.layout_now.shows(day):
            self.page.show_period_of(day)
        self.view.select(visit_id)

    @override
    def visit(self, visit_id: int | None) -> VisitRow | None:
        return self.view.data.visit(visit_id)

    @override
    def day_row(self, day: date) -> DayRow | None:
        return self.view.data.days.get(day)

    @override
    def corner_of(self, visit_id: int | None) -> QPoint | None:
        rect = self.view.chip_rect(visit_id) if visit_id is not None else None
        if rect is None:
            return None
        at = rect.bottomLeft().toPoint() - QPoint(0, self.view.verticalScrollBar().value())
        return self.view.viewport().mapToGlobal(at)

    @override
    def kinds_used(self) -> set[str]:
        return set(self.view.data.counts)

    @property
    @override
    def by_mouse(self) -> bool:
        return self.view.by_mouse

    @override
    def is_carrying(self) -> bool:
        return self.view.drag.is_active()

    @override
    def cancel(self) -> None:
        self.view.drag.cancel()

    def _move(self, visit_id: int, day: date, half: Half) -> None:
        visit = self.view.data.visit(visit_id) or self.view.drag.last_visit(visit_id)
        if visit is not None:
            self.page.moving.place(visit, Place(day, half))

    def _open_day(self, day: date, at: QRect) -> None:
        if self._day_popup is None:
            self._day_popup = DayPopup()
            self._day_popup.picked.connect(self.view.select)
            self._day_popup.opened.connect(self.page.commands.edit)
        self._day_popup.open_at(self.view.viewport(), at, day, self.view.data.on(day))
