"""A caret and words that fold what stands below them, flush with the left edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.strokes import BASELINE, focus_ring

HIGH, CARET, GAP = 26, 12, 6


class FoldButton(QAbstractButton):
    """Pressed, it says so by `clicked`; whoever folds tells it with `show_open` how things stand.

    Args:
        text: What is folded.
        bold: For a section's title.
        px: Size of the type.
        parent: Qt's parent.
    """

    def __init__(self, text: str, *, bold: bool = False, px: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px, self._bold = px, bold
        self._folds, self._open = True, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_caption(text)
        self.set_folds(folds=True)

    def set_caption(self, text: str) -> None:
        """Change the words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_folds(self, *, folds: bool) -> None:
        """Fold something, or be a plain title."""
        self._folds = folds
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if folds else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if folds else Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not folds)
        self.updateGeometry()
        self.update()

    @property
    def folds(self) -> bool:
        """Whether there is anything to fold."""
        return self._folds

    def show_open(self, *, is_open: bool) -> None:
        """Point the caret down while what is below is in sight."""
        self._open = is_open
        self.update()

    @override
    def sizeHint(self) -> QSize:
        caret = CARET + GAP if self._folds else 0
        return QSize(caret + metrics(self._px, bold=self._bold).horizontalAdvance(self.text()) + 4, HIGH)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        token = "ink" if self._folds and self.underMouse() else "ink2"
        left = 0.0
        if self._folds:
            caret = QRectF(0, round(area.center().y() - CARET / 2), CARET, CARET)
            paint_icon(painter, caret, "caret-down" if self._open else "caret-right", token)
            left = CARET + GAP
        painter.setFont(sans(self._px, bold=self._bold))
        painter.setPen(colours.colour(token))
        painter.drawText(area.adjusted(left, 0, 0, 0), int(BASELINE), self.text())
        if self.hasFocus():
            focus_ring(painter, area.adjusted(2, 2, -2, -2), radius=4)
        painter.end()
