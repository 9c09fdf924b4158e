"""Which rows of a table are records; every other row is listed with the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.i18n import N_
from core.imports.cells import Cell, Sheet, text_of
from core.imports.headers import Table
from core.imports.notes import Note, note
from core.imports.words import FOOTERS, TOTALS, word_key

_NUMBERING = frozenset({"serial", "position", "rank_order"})
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+)"
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record."""

    row: int
    why: Note


def split_rows(sheet: Sheet, table: Table) -> tuple[list[int], list[Skipped]]:
    """Return the numbers of the rows that are records, and all others from the first of the sheet."""
    records: list[int] = []
    skipped = [Skipped(number, note(_TITLE)) for number in range(1, table.first_header_row)]
    headers = range(table.first_header_row, table.first_row)
    skipped += [Skipped(number, note(_HEADER)) for number in headers]
    filled_down = _filled_down(sheet)
    words = {column.number: word_key(column.header.rpartition("/")[2]) for column in table.columns}
    for number, cells in sheet.numbered(table.first_row):
        why = _why_no_record(table, number, cells, filled_down, words)
        if why is None:
            records.append(number)
        else:
            skipped.append(Skipped(number, note(why)))
    return records, skipped


_TITLE = N_("Title")
_HEADER = N_("Header")
_BLANK = N_("Blank")
_ONLY_NUMBERED = N_("Numbered, but blank")
_TOTAL = N_("Total")
_FOOTER = N_("Remark below the table")
_GROUP = N_("Heading of a group")


def _why_no_record(
    table: Table, number: int, cells: list[Cell], filled_down: set[tuple[int, int]], headers: dict[int, str]
) -> str | None:
    filled = {
        column: text_of(cell)
        for column, cell in enumerate(cells, 1)
        if text_of(cell) and (number, column) not in filled_down
    }
    if not filled:
        return _BLANK
    first = next(iter(filled.values()))
    words = [word_key(text) for text in list(filled.values())[:2]]
    if any(word.startswith(TOTALS) and len(word) <= 12 for word in words):
        return _TOTAL
    if {table.fields.get(column) for column in filled} <= _NUMBERING:
        return _ONLY_NUMBERED if _is_number(first) else _lone_text(first, table, len(filled))
    if len(filled) > 1 and all(headers.get(column) == word_key(text) for column, text in filled.items()):
        return _HEADER
    return _lone_text(first, table, len(filled))


def _lone_text(text: str, table: Table, filled: int) -> str | None:
    if filled > 2 or len(table.columns) < 3:
        return None
    if text.startswith(FOOTERS):
        return _FOOTER
    return _GROUP if filled == 1 and _HEADING.match(text) else None


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _filled_down(sheet: Sheet) -> set[tuple[int, int]]:
    """Return the cells whose value comes from a merged block that starts above."""
    return {
        (row, merge.left)
        for merge in sheet.merges
        for row in range(merge.top + 1, min(merge.bottom, sheet.last_row) + 1)
    }


def values_below(sheet: Sheet, table: Table, column: int) -> Iterator[str]:
    """Yield the texts of a column below its header."""
    for number in sheet.rows:
        if number >= table.first_row and (text := text_of(sheet.at(number, column))):
            yield text
