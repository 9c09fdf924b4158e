"""What a file gives after reading: sheets of plain cells, rows and columns counted from 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from core.imports.notes import Note


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be used; the row it stands in is refused when the column matters."""

    shown: str
    why: Note


Cell = str | int | float | bool | date | time | BadCell | None
"""A `datetime` is a `date`; a blank cell is None, never an empty string."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block, first and last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet; cells of a merged column are already filled down."""

    name: str
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    beyond: int = 0
    """Cells outside the rows and columns that are read."""
    _width: int = -1

    @property
    def last_row(self) -> int:
        """Return the number of the last row with anything in it, 0 for an empty sheet."""
        return max(self.rows, default=0)

    @property
    def width(self) -> int:
        """Return the number of the last column with anything in it; counted once."""
        if self._width < 0:
            self._width = max(map(len, self.rows.values()), default=0)
        return self._width

    def row(self, number: int) -> list[Cell]:
        """Return the cells of a row up to the last filled one; column 1 comes first."""
        return self.rows.get(number, [])

    def at(self, row: int, column: int) -> Cell:
        """Return one cell, None when it is blank or outside."""
        cells = self.rows.get(row)
        return cells[column - 1] if cells and column <= len(cells) else None

    def numbered(self, first: int = 1) -> Iterator[tuple[int, list[Cell]]]:
        """Walk the rows from *first* to the last, blank ones included."""
        for number in range(first, self.last_row + 1):
            yield number, self.row(number)


@dataclass(slots=True)
class Workbook:
    """One file that was read."""

    path: str
    name: str
    sheets: list[Sheet]


def fill_down(sheet: Sheet) -> None:
    """Give every row of a merged block its first column's value, as a reader sees it."""
    last = sheet.last_row
    for merge in sheet.merges:
        value = sheet.at(merge.top, merge.left)
        if value is None or merge.bottom == merge.top:
            continue
        for number in range(merge.top + 1, min(merge.bottom, last) + 1):
            cells = sheet.rows.get(number)
            if cells is None:  # a wholly blank row stays blank
                continue
            cells.extend([None] * (merge.left - len(cells)))
            if cells[merge.left - 1] is None:
                cells[merge.left - 1] = value


def text_of(cell: Cell) -> str:
    """Return a cell as the person sees it, on one line, without blanks around it."""
    match cell:
        case None:
            return ""
        case BadCell():
            return cell.shown
        case bool():
            return "√" if cell else ""
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case time():
            return f"{cell:%H:%M}"
        case _:
            return " ".join(str(cell).split())
