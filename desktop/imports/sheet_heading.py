"""Above the columns of a sheet: its name, what it holds, the row of its headers, and the titles of the columns."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from core.i18n import _
from core.imports.plan import SheetPlan
from core.imports.sheets import SHEETS
from desktop.fonts import sans
from desktop.imports.column_row import CHOICE, HEADER, LETTER, WAIVE, FieldCombo
from desktop.widgets import PlainLabel, SmallButton

SKIP = "skip"
_LAST_HEADER_ROW = 200


class SheetHeading(QWidget):
    """Signals: meaning_wanted(str): `kind:<kind>` or SKIP. header_row_wanted(int). all_out_wanted()."""

    meaning_wanted = Signal(str)
    header_row_wanted = Signal(int)
    all_out_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = PlainLabel(px=17, bold=True, serifed=True)
        self.sentence = PlainLabel(tone="ink2", wrap=True)
        self.meaning = FieldCombo()
        self.meaning.setFont(sans(14))
        self.meaning.setMinimumWidth(190)
        self.meaning.setAccessibleName(_("What the sheet holds"))
        self.meaning.activated.connect(lambda _index: self._on_meaning())
        self.header_row = QSpinBox()
        self.header_row.setFont(sans(14))
        self.header_row.setKeyboardTracking(False)
        self.header_row.setFixedWidth(80)
        self.header_row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.header_row.setAccessibleName(_("Row of the headers"))
        self.header_row.valueChanged.connect(self.header_row_wanted)
        self._header_words = PlainLabel(_("Headers in row"), px=13, tone="ink2")
        self.all_out = SmallButton(_("Leave all of these out"))
        self.all_out.clicked.connect(lambda _checked: self.all_out_wanted.emit())
        self._lay_out()

    def show_sheet(self, plan: SheetPlan, last_row: int, *, out: bool) -> None:
        """Show what a sheet is taken for; *out* when it is left out."""
        self.name.setText(plan.name)
        self.meaning.blockSignals(True)  # noqa: FBT003
        self.meaning.clear()
        if plan.kind is None and not out:
            self.meaning.addItem(_("Not known: please choose"), "")
        for kind in SHEETS.values():
            self.meaning.addItem(_(kind.label), f"kind:{kind.key}")
        self.meaning.insertSeparator(self.meaning.count())
        self.meaning.addItem(_("Leave the sheet out"), SKIP)
        current = SKIP if out else f"kind:{plan.kind.key}" if plan.kind else ""
        self.meaning.setCurrentIndex(max(self.meaning.findData(current), 0))
        self.meaning.blockSignals(False)  # noqa: FBT003
        self.header_row.blockSignals(True)  # noqa: FBT003
        self.header_row.setRange(1, max(min(last_row, _LAST_HEADER_ROW), 1))
        self.header_row.setValue(plan.table.first_header_row if plan.table else 1)
        self.header_row.blockSignals(False)  # noqa: FBT003
        for widget in (self.header_row, self._header_words):
            widget.setVisible(plan.table is not None and not out)

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(10)
        first.addWidget(self.name)
        first.addStretch(1)
        first.addWidget(PlainLabel(_("This sheet holds"), px=13, tone="ink2"))
        first.addWidget(self.meaning)
        first.addSpacing(14)
        first.addWidget(self._header_words)
        first.addWidget(self.header_row)
        second.addWidget(self.sentence, 1)
        second.addWidget(self.all_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 10)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    def _on_meaning(self) -> None:
        if answer := self.meaning.currentData():
            self.meaning_wanted.emit(answer)


def column_titles() -> QWidget:
    """Return the titles over the rows of columns."""
    bar = QWidget()
    bar.setProperty("surface", "sunken")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    bar.setFixedHeight(34)
    row = QHBoxLayout(bar)
    row.setContentsMargins(34, 0, 0, 0)
    row.setSpacing(12)
    for words, width in ((_("Column"), LETTER - 34 + 12 + HEADER), (_("First values"), 0)):
        label = PlainLabel(words, px=13, tone="ink2")
        if width:
            label.setFixedWidth(width)
        row.addWidget(label, 0 if width else 1)
    row.addSpacing(24)
    meaning = PlainLabel(_("Meaning (* every row needs it)"), px=13, tone="ink2")
    meaning.setFixedWidth(CHOICE + 12 + WAIVE)
    row.addWidget(meaning)
    return bar
