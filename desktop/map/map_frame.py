"""From the plane to the window: fitted, zoomed about a point, moved, and never out of sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

MARGIN: Final = 28.0
MOST_ZOOM: Final = 12.0
STEP: Final = 1.25


class MapFrame:
    """Where the plane lies in the window.

    Attributes:
        zoom: 1 shows everything.
    """

    def __init__(self) -> None:
        self.zoom = 1.0
        self._plane, self._room = QRectF(0, 0, 1, 1), QRectF(0, 0, 1, 1)
        self._moved = QPointF(0, 0)

    def lay(self, plane: QRectF, room: QRectF) -> None:
        """Take another plane or another window; zoom and the middle stay."""
        self._plane, self._room = plane, room
        self._keep_in_sight()

    def fit(self) -> None:
        """Show everything."""
        self.zoom, self._moved = 1.0, QPointF(0, 0)

    def zoom_about(self, at: QPointF, factor: float) -> bool:
        """Zoom so that the point under *at* stays there; return whether anything changed."""
        wanted = min(max(self.zoom * factor, 1.0), MOST_ZOOM)
        if wanted == self.zoom:
            return False
        off = at - self._room.center() - self._moved
        self._moved += off - off * (wanted / self.zoom)
        self.zoom = wanted
        self._keep_in_sight()
        return True

    def move(self, by: QPointF) -> None:
        """Move the map with the hand."""
        self._moved += by
        self._keep_in_sight()

    def show(self, point: QPointF) -> None:
        """Bring a point of the plane into sight where it is not."""
        at, inner = self.transform().map(point), self._room.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if not inner.contains(at):
            self.move(inner.center() - at)

    def transform(self) -> QTransform:
        """Return the way from the plane to the window."""
        scale = self._fitting() * self.zoom
        middle = self._room.center() + self._moved
        made = QTransform.fromTranslate(middle.x(), middle.y())
        made.scale(scale, scale)
        return made.translate(-self._plane.center().x(), -self._plane.center().y())

    def to_plane(self, at: QPointF) -> QPointF:
        """Return the point of the plane under a point of the window."""
        return self.transform().inverted()[0].map(at)

    def _fitting(self) -> float:
        wide, high = max(self._room.width() - 2 * MARGIN, 1), max(self._room.height() - 2 * MARGIN, 1)
        return min(wide / self._plane.width(), high / self._plane.height())

    def _keep_in_sight(self) -> None:
        """Hold the map so that it covers the window where it can, and lies in its middle where it is smaller."""
        scale = self._fitting() * self.zoom
        spare_x = max((self._plane.width() * scale + 2 * MARGIN - self._room.width()) / 2, 0)
        spare_y = max((self._plane.height() * scale + 2 * MARGIN - self._room.height()) / 2, 0)
        x, y = self._moved.x(), self._moved.y()
        self._moved = QPointF(min(max(x, -spare_x), spare_x), min(max(y, -spare_y), spare_y))
