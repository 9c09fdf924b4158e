"""The digest's one window: what waits today, each line leading to its list; put off or copied with a key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.digest import (
    SNOOZE_NAMES,
    Digest,
    DigestKey,
    DigestLine,
    DigestSection,
    Snooze,
    chat_text,
    missed_text,
)
from core.digest_words import changed_text, first_line, first_text, section_text
from core.i18n import _, clauses, day_text, statements, weekday_long
from desktop.context import AppContext
from desktop.widgets import FilledButton, PlainButton, PlainLabel, SmallButton
from desktop.widgets.link import LinkLabel
from desktop.widgets.panel import PanelLine

WIDTH: Final = 520
PREVIEWED: Final = 3
TARGETS: Final[dict[DigestKey, tuple[str, dict[str, str]]]] = {
    DigestKey.OVERDUE: ("issues", {"tab": "overdue"}),
    DigestKey.DUE: ("issues", {"tab": "due_soon"}),
    DigestKey.STUCK: ("issues", {"flag": "stuck"}),
    DigestKey.NOT_ACCEPTED: ("issues", {"flag": "not_accepted"}),
    DigestKey.LOOK_BACKS: ("issues", {"flag": "look_back"}),
    DigestKey.UNLOGGED: ("today", {}),
}
"""Where each list is; the promises have a window of their own."""


class DigestDialog(QDialog):
    """The window; it stands beside the main window and blocks nothing.

    Digits open the lists, Enter closes it, Esc closes it too: it was seen. Signal: snoozed(str): a Snooze.
    """

    snoozed = Signal(str)

    def __init__(self, ctx: AppContext, digest: Digest) -> None:
        super().__init__(ctx.window)
        self._ctx, self.digest = ctx, digest
        self.setWindowTitle(_("Digest"))
        self.setFixedWidth(WIDTH)
        self.setModal(False)
        self.sections = [section for section in digest.sections if section.count]
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(6)
        title = _("Digest of {day}").format(day=f"{day_text(digest.on)} {weekday_long(digest.on)}")
        column.addWidget(PlainLabel(title, px=19, bold=True, serifed=True))
        if digest.missed:
            column.addWidget(PlainLabel(missed_text(digest.missed), px=13, tone="ink2", wrap=True))
        column.addSpacing(4)
        self._build_opening(column)
        for number, section in enumerate(self.sections, 1):
            column.addWidget(self._line(number, section))
        if not self.sections:
            column.addWidget(PlainLabel(_("Nothing waits today."), tone="ink3"))
        column.addSpacing(10)
        column.addLayout(self._build_snooze())
        column.addSpacing(6)
        column.addLayout(self._build_buttons())
        self.close_button.setFocus()

    def _build_opening(self, column: QVBoxLayout) -> None:
        """Say in two sentences what changed and what to do first; the second leads there."""
        self.changed = PlainLabel(changed_text(self.digest), px=15, wrap=True)
        column.addWidget(self.changed)
        found = first_line(self.digest)
        self.first = LinkLabel("" if found is None else first_text(*found), px=15, bold=True, tone="acc", wrap=True)
        self.first.setVisible(found is not None)
        column.addWidget(self.first)
        if found is not None:
            self.first.clicked.connect(partial(self._open_first, *found))
            stands = clauses((found[1].plain, found[1].note))
            if stands:
                column.addWidget(PlainLabel(stands, px=13, tone="ink2", wrap=True))
        column.addSpacing(8)

    def _open_first(self, key: DigestKey, line: DigestLine) -> None:
        if line.issue_id is not None:
            self._ctx.navigate("issues", issue_id=line.issue_id)
        else:
            self.open_list(key)

    def _line(self, number: int, section: DigestSection) -> QWidget:
        late = section.key is DigestKey.OVERDUE
        line = PanelLine(
            section_text(section), lead=str(number), lead_width=22, tone="red" if late else "ink",
            below=statements(each.words for each in section.lines[:PREVIEWED]),
        )  # fmt: skip
        line.clicked.connect(partial(self.open_list, section.key))
        return line

    def _build_snooze(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(PlainLabel(_("Show again"), px=13, tone="ink3"))
        self.snooze = {choice: SmallButton(_(words)) for choice, words in SNOOZE_NAMES.items()}
        for choice, button in self.snooze.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._put_off, choice))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.copy_button = PlainButton(_("Copy for chat"), hint="Ctrl C")
        self.copy_button.setShortcut("Ctrl+C")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        self.close_button = FilledButton(_("Seen"), "check")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.copy_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        return row

    def offer(self, choices: Mapping[Snooze, bool]) -> None:
        """Offer only what still makes sense: no afternoon that has begun."""
        for choice, button in self.snooze.items():
            button.setVisible(choices.get(choice, False))

    def open_list(self, key: DigestKey, *_checked: object) -> None:
        """Show the list of a section; the digest stays open beside it."""
        if key is DigestKey.PROMISES:
            from desktop.promises.promises_dialog import show_promises  # noqa: PLC0415 - not at every start

            show_promises(self._ctx, self._ctx.window)
            return
        page, target = TARGETS[key]
        self._ctx.navigate(page, **target)

    def copy(self) -> None:
        """Put the digest on the clipboard as it may go into a chat: no person and no matter is named."""
        QApplication.clipboard().setText(chat_text(self.digest, office=self._ctx.settings.office))
        self._ctx.toast(_("Copied: numbers, units and days, without people and matters."))

    def _put_off(self, choice: Snooze, *_checked: object) -> None:
        self.snoozed.emit(choice.value)
        self.done(0)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1.value
        if 0 <= number < len(self.sections) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.open_list(self.sections[number].key)
            return
        super().keyPressEvent(event)
