"""The 2 px ring around whatever button holds the keyboard focus, drawn outside its edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTabBar, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.widgets.strokes import focus_ring

MARGIN = 3
RINGED = (QAbstractButton, QTabBar)


class FocusRing(QWidget):
    """One ring per application: it moves to the focused widget when the keyboard brought it there.

    A window with the property `ringed` shows it from the start: there a key acts at once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, application: QApplication) -> None:
        """Start to follow the focus."""
        application.focusChanged.connect(self._on_focus)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Move | QEvent.Type.Resize | QEvent.Type.Show:
                self._place()
            case QEvent.Type.Hide | QEvent.Type.ParentChange | QEvent.Type.DeferredDelete:
                self._leave()
            case _:
                pass
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        radius = self._target.property("ringRadius") if self._target is not None else None
        focus_ring(painter, inner, radius=float(radius) if radius is not None else 6.0)
        painter.end()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or not isinstance(new, RINGED) or isinstance(new, QComboBox):
            return
        window = new.window()
        by_keys = window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange) or window.property("ringed")
        if new.property("ownFocus") or not by_keys:
            return
        self._target = new
        self.setParent(window)
        each: QWidget | None = new
        while each is not None and each is not window:
            each.installEventFilter(self)
            self._watched.append(each)
            each = each.parentWidget()
        self._place()

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            return
        corner = target.mapTo(target.window(), QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        self.setVisible(not target.visibleRegion().isEmpty())
        self.raise_()

    def _leave(self) -> None:
        for each in self._watched:
            if isValid(each):  # its panel may have gone with it
                each.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        if self.parentWidget() is not None:
            self.hide()
            self.setParent(None)  # never deleted along with a window that goes
