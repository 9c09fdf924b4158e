"""Which days are planned: the ready periods, or two days typed."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.i18n import _, day_text
from desktop.calendar.texts import draw, elided
from desktop.icons import paint_icon
from desktop.rotation.periods import FREE, PlanPeriod, checked, period_name, ready_periods
from desktop.theme import theme
from desktop.widgets import PlainLabel, mark_invalid
from desktop.widgets.form import DayField, FieldNote, NotReadable
from desktop.widgets.strokes import box


def period_text(first: date, last: date) -> str:
    """Return 11月30日 — 12月31日; with the year where it is another."""
    year = first.year != last.year
    return f"{day_text(first, year=year)} — {day_text(last, year=year)}"


class _PeriodButton(QAbstractButton):
    """Looks like a field with a caret."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ringRadius", 5)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show the period."""
        self.setText(words)
        self.setAccessibleName("{} {}".format(_("Period"), words))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, 32)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        fill = colours.sunken if self.underMouse() or self.isDown() else colours.raised
        box(painter, area, radius=5, fill=fill, border=colours.line3)
        draw(painter, 12, area.center().y(), elided(self.text(), 14, area.width() - 42), colours.ink, px=14)
        paint_icon(painter, QRectF(area.right() - 24, area.center().y() - 6, 12, 12), "caret-down", colours.ink2)
        painter.end()


class PeriodChooser(QWidget):
    """Signal: chosen(object): a PlanPeriod."""

    chosen = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.period = ready_periods(today)[0]
        self.button, self.note = _PeriodButton(), FieldNote()
        self.first, self.last = DayField(None, today, width=0), DayField(None, today, width=0)
        self.first.setAccessibleName(_("First day"))
        self.last.setAccessibleName(_("Last day"))
        self._days = QWidget()
        self.menu: QMenu | None = None
        self._build()
        self.button.clicked.connect(self.open_menu)
        for field in (self.first, self.last):
            field.left.connect(self._typed)
            field.setMinimumWidth(60)
        self.show_period(self.period)

    def show_period(self, period: PlanPeriod) -> None:
        """Show which days are planned."""
        self.period = period
        self.button.show_words(period_text(period.first, period.last))
        self._days.setVisible(period.key == FREE)
        self.note.say("")
        for field, day in ((self.first, period.first), (self.last, period.last)):
            field.show_text(day.isoformat())

    def open_menu(self) -> None:
        """Offer the ready periods, and days of one's own."""
        menu = self.menu = QMenu(self)
        for each in ready_periods(self._today):
            words = f"{period_name(each.key)}  {period_text(each.first, each.last)}"
            entry = menu.addAction(words)
            entry.setCheckable(True)
            entry.setChecked(each == self.period)
            entry.triggered.connect(lambda _checked=False, period=each: self._choose(period))
        menu.addSeparator()
        menu.addAction(_("Other days…")).triggered.connect(lambda _checked=False: self._free())
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def _choose(self, period: PlanPeriod) -> None:
        self.show_period(period)
        self.chosen.emit(period)

    def _free(self) -> None:
        self.show_period(PlanPeriod(FREE, self.period.first, self.period.last))
        self.first.setFocus()
        self.first.selectAll()

    def _typed(self) -> None:
        for field in (self.first, self.last):
            mark_invalid(field)
        field = self.first
        try:
            first = self.first.needed_day(_("First day"))
            field = self.last
            period = checked(first, self.last.needed_day(_("Last day")), self._today)
        except (UserError, NotReadable) as error:
            mark_invalid(field, str(error))
            self.note.say(str(error))
            return
        if (period.first, period.last) != (self.period.first, self.period.last):
            self.show_period(period)
            self.chosen.emit(period)

    def _build(self) -> None:
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 6, 0, 0)
        days.setSpacing(6)
        days.addWidget(self.first, 1)
        days.addWidget(PlainLabel("—", px=14, tone="ink2"))
        days.addWidget(self.last, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        caption = PlainLabel(_("Period to plan"), px=13, tone="ink2")
        caption.setFixedHeight(21)
        column.addWidget(caption)
        column.addSpacing(3)
        column.addWidget(self.button)
        column.addWidget(self._days)
        column.addWidget(self.note)
