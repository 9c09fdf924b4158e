"""Choosing a stretch of days: a month, a quarter, any two days; arrows turn it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.errors import UserError
from core.i18n import _
from core.stretches import StretchKind, stretch_around, turned
from desktop.widgets import IconButton, PlainLabel, Segmented
from desktop.widgets.fields import mark_invalid
from desktop.widgets.form import DayField, NotReadable


class StretchBar(QWidget):
    """Kind, arrows and two days. Signals: settled(): other days were chosen; typed(): somebody types a day."""

    settled = Signal()
    typed = Signal()

    def __init__(self, today: date, first: date, last: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.kinds = Segmented(
            [(StretchKind.MONTH, _("Month")), (StretchKind.QUARTER, _("Quarter")), (StretchKind.ANY, _("Any days"))]
        )
        self.kinds.setAccessibleName(_("Stretch of days"))
        self.kinds.chosen.connect(self._on_kind)
        self.before = IconButton("caret-left", _("Stretch before"), hint="Alt ←")
        self.after = IconButton("caret-right", _("Stretch after"), hint="Alt →")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.first, self.last = DayField(first, today, width=130), DayField(last, today, width=130)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field, name in ((self.first, _("First day")), (self.last, _("Last day"))):
            field.setAccessibleName(name)
            field.textEdited.connect(self._on_typed)
        for widget in (self.kinds, self.before, self.after, self.first, PlainLabel("—", tone="ink3"), self.last):
            row.addWidget(widget)
        row.addStretch(1)

    def days(self) -> tuple[date, date]:
        """Return the days typed.

        Raises:
            NotReadable, MissingField: they cannot be read.
        """
        return self.first.needed_day(_("First day")), self.last.needed_day(_("Last day"))

    def show_days(self, first: date, last: date) -> None:
        """Take other days."""
        kinds = (
            kind for kind in (StretchKind.MONTH, StretchKind.QUARTER) if stretch_around(first, kind) == (first, last)
        )
        self.kinds.choose(next(kinds, StretchKind.ANY))
        self.first.setText(first.isoformat())
        self.last.setText(last.isoformat())
        self.settled.emit()

    def turn(self, by: int) -> None:
        """Go to the stretch before or after."""
        try:
            first, last = self.days()
        except (NotReadable, UserError):
            first = last = self._today
        self.show_days(*turned(first, last, StretchKind(self.kinds.current()), by))

    def clear_marks(self) -> None:
        """Call both days readable."""
        for field in (self.first, self.last):
            mark_invalid(field)

    def _on_kind(self, key: str) -> None:
        if key == StretchKind.ANY:
            self.first.setFocus()
            self.first.selectAll()
            return
        try:
            first, _last = self.days()
        except (NotReadable, UserError):
            first = self._today
        self.show_days(*stretch_around(first, StretchKind(key)))

    def _on_typed(self, _text: str) -> None:
        self.kinds.choose(StretchKind.ANY)
        self.typed.emit()
