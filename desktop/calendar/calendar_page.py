"""The calendar page: header, the view in sight, legend, inspector; it reads rows and passes wishes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, month_text
from core.visits import Half, VisitState
from db.queries.calendar import VisitRow, month_extras, visit_reach, visits_between
from db.queries.visit_form import visit_choices
from db.queries.visits import visit_detail
from desktop.calendar.agenda_view import AgendaView
from desktop.calendar.day_popup import DayPopup
from desktop.calendar.filter_popup import FilterPopup
from desktop.calendar.inspector import NARROW, WIDE, Inspector
from desktop.calendar.legend import DRAFT, FLAG, MARKET, Legend
from desktop.calendar.month_data import MonthData, VisitFilter, first_shown, last_shown, month_data
from desktop.calendar.month_view import MonthView
from desktop.calendar.moves import Moves
from desktop.calendar.views import AGENDA, MONTH, VIEWS
from desktop.calendar.visit_menu import day_menu, visit_menu
from desktop.context import AppContext
from desktop.page import Page
from desktop.visits.visit_commands import VisitCommands
from desktop.widgets import FilledButton, IconButton, PlainButton, PlainLabel, Segmented

_NARROW_BELOW = 1360


class CalendarPage(Page):
    """Month and agenda over the same visits."""

    TABLES: ClassVar[frozenset[str]] = frozenset(
        {"visit", "visit_agency", "visit_leader", "appointment", "petitioner", "issue", "leader", "township", "village"}
        | {"agency", "market", "setting", "calendar_day", "announced_year", "visit_kind", "absence", "meeting"}
    )

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx)
        self.today = ctx.today()
        self.month_day = self.today.replace(day=1)
        self.filter = VisitFilter()
        self.moves = Moves(ctx)
        self.commands = VisitCommands(ctx, self, self.moves)
        self.month = MonthView(MonthData(self.month_day, self.today))
        self.agenda = AgendaView(self.today)
        self.legend = Legend(ctx.kinds)
        self.inspector = Inspector()
        self.inspector.hide()
        self._filter_popup: FilterPopup | None = None
        self._day_popup: DayPopup | None = None
        self._wanted = False  # the user wants the inspector beside the calendar
        self._offered = False
        self._reveal = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._reveal.timeout.connect(self._reveal_inspector)
        self._build()
        self._connect()

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
        column.addWidget(self._build_header())
        column.addLayout(body, 1)

    def _build_header(self) -> QWidget:
        self.title = PlainLabel(px=22, bold=True, serifed=True)
        self.before = IconButton("caret-left", _("Previous month"), hint="PgUp")
        self.now = PlainButton(_("Now"))
        self.after = IconButton("caret-right", _("Next month"), hint="PgDn")
        self.segments = Segmented([(entry.key, _(entry.title)) for entry in VIEWS])
        self.filter_button = PlainButton(_("Filter"), "funnel")
        self.new_button = FilledButton(_("New visit"), "plus", hint="N")
        self.new_button.setEnabled(not self.ctx.read_only)
        left, right = QHBoxLayout(), QHBoxLayout()
        left.setContentsMargins(24, 0, 0, 0)
        left.setSpacing(7)
        left.addWidget(self.title)
        left.addSpacing(12)
        for button in (self.before, self.now, self.after):
            left.addWidget(button)
        left.addStretch(1)
        right.setSpacing(10)
        right.addStretch(1)
        right.addWidget(self.filter_button)
        right.addWidget(self.new_button)
        header = QWidget()
        header.setFixedHeight(56)
        row = QHBoxLayout(header)
        row.setContentsMargins(0, 0, 20, 0)
        row.addLayout(left, 1)
        row.addWidget(self.segments)
        row.addLayout(right, 1)
        return header

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.now.clicked.connect(self.go_today)
        self.segments.chosen.connect(self.show_view)
        self.filter_button.clicked.connect(self.open_filter)
        self.new_button.clicked.connect(self.new_visit)
        self.legend.filtered.connect(self._on_legend)
        self.month.judge = self.moves.judge
        self.month.can_change = not self.ctx.read_only
        self.month.month_wanted.connect(self._show_month_of)
        self.month.new_wanted.connect(self.commands.new)
        self.month.move_wanted.connect(self._move)
        self.month.day_wanted.connect(self._open_day)
        for view in (self.month, self.agenda):
            view.selected.connect(self._on_selected)
            view.open_wanted.connect(self.commands.edit)
            view.menu_wanted.connect(self._open_menu)
            view.closed.connect(self.hide_inspector)
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
        self._load_month()
        if self.segments.current() == AGENDA:
            self._load_agenda()
        self._load_inspector()

    @override
    def go(self, **target: Any) -> None:
        """Show what is named: `visit_id=`, `edit_visit=`, `day=`, `new_visit_on=` a day, `new_visit_to=` a township."""
        if (visit_id := target.get("edit_visit") or target.get("visit_id")) is not None:
            self._find_visit(visit_id)
            if target.get("edit_visit") is not None:
                self.commands.edit(visit_id)
        elif "new_visit_on" in target or "new_visit_to" in target:
            day = target.get("new_visit_on") or self.today
            self.commands.new(day, Half.MORNING, township_id=target.get("new_visit_to"))
        elif (day := target.get("day")) is not None:
            self.month.put_cursor(day, keyboard=False)
            self._show_month_of(day)

    @override
    def panes(self) -> list[QWidget]:
        return [self._view(), self.inspector]

    # Reading

    def _load_month(self) -> None:
        first, last = first_shown(self.month_day), last_shown(self.month_day)
        with self.ctx.store.read() as session:
            rows = visits_between(session, first, last, today=self.today)
            days = month_extras(
                session, first, last, calendar=self.ctx.calendar, reception_rule=self.ctx.settings.reception_rule
            )
        data = month_data(self.month_day, self.today, rows, days, self.filter)
        self.month.show_month(data)
        self.title.setText(month_text(self.month_day))
        self.legend.show_counts(data.counts, data.total, data.done)
        self._show_filter()

    def _load_agenda(self) -> None:
        with self.ctx.store.read() as session:
            reach = visit_reach(session)
        keep = self.inspector.detail.id if self.inspector.detail else None
        self.agenda.show_from(self.month_day, reach[1] if reach else None, self._stretch, self.today, keep=keep)

    def _stretch(self, first: date, last: date) -> tuple[list[VisitRow], dict[date, Any]]:
        with self.ctx.store.read() as session:
            rows = visits_between(session, first, last, today=self.today)
            days = month_extras(session, first, last, calendar=self.ctx.calendar)
        return [row for row in rows if self.filter.shows(row, days.get(row.day))], days

    def _load_inspector(self) -> None:
        if self.inspector.detail is not None:
            self._show_detail(self.inspector.detail.id)
        elif self._wanted:
            self._show_day(self.month.show_state.cursor)

    def _show_detail(self, visit_id: int) -> None:
        with self.ctx.store.read() as session:
            detail = visit_detail(session, visit_id, today=self.today, calendar=self.ctx.calendar)
        if detail is None:  # deleted meanwhile
            self._show_day(self.month.show_state.cursor)
            return
        self.inspector.show_visit(detail, can_change=not self.ctx.read_only)
        if not self._reveal.isActive():
            self.inspector.show()

    def _show_day(self, day: date) -> None:
        self.inspector.show_day(self.month.data.days.get(day), day, can_change=not self.ctx.read_only)
        self.inspector.setVisible(self._wanted)

    # Choosing

    def selected(self) -> int | None:
        """Return the visit chosen in the view in sight."""
        return self.month.show_state.selected if self.segments.current() == MONTH else self._agenda_visit()

    def _agenda_visit(self) -> int | None:
        return self.inspector.detail.id if self.inspector.detail else None

    def _on_selected(self, visit_id: int | None) -> None:
        if visit_id is None:
            self._show_day(self.month.show_state.cursor)
            return
        self._wanted = True
        if self.month.by_mouse and not self.inspector.isVisible():
            self._reveal.start()  # columns keep still until a second click or a drag can no longer come
        self._show_detail(visit_id)

    def _reveal_inspector(self) -> None:
        if self.month.drag.is_active():
            self._reveal.start()
        elif self._wanted:
            self.inspector.show()

    def show_visit(self, visit_id: int, day: date) -> None:
        """Bring a visit into sight and choose it."""
        if not self.month.layout_now.shows(day):
            self._show_month_of(day)
        self.month.select(visit_id)
        self.agenda.choose(visit_id)
        if self.month.show_state.selected != visit_id:  # filtered away, or called off
            self._on_selected(visit_id)

    def _find_visit(self, visit_id: int) -> None:
        with self.ctx.store.read() as session:
            detail = visit_detail(session, visit_id, today=self.today, calendar=self.ctx.calendar)
        if detail is not None:
            self.show_visit(visit_id, detail.day)

    def hide_inspector(self) -> None:
        """Put the details away and choose nothing."""
        self._wanted = False
        self._reveal.stop()
        self.month.select(None)
        self.inspector.hide()

    def toggle_inspector(self) -> None:
        """Show or hide the details: key I."""
        if self.inspector.isVisible():
            self._wanted = False
            self.inspector.hide()
            return
        self._wanted = True
        self._on_selected(self.selected())

    # Going about

    def turn(self, months: int) -> None:
        """Show another month."""
        self.month.turn(months)

    def go_today(self) -> None:
        """Show today."""
        self.month.put_cursor(self.today, keyboard=self.month.hasFocus())
        self._show_month_of(self.today)

    def show_view(self, key: str) -> None:
        """Show the month or the agenda."""
        self.segments.choose(key)
        self.views.setCurrentWidget(self.month if key == MONTH else self.agenda)
        if key == AGENDA:
            self._load_agenda()
        self._view().setFocus()

    def _view(self) -> QWidget:
        return self.month if self.segments.current() == MONTH else self.agenda

    def _show_month_of(self, day: date) -> None:
        month = day.replace(day=1)
        if month != self.month_day:
            self.month_day = month
            self._load_month()
            if self.segments.current() == AGENDA:
                self._load_agenda()

    # Filters

    def open_filter(self) -> None:
        """Open the filter: Ctrl+F."""
        if self._filter_popup is None:
            self._filter_popup = FilterPopup()
            self._filter_popup.changed.connect(self.set_filter)
        with self.ctx.store.read() as session:
            choices = visit_choices(session, on=self.today)
        self._filter_popup.open_for(self.filter_button, self.filter, choices, self.ctx.kinds)

    def set_filter(self, wanted: VisitFilter) -> None:
        """Leave only some visits in sight."""
        self.filter = wanted
        self._load_month()
        if self.segments.current() == AGENDA:
            self._load_agenda()

    def _on_legend(self, key: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        match key:
            case _ if key == FLAG:
                self.set_filter(replace(self.filter, overdue_only=on))
            case _ if key == MARKET:
                self.set_filter(replace(self.filter, market_only=on))
            case _ if key == DRAFT:
                self.set_filter(replace(self.filter, states=frozenset({VisitState.DRAFT}) if on else frozenset()))
            case _:
                kinds = self.filter.kinds | {key} if on else self.filter.kinds - {key}
                self.set_filter(replace(self.filter, kinds=kinds))

    def _show_filter(self) -> None:
        wanted = self.filter
        keys = (
            set(wanted.kinds) | ({FLAG} if wanted.overdue_only else set()) | ({MARKET} if wanted.market_only else set())
        )
        self.legend.show_filter(keys | ({DRAFT} if wanted.states == {VisitState.DRAFT} else set()))
        self.filter_button.set_caption(f"{_('Filter')} {wanted.count}" if wanted.count else _("Filter"))
        self.filter_button.setCheckable(True)
        self.filter_button.setChecked(bool(wanted.count))

    # Menus and popups

    def _open_menu(self, visit_id: int | None, day: date, at: QPoint) -> None:
        visit = self.month.data.visit(visit_id) or self._row(visit_id)
        menu = visit_menu(self.commands, visit, self) if visit else day_menu(self.commands, day, self)
        menu.popup(at)

    def _row(self, visit_id: int | None) -> VisitRow | None:
        row = self.agenda.rows.row_of(visit_id)
        found: VisitRow | None = (
            None if row is None else self.agenda.rows.index(row).data(int(Qt.ItemDataRole.UserRole) + 1)
        )
        return found

    def _open_day(self, day: date, at: QRect) -> None:
        if self._day_popup is None:
            self._day_popup = DayPopup()
            self._day_popup.picked.connect(self.month.select)
            self._day_popup.opened.connect(self.commands.edit)
        self._day_popup.open_at(self.month.viewport(), at, day, self.month.data.on(day))

    def _move(self, visit_id: int, day: date, half: Half) -> None:
        visit = self.month.data.visit(visit_id)
        if visit is not None and self.commands.move(visit, day, half):
            self.show_visit(visit_id, day)
            self.month.setFocus()

    # Commands of desktop/actions.py

    def new_visit(self) -> None:
        """Plan a visit on the day under the cursor: N."""
        day = self.month.show_state.cursor if self.month.layout_now.shows(self.month.show_state.cursor) else self.today
        self.commands.new(max(day, self.today), Half.MORNING)

    def mark_done(self) -> None:
        """Say that the visit took place: D."""
        self.commands.on(self.selected(), self.commands.mark_done)

    def postpone(self) -> None:
        """Move the visit, with a reason: R."""
        self.commands.on(self.selected(), self.commands.postpone)

    def print_sheet(self) -> None:
        """Print the visit's sheet: P."""
        self.commands.on(self.selected(), self.commands.print_sheet)

    print_page = print_sheet

    def duplicate(self) -> None:
        """Plan the same visit once more: Ctrl+D."""
        self.commands.on(self.selected(), self.commands.duplicate)

    def cancel_visit(self) -> None:
        """Call the visit off: Del."""
        self.commands.on(self.selected(), self.commands.cancel)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.inspector.setFixedWidth(NARROW if self.window().width() < _NARROW_BELOW else WIDE)
