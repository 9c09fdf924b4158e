"""Sheets over every window of the program, dialogs too: nothing of the schedule shows while it is locked.

Windows are covered, not hidden: to hide a dialog that somebody waits for would answer it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.theme import theme


class Sheet(QWidget):
    """An opaque sheet with a lock on it and below it which schedule waits, as big as the window it covers."""

    def __init__(self, window: QWidget, about: str = "") -> None:
        super().__init__(window)
        self._about = about
        self.setAccessibleName(about)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)
        self._fit()
        self.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ChildAdded, QEvent.Type.LayoutRequest}:
            self._fit()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().page)
        middle = self.rect().center()
        paint_icon(painter, QRectF(middle.x() - 14, middle.y() - 14, 28, 28), "lock", "ink3")
        painter.setFont(sans(13))
        painter.setPen(theme().ink3)
        words = metrics(13).elidedText(self._about, Qt.TextElideMode.ElideMiddle, max(self.width() - 32, 0))
        place = QRectF(0, middle.y() + 24, self.width(), 22)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            self.raise_()


class Covers(QObject):
    """Covers all windows but one. Signals: opened(): a window came up meanwhile; it is covered too."""

    opened = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets: list[Sheet] = []
        self._free: QWidget | None = None
        self._about = ""

    def cover(self, free: QWidget, about: str = "") -> None:
        """Cover every window but *free*, those that come up later included; menus and lists close.

        Args:
            free: The window that listens.
            about: Which schedule waits: the county and its file.
        """
        self._free, self._about = free, about
        for _n in range(20):
            popup = QApplication.activePopupWidget()
            if popup is None or not popup.close():
                break
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            self._cover(window)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def lift(self) -> None:
        """Take the sheets away."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        for sheet in self._sheets:
            if isValid(sheet):
                sheet.hide()
                sheet.deleteLater()
        self._sheets.clear()
        self._free = None

    def covered(self) -> list[QWidget]:
        """Return the windows under a sheet."""
        return [window for sheet in self._sheets if isValid(sheet) and (window := sheet.parentWidget()) is not None]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and self._cover(watched)
        ):
            self.opened.emit()
        return False

    def _cover(self, window: QWidget) -> bool:
        """Cover a window that shows something; return whether it was not covered before."""
        free = self._free
        own = free is not None and (window is free or free.isAncestorOf(window) or window.parentWidget() is free)
        if own or not window.isVisible() or window in self.covered():
            return False
        self._sheets.append(Sheet(window, self._about))
        return True
