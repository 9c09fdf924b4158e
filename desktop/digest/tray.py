"""The icon in the tray that tells of a digest while the window is out of sight; where there is no tray, nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from core.i18n import _
from desktop.icons import logo


class Tray(QObject):
    """The icon. Signal: clicked(): the icon, its message or its menu asks for the digest."""

    clicked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None

    def show(self) -> bool:
        """Put the icon there; return whether this desktop has a tray."""
        if self._icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._icon, self._menu = QSystemTrayIcon(logo(), self), QMenu()
            self._menu.addAction(_("Show digest")).triggered.connect(self._on_menu)
            self._icon.setContextMenu(self._menu)
            self._icon.setToolTip(_("Onsite Days"))
            self._icon.activated.connect(self._on_activated)
            self._icon.messageClicked.connect(self.clicked)
            self._icon.show()
        return self._icon is not None

    def tell(self, title: str, words: str) -> bool:
        """Show a message; return whether anybody could see it."""
        if self._icon is None or not QSystemTrayIcon.supportsMessages():
            return False
        self._icon.showMessage(title, words, logo())
        return True

    def hide(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None

    def _on_menu(self, *_checked: object) -> None:
        self.clicked.emit()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.clicked.emit()
