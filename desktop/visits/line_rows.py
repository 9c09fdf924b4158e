"""Lines of fields under one another that are written, copied, moved and taken out by mouse and by keys.

Steps, stops, appointments of a template: each is a `Line` with its own fields; `LineRows` holds
them in a grid and knows the keys. Up and Down go to the line above and below, Enter to the next
one (the last makes a new one), Insert makes one here, Alt+Up and Alt+Down move, Ctrl+D copies,
Ctrl+Del takes out, and so does Del where no text is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.fonts import sans
from desktop.widgets import IconButton, PlainLabel, ask, is_typing

Typed = dict[str, Any]
MOST = 200
"""More lines than this nobody types; a pasted or restored list stops there."""


class Line:
    """The widgets of one line; subclasses make them, read them and fill them."""

    def __init__(self) -> None:
        self.drop = IconButton("x", _("Take out"))

    def cells(self) -> Sequence[QWidget]:
        """Return the fields from left to right, without the cross at the end."""
        raise NotImplementedError

    def typed(self) -> Typed:
        """Return what stands in the fields, as typed, fit for JSON."""
        raise NotImplementedError

    def restore(self, typed: Typed) -> None:
        """Show what was typed earlier."""
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Return whether the line says nothing and is left out."""
        raise NotImplementedError

    def connect_changes(self, told: Callable[[], object]) -> None:
        """Call *told* after every change by the user."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """Return the field in which a new line is begun."""
        return next(cell for cell in self.cells() if cell.focusPolicy() & Qt.FocusPolicy.TabFocus)

    def as_copy(self) -> Typed:
        """Return what a copy of this line begins with."""
        return self.typed() | {"id": None}


class LineRows(QWidget):
    """The lines under their heads. Signals: changed().

    Args:
        make: Makes an empty line.
        heads: The words above the columns.
        stretches: Columns that take the spare width, each with its share.
        name: What the lines are, for screen readers.
    """

    changed = Signal()

    def __init__(self, make: Callable[[], Line], heads: Sequence[str], *, stretches: dict[int, int], name: str) -> None:
        super().__init__()
        self._make, self._columns = make, len(heads)
        self._lines: list[Line] = []
        self._last: Line | None = None
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3, 0, 3, 3)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        for column, share in stretches.items():
            self._grid.setColumnStretch(column, share)
        for column, words in enumerate(heads):
            self._grid.addWidget(PlainLabel(words, px=12, tone="ink3"), 0, column)

    def indent_head(self, column: int, left: int) -> None:
        """Let the word above a column begin where its cells' words do."""
        head = self._grid.itemAtPosition(0, column)
        if head is not None and (label := head.widget()) is not None:
            label.setContentsMargins(left, 0, 0, 0)

    # In and out

    def lines(self) -> tuple[Line, ...]:
        """Return the lines in their order."""
        return tuple(self._lines)

    def typed(self) -> list[Typed]:
        """Return what stands in the lines, empty ones left out."""
        return [line.typed() for line in self._lines if not line.is_empty()]

    def restore(self, typed: object) -> None:
        """Show what was typed earlier; what is no line is left out."""
        for line in self._lines:
            self._let_go(line)
        self._lines, self._last = [], None
        entries = typed if isinstance(typed, list) else []
        for entry in [each for each in entries if isinstance(each, dict)][:MOST]:
            self._new(len(self._lines), entry)
        self._place()

    # Acts

    def add(self, typed: Typed | None = None, *, at: int | None = None) -> Line:
        """Add a line below the one in hand, or at the end, and begin it."""
        place = len(self._lines) if at is None else at
        line = self._new(place, typed)
        self._place()
        line.first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        return line

    def add_line(self) -> None:
        """Add an empty line at the end."""
        self.add()

    def move_line(self, steps: int) -> None:
        """Move the line in hand up or down; its fields keep the cursor."""
        line = self.current()
        if line is None:
            return
        here = self._lines.index(line)
        there = min(max(here + steps, 0), len(self._lines) - 1)
        if here != there:
            focus = QApplication.focusWidget()
            self._lines.insert(there, self._lines.pop(here))
            self._place()
            if focus is not None and self.isAncestorOf(focus):
                focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def copy_line(self) -> None:
        """Write the line in hand once more below it."""
        line = self.current()
        if line is not None:
            self.add(line.as_copy(), at=self._lines.index(line) + 1)

    def take_out(self, line: Line) -> None:
        """Take a line out and go to its neighbour."""
        at = self._lines.index(line)
        self._lines.remove(line)
        self._last = None
        self._let_go(line)
        self._place()
        if self._lines:
            self._lines[min(at, len(self._lines) - 1)].first().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def take_out_asking(self, line: Line) -> None:
        """Take a line out once the user says that it is meant; an empty one at once."""
        if line.is_empty() or ask(self, _("Take this line out?"), yes=_("Take out"), destructive=True):
            self.take_out(line)

    def current(self) -> Line | None:
        """Return the line in hand: where the cursor is, or was last."""
        focus = QApplication.focusWidget()
        found = next((line for line in self._lines if focus is not None and _holds(line, focus)), None)
        return found or self._last

    # Keys

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.FocusIn:
            self._last = next((line for line in self._lines if _holds(line, watched)), self._last)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            line = next((line for line in self._lines if _holds(line, watched)), None)
            return line is not None and self._on_key(line, watched, event)
        return False

    def _on_key(self, line: Line, cell: QWidget, event: QKeyEvent) -> bool:
        """Act on a key pressed in *cell*; return whether it meant the lines."""
        control = Qt.KeyboardModifier.ControlModifier
        match (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()):
            case (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Up | Qt.Key.Key_Down as key):
                self.move_line(-1 if key == Qt.Key.Key_Up else 1)
            case (modifiers, Qt.Key.Key_D) if modifiers == control:
                self.copy_line()
            case (modifiers, Qt.Key.Key_Delete) if modifiers == control:
                self.take_out_asking(line)
            case (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Delete) if not is_typing(cell):
                self.take_out_asking(line)
            case (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Insert):
                self.add(at=self._lines.index(line) + 1)
            case (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Up | Qt.Key.Key_Down as key) if _takes_arrows(cell):
                self._go(line, cell, -1 if key == Qt.Key.Key_Up else 1)
            case (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Return | Qt.Key.Key_Enter) if cell is not line.drop:
                self._enter(line, cell)
            case _:
                return False
        return True

    def _enter(self, line: Line, cell: QWidget) -> None:
        if line is not self._lines[-1]:
            self._go(line, cell, 1)
        elif not line.is_empty():
            self.add()

    def _go(self, line: Line, cell: QWidget, steps: int) -> None:
        at = self._lines.index(line) + steps
        if 0 <= at < len(self._lines):
            column = list(line.cells()).index(cell) if cell in line.cells() else 0
            there = self._lines[at].cells()[column]
            target = there if there.isEnabled() else self._lines[at].first()
            target.setFocus(Qt.FocusReason.TabFocusReason)

    # Placing

    def _new(self, at: int, typed: Typed | None) -> Line:
        line = self._make()
        for widget in (*line.cells(), line.drop):
            widget.setParent(self)
            widget.installEventFilter(self)
        if typed is not None:
            line.restore(typed)
        line.connect_changes(self.changed.emit)
        line.drop.clicked.connect(lambda: self.take_out(line))
        self._lines.insert(at, line)
        return line

    def _place(self) -> None:
        """Put every line in its row, and lead the Tab key through them from the top."""
        for number, line in enumerate(self._lines, 1):
            for column, widget in enumerate((*line.cells(), line.drop)):
                self._grid.addWidget(widget, number, column)
                widget.show()
        chain = [widget for line in self._lines for widget in (*line.cells(), line.drop)]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _let_go(self, line: Line) -> None:
        for widget in (*line.cells(), line.drop):
            widget.removeEventFilter(self)
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


def text_cell(name: str, *, limit: int, placeholder: str = "") -> QLineEdit:
    """Return a line to type in; longer words are refused with their number, never cut while typed."""
    made = QLineEdit()
    made.setFont(sans(14))
    made.setMaxLength(max(limit * 4, 1000))
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    return made


def choice_cell(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    """Return a list of a few to choose from, each a key with its words."""
    made = QComboBox()
    made.setFont(sans(14))
    made.setAccessibleName(name)
    for key, words in choices:
        made.addItem(words, key)
    return made


def put(line: QLineEdit, words: object) -> None:
    """Show words from their beginning."""
    line.setText("" if words is None else str(words))
    line.setCursorPosition(0)


def _holds(line: Line, widget: QWidget) -> bool:
    return widget is line.drop or widget in line.cells()


def _takes_arrows(cell: QWidget) -> bool:
    return not isinstance(cell, QComboBox)
