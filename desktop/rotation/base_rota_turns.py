"""Leaders in turn under edit: added by a few letters, moved with Alt and arrows or by dragging."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.visits.tag_field import Tag, TagField
from desktop.widgets import Choice, SmallButton, plain_tooltip

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TurnTags(TagField):
    """Names in their order."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self._pressed: QPoint | None = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, Tag) or watched not in self._tags:
            return super().eventFilter(watched, event)
        at = self._tags.index(watched)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.put(at, at + step)
                return True
        elif isinstance(event, QMouseEvent):
            return self._on_mouse(at, watched, event)
        return super().eventFilter(watched, event)

    def put(self, at: int, to: int) -> None:
        """Move the name at one place to another, as far as the ends."""
        values, to = self.values(), min(max(to, 0), len(self._tags) - 1)
        if to == at:
            return
        values.insert(to, values.pop(at))
        self.set_values(values)
        self._tags[to].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_mouse(self, at: int, tag: Tag, event: QMouseEvent) -> bool:
        here = event.globalPosition().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = here
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            far = (here - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            self._pressed = None
            if far:  # carried to another place; a press alone takes the name out
                tag.setDown(False)
                self.put(at, self._place_at(self.mapFromGlobal(here)))
                return True
        return False

    def _place_at(self, point: QPoint) -> int:
        def far(tag: Tag) -> int:
            return abs(tag.geometry().center().x() - point.x()) + 4 * abs(tag.geometry().center().y() - point.y())

        return min(range(len(self._tags)), key=lambda n: far(self._tags[n]))

    @override
    def _add(self, found: Choice) -> None:
        before = len(self._tags)
        super()._add(found)
        for tag in self._tags[before:]:
            tag.installEventFilter(self)
            plain_tooltip(
                tag, _("A press takes {name} out; drag, or Alt and arrows, move the turn.").format(name=tag.words)
            )


class TurnField(QWidget):
    """The turns, and buttons for all leaders and for nobody."""

    def __init__(self, leaders: Sequence[Choice], chosen: Sequence[int]) -> None:
        super().__init__()
        self._leaders = [each.data for each in leaders if isinstance(each.data, int)]
        self.tags = TurnTags(_("leader, or left open"))
        self.tags.set_choices(leaders)
        self.tags.set_values(chosen)
        self.all_button = SmallButton(_("All by rank"))
        self.sort_button = SmallButton(_("Order by rank"))
        self.none_button = SmallButton(_("Leave open"))
        self.all_button.clicked.connect(lambda: self.choose(self._leaders))
        self.sort_button.clicked.connect(lambda: self.choose(sorted(self.values(), key=self._leaders.index)))
        self.none_button.clicked.connect(lambda: self.choose([]))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.all_button, self.sort_button, self.none_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.tags)
        column.addLayout(row)
        self.setFocusProxy(self.tags.line)

    def values(self) -> list[int]:
        """Return who takes turns, in order."""
        return self.tags.values()

    def choose(self, leaders: Sequence[int]) -> None:
        """Let these take turns."""
        self.tags.set_values(leaders)
        self.tags.changed.emit()
