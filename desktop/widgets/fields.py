"""Entry fields in our dress: search, and a line of limited length that never cuts silently."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.fonts import sans
from desktop.icons import icon, paint_icon
from desktop.widgets.text import plain_tooltip


class SearchField(QLineEdit):
    """A field with a magnifying glass and a cross; speaks 150 ms after the last key.

    Signals:
        searched(str): what to look for, trimmed; "" shows everything.
        left(): Enter or Down, on to what was found.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str = "", *, width: int = 210, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder or _("Find"))
        self.setAccessibleName(self.placeholderText())
        self.setFont(sans(14))
        self.setFixedSize(width, 32)
        self.setMaxLength(200)
        self._clear = self.addAction(icon("x", "ink3"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(_("Clear"))
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.setTextMargins(22, 0, 0, 0)
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(self._on_text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():  # Esc empties first, then leaves
            self.clear()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self._speak()
            self.left.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint_icon(painter, QRectF(10, self.height() / 2 - 8, 16, 16), "magnifying-glass", "ink2")
        painter.end()

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._timer.start()

    def _speak(self) -> None:
        """Do not wait for another key where somebody wants to see what was found."""
        if self._timer.isActive():
            self._timer.stop()
            self.searched.emit(self.text().strip())


def mark_invalid(field: QWidget, why: str = "") -> None:
    """Give *field* a red border and say why in its tooltip and to screen readers; "" takes it away."""
    field.setProperty("invalid", bool(why))
    field.setAccessibleDescription(why)
    plain_tooltip(field, why)
    field.style().unpolish(field)
    field.style().polish(field)


def takes_commands(widget: QWidget | None, scope: str) -> bool:
    """Return whether *widget*, or what it lies in, wants the commands of *scope* while somebody types in it.

    A grid of cells says so with `setProperty("commandsOf", "entry")`: deleting a row is meant there, a word elsewhere.
    """
    while widget is not None:
        if widget.property("commandsOf") == scope:
            return True
        widget = widget.parentWidget()
    return False


def is_typing(widget: QWidget | None) -> bool:
    """Return whether letters typed now go into a text field, so that single-key commands must stay dead."""
    if isinstance(widget, QLineEdit):
        return not widget.isReadOnly()
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return not widget.isReadOnly()
    return bool(widget is not None and widget.property("takesText"))
