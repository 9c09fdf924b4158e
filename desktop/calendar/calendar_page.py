"""The calendar page: header, the view in sight, legend, inspector; it reads rows and passes wishes on."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, cast

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import Half
from desktop.calendar.agenda_pane import AgendaPane
from desktop.calendar.agenda_view import AgendaView
from desktop.calendar.board_actions import BoardActions
from desktop.calendar.board_commands import BoardCommands
from desktop.calendar.header import CalendarHeader
from desktop.calendar.inspector import Inspector
from desktop.calendar.inspector_wishes import connect_wishes
from desktop.calendar.legend import Legend
from desktop.calendar.month_pane import MonthPane
from desktop.calendar.month_view import MonthView
from desktop.calendar.moves import Moves
from desktop.calendar.panes import CalendarPane
from desktop.calendar.place import Place
from desktop.calendar.reading import read_detail
from desktop.calendar.side import Side
from desktop.calendar.views import AGENDA, MONTH, view_of
from desktop.calendar.visit_menu import day_menu, visit_menu
from desktop.context import AppContext
from desktop.visits.requests.dock import TABLES as REQUEST_TABLES
from desktop.visits.requests.dock import RequestDock
from desktop.visits.visit_commands import VisitCommands


class CalendarPage(BoardActions):
    """The views of VIEWS over the same visits."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"visit", "visit_agency", "visit_leader", "appointment", "petitioner", "issue", "leader", "township", "village"}
        | {"agency", "market", "setting", "calendar_day", "announced_year", "visit_kind", "absence", "meeting"}
        | {"meeting_attendee", "backup_pair", "preparation_step", "visit_template", "visit_record", "printed_document"}
        | {"itinerary_stop", "farm_season", "closure", "quota", "rule_override", "plan_release", "township_interval"}
        | {"saved_filter", "promise"}
        | REQUEST_TABLES
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self.today = ctx.today()
        self.month_day = self.today.replace(day=1)
        self.moves = Moves(ctx)
        self.commands = VisitCommands(ctx, self, self.moves)
        self.moving = BoardCommands(ctx, self, self.moves)
        self.header, self.legend, self.inspector = CalendarHeader(), Legend(ctx.kinds), Inspector()
        self.views = QStackedWidget()
        self._panes: dict[str, CalendarPane] = {}
        self.side = Side(ctx, self.inspector, self)
        self.pane = self.pane_of(MONTH)
        self.requests = RequestDock(ctx, self)
        self._offered = False
        self._build()
        self._connect()
        connect_wishes(self.inspector, ctx, self.commands)

    @property
    def month(self) -> MonthView:
        """The month's view."""
        return cast("MonthPane", self.pane_of(MONTH)).view

    @property
    def agenda(self) -> AgendaView:
        """The agenda's view."""
        return cast("AgendaPane", self.pane_of(AGENDA)).view

    def pane_of(self, key: str) -> CalendarPane:
        """Return a view's pane, made when it is first asked for."""
        if key not in self._panes:
            pane = self._panes[key] = view_of(key).make(self)
            self.views.addWidget(pane.widget)
            view = cast("Any", pane.keyed)
            view.selected.connect(self.side.show_choice)
            view.open_wanted.connect(self.commands.edit)
            view.closed.connect(self.hide_inspector)
        return self._panes[key]

    def _build(self) -> None:
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

    def _connect(self) -> None:
        header = self.header
        header.before.clicked.connect(lambda: self.pane.turn(-1))
        header.after.clicked.connect(lambda: self.pane.turn(1))
        header.now.clicked.connect(self.go_today)
        header.segments.chosen.connect(self.show_view)
        header.filter_button.clicked.connect(self.open_filter)
        header.publish_button.clicked.connect(lambda: self.open_release_menu(header.publish_button))
        header.rota_button.clicked.connect(self.plan_rota)
        header.new_button.clicked.connect(self.new_visit)
        header.new_button.setEnabled(not self.ctx.read_only)
        self.legend.filtered.connect(self.filter_by_kind)
        self.inspector.visit_wanted.connect(self.show_visit)
        self.commands.show_new = lambda visit_id: QTimer.singleShot(0, self, lambda: self._show_new(visit_id))
        self.moving.moved = self._after_move
        self.moving.refused = lambda: self.reload(self.TABLES)

    # Page

    @override
    def shown(self, today: date) -> None:
        if today != self.today and self.month_day == self.today.replace(day=1):
            self.month_day = today.replace(day=1)
        self.today = today
        self.reload(self.TABLES)
        self.pane.keyed.setFocus()
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
        line describes it; `requests=` an id or True lists what waits to be placed; `view=` a key of VIEWS;
        `township_id=` leaves only the visits there in sight.
        """
        if (view := target.get("view")) is not None:
            self.show_view(view)
        if (township_id := target.get("township_id")) is not None:
            self.filter_by_township(township_id)
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
            self.pane.go_to(day)

    @override
    def panes(self) -> list[QWidget]:
        beside = self.requests.panel if self.requests.is_open() else self.inspector
        return [self.pane.keyed, *self.pane.further(), beside]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.window())

    # Reading

    @override
    def _load(self) -> None:
        self.pane.load()
        self.show_title()
        self._show_filter()

    def show_title(self) -> None:
        """Say in the header what is in sight."""
        self.header.title.setText(self.pane.title())
        self.header.show_turning(_(self.pane.BEFORE), _(self.pane.AFTER))

    # Going about

    @override
    def selected(self) -> int | None:
        return self.pane.selected()

    def show_visit(self, visit_id: int, day: date) -> None:
        """Bring a visit into sight and choose it."""
        self.pane.choose(visit_id, day)
        if self.pane.selected() != visit_id:  # filtered away, or called off
            self.side.show_choice(visit_id)

    def _show_new(self, visit_id: int) -> None:
        """Choose a visit just planned, once its editor is gone: one sees what was saved, and can prepare it."""
        self.go(visit_id=visit_id)
        self.requests.visit_planned()

    def _after_move(self, visit_id: int) -> None:
        """Choose a visit where it stands now."""
        detail = read_detail(self.ctx, visit_id, self.today)
        if detail is not None:
            self.show_visit(visit_id, detail.day)
            self.pane.keyed.setFocus()

    def go_today(self) -> None:
        """Show today: T."""
        self.pane.go_to(self.today, keyboard=self.pane.keyed.hasFocus())

    def show_view(self, key: str) -> None:
        """Show another view of the same days."""
        pane, day = self.pane_of(key), self.pane.cursor()
        if pane is not self.pane:
            self.pane.cancel()
            chosen, self.pane = self.pane.selected(), pane
            if not pane.OPENS_DETAILS:
                self.side.put_away()
            self.legend.setVisible(pane.HAS_LEGEND)
            self.views.setCurrentWidget(pane.widget)
            self._load()
            pane.bring(day)
            if chosen is not None and pane.visit(chosen) is not None:
                pane.choose(chosen)
        self.header.segments.choose(key)
        pane.keyed.setFocus()

    def hide_inspector(self) -> None:
        """Put the details away and choose nothing."""
        self.side.put_away()
        self.pane.choose(None)

    def toggle_inspector(self) -> None:
        """Show or hide the details: I."""
        self.requests.close()
        self.side.toggle(self.selected())

    def show_period_of(self, day: date) -> None:
        """Show the month of *day*."""
        if day.replace(day=1) != self.month_day:
            self.month_day = day.replace(day=1)
            self._load()

    # Menus and popups

    def open_menu(self, visit_id: int | None, day: date, at: QPoint, *, place: Place | None = None) -> None:
        """Open what can be done with a visit, or on a bare day; *place* names the row of a board."""
        visit = self.pane.visit(visit_id)
        if visit is not None:
            menu = visit_menu(self.commands, visit, self, self.rearranging(at))
        else:
            leader, township = (place.leader_id, place.township_id) if place is not None else (None, None)
            menu = day_menu(self.commands, day, self, leader_id=leader, township_id=township)
        menu.popup(at)

    # Commands of desktop/actions.py

    def show_requests(self) -> None:
        """List what waits to be placed, or put the list away: U."""
        self.requests.toggle()

    def request_wish(self, wish: str) -> None:
        """Carry out a command of the palette that concerns requests."""
        self.requests.wish(wish)

    def new_visit(self) -> None:
        """Plan a visit on the day under the cursor: N."""
        self.commands.new(max(self.pane.cursor(), self.today), Half.MORNING)
