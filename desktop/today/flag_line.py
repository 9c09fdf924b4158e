"""Beside the title of what must be chased: why further issues stand out; each leads to its list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.flags import FLAG_NAMES, STAND_OUT, Flag
from core.i18n import _
from desktop.widgets import QuietButton, SectionTitle

GAPS: Final = 60


class FlagLine(QWidget):
    """The flags at the right of a title, as many as fit there. Signal: flag_wanted(str): the ledger with this flag.

    Args:
        title: The title that it stands beside; its grey note gives way where the room is short.
        after: What stands at the right of the flags.
    """

    flag_wanted = Signal(str)

    def __init__(self, title: SectionTitle, after: QWidget) -> None:
        super().__init__()
        self._title, self._after = title, after
        self._note = title.note.text()
        self._counts: Mapping[Flag, int] = {}
        self.buttons = {flag: QuietButton("") for flag in STAND_OUT}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for flag, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, flag=flag: self.flag_wanted.emit(flag.value))
            row.addWidget(button)
            button.hide()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Stand out"))
        title.add(self)
        title.add(after)
        title.installEventFilter(self)
        self.hide()

    def show_counts(self, counts: Mapping[Flag, int]) -> None:
        """Show how many issues stand out, and why."""
        self._counts = counts
        for flag, button in self.buttons.items():
            button.set_caption(f"{_(FLAG_NAMES[flag])} {counts.get(flag, 0)}")
        self.fit()

    def fit(self) -> None:
        """Show as many as there is room for, without the note if that helps."""
        there = [flag for flag in STAND_OUT if self._counts.get(flag)]
        room = self._title.width() - self._title.title.sizeHint().width() - self._after.sizeHint().width() - GAPS
        self._title.set_note(self._note)
        if self._wide(there) > room - self._title.note.sizeHint().width():
            self._title.set_note("")
        else:
            room -= self._title.note.sizeHint().width()
        while len(there) > 1 and self._wide(there) > room:
            there.pop()
        for flag, button in self.buttons.items():
            button.setVisible(flag in there)
        self.setVisible(bool(there))

    def _wide(self, flags: list[Flag]) -> int:
        return sum(self.buttons[flag].sizeHint().width() for flag in flags)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._counts:
            self.fit()
        return super().eventFilter(watched, event)
