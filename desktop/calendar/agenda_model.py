"""The agenda's rows: visits day after day, read on both ways as the list is scrolled, with no wall at a month's end.

It is the twin of every painted view for screen readers: each row says its day, its visit and its state, and as its
description what is special about the day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from core.i18n import day_text, weekday_text
from db.queries.calendar import DayRow, VisitRow
from desktop.calendar.spoken import day_words, visit_words

Index = QModelIndex | QPersistentModelIndex
Load = Callable[[date, date], tuple[Sequence[VisitRow], Mapping[date, DayRow]]]
VISIT_ROLE = Qt.ItemDataRole.UserRole + 1
DAY_ROLE = Qt.ItemDataRole.UserRole + 2
FIRST_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether the row is the first of its day."""
_STRETCH = 62


class AgendaModel(QAbstractListModel):
    """Visits around a day; later ones come by `fetchMore`, earlier ones by `fetch_earlier`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._load: Load | None = None
        self._rows: list[VisitRow] = []
        self._days: dict[date, DayRow] = {}
        self._next: date | None = None
        self._last: date | None = None
        self._from: date | None = None
        self._earliest: date | None = None

    def start(
        self, first: date, last: date | None, load: Load, *, reach: date | None = None, earliest: date | None = None
    ) -> None:
        """Show the visits from *first* on.

        Args:
            first: The first day that is read at once.
            last: The day of the last visit of all.
            load: Reads a stretch of days.
            reach: Until then everything is read at once.
            earliest: The day of the first visit of all; without it nothing earlier is read.
        """
        self.beginResetModel()
        self._load, self._rows, self._days = load, [], {}
        self._next, self._last, self._from, self._earliest = first, last, first, earliest
        self._rows = self._read_on(reach)
        self.endResetModel()

    def row_of(self, visit_id: int | None) -> int | None:
        """Return where a visit stands."""
        return next((n for n, row in enumerate(self._rows) if row.id == visit_id), None)

    def visit(self, visit_id: int | None) -> VisitRow | None:
        """Return a visit in the list."""
        return next((row for row in self._rows if row.id == visit_id), None)

    def row_from(self, day: date) -> int | None:
        """Return the first row on or after *day*."""
        return next((n for n, row in enumerate(self._rows) if row.day >= day), None)

    def shown_to(self) -> date | None:
        """Return the last day read."""
        return None if self._next is None else self._next - timedelta(1)

    def shown_from(self) -> date | None:
        """Return the first day read."""
        return self._from

    def fetch_earlier(self) -> int:
        """Read the stretch before that has a visit in it; return how many rows came above the others."""
        found: list[VisitRow] = []
        while not found and self._load is not None and self._from is not None and self._earliest is not None:
            if self._from <= self._earliest:
                break
            until = self._from - timedelta(1)
            self._from = max(self._from - timedelta(_STRETCH), self._earliest)
            rows, days = self._load(self._from, until)
            found = list(rows)
            self._days.update(days)
        if found:
            self.beginInsertRows(QModelIndex(), 0, len(found) - 1)
            self._rows = found + self._rows
            self.endInsertRows()
            below = self.index(len(found))
            self.dataChanged.emit(below, below, [FIRST_ROLE])  # no longer the first of all
        return len(found)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{day_text(row.day)} {weekday_text(row.day)} {visit_words(row)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return day_words(self._days.get(row.day), sum(each.day == row.day for each in self._rows))
        if role == VISIT_ROLE:
            return row
        if role == DAY_ROLE:
            return self._days.get(row.day)
        if role == FIRST_ROLE:
            return index.row() == 0 or self._rows[index.row() - 1].day != row.day
        return None

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._next is not None and self._last is not None and self._next <= self._last

    @override
    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        fresh = self._read_on(None)
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    def _read_on(self, reach: date | None) -> list[VisitRow]:
        """Read the next stretch that has a visit in it."""
        found: list[VisitRow] = []
        while self._load is not None and self._next is not None and self._last is not None:
            if self._next > self._last or (found and (reach is None or self._next > reach)):
                break
            until = self._next + timedelta(_STRETCH - 1)
            rows, days = self._load(self._next, until)
            found += rows
            self._days.update(days)
            self._next = until + timedelta(1)
        return found
