"""A line of fields as on the printed sheet: a grey cell with words at the left, fields beside it, a hairline below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from desktop.fonts import sans
from desktop.theme import theme
from desktop.visits.record.cell_paint import LABEL
from desktop.widgets import PlainLabel

HIGH = 46
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class Band(QWidget):
    """One line of fields.

    Args:
        label: Words in the grey cell.
        name: What the fields are called for screen readers, where one of them has no words of its own.
    """

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self.setMinimumHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(LABEL + 10, 7, 24, 7)
        self.line.setSpacing(8)

    def add(self, widget: QWidget, words: str = "", *, stretch: int = 0) -> QWidget:
        """Add a field, with words before it where the grey cell does not say what it is."""
        if words:
            if self.line.count():
                self.line.addSpacing(10)
            self.line.addWidget(PlainLabel(words, px=13, tone="ink2"))
        if not widget.accessibleName():
            widget.setAccessibleName(words or self._label)
        self.line.addWidget(widget, stretch)
        return widget

    def rest(self) -> None:
        """Leave the room behind the last field empty."""
        self.line.addStretch(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        high = self.height()
        painter.fillRect(QRectF(0, 0, LABEL, high), colours.sunken)
        painter.fillRect(QRectF(LABEL - 1, 0, 1, high), colours.line)
        painter.fillRect(QRectF(0, high - 1, self.width(), 1), colours.line)
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        painter.drawText(QRectF(24, 0, LABEL - 30, high), _WRAPPED, self._label)
        painter.end()


def line_edit(limit: int = 400, *, prompt: str = "", width: int = 0) -> QLineEdit:
    """Return a field for words; what is longer than *limit* is told, never cut."""
    made = QLineEdit()
    made.setFont(sans(14))
    made.setMaxLength(max(5000, limit))
    made.setProperty("limit", limit)
    made.setPlaceholderText(prompt)
    if width:
        made.setFixedWidth(width)
    return made
