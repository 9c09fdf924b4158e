"""A field that holds several names: leaders or agencies who go along."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.fonts import metrics, sans
from desktop.icons import paint_icon
from desktop.theme import theme
from desktop.widgets import Choice, PinyinCompleter, mark_invalid
from desktop.widgets.flow import Flow
from desktop.widgets.strokes import box


class Tag(QAbstractButton):
    """One name with a cross; a press takes it out."""

    def __init__(self, text: str, data: int) -> None:
        super().__init__()
        self.words, self.data = text, data
        self.setAccessibleName(_("Take out {name}").format(name=text))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def sizeHint(self) -> QSize:
        return QSize(metrics(13).horizontalAdvance(self.words) + 34, 32)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect()).adjusted(0, 2, 0, -2)
        over = self.underMouse() or self.hasFocus()
        box(painter, area, radius=5, fill=colours.acc_t if over else colours.sunken, border=colours.line2)
        painter.setFont(sans(13))
        painter.setPen(colours.ink)
        painter.drawText(area.adjusted(9, 0, -22, 0), int(Qt.AlignmentFlag.AlignVCenter), self.words)
        paint_icon(painter, QRectF(area.right() - 19, area.center().y() - 6, 12, 12), "x", "ink2")
        painter.end()


class TagField(Flow):
    """Names, and a line to add one by a few letters. Signals: changed()."""

    changed = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(stretch_last=True, parent=parent)
        self._choices: Sequence[Choice] = ()
        self._tags: list[Tag] = []
        self.line = QLineEdit()
        self.line.setFont(sans(14))
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.line.setMinimumWidth(140)
        self.line.setMaxLength(200)
        self.add(self.line)
        self._completer = PinyinCompleter(self.line, self._left)
        self._completer.chosen.connect(self._take)
        self.line.textEdited.connect(lambda _text: mark_invalid(self.line))
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these names."""
        self._choices = choices

    def values(self) -> list[int]:
        """Return what is chosen, in order."""
        return [tag.data for tag in self._tags]

    def set_values(self, values: Sequence[int]) -> None:
        """Choose these; what is in no list is left out."""
        for tag in self._tags:
            self.take_out(tag)
        self._tags = []
        for value in values:
            found = next((each for each in self._choices if each.data == value), None)
            if found is not None:
                self._add(found)

    def is_settled(self) -> bool:
        """Return whether nothing half-typed stands in the line; marks it otherwise."""
        typed = self.line.text().strip()
        if not typed:
            return True
        found = [each for each in self._left() if each.text == typed]
        if len(found) == 1:
            self._take(found[0])
            return True
        unknown = _("Not in the list. Choose one of the names offered; add a new one under Leaders or Townships.")
        mark_invalid(self.line, unknown)
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and self.line.hasFocus() and not self.line.text() and self._tags:
            self._remove(self._tags[-1])
            return
        super().keyPressEvent(event)

    def _left(self) -> list[Choice]:
        taken = set(self.values())
        return [each for each in self._choices if each.data not in taken]

    def _take(self, found: Choice) -> None:
        self._add(found)
        self.line.clear()
        mark_invalid(self.line)
        self.changed.emit()

    def _add(self, found: Choice) -> None:
        if not isinstance(found.data, int):
            return
        tag = Tag(found.text, found.data)
        tag.clicked.connect(lambda: self._remove(tag))
        self._tags.append(tag)
        self.add(tag, before_last=True)

    def _remove(self, tag: Tag) -> None:
        self._tags.remove(tag)
        self.take_out(tag)
        self.line.setFocus()
        self.changed.emit()
