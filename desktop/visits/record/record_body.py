"""The scrolling page: one section below the other, brought into sight as the keys reach it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QScrollBar, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.widgets import Rule, SectionTitle

GAP = 20
MARGIN = 12
BAR = 12
_ENOUGH = 0.7
"""How much of a section must be in sight for the page to stay where it is."""


@dataclass(frozen=True, slots=True)
class Block:
    """One section of the page.

    Attributes:
        key: Names it, such as `issues`.
        words: For the list of sections at the foot.
        head: Its title.
        content: What has the focus while somebody works in it.
        enter: Puts the cursor where work goes on.
    """

    key: str
    words: str
    head: SectionTitle
    content: QWidget
    enter: Callable[[], None]


class RecordBody(QScrollArea):
    """The sections.

    Signals:
        resized(): there is more or less room now.
        section_changed(str): the focus went into another section.
    """

    resized = Signal()
    section_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.blocks: list[Block] = []
        self._current = ""
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Record of the visit"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)  # over the page: lines go on to the window's edge
        own = self.verticalScrollBar()
        own.rangeChanged.connect(self._on_range)
        own.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(own.setValue)
        self.inside = QWidget()
        self.inside.setProperty("surface", "page")
        self._column = QVBoxLayout(self.inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self.inside)
        QApplication.instance().focusObjectChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def add(self, block: Block, *, ruled: bool = True) -> None:
        """Put a section below the others."""
        if self.blocks:
            gap = QWidget()
            gap.setFixedHeight(GAP)
            self._column.addWidget(gap)
            block.head.setProperty("gap", gap)
        block.head.setContentsMargins(24, 0, 24, 6)
        self._column.addWidget(block.head)
        if ruled:
            self._column.addWidget(Rule("line2"))
        self._column.addWidget(block.content)
        self.blocks.append(block)

    def finish(self) -> None:
        """Leave a margin below the last section."""
        self._column.addSpacing(GAP)
        self._column.addStretch(1)

    def show_block(self, key: str, *, shown: bool) -> None:
        """Show or hide a section."""
        for block in self.blocks:
            if block.key == key:
                block.head.setVisible(shown)
                block.content.setVisible(shown)

    def visible_blocks(self) -> list[Block]:
        """Return the sections that there are just now."""
        return [block for block in self.blocks if block.content.isVisibleTo(self.inside)]

    def current(self, focus: QWidget | None = None) -> Block | None:
        """Return the section that the focus, or a widget, is in."""
        focus = focus or QApplication.focusWidget()
        return next(
            (b for b in self.blocks if focus is not None and (b.content is focus or b.content.isAncestorOf(focus))),
            None,
        )

    def jump(self, by: int, *, start: Block | None = None) -> bool:
        """Go to the section *by* places further; return whether there is one."""
        blocks, here = self.visible_blocks(), start or self.current()
        at = blocks.index(here) + by if here in blocks else 0
        if not 0 <= at < len(blocks):
            return False
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # a key brought it here: show the ring
        self.enter(blocks[at].key)
        return True

    def enter(self, key: str) -> None:
        """Bring a section's top into sight and put the cursor into it."""
        block = next((each for each in self.visible_blocks() if each.key == key), None)
        if block is None:
            return
        block.enter()
        self._show_whole(block)

    def _show_whole(self, block: Block) -> None:
        """Bring a section with its title into sight as far as there is room; do nothing where it is."""
        layout = self.inside.layout()
        if layout is not None:
            layout.activate()
        first = block is self.visible_blocks()[0]
        top = 0 if first else block.head.mapTo(self.inside, QPoint(0, 0)).y() - MARGIN
        high = block.content.mapTo(self.inside, QPoint(0, block.content.height())).y() - top
        shown, room = self.verticalScrollBar().value(), self.viewport().height()
        if top < shown or (high > room and top > shown + room // 2):
            self.verticalScrollBar().setValue(top)
        elif (shown + room - top) < _ENOUGH * high:
            self.verticalScrollBar().setValue(top if high > room else top + min(high + MARGIN, room) - room)

    def bring(self, widget: QWidget, place: QRect) -> None:
        """Bring a part of a widget into sight."""
        where = QRect(widget.mapTo(self.inside, place.topLeft()), place.size())
        self.ensureVisible(where.center().x(), where.center().y(), 0, where.height() // 2 + MARGIN)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setGeometry(self.width() - BAR, 0, BAR, self.height())
        self.resized.emit()
        QTimer.singleShot(0, self, self._bring_focus)

    def _on_range(self, low: int, high: int) -> None:
        self._bar.setPageStep(self.viewport().height())
        self._bar.setRange(low, high)
        self._bar.setVisible(high > low)

    def _bring_focus(self) -> None:
        """Keep what is being written in sight when there is less room for it."""
        focus = QApplication.focusWidget()
        if focus is None or not self.inside.isAncestorOf(focus):
            return
        block = self.current(focus)
        if block is not None and block.content.height() < self.viewport().height():
            self._show_whole(block)
        elif focus.height() < self.viewport().height() // 2:
            self.bring(focus, focus.rect())

    def _on_focus(self, focused: object) -> None:
        if not isinstance(focused, QWidget) or not self.inside.isAncestorOf(focused):
            return
        found = self.current(focused)
        key = found.key if found is not None else ""
        if key != self._current:
            self._current = key
            self.section_changed.emit(key)
        if found is not None and focused is not found.content:
            self.bring(focused, focused.rect())
