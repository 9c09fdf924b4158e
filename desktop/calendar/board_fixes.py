"""Ways out of a conflict, offered in a menu: who could go instead, when it could be instead; a click does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from core.i18n import _, clauses
from db.queries.calendar import VisitRow
from db.queries.free_leaders import free_days, free_leaders
from desktop.calendar.board_commands import BoardCommands
from desktop.calendar.board_words import half_of
from desktop.calendar.place import Place
from desktop.context import AppContext
from desktop.icons import icon

MOST: Final = 6


class BoardFixes:
    """Opens the menus; what is chosen goes through the commands and is one step to undo."""

    def __init__(self, ctx: AppContext, home: QWidget, moving: BoardCommands) -> None:
        self._ctx, self._home, self._moving = ctx, home, moving
        self.menu: QMenu | None = None

    def offer_leaders(self, visit: VisitRow, at: QPoint, *, edit: Callable[[int], object]) -> QMenu:
        """Offer who could go in the leader's place, the best first (换人)."""
        with self._ctx.store.read() as session:
            found = free_leaders(session, visit.id, calendar=self._ctx.calendar, settings=self._ctx.settings)
        menu = self._menu(_("Who goes instead"))
        for row in found[:MOST]:
            action = menu.addAction(icon("users-three", "ink2"), f"{row.name}\u3000{clauses(row.reasons)}")
            action.triggered.connect(
                lambda _on, leader=row.leader_id: self._moving.place(
                    visit, Place(visit.day, visit.half, leader_id=leader)
                )
            )
        if not found:
            menu.addAction(_("Nobody is free then.")).setEnabled(False)
        self._end(menu, visit, at, edit)
        return menu

    def offer_days(self, visit: VisitRow, at: QPoint, *, edit: Callable[[int], object]) -> QMenu:
        """Offer when the visit could be instead, the best first (改期)."""
        with self._ctx.store.read() as session:
            found = free_days(
                session, visit.id, today=self._ctx.today(), calendar=self._ctx.calendar, settings=self._ctx.settings
            )
        menu = self._menu(_("When instead"))
        for row in found[:MOST]:
            place = Place(row.day, row.half)
            words = f"{half_of(place)}\u3000{clauses(row.reasons)}".rstrip()
            action = menu.addAction(icon("arrows-clockwise", "ink2"), words)
            action.triggered.connect(lambda _on, place=place: self._moving.place(visit, place))
        if not found:
            menu.addAction(_("No day near is free.")).setEnabled(False)
        self._end(menu, visit, at, edit)
        return menu

    def _menu(self, title: str) -> QMenu:
        menu = QMenu(self._home)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(title)
        menu.setTitle(title)
        menu.destroyed.connect(self._gone)
        self.menu = menu
        return menu

    def _end(self, menu: QMenu, visit: VisitRow, at: QPoint, edit: Callable[[int], object]) -> None:
        menu.addSeparator()
        menu.addAction(icon("note-pencil", "ink2"), _("Open the visit")).triggered.connect(lambda: edit(visit.id))
        menu.popup(at)
        first = next((action for action in menu.actions() if action.isEnabled()), None)
        if first is not None:
            menu.setActiveAction(first)

    def _gone(self) -> None:
        self.menu = None
