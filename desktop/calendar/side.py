"""When the inspector is beside the calendar, and what it shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.calendar.inspector import NARROW, WIDE, Inspector
from desktop.calendar.reading import read_detail, read_outing
from desktop.context import AppContext

if TYPE_CHECKING:
    from desktop.calendar.calendar_page import CalendarPage

_NARROW_BELOW = 1360


class Side(QObject):
    """Shows, hides and fills the inspector.

    It comes up by itself with the first visit chosen; by mouse only once a second click or a drag
    can no longer follow, because the columns move when it comes.
    """

    def __init__(self, ctx: AppContext, inspector: Inspector, page: CalendarPage) -> None:
        super().__init__(page)
        self._ctx, self.inspector, self._page = ctx, inspector, page
        self._wanted = self._gives_way = False
        self._reveal = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._reveal.timeout.connect(self._come_up)
        inspector.hide()

    def visit_id(self) -> int | None:
        """Return the visit shown."""
        return self.inspector.detail.id if self.inspector.detail else None

    def show_choice(self, visit_id: int | None) -> None:
        """Show the visit chosen, or the bare day under the cursor."""
        if visit_id is None:
            self._show_day()
            return
        self._wanted = self._wanted or self._page.pane.OPENS_DETAILS
        if self._page.pane.by_mouse and not self.inspector.isVisible():
            self._reveal.start()
        self._show_visit(visit_id)

    def reload(self) -> None:
        """Read again what is shown."""
        visit_id = self.visit_id()
        if visit_id is not None:
            self._show_visit(visit_id)
        elif self._wanted:
            self._show_day()

    def put_away(self) -> None:
        """Hide until a visit is chosen again."""
        self._wanted = False
        self._reveal.stop()
        self.inspector.hide()

    def toggle(self, visit_id: int | None) -> None:
        """Hide, or show the visit chosen or the day."""
        if self.inspector.isVisible():
            self.put_away()
            return
        self._wanted = True
        self.show_choice(visit_id)

    def give_way(self, *, on: bool) -> None:
        """Stay out of sight while another panel stands in this place."""
        self._gives_way = on
        self._reveal.stop()
        self.inspector.setVisible(self._wanted and not on)

    def fit(self, window: QWidget) -> None:
        """Take a little less room in a small window."""
        self.inspector.setFixedWidth(NARROW if window.width() < _NARROW_BELOW else WIDE)

    def _show_visit(self, visit_id: int) -> None:
        detail = read_detail(self._ctx, visit_id, self._today())
        if detail is None:  # deleted meanwhile
            self._show_day()
            return
        outing = read_outing(self._ctx, detail, self._today())
        self.inspector.show_visit(detail, can_change=not self._ctx.read_only, outing=outing)
        if self._wanted and not self._reveal.isActive():
            self.inspector.setVisible(not self._gives_way)

    def _show_day(self) -> None:
        pane = self._page.pane
        day = pane.cursor()
        self.inspector.show_day(pane.day_row(day), day, can_change=not self._ctx.read_only)
        self.inspector.setVisible(self._wanted and not self._gives_way)

    def _today(self) -> date:
        return self._page.today

    def _come_up(self) -> None:
        if self._page.pane.is_carrying():
            self._reveal.start()
        elif self._wanted:
            self.inspector.setVisible(not self._gives_way)
