"""The week in the calendar page: what it reads, and what its wishes lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QPoint
from typing_extensions import override

from core.i18n import N_, ngettext
from core.visits import Half
from db.queries.calendar import VisitRow, month_extras, visits_between
from db.queries.due_issues import issues_due_between
from db.queries.preparation import readiness_between
from desktop.calendar.board_data import monday_of
from desktop.calendar.board_words import range_text
from desktop.calendar.month_data import VisitFilter
from desktop.calendar.place import Place
from desktop.calendar.visit_days_pane import VisitDaysPane
from desktop.calendar.week_data import DAYS, WeekData, week_data
from desktop.calendar.week_view import WeekView
from desktop.context import AppContext

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage

REMEMBERED: Final = "week"
_DUE: Final = "deadlines"


class WeekPane(VisitDaysPane):
    """Monday to Sunday from `first` on."""

    BEFORE: ClassVar[str] = N_("Previous week")
    AFTER: ClassVar[str] = N_("Next week")

    view: WeekView

    def __init__(self, page: CalendarPage) -> None:
        first = monday_of(page.today)
        super().__init__(page, WeekView(WeekData(first, page.today)))
        self.first = first
        self.shows_due = _kept(page.ctx).get(_DUE) is not False
        view = self.view
        view.invalid_cells = self._invalid_cells
        view.week_wanted.connect(self._show_week_of)
        view.layer_wanted.connect(self.fold_deadlines)
        view.issue_wanted.connect(lambda issue_id: page.ctx.navigate("issues", issue_id=issue_id))

    @override
    def load(self) -> None:
        page = self.page
        data = read_week(page.ctx, self.first, page.today, page.filter)
        page.moves.span = None
        self.view.show_week(replace(data, shows_due=self.shows_due))
        words = ngettext("{n} visit this week", "{n} visits this week", data.total).format(n=data.total)
        page.legend.show_counts(data.counts, data.total, data.done, stretch=words)

    def fold_deadlines(self) -> None:
        """Show the deadlines of issues, or only how many there are; this computer remembers it."""
        self.shows_due = not self.shows_due
        machine = self.page.ctx.machine
        machine.views[REMEMBERED] = {**_kept(self.page.ctx), _DUE: self.shows_due}
        machine.save()
        self.view.show_week(replace(self.view.data, shows_due=self.shows_due))

    @override
    def title(self) -> str:
        return range_text(self.first, self.view.data.last)

    @override
    def go_to(self, day: date, *, keyboard: bool = False) -> None:
        self._show_week_of(day)
        self.view.put_cursor(day, self.view.show_state.band, keyboard=keyboard)

    @override
    def choose(self, visit_id: int | None, day: date | None = None) -> None:
        if day is not None:
            self._show_week_of(day)
        self.view.select(visit_id)

    @override
    def corner_of(self, visit_id: int | None) -> QPoint | None:
        rect = self.view.chip_rect(visit_id)
        return None if rect is None else self.view.viewport().mapToGlobal(rect.bottomLeft().toPoint())

    def _show_week_of(self, day: date) -> None:
        monday = monday_of(day)
        if monday != self.first:
            self.first = monday
            self.load()
            self.page.show_title()

    def _invalid_cells(self, visit: VisitRow) -> Mapping[tuple[date, Half], str]:
        places = [Place(day, half) for day in self.view.data.dates for half in (Half.MORNING, Half.AFTERNOON)]
        found = self.page.moves.invalid_cells(visit, places)
        return {(place.day, place.half): words for place, words in found.items()}


def read_week(ctx: AppContext, monday: date, today: date, wanted: VisitFilter) -> WeekData:
    """Return a week with the visits and deadlines that *wanted* leaves in sight, in one short session."""
    last, calendar, settings = monday + timedelta(DAYS - 1), ctx.calendar, ctx.settings
    with ctx.store.read() as session:
        rows = visits_between(session, monday, last, today=today)
        days = month_extras(session, monday, last, calendar=calendar, reception_rule=settings.reception_rule)
        soon = settings.due_soon_days
        due = issues_due_between(session, monday, last, today=today, calendar=calendar, soon=soon)
        data = week_data(monday, today, rows, days, due, wanted=wanted)
        if last < today:
            return data
        lights = readiness_between(session, monday, last, today=today, calendar=calendar, settings=settings)
    return replace(data, lights=lights)


def _kept(ctx: AppContext) -> dict[str, object]:
    kept = ctx.machine.views.get(REMEMBERED)
    return kept if isinstance(kept, dict) else {}
