"""A list with a box to tick in front of every row: Space or a click ticks, Ctrl+A ticks all or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import N_, _
from desktop.theme import theme
from desktop.widgets.marks import paint_tick
from desktop.widgets.strokes import box
from desktop.widgets.table import Column, RowTable, key_of

BOX = 60
_CONTROL = Qt.KeyboardModifier.ControlModifier


class TickTable(RowTable):
    """Rows are told apart by their `id`. Signal ticks_changed(): another set is ticked.

    Args:
        columns: Behind the box.
        name: For screen readers.
        may: Whether a row can be ticked at all; one that cannot shows no box.
        parent: Qt's parent.
    """

    ticks_changed = Signal()

    def __init__(
        self, columns: Sequence[Column], name: str, may: Callable[[Any], bool], parent: QWidget | None = None
    ) -> None:
        self._ticked: set[object] = set()
        self._may = may
        boxes = Column(N_("Tick"), self._said, None, BOX, BOX + 14, self._paint_box, tip=self._said)
        super().__init__((boxes, *columns), name, parent)

    def ticked(self) -> list[Any]:
        """Return the rows ticked, in the order shown."""
        return [row for row in self.rows.rows() if key_of(row) in self._ticked]

    def tick(self, keys: Iterable[object]) -> None:
        """Tick exactly the rows with these ids, as far as they can be ticked."""
        wanted = set(keys)
        self._ticked = {key_of(row) for row in self.rows.rows() if key_of(row) in wanted and self._may(row)}
        self.viewport().update()
        self.ticks_changed.emit()

    def tick_all(self, *, ticked: bool) -> None:
        """Tick every row that can be, or none."""
        self.tick(key_of(row) for row in self.rows.rows() if ticked)

    def toggle(self, row: Any) -> None:
        """Tick a row or take its tick away."""
        if row is None or not self._may(row):
            return
        self._ticked ^= {key_of(row)}
        self.viewport().update()
        self.ticks_changed.emit()

    def are_all_ticked(self) -> bool:
        """Return whether every row that can be ticked is."""
        return all(key_of(row) in self._ticked for row in self.rows.rows() if self._may(row))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle(self.current_row())
            event.accept()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() & _CONTROL:
            event.ignore()  # that is the dialog's own
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.tick_all(ticked=not self.are_all_ticked())
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == 0 and event.button() == Qt.MouseButton.LeftButton:
            self.toggle(self.rows.row_at(index))

    def _said(self, row: Any) -> str:
        if not self._may(row):
            return ""
        return _("ticked") if key_of(row) in self._ticked else _("not ticked")

    def _paint_box(self, painter: QPainter, area: QRectF, row: Any) -> None:
        if not self._may(row):
            return
        colours, ticked = theme(), key_of(row) in self._ticked
        mark = QRectF(area.left(), area.center().y() - 8, 16, 16)
        fill, border = (colours.acc, colours.acc) if ticked else (colours.raised, colours.line3)
        box(painter, mark, radius=3, fill=fill, border=border)
        if ticked:
            paint_tick(painter, mark, colours.onacc)
