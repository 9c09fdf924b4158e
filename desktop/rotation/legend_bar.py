"""The line below the proposal: what its marks mean, with counts, and what a cell holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import N_, _
from core.planner.compare import Difference
from desktop.calendar.texts import draw, width
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets import ElidedLabel
from desktop.widgets.marks import paint_seal

HIGH: Final = 48
_LINE: Final = 34
_ITEMS: Final = {
    Difference.ADDED: (N_("Added"), "plus-bold"),
    Difference.MOVED: (N_("Moved"), "arrows-left-right"),
    Difference.KEPT: (N_("Kept as planned"), ""),
    Difference.LOCKED: (N_("Announced, locked"), "lock-simple"),
    Difference.REMOVED: (N_("Taken out"), "x"),
}


class _Item(QWidget):
    """One mark, its name and how many there are."""

    def __init__(self, what: Difference) -> None:
        super().__init__()
        self._name, self._icon = _ITEMS[what]
        self.count = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """Show another number."""
        self.count = count
        self.setAccessibleName(self._words())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side() + width(self._words(), 13), _LINE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, middle = QPainter(self), self.height() / 2
        if self._icon:
            paint_icon(painter, QRectF(0, middle - 6.5, 13, 13), self._icon, theme().ink2)
        else:
            paint_seal(painter, QRectF(0, round(middle - 8), 16, 16), "b", hollow=True)
        draw(painter, self._side(), middle, self._words(), theme().ink2, px=13)
        painter.end()

    def _side(self) -> int:
        return {"plus-bold": 17, "": 23}.get(self._icon, 20)

    def _words(self) -> str:
        return f"{_(self._name)} {self.count}"


class LegendBar(QWidget):
    """The counts of the proposal."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HIGH)
        self.items = {what: _Item(what) for what in _ITEMS}
        self.hint = ElidedLabel(_("A cell holds a week's visits; drag one and solving goes on"), px=13, tone="ink3")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, HIGH - _LINE)
        row.setSpacing(19)
        for item in self.items.values():
            row.addWidget(item)
        row.addStretch(1)
        row.addWidget(self.hint, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many visits are new, moved, kept; dropped ones only where there are any."""
        for what, item in self.items.items():
            item.show_count(counts.get(what.value, 0))
        self.items[Difference.REMOVED].setVisible(bool(counts.get(Difference.REMOVED.value)))
