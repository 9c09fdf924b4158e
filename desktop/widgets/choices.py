"""Choosing one of a few in sight: the segmented control and the pills with counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.deadlines import Lateness
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets.flow import Flow
from desktop.widgets.marks import paint_shape
from desktop.widgets.strokes import box

MIDDLE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Segment(QAbstractButton):
    def __init__(self, text: str, owner: Segmented) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        width = metrics(self._owner.px, bold=True).horizontalAdvance(self.accessibleName())
        return QSize(width + 31, self._owner.high)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, checked = theme(), self.isChecked()
        painter = QPainter(self)
        if self.underMouse() and not checked and self.isEnabled():
            painter.fillRect(self.rect().adjusted(1, 1, -1, -1), colours.sunken)
        if checked:
            painter.setPen(colours.raised if self._owner.strong else colours.acc)
        else:
            painter.setPen(colours.ink2 if self.isEnabled() else colours.ink3)
        painter.setFont(sans(self._owner.px, bold=checked))
        painter.drawText(QRectF(self.rect()), MIDDLE, self.accessibleName())
        painter.end()


class Segmented(QWidget):
    """A row of segments of which one is on: Month, Week, Board, Agenda, Year.

    Left and right arrow keys move; digits may be bound by the page. Signal `chosen(str)` speaks
    only when the user chose, not when `choose` was called.

    Args:
        segments: Pairs of key and words.
        strong: Dark ground for the chosen one and 26 px high, as on the on-site check list.
        optional: Nothing need be chosen.
        parent: Qt's parent.
    """

    chosen = Signal(str)

    def __init__(
        self,
        segments: Sequence[tuple[str, str]],
        *,
        strong: bool = False,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.strong, self.px, self.high = strong, 13 if strong else 14, 26 if strong else 32
        self._group = QButtonGroup(self)
        self._keys = [key for key, _words in segments]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (_key, words) in enumerate(segments):
            segment = _Segment(words, self)
            self._group.addButton(segment, number)
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._keys[number]))
        self._group.idToggled.connect(lambda _number, _on: self._aim())
        if not optional and segments:
            self._group.button(0).setChecked(True)
        self._aim()

    def names(self) -> list[str]:
        """Return the keys of the segments, from the left."""
        return list(self._keys)

    def buttons(self) -> list[QAbstractButton]:
        """Return the segments, from the left."""
        return self._group.buttons()

    def current(self) -> str:
        """Return the key of the chosen segment, or "" where none is."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose a segment without speaking; "" clears an optional choice."""
        if key:
            self._group.button(self._keys.index(key)).setChecked(True)
        else:
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
        self.update()

    def _aim(self) -> None:
        """Let whoever goes to this field arrive at the chosen segment, or the first."""
        self.setFocusProxy(self._group.checkedButton() or self._group.button(0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, area = theme(), QRectF(self.rect())
        painter = QPainter(self)
        box(painter, area, radius=6, fill=colours.raised)
        outline = QPainterPath()
        outline.addRoundedRect(area, 6, 6)
        for button in self._group.buttons():
            place = QRectF(button.geometry())
            if button.isChecked():
                painter.save()
                painter.setClipPath(outline)
                painter.fillRect(place, colours.ink2 if self.strong else colours.acc_t)
                painter.restore()
            if place.right() < area.right() - 2:
                painter.fillRect(QRectF(place.right() - 1, 1, 1, area.height() - 2), colours.line)
        box(painter, area, radius=6, border=colours.line2)
        painter.end()


@dataclass(frozen=True, slots=True)
class Pill:
    """One pill: key, words, count (None shows none), shape of a deadline before the words."""

    key: str
    text: str
    count: int | None = None
    shape: Lateness | None = None


class _PillButton(QAbstractButton):
    def __init__(self, pill: Pill, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_pill(pill)

    def show_pill(self, pill: Pill) -> None:
        self.pill = pill
        self.setAccessibleName(pill.text if pill.count is None else f"{pill.text} {pill.count}")
        self.updateGeometry()
        self.update()

    def _count(self) -> str:
        return "" if self.pill.count is None else str(self.pill.count)

    @override
    def sizeHint(self) -> QSize:
        bold = metrics(14, bold=True)
        width = 24 + bold.horizontalAdvance(self.pill.text) + (18 if self.pill.shape else 0)
        return QSize(width + (8 + bold.horizontalAdvance(self._count()) if self._count() else 0), 32)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, checked, area = theme(), self.isChecked(), QRectF(self.rect())
        painter = QPainter(self)
        if checked or self.underMouse():
            box(painter, area, radius=6, fill=colours.acc_t if checked else colours.sunken)
        x = 12.0
        if self.pill.shape:
            paint_shape(painter, QRectF(x, 0, 11, area.height()), self.pill.shape)
            x += 18
        painter.setFont(sans(14, bold=checked))
        painter.setPen(colours.acc if checked else colours.ink2)
        painter.drawText(area.adjusted(x, 0, 0, 0), int(LEFT), self.pill.text)
        x += metrics(14, bold=checked).horizontalAdvance(self.pill.text) + 8
        painter.setPen(colours.acc if checked else colours.ink3)
        painter.drawText(area.adjusted(x, 0, 0, 0), int(LEFT), self._count())
        painter.end()


class Pills(QWidget):
    """A row of pills with counts, one of them on; arrows move. With *wrap* they go on in the next line.

    Signal: chosen(str).
    """

    chosen = Signal(str)

    def __init__(self, pills: Sequence[Pill] = (), *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._flow = Flow(gap=8) if wrap else None
        if self._flow is not None:
            self._row.addWidget(self._flow)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(self._on_clicked)
        self.show_pills(pills)

    def show_pills(self, pills: Sequence[Pill]) -> None:
        """Show these pills; the chosen key stays chosen where it still is there, else the first."""
        keep = self.current()
        buttons = self._buttons()
        if [button.pill.key for button in buttons] == [pill.key for pill in pills]:
            for button, pill in zip(buttons, pills, strict=True):
                button.show_pill(pill)
            return
        for button in buttons:
            self._group.removeButton(button)
            if self._flow is not None:
                self._flow.take_out(button)
            button.deleteLater()
        for pill in pills:
            made = _PillButton(pill, self)
            self._group.addButton(made)
            if self._flow is not None:
                self._flow.add(made)
            else:
                self._row.addWidget(made)
        keys = [pill.key for pill in pills]
        if keys:
            self.choose(keep if keep in keys else keys[0])

    def current(self) -> str:
        """Return the key of the chosen pill, or ""."""
        return next((button.pill.key for button in self._buttons() if button.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose a pill without speaking."""
        for button in self._buttons():
            if button.pill.key == key:
                button.setChecked(True)

    def _buttons(self) -> list[_PillButton]:
        return [button for button in self._group.buttons() if isinstance(button, _PillButton)]

    def _on_clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _PillButton):
            self.chosen.emit(button.pill.key)
