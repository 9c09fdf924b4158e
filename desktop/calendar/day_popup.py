"""All visits of a day whose cell is too small for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import day_text, ngettext, weekday_text
from db.queries.calendar import VisitRow
from desktop.calendar.chip import HEIGHT, PITCH, ChipLook, fit, paint_chip
from desktop.calendar.spoken import visit_words
from desktop.calendar.texts import draw
from desktop.theme import theme
from desktop.widgets import Popup

_HEAD, _PAD, _WIDTH = 34, 10, 250


class DayPopup(Popup):
    """Signals: picked(int): a visit was clicked; opened(int): twice."""

    picked = Signal(object)
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._visits: Sequence[VisitRow] = ()
        self._day = date.min
        self._over: int | None = None
        self.setMouseTracking(True)

    def open_at(self, view: QWidget, at: QRect, day: date, visits: Sequence[VisitRow]) -> None:
        """Open over the place *at* of *view*."""
        self._visits, self._day, self._over = visits, day, None
        self.setAccessibleName("\n".join([day_text(day), *map(visit_words, visits)]))
        size = QSize(_WIDTH, _HEAD + PITCH * len(visits) + _PAD)
        self.open_in_middle(view.window(), size)
        corner = view.mapTo(view.window(), at.topLeft()) - QPoint(_PAD - 4, _HEAD + PITCH * 2)
        home = view.window().rect().adjusted(8, 8, -8, -8)
        x = min(max(corner.x(), home.left()), home.right() - size.width())
        y = min(max(corner.y(), home.top()), home.bottom() - size.height())
        self.setGeometry(x, y, size.width(), size.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colours = QPainter(self), theme()
        x = draw(painter, _PAD + 3, _HEAD / 2, day_text(self._day), colours.ink, px=15, bold=True, serifed=True)
        x = draw(painter, x + 8, _HEAD / 2, weekday_text(self._day), colours.ink2, px=13)
        n = len(self._visits)
        draw(painter, x + 10, _HEAD / 2, ngettext("{n} visit", "{n} visits", n).format(n=n), colours.ink3, px=13)
        for at, visit in enumerate(self._visits):
            place = self._place(at)
            text = fit(visit, place.width(), full_names=True)
            paint_chip(painter, place, visit, text, ChipLook(hover=visit.id == self._over))
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        visit = self._at(event)
        self._over = None if visit is None else visit.id
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        visit = self._at(event)
        if visit is not None:
            self.picked.emit(visit.id)
            self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        visit = self._at(event)
        if visit is not None:
            self.close_popup()
            self.opened.emit(visit.id)

    def _place(self, at: int) -> QRectF:
        return QRectF(_PAD, _HEAD + at * PITCH, self.width() - 2 * _PAD, HEIGHT)

    def _at(self, event: QMouseEvent) -> VisitRow | None:
        return next((visit for n, visit in enumerate(self._visits) if self._place(n).contains(event.position())), None)
