"""The keys in the bar at the foot, clicked: the mouse's way to what the keys do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.visits.record.record_sections import section_in_focus

if TYPE_CHECKING:
    from desktop.issues.entry.entry_page import EntryView


def do_key(page: EntryView, keys: str) -> None:
    """Do what the key does; one that only moves the cursor does nothing."""
    row = max(page.grid.currentIndex().row(), 0)
    deeds: dict[str, Callable[[], None]] = {
        "Alt ↓": lambda: page.open_strip(row),
        "Ctrl D": page.copy_row_above,
        "Ctrl I": page.turn_into_issue,
        "Ctrl Shift P": lambda: page.acts.add_photos(row),
        "Ctrl V": lambda: _paste(page),
        "Ctrl Enter": page.finish,
        "Esc": page.close_strip,
        "F6": lambda: page.jump(1),
        "Space": lambda: page.model.settle(row),
    }
    deed = deeds.get(keys)
    if deed is not None:
        deed()


def _paste(page: EntryView) -> None:
    """Paste into the issues, or where the cursor is in another section."""
    focus = QApplication.focusWidget()
    if focus is None or section_in_focus() is None:
        page.paste(QApplication.clipboard().text())
        return
    QApplication.sendEvent(
        focus, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, "v")
    )
