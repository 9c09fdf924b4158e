"""The proposal's board as a widget: scrolled, hovered, chosen, pinned and moved, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from core.i18n import _, is_chinese
from core.planner.problem import PlannedVisit
from desktop.calendar.verdict import Verdict
from desktop.rotation.plan_drag import PlanDrag
from desktop.rotation.plan_keys import PlanKeys
from desktop.rotation.plan_layout import HEAD, NAME_WIDTH, NAME_WIDTH_WIDE, PlanLayout, Spot
from desktop.rotation.plan_painter import PlanPainter, PlanShow
from desktop.rotation.plan_words import tell_place
from desktop.rotation.proposal import Chip, Proposal

HOVER_MS = 450
Judge = Callable[[PlannedVisit, PlannedVisit], Verdict]


class PlanView(QAbstractScrollArea):
    """Leaders down, weeks across.

    Signals: chosen(object): the Chip under the cursor, or None; pin_wanted(object): a Chip; move_wanted(object,
    object): a visit and what it is to be; why_wanted(object, object): a Chip that was asked about, and its place on
    the screen; why_hovered(object, object): the same of one under the pointer; why_over(): the pointer went on;
    said(str): what a screen reader hears.
    """

    chosen = Signal(object)
    pin_wanted = Signal(object)
    move_wanted = Signal(object, object)
    why_wanted = Signal(object, object)
    why_hovered = Signal(object, object)
    why_over = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data, self.show_state, self.can_change = Proposal(), PlanShow(), True
        self.judge: Judge | None = None
        self.layout_now = PlanLayout(self.data, 1)
        self.drag, self.keys = PlanDrag(self), PlanKeys(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Proposal"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.horizontalScrollBar().setSingleStep(36)
        self.verticalScrollBar().setSingleStep(20)
        self._hover = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._hover.timeout.connect(self._ask_why)

    def show_proposal(self, data: Proposal) -> None:
        """Show another proposal; what was chosen stays chosen where it is still there."""
        chip = self.current()
        self.data = data
        self.lay_out()
        if chip is not None and (found := data.place_of(chip.visit)) is not None:
            self.show_state.cursor = found
        self._hold_cursor()
        self.drag.renew()
        self.viewport().update()

    # Geometry

    def lay_out(self) -> None:
        """Lay out anew, for other data or another size."""
        size = self.viewport().size()
        names = NAME_WIDTH if is_chinese() else NAME_WIDTH_WIDE
        layout = self.layout_now = PlanLayout(self.data, size.width(), names=names)
        self.horizontalScrollBar().setRange(0, max(round(layout.width + names - size.width()), 0))
        self.horizontalScrollBar().setPageStep(max(size.width() - names, 1))
        self.verticalScrollBar().setRange(0, max(round(HEAD + layout.height - size.height()), 0))
        self.verticalScrollBar().setPageStep(max(size.height() - HEAD, 1))
        self.viewport().update()

    def offset(self) -> QPointF:
        """Return how far the body is scrolled."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def to_body(self, at: QPointF) -> QPointF:
        """Return the body's point under a point of the viewport."""
        return at + self.offset() - QPointF(self.layout_now.names, HEAD)

    def in_body(self, at: QPointF) -> bool:
        """Return whether a point of the viewport is neither on the head nor on the names."""
        return at.x() >= self.layout_now.names and at.y() >= HEAD

    def spot_at(self, at: QPointF) -> Spot | None:
        """Return the chip under a point of the viewport."""
        return self.layout_now.spot_at(self.to_body(at)) if self.in_body(at) else None

    def rect_of(self, spot: Spot) -> QRectF:
        """Return where a chip is in the viewport."""
        return spot.rect.translated(self.layout_now.names - self.offset().x(), HEAD - self.offset().y())

    # What is chosen

    def current(self) -> Chip | None:
        """Return the chip under the cursor."""
        spot = self.current_spot()
        return None if spot is None else spot.chip

    def current_spot(self) -> Spot | None:
        """Return the chip under the cursor and its place."""
        row, week, at = self.show_state.cursor
        if row >= len(self.data.rows) or week >= len(self.data.weeks):
            return None
        spots = self.layout_now.spots(row, week)
        return spots[at] if at < len(spots) else None

    def choose(self, where: tuple[int, int, int], *, keyboard: bool = False) -> None:
        """Put the cursor on a cell, or on a chip of it."""
        show = self.show_state
        show.cursor, show.keyboard, show.chosen = where, keyboard, True
        self._hold_cursor()
        self._reveal()
        tell_place(self)
        self.chosen.emit(self.current())
        self.viewport().update()

    def show_visit(self, visit: PlannedVisit) -> bool:
        """Choose a visit that stands on the board and bring it into sight."""
        found = self.data.place_of(visit)
        if found is not None:
            self.choose(found, keyboard=True)
        return found is not None

    def ask_why(self) -> None:
        """Ask why what is chosen stands where it does."""
        spot = self.current_spot()
        if spot is not None and not spot.chip.ghost:
            self.why_wanted.emit(spot.chip, self._on_screen(spot))

    def _hold_cursor(self) -> None:
        row, week, at = self.show_state.cursor
        row = max(min(row, len(self.data.rows) - 1), 0)
        week = max(min(week, len(self.data.weeks) - 1), 0)
        n = len(self.data.chips(row, week)) if self.data.rows and self.data.weeks else 0
        self.show_state.cursor = row, week, max(min(at, n - 1), 0)

    def _reveal(self) -> None:
        row, week, _at = self.show_state.cursor
        if row >= len(self.data.rows) or week >= len(self.data.weeks):
            return
        cell = self.layout_now.cell(row, week)
        for bar, low, high in (
            (self.horizontalScrollBar(), cell.left(), cell.right()),
            (self.verticalScrollBar(), cell.top(), cell.bottom()),
        ):
            if low < bar.value():
                bar.setValue(int(low))
            elif high > bar.value() + bar.pageStep():
                bar.setValue(int(high - bar.pageStep()) + 1)

    def _on_screen(self, spot: Spot) -> QRectF:
        corner = self.viewport().mapToGlobal(QPoint(0, 0))
        return self.rect_of(spot).translated(QPointF(corner))

    def _ask_why(self) -> None:
        hovered = self.show_state.hovered
        if hovered is None or self.show_state.carried is not None:
            return
        row, week, at = hovered
        spots = self.layout_now.spots(row, week) if row < len(self.data.rows) else []
        if at < len(spots) and not spots[at].chip.ghost:
            self.why_hovered.emit(spots[at].chip, self._on_screen(spots[at]))

    # Events

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        size = QRectF(self.viewport().rect())
        PlanPainter(self.data, self.layout_now, self.show_state, size, self.offset()).paint(painter)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.choose((spot.row, spot.week, spot.at))
        self.drag.press(spot, event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag.move(event.position()):
            return
        spot = self.spot_at(event.position())
        hovered = None if spot is None else (spot.row, spot.week, spot.at)
        if hovered != self.show_state.hovered:
            self.show_state.hovered = hovered
            self.why_over.emit()
            self._hover.start()
            shape = Qt.CursorShape.PointingHandCursor if spot is not None else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.drag.release(event.position()) and event.button() is Qt.MouseButton.LeftButton:
            self.ask_why() if self.spot_at(event.position()) is not None else self.why_over.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        chip = self.current()
        if chip is not None and chip.can_move and self.spot_at(event.position()) is not None:
            self.pin_wanted.emit(chip)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.show_state.hovered = None
        self._hover.stop()
        self.why_over.emit()
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keys = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
        self.show_state.has_focus = True
        self.show_state.keyboard |= event.reason() in by_keys
        tell_place(self)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_state.has_focus = False
        self.viewport().update()
