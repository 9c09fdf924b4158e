"""One column of the user's sheet on the mapping step: its header and first values, and what it means."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget
from typing_extensions import override

from core.deadlines import Lateness
from core.i18n import _, listed
from core.imports.headers import UNUSED, HeadedColumn, Table
from desktop.fonts import sans
from desktop.icons import paint_icon
from desktop.imports.wording import column_letter
from desktop.theme import theme
from desktop.widgets import ElidedLabel, PlainLabel, paint_shape

ROW = 44
OPEN = "?"
"""In the combo: nothing is decided yet."""
LETTER, HEADER, CHOICE, WAIVE = 58, 190, 216, 150


class FieldCombo(QComboBox):
    """Chooses a field; the wheel scrolls the page instead of changing it."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnRow(QWidget):
    """Signals: decided(str): the field chosen, UNUSED where it was waved through, OPEN where it is open again."""

    decided = Signal(str)

    def __init__(self, column: HeadedColumn, table: Table, values: str) -> None:
        super().__init__()
        self.column = column
        self._open = False
        self.setFixedHeight(ROW)
        letter = PlainLabel(column_letter(column.number), px=13, tone="ink3")
        letter.setFixedWidth(LETTER - 34)
        header = ElidedLabel(column.header, bold=True)
        header.setFixedWidth(HEADER)
        self.values = ElidedLabel(values, px=13, tone="ink2")
        self.combo = FieldCombo()
        self.combo.setFont(sans(14))
        self.combo.setFixedWidth(CHOICE)
        self.combo.setAccessibleName(_("What the column {column} means").format(column=column.header))
        self.waive = QCheckBox(_("Leave out"))
        self.waive.setFont(sans(13))
        self.waive.setFixedWidth(WAIVE)
        keep = self.waive.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.waive.setSizePolicy(keep)
        self.waive.setAccessibleName(_("Leave the column {column} out").format(column=column.header))
        row = QHBoxLayout(self)
        row.setContentsMargins(34, 0, 0, 0)
        row.setSpacing(12)
        for widget in (letter, header):
            row.addWidget(widget)
        row.addWidget(self.values, 1)
        row.addSpacing(24)
        row.addWidget(self.combo)
        row.addWidget(self.waive)
        self.show_state(table)
        self.combo.activated.connect(lambda _index: self.decided.emit(str(self.combo.currentData())))
        self.waive.clicked.connect(lambda on: self.decided.emit(UNUSED if on else OPEN))

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide."""
        return self._open

    def show_state(self, table: Table) -> None:
        """Show what the column means now."""
        number = self.column.number
        unmapped = any(column.number == number for column in table.unmapped)
        self._open = unmapped or number in table.doubtful
        field = OPEN if self._open else table.fields.get(number, UNUSED)
        self.combo.blockSignals(True)  # noqa: FBT003
        self.combo.clear()
        if self._open:
            doubt = [_(table.kind.label_of(name)) for name in table.doubtful.get(number, ())]
            self.combo.addItem(_("Not known: please choose") if not doubt else f"{listed(doubt)}?", OPEN)
        for each in table.kind.columns:
            self.combo.addItem(_(each.label) + (" *" if each.required else ""), each.field)
        self.combo.insertSeparator(self.combo.count())
        self.combo.addItem(_("Leave the column out"), UNUSED)
        self.combo.setCurrentIndex(max(self.combo.findData(field), 0))
        self.combo.blockSignals(False)  # noqa: FBT003
        self.waive.setChecked(field == UNUSED)
        self.waive.setVisible(self._open or field == UNUSED)
        self.values.set_tone("ink3" if field == UNUSED else "ink2")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme(), QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colours.line)
        if self._open:
            paint_shape(painter, QRectF(12, 0, 11, self.height()), Lateness.SOON)
        x = self.combo.geometry().left() - 30
        paint_icon(painter, QRectF(x, self.height() / 2 - 8, 16, 16), "arrow-right", "ink3")
        painter.end()
