"""Lines under one another that are made anew only where they differ: a column that changes several times a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.widgets import Rule

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)


class Lines(QWidget):
    """A hairline above each line."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[Any] = []
        self._holders: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_lines(self, values: Sequence[T], make: Callable[[T], QWidget]) -> bool:
        """Show a line for each of *values*; return whether anything is new."""
        changed = len(values) != len(self._values)
        for at, value in enumerate(values):
            if at < len(self._values) and self._values[at] == value:
                continue
            changed = True
            if at < len(self._values):
                self._take_out(at)
            self._put(at, value, make(value))
        while len(self._values) > len(values):
            self._take_out(len(self._values) - 1)
        return changed

    def part(self, at: int, of: type[W]) -> W | None:
        """Return the line of a place, or what lies in it."""
        if at >= len(self._holders):
            return None
        holder = self._holders[at]
        return holder if type(holder) is of else holder.findChild(of)

    def _put(self, at: int, value: object, line: QWidget) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule("line"))
        column.addWidget(line)
        self._values.insert(at, value)
        self._holders.insert(at, holder)
        self._column.insertWidget(at, holder)

    def _take_out(self, at: int) -> None:
        del self._values[at]
        holder = self._holders.pop(at)
        self._column.removeWidget(holder)
        holder.hide()
        holder.deleteLater()


def keep_width(scroll: QScrollArea, column: QVBoxLayout, right: int) -> None:
    """Let a scroll bar take its room from the margin of *right* px, so that nothing inside becomes narrower."""
    bar = scroll.verticalScrollBar()

    def fit(_low: int, high: int) -> None:
        margins = column.contentsMargins()
        margins.setRight(max(right - bar.sizeHint().width(), 2) if high > 0 else right)
        column.setContentsMargins(margins)

    bar.rangeChanged.connect(fit)
