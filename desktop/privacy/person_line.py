"""Who raised an issue: masked, and for half a minute in full when somebody presses the eye."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _
from db.services.disclosure import SECONDS_SHOWN, PetitionerFull, see_petitioner
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.widgets.buttons import IconButton
from desktop.widgets.text import PlainLabel, plain_tooltip

_MS: Final = 1000
EYE: Final = 26
"""The least that a finger or a pointer hits; the line shall not stand apart from those around it."""


class PersonLine(QWidget):
    """A masked person and an eye beside it.

    Signal `reveal_wanted()`: whoever shows the line notes that and calls `show_full`.
    """

    reveal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self._masked = ""
        self.label = PlainLabel(wrap=True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.eye = IconButton("eye", _("Show in full for half a minute; noted"), hint=hint, high=EYE)
        self.eye.clicked.connect(self._pressed)
        self.timer = QTimer(self, singleShot=True, interval=SECONDS_SHOWN * _MS)
        self.timer.timeout.connect(self.hide_person)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.label, 1, Qt.AlignmentFlag.AlignTop)  # level with its title, not with the eye
        row.addWidget(self.eye, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def is_open(self) -> bool:
        """Whether the person is shown in full now."""
        return self.timer.isActive()

    def show_masked(self, masked: str) -> None:
        """Show another person, masked; the eye is there only where there is somebody to see."""
        if masked == self._masked and self.is_open:
            return
        self._masked = masked
        self.hide_person()

    def show_full(self, person: PetitionerFull) -> None:
        """Show the person until the time is over or the line goes out of sight."""
        parts = [person.name, person.phone, person.village + person.address]
        self.label.setText("\u3000".join(filter(None, parts)))
        self.updateGeometry()
        self.timer.start()
        plain_tooltip(self.eye, _("Hide again"))

    def hide_person(self) -> None:
        """Hide the person again."""
        self.timer.stop()
        self.label.setText(self._masked or "—")
        self.eye.setVisible(bool(self._masked))
        plain_tooltip(self.eye, _("Show in full for half a minute; noted"))

    def _pressed(self) -> None:
        if self.is_open:
            self.hide_person()
        else:
            self.reveal_wanted.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.hide_person()
        super().hideEvent(event)


def reveal_into(ctx: AppContext, line: PersonLine, *, issue_id: int, what: str = "detail") -> bool:
    """Note that somebody looks, then show the person; a refusal is told. Pressed again it hides."""
    if line.is_open:
        line.hide_person()
        return False
    person: PetitionerFull | None = None
    with shown_to(line):
        person = see_petitioner(ctx.store, what=what, issue_id=issue_id)
    if person is not None:
        line.show_full(person)
    return person is not None
