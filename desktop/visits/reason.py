"""Asking why: for a visit called off or missed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.errors import MissingField
from core.i18n import _, day_text, weekday_text
from core.visits import HALF_NAMES
from db.queries.visits import visit_detail
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.widgets import FilledButton, PlainButton, PlainLabel
from desktop.widgets.fields import mark_invalid


class ReasonDialog(QDialog):
    """A line for the reason, which is *needed* or may stay empty; it stays open, words kept, when it is refused."""

    def __init__(
        self,
        title: str,
        text: str,
        write: Callable[[str], bool],
        parent: QWidget | None,
        *,
        about: str = "",
        needed: bool = False,
    ) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._write, self._needed = write, needed
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.line = QLineEdit()
        self.line.setFont(sans(14))
        self.line.setPlaceholderText(_("Reason") if needed else _("Reason, if you like"))
        self.line.setAccessibleName(_("Reason"))
        self.line.textEdited.connect(lambda _text: self._refuse(""))
        self.said = PlainLabel(px=12, tone="red", wrap=True)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(PlainLabel(title, px=17, bold=True, serifed=True))
        if about:
            column.addWidget(PlainLabel(about, px=14, bold=True, wrap=True))
        column.addWidget(PlainLabel(text, tone="ink2", wrap=True))
        column.addWidget(self.line)
        column.addWidget(self.said)
        column.addLayout(self._build_buttons(title))
        self.line.setFocus()

    @classmethod
    def on_visit(
        cls, ctx: AppContext, visit_id: int, words: tuple[str, str], write: Callable[[str], bool], home: QWidget
    ) -> ReasonDialog:
        """Return the dialog that names the visit it is about."""
        with ctx.store.read() as session:
            detail = visit_detail(session, visit_id, today=ctx.today(), calendar=ctx.calendar)
        about = ""
        if detail is not None:
            when = f"{day_text(detail.day)} {weekday_text(detail.day)} {_(HALF_NAMES[detail.half])}"
            about = f"{when}　{detail.leader} → {detail.township}"
        return cls(*words, write, home, about=about)

    def _build_buttons(self, title: str) -> QHBoxLayout:
        ahead, away = FilledButton(title), PlainButton(_("Back"), hint="Esc")
        ahead.setDefault(True)
        ahead.clicked.connect(self._go)
        away.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._go)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 12, 0, 0)
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(away)
        buttons.addWidget(ahead)
        return buttons

    def _refuse(self, why: str) -> None:
        """Say under the line what is wrong with it; "" takes that back."""
        mark_invalid(self.line, why)
        self.said.setText(why)
        self.said.setVisible(bool(why))

    def _go(self) -> None:
        if self._needed and not self.line.text().strip():
            self._refuse(str(MissingField(field=_("Reason"))))
            self.line.setFocus()
            return
        if self._write(self.line.text()):
            self.accept()
