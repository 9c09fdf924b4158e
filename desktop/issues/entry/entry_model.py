"""The rows of the entry grid: what was typed, what it means, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from core.calendar.workdays import WorkCalendar
from core.entry_cells import Limit, limit_of, phone_hint, phone_shown, phone_text, village_in
from core.entry_rows import ADDRESS, AGENCY, LIMIT, NAME, PHONE, SETTLED, TITLE, EntryRow
from core.i18n import N_, _, day_text, ngettext
from core.issues import IssueDraft
from core.settings import OfficeSettings
from core.text import unreadable_at
from db.queries.issue_entry import AgencyLoadRow
from db.queries.names import NamedRow
from desktop.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex
TITLES: Final = (
    N_("Raised by"), N_("Phone"), N_("Address"), N_("Issue"), N_("Unit"), N_("Due"), N_("Settled on the spot"),
)  # fmt: skip
LENGTHS: Final = {NAME: 60, PHONE: 60, ADDRESS: 200, TITLE: 400}
LEAST_ROWS: Final = 11
PROBLEM_ROLE: Final = Qt.ItemDataRole.UserRole + 1
LIMIT_ROLE: Final = Qt.ItemDataRole.UserRole + 2
SETTLED_ROLE: Final = Qt.ItemDataRole.UserRole + 3
EXTRA_ROLE: Final = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when the issues are written down, and who can take them."""

    raised_on: date
    township_id: int
    visit_id: int | None
    villages: Sequence[NamedRow]
    agencies: Sequence[AgencyLoadRow]
    calendar: WorkCalendar
    settings: OfficeSettings


