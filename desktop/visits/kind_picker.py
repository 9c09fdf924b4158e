"""Choosing the kind of a visit by its seal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import _
from core.visits import VisitKind
from desktop.fonts import metrics, sans
from desktop.theme import theme
from desktop.widgets.flow import Flow
from desktop.widgets.marks import paint_seal
from desktop.widgets.strokes import box


class _KindButton(QAbstractButton):
    def __init__(self, kind: VisitKind) -> None:
        super().__init__()
        self.kind = kind
        self.setCheckable(True)
        self.setAccessibleName(_(kind.name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(metrics(14, bold=True).horizontalAdvance(self.accessibleName()) + 46, 32)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours, area = QPainter(self), theme(), QRectF(self.rect())
        pair = colours.kind(self.kind.colour)
        fill = pair.tint if self.isChecked() else colours.sunken if self.underMouse() else colours.raised
        box(painter, area, radius=6, fill=fill, border=pair.fill if self.isChecked() else colours.line2)
        paint_seal(painter, QRectF(9, 6, 20, 20), self.kind, not self.isChecked())
        painter.setFont(sans(14, bold=self.isChecked()))
        painter.setPen(colours.ink if self.isChecked() else colours.ink2)
        painter.drawText(area.adjusted(36, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.accessibleName())
        painter.end()


class KindPicker(Flow):
    """All kinds in use, one of them chosen; arrow keys move. Signals: chosen(str)."""

    chosen = Signal(str)

    def __init__(self, kinds: Sequence[VisitKind], parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._group = QButtonGroup(self)
        for kind in kinds:
            button = _KindButton(kind)
            self._group.addButton(button)
            self.add(button)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit(self.value()))

    def value(self) -> str:
        """Return the kind's key."""
        button = self._group.checkedButton()
        return button.kind.key if isinstance(button, _KindButton) else ""

    def receives_people(self) -> bool:
        """Return whether the kind chosen receives residents."""
        button = self._group.checkedButton()
        return isinstance(button, _KindButton) and button.kind.receives_people

    def set_value(self, key: str) -> None:
        """Choose a kind without speaking; a kind no longer in use chooses none."""
        for button in self._group.buttons():
            if isinstance(button, _KindButton) and button.kind.key == key:
                button.setChecked(True)
