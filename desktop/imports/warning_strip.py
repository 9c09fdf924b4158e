"""A question about a whole sheet, in one amber strip with its few answers as buttons."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.deadlines import Lateness
from core.imports.questions import Question
from desktop.imports.wording import question_text
from desktop.theme import theme
from desktop.widgets import PlainLabel, SmallButton, box, paint_shape

_FEW = 3


class WarningStrip(QWidget):
    """Signal: answered(str, str): question id and answer."""

    answered = Signal(str, str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        text = PlainLabel(question_text(question), wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(text, 1)
        self.buttons: list[SmallButton] = []
        options = question.options if len(question.options) <= _FEW else ()  # many: the columns below are to be used
        for option in options:
            button = SmallButton(option.text.text())
            button.clicked.connect(lambda _checked=False, answer=option.answer: self.answered.emit(question.id, answer))
            self.buttons.append(button)
            row.addWidget(button)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), radius=6, fill=theme().amb_t)
        paint_shape(painter, QRectF(14, 0, 11, self.height()), Lateness.SOON)
        painter.end()
