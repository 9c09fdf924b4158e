"""The cursor of the board and the visit chosen, told to screen readers; weeks out of sight are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal

from db.queries.calendar import VisitRow
from desktop.calendar.board_accessible import tell_cell
from desktop.calendar.board_surface import BoardSurface
from desktop.calendar.place import Place


class BoardCursor(BoardSurface):
    """Where one is on the board.

    Signals:
        selected(object): this visit's id, or None for the bare cell under the cursor.
        period_wanted(date): show the weeks from this Monday.
        said(str): what screen readers were told.
    """

    selected = Signal(object)
    period_wanted = Signal(object)
    said = Signal(str)

    def select(self, visit_id: int | None, *, keyboard: bool = False) -> None:
        """Choose a visit in sight, or none; the cursor goes to it."""
        visit = self.data.visit(visit_id)
        self.show_state.selected = None if visit is None else visit.id
        self.show_state.keyboard = keyboard
        if visit is not None:
            self.show_state.cursor = self.data.place_of(visit)
            self.reveal(self.show_state.cursor)
        self.viewport().update()
        tell_cell(self)
        self.selected.emit(self.show_state.selected)

    def put_cursor(self, place: Place, *, keyboard: bool = True) -> None:
        """Put the cursor on a cell and choose its first visit; other weeks are asked for where needed."""
        self.bring(place.day)
        row = self.data.row_of(place)
        here = () if row is None else self.data.on(self.data.rows[row].id, place.day)
        self.show_state.cursor = place
        self.select(here[0].id if here else None, keyboard=keyboard)
        self.reveal(place)

    def current(self) -> VisitRow | None:
        """Return the visit chosen."""
        return self.data.visit(self.show_state.selected)

    def next_clash(self) -> VisitRow | None:
        """Go to the next visit that clashes, from the top again after the last: F8."""
        visits = self.data.in_order()
        ids = [visit.id for visit in visits]
        at = ids.index(self.show_state.selected) + 1 if self.show_state.selected in ids else 0
        found = next((visit for visit in (*visits[at:], *visits[:at]) if visit.id in self.data.clashes), None)
        if found is not None:
            self.select(found.id, keyboard=True)
        return found

    def go_today(self) -> None:
        """Put the cursor on today: Home."""
        self.put_cursor(replace(self.show_state.cursor, day=self.data.today))

    def turn(self, weeks: int) -> None:
        """Ask for earlier or later weeks."""
        first = self.data.first + timedelta(7 * weeks)
        if 1950 <= first.year <= 2100:
            self.period_wanted.emit(first)

    def bring(self, day: date) -> None:
        """Ask for the weeks that *day* needs, if it is not in sight."""
        if day > self.data.last:
            self.turn(-(-(day - self.data.last).days // 7))
        elif day < self.data.first:
            self.turn((day - self.data.first).days // 7)
