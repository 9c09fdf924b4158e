"""The rows of who was there, as a table shows them, and a blank one behind them to type in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from core.attendance import as_rows, problem, role_of, same_people, shown_name, tick_all
from core.i18n import N_, _
from core.names import person_name
from core.records import ATTENDEE_ROLE_NAMES, AttendeeDraft, AttendeeRole
from desktop.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex
NAME, UNIT, POST, ROLE, PRESENT = range(5)
FIELDS: Final = ("name", "unit", "post")
TITLES: Final = (N_("Name"), N_("Agency"), N_("Post"), N_("Role"), N_("Came"))
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
PROBLEM_ROLE: Final = Qt.ItemDataRole.UserRole + 2
AGAIN_ROLE: Final = Qt.ItemDataRole.UserRole + 3
PRESENCE_NAMES: Final = {True: N_("Came"), False: N_("Did not come"), None: N_("Not ticked yet")}


class AttendanceModel(QAbstractTableModel):
    """The rows. Signal: edited(): something was typed or ticked."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AttendeeDraft] = []
        self._blank = AttendeeDraft("")
        self._again: dict[int, int] | None = None

    def show_rows(self, attendees: Sequence[AttendeeDraft]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = as_rows(attendees)
        self._again = None
        self.endResetModel()

    def row_at(self, number: int) -> AttendeeDraft:
        """Return a row; behind the last one is the blank one."""
        return self.rows[number] if 0 <= number < len(self.rows) else self._blank

    def is_blank(self, number: int) -> bool:
        """Return whether it is the blank row at the end."""
        return number >= len(self.rows)

    def put(self, number: int, column: int, text: str, *, by_hand: bool = True) -> None:
        """Put words into a cell; the first words in the blank row make it a row.

        Args:
            number: The row.
            column: NAME, UNIT or POST.
            text: As typed.
            by_hand: The cell is still being typed in: blanks inside it stay.
        """
        if self.is_blank(number):
            if not text.strip():
                return
            self.beginInsertRows(QModelIndex(), len(self.rows) + 1, len(self.rows) + 1)
            self.rows.append(AttendeeDraft("", present=True))  # nobody writes down who did not come
            self.endInsertRows()
        row = self.rows[number]
        words = text if by_hand else (person_name(text) if column == NAME else " ".join(text.split()))
        if getattr(row, FIELDS[column]) == words:
            return
        guessed = role_of(row.unit, row.post)
        setattr(row, FIELDS[column], words)
        if column == UNIT:
            row.agency_id = None
        if row.role in {guessed, AttendeeRole.OTHER} and row.leader_id is None:
            row.role = role_of(row.unit, row.post)
        self._changed(number)

    def set_agency(self, number: int, agency_id: int) -> None:
        """Say which unit of the list was chosen."""
        if not self.is_blank(number):
            self.rows[number].agency_id = agency_id

    def set_role(self, number: int, role: AttendeeRole) -> None:
        """Say in what role somebody was there."""
        if not self.is_blank(number):
            self.rows[number].role = role
            self._changed(number)

    def toggle(self, number: int) -> None:
        """Tick, or say that somebody did not come."""
        if not self.is_blank(number):
            self.rows[number].present = self.rows[number].present is not True
            self._changed(number)

    def forget_tick(self, number: int) -> None:
        """Say nothing about whether somebody came."""
        if not self.is_blank(number):
            self.rows[number].present = None
            self._changed(number)

    def tick_all(self) -> int:
        """Tick everybody of whom nothing is said yet; return how many."""
        count = tick_all(self.rows)
        if count:
            self._changed(0, len(self.rows) - 1)
        return count

    def delete(self, number: int) -> None:
        """Take a row out."""
        if not self.is_blank(number):
            self.beginRemoveRows(QModelIndex(), number, number)
            del self.rows[number]
            self._again = None
            self.endRemoveRows()
            self.edited.emit()

    def first_problem(self) -> tuple[QModelIndex, str] | None:
        """Return the first cell that cannot be saved, and why."""
        for number, row in enumerate(self.rows):
            for column, name in enumerate(FIELDS):
                why = problem(row, name)
                if why:
                    return self.index(number, column), why
        return None

    def again(self) -> dict[int, int]:
        """Return the rows that say the same person as an earlier one."""
        if self._again is None:
            self._again = same_people(self.rows)
        return self._again

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.rows) + 1

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(TITLES[section]) if orientation is Qt.Orientation.Horizontal else str(section + 1)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() in {NAME, UNIT, POST} else base

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() > POST:
            return False
        self.put(index.row(), index.column(), str(value), by_hand=False)
        return True

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, column = index.row(), index.column()
        row = self.row_at(number)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if self.is_blank(number) else _shown(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return getattr(row, FIELDS[column]) if column <= POST else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _(PRESENCE_NAMES[row.present]) if column == PRESENT else _shown(row, column)
        if role == ROW_ROLE:
            return row
        if role == PROBLEM_ROLE:
            return self._problem(number, column)
        if role == AGAIN_ROLE:
            return column == NAME and number in self.again()
        return plain_tip(self._tip(number, column)) if role == Qt.ItemDataRole.ToolTipRole else None

    def _problem(self, number: int, column: int) -> str:
        return "" if self.is_blank(number) or column > POST else problem(self.rows[number], FIELDS[column])

    def _tip(self, number: int, column: int) -> str:
        first = self.again().get(number) if column == NAME else None
        if first is not None:
            return _("Row {n} says the same person already.").format(n=first + 1)
        return self._problem(number, column)

    def _changed(self, first: int, last: int | None = None) -> None:
        self._again = None
        bottom = first if last is None else last
        self.dataChanged.emit(self.index(first, 0), self.index(bottom, len(TITLES) - 1))
        self.edited.emit()


def _shown(row: AttendeeDraft, column: int) -> str:
    if column == ROLE:
        return _(ATTENDEE_ROLE_NAMES[row.role])
    if column == PRESENT:
        return ""
    return shown_name(row) if column == NAME else str(getattr(row, FIELDS[column]))
