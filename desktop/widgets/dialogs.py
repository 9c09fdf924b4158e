"""Message boxes and dialogs: plain text always, one filled button, Esc closes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.i18n import _
from desktop.fonts import sans
from desktop.widgets.buttons import Button, Role
from desktop.widgets.text import PlainLabel

LEAST = QSize(760, 560)
"""A dialog with a preview is never made smaller than this."""
_shown: set[QDialog] = set()


class Message(QDialog):
    """A sentence, an optional grey second one, optional details, and its buttons at the right.

    Args:
        parent: The window it belongs to.
        title: Bold first line; "" leaves it out.
        text: What happened and what to do, shown letter for letter.
        detail: Long text to scroll, such as a log.
    """

    def __init__(self, parent: QWidget | None, *, title: str = "", text: str = "", detail: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title or _("Onsite Days"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self.setMaximumWidth(620)
        self.text = PlainLabel(text, wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.text.setMinimumWidth(372)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(8)
        if title:
            column.addWidget(PlainLabel(title, px=15, bold=True, wrap=True))
        column.addWidget(self.text)
        if detail:
            column.addWidget(_details(detail))
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(0, 14, 0, 0)
        self.buttons.setSpacing(10)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)

    def add_button(self, text: str, role: Role = Role.PLAIN, *, accepts: bool = True) -> Button:
        """Add a button that closes the box; a filled one is pressed by Enter."""
        made = Button(text, role=role)
        made.clicked.connect(self.accept if accepts else self.reject)
        if role is Role.FILLED:
            made.setDefault(True)
        self.buttons.addWidget(made)
        return made


def tell(parent: QWidget | None, text: str, *, title: str = "", detail: str = "") -> Message:
    """Show a message without stopping anything; returns at once."""
    message = Message(_home(parent), title=title, text=text, detail=detail)
    message.add_button(_("OK"), Role.FILLED).setFocus()
    _shown.add(message)  # a box without a parent would vanish with its last reference
    message.finished.connect(lambda _code: _shown.discard(message))
    message.open()
    return message


def ask(
    parent: QWidget | None,
    text: str,
    *,
    yes: str,
    no: str = "",
    title: str = "",
    detail: str = "",
    destructive: bool = False,
) -> bool:
    """Ask and wait: True when *yes* was pressed. A destructive question has "no" as its default.

    Args:
        parent: The window it belongs to.
        text: The question, plain.
        yes: Words of the button that goes ahead, a verb: `Delete`.
        no: Words of the other one; by default Cancel.
        title: Bold first line.
        detail: Long text to scroll.
        destructive: The verb destroys something.
    """
    message = Message(_home(parent), title=title, text=text, detail=detail)
    message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    away = message.add_button(no or _("Cancel"), accepts=False)
    ahead = message.add_button(yes, Role.DESTRUCTIVE if destructive else Role.FILLED)
    (away if destructive else ahead).setFocus()
    agreed = message.exec() == QDialog.DialogCode.Accepted
    message.deleteLater()
    return agreed


def resize_within(dialog: QDialog, width: int, height: int) -> None:
    """Give *dialog* this size, or less where the window it belongs to is smaller: its buttons stay in sight."""
    parent = dialog.parentWidget()
    home = parent.window() if parent is not None else None
    if home is not None and home.isVisible():
        width, height = min(width, max(home.width(), LEAST.width())), min(height, max(home.height(), LEAST.height()))
    dialog.resize(width, height)


def _home(parent: QWidget | None) -> QWidget | None:
    return parent.window() if parent is not None else QApplication.activeWindow()


def _details(text: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setPlainText(text)
    field.setReadOnly(True)
    field.setFont(sans(13))
    field.setFixedHeight(160)
    return field
