"""The commands of the calendar that rearrange the plan; those of the board bring it into sight first."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor

from core.i18n import _
from core.visits import Half
from db.queries.calendar import VisitRow
from desktop.calendar.board_commands import BoardCommands
from desktop.calendar.board_fixes import BoardFixes
from desktop.calendar.board_pane import BoardPane
from desktop.calendar.filtering import FilteredPage
from desktop.calendar.panes import CalendarPane
from desktop.calendar.views import BOARD, WEEK
from desktop.calendar.visit_menu import Rearranging
from desktop.calendar.week_pane import WeekPane
from desktop.people.stand_in_dialog import StandInDialog
from desktop.repairs.repair_commands import something_came_up


class BoardActions(FilteredPage):
    """A page with a board; subclasses make `moving` and answer `pane_of` and `show_view`."""

    moving: BoardCommands
    stand_in_dialog: StandInDialog | None = None

    def pane_of(self, key: str) -> CalendarPane:
        """Return a view's pane."""
        raise NotImplementedError

    def show_view(self, key: str) -> None:
        """Show a view."""
        raise NotImplementedError

    @property
    def board(self) -> BoardPane:
        """The board's pane."""
        return cast("BoardPane", self.pane_of(BOARD))

    def show_board(self) -> BoardPane:
        """Bring the board into sight."""
        if self.pane is not self.board:
            self.show_view(BOARD)
        return self.board

    def other_rows(self) -> None:
        """Rows by leader or by township: X."""
        shown = self.pane is self.board
        board = self.show_board()
        if shown:
            board.other_rows()

    def fold_deadlines(self) -> None:
        """Show the deadlines of issues in the week, or only how many: Shift+D."""
        if not isinstance(self.pane, WeekPane):
            self.show_view(WEEK)
        cast("WeekPane", self.pane).fold_deadlines()

    def find_slot(self) -> None:
        """Carry what is chosen to the best free slot: A."""
        self.show_board().wishes.find_slot()

    def next_conflict(self) -> None:
        """Go to the next conflict: F8."""
        self.show_board().next_conflict()

    def other_leader(self) -> None:
        """Offer who could go instead: L."""
        self._on_planned(lambda visit: self.rearranging(self._corner()).other_leader(visit))

    def stand_in(self) -> None:
        """Let another leader go, or two swap, with the reason and who agreed: B."""
        self._on_planned(self._ask_who_goes)

    def other_day(self) -> None:
        """Offer when it could be instead: Shift+L."""
        self._on_planned(lambda visit: self.rearranging(self._corner()).other_day(visit))

    def whole_day(self) -> None:
        """Make the visit a whole day, or its morning again: W."""

        def act(visit: VisitRow) -> None:
            self.moving.resize(visit, Half.MORNING if visit.half is Half.WHOLE_DAY else Half.WHOLE_DAY)

        self._on_planned(act)

    def pin(self) -> None:
        """Let the visit stay where it is, or move again: K."""
        self._on_planned(lambda visit: self.moving.pin(visit, pinned=not visit.pinned))

    def rearranging(self, at: QPoint) -> Rearranging:
        """Return what the menus offer, opened at a point of the screen."""
        fixes, edit = BoardFixes(self.ctx, self, self.moving), self.commands.edit
        return Rearranging(
            other_leader=lambda visit: fixes.offer_leaders(visit, at, edit=edit),
            other_day=lambda visit: fixes.offer_days(visit, at, edit=edit),
            resize=self.moving.resize,
            pin=lambda visit, pinned: self.moving.pin(visit, pinned=pinned),
            stand_in=self._ask_who_goes,
            came_up=lambda visit: something_came_up(self.ctx, self, ("visit", visit.id)),
        )

    def _ask_who_goes(self, visit: VisitRow) -> StandInDialog:
        dialog = self.stand_in_dialog = StandInDialog(self.ctx, visit, self)
        dialog.finished.connect(self._who_goes_closed)
        dialog.open_tall()
        return dialog

    def _who_goes_closed(self, _result: int) -> None:
        self.stand_in_dialog = None

    def _on_planned(self, act: Callable[[VisitRow], object]) -> None:
        visit = self.pane.visit(self.selected())
        if visit is None:
            self.ctx.toast(_("Choose a visit first."))
        elif not visit.can_move:
            self.ctx.toast(_("This visit cannot be moved any more."))
        else:
            act(visit)

    def _corner(self) -> QPoint:
        chosen = self.pane.corner_of(self.selected())
        return QCursor.pos() if chosen is None else chosen
