"""A line for a passphrase: dots, and an eye that shows them while somebody looks for a slip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from core.i18n import _
from desktop.fonts import sans
from desktop.icons import icon

LONGEST = 300


class PassphraseField(QLineEdit):
    """Dots by default. Chinese can be typed while the eye is open: input methods are shut out of hidden lines."""

    def __init__(self, name: str, *, hidden: bool = True) -> None:
        super().__init__()
        self.setFont(sans(14))
        self.setMinimumHeight(32)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.eye: QAction | None = None
        if hidden:
            self.eye = self.addAction(icon("eye", "ink2"), QLineEdit.ActionPosition.TrailingPosition)
            self.eye.setText(_("Show what is typed"))
            self.eye.setToolTip(_("Show what is typed"))
            self.eye.triggered.connect(lambda: self.show_signs(self.echoMode() is QLineEdit.EchoMode.Password))

    def show_signs(self, shown: bool) -> None:  # noqa: FBT001 - a switch
        """Show what is typed, or dots again."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        if self.eye is not None:
            self.eye.setIcon(icon("eye-slash" if shown else "eye", "ink2"))
