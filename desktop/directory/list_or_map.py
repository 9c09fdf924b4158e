"""The townships as a list or as a map: one switch, the same rows, the same township current in both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from core.i18n import _
from db.queries.directory import TownshipRow
from desktop.context import AppContext
from desktop.map.map_pane import MapPane
from desktop.widgets.choices import Segmented
from desktop.widgets.table import RowTable

LIST: Final = "list"
MAP: Final = "map"
_VIEW: Final = "townships_view"


class ListOrMap(QStackedWidget):
    """Signal: turned(): the other one is in sight. `table` leads: whatever the map chooses becomes its current row."""

    turned = Signal()

    def __init__(self, ctx: AppContext, table: RowTable) -> None:
        super().__init__()
        self._ctx, self.table, self.map = ctx, table, MapPane(ctx)
        self.switch = Segmented([(LIST, _("List")), (MAP, _("Map"))])
        self.switch.setAccessibleName(_("List or map"))
        self.addWidget(table)
        self.addWidget(self.map)
        self.switch.chosen.connect(self.show_view)
        self.map.chosen.connect(self._on_map)
        table.current_changed.connect(lambda row: self.map.choose(None if row is None else row.id))
        self._turn(MAP if ctx.machine.views.get(_VIEW) == MAP else LIST)

    def view(self) -> str:
        """Return which one is in sight."""
        return MAP if self.currentWidget() is self.map else LIST

    def show_view(self, key: str) -> None:
        """Show the list or the map, and remember it."""
        if key != self.view():
            self._turn(key)
            self._ctx.machine.views[_VIEW] = key
            self._ctx.machine.save()
        self.setFocus()
        self.turned.emit()

    def show_rows(self, rows: Sequence[TownshipRow], found: Sequence[TownshipRow]) -> None:
        """Show *found* in the list; on the map all *rows* with the others grey."""
        self.table.show_rows(found)
        self.map.show_rows(rows, frozenset(row.id for row in found) if len(found) < len(rows) else None)
        current = self.table.current_row()
        self.map.choose(None if current is None else current.id)

    def _turn(self, key: str) -> None:
        front = self.map if key == MAP else self.table
        self.setCurrentWidget(front)
        self.setFocusProxy(front)
        self.switch.choose(key)

    def _on_map(self, township_id: int) -> None:
        if self.table.go_to(township_id):
            return
        self.map.choose(None)  # the search leaves it out
