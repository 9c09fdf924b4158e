"""The calendar's header: month, turning, views, filter, and the page's one filled button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.calendar.views import VIEWS
from desktop.widgets import FilledButton, IconButton, PlainButton, PlainLabel, Segmented, plain_tooltip

_ICON_WIDTH = 42
"""What the button for publishing is wide without its word."""
_AIR = 24
"""Left around the views, or they would touch the buttons."""


class CalendarHeader(QWidget):
    """The row of 56 px above every view; the page connects its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.title = PlainLabel(px=22, bold=True, serifed=True)
        self.before = IconButton("caret-left", _("Previous month"), hint="PgUp")
        self.now = PlainButton(_("Now"))
        self.after = IconButton("caret-right", _("Next month"), hint="PgDn")
        self.segments = Segmented([(entry.key, _(entry.title)) for entry in VIEWS])
        self.filter_button = PlainButton(_("Filter"), "funnel")
        self.filter_button.setCheckable(True)
        self.requests_button = PlainButton(_("To place"), hint="U")
        self.requests_button.setCheckable(True)
        self.publish_button = PlainButton(_("Publish"), "megaphone")
        self._word_width = self.publish_button.sizeHint().width()
        self.publish_button.setAccessibleName(_("Publish plan"))
        plain_tooltip(self.publish_button, f"{_('Publish plan')}  Ctrl Shift I")
        self.new_button = FilledButton(_("New visit"), "plus", hint="N")
        self.setFixedHeight(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 20, 0)
        row.addLayout(self._left(), 1)
        row.addWidget(self.segments)
        row.addLayout(self._right(), 1)

    def show_turning(self, before: str, after: str) -> None:
        """Say what the arrows turn, such as a month or some weeks."""
        for button, words, keys in ((self.before, before, "PgUp"), (self.after, after, "PgDn")):
            button.setAccessibleName(words)
            plain_tooltip(button, f"{words}  {keys}")

    def show_filter(self, count: int) -> None:
        """Show how many sorts of filter are set."""
        self.filter_button.set_caption(f"{_('Filter')} {count}" if count else _("Filter"))
        self.filter_button.setChecked(count > 0)

    def _fit(self) -> None:
        """Give publishing its word where there is room for it; else the icon stands alone."""
        button = self.publish_button
        rest = super().minimumSizeHint().width() - button.sizeHint().width()
        words = _("Publish") if rest + self._word_width + _AIR <= self.width() else ""
        if words != button.caption():
            button.set_caption(words)
            button.setAccessibleName(_("Publish plan"))

    @override
    def minimumSizeHint(self) -> QSize:
        size, button = super().minimumSizeHint(), self.publish_button
        spare = self._word_width - _ICON_WIDTH if button.caption() else 0
        return QSize(size.width() - spare, size.height())

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._fit()
        return done

    def _left(self) -> QHBoxLayout:
        left = QHBoxLayout()
        left.setContentsMargins(24, 0, 0, 0)
        left.setSpacing(7)
        left.addWidget(self.title)
        left.addSpacing(12)
        for button in (self.before, self.now, self.after):
            left.addWidget(button)
        left.addStretch(1)
        return left

    def _right(self) -> QHBoxLayout:
        right = QHBoxLayout()
        right.setSpacing(10)
        right.addStretch(1)
        right.addWidget(self.requests_button)
        right.addWidget(self.filter_button)
        right.addWidget(self.publish_button)
        right.addWidget(self.new_button)
        return right
