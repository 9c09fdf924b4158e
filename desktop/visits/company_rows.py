"""Who has been told of a visit and who answered: the township and each unit, with a tick for either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from core.i18n import _, day_text
from desktop.fonts import sans
from desktop.widgets import ElidedLabel, PlainLabel
from desktop.widgets.layouts import clear_layout

TOWNSHIP = 0
"""Stands for the township among the units' ids."""


@dataclass(slots=True)
class Told:
    """When a unit or the township was told and when it answered; the township only is told."""

    agency_id: int
    name: str
    told_on: date | None = None
    answered_on: date | None = None


class CompanyRows(QWidget):
    """A line for the township and each unit. Signals: changed()."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._rows: list[Told] = []
        self._boxes: list[tuple[QCheckBox, QCheckBox | None]] = []
        self.setAccessibleName(_("Who has been told"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3, 0, 3, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)

    def show_rows(self, rows: Sequence[Told]) -> None:
        """Show who goes along."""
        self._rows = list(rows)
        self._boxes = []
        clear_layout(self._grid)
        for at, row in enumerate(self._rows):
            told = self._tick(_("Told: {name}").format(name=row.name))
            self._grid.addWidget(ElidedLabel(row.name), at, 0)
            self._grid.addWidget(told, at, 1)
            answered = None if row.agency_id == TOWNSHIP else self._tick(_("Answered: {name}").format(name=row.name))
            if answered is not None:
                self._grid.addWidget(answered, at, 2)
                answered.clicked.connect(lambda on, row=row: self._on_answered(row, on=on))
            told.clicked.connect(lambda on, row=row: self._on_told(row, on=on))
            self._boxes.append((told, answered))
        if not rows:
            self._grid.addWidget(PlainLabel(_("Nobody goes along."), px=13, tone="ink3"), 0, 0)
        self._show()

    def rows(self) -> list[Told]:
        """Return what stands here now."""
        return list(self._rows)

    def typed(self) -> list[dict[str, Any]]:
        """Return what stands here, fit for JSON."""
        return [
            {"id": row.agency_id, "told": _iso(row.told_on), "answered": _iso(row.answered_on)} for row in self._rows
        ]

    def restore(self, typed: object) -> None:
        """Show what was ticked earlier; units that no longer go along are left out."""
        known: dict[object, Told] = {row.agency_id: row for row in self._rows}
        for entry in typed if isinstance(typed, list) else []:
            row = known.get(entry.get("id")) if isinstance(entry, dict) else None
            if row is not None:
                row.told_on, row.answered_on = _day(entry.get("told")), _day(entry.get("answered"))
        self._show()

    def tell_all(self) -> None:
        """Tick that everybody was told."""
        for row in self._rows:
            row.told_on = row.told_on or self._today
        self._show()
        self.changed.emit()

    def _tick(self, name: str) -> QCheckBox:
        made = QCheckBox()
        made.setFont(sans(13))
        made.setAccessibleName(name)
        return made

    def _on_told(self, row: Told, *, on: bool) -> None:
        row.told_on = self._today if on else None
        row.answered_on = row.answered_on if on else None
        self._show()
        self.changed.emit()

    def _on_answered(self, row: Told, *, on: bool) -> None:
        row.answered_on = self._today if on else None
        row.told_on = row.told_on or row.answered_on
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for row, (told, answered) in zip(self._rows, self._boxes, strict=True):
            told.setChecked(row.told_on is not None)
            told.setText(_dated(_("told"), row.told_on if row.agency_id != TOWNSHIP else None))
            if answered is not None:
                answered.setChecked(row.answered_on is not None)
                answered.setText(_dated(_("answered"), row.answered_on))


def _dated(words: str, day: date | None) -> str:
    return f"{words} {day_text(day)}" if day is not None else words


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
