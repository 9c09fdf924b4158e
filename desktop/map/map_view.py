"""The map: the wheel zooms, the hand moves it, a click chooses, arrows go to the nearest township, Enter opens."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _
from desktop.map.map_card import MapCard
from desktop.map.map_data import MapData, MapPlace, spoken
from desktop.map.map_frame import STEP, MapFrame
from desktop.map.map_painter import MapShow, paint_map
from desktop.map.nearest import nearest
from desktop.theme import theme
from desktop.widgets.strokes import focus_ring

_LEFT: Final = Qt.MouseButton.LeftButton
_SLACK: Final = 5
_NUDGE: Final = 60.0
_NOTCH: Final = 120
_WAYS: Final = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_ZOOMS: Final = {
    Qt.Key.Key_Plus: STEP,
    Qt.Key.Key_Equal: STEP,
    Qt.Key.Key_Minus: 1 / STEP,
    Qt.Key.Key_Underscore: 1 / STEP,
}


class MapView(QWidget):
    """All townships in one picture.

    Signals:
        chosen(int): another township is current. opened(int): Enter or a double click on it.
        menu_wanted(int, QPoint): what can be done with it, at a point of the screen.
    """

    chosen = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.data = MapData()
        self.show_state = MapShow()
        self.frame = MapFrame()
        self.card = MapCard(self)
        self._pressed: QPointF | None = None
        self._moving = False
        self.setAccessibleName(_("Map of the townships"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(320, 240))

    def show_map(self, data: MapData) -> None:
        """Show other data; zoom, place and what is current stay where they can."""
        self.data = data
        if self.show_state.current not in data.by_id:
            self.show_state.current = None
        self.show_state.hovered = None
        self.card.hide()
        self.frame.lay(data.size, QRectF(self.rect()))
        self._tell()
        self.update()

    def choose(self, township_id: int | None, *, keyboard: bool = False) -> None:
        """Make a township current without speaking of it."""
        place = self.data.by_id.get(township_id) if township_id is not None else None
        self.show_state.current = None if place is None else place.row.id
        self.show_state.keyboard = keyboard
        if place is not None and keyboard:
            self.frame.show(place.label)
        self._tell()
        self.update()

    def current(self) -> MapPlace | None:
        """Return the township that is current."""
        return self.data.by_id.get(self.show_state.current) if self.show_state.current is not None else None

    def place_at(self, at: QPointF) -> MapPlace | None:
        """Return the township under a point of the window."""
        return self.data.at(self.frame.to_plane(at))

    def point_of(self, township_id: int) -> QPointF:
        """Return where a township's name stands in the window."""
        return self.frame.transform().map(self.data.by_id[township_id].label)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom about a point, or about what is current."""
        place = self.current()
        about = at or (self.point_of(place.row.id) if place is not None else QRectF(self.rect()).center())
        if self.frame.zoom_about(about, factor):
            self.card.hide()
            self.update()

    def fit(self) -> None:
        """Show the whole county."""
        self.frame.fit()
        self.update()

    def _take(self, place: MapPlace, *, keyboard: bool) -> None:
        self.choose(place.row.id, keyboard=keyboard)
        self.chosen.emit(place.row.id)

    def _tell(self) -> None:
        """Tell screen readers what is current."""
        place = self.current()
        words = "" if place is None else spoken(place)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().page)
        paint_map(painter, self.data, self.show_state, self.frame.transform())
        if self.show_state.has_focus and self.show_state.keyboard and self.current() is None:
            focus_ring(painter, QRectF(self.rect()).adjusted(4, 4, -4, -4), radius=2)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.frame.lay(self.data.size, QRectF(self.rect()))

    # Pointer

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == _LEFT:
            self._pressed, self._moving = event.position(), False
        place = self.place_at(event.position())
        if place is not None:
            self._take(place, keyboard=False)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is not None and event.buttons() & _LEFT:
            if self._moving or (at - self._pressed).manhattanLength() > _SLACK:
                self._moving = True
                self.card.hide()
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.frame.move(at - self._pressed)
                self._pressed = at
                self.update()
            return
        self._hover(self.place_at(at), at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._moving = None, False
        self.unsetCursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place is not None and event.button() == _LEFT:
            self.opened.emit(place.row.id)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        if notches:
            self.zoom(STEP**notches, event.position())
        event.accept()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.current()
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            place = self.place_at(QPointF(event.pos()))
        if place is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            at = self.mapToGlobal(self.point_of(place.row.id).toPoint()) if by_key else event.globalPos()
            self.menu_wanted.emit(place.row.id, at)

    def _hover(self, place: MapPlace | None, at: QPointF) -> None:
        hovered = None if place is None else place.row.id
        self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
        if hovered != self.show_state.hovered:
            self.show_state.hovered = hovered
            self.update()
        self.card.show_at(place, at.toPoint())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None, QPointF())

    # Keys and focus

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, place = Qt.Key(event.key()), self.current()
        if key in _WAYS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across, down = _WAYS[key]
            self.frame.move(QPointF(-across * _NUDGE, -down * _NUDGE))
            self.update()
        elif key in _WAYS:
            found = nearest(self.data, place, _WAYS[key])
            if found is not None:
                self._take(found, keyboard=True)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and place is not None:
            self.opened.emit(place.row.id)
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.show_state.has_focus = True
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.show_state.keyboard = True
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.show_state.has_focus = False
        self.card.hide()
        self.update()
