"""Tab goes through a page as the eye does, also where rows were made anew after what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def tab_through(parts: Iterable[QWidget | QLayout]) -> None:
    """Let Tab go through everything in *parts* in this order."""
    stops = [stop for part in parts for widget in _widgets(part) for stop in _stops(widget)]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _widgets(part: QWidget | QLayout) -> Iterator[QWidget]:
    if isinstance(part, QWidget):
        yield part
        return
    for at in range(part.count()):
        item = part.itemAt(at)
        if item is not None and (widget := item.widget()) is not None:
            yield widget


def _stops(widget: QWidget) -> list[QWidget]:
    return [each for each in (widget, *widget.findChildren(QWidget)) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
