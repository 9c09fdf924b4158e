"""One plot, drawn by pyqtgraph in the colours of the theme; each piece of a bar opens what it counts.

Import this module late: the plotting library takes a third of a second to load, and most starts never want it.
"""

from __future__ import annotations

from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from desktop.fonts import sans
from desktop.reports.plot_data import Bar, Part, Plot, Series, part_words
from desktop.theme import signals, theme
from desktop.widgets.text import plain_tip

HIGH: Final = 250
_WIDTH: Final = 0.62
_WIDTH_FEW: Final = 0.3
_FEW: Final = 6
_PLOT_PX: Final = HIGH - 60
_LEAST_PX: Final = 15
_LINE_PX: Final = 18
_HEADROOM: Final = 1.14
_CROWDED: Final = 14
_TWO_LINES: Final = 28
_STEPS: Final = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1,
}  # fmt: skip


def colour_of(series: Series) -> QColor:
    """Return the colour of a series in the theme in force."""
    return theme().kind(series.colour).fill if series.is_kind else theme().colour(series.colour)


class PlotView(pg.PlotWidget):  # type: ignore[misc]  # the library has no types
    """Signals: pressed(object): a Part was clicked, or chosen by Enter."""

    pressed = Signal(object)

    def __init__(self, plot: Plot) -> None:
        super().__init__(background=None)
        self.plot = plot
        self._bar = _WIDTH_FEW if plot.wide and len(plot.bars) <= _FEW else _WIDTH
        self._at = -1
        self._hovered: Part | None = None
        self._frame: Any = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(HIGH)
        self.setMinimumWidth(240)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(plot.title)
        self.setMouseTracking(True)
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.setMouseEnabled(x=False, y=False)
        self.draw()
        signals().changed.connect(self.draw)

    def places(self) -> list[tuple[Part, QRectF]]:
        """Return every piece that opens something with its place in the plot's own measure."""
        found = []
        for at, bar in enumerate(self.plot.bars):
            low = 0
            for part in bar.parts:
                if part.value or part.township_id is not None:
                    found.append((part, QRectF(at - self._bar / 2, low, self._bar, part.value)))
                low += part.value
        return found

    def draw(self) -> None:
        """Draw all of it again in the theme in force."""
        item, bars = self.getPlotItem(), self.plot.bars
        item.clear()
        self._frame = None
        self._dress_axes()
        top = max([bar.total for bar in bars] + [bar.limit or 0 for bar in bars] + [1])
        item.setXRange(-0.6, max(len(bars), 1) - 0.4, padding=0)
        item.setYRange(0, top * _HEADROOM, padding=0)
        for number, series in enumerate(self.plot.series):
            self._draw_series(number, series)
        for at, bar in enumerate(bars):
            self._draw_total(at, bar, top)
            self._draw_pieces(at, bar, top)
            if bar.limit is not None:
                ends = [at - 0.42, at + 0.42]
                item.addItem(pg.PlotCurveItem(ends, [bar.limit, bar.limit], pen=pg.mkPen(theme().ink, width=2)))
        self._mark()

    def _dress_axes(self) -> None:
        colours, crowded = theme(), len(self.plot.bars) > _CROWDED
        for side in ("left", "bottom"):
            axis = self.getPlotItem().getAxis(side)
            axis.setPen(pg.mkPen(colours.line2))
            axis.setTextPen(pg.mkPen(colours.ink2))
            axis.setStyle(tickFont=sans(11 if crowded else 12), tickLength=-4)
        bottom = self.getPlotItem().getAxis("bottom")
        bottom.setStyle(hideOverlappingLabels=False)
        two_lines = len(self.plot.bars) > _TWO_LINES
        names = [(at, f"\n{bar.name}" if two_lines and at % 2 else bar.name) for at, bar in enumerate(self.plot.bars)]
        bottom.setTicks([names])
        left = self.getPlotItem().getAxis("left")
        left.setTickSpacing(*_spacing(max([bar.total for bar in self.plot.bars] + [1])))
        left.setWidth(36)

    def _draw_series(self, number: int, series: Series) -> None:
        colour = colour_of(series)
        at, low, high = [], [], []
        for place, bar in enumerate(self.plot.bars):
            below = 0
            for part in bar.parts:
                if part.series == number and part.value:
                    at.append(place)
                    low.append(below)
                    high.append(part.value)
                below += part.value
        if at:
            pen = pg.mkPen(theme().page, width=1)
            bars = pg.BarGraphItem(x=at, y0=low, height=high, width=self._bar, brush=pg.mkBrush(colour), pen=pen)
            self.getPlotItem().addItem(bars)

    def _draw_total(self, at: int, bar: Bar, top: int) -> None:
        """Write the number over the bar; where the limit would strike it through, into the bar or over the line."""
        if not bar.total:
            return
        colours, part = theme(), bar.parts[0]
        words = part.words if len(bar.parts) == 1 else ""
        number = words.split(" ")[0] if words else str(bar.total)
        late = words and self.plot.series[part.series].colour == "red"
        high = _LINE_PX * top * _HEADROOM / _PLOT_PX
        if bar.limit is None or not bar.total <= bar.limit < bar.total + high:
            self._write(number, at, bar.total, colours.red if late else colours.ink, (0.5, 0.95))
        elif bar.total > high:
            self._write(number, at, bar.total, colours.onacc, (0.5, 0.05))
        else:
            self._write(number, at, bar.limit, colours.red if late else colours.ink, (0.5, 0.95))

    def _draw_pieces(self, at: int, bar: Bar, top: int) -> None:
        """Write its number into every piece, beside those that are too thin for it."""
        pieces = [part for part in bar.parts if part.value]
        if len(pieces) < 2:
            return
        low, free = 0, 0.0
        high = _LINE_PX * top * _HEADROOM / _PLOT_PX
        for part in pieces:
            middle = low + part.value / 2
            if part.value / top * _PLOT_PX >= _LEAST_PX:
                series = self.plot.series[part.series]
                ink = theme().kind(series.colour).on_fill if series.is_kind else theme().onacc
                self._write(str(part.value), at, middle, ink, (0.5, 0.5))
            elif len(self.plot.bars) <= _CROWDED:
                middle = max(middle, free)
                self._write(str(part.value), at + self._bar / 2, middle, theme().ink2, (0, 0.5))
                free = middle + high * 0.8
            low += part.value

    def _write(self, words: str, x: float, y: float, colour: QColor, anchor: tuple[float, float]) -> None:
        text = pg.TextItem(words, color=colour, anchor=anchor)
        text.setFont(sans(12, bold=True))
        text.setPos(x, y)
        self.getPlotItem().addItem(text)

    # What is chosen

    def current(self) -> Part | None:
        """Return the piece that the keys have chosen."""
        places = self.places()
        return places[self._at][0] if 0 <= self._at < len(places) else None

    def part_at(self, at: QPointF) -> Part | None:
        """Return the piece under a point of the widget; right above a small one counts as on it."""
        box = self.getPlotItem().getViewBox()
        point = box.mapSceneToView(self.mapToScene(at.toPoint()))
        slack = abs(box.mapSceneToView(QPointF(0, 0)).y() - box.mapSceneToView(QPointF(0, 14)).y())
        found = None
        for part, place in self.places():
            if place.contains(point) or place.adjusted(0, 0, 0, slack).contains(point):
                found = part if found is None or place.contains(point) else found
        return found

    def point_of(self, part: Part) -> QPointF:
        """Return the middle of a piece in the widget."""
        place = next(place for each, place in self.places() if each is part)
        return QPointF(self.mapFromScene(self.getPlotItem().getViewBox().mapViewToScene(place.center())))

    def words_of(self, part: Part) -> str:
        """Return what a piece says."""
        bar = next(bar for bar in self.plot.bars if any(each is part for each in bar.parts))
        words = part_words(self.plot, bar, part)
        return f"{words}　{self.plot.limit_name} {bar.limit}" if bar.limit is not None else words

    def _mark(self) -> None:
        """Frame what the keys have chosen, and say it."""
        item = self.getPlotItem()
        if self._frame is not None:
            item.removeItem(self._frame)
            self._frame = None
        part = self.current()
        if part is None or not self.hasFocus():
            return
        _part, place = self.places()[self._at]
        x, y = [place.left(), place.right()], [place.top(), place.bottom()]
        pen: QPen = pg.mkPen(theme().focus, width=3)
        self._frame = pg.PlotCurveItem([x[0], x[1], x[1], x[0], x[0]], [y[0], y[0], y[1], y[1], y[0]], pen=pen)
        item.addItem(self._frame)
        words = self.words_of(part)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if part is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = next(at for at, (each, _place) in enumerate(self.places()) if each is part)
            self._mark()
            self.pressed.emit(part)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if part is not self._hovered:
            self._hovered = part
            self.setToolTip("" if part is None else plain_tip(self.words_of(part)))
            shape = Qt.CursorShape.ArrowCursor if part is None else Qt.CursorShape.PointingHandCursor
            self.setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Leave out the library's own dragging."""

    @override
    def wheelEvent(self, event: Any) -> None:
        event.ignore()  # the page scrolls

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, part = Qt.Key(event.key()), self.current()
        if key in _STEPS and self.places():
            self._at = min(max(self._at + _STEPS[key], 0), len(self.places()) - 1)
            self._mark()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and part is not None:
            self.pressed.emit(part)
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._at = max(self._at, 0)
        self._mark()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()


def _spacing(top: int) -> tuple[int, int]:
    """Return whole steps of the axis: no half visits."""
    step = 1
    for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        step = each
        if top / each <= 6:
            break
    return step, step
