"""The recovery code, shown this once: to be printed or written down, and proved by typing two groups of it."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from core.documents.pdf import render
from core.documents.recovery_sheet import RECOVERY_SHEET, RecoverySheet
from core.i18n import _
from core.recovery_code import GROUPS, SIGNS, read_signs
from core.vault_errors import GroupsDiffer
from desktop.documents.preview import PreviewDialog
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.widgets.buttons import FilledButton, PlainButton
from desktop.widgets.dialogs import Message, ask
from desktop.widgets.form import FieldNote
from desktop.widgets.text import PlainLabel

_ASKED: Final = 2


class RecoveryCodeBox(Message):
    """Shows *code* and stays until two groups of it were typed, or the user gives up on that with open eyes.

    Args:
        parent: The window it belongs to.
        code: As it is printed.
        file: Name of the schedule, for the page.
        today: The day on the page.
        more: What else is to be said, such as copies that stayed readable.
    """

    def __init__(self, parent: QWidget | None, code: str, *, file: str, today: date, more: str = "") -> None:
        text = _(
            "If the passphrase is forgotten, only this code opens the schedule and its backups: nobody else can, we "
            "cannot either. It is shown this once. Print it or write it down, and lock it away from this computer."
        )
        super().__init__(parent, title=_("Your recovery code"), text=f"{text}\n\n{more}" if more else text)
        self._code, self._file, self._today = code, file, today
        self._groups = code.split("-")
        self.asked = sorted(secrets.SystemRandom().sample(range(GROUPS), _ASKED))
        self.fields = [QLineEdit() for _n in self.asked]
        self.note = FieldNote()
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            at = column.count() - 1
            for widget in (self._build_code(), self._build_proof(), self.note):
                column.insertWidget(at, widget)
                at += 1
        self.print_button = PlainButton(_("Print or save…"), "printer")
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self.print_out)
        self.done_button = FilledButton(_("I have it safe"), "check")
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.prove)
        for button in (self.print_button, self.done_button):
            self.buttons.addWidget(button)
        self.print_button.setFocus()

    def _build_code(self) -> QWidget:
        holder = QWidget()
        holder.setProperty("surface", "sunken")
        holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(holder)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        mono = QFont(sans(22))  # not bold: Q must not look like O
        mono.setFamilies(["DejaVu Sans Mono", "Consolas", "Noto Sans Mono CJK SC", *mono.families()])
        for number, group in enumerate(self._groups):
            row, column = divmod(number, 4)
            grid.addWidget(PlainLabel(str(number + 1), px=12, tone="ink3"), row * 2, column)
            label = PlainLabel(group)
            label.setFont(mono)
            label.setAccessibleName(_("Group {number}: {group}").format(number=number + 1, group=" ".join(group)))
            grid.addWidget(label, row * 2 + 1, column)
        return holder

    def _build_proof(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(12)
        words = _("To prove that you have it, type these two groups from the paper:")
        grid.addWidget(PlainLabel(words, px=13, tone="ink2", wrap=True), 0, 0, 1, 5)
        for place, (number, field) in enumerate(zip(self.asked, self.fields, strict=True)):
            name = _("Group {number}").format(number=number + 1)
            field.setAccessibleName(name)
            field.setFont(sans(14))
            field.setFixedWidth(110)
            field.setMaxLength(SIGNS + 3)
            field.textEdited.connect(lambda _text: self.note.say(""))
            grid.addWidget(PlainLabel(name, tone="ink2"), 1, place * 2)
            grid.addWidget(field, 1, place * 2 + 1)
        grid.setColumnStretch(4, 1)
        return holder

    def print_out(self) -> None:
        """Show the page for the safe, to be printed or saved."""
        with shown_to(self):
            sheet = RecoverySheet(self._code, self._file, self._today)
            pdf = render(RECOVERY_SHEET, sheet, made_on=self._today)
            preview = PreviewDialog(pdf, title=_("Recovery code"), file_stem=_("Recovery code"), parent=self)
            preview.finished.connect(preview.deleteLater)
            preview.open()

    def prove(self) -> None:
        """Close if both groups are right; say which one is not."""
        for number, field in zip(self.asked, self.fields, strict=True):
            if read_signs(field.text()) != self._groups[number]:
                self.note.say(str(GroupsDiffer(number=number + 1)))
                field.setFocus()
                field.selectAll()
                return
        self.accept()

    @override
    def reject(self) -> None:
        question = _("Close without proving that you have the code? It is never shown again; you can make a new one.")
        if ask(self, question, yes=_("Close"), no=_("Back"), destructive=True):
            super().reject()


def show_code(parent: QWidget | None, code: str, *, file: str, today: date, more: str = "") -> bool:
    """Show the code and wait; return whether the user proved to have it."""
    box = RecoveryCodeBox(parent, code, file=file, today=today, more=more)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    proved = box.exec() == QDialog.DialogCode.Accepted
    box.deleteLater()
    return proved
