"""What the board's wishes lead to: moves, swaps, fixes, slots found, menus; each goes through the page's commands."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QCursor

from core.conflicts import Fix
from core.errors import UserError, Vanished
from core.i18n import _
from core.visits import Half
from db.queries.requests import UnplacedRow
from desktop.calendar.board_conflicts import ConflictLine
from desktop.calendar.board_fixes import BoardFixes
from desktop.calendar.board_slots import best_day_for_township, best_slot_for_request, best_slot_for_visit
from desktop.calendar.day_popup import DayPopup
from desktop.calendar.place import Place
from desktop.calendar.swapping import judge_swaps
from desktop.calendar.verdict import Line, Tone, Verdict

if TYPE_CHECKING:
    from desktop.calendar.board_pane import BoardPane


class BoardWishes(QObject):
    """Connects the view, the cards and the conflicts of a board to the commands."""

    def __init__(self, pane: BoardPane) -> None:
        super().__init__(pane)
        self._pane, self._page, self._view = pane, pane.page, pane.view
        self.fixes = BoardFixes(self._page.ctx, self._page, self._page.moving)
        self._carried_request: int | None = None
        self._cell_popup: DayPopup | None = None
        self._judge()
        self._connect()

    def _judge(self) -> None:
        view, moves = self._view, self._page.moves
        view.can_change = self._pane.strips.conflicts.can_change = not self._page.ctx.read_only
        view.judge = moves.judge_at
        view.judge_swap = lambda one, other: judge_swaps(moves, one, other)
        view.judge_request = self._judge_request
        view.invalid_cells = lambda visit: moves.invalid_cells(visit, view.places_in_sight())
        view.invalid_for_request = self._invalid_for_request

    def _connect(self) -> None:
        view, strips = self._view, self._pane.strips
        view.place_wanted.connect(self._place)
        view.swap_wanted.connect(self._swap)
        view.resize_wanted.connect(self._resize)
        view.place_request_wanted.connect(self._place_request)
        view.refused.connect(self._refused)
        view.new_wanted.connect(self._new)
        view.menu_wanted.connect(self._menu)
        view.cell_wanted.connect(self._open_cell)
        cards = strips.unplaced.cards
        cards.planned.connect(self._plan_request)
        cards.carried.connect(self._carry_request)
        cards.slot_wanted.connect(self.find_slot_for)
        cards.left_list.connect(view.setFocus)
        strips.line.slot_wanted.connect(self._find_slot_for_township)
        strips.conflicts.fix_wanted.connect(self._fix)
        strips.conflicts.visit_wanted.connect(self._show_conflict)

    # Slots

    def find_slot(self) -> None:
        """Carry the visit chosen, or the first card, to the best free slot; Enter puts it down: A."""
        visit = self._view.current()
        if visit is not None and visit.can_move and self._view.can_change:
            place = best_slot_for_visit(self._page.ctx, visit, self._pane.key)
            self._offer_slot(place, lambda: self._view.carry.lift(visit, keyboard=True))
            return
        row = self._pane.strips.unplaced.cards.current() or next(iter(self._pane.requests.values()), None)
        if row is not None and self._view.can_change:
            self.find_slot_for(row)

    def find_slot_for(self, row: UnplacedRow) -> None:
        """Carry a request to the best free slot; Enter puts it down."""
        place = best_slot_for_request(self._page.ctx, self._page.moves, row, self._view.data)
        self._offer_slot(place, lambda: self._view.carry.lift_request(row.id, row.township, keyboard=True))

    def _offer_slot(self, place: Place | None, lift: Callable[[], object]) -> None:
        if place is None:
            self._page.ctx.toast(_("No free slot was found in the days that suit."))
            return
        self._view.setFocus()
        lift()
        self._view.bring(place.day)
        self._view.carry.aim(place)
        self._view.reveal(place)
        self._view.carry.repaint()

    # Wishes

    def _place(self, visit_id: int, place: Place) -> None:
        visit = self._pane.visit(visit_id)
        if visit is not None:
            self._page.moving.place(visit, place)

    def _resize(self, visit_id: int, half: Half) -> None:
        visit = self._pane.visit(visit_id)
        if visit is not None:
            self._page.moving.resize(visit, half)

    def _swap(self, one_id: int, other_id: int) -> None:
        one, other = self._pane.visit(one_id), self._pane.visit(other_id)
        at = self._pane.corner_of(other_id) or QCursor.pos()
        if one is not None and other is not None:
            self._page.moving.offer_swap(one, other, self._view.data.place_of(other), at)

    def _place_request(self, request_id: int, place: Place) -> None:
        row = self._pane.requests.get(request_id)
        if row is not None:
            plan = self._page.requests.commands.plan
            self._page.moving.place_request(row, place, lambda: plan(row, near=place.day))

    def _refused(self, visit_id: int | None, place: Place, verdict: Verdict) -> None:
        """What a rule forbids may still be done, with a reason."""
        if visit_id is not None:
            self._place(visit_id, place)
        elif self._carried_request is not None and verdict.stopping:
            self._place_request(self._carried_request, place)

    def _plan_request(self, row: UnplacedRow) -> None:
        if self._page.ctx.read_only:
            self._page.ctx.toast(_("This schedule is open for reading only."))
        else:
            self._page.requests.commands.plan(row, near=self._pane.cursor())

    def _carry_request(self, row: UnplacedRow) -> None:
        if not self._view.can_change:
            return
        self._view.setFocus()
        self._view.carry.lift_request(row.id, row.township, keyboard=True)
        self._view.carry.aim(self._view.show_state.cursor)

    def _judge_request(self, request_id: int, place: Place) -> Verdict:
        """Judge a card; one that was placed, declined or deleted meanwhile says so."""
        row = self._pane.requests.get(request_id)
        try:
            if row is None:
                raise Vanished
            return self._page.moves.judge_at(row, place)
        except UserError as error:
            return Verdict("", (Line(Tone.STOP, error.text()),))

    def _invalid_for_request(self, request_id: int) -> dict[Place, str]:
        row, self._carried_request = self._pane.requests.get(request_id), request_id
        with suppress(UserError):  # said where it is judged
            return {} if row is None else self._page.moves.invalid_cells(row, self._view.places_in_sight())
        return {}

    def _new(self, place: Place) -> None:
        self._page.commands.new(place.day, place.half, township_id=place.township_id, leader_id=place.leader_id)

    def _menu(self, visit_id: int | None, place: Place, at: QPoint) -> None:
        self._page.open_menu(visit_id, place.day, at, place=place)

    def _open_cell(self, place: Place, at: QRect) -> None:
        if self._cell_popup is None:
            self._cell_popup = DayPopup()
            self._cell_popup.picked.connect(self._view.select)
            self._cell_popup.opened.connect(self._page.commands.edit)
        row = self._view.data.row_of(place)
        here = () if row is None else self._view.data.on(self._view.data.rows[row].id, place.day)
        self._cell_popup.open_at(self._view.viewport(), at, place.day, list(here))

    def _fix(self, line: ConflictLine, fix: Fix, at: QPoint) -> None:
        edit = self._page.commands.edit
        if fix is Fix.OTHER_LEADER:
            self.fixes.offer_leaders(line.visit, at, edit=edit)
        elif fix is Fix.OTHER_DAY:
            self.fixes.offer_days(line.visit, at, edit=edit)
        elif fix is Fix.GO_TOGETHER and line.other is not None:
            self._page.moving.join(line.visit, line.other)

    def _show_conflict(self, visit_id: int) -> None:
        self._view.select(visit_id)
        self._view.setFocus()

    def _find_slot_for_township(self, township_id: int) -> None:
        """Open the editor on a visit to a township that nobody goes to, on the best day."""
        day = best_day_for_township(self._page.ctx, self._page.moves, township_id, self._view.data.last)
        self._page.commands.new(day, Half.MORNING, township_id=township_id)
