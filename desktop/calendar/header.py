"""The calendar's header: month, turning, views, filter, and the page's one filled button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.actions import hint
from desktop.calendar.views import VIEWS
from desktop.widgets import FilledButton, IconButton, PlainButton, PlainLabel, Segmented, plain_tooltip

_ICON_WIDTH = 42
"""What the buttons for publishing and the rota are wide without their words."""
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
        self.rota_button = PlainButton(_("Auto rota"), "magic-wand")
        self._wordy = {
            self.publish_button: (_("Publish"), _("Publish plan"), self.publish_button.sizeHint().width()),
            self.rota_button: (_("Auto rota"), _("Auto rota"), self.rota_button.sizeHint().width()),
        }
        for button, key in ((self.publish_button, "release.publish"), (self.rota_button, "rotation")):
            name = self._wordy[button][1]
            button.setAccessibleName(name)
            plain_tooltip(button, f"{name}  {hint(key)}")
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
        """Give publishing and the rota their words where there is room for them; else the icon stands alone."""
        wide = super().minimumSizeHint().width() - sum(button.sizeHint().width() for button in self._wordy)
        room = self.width() - _AIR - wide - _ICON_WIDTH * len(self._wordy)
        for button, (words, name, whole) in reversed(self._wordy.items()):
            fits = whole - _ICON_WIDTH <= room
            room -= whole - _ICON_WIDTH if fits else 0
            if (words if fits else "") != button.caption():
                button.set_caption(words if fits else "")
                button.setAccessibleName(name)

    @override
    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        spare = sum(whole - _ICON_WIDTH for button, (_w, _n, whole) in self._wordy.items() if button.caption())
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
        right.addWidget(self.rota_button)
        right.addWidget(self.new_button)
        return right
