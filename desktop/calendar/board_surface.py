"""The surface of the board: its data laid out, scrolled, zoomed and painted; what keys and mouse do is above it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from core.visits import Half
from desktop.calendar.board_data import BoardData, BoardKey
from desktop.calendar.board_layout import HEAD, USUAL_ZOOM, ZOOMS, BoardLayout, Zoom, weeks_that_fit
from desktop.calendar.board_painter import BoardPainter, BoardShow
from desktop.calendar.board_picture import BoardPicture
from desktop.calendar.month_layout import ChipPlace
from desktop.calendar.place import Place
from desktop.machine import Machine

_REMEMBERED = "board"


class BoardSurface(QAbstractScrollArea):
    """Signals: zoomed(): another number of weeks may fit now."""

    zoomed = Signal()

    def __init__(self, data: BoardData, machine: Machine | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.data, self._machine = data, machine
        self.show_state = BoardShow(cursor=Place(data.today, Half.MORNING))
        self.picture = BoardPicture()
        self._zoom = _remembered(machine)
        self.layout_now = BoardLayout(data, 1, self.zoom_now)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.horizontalScrollBar().setSingleStep(20)
        self.verticalScrollBar().setSingleStep(20)

    # Zoom

    @property
    def zoom_now(self) -> Zoom:
        """The step of the zoom."""
        return ZOOMS[self._zoom]

    def zoom(self, step: int) -> None:
        """Show days wider or narrower, 0 for as usual; this computer remembers it."""
        at = min(max(self._zoom + step, 0), len(ZOOMS) - 1) if step else USUAL_ZOOM
        if at == self._zoom:
            return
        self._zoom = at
        if self._machine is not None:
            self._machine.views[_REMEMBERED] = {"zoom": at}
            self._machine.save()
        self.lay_out()
        self.zoomed.emit()

    def weeks_wanted(self, first: date, is_workday: Callable[[date], bool], key: BoardKey | None = None) -> int:
        """Return how many weeks from *first* fit at this size and zoom."""
        return weeks_that_fit(self.viewport().width(), key or self.data.key, self.zoom_now, first, is_workday)

    # Geometry

    def lay_out(self) -> None:
        """Lay out anew, for other data, another size or zoom."""
        size = self.viewport().size()
        layout = self.layout_now = BoardLayout(self.data, size.width(), self.zoom_now)
        across = layout.left + layout.width + layout.right - size.width()
        self.horizontalScrollBar().setRange(0, max(across, 0))
        self.horizontalScrollBar().setPageStep(max(size.width() - layout.left - layout.right, 1))
        self.verticalScrollBar().setRange(0, max(HEAD + layout.height - size.height(), 0))
        self.verticalScrollBar().setPageStep(max(size.height() - HEAD, 1))
        self.viewport().update()

    def offset(self) -> QPointF:
        """Return how far the body is scrolled."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def to_body(self, at: QPointF) -> QPointF:
        """Return the body's point under a point of the viewport."""
        return at + self.offset() - QPointF(self.layout_now.left, HEAD)

    def from_body(self, rect: QRectF) -> QRectF:
        """Return where a rectangle of the body is in the viewport."""
        offset = self.offset()
        return rect.translated(self.layout_now.left - offset.x(), HEAD - offset.y())

    def body_rect(self) -> QRectF:
        """Return the part of the viewport in which the body is seen."""
        return self._painter().body()

    def chip_at(self, at: QPointF) -> ChipPlace | None:
        """Return the chip under a point of the viewport."""
        return self.layout_now.chip_at(self.to_body(at)) if self.body_rect().contains(at) else None

    def chip_rect(self, visit_id: int) -> QRectF | None:
        """Return where a visit's chip is in the viewport, in sight or not; None if it has none."""
        found = self.layout_now.chip_of(visit_id)
        return None if found is None else self.from_body(found)

    def place_rect(self, place: Place) -> QRectF | None:
        """Return where a half-day is in the viewport, in sight or not; None if it is on another board."""
        row = self.data.row_of(place)
        if row is None or not self.data.shows(place.day):
            return None
        return self.from_body(self.layout_now.slot(row, place.day, place.half))

    def carried_area(self) -> QRectF:
        """Return what the carried thing and its target cover."""
        painter = self._painter()
        rects = [rect for rect in (painter.target_rect(), painter.lifted_rect()) if rect is not None]
        area = QRectF()
        for rect in rects:
            area = area.united(rect)
        return area

    def places_in_sight(self) -> list[Place]:
        """Return the half-days of the rows in sight, of all days: what is judged when something is lifted."""
        data, body = self.data, self.body_rect()
        rows = self.layout_now.rows_in(QRectF(self.to_body(body.topLeft()), body.size()))
        halves = (Half.MORNING, Half.AFTERNOON)
        return [data.place(data.rows[row].id, day, half) for row in rows for day in data.dates for half in halves]

    def reveal(self, place: Place) -> None:
        """Scroll until a cell is in sight."""
        row = self.data.row_of(place)
        if row is None or not self.data.shows(place.day):
            return
        cell = self.layout_now.cell(row, place.day)
        for bar, low, high in (
            (self.horizontalScrollBar(), cell.left(), cell.right()),
            (self.verticalScrollBar(), cell.top(), cell.bottom()),
        ):
            if low < bar.value():
                bar.setValue(int(low))
            elif high > bar.value() + bar.pageStep():
                bar.setValue(int(high - bar.pageStep()) + 1)

    # Painting

    def _painter(self) -> BoardPainter:
        size = QRectF(self.viewport().rect())
        return BoardPainter(self.data, self.layout_now, self.show_state, size, self.offset())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self.picture.paint(self.viewport(), event.rect(), self._painter())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()


def _remembered(machine: Machine | None) -> int:
    """Return the zoom this computer remembers; anything else than a step is as usual."""
    kept = machine.views.get(_REMEMBERED) if machine is not None else None
    at = kept.get("zoom") if isinstance(kept, dict) else None
    return at if type(at) is int and 0 <= at < len(ZOOMS) else USUAL_ZOOM
