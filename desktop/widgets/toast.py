"""What has just happened, said once at the lower edge, with a way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.theme import theme
from desktop.widgets.buttons import SmallButton
from desktop.widgets.strokes import box
from desktop.widgets.text import ElidedLabel

STAY_MS = 6000
GAP = 8


@dataclass(frozen=True, slots=True)
class Further:
    """What else is offered beside the way back.

    Attributes:
        words: Of the button.
        do: What it does.
        hint: The key that does the same.
    """

    words: str
    do: Callable[[], object]
    hint: str = ""


class Toast(QWidget):
    """One line over the page's lower edge; stays 6 s, longer under the pointer. It never takes the focus."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._home = home
        self._action: Callable[[], object] | None = None
        self._more: Further | None = None
        self.label = ElidedLabel()
        self.button = SmallButton("")
        self.button.clicked.connect(self._on_button)
        self.further = SmallButton("")
        self.further.clicked.connect(self._on_further)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(GAP)
        row.addWidget(self.label, 1)
        row.addSpacing(14 - GAP)
        for button in (self.further, self.button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        home.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        *,
        action: str = "",
        hint: str = "",
        do: Callable[[], object] | None = None,
        further: Further | None = None,
        stay_ms: int = STAY_MS,
    ) -> None:
        """Show *text*; with *do* also a button.

        Args:
            text: One sentence, plain.
            action: Words of the button: Undo.
            hint: The key that does the same.
            do: What the button does.
            further: A second button before it.
            stay_ms: How long it stays.
        """
        self._action, self._more = do, further
        self.label.set_text(text)
        self.button.setVisible(do is not None)
        self.button.set_caption(action)
        self.button.set_hint(hint)
        self.further.setVisible(further is not None)
        self.further.set_caption(further.words if further is not None else "")
        self.further.set_hint(further.hint if further is not None else "")
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(stay_ms)

    @override
    def sizeHint(self) -> QSize:
        wanted = 28 + self.label.sizeHint().width()
        for button, there in ((self.button, self._action), (self.further, self._more)):
            wanted += button.sizeHint().width() + GAP + 2 if there is not None else 0
        return QSize(min(wanted + 2, self._home.width() - 40), 40)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start(STAY_MS // 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), radius=6, fill=theme().raised, border=theme().ink3)
        painter.end()

    def _place(self) -> None:
        size = self.sizeHint()
        self.setGeometry(
            (self._home.width() - size.width()) // 2, self._home.height() - size.height() - 50, size.width(), 40
        )

    def _on_button(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def _on_further(self) -> None:
        self.hide()
        if self._more is not None:
            self._more.do()
