"""What the board tells screen readers: the cell under the cursor, and where a carried visit would go.

The agenda is the board's twin as a list, for those who would rather not go from cell to cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

from core.i18n import _, clauses
from desktop.calendar.board_words import cell_words, half_of

if TYPE_CHECKING:
    from desktop.calendar.board_cursor import BoardCursor


def tell_cell(view: BoardCursor) -> None:
    """Describe the view by what the cursor is on."""
    words = cell_words(view.data, view.show_state.cursor, view.current())
    if words != view.accessibleDescription():
        view.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.DescriptionChanged))
        view.said.emit(words)


def tell(view: BoardCursor, words: str) -> None:
    """Say something at once."""
    if words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))
        view.said.emit(words)


def tell_carry(view: BoardCursor) -> None:
    """Say where a carried visit would go, and what stands against it."""
    carry = view.show_state.carry
    row = None if carry is None else view.data.row_of(carry.target)
    if carry is None or carry.target is None or row is None:
        return
    words = [view.data.rows[row].name, half_of(carry.target)]
    if carry.verdict is not None:
        words += [line.text for line in carry.verdict.lines]
    if not carry.allowed:
        words.insert(0, _("Not possible"))
    tell(view, clauses(words))
