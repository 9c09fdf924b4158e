"""The calendar page: header, the view in sight, legend, inspector; it reads rows and passes wishes on."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, QRect, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import month_text
from core.visits import Half
from desktop.calendar.agenda_view import AgendaView
from desktop.calendar.day_popup import DayPopup
from desktop.calendar.filtering import FilteredPage
from desktop.calendar.header import CalendarHeader
from desktop.calendar.inspector import Inspector
from desktop.calendar.inspector_wishes import connect_wishes
from desktop.calendar.legend import Legend
from desktop.calendar.month_data import MonthData
from desktop.calendar.month_view import MonthView
from desktop.calendar.moves import Moves
from desktop.calendar.reading import Stretch, read_detail, read_last_day, read_month, read_stretch
from desktop.calendar.side import Side
from desktop.calendar.views import AGENDA, MONTH
from desktop.calendar.visit_menu import day_menu, visit_menu
from desktop.context import AppContext
from desktop.visits.requests.dock import TABLES as REQUEST_TABLES
from desktop.visits.requests.dock import RequestDock
from desktop.visits.visit_commands import VisitCommands


class CalendarPage(FilteredPage):
    """Month and agenda over the same visits."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"visit", "visit_agency", "visit_leader", "appointment", "petitioner", "issue", "leader", "township", "village"}
        | {"agency", "market", "setting", "calendar_day", "announced_year", "visit_kind", "absence", "meeting"}
        | {"meeting_attendee", "backup_pair", "preparation_step", "visit_template", "visit_record", "printed_document"}
        | {"itinerary_stop", "farm_season"}
        | REQUEST_TABLES
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self.today = ctx.today()
        self.month_day = self.today.replace(day=1)
        self.moves = Moves(ctx)
        self.commands = VisitCommands(ctx, self, self.moves)
        self.header = CalendarHeader()
        self.month = MonthView(MonthData(self.month_day, self.today))
        self.agenda = AgendaView(self.today)
        self.legend = Legend(ctx.kinds)
        self.inspector = Inspector()
        self.side = Side(ctx, self.inspector, self.month)
        self.requests = RequestDock(ctx, self)
        self._day_popup: DayPopup | None = None
        self._offered = False
        self._build()
        self._connect_views()
        connect_wishes(self.inspector, ctx, self.commands)

    def _build(self) -> None:
        self.views = QStackedWidget()
        self.views.addWidget(self.month)
        self.views.addWidget(self.agenda)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.views, 1)
        left.addWidget(self.legend)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(left, 1)
        body.addWidget(self.inspector)
        body.addWidget(self.requests.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(body, 1)

    def _connect_views(self) -> None:
        header = self.header
        header.before.clicked.connect(lambda: self.month.turn(-1))
        header.after.clicked.connect(lambda: self.month.turn(1))
        header.now.clicked.connect(self.go_today)
        header.segments.chosen.connect(self.show_view)
        header.filter_button.clicked.connect(self.open_filter)
        header.new_button.clicked.connect(self.new_visit)
        header.new_button.setEnabled(not self.ctx.read_only)
        self.legend.filtered.connect(self._on_legend)
        self.month.judge = self.moves.judge
        self.month.can_change = not self.ctx.read_only
        self.month.month_wanted.connect(self._show_month_of)
        self.month.new_wanted.connect(self.commands.new)
        self.month.move_wanted.connect(self._move)
        self.month.day_wanted.connect(self._open_day)
        for view in (self.month, self.agenda):
            view.selected.connect(self.side.show_choice)
            view.open_wanted.connect(self.commands.edit)
            view.menu_wanted.connect(self._open_menu)
            view.closed.connect(self.hide_inspector)
        self.inspector.visit_wanted.connect(self.show_visit)
        self.commands.show_new = lambda visit_id: QTimer.singleShot(0, self, lambda: self._show_new(visit_id))

    # Page

    @override
    def shown(self, today: date) -> None:
        if today != self.today and self.month_day == self.today.replace(day=1):
            self.month_day = today.replace(day=1)
        self.today = today
        self.reload(self.TABLES)
        self._view().setFocus()
        if not self._offered:
            self._offered = True
            self.commands.offer_unsaved()
            self.requests.commands.offer_unsaved()

    @override
    def reload(self, tables: frozenset[str]) -> None:
        self.moves.forget()
        if "visit_kind" in tables:
            self.legend.show_kinds(self.ctx.kinds)
        self._load()
        self.side.reload()
        self.requests.reload()

    @override
    def go(self, **target: Any) -> None:
        """Show what is named, or begin a visit.

        `visit_id=`, `edit_visit=`, `day=`; `new_visit_on=` a day, `new_visit_to=` a township, `new_visit_line=` as a
        line describes it; `requests=` an id or True lists what waits to be placed.
        """
        if (visit_id := target.get("edit_visit") or target.get("visit_id")) is not None:
            detail = read_detail(self.ctx, visit_id, self.today)
            if detail is not None:
                self.show_visit(visit_id, detail.day)
            if target.get("edit_visit") is not None:
                self.commands.edit(visit_id)
        elif (wanted := target.get("requests")) is not None:
            self.requests.open(None if wanted is True else wanted)
        elif (line := target.get("new_visit_line")) is not None:
            self.commands.new_from_line(line, self.today)
        elif "new_visit_on" in target or "new_visit_to" in target:
            day = target.get("new_visit_on") or self.today
            self.commands.new(day, Half.MORNING, township_id=target.get("new_visit_to"))
        elif (day := target.get("day")) is not None:
            self._show_month_of(day)
            self.month.put_cursor(day, keyboard=False)

    @override
    def panes(self) -> list[QWidget]:
        return [self._view(), self.requests.panel if self.requests.is_open() else self.inspector]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.window())

    # Reading

    def _load(self) -> None:
        data = read_month(self.ctx, self.month_day, self.today, self.filter)
        self.month.show_month(data)
        self.header.title.setText(month_text(self.month_day))
        self.legend.show_counts(data.counts, data.total, data.done)
        self._show_filter()
        if self._view() is self.agenda:
            last, keep = read_last_day(self.ctx), self.side.visit_id()
            self.agenda.show_from(self.month_day, last, self._stretch, self.today, keep=keep)

    def _stretch(self, first: date, last: date) -> Stretch:
        return read_stretch(self.ctx, first, last, self.today, self.filter)

    # Going about

    def selected(self) -> int | None:
        """Return the visit chosen in the view in sight."""
        return self.month.show_state.selected if self._view() is self.month else self.side.visit_id()

    def show_visit(self, visit_id: int, day: date) -> None:
        """Bring a visit into sight and choose it."""
        if not self.month.layout_now.shows(day):
            self._show_month_of(day)
        self.month.select(visit_id)
        self.agenda.choose(visit_id)
        if self.month.show_state.selected != visit_id:  # filtered away, or called off
            self.side.show_choice(visit_id)

    def _show_new(self, visit_id: int) -> None:
        """Choose a visit just planned, once its editor is gone: one sees what was saved, and can prepare it."""
        self.go(visit_id=visit_id)
        self.requests.visit_planned()

    def go_today(self) -> None:
        """Show today: T."""
        self._show_month_of(self.today)
        self.month.put_cursor(self.today, keyboard=self.month.hasFocus())

    def show_view(self, key: str) -> None:
        """Show the month or the agenda."""
        self.header.segments.choose(key)
        self.views.setCurrentWidget(self._view())
        if key == AGENDA:
            self._load()
        self._view().setFocus()

    def hide_inspector(self) -> None:
        """Put the details away and choose nothing."""
        self.side.put_away()
        self.month.select(None)

    def toggle_inspector(self) -> None:
        """Show or hide the details: I."""
        self.requests.close()
        self.side.toggle(self.selected())

    def _view(self) -> MonthView | AgendaView:
        return self.month if self.header.segments.current() == MONTH else self.agenda

    def _show_month_of(self, day: date) -> None:
        if day.replace(day=1) != self.month_day:
            self.month_day = day.replace(day=1)
            self._load()

    def _move(self, visit_id: int, day: date, half: Half) -> None:
        visit = self.month.data.visit(visit_id) or self.month.drag.last_visit(visit_id)
        if visit is not None and self.commands.move(visit, day, half):
            self.show_visit(visit_id, day)
            self.month.setFocus()

    # Menus and popups

    def _open_menu(self, visit_id: int | None, day: date, at: QPoint) -> None:
        visit = self.month.data.visit(visit_id) or self.agenda.rows.visit(visit_id)
        menu = visit_menu(self.commands, visit, self) if visit else day_menu(self.commands, day, self)
        menu.popup(at)

    def _open_day(self, day: date, at: QRect) -> None:
        if self._day_popup is None:
            self._day_popup = DayPopup()
            self._day_popup.picked.connect(self.month.select)
            self._day_popup.opened.connect(self.commands.edit)
        self._day_popup.open_at(self.month.viewport(), at, day, self.month.data.on(day))

    # Commands of desktop/actions.py

    def show_requests(self) -> None:
        """List what waits to be placed, or put the list away: U."""
        self.requests.toggle()

    def request_wish(self, wish: str) -> None:
        """Carry out a command of the palette that concerns requests."""
        self.requests.wish(wish)

    def new_visit(self) -> None:
        """Plan a visit on the day under the cursor: N."""
        cursor = self.month.show_state.cursor
        day = cursor if self.month.layout_now.shows(cursor) else self.today
        self.commands.new(max(day, self.today), Half.MORNING)
