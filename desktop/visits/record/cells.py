"""The rows of a small grid as typed: what their columns hold, what is wrong in them, and what is pasted from Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

from core.i18n import _, ngettext
from core.text import unreadable_at
from desktop.widgets import Choice

PASTED_ROWS: Final = 500
_PASTED_CELLS: Final = 40
TICKED: Final = "1"
_YES: Final = frozenset({"✓", "√", "是", "有", "1", "y", "yes", "x", "保留", "不同意"})


def _no_objection(_text: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: Names the cell in a row and in a draft.
        title: Shown above it, translated.
        width: In px; 0 shares what is left.
        storey: 0 for the upper line of a row, 1 for the lower one.
        limit: Most characters.
        ghost: Grey words in an empty cell of a row that holds something: what it counts as.
        prompt: Grey words in the first blank row: what to type here.
        tick: Holds a tick, not words.
        quiet: Painted in the second ink.
        needed: What to say where it is empty in a row that holds something; "" where it may be.
        offers: What is offered while typing.
        strict: What to say of words that are not offered; "" where any will do.
        check: Says what is wrong with words, "" for nothing.
        tidy: Makes words fit to keep when the cell is left.
        shown: How words look while nobody stands in their cell.
        masked: How a stored row shows it until somebody stands in it.
        headings: Other words for the title in a pasted sheet.
    """

    key: str
    title: str
    width: int = 0
    storey: int = 0
    limit: int = 400
    ghost: str = ""
    prompt: str = ""
    tick: bool = False
    quiet: bool = False
    needed: str = ""
    offers: Callable[[], Sequence[Choice]] | None = None
    strict: str = ""
    check: Callable[[str], str] = _no_objection
    tidy: Callable[[str], str] = str.strip
    shown: Callable[[str], str] = str
    masked: Callable[[str], str] | None = None
    headings: tuple[str, ...] = ()

    def data_of(self, text: str) -> Any:
        """Return what the offered words stand for, None where they are not offered."""
        wanted = text.strip().casefold()
        offered = self.offers() if self.offers is not None and wanted else ()
        return next((each.data for each in offered if each.text.casefold() == wanted), None)

    def text_of(self, data: object) -> str:
        """Return the offered words for *data*."""
        offered = self.offers() if self.offers is not None and data is not None else ()
        return next((each.text for each in offered if each.data == data), "")


@dataclass(slots=True)
class Row:
    """One row as typed; `uid` makes saving it twice one record.

    Attributes:
        id: Of the record it came from, None for a new one.
        issue_uid: The issue that it became.
        is_stored: Nobody has typed in it since it was read from the schedule.
    """

    uid: str = field(default_factory=lambda: str(uuid4()))
    cells: dict[str, str] = field(default_factory=dict)
    id: int | None = None
    issue_uid: str = ""
    is_stored: bool = False

    def is_blank(self) -> bool:
        """Return whether nothing was typed."""
        return not any(text.strip() for text in self.cells.values())

    def text(self, key: str) -> str:
        """Return the words of a cell."""
        return self.cells.get(key, "")

    def put(self, key: str, text: str) -> None:
        """Put words into a cell."""
        if self.text(key) != text:
            self.cells[key] = text
            self.is_stored = False


RowCheck = Callable[[Row], tuple[str, str] | None]
"""Says which cell of a row contradicts another, and what to do."""


