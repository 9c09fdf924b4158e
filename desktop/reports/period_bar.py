"""Choosing the period: month, quarter, year or two days; arrows move by its own length."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.i18n import _
from core.reports import SPAN_NAMES, Period, Span, period_of
from desktop.widgets.buttons import IconButton, PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.fields import mark_invalid
from desktop.widgets.form import DayField, NotReadable
from desktop.widgets.text import PlainLabel


class PeriodBar(QWidget):
    """Signals: chosen(object): a Period."""

    chosen = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.period = period_of(Span.MONTH, today)
        self.spans = Segmented([(span.value, _(name)) for span, name in SPAN_NAMES.items()])
        self.spans.setAccessibleName(_("Period"))
        self.spans.chosen.connect(self._on_span)
        self.back = IconButton("caret-left", _("Earlier"))
        self.forth = IconButton("caret-right", _("Later"))
        self.back.clicked.connect(lambda: self._move(-1))
        self.forth.clicked.connect(lambda: self._move(1))
        self.label = PlainLabel("", px=19, bold=True, serifed=True)
        self.label.setMinimumWidth(132)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.now = PlainButton(_("Now"))
        self.now.clicked.connect(lambda: self.show_period(period_of(self.period.span, self._today)))
        self.first, self.last = DayField(None, today, width=118), DayField(None, today, width=118)
        self.first.setAccessibleName(_("First day"))
        self.last.setAccessibleName(_("Last day"))
        self._dash = PlainLabel("—", tone="ink3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.spans, self.back, self.label, self.first, self._dash, self.last, self.forth, self.now):
            row.addWidget(widget)
        for field in (self.first, self.last):
            field.left.connect(self._on_days)
        self._show()

    def set_today(self, today: date) -> None:
        """Move on with the calendar: the period that held the old day holds the new one."""
        if today != self._today:
            self._today = today

    def show_period(self, period: Period) -> None:
        """Show a period and say so."""
        self.period = period
        self._show()
        self.chosen.emit(period)

    def _show(self) -> None:
        free = self.period.span is Span.FREE
        self.spans.choose(self.period.span.value)
        self.label.setText(self.period.text())
        self.label.setVisible(not free)
        self.now.setVisible(not free)
        for widget in (self.first, self._dash, self.last):
            widget.setVisible(free)
        self.first.show_text(self.period.first.isoformat())
        self.last.show_text(self.period.last.isoformat())

    def _on_span(self, key: str) -> None:
        span = Span(key)
        if span is Span.FREE:
            self.show_period(Period(span, self.period.first, self.period.last))
        else:
            inside = self.period.first <= self._today <= self.period.last
            self.show_period(period_of(span, self._today if inside else self.period.first))

    def _move(self, steps: int) -> None:
        self.show_period(self.period.moved(steps))

    def _on_days(self) -> None:
        first, last = _day_in(self.first), _day_in(self.last)
        if first is None or last is None:
            return
        if last < first:
            mark_invalid(self.last, _("The last day lies before the first."))
            return
        self.show_period(Period(Span.FREE, first, last))


def _day_in(field: DayField) -> date | None:
    """Return the day in *field*; mark it where there is none."""
    mark_invalid(field)
    try:
        day = field.day()
    except NotReadable as error:
        mark_invalid(field, str(error))
        return None
    if day is None:
        mark_invalid(field, _("Type both days."))
    return day
