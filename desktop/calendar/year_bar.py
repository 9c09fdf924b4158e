"""The row above the year: what the shapes of visits and the tints of long waits mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import VISIT_STATE_NAMES, VisitState
from core.waiting import warm_from
from desktop.calendar.board_bar import BoardMark, ViewBar
from desktop.calendar.texts import draw, width
from desktop.calendar.year_glyph import STATES, paint_glyph
from desktop.calendar.year_layout import GLYPH
from desktop.theme import theme
from desktop.widgets import PlainLabel

HIGH = 40


class StateMark(QWidget):
    """A state's shape with its word."""

    def __init__(self, state: VisitState) -> None:
        super().__init__()
        self.state, self.words = state, _(VISIT_STATE_NAMES[state])
        if state is VisitState.CANCELLED:
            self.words = _("Cancelled or missed")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words)

    @override
    def sizeHint(self) -> QSize:
        return QSize(GLYPH + 6 + width(self.words, 13) + 6, 26)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, middle = QPainter(self), self.height() / 2
        paint_glyph(painter, QRectF(0, round(middle - GLYPH / 2), GLYPH, GLYPH), self.state, "")
        draw(painter, GLYPH + 6, middle, self.words, theme().ink2, px=13)
        painter.end()


class YearBar(ViewBar):
    """The row; what there is no room for is left out from the right of the shapes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HIGH)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 16, 0)
        self._row.setSpacing(12)
        self._states = [StateMark(state) for state in STATES]
        for mark in self._states:
            self._row.addWidget(mark)
        self._row.addStretch(1)
        self._heats: list[QWidget] = []
        self._limit = 0

    def show_limit(self, limit: int) -> None:
        """Explain the tints, counted from the usual interval."""
        if limit == self._limit:
            return
        self._limit = limit
        for each in self._heats:
            each.deleteLater()
        days, (warm, warmer) = _("{n} days"), warm_from(limit)
        self._heats = [
            PlainLabel(_("Since the last visit"), px=13, tone="ink2"),
            BoardMark("heat15", days.format(n=warm)),
            BoardMark("heat23", days.format(n=warmer)),
            BoardMark("heat30", _("over {n} days").format(n=limit)),
        ]
        for each in self._heats:
            self._row.addWidget(each)
        self._fit()

    @override
    def _fit(self) -> None:
        left = self.width() - 40 - sum(each.sizeHint().width() + 12 for each in self._heats)
        for mark in self._states:
            left -= mark.sizeHint().width() + 12
            mark.setVisible(left >= 0)
