"""A popup that takes the keyboard: Tab goes round in it, and closing it gives the focus back."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.widgets.popup import Popup


class FocusPopup(Popup):
    """Its fields are gone through as they are read, line by line, whenever they were made."""

    _before: QWidget | None = None

    @override
    def open_under(self, anchor: QWidget, size: QSize, *, align_right: bool = False) -> None:
        holder = QApplication.focusWidget()
        if not self.isVisible() and not (holder is not None and self.isAncestorOf(holder)):
            self._before = holder
        super().open_under(anchor, size, align_right=align_right)

    @override
    def close_popup(self) -> None:
        holder = QApplication.focusWidget()
        inside = holder is not None and isValid(self) and self.isAncestorOf(holder)
        super().close_popup()
        before, self._before = self._before, None
        if inside and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        stops = self._stops()
        holder = QApplication.focusWidget()
        if not stops:
            return False
        here = stops.index(holder) if holder in stops else (-1 if next else 0)
        reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        stops[(here + (1 if next else -1)) % len(stops)].setFocus(reason)
        return True

    def _stops(self) -> list[QWidget]:
        """Return what Tab stops at, in the order of reading."""
        found = [
            each
            for each in self.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible() and each.isEnabled()
        ]
        places = {each: each.mapTo(self, each.rect().center()) for each in found}
        lines: list[int] = []
        for y in sorted(place.y() for place in places.values()):
            if not lines or y - lines[-1] > _LINE:
                lines.append(y)
        return sorted(found, key=lambda each: (bisect_right(lines, places[each].y()), places[each].x()))


_LINE = 12
"""Middles that are no further below the first of a line stand in it."""
