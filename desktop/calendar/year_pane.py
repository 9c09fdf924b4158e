"""The year in the calendar page: it reads the year in sight only, and a click leads to its week."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, ngettext
from db.queries.board import board_townships
from db.queries.calendar import DayRow, VisitRow, month_extras, visit_reach, visits_between
from desktop.calendar.board_data import BoardKey
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.panes import CalendarPane
from desktop.calendar.views import BOARD, WEEK
from desktop.calendar.year_bar import YearBar
from desktop.calendar.year_data import YearData, weeks_of, year_data
from desktop.calendar.year_view import YearView
from desktop.calendar.year_words import year_text
from desktop.context import AppContext

if TYPE_CHECKING:
    from desktop.calendar.board_pane import BoardPane
    from desktop.calendar.calendar_page import CalendarPage


class YearPane(CalendarPane):
    """The weeks of `year` by township."""

    BEFORE: ClassVar[str] = N_("Previous year")
    AFTER: ClassVar[str] = N_("Next year")
    OPENS_DETAILS: ClassVar[bool] = False

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self.year = page.today.isocalendar().year
        self.view = self.keyed = YearView(YearData(self.year, page.today))
        self.bar = YearBar()
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        self.view.year_wanted.connect(self._show_year)
        self.view.week_wanted.connect(self._go_to_week)
        self.view.board_wanted.connect(self._go_to_board)
        self.view.menu_wanted.connect(page.open_menu)

    @override
    def load(self) -> None:
        page = self.page
        data = read_year(page.ctx, self.year, page.today, page.filter)
        page.moves.span = None
        self.view.show_year(data)
        self.bar.show_limit(page.ctx.settings.visit_interval_days)
        words = ngettext("{n} visit this year", "{n} visits this year", data.total).format(n=data.total)
        page.legend.show_counts(data.counts, data.total, data.done, stretch=words, marks=False)

    @override
    def title(self) -> str:
        return year_text(self.year)

    @override
    def turn(self, step: int) -> None:
        self.view.turn(step)

    @override
    def go_to(self, day: date, *, keyboard: bool = False) -> None:
        self._show_year(day.isocalendar().year)
        self.view.put_cursor(self.view.show_state.row, self.view.data.week_of(day), keyboard=keyboard)

    @override
    def cursor(self) -> date:
        return self.view.cursor_day()

    @override
    def selected(self) -> int | None:
        return self.view.show_state.selected

    @override
    def choose(self, visit_id: int | None, day: date | None = None) -> None:
        if day is not None:
            self._show_year(day.isocalendar().year)
        self.view.select(visit_id)

    @override
    def visit(self, visit_id: int | None) -> VisitRow | None:
        return self.view.data.visit(visit_id)

    @override
    def day_row(self, day: date) -> DayRow | None:
        ctx = self.page.ctx
        with ctx.store.read() as session:
            rule = ctx.settings.reception_rule
            return month_extras(session, day, day, calendar=ctx.calendar, reception_rule=rule).get(day)

    @override
    def corner_of(self, visit_id: int | None) -> QPoint | None:
        if visit_id is None or visit_id != self.selected():
            return None
        cell = self.view.cell_rect(self.view.show_state.row, self.view.show_state.week)
        return self.view.viewport().mapToGlobal(cell.bottomLeft().toPoint())

    @override
    def kinds_used(self) -> set[str]:
        return set(self.view.data.counts)

    def _show_year(self, year: int) -> None:
        if year != self.year:
            self.year = year
            self.load()
            self.page.show_title()

    def _go_to_week(self, monday: date, visit_id: int | None) -> None:
        page = self.page
        page.show_view(WEEK)
        if visit_id is None:
            page.pane.go_to(monday)
        else:
            page.pane.choose(visit_id, monday)

    def _go_to_board(self, monday: date, township_id: int) -> None:
        page = self.page
        page.show_view(BOARD)
        board = cast("BoardPane", page.pane)
        board.go_to(monday)
        if board.key is not BoardKey.TOWNSHIP:
            board.show_rows(BoardKey.TOWNSHIP)
        cell = board.view.data.place(township_id, monday, board.view.show_state.cursor.half)
        board.view.put_cursor(cell)


def read_year(ctx: AppContext, year: int, today: date, wanted: VisitFilter) -> YearData:
    """Return a year with the visits that *wanted* leaves in sight; nothing of other years is read."""
    first, last = date.fromisocalendar(year, 1, 1), date.fromisocalendar(year, weeks_of(year), 7)
    with ctx.store.read() as session:
        visits = visits_between(session, first, last, today=today)
        days = month_extras(session, first, last, calendar=ctx.calendar) if wanted.market_only else {}
        interval = ctx.settings.visit_interval_days
        reach = visit_reach(session)
        townships = board_townships(session, first, today=today, default_interval=interval)
    shown = [visit for visit in visits if wanted.shows(visit, days.get(visit.day))]
    rows = [town for town in townships if not wanted.townships or town.id in wanted.townships]
    return year_data(year, today, visits=visits, shown=shown, townships=rows, since=reach[0] if reach else None)
