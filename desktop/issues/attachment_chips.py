"""Photos and papers of an issue as chips; nothing is ever opened, only saved where the user says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _, ngettext
from db.queries.issue_detail import AttachmentRow
from desktop.fonts import metrics
from desktop.widgets import Button, IconButton


class FlowLayout(QLayout):
    """Lays its items out in rows, like words."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if apply:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            line = max(line, hint.height())
        return y + line - rect.y()


class AttachmentChips(QWidget):
    """The chips. Signals: save_wanted(object): AttachmentRows to save; add_wanted(): attach a file."""

    save_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_attachments(self, attachments: Sequence[AttachmentRow], *, may_add: bool) -> None:
        """Show photos as one chip, papers one by one, and the chip that adds."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        photos = [each for each in attachments if each.is_picture]
        if photos:
            words = ngettext("{n} photo", "{n} photos", len(photos)).format(n=len(photos))
            self._add(words, "image", photos)
        for each in attachments:
            if not each.is_picture:
                self._add(each.name, "paperclip", [each])
        if may_add:
            more = IconButton("plus", _("Add file"))
            more.clicked.connect(self.add_wanted)
            self._flow.addWidget(more)
        self.updateGeometry()

    def _add(self, words: str, icon_name: str, rows: list[AttachmentRow]) -> None:
        shown = metrics(13).elidedText(words, Qt.TextElideMode.ElideMiddle, 260)
        chip = Button(shown, icon_name, px=13, high=28)
        chip.setAccessibleName(_("Save {name}").format(name=words))
        chip.clicked.connect(lambda: self.save_wanted.emit(rows))
        self._flow.addWidget(chip)
