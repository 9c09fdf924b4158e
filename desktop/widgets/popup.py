"""Popups drawn inside their window: 1 px ink3 border, radius 6, no shadow, no compositor needed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QHideEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.theme import theme
from desktop.widgets.strokes import box

EDGE = 8


class Popup(QFrame):
    """A raised box over the page; a press outside or Esc in its owner closes it.

    It takes no focus of its own, so that typing goes on in the field that opened it.
    """

    def __init__(self, radius: int = 6) -> None:
        super().__init__()
        self._radius = radius
        self._anchor: QWidget | None = None
        self.hide()

    def open_under(self, anchor: QWidget, size: QSize, *, align_right: bool = False) -> None:
        """Show below *anchor*, or above it where there is more room."""
        window = anchor.window()
        self._take_window(window)
        self._anchor = anchor
        corner = anchor.mapTo(window, QPoint(0, 0))
        below = window.height() - corner.y() - anchor.height() - EDGE
        above = corner.y() - EDGE
        down = size.height() <= below or below >= above
        height = min(size.height(), below if down else above)
        y = corner.y() + anchor.height() + 3 if down else corner.y() - height - 3
        x = corner.x() + anchor.width() - size.width() if align_right else corner.x()
        x = max(EDGE, min(x, window.width() - size.width() - EDGE))
        self.setGeometry(QRect(x, y, size.width(), height))
        self.show()
        self.raise_()

    def open_in_middle(self, window: QWidget, size: QSize, *, top: int | None = None) -> None:
        """Show centred in *window*, or *top* px below its upper edge."""
        self._take_window(window)
        self._anchor = None
        width, height = min(size.width(), window.width() - 2 * EDGE), min(size.height(), window.height() - 2 * EDGE)
        y = (window.height() - height) // 2 if top is None else min(top, max(EDGE, window.height() - height - EDGE))
        self.setGeometry((window.width() - width) // 2, y, width, height)
        self.show()
        self.raise_()

    def close_popup(self) -> None:
        """Go away; at the program's end the popup may be gone before what closes it."""
        if isValid(self) and not self.isHidden():
            self.hide()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Look on no more, whether it was closed or its window went."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        super().hideEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While open only: a press anywhere else closes it."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and self.isVisible():
            place = self.mapFromGlobal(event.globalPosition().toPoint())
            on_anchor = self._anchor is not None and self._anchor.rect().contains(
                self._anchor.mapFromGlobal(event.globalPosition().toPoint())
            )
            if not self.rect().contains(place) and not on_anchor:
                self.close_popup()
        elif event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self.close_popup()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), radius=self._radius, fill=theme().raised, border=theme().ink3)
        painter.end()

    def _take_window(self, window: QWidget) -> None:
        if self.parentWidget() is not window:
            self.setParent(window)
