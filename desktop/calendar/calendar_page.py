"""The calendar page: header, the view in sight, legend, inspector; it reads rows and passes wishes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import month_text
from core.visits import Half, VisitState
from db.queries.visit_form import visit_choices
from desktop.calendar.agenda_view import AgendaView
from desktop.calendar.day_popup import DayPopup
from desktop.calendar.filter_popup import FilterPopup
from desktop.calendar.header import CalendarHeader
from desktop.calendar.inspector import Inspector
from desktop.calendar.legend import DRAFT, FLAG, MARKET, Legend
from desktop.calendar.month_data import MonthData, VisitFilter
from desktop.calendar.month_view import MonthView
from desktop.calendar.moves import Moves
from desktop.calendar.reading import Stretch, read_detail, read_last_day, read_month, read_stretch
from desktop.calendar.side import Side
from desktop.calendar.views import AGENDA, MONTH
from desktop.calendar.visit_menu import day_menu, visit_menu
from desktop.context import AppContext
from desktop.visits.visit_commands import VisitCommands
from desktop.visits.visit_keys import VisitKeys


class CalendarPage(VisitKeys):
    """Month and agenda over the same visits."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"visit", "visit_agency", "visit_leader", "appointment", "petitioner", "issue", "leader", "township", "village"}
        | {"agency", "market", "setting", "calendar_day", "announced_year", "visit_kind", "absence", "meeting"}
        | {"meeting_attendee", "backup_pair"}
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self.today = ctx.today()
        self.month_day = self.today.replace(day=1)
        self.filter = VisitFilter()
        self.moves = Moves(ctx)
        self.commands = VisitCommands(ctx, self, self.moves)
        self.header = CalendarHeader()
        self.month = MonthView(MonthData(self.month_day, self.today))
        self.agenda = AgendaView(self.today)
        self.legend = Legend(ctx.kinds)
        self.inspector = Inspector()
        self.side = Side(ctx, self.inspector, self.month)
        self._filter_popup: FilterPopup | None = None
        self._day_popup: DayPopup | None = None
        self._offered = False
        self._build()
        self._connect_views()
        self._connect_inspector()

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

    def _connect_inspector(self) -> None:
        inspector = self.inspector
        inspector.print_wanted.connect(self.commands.print_sheet)
        inspector.done_wanted.connect(self.commands.mark_done)
        inspector.postpone_wanted.connect(self.commands.postpone)
        inspector.restore_wanted.connect(self.commands.restore)
        inspector.answer_wanted.connect(self.commands.heard_from)
        inspector.new_wanted.connect(lambda day: self.commands.new(day, Half.MORNING))
        inspector.issue_wanted.connect(lambda issue: self.ctx.navigate("issues", issue_id=issue))
        inspector.visit_wanted.connect(self.show_visit)

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

    @override
    def reload(self, tables: frozenset[str]) -> None:
        self.moves.forget()
        if "visit_kind" in tables:
            self.legend.show_kinds(self.ctx.kinds)
        self._load()
        self.side.reload()

    @override
    def go(self, **target: Any) -> None:
        """Show what is named: `visit_id=`, `edit_visit=`, `day=`, `new_visit_on=` a day, `new_visit_to=` a township."""
        if (visit_id := target.get("edit_visit") or target.get("visit_id")) is not None:
            detail = read_detail(self.ctx, visit_id, self.today)
            if detail is not None:
                self.show_visit(visit_id, detail.day)
            if target.get("edit_visit") is not None:
                self.commands.edit(visit_id)
        elif "new_visit_on" in target or "new_visit_to" in target:
            day = target.get("new_visit_on") or self.today
            self.commands.new(day, Half.MORNING, township_id=target.get("new_visit_to"))
        elif (day := target.get("day")) is not None:
            self._show_month_of(day)
            self.month.put_cursor(day, keyboard=False)

    @override
    def panes(self) -> list[QWidget]:
        return [self._view(), self.inspector]

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

    # Filters

    def open_filter(self) -> None:
        """Open the filter: Ctrl+F."""
        self.header.show_filter(self.filter.count)  # a click has switched the button meanwhile
        if self._filter_popup is None:
            self._filter_popup = FilterPopup()
            self._filter_popup.changed.connect(self.set_filter)
        with self.ctx.store.read() as session:
            choices = visit_choices(session, on=self.today)
        self._filter_popup.open_for(self.header.filter_button, self.filter, choices, self.ctx.kinds)

    def set_filter(self, wanted: VisitFilter) -> None:
        """Leave only some visits in sight."""
        self.filter = wanted
        self._load()

    def _on_legend(self, key: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if key == FLAG:
            self.set_filter(replace(self.filter, overdue_only=on))
        elif key == MARKET:
            self.set_filter(replace(self.filter, market_only=on))
        elif key == DRAFT:
            self.set_filter(replace(self.filter, states=frozenset({VisitState.DRAFT}) if on else frozenset()))
        else:
            self.set_filter(replace(self.filter, kinds=self.filter.kinds | {key} if on else self.filter.kinds - {key}))

    def _show_filter(self) -> None:
        wanted = self.filter
        marks = (
            (FLAG, wanted.overdue_only),
            (MARKET, wanted.market_only),
            (DRAFT, wanted.states == {VisitState.DRAFT}),
        )
        self.legend.show_filter({*wanted.kinds, *(key for key, on in marks if on)})
        self.header.show_filter(wanted.count)

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

    def new_visit(self) -> None:
        """Plan a visit on the day under the cursor: N."""
        cursor = self.month.show_state.cursor
        day = cursor if self.month.layout_now.shows(cursor) else self.today
        self.commands.new(max(day, self.today), Half.MORNING)
