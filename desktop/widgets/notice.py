"""Notices that stay while their reason stays: who else holds the file, backups that fail, little room left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets.buttons import IconButton, SmallButton
from desktop.widgets.text import PlainLabel


class Notice(QWidget):
    """One line above the page: icon, sentence, at most one way out, and a cross where it may be put away."""

    def __init__(self, text: str, *, icon_name: str, urgent: bool) -> None:
        super().__init__()
        self._icon_name, self._urgent = icon_name, urgent
        self.label = PlainLabel(text, px=13, wrap=True, tone="red" if urgent else "")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(46, 6, 16, 6)
        self.row.setSpacing(10)
        self.row.addWidget(self.label, 1)
        self.setMinimumHeight(38)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, area = theme(), QRectF(self.rect())
        painter = QPainter(self)
        painter.fillRect(area, colours.red_t if self._urgent else colours.acc_t)
        painter.fillRect(QRectF(0, area.height() - 1, area.width(), 1), colours.line2)
        tone = "red" if self._urgent else "acc"
        paint_icon(painter, QRectF(22, area.center().y() - 8, 16, 16), self._icon_name, tone)
        painter.end()


class NoticeBar(QWidget):
    """The stack of notices; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setVisible(False)

    def show_notice(
        self,
        key: str,
        text: str,
        *,
        icon_name: str = "lock-simple",
        urgent: bool = False,
        action: str = "",
        do: Callable[[], object] | None = None,
        may_close: bool = False,
    ) -> None:
        """Show a notice, in place of an older one of the same *key*.

        Args:
            key: Names the reason.
            text: The sentence, plain.
            icon_name: A Phosphor name.
            urgent: Red: data are in danger.
            action: Words of the one button; *do* is called by it.
            do: The way out.
            may_close: Adds a cross.
        """
        self.drop(key)
        made = Notice(text, icon_name=icon_name, urgent=urgent)
        if do is not None:
            button = SmallButton(action)
            button.clicked.connect(lambda _checked: do())
            made.row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if may_close:
            cross = IconButton("x", _("Close"))
            cross.clicked.connect(lambda: self.drop(key))
            made.row.addWidget(cross)
        self._shown[key] = made
        self._column.addWidget(made)
        self.setVisible(True)

    def drop(self, key: str) -> None:
        """Take a notice away, if it is there."""
        gone = self._shown.pop(key, None)
        if gone is not None:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.setVisible(bool(self._shown))

    def texts(self) -> dict[str, str]:
        """Return what is shown, by key."""
        return {key: notice.label.text() for key, notice in self._shown.items()}
