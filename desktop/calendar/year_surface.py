"""What the year view is painted on: geometry, scrolling, zoom, and the card beside a cell."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import _
from desktop.calendar.days_view import DaysView
from desktop.calendar.year_card import YearCard
from desktop.calendar.year_data import YearData
from desktop.calendar.year_layout import HEAD, LEFT, RIGHT, USUAL_ZOOM, WIDTHS, YearLayout
from desktop.calendar.year_painter import YearPainter, YearShow
from desktop.calendar.year_words import card_of

_WHEEL_STEP = 120


class YearSurface(DaysView):
    """The weeks of a year, painted; what presses and keys mean is the view's affair."""

    show_state: YearShow

    def __init__(self, data: YearData, parent: QWidget | None = None) -> None:
        super().__init__(_("Year"), parent)
        self.data = data
        self.show_state = YearShow()
        self.card: YearCard | None = None
        self._zoom, self._wheel = USUAL_ZOOM, 0
        self.lay_out()

    @override
    def lay_out(self) -> None:
        size = self.viewport().size()
        self.layout_now = YearLayout(self.data, size.width(), size.height(), self._zoom)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        room_across, room_down = max(size.width() - LEFT - RIGHT, 1), max(size.height() - HEAD, 1)
        across.setRange(0, max(self.layout_now.width - room_across, 0))
        down.setRange(0, max(self.layout_now.height - room_down, 0))
        across.setPageStep(room_across)
        down.setPageStep(room_down)
        across.setSingleStep(round(self.layout_now.week))
        down.setSingleStep(self.layout_now.row_height)

    def zoom(self, step: int) -> None:
        """Show wider or narrower weeks around the cursor; 0 goes back to the usual width."""
        self._zoom = USUAL_ZOOM if step == 0 else min(max(self._zoom + step, 0), len(WIDTHS) - 1)
        self.put_card_away()
        self.lay_out()
        self.reveal()
        self.viewport().update()

    def reveal(self) -> None:
        """Bring the cursor's cell into sight."""
        cell = self.layout_now.cell(self.show_state.row, self.show_state.week)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(max(min(across.value(), int(cell.left())), int(cell.right()) - across.pageStep()))
        down.setValue(max(min(down.value(), int(cell.top())), int(cell.bottom()) + 1 - down.pageStep()))

    # Places

    def body(self) -> QRectF:
        """Return where the cells are in the viewport."""
        size = self.viewport().size()
        right = min(LEFT + self.layout_now.width - self.horizontalScrollBar().value(), size.width() - RIGHT)
        return QRectF(LEFT, HEAD, right - LEFT, size.height() - HEAD)

    def cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """Return the row and week under a point of the viewport."""
        if not self.body().contains(at):
            return None
        return self.layout_now.cell_at(at - QPointF(LEFT, HEAD) + self.offset())

    def cell_rect(self, row: int, week: int) -> QRectF:
        """Return where a cell is in the viewport."""
        return self.layout_now.cell(row, week).translated(QPointF(LEFT, HEAD) - self.offset())

    def offset(self) -> QPointF:
        """Return how far the body is scrolled."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    # The card

    def show_card(self, cell: tuple[int, int]) -> None:
        """Show the card beside a cell."""
        if not self.data.rows or not self.isVisible():
            return
        if self.card is None or self.card.parentWidget() is not self.window():
            self.card = YearCard(self.window())
        rect = self.cell_rect(*cell).toRect()
        corner = self.viewport().mapTo(self.window(), QPoint(0, 0))
        self.card.show_cell(card_of(self.data, *cell), QRect(rect.topLeft() + corner, rect.size()))

    def put_card_away(self) -> None:
        """Hide the card."""
        if self.card is not None:
            self.card.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painting = YearPainter(self.data, self.layout_now, self.show_state, self.offset())
        painting.paint(painter, QRectF(self.viewport().rect()))
        painter.end()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.show_state.hovered = None
        self.put_card_away()
        self.viewport().update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._wheel += event.angleDelta().y()
        if abs(self._wheel) >= _WHEEL_STEP:
            self.zoom(1 if self._wheel > 0 else -1)
            self._wheel = 0
        event.accept()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.put_card_away()
