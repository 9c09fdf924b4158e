"""The strip below the page: people or opinions of the issue under the cursor, opened and left by keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.entry_rows import EntryRow
from core.i18n import _
from desktop.theme import theme
from desktop.visits.record.strip_forms import StripForm
from desktop.widgets import ElidedLabel, KeyHint, PlainLabel

OPEN_KEY = "Alt ↓"


class RowStrip(QWidget):
    """The open strip of one row.

    Signals:
        changed(): something was typed; the row's `extra` holds it already.
        left(): Esc, or the keys led out of it.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, form: StripForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self._row: EntryRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 9, 24, 11)
        column.setSpacing(7)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._number = PlainLabel(px=14, bold=True)
        self._words = ElidedLabel(px=13, tone="ink2")
        head.addWidget(self._number)
        head.addWidget(self._words, 1)
        head.addWidget(KeyHint("Esc"))
        head.addWidget(PlainLabel(_("back to the row"), px=13, tone="ink2"))
        column.addLayout(head)
        column.addWidget(form)
        form.changed.connect(self._on_changed)
        form.left_upwards.connect(self.left)
        form.left_downwards.connect(self.left)
        self.hide()

    def row(self) -> EntryRow | None:
        """Return the row shown, None while the strip is closed."""
        return self._row

    def open_row(self, number: int, row: EntryRow) -> None:
        """Show a row's people or opinions and put the cursor there."""
        self._row = row
        self._number.setText(_("No. {n}").format(n=number + 1))
        self._words.set_text("　".join(filter(None, (row.name.strip(), row.title.strip()))))
        self.form.show_row(row)
        self.show()
        self.enter()

    def enter(self, name: str = "") -> None:
        """Put the cursor into the first field, or into the one named."""
        target = self.form.fields[name] if name else self.form.first_field()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def close_strip(self) -> None:
        """Put the strip away; what was typed stays with the row."""
        self._row = None
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_up = event.key() == Qt.Key.Key_Up and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Escape or alt_up:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme()
        painter.fillRect(self.rect(), colours.raised)
        painter.fillRect(QRectF(0, 0, self.width(), 1), colours.line2)
        painter.fillRect(QRectF(0, 1, 3, self.height() - 1), colours.acc)
        painter.end()

    def _on_changed(self) -> None:
        if self._row is not None:
            self._row.extra = self.form.extra()
            self.changed.emit()
