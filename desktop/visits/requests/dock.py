"""The panel's place beside the calendar: it takes the inspector's room while it is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from core.i18n import _
from db.queries.requests import unplaced
from desktop.calendar.inspector import NARROW, WIDE
from desktop.context import AppContext
from desktop.visits.requests.panel import RequestPanel
from desktop.visits.requests.request_commands import RequestCommands

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage

_NARROW_BELOW = 1360
_WITHOUT_ROW: Final[dict[str, Callable[[RequestCommands], object]]] = {
    "new": RequestCommands.new, "bring_in": RequestCommands.bring_in, "paste": RequestCommands.paste,
}  # fmt: skip
_WITH_ROW: Final[dict[str, Callable[[RequestCommands, int], object]]] = {
    "edit": RequestCommands.edit, "decline": RequestCommands.decline, "withdraw": RequestCommands.withdraw,
    "delete": RequestCommands.delete,
}  # fmt: skip
TABLES: Final = frozenset({"visit_request", "visit_request_agency", "visit", "issue", "township", "setting"})


class RequestDock(QObject):
    """Opens, fills and closes the panel, and carries its wishes to the commands.

    Args:
        ctx: The open schedule.
        page: The calendar page beside whose month the panel stands.
    """

    def __init__(self, ctx: AppContext, page: CalendarPage) -> None:
        super().__init__(page)
        self._ctx, self._page = ctx, page
        self.panel = RequestPanel()
        self.panel.hide()
        self.panel.wished.connect(self.wish)
        self.commands = RequestCommands(ctx, page, page.commands)
        self.button = page.header.requests_button
        self.button.clicked.connect(self.toggle)

    def is_open(self) -> bool:
        """Return whether the panel is in sight."""
        return not self.panel.isHidden()

    def toggle(self) -> None:
        """Open the panel and give it the keys, or close it: U."""
        if self.is_open():
            self.close()
        else:
            self.open()

    def open(self, request_id: int | None = None) -> None:
        """Open the panel, on a certain request where one is named."""
        self._page.side.give_way(on=True)
        self.panel.setFixedWidth(NARROW if self._page.window().width() < _NARROW_BELOW else WIDE)
        self.panel.show()
        self.reload()
        if request_id is not None:
            self.panel.list.choose(request_id)
        self.panel.take_focus()

    def close(self) -> None:
        """Close the panel; the details come back if they were there."""
        if self.is_open():
            self.panel.hide()
            self._page.side.give_way(on=False)
            self._page.panes()[0].setFocus()
        self.button.setChecked(False)

    def reload(self) -> None:
        """Read again what waits; while the panel is closed only the number on the button."""
        with self._ctx.store.read() as session:
            rows = unplaced(session, today=self._ctx.today(), calendar=self._ctx.calendar, settings=self._ctx.settings)
        words = _("To place")
        self.button.set_caption(f"{words} {len(rows)}" if rows else words)
        self.button.setChecked(self.is_open())
        if self.is_open():
            self.panel.show_rows(rows, can_change=not self._ctx.read_only)

    def wish(self, wish: str) -> None:
        """Carry out what a key, a button or the menu of the panel wishes."""
        row, commands = self.panel.list.current(), self.commands
        if wish == "close":
            self.close()
        elif wish == "blank":
            commands.save_blank()
        elif wish == "decided":
            commands.show_decided()
        elif self._ctx.read_only:
            self._ctx.toast(_("This schedule is open for reading only."))
        elif wish in _WITHOUT_ROW:
            _WITHOUT_ROW[wish](commands)
        elif row is None:
            self._ctx.toast(_("Choose a request first."))
        elif wish == "plan":
            commands.plan(row, near=self._near())
        else:
            _WITH_ROW[wish](commands, row.id)

    def visit_planned(self) -> None:
        """Make room for the details of a visit just planned, unless more requests wait."""
        if self.is_open() and not self.panel.list.rows.rows():
            self.close()

    def _near(self) -> date:
        """Return the day under the cursor of the view in sight."""
        return self._page.pane.cursor()
