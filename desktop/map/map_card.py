"""The card beside the pointer: how the township under it stands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.map.map_data import MapPlace, fact_lines
from desktop.theme import theme
from desktop.widgets.strokes import box
from desktop.widgets.text import PlainLabel

_AWAY = 16
_EDGE = 6


class MapCard(QWidget):
    """Shown over the map; the pointer goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.title = PlainLabel("", px=15, bold=True, serifed=True)
        self.facts = PlainLabel("", px=13)
        self._hint = PlainLabel(_("Double-click opens the list"), px=12, tone="ink3")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(3)
        for label in (self.title, self.facts, self._hint):
            column.addWidget(label)
        self.hide()

    def show_at(self, place: MapPlace | None, at: QPoint) -> None:
        """Show how *place* stands, beside a point of the map and within it."""
        home = self.parentWidget()
        if place is None or home is None:
            self.hide()
            return
        if self.title.text() != place.row.name or self.isHidden():
            self.title.setText(place.row.name)
            self.facts.setText("\n".join(fact_lines(place.row)))
            self.adjustSize()
        self.move(_beside(at.x(), self.width(), home.width()), _beside(at.y(), self.height(), home.height()))
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), radius=6, fill=theme().raised, border=theme().ink3)
        painter.end()


def _beside(at: int, size: int, room: int) -> int:
    """Return where the card begins: behind the pointer, before it where there is no room, never outside."""
    behind = at + _AWAY
    return behind if behind + size <= room - _EDGE else max(at - _AWAY - size, _EDGE)
