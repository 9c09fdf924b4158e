"""The clashes of a visit under edit, each a full sentence with its shape, gravest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.deadlines import Lateness
from core.i18n import _
from desktop.calendar.verdict import Line, Tone
from desktop.icons import paint_icon
from desktop.widgets import PlainLabel
from desktop.widgets.layouts import clear_layout
from desktop.widgets.mark_widgets import Mark
from desktop.widgets.marks import paint_shape

_SHAPES = {Tone.STOP: Lateness.LATE, Tone.WARN: Lateness.SOON, Tone.CALM: Lateness.IN_TIME}
_NAMES = {Tone.STOP: "red", Tone.WARN: "amb", Tone.CALM: "ink2", Tone.FREE: "ink2"}


class _Shape(Mark):
    def __init__(self, tone: Tone) -> None:
        super().__init__(QSize(16, 20))
        self._tone = tone

    def paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the shape of the line's tone."""
        if self._tone is Tone.FREE:
            paint_icon(painter, QRectF(rect.left(), rect.center().y() - 6, 12, 12), "check", "grn")
        else:
            paint_shape(painter, QRectF(rect.left(), rect.top(), 12, rect.height()), _SHAPES[self._tone])


class WarningList(QWidget):
    """Lines of a verdict, spoken as one description to screen readers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._lines: tuple[Line, ...] = ()
        self.setAccessibleName(_("Hints"))

    def lines(self) -> tuple[Line, ...]:
        """Return what is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        clear_layout(self._column)
        for line in lines:
            self._column.addWidget(_line(line))
        self.setAccessibleDescription("\n".join(line.text for line in lines))


def _line(line: Line) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(_Shape(line.tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(line.text, px=13, tone=_NAMES[line.tone], wrap=True), 1)
    return made
