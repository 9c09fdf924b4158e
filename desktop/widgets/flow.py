"""A widget whose children go on in the next line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class Flow(QWidget):
    """Widgets from left to right; with *stretch_last* the last one takes what is left of its line."""

    def __init__(self, *, gap: int = 6, stretch_last: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap, self._stretch_last = gap, stretch_last
        self._widgets: list[QWidget] = []
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget, *, before_last: bool = False) -> None:
        """Add a widget at the end, or before the last one."""
        widget.setParent(self)
        self._widgets.insert(len(self._widgets) - 1 if before_last else len(self._widgets), widget)
        widget.show()
        self._changed()

    def take_out(self, widget: QWidget) -> None:
        """Take a widget out and delete it."""
        self._widgets.remove(widget)
        widget.hide()
        widget.deleteLater()
        self._changed()

    def refresh(self) -> None:
        """Close the gaps: some widget was hidden or shown again."""
        self._changed()

    def clear(self) -> None:
        """Take everything out."""
        for widget in list(self._widgets):
            self.take_out(widget)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(width, moves=False)

    @override
    def sizeHint(self) -> QSize:
        wide = max(self.width(), 200)
        return QSize(wide, self._place(wide, moves=False))

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((each.minimumSizeHint().width() for each in self._widgets), default=0)
        return QSize(widest, self._place(max(self.width(), widest), moves=False))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), moves=True)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        return super().event(event)

    def _changed(self) -> None:
        self._place(self.width(), moves=True)
        self.updateGeometry()

    def _place(self, width: int, *, moves: bool) -> int:
        x = y = high = 0
        shown = [widget for widget in self._widgets if not widget.isHidden()]
        for n, widget in enumerate(shown):
            size = widget.sizeHint().expandedTo(widget.minimumSize())
            stretches = self._stretch_last and n == len(shown) - 1
            least = widget.minimumWidth() if stretches else size.width()
            if x and x + least > width:
                x, y, high = 0, y + high + self._gap, 0
            wide = max(width - x, least) if stretches else size.width()
            if moves:
                widget.setGeometry(QRect(x, y, wide, size.height()))
            x, high = x + wide + self._gap, max(high, size.height())
        return y + high