class EntryModel(QAbstractTableModel):
    """A grid that always has a blank row more. Signal: typed(): something changed."""

    typed = Signal()

    def __init__(self, place: Place, parent: QObject | None = None, *, least: int = LEAST_ROWS) -> None:
        super().__init__(parent)
        self.place, self._least = place, least
        self.mark_of: Callable[[EntryRow], tuple[str, bool]] = lambda _row: ("", False)
        self._rows: list[EntryRow] = [EntryRow() for _n in range(least)]
        self._by_name = {
            spelling: row.id for row in reversed(place.agencies) for spelling in (row.short_name, row.name) if spelling
        }

    def rows(self) -> list[EntryRow]:
        """Return the rows that hold something."""
        return [row for row in self._rows if not row.is_blank()]

    def row_at(self, number: int) -> EntryRow:
        """Return a row, blank ones included."""
        return self._rows[number]

    def show_rows(self, rows: Sequence[EntryRow]) -> None:
        """Show these rows and blank ones behind them."""
        self.beginResetModel()
        self._rows = [*rows]
        self._fill_up()
        self.endResetModel()

    def next_row(self) -> int:
        """Return the first row behind all that hold something."""
        filled = [number for number, row in enumerate(self._rows) if not row.is_blank()]
        return filled[-1] + 1 if filled else 0

    def type_into(self, index: Index, text: str) -> None:
        """Take what stands in the open editor, letter for letter, so that a kill loses nothing."""
        if index.isValid() and self._rows[index.row()].text(index.column()) != text:
            self._rows[index.row()].put(index.column(), text)
            self.say_changed()

    def add(self, row: EntryRow) -> int:
        """Put a row behind all that hold something and return its place."""
        at = self.next_row()
        self.insert(min(at, len(self._rows) - 1), [row])
        return at

    def settle(self, number: int) -> None:
        """Tick or untick that the matter was settled on the spot."""
        self._rows[number].settled = not self._rows[number].settled
        self.say_changed()

    def add_photos(self, number: int, paths: Sequence[str]) -> None:
        """Remember photos that go with a row."""
        row = self._rows[number]
        row.photos = list(dict.fromkeys([*row.photos, *paths]))
        self.say_changed()

    def copy_from_above(self, index: Index) -> bool:
        """Copy the cell above, or person and place of the row above into a blank row; return whether it did."""
        if index.row() == 0:
            return False
        above, here = self._rows[index.row() - 1], self._rows[index.row()]
        columns = (NAME, PHONE, ADDRESS, AGENCY, LIMIT) if here.is_blank() else (index.column(),)
        for column in columns:
            here.put(column, above.text(column))
        if SETTLED in columns:
            here.settled = above.settled
        self.say_changed()
        return True

    def delete(self, number: int) -> EntryRow:
        """Take a row out and return it."""
        self.beginResetModel()
        gone = self._rows.pop(number)
        self._fill_up()
        self.endResetModel()
        self.typed.emit()
        return gone

    def insert(self, number: int, rows: Sequence[EntryRow]) -> None:
        """Put rows in place of a blank row, or before one that holds something."""
        self.beginResetModel()
        blank = self._rows[number].is_blank()
        self._rows[number : number + (1 if blank else 0)] = rows
        while self._rows and self._rows[-1].is_blank():
            self._rows.pop()
        self._fill_up()
        self.endResetModel()
        self.typed.emit()

    def agency_id(self, row: EntryRow) -> int | None:
        """Return the unit named in a row, by its name or short name."""
        return self._by_name.get(row.agency.strip())

    def limit(self, row: EntryRow) -> Limit:
        """Return how the deadline cell is understood; an empty one takes the office's limit."""
        office, place = self.place.settings, self.place
        typed = row.limit or str(office.default_limit_days)
        return limit_of(typed, place.raised_on, place.calendar, unit=office.default_limit_unit, roll=office.roll)

    def problem(self, number: int, column: int) -> str:
        """Return why a cell cannot be saved as it is, a whole sentence; "" where it can."""
        row = self._rows[number]
        if row.is_blank():
            return ""
        text = row.text(column)
        if column in LENGTHS:
            where = unreadable_at(text)
            if where is not None:
                return _("There is an invisible control character at position {n}. Type it again.").format(n=where)
            if len(text.strip()) > LENGTHS[column]:
                sentence = _("Too long: {n} characters, at most {limit}.")
                return sentence.format(n=len(text.strip()), limit=LENGTHS[column])
        if column == TITLE and not text.strip():
            return _("Say in a few words what the issue is.")
        if column == AGENCY and text.strip() and self.agency_id(row) is None:
            unknown = _("“{name}” is no unit in the list. Choose one offered, or add it under Leaders, Units.")
            return unknown.format(name=text)
        return self.limit(row).problem if column == LIMIT and not row.settled else ""

    def first_problem(self) -> tuple[QModelIndex, str] | None:
        """Return the first cell that cannot be saved, and why."""
        for number in range(len(self._rows)):
            for column in range(len(TITLES)):
                why = self.problem(number, column)
                if why:
                    return self.index(number, column), why
        return None

    def drafts(self) -> list[IssueDraft]:
        """Return every row that holds something as an issue to register."""
        return [self._draft(row) for row in self.rows()]

    def village_of(self, row: EntryRow) -> int | None:
        """Return the village that the address begins with."""
        return village_in(row.address, [each.pair for each in self.place.villages])

    def _draft(self, row: EntryRow) -> IssueDraft:
        place, limit = self.place, self.limit(row)
        return IssueDraft(
            uid=row.uid,
            title=row.title,
            raised_on=place.raised_on,
            township_id=place.township_id,
            visit_id=place.visit_id,
            village_id=self.village_of(row),
            petitioner_name=row.name,
            petitioner_phone=phone_text(row.phone),
            petitioner_address=row.address,
            lead_agency_id=self.agency_id(row),
            limit_amount=None if limit.is_stated or row.settled else limit.amount,
            limit_unit=None if limit.is_stated or row.settled else limit.unit,
            due=limit.due if limit.is_stated and not row.settled else None,
            answered_on_site=row.settled,
        )

    def say_changed(self) -> None:
        """Tell that rows were written into; there is always a blank one behind them."""
        if not self._rows[-1].is_blank():
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows))
            self._rows.append(EntryRow())
            self.endInsertRows()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(TITLES) - 1))
        self.typed.emit()

    def _fill_up(self) -> None:
        while len(self._rows) < self._least or not self._rows[-1].is_blank():
            self._rows.append(EntryRow())

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(TITLES)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return _(TITLES[section])
        return str(section + 1) if section <= self.next_row() else ""

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base if not index.isValid() or index.column() == SETTLED else base | Qt.ItemFlag.ItemIsEditable

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        text = str(value)
        self.type_into(index, phone_text(text) if index.column() == PHONE else text.strip())
        return True

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        readers: dict[int, Callable[[], Any]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._shown(row, column),
            Qt.ItemDataRole.EditRole: lambda: row.text(column),
            Qt.ItemDataRole.ToolTipRole: lambda: plain_tip(self._tip(index.row(), column)),
            PROBLEM_ROLE: lambda: self.problem(index.row(), column),
            LIMIT_ROLE: lambda: self._limit_words(row) if column == LIMIT else None,
            SETTLED_ROLE: lambda: row.settled,
            EXTRA_ROLE: lambda: self._mark(row) if column == TITLE else None,
        }
        reader = readers.get(role)
        return reader() if reader else None

    def _shown(self, row: EntryRow, column: int) -> str:
        if column == SETTLED:
            return _("settled") if row.settled else ""
        if column == LIMIT:
            return "" if row.is_blank() else "  ".join(filter(None, self._limit_words(row)))
        if column == PHONE:
            return phone_shown(row.phone) or ("" if row.is_blank() else "—")
        return row.text(column)

    def _mark(self, row: EntryRow) -> tuple[str, bool]:
        """Return the small mark of a row, and whether it wants attention."""
        words, urgent = self.mark_of(row)
        photos = len(row.photos)
        pictures = ngettext("{n} photo", "{n} photos", photos).format(n=photos) if photos else ""
        return "　".join(filter(None, (pictures, words))), urgent

    def _limit_words(self, row: EntryRow) -> tuple[str, str]:
        """Return the date in ink and the days in grey: 12月4日, 10 天; 默认 10 天 while the row is half typed."""
        if row.is_blank():
            return "", ""
        if row.settled:
            return "—", ""
        limit = self.limit(row)
        if limit.due is None:
            return row.limit, ""
        days = ngettext("{n} day", "{n} days", limit.amount or 0).format(n=limit.amount) if limit.amount else ""
        if not row.limit and not (row.title.strip() and self.agency_id(row)):
            return "", _("{days} by default").format(days=days)
        return day_text(limit.due), days

    def _tip(self, number: int, column: int) -> str:
        why = self.problem(number, column)
        if why:
            return why
        return phone_hint(self._rows[number].phone) if column == PHONE else ""
