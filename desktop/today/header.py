"""The head of Today: the date, the day in the other calendars, the one sentence, and the two ways on."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import _, day_text, weekday_long
from desktop.widgets import FilledButton, PlainButton, PlainLabel


class TodayHeader(QWidget):
    """Date and sentence; `find_button` and `record_button` at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.date = PlainLabel(px=38, bold=True, serifed=True)
        self.weekday = PlainLabel(px=24, bold=True, serifed=True)
        self.weekday.setContentsMargins(0, 0, 0, 5)
        self.line = PlainLabel(px=14, tone="ink3")
        self.summary = PlainLabel(px=17, wrap=True)
        self.find_button = PlainButton(_("Find"), "magnifying-glass", hint="Ctrl K")
        self.record_button = FilledButton(_("Record issues"), "note-pencil", hint="F2")
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.date, 0, Qt.AlignmentFlag.AlignBottom)
        top.addSpacing(8)
        top.addWidget(self.weekday, 0, Qt.AlignmentFlag.AlignBottom)
        top.addStretch(1)
        top.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(top)
        self._column.addWidget(self.line)
        self._column.addSpacing(6)
        self._column.addWidget(self.summary)
        self._column.addSpacing(2)

    def show_day(self, day: date, *, line: str, summary: str) -> None:
        """Show *day* with its line of lunar date and markets, and the sentence of the morning."""
        self.date.setText(day_text(day))
        self.weekday.setText(weekday_long(day))
        self.line.setText(line)
        self.summary.setText(summary)

    def set_compact(self, *, compact: bool) -> None:
        """Take less height on a small screen."""
        self._column.setSpacing(4 if compact else 8)
        for label, px in ((self.date, 30 if compact else 38), (self.weekday, 20 if compact else 24)):
            font = label.font()
            font.setPixelSize(px)
            label.setFont(font)
