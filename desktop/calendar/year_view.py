"""The year: weeks by township in one scroll area, painted; it wishes, the page decides."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from typing_extensions import override

from db.queries.calendar import VisitRow
from desktop.calendar.year_data import YearData
from desktop.calendar.year_keys import year_key
from desktop.calendar.year_pointer import ask_menu, hover, release
from desktop.calendar.year_surface import YearSurface
from desktop.calendar.year_words import cell_words


class YearView(YearSurface):
    """The weeks of a year.

    Signals:
        week_wanted(date, object): show the week of this Monday, and in it this visit's id or None.
        board_wanted(date, int): show the week on the board, with this township.
        year_wanted(int): show another year.
    """

    week_wanted = Signal(object, object)
    board_wanted = Signal(object, int)
    year_wanted = Signal(int)

    # Data

    def show_year(self, data: YearData) -> None:
        """Show other data; cursor and selection stay where they still can."""
        state = self.show_state
        self.data = data
        state.row = min(state.row, max(len(data.rows) - 1, 0))
        state.week = min(state.week, data.weeks - 1)
        state.hovered = None
        if data.visit(state.selected) is None:
            state.selected = None
        self.put_card_away()
        self.lay_out()
        self.viewport().update()

    def turn(self, years: int) -> None:
        """Ask for another year."""
        if 1950 <= self.data.year + years <= 2100:
            self.year_wanted.emit(self.data.year + years)

    # Choosing

    def current(self) -> VisitRow | None:
        """Return the visit chosen."""
        return self.data.visit(self.show_state.selected)

    def put_cursor(self, row: int, week: int, *, keyboard: bool = True) -> None:
        """Put the cursor on a cell and choose its first visit."""
        state = self.show_state
        state.row = min(max(row, 0), max(len(self.data.rows) - 1, 0))
        state.week = min(max(week, 0), self.data.weeks - 1)
        visits = self.data.at(state.row, state.week)
        state.selected, state.keyboard = visits[0].id if visits else None, keyboard
        self._show_choice()

    def select(self, visit_id: int | None, *, keyboard: bool = False) -> None:
        """Choose a visit of the year, or none."""
        state, visit = self.show_state, self.data.visit(visit_id)
        state.selected, state.keyboard = None if visit is None else visit.id, keyboard
        if visit is not None:
            row = self.data.row_of(visit.township_id)
            state.week, state.row = self.data.week_of(visit.day), state.row if row is None else row
        self._show_choice()

    def step(self, down: int, along: int) -> None:
        """Move the cursor; past the last week comes the next year."""
        state = self.show_state
        week, year = state.week + along, self.data.year
        if not 0 <= week < self.data.weeks:
            self.turn(along)
            if self.data.year == year:
                return
            week = self.data.weeks - 1 if along < 0 else 0
        self.put_cursor(state.row + down, week)

    def cursor_day(self) -> date:
        """Return the day that the next command is about."""
        visit, monday = self.current(), self.data.monday(self.show_state.week)
        if visit is not None:
            return visit.day
        return self.data.today if monday <= self.data.today <= monday + timedelta(6) else monday

    def go_to_week(self) -> None:
        """Ask for the week under the cursor."""
        self.week_wanted.emit(self.data.monday(self.show_state.week), self.show_state.selected)

    def go_to_board(self) -> None:
        """Ask for the week under the cursor on the board."""
        if self.data.rows:
            row = self.data.rows[self.show_state.row]
            self.board_wanted.emit(self.data.monday(self.show_state.week), row.id)

    def escape(self) -> None:
        """Put the card away, or close."""
        if self.card is not None and self.card.isVisible():
            self.put_card_away()
        else:
            self.closed.emit()

    def _show_choice(self) -> None:
        state = self.show_state
        self.reveal()
        if state.keyboard:
            self.show_card((state.row, state.week))
        self.viewport().update()
        self.tell_cursor()
        self.selected.emit(state.selected)

    @override
    def cursor_words(self) -> str:
        return cell_words(self.data, self.show_state.row, self.show_state.week, self.current())

    # Pointer

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hover(self, event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        release(self, event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        ask_menu(self, event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.show_state.hovered = None
            self.put_card_away()
            self.viewport().update()
        return super().viewportEvent(event)

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not year_key(self, event):
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes through the visits of the cell before it leaves the year."""
        state = self.show_state
        ids = [visit.id for visit in self.data.at(state.row, state.week)]
        at = ids.index(state.selected) + (1 if next else -1) if state.selected in ids else len(ids)
        if not self.hasFocus() or not 0 <= at < len(ids):
            return super().focusNextPrevChild(next)
        self.select(ids[at], keyboard=True)
        return True

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.put_card_away()
        super().focusOutEvent(event)