class Sheet:
    """Rows that always end in a blank one.

    Args:
        columns: From the left; those of the lower storey behind those of the upper one.
        least: Rows shown at least.
        check: What one cell of a row says against another.
    """

    def __init__(self, columns: Sequence[Column], *, least: int = 2, check: RowCheck | None = None) -> None:
        self.columns = tuple(columns)
        self._least, self._check = least, check
        self.rows: list[Row] = []
        self._fill_up()

    def filled(self) -> list[Row]:
        """Return the rows that hold something."""
        return [row for row in self.rows if not row.is_blank()]

    def show(self, rows: Sequence[Row]) -> None:
        """Hold these rows and blank ones behind them."""
        self.rows = list(rows)
        self._fill_up()

    def next_row(self) -> int:
        """Return the first row behind all that hold something."""
        return max((number + 1 for number, row in enumerate(self.rows) if not row.is_blank()), default=0)

    def put(self, number: int, key: str, text: str) -> bool:
        """Put words into a cell; return whether that changed it."""
        changed = self.rows[number].text(key) != text
        if changed:
            self.rows[number].put(key, text)
            self._fill_up()
        return changed

    def delete(self, number: int) -> None:
        """Take a row out."""
        self.rows.pop(number)
        self._fill_up()

    def insert(self, number: int, rows: Sequence[Row]) -> None:
        """Put rows in place of a blank row, or before one that holds something."""
        blank = number < len(self.rows) and self.rows[number].is_blank()
        self.rows[number : number + (1 if blank else 0)] = rows
        while self.rows and self.rows[-1].is_blank():
            self.rows.pop()
        self._fill_up()

    def copy_from_above(self, number: int, key: str) -> bool:
        """Copy the cell above; return whether there is one."""
        return number > 0 and self.put(number, key, self.rows[number - 1].text(key))

    def problem(self, number: int, column: Column) -> str:
        """Return why a cell cannot be saved as it is; "" where it can."""
        row = self.rows[number]
        if row.is_blank():
            return ""
        text = row.text(column.key).strip()
        if not text:
            return column.needed or self._contradiction(row, column)
        where = unreadable_at(text)
        if where is not None:
            return _("There is an invisible control character at position {n}. Type it again.").format(n=where)
        if len(text) > column.limit:
            return _("Too long: {n} characters, at most {limit}.").format(n=len(text), limit=column.limit)
        if column.strict and not column.tick and column.data_of(text) is None:
            return column.strict.format(name=text)
        return column.check(text) or self._contradiction(row, column)

    def first_problem(self) -> tuple[int, int, str] | None:
        """Return row and column of the first cell that cannot be saved, and why."""
        for number, row in enumerate(self.rows):
            for place, column in enumerate(() if row.is_blank() else self.columns):
                why = self.problem(number, column)
                if why:
                    return number, place, why
        return None

    def rows_from(self, text: str, at: int) -> tuple[list[Row], int]:
        """Return the rows of a copied block and how many were left out.

        Args:
            text: The clipboard: cells between tabs, one row a line.
            at: The column where the cursor stands; a block that names no columns goes there and on.
        """
        lines = [[" ".join(cell.split()) for cell in line[:_PASTED_CELLS]] for line in _lines_of(text)]
        lines = [line for line in lines if any(line)]
        if not lines:
            return [], 0
        named = self._by_heading(lines[0])
        targets = named or list(self.columns[at : at + max(map(len, lines))])
        lines = lines[1:] if named else lines
        rows = [self._row_of(line, targets) for line in lines[:PASTED_ROWS]]
        return [row for row in rows if not row.is_blank()], max(len(lines) - PASTED_ROWS, 0)

    def _row_of(self, line: Sequence[str], targets: Sequence[Column | None]) -> Row:
        row = Row()
        for cell, column in zip(line, targets, strict=False):
            if column is not None and cell:
                ticked = TICKED if cell.casefold() in _YES else ""
                row.cells[column.key] = ticked if column.tick else column.tidy(cell)
        return row

    def _by_heading(self, line: Sequence[str]) -> list[Column | None] | None:
        """Return the columns that a line names, if it is a heading: two of them at least, or the only one."""
        words = {name.casefold(): column for column in self.columns for name in (column.title, *column.headings)}
        found = [words.get(cell.strip().casefold()) for cell in line]
        named = [column.key for column in found if column is not None]
        enough = len(named) >= min(2, len(self.columns)) and len(named) == len(set(named))
        return found if enough else None

    def _contradiction(self, row: Row, column: Column) -> str:
        found = self._check(row) if self._check is not None else None
        return found[1] if found is not None and found[0] == column.key else ""

    def _fill_up(self) -> None:
        while len(self.rows) < self._least or not self.rows[-1].is_blank():
            self.rows.append(Row())


def rows_to_json(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows that hold something as JSON values."""
    return [
        {
            "uid": row.uid,
            "cells": {key: text for key, text in row.cells.items() if text},
            "id": row.id,
            "issue": row.issue_uid,
        }
        for row in rows
        if not row.is_blank()
    ]


def rows_from_json(stored: object) -> list[Row]:
    """Return rows kept earlier; what cannot be read is left out, never fatal."""
    rows = []
    for each in stored if isinstance(stored, list) else ():
        cells = each.get("cells") if isinstance(each, Mapping) else None
        if not isinstance(cells, Mapping) or not isinstance(each.get("uid"), str):
            continue
        issue, id = each.get("issue"), each.get("id")
        rows.append(
            Row(
                each["uid"],
                {str(key): text for key, text in cells.items() if isinstance(text, str)},
                id if isinstance(id, int) else None,
                issue if isinstance(issue, str) else "",
            )
        )
    return rows


def pasted_words(rows: int, left_out: int) -> str:
    """Say how many rows came in, and how many were too many."""
    said = ngettext("{n} row pasted", "{n} rows pasted", rows).format(n=rows)
    if not left_out:
        return said
    more = ngettext(
        "{n} more row was left out: paste it next", "{n} more rows were left out: paste them next", left_out
    )
    return f"{said}. {more.format(n=left_out)}."


def is_block(text: str) -> bool:
    """Return whether the clipboard holds more than one cell."""
    return "\t" in text or "\n" in text.strip("\r\n")


def _lines_of(text: str) -> list[list[str]]:
    if text.count('"') % 2 == 0:
        with suppress(csv.Error):  # a cell longer than it reads; the split below takes any length
            return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    return [line.split("\t") for line in re.split(r"\r\n|\r|\n", text)]
