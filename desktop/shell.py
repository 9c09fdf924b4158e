"""The frame around a page: rail and content on chrome, rounded at the top left; notices above the page."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.rail import Rail
from desktop.theme import theme
from desktop.widgets.notice import NoticeBar

RADIUS = 10


class _Corner(QWidget):
    """Lays chrome over the page's top left corner, outside its arc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(RADIUS + 1, RADIUS + 1))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(RADIUS + 1)
        outside = QPainterPath()
        outside.addRect(QRectF(0, 0, side, side))
        inside = QPainterPath()
        inside.addRoundedRect(QRectF(0.5, 0.5, 4 * side, 4 * side), RADIUS, RADIUS)
        painter.fillPath(outside.subtracted(inside), theme().chrome)
        painter.setPen(QPen(theme().line, 1))
        painter.setClipRect(QRectF(0, 0, side, side))
        painter.drawPath(inside)
        painter.end()


class _Content(QWidget):
    """The paper: a hairline at top and left, then notices and page."""

    def __init__(self) -> None:
        super().__init__()
        self.notices = NoticeBar()
        self.pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.pages, 1)
        self._corner = _Corner(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._corner.move(0, 0)
        self._corner.raise_()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().page)
        painter.fillRect(0, 0, self.width(), 1, theme().line)
        painter.fillRect(0, 0, 1, self.height(), theme().line)
        painter.end()


class Shell(QWidget):
    """Rail and content side by side."""

    def __init__(self, rail: Rail) -> None:
        super().__init__()
        self.rail = rail
        self._content = _Content()
        self.notices, self.pages = self._content.notices, self._content.pages
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(rail)
        row.addWidget(self._content, 1)

    def clear_pages(self) -> None:
        """Take every page away."""
        while (page := self.pages.widget(0)) is not None:
            self.pages.removeWidget(page)
            page.deleteLater()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().chrome)
        painter.end()


class Covers(QStackedWidget):
    """The shell, and what may be laid over the whole of it: welcome page, import, sample county."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.addWidget(shell)

    def is_covered(self) -> bool:
        """Return whether something lies over the shell."""
        return self.currentWidget() is not self._shell

    def cover(self, widget: QWidget) -> None:
        """Lay *widget* over the shell, in place of what lay there before."""
        self.uncover()
        self.addWidget(widget)
        self.setCurrentWidget(widget)

    def uncover(self) -> None:
        """Show the shell again."""
        self.setCurrentWidget(self._shell)
        for number in reversed(range(self.count())):
            widget = self.widget(number)
            if widget is not None and widget is not self._shell:
                self.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
