"""The line below the map: what each tint means with how many townships there are of it; a click shows only these."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.deadlines import Lateness
from core.geo.levels import LEVEL_NAMES, LEVELS, Level, MapLayer
from core.i18n import _
from desktop.fonts import metrics
from desktop.map.map_painter import PRESSING, tint
from desktop.theme import theme
from desktop.widgets.layouts import clear_layout
from desktop.widgets.marks import paint_shape
from desktop.widgets.strokes import box, hatch, paint_words
from desktop.widgets.text import plain_tooltip

_SWATCH, _PAD, _GAP = 22, 6, 7


class LevelButton(QAbstractButton):
    """A swatch, its words and a count; pressed while only these are in sight."""

    def __init__(self, level: Level, count: int) -> None:
        super().__init__()
        self.level, self._count, self._words = level, count, _(LEVEL_NAMES[level])
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{self._words} {count}")
        plain_tooltip(self, _("Show only these"))

    @override
    def sizeHint(self) -> QSize:
        words, count = metrics(13).horizontalAdvance(self._words), metrics(13, bold=True).horizontalAdvance("00")
        return QSize(2 * _PAD + _SWATCH + _GAP + words + 6 + count, 26)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            box(painter, area, radius=4, fill=colours.acc_t if self.isChecked() else colours.sunken)
        swatch = QRectF(_PAD, area.center().y() - 7, _SWATCH, 14)
        box(painter, swatch, radius=3, fill=tint(self.level), border=colours.line3)
        if self.level is Level.NEVER:
            hatch(painter, swatch.adjusted(1, 1, -1, -1))
        if self.level in PRESSING:
            paint_shape(painter, swatch, Lateness.LATE)
        words = area.adjusted(swatch.right() + _GAP, 0, 0, 0)
        end = paint_words(painter, words, self._words, colours.acc if self.isChecked() else colours.ink2, px=13)
        rest = QRectF(end + 6, area.top(), area.right() - end, area.height())
        paint_words(painter, rest, str(self._count), colours.ink, px=13, bold=True)
        painter.end()


class MapLegend(QWidget):
    """Signal: filtered(object): the only Level in sight, None for all."""

    filtered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.buttons: list[LevelButton] = []
        self._shown: tuple[MapLayer, dict[Level, int]] | None = None

    def show_levels(self, layer: MapLayer, counts: Mapping[Level, int], only: Level | None) -> None:
        """Show the levels of a layer."""
        wanted = (layer, dict(counts))
        if wanted != self._shown:
            self._shown = wanted
            had = next((button.level for button in self.buttons if button.hasFocus()), None)
            clear_layout(self._row)
            self.buttons = [LevelButton(level, counts[level]) for level in LEVELS[layer]]
            for button in self.buttons:
                button.clicked.connect(lambda on, level=button.level: self.filtered.emit(level if on else None))
                self._row.addWidget(button)
                if button.level is had:
                    button.setFocus()
        for button in self.buttons:
            button.setChecked(button.level is only)
