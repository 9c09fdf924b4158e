"""The month in the calendar page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from typing_extensions import override

from core.i18n import month_text
from desktop.calendar.month_data import MonthData
from desktop.calendar.month_view import MonthView
from desktop.calendar.reading import read_month
from desktop.calendar.visit_days_pane import VisitDaysPane

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage


class MonthPane(VisitDaysPane):
    """Six weeks around `page.month_day`."""

    view: MonthView

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page, MonthView(MonthData(page.month_day, page.today)))
        self.view.month_wanted.connect(page.show_period_of)

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
    def go_to(self, day: date, *, keyboard: bool = False) -> None:
        self.page.show_period_of(day)
        self.view.put_cursor(day, keyboard=keyboard)

    @override
    def bring(self, day: date) -> None:
        if not self.view.layout_now.shows(day):
            self.page.show_period_of(day)
        self.view.show_state.cursor = day

    @override
    def day_in_sight(self) -> date:
        return self.page.month_day

    @override
    def choose(self, visit_id: int | None, day: date | None = None) -> None:
        if day is not None and not self.view.layout_now.shows(day):
            self.page.show_period_of(day)
        self.view.select(visit_id)

    @override
    def corner_of(self, visit_id: int | None) -> QPoint | None:
        rect = self.view.chip_rect(visit_id) if visit_id is not None else None
        if rect is None:
            return None
        at = rect.bottomLeft().toPoint() - QPoint(0, self.view.verticalScrollBar().value())
        return self.view.viewport().mapToGlobal(at)
