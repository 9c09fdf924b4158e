"""The board in the calendar page: its bar above, its strips below, and what its wishes lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import N_, _
from core.releases import Mark
from core.visits import Half, waits_too_long
from db.queries.calendar import DayRow, VisitRow
from db.queries.published import published_state
from db.queries.requests import UnplacedRow, unplaced
from desktop.calendar.board_bar import BoardBar
from desktop.calendar.board_conflicts import read_conflicts
from desktop.calendar.board_data import BoardData, BoardKey, monday_of
from desktop.calendar.board_reading import Stretch, read_board
from desktop.calendar.board_strips import BoardStrips
from desktop.calendar.board_view import BoardView
from desktop.calendar.board_wishes import BoardWishes
from desktop.calendar.board_words import range_text
from desktop.calendar.panes import CalendarPane
from desktop.calendar.place import Place
from desktop.coverage.blind_spots import BlindSpotStrip

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage

REMEMBERED: Final = "calendar"
_FEWEST_WEEKS: Final = 1
_BLIND_LEFT: Final = 11
"""With the padding of its first button the blind spots stand level with the bar above."""


class BoardPane(CalendarPane):
    """Weeks by leader or by township, from the Monday `first` on."""

    BEFORE: ClassVar[str] = N_("Earlier weeks")
    AFTER: ClassVar[str] = N_("Later weeks")
    HAS_LEGEND: ClassVar[bool] = False
    OPENS_DETAILS: ClassVar[bool] = False

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self.key = _remembered_key(page)
        self.first = monday_of(page.today)
        self.requests: dict[int, UnplacedRow] = {}
        self.view = self.keyed = BoardView(BoardData(self.key, self.first, _FEWEST_WEEKS, page.today), page.ctx.machine)
        self.bar, self.blind = BoardBar(), BlindSpotStrip(page.ctx)
        self.blind.setContentsMargins(_BLIND_LEFT, 0, 16, 0)
        self.strips = BoardStrips(self.blind)
        self._lifted: VisitRow | None = None
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.strips)
        self.view.period_wanted.connect(self._show_weeks_from)
        self.view.zoomed.connect(self._fit_soon.start)
        self.view.viewport().installEventFilter(self)
        self.bar.key_chosen.connect(lambda key: self.show_rows(BoardKey(key)))
        self.bar.filtered.connect(page.filter_by_kind)
        self.strips.folded.connect(self._fold)
        self.wishes = BoardWishes(self)

    # Reading

    @override
    def load(self) -> None:
        page, ctx, view = self.page, self.page.ctx, self.view
        if view.carry.now is not None and view.carry.now.visit is not None:
            self._lifted = view.carry.now.visit  # its weeks may go out of sight meanwhile
        weeks = max(view.weeks_wanted(self.first, ctx.calendar.is_workday, self.key), _FEWEST_WEEKS)
        stretch = Stretch(self.key, self.first, weeks)
        page.moves.span = (stretch.first, stretch.last)
        conflicts = read_conflicts(ctx, stretch.first, stretch.last, page.today)
        with ctx.store.read() as session:
            rows = unplaced(session, today=page.today, calendar=ctx.calendar, settings=ctx.settings)
            marks = published_state(session, stretch.first, stretch.last)
        self.requests = {row.id: row for row in rows}
        published = {visit_id: mark.text() for visit_id, mark in marks.items() if mark.mark is not Mark.ISSUED}
        data = read_board(ctx, stretch, page.today, page.filter, clashes=conflicts.sentences, published=published)
        conflicts = conflicts.in_sight(data.visits)
        view.show_board(data)
        self.blind.reload()
        self.strips.unplaced.show_rows(rows, can_change=not ctx.read_only)
        self.strips.conflicts.show_conflicts(conflicts)
        self.strips.line.show_words(lonely(data), len(rows), conflicts.count, can_change=not ctx.read_only)
        self.strips.fold(on=self._is_folded())
        self.bar.show_kinds(ctx.kinds, self.key, used=self.kinds_used(), limit=ctx.settings.visit_interval_days)
        self.bar.show_filter(set(page.filter.kinds))

    def show_rows(self, key: BoardKey) -> None:
        """Show leaders or townships as rows; this computer remembers it: X."""
        chosen, day = self.selected(), self.cursor()
        self.key = key
        self._remember(rows=key.value)
        self.load()
        if chosen is not None:
            self.view.select(chosen)
        elif self.view.data.rows:
            self.view.put_cursor(self.view.data.place(self.view.data.rows[0].id, day, Half.MORNING), keyboard=False)
        self.page.show_title()
        self.view.setFocus()

    def other_rows(self) -> None:
        """Show the other kind of rows: X."""
        self.show_rows(BoardKey.TOWNSHIP if self.key is BoardKey.LEADER else BoardKey.LEADER)

    @override
    def title(self) -> str:
        return range_text(self.view.data.first, self.view.data.last)

    @override
    def turn(self, step: int) -> None:
        self.view.turn(step * max(self.view.data.weeks - 1, 1))

    @override
    def go_to(self, day: date, *, keyboard: bool = False) -> None:
        self._bring(day)
        place = self.view.show_state.cursor
        self.view.put_cursor(Place(day, place.half, place.leader_id, place.township_id), keyboard=keyboard)

    @override
    def bring(self, day: date) -> None:
        self._bring(day)
        self.view.show_state.cursor = replace(self.view.show_state.cursor, day=day)

    @override
    def cursor(self) -> date:
        return self.view.show_state.cursor.day

    @override
    def selected(self) -> int | None:
        return self.view.show_state.selected

    @override
    def choose(self, visit_id: int | None, day: date | None = None) -> None:
        if day is not None:
            self._bring(day)
        self.view.select(visit_id)

    @override
    def visit(self, visit_id: int | None) -> VisitRow | None:
        found = self.view.data.visit(visit_id)
        if found is None and self._lifted is not None and self._lifted.id == visit_id:
            return self._lifted
        return found

    @override
    def day_row(self, day: date) -> DayRow | None:
        return self.view.data.days.get(day)

    @override
    def corner_of(self, visit_id: int | None) -> QPoint | None:
        rect = self.view.chip_rect(visit_id) if visit_id is not None else None
        return None if rect is None else self.view.viewport().mapToGlobal(rect.bottomLeft().toPoint())

    @override
    def further(self) -> list[QWidget]:
        return [self.blind, self.strips.unplaced.cards]

    @override
    def kinds_used(self) -> set[str]:
        return {visit.kind for visit in self.view.data.visits}

    @override
    def is_carrying(self) -> bool:
        return self.view.carry.now is not None

    @override
    def cancel(self) -> None:
        self.view.drag.cancel()

    def next_conflict(self) -> None:
        """Go to the next visit that clashes: F8."""
        if self.view.next_clash() is None:
            self.page.ctx.toast(_("Nothing clashes in these weeks."))

    def _fold(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._remember(**{f"folded_{self.key.value}": on})
        self.strips.fold(on=on)

    def _is_folded(self) -> bool:
        """As shipped the board by township has its strips folded up: its rows are many."""
        kept = _kept(self.page).get(f"folded_{self.key.value}")
        return kept if isinstance(kept, bool) else self.key is BoardKey.TOWNSHIP

    def _remember(self, **values: object) -> None:
        machine = self.page.ctx.machine
        machine.views[REMEMBERED] = {**_kept(self.page), **values}
        machine.save()

    # Weeks

    def _show_weeks_from(self, monday: date) -> None:
        self.first = monday_of(monday)
        self.load()
        self.page.show_title()

    def _bring(self, day: date) -> None:
        if not self.view.data.shows(day):
            self.first = monday_of(day)
            self.load()
            self.page.show_title()

    def _fit(self) -> None:
        """Read again when more or fewer weeks fit."""
        wanted = self.view.weeks_wanted(self.first, self.page.ctx.calendar.is_workday, self.key)
        if self.widget.isVisible() and wanted != self.view.data.weeks:
            self.load()
            self.page.show_title()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit_soon.start()
        return False


def lonely(data: BoardData) -> list[tuple[int, str]]:
    """Return the townships past their interval that nobody goes to in these weeks."""
    span = (data.last - data.first).days
    found = []
    for row in data.rows:
        first, last = row.waits.get(data.first), row.waits.get(data.last)
        unseen = last is None or (first is not None and last - first == span)
        if row.limit and unseen and waits_too_long(row.longest, row.limit):
            found.append((row.id, row.name))
    return found


def _kept(page: CalendarPage) -> dict[str, object]:
    kept = page.ctx.machine.views.get(REMEMBERED)
    return kept if isinstance(kept, dict) else {}


def _remembered_key(page: CalendarPage) -> BoardKey:
    return BoardKey.TOWNSHIP if _kept(page).get("rows") == BoardKey.TOWNSHIP.value else BoardKey.LEADER
