"""One of today's visits: time, seal, who goes where, what goes along, and its sheet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _, listed, ngettext
from core.visits import HALF_NAMES, VisitState
from db.queries.today import TodayVisitRow
from desktop.fonts import metrics, sans, serif
from desktop.theme import theme
from desktop.widgets import PlainButton
from desktop.widgets.marks import paint_market_mark, paint_seal
from desktop.widgets.strokes import paint_words

TIME_WIDTH = 96
SEAL_SIDE = 36
LEFT_OF_TEXT = TIME_WIDTH + SEAL_SIDE + 22
VERTICAL = Qt.AlignmentFlag.AlignVCenter


class TodayVisit(QWidget):
    """One row of Today's visits.

    Signals:
        open_wanted(int): the visit's record.
        print_wanted(int): the visit's sheet.
    """

    open_wanted = Signal(int)
    print_wanted = Signal(int)

    def __init__(
        self, row: TodayVisitRow, *, market: bool, compact: bool, ruled: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row, self._market, self._ruled = row, market, ruled
        self._height = 64 if compact else 78
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{self._time()} {row.leader} {row.township} {row.place}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        self.button = PlainButton(_("Sheet"), "printer")
        self.button.setAccessibleName(_("Print sheet"))
        self.button.clicked.connect(lambda: self.print_wanted.emit(row.id))
        layout.addWidget(self.button)

    def _time(self) -> str:
        start = self._row.starts_at
        return f"{start.hour}:{start.minute:02d}" if start else ""

    @override
    def sizeHint(self) -> QSize:
        return QSize(500, self._height)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open_wanted.emit(self._row.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.open_wanted.emit(self._row.id)
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.height() / 2
        self._paint_time(painter, middle)
        done = self._row.state is VisitState.DONE
        paint_seal(painter, QRectF(TIME_WIDTH, middle - SEAL_SIDE / 2, SEAL_SIDE, SEAL_SIDE), self._row.kind, done)
        right = self._paint_counts(painter, middle)
        self._paint_text(painter, middle, right)
        if self._ruled:
            painter.setPen(theme().line)
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus():
            painter.setPen(theme().focus)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -2.5))
        painter.end()

    def _paint_time(self, painter: QPainter, middle: float) -> None:
        colours, at = theme(), self._time()
        half = _(HALF_NAMES[self._row.half])
        if not at:
            painter.setFont(sans(17, bold=True))
            painter.setPen(colours.ink)
            painter.drawText(QRectF(0, middle - 15, TIME_WIDTH, 30), VERTICAL, half)
            return
        painter.setFont(sans(13))
        painter.setPen(colours.ink2)
        painter.drawText(QRectF(0, middle - 25, TIME_WIDTH, 20), VERTICAL, half)
        painter.setFont(serif(22))
        painter.setPen(colours.ink)
        painter.drawText(QRectF(0, middle - 6, TIME_WIDTH, 30), VERTICAL, at)

    def _paint_counts(self, painter: QPainter, middle: float) -> float:
        """Paint what goes along, and return where that begins."""
        colours, row = theme(), self._row
        lines = [(ngettext("{n} to bring", "{n} to bring", row.bring).format(n=row.bring), colours.ink, False)]
        if row.overdue:
            late = ngettext("{n} overdue", "{n} overdue", row.overdue).format(n=row.overdue)
            lines.append((late, colours.red, True))
        elif row.appointments:
            booked = ngettext("{n} appointment", "{n} appointments", row.appointments).format(n=row.appointments)
            lines.append((booked, colours.ink3, False))
        right = self.button.x() - 16
        top, widest = middle - 10.0 * len(lines), 0
        for text, colour, bold in lines:
            painter.setFont(sans(13, bold=bold))
            painter.setPen(colour)
            place = QRectF(right - 160, top, 160, 20)
            painter.drawText(place, VERTICAL | Qt.AlignmentFlag.AlignRight, text)
            widest = max(widest, metrics(13, bold=bold).horizontalAdvance(text))
            top += 20
        return right - widest - 16

    def _paint_text(self, painter: QPainter, middle: float, right: float) -> None:
        colours, row = theme(), self._row
        x = float(LEFT_OF_TEXT)
        for text, colour, gap in (
            (row.leader, colours.ink, 10),
            ("→", colours.ink3, 10),
            (row.township, colours.ink, 8),
        ):
            place = QRectF(x, middle - 26, right - x, 28)
            x = paint_words(painter, place, text, colour, px=18, bold=True) + gap
        if self._market:
            paint_market_mark(painter, QRectF(x, middle - 20, 16, 16))
        area = QRectF(LEFT_OF_TEXT, middle + 2, right - LEFT_OF_TEXT, 22)
        paint_words(painter, area, self._where(), colours.ink2)

    def _where(self) -> str:
        agencies = listed(self._row.agencies)
        along = _("with {agencies}").format(agencies=agencies) if agencies else ""
        return "　".join(part for part in (self._row.place, along) if part)
