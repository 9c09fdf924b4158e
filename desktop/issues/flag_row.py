"""The row under the ledger's tabs: why issues stand out, each with its count; not there while none does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.flags import FLAG_NAMES, STAND_OUT, Flag
from core.i18n import _
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets import PlainLabel, box, plain_tooltip
from desktop.widgets.flow import Flow
from desktop.widgets.strokes import BASELINE

KEYS: Final[dict[Flag, str]] = dict(zip(STAND_OUT, (*"67890", "", ""), strict=True))
"""The flags of the row in their order, and the digit that ticks each; overdue and due soon are tabs."""
HIGH: Final = 26


class FlagToggle(QAbstractButton):
    """One flag with its count."""

    def __init__(self, flag: Flag) -> None:
        super().__init__()
        self.flag, self.count = flag, 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, count: int) -> None:
        """Show how many issues have the flag."""
        self.count = count
        words = f"{_(FLAG_NAMES[self.flag])} {count}"
        self.setAccessibleName(words)
        keys = KEYS[self.flag]
        plain_tooltip(self, _("Only these ({keys})").format(keys=keys) if keys else _("Only these"))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        bold = metrics(13, bold=True)
        words = bold.horizontalAdvance(_(FLAG_NAMES[self.flag])) + 6 + bold.horizontalAdvance(str(self.count))
        return QSize(words + 18, HIGH)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, area, checked = theme(), QRectF(self.rect()), self.isChecked()
        painter = QPainter(self)
        fill = colours.acc_t if checked else colours.sunken if self.underMouse() else None
        box(painter, area, radius=5, fill=fill, border=colours.acc if checked else colours.line)
        painter.setFont(sans(13, bold=checked))
        painter.setPen(colours.acc if checked else colours.ink2)
        words = _(FLAG_NAMES[self.flag])
        painter.drawText(area.adjusted(9, 0, 0, 0), int(BASELINE), words)
        x = 15 + metrics(13, bold=checked).horizontalAdvance(words)
        painter.setFont(sans(13, bold=True))
        painter.setPen(colours.acc if checked else colours.ink)
        painter.drawText(area.adjusted(x, 0, 0, 0), int(BASELINE), str(self.count))
        painter.end()


class FlagRow(QWidget):
    """The row. Signal: ticked(object): the frozenset of flags wanted; none means all issues.

    Left and right go from one to the next, Space ticks; a flag that no issue has is not offered.
    """

    ticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 20, 10)
        row.setSpacing(10)
        title = PlainLabel(_("Stand out"), px=13, tone="ink3")
        title.setFixedHeight(HIGH)
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        self._flow = Flow(gap=8)
        row.addWidget(self._flow, 1)
        self.toggles = {flag: FlagToggle(flag) for flag in KEYS}
        for toggle in self.toggles.values():
            toggle.clicked.connect(lambda _on: self.ticked.emit(self.chosen()))
            self._flow.add(toggle)
            toggle.hide()
        self.setAccessibleName(_("Stand out"))
        self.hide()

    def chosen(self) -> frozenset[Flag]:
        """Return the flags ticked."""
        return frozenset(flag for flag, toggle in self.toggles.items() if toggle.isChecked())

    def choose(self, flags: frozenset[Flag]) -> None:
        """Tick these without speaking."""
        for flag, toggle in self.toggles.items():
            toggle.setChecked(flag in flags)
            toggle.setVisible(toggle.isChecked() or bool(toggle.count))
        self._flow.refresh()
        self.setVisible(any(toggle.isChecked() or toggle.count for toggle in self.toggles.values()))

    def show_counts(self, counts: Mapping[Flag, int]) -> None:
        """Show how many issues have each flag."""
        for flag, toggle in self.toggles.items():
            toggle.show_count(counts.get(flag, 0))
        self.choose(self.chosen())

    def flip(self, key: str) -> bool:
        """Tick the flag of a digit, or take its tick away; return whether there is one to tick."""
        toggle = next((self.toggles[flag] for flag, digit in KEYS.items() if digit == key), None)
        if toggle is None or not (toggle.count or toggle.isChecked()):
            return False
        toggle.click()
        return True

    def enter(self) -> bool:
        """Give the focus to the first flag there is; return whether there is one."""
        toggle = next(iter(self._offered()), None)
        if toggle is not None:
            toggle.setFocus(Qt.FocusReason.TabFocusReason)
        return toggle is not None

    def _offered(self) -> list[FlagToggle]:
        return [toggle for toggle in self.toggles.values() if not toggle.isHidden()]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        offered = self._offered()
        at = next((n for n, toggle in enumerate(offered) if toggle.hasFocus()), -1)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step and at >= 0:
            offered[(at + step) % len(offered)].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)
