"""Photos and papers of an issue as chips; nothing is ever opened, only saved where the user says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.i18n import _, ngettext
from db.attachments import AttachmentRow
from desktop.fonts import metrics
from desktop.widgets import Button, IconButton
from desktop.widgets.flow import Flow


class AttachmentChips(Flow):
    """The chips. Signals: save_wanted(object): AttachmentRows to save; add_wanted(): attach a file."""

    save_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)

    def show_attachments(self, attachments: Sequence[AttachmentRow], *, may_add: bool) -> None:
        """Show photos as one chip, papers one by one, and the chip that adds."""
        self.clear()
        photos = [each for each in attachments if each.is_picture]
        if photos:
            words = ngettext("{n} photo", "{n} photos", len(photos)).format(n=len(photos))
            self._add_chip(words, "image", photos)
        for each in attachments:
            if not each.is_picture:
                self._add_chip(each.name, "paperclip", [each])
        if may_add:
            more = (
                IconButton("plus", _("Add file"))
                if attachments
                else Button(_("Add photos or papers"), "plus", px=13, high=28)
            )
            more.clicked.connect(self.add_wanted)
            self.add(more)

    def _add_chip(self, words: str, icon_name: str, rows: list[AttachmentRow]) -> None:
        shown = metrics(13).elidedText(words, Qt.TextElideMode.ElideMiddle, 260)
        chip = Button(shown, icon_name, px=13, high=28)
        chip.setAccessibleName(_("Save {name}").format(name=words))
        chip.clicked.connect(lambda: self.save_wanted.emit(rows))
        self.add(chip)
