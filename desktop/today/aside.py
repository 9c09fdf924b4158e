"""The right column of Today: townships that wait, and the seven days ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _, day_text, listed, ngettext, weekday_text
from core.readiness import LIGHT_NAMES, Light, Readiness
from core.visits import VisitState
from db.queries.coverage import CoverageRow
from db.queries.today import AheadRow
from desktop.fonts import metrics, sans, serif
from desktop.theme import theme
from desktop.visits.readiness import LIGHT_SHAPES, readiness_words
from desktop.widgets import SmallButton, plain_tooltip
from desktop.widgets.marks import paint_bar, paint_day_badge, paint_seal, paint_shape
from desktop.widgets.strokes import paint_phrase, paint_words

VERTICAL = Qt.AlignmentFlag.AlignVCenter
SHOWN_PER_DAY = 2
SHAPE = 11


class Waiting(QWidget):
    """A township and how long nobody has been there.

    Signals:
        plan_wanted(int): plan a visit to this township.
        open_wanted(int): the township's record.
    """

    plan_wanted = Signal(int)
    open_wanted = Signal(int)

    def __init__(self, row: CoverageRow, *, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._height = 36 if compact else 42
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{row.township} {self._days()} {self._plan()}")
        plain_tooltip(self, self.accessibleName())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        if row.next_day is None:
            layout.addSpacing(242 + metrics(13).horizontalAdvance(self._plan()) + 8)
            button = SmallButton(_("Plan"))
            button.setAccessibleName(_("Plan a visit to {township}").format(township=row.township))
            button.clicked.connect(lambda: self.plan_wanted.emit(row.township_id))
            layout.addWidget(button)
        layout.addStretch(1)

    def _days(self) -> str:
        days = self._row.days
        return _("never") if days is None else ngettext("{n} day", "{n} days", days).format(n=days)

    def _plan(self) -> str:
        row = self._row
        if row.next_day is None:
            return _("Not planned")
        return _("Planned {day} {leader}").format(day=day_text(row.next_day), leader=row.next_leader)

    @override
    def sizeHint(self) -> QSize:
        return QSize(378, self._height)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.open_wanted.emit(self._row.township_id)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, row, height = theme(), self._row, self.height()
        painter = QPainter(self)
        late = row.is_past_limit
        paint_words(painter, QRectF(0, 0, 68, height), row.township, colours.ink, bold=True)
        paint_phrase(painter, QRectF(74, 0, 58, height), self._days(), colours.red if late else colours.ink2, px=14)
        paint_bar(painter, QRectF(136, 0, 96, height), row.days if row.days is not None else row.limit * 2, row.limit)
        tone = colours.red if late and row.next_day is None else colours.ink2
        paint_words(painter, QRectF(242, 0, self.width() - 242, height), self._plan(), tone, px=13)
        painter.setPen(colours.line)
        painter.drawLine(0, height - 1, self.width(), height - 1)
        painter.end()


class DayAhead(QWidget):
    """One of the next seven days with its first visits.

    Signals:
        day_wanted(date): show this day in the calendar.
    """

    day_wanted = Signal(object)

    def __init__(
        self,
        day: date,
        rows: Sequence[AheadRow],
        *,
        badge: tuple[bool, bool] | None,
        compact: bool,
        lights: Mapping[int, Readiness] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show *day*; *badge* is (off, county's own rule) or None; of *lights* only those behind time are shown."""
        super().__init__(parent)
        self._day, self._rows, self._badge = day, rows, badge
        self._lights = {key: each for key, each in (lights or {}).items() if each.light is Light.LATE}
        self._line = 34 if compact else 42
        self._more = len(rows) - SHOWN_PER_DAY
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        visits = listed(self._spoken(row) for row in rows) or _("No visit")
        self.setAccessibleName(f"{day_text(day)} {weekday_text(day)} {visits}")
        plain_tooltip(self, "\n\n".join(self._story(row) for row in rows if row.id in self._lights))

    def _spoken(self, row: AheadRow) -> str:
        light = self._lights.get(row.id)
        who = f"{row.leader} {row.township}"
        return who if light is None else f"{who} ({_(LIGHT_NAMES[light.light])})"

    def _story(self, row: AheadRow) -> str:
        return f"{row.leader} → {row.township}\n{readiness_words(self._lights[row.id])}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(378, self._line + (24 if self._more > 0 else 0))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.day_wanted.emit(self._day)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.setFont(serif(20))
        painter.setPen(colours.ink)
        painter.drawText(QRectF(0, 0, 30, self._line), VERTICAL, str(self._day.day))
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        painter.drawText(QRectF(32, 1, 40, self._line), VERTICAL, weekday_text(self._day))
        if self._badge:
            off, county = self._badge
            paint_day_badge(painter, QRectF(65, self._line / 2 - 8, 16, 16), off=off, county=county)
        if not self._rows:
            painter.setPen(colours.ink3)
            painter.drawText(QRectF(88, 0, 200, self._line), VERTICAL, _("No visit"))
        x = 88.0
        for row in self._rows[:SHOWN_PER_DAY]:
            x = self._paint_visit(painter, row, x)
        if self._more > 0:
            painter.setFont(sans(13))
            painter.setPen(colours.ink2)
            text = ngettext("{n} more visit", "{n} more visits", self._more).format(n=self._more)
            end = paint_words(painter, QRectF(88, self._line - 6, 200, 22), text, colours.ink2, px=13)
            hidden = [self._lights[row.id].light for row in self._rows[SHOWN_PER_DAY:] if row.id in self._lights]
            if hidden:
                worst = Light.LATE if Light.LATE in hidden else Light.WATCH
                paint_shape(painter, QRectF(end + 7, self._line - 6, 11, 22), LIGHT_SHAPES[worst])
        painter.setPen(colours.line)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _paint_visit(self, painter: QPainter, row: AheadRow, x: float) -> float:
        colours, light = theme(), self._lights.get(row.id)
        paint_seal(painter, QRectF(x, self._line / 2 - 8, 16, 16), row, row.state is VisitState.DONE)
        x += 22
        room = self.width() - (SHAPE + 4 if light is not None else 0)
        for text, colour, gap in ((row.leader, colours.ink, 4), ("→", colours.ink3, 4), (row.township, colours.ink, 0)):
            x = paint_words(painter, QRectF(x, 0, room - x, self._line), text, colour, px=13) + gap
        if light is not None:
            x = self._paint_light(painter, light.light, x + 5)
        return x + 16

    def _paint_light(self, painter: QPainter, light: Light, x: float) -> float:
        """Paint the shape of a visit that is not ready, and its word where it is the only one of its day."""
        paint_shape(painter, QRectF(x, 0, SHAPE, self._line), LIGHT_SHAPES[light])
        x += SHAPE
        words = _(LIGHT_NAMES[light])
        if len(self._rows) == 1 and x + 5 + metrics(13).horizontalAdvance(words) <= self.width():
            tone = theme().red if light is Light.LATE else theme().amb
            x = paint_words(painter, QRectF(x + 5, 0, self.width() - x - 5, self._line), words, tone, px=13)
        return x
